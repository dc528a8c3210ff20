from pathlib import Path

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Kind, ReadOptions
from cslint.errors import CslintError
from cslint.formats import yaml
from cslint.offsets import TextSpan
from cslint.source import Source

SHARED = Path(__file__).parents[3] / "shared/corpus"
SAVED = """\
# 저장 답변
macros:
  refund:
    delay:
      title: 환불 지연
      situation: 환불이 늦을 때
      body: |-
        고객님, 환불이 늦어졌습니다.

        - 카드: 3일
        - 계좌: 1일
      note: 인입 시 확인
      나쁜예: 어쩔 수 없어요.
      문의: 왜 안 돼요?
"""


def read(text, path="a.yml", **options):
    return yaml.parse(Source(path, text), ReadOptions(**options))


def texts(document, audience):
    return [segment.text for segment in document.segments if segment.audience is audience]


def replies(document):
    return [[segment.text for segment in reply.segments] for reply in document.replies]


def error(text, **options):
    with pytest.raises(CslintError) as caught:
        read(text, **options)
    return caught.value


def test_keys_say_what_their_values_are():
    document = read(SAVED)
    assert document.format == "yaml"
    assert replies(document) == [["고객님, 환불이 늦어졌습니다.", "카드: 3일", "계좌: 1일"]]
    assert [segment.kind for segment in document.replies[0].segments] == [Kind.VALUE, Kind.ITEM, Kind.ITEM]
    assert texts(document, Audience.AGENT) == ["환불 지연", "환불이 늦을 때", "인입 시 확인"]
    assert texts(document, Audience.BAD_EXAMPLE) == ["어쩔 수 없어요."]
    assert texts(document, Audience.QUOTED_CUSTOMER) == ["왜 안 돼요?"]
    assert document.segments[0].kind is Kind.HEADING
    reply = document.replies[0]
    assert (reply.title, reply.declared) == ("환불 지연", "환불이 늦을 때")
    assert reply.headings == ("delay", "refund", "macros")


def test_title_and_situation_come_from_above_if_not_beside():
    document = read("- title: 환불\n  situation: 환불 거절\n  answers:\n    - 가능합니다.\n    - {body: 어렵습니다.}\n")
    assert [(reply.title, reply.declared) for reply in document.replies] == [("환불", "환불 거절")] * 2


def test_audience_option():
    assert not read(SAVED, audience="agent").replies
    assert set(texts(read(SAVED, audience="agent"), Audience.AGENT)) > {"어쩔 수 없어요."}
    customer = read(SAVED, audience="customer")
    assert ["인입 시 확인"] in replies(customer)
    assert texts(customer, Audience.BAD_EXAMPLE) == ["어쩔 수 없어요."]


def test_configured_reply_field_replaces_the_known_ones():
    document = read("우리말: 안녕하세요.\nbody: 내부에서 봅니다.\n", reply_fields=("우리말",))
    assert replies(document) == [["안녕하세요."]]
    assert texts(document, Audience.AGENT) == ["내부에서 봅니다."]


def test_marked_examples_in_one_value():
    document = read("body: |\n  × 못 해요.\n  ○ 오늘 합니다.\n  ✗ 몰라요.\n  ○ 확인합니다.\n")
    assert replies(document) == [["오늘 합니다."], ["확인합니다."]]
    assert texts(document, Audience.BAD_EXAMPLE) == ["못 해요.", "몰라요."]


def test_catalogue_is_customer_text_throughout():
    document = read("ko:\n  devise:\n    name: 이름을 적어 주세요.\n    note: 확인했습니다.\n    max: 3\n    en: ok\n")
    assert replies(document) == [["이름을 적어 주세요."], ["확인했습니다."]]
    assert document.replies[0].title == "ko.devise.name"
    assert document.replies[0].headings == ("name", "devise", "ko")


def test_keys_without_any_role_make_a_catalogue_too():
    assert replies(read("환불 안내: 환불됩니다.\n배송: 출발했습니다.\n")) == [["환불됩니다."], ["출발했습니다."]]


def test_file_with_reply_keys_has_agents_text_under_other_keys():
    document = read("body: 안녕하세요.\nwhatever: 이관한다.\n", path="messages.yml")
    assert replies(document) == [["안녕하세요."]]
    assert texts(document, Audience.AGENT) == ["이관한다."]


def test_alias_makes_no_second_segment():
    document = read(
        "a: &x\n  title: 제목\n  body: &b 안녕하세요.\nb:\n  <<: *x\n  reply: *b\nc:\n  <<: *x\n  body: 둘째\n"
    )
    assert replies(document) == [["안녕하세요."], ["둘째"]]
    assert document.replies[1].title == "제목"


def test_alias_bomb_ends_at_once():
    lines = ["a0: &a0 {body: 안녕하세요.}"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    assert replies(read("\n".join(lines))) == [["안녕하세요."]]


def test_several_documents():
    assert replies(read("--- \nbody: 하나\n---\nbody: 둘\n...\n")) == [["하나"], ["둘"]]


@pytest.mark.parametrize("text", ["", "\n\n", "# 설명만\n", "---\n", "~", "3\n"])
def test_nothing_to_read(text):
    document = read(text)
    assert (document.segments, document.replies) == ((), ())


def test_places_through_every_style():
    text = "body:\n  - 가 '나\n    다\n  - '라''마'\n  - \"바\\n\\uC0AC\\t아\"\n  - >-  # 설명\n    자\n    차\n"
    document = read(text)
    assert replies(document) == [["가 '나 다"], ["라'마"], ["바\n사\t아"], ["자 차"]]
    spots = {"다": "다", "'마": "''마", "사": "\\uC0AC", "\n사": "\\n\\uC0AC", "자 차": "자\n    차"}
    for wanted, spelled in spots.items():
        segment = next(found for found in document.segments if wanted in found.text)
        at = segment.text.index(wanted)
        span = segment.offsets.locate(TextSpan(at, at + len(wanted)))
        assert text[span.start : span.end] == spelled


def test_spelling_follows_the_style():
    document = read(
        'body:\n  - 가나\n  - \'가나\'\n  - "가나"\n  - "\\uac00\\ub098"\n  - |\n    가나\n  - <b>가나</b>\n'
    )
    plain, single, double, escaped, block, markup = document.segments
    assert (plain.spell("it's"), plain.spell("가: 나"), plain.spell("가\n나")) == ("it's", None, None)
    assert (single.spell("it's"), single.spell("가\n나")) == ("it''s", None)
    assert (double.spell('"가"\n'), escaped.spell("가")) == ('\\"가\\"\\n', "\\uac00")
    assert (block.spell("가: 나"), block.spell("가\n나")) == ("가: 나", None)
    assert markup.spell("가 < 나") == "가 &lt; 나"


COMMENTS = """\
# cslint: off[a] 이유
replies:
  # cslint: ignore[b] 위에서
  - title: 하나  # cslint: ignore[c] 제목 옆
    body: "가 # cslint: ignore[x] 글"
    # cslint: ignore[d] 키 위
    answer: |  # cslint: ignore[e] 머리줄
      나 # cslint: ignore[y] 글
      # cslint: ignore[z] 글
    # cslint: situation[refund-refusal]
  - body: 다
  #cslint: on[a]
"""


def test_comments_and_what_they_cover():
    document = read(COMMENTS)
    covered = [
        (
            comment.text,
            comment.covers and COMMENTS[comment.covers.start : comment.covers.end].split("\n", maxsplit=1)[0],
        )
        for comment in document.comments
    ]
    first = "title: 하나  # cslint: ignore[c] 제목 옆"
    answer = "answer: |  # cslint: ignore[e] 머리줄"
    assert covered == [
        ("off[a] 이유", None),
        ("ignore[b] 위에서", first),
        ("ignore[c] 제목 옆", first),
        ("ignore[d] 키 위", answer),
        ("ignore[e] 머리줄", answer),
        ("situation[refund-refusal]", "body: 다"),
        ("on[a]", None),
    ]
    assert COMMENTS[document.comments[1].span.start] == "#"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"[a, b] 이유"', ["ignore[a, b] 이유"]),
        ('["[a] 이유", "b 까닭"]', ["ignore[a] 이유", "ignore[b] 까닭"]),
        ("{a: 이유, b: 까닭}", ["ignore[a] 이유", "ignore[b] 까닭"]),
        ("ignore[a] 이유", ["ignore[a] 이유"]),
    ],
)
def test_ignore_key_covers_its_mapping(value, expected):
    text = f"- body: 가\n- title: 나\n  cslint-ignore: {value}\n  body: 다\n"
    document = read(text)
    assert [comment.text for comment in document.comments] == expected
    assert replies(document) == [["가"], ["다"]]
    for comment in document.comments:
        assert comment.covers.covers(document.replies[1].span)
        assert not comment.covers.overlaps(document.replies[0].span)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("body: 가: 나\n", "a.yml:1:8"),
        ("body: '가\n", "a.yml:2:1"),
        ("body:\n\t- 가\n", "a.yml:2:1"),
        ("a: 1\nbody: *없음\n", "a.yml:2:8"),
        ("a: 1\nbody: *none\n", "a.yml:2:7"),
        ("a: [1, 2\nb: 3\n", "a.yml:2:2"),
        ("😀: 가\x00\n", "a.yml:1:5"),
        ('"\\q"', "a.yml:1:2"),
    ],
)
def test_errors_say_where(text, where):
    found = error(text)
    assert found.where == where
    assert found.what.endswith(".")


@pytest.mark.parametrize("text", ["[" * 5000, "- " * 5000, "{a: " * 5000, "a: " * 300, "? " * 5000, "- [" * 300])
def test_deep_nesting_is_an_error(text):
    assert error(text).where


def test_depth_of_two_hundred_is_read():
    assert replies(read("[" * 200 + "안녕하세요" + "]" * 200)) == [["안녕하세요"]]


words = st.text(
    st.sampled_from("가나각\u1100\u1161\u11a8 다요.\n\t'\"\\:#-✗○&;<br>p/😀\u200b\uff21\x85\r"), max_size=40
)
tree = st.recursive(
    words | st.integers(),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["body", "title", "비고", "나쁜예", "답변", "x", "cslint"]), below, max_size=4
        )
    ),
    max_leaves=8,
)


@given(
    tree,
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
    st.integers(10, 60),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=200, deadline=None)
def test_every_character_maps_back(value, style, wide, width, newline):
    text = pyyaml.dump(value, default_style=style, allow_unicode=wide, width=width, line_break=newline)
    assert unmapped(read(text)) == []
    assert unmapped(read(text, audience="customer")) == []


@given(st.text(st.sampled_from("가나 \n-:[]{}#&*!|>'\"%@`?,a\t\r\x85\u2028\ufeff\ud800😀\x00~<"), max_size=60))
@settings(max_examples=400, deadline=None)
def test_no_other_error_than_ours(text):
    try:
        document = read(text)
    except CslintError:
        # The place is part of the contract, also for what no YAML reader takes.
        assert ":" in error(text).where
    else:
        assert unmapped(document) == []


@pytest.mark.parametrize(
    "name", ["manuals/files/08_hospital_saved_replies.yml", "open-files/devise-ko.yml", "open-files/spree-ko.yml"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_real_files(name, newline):
    path = SHARED / name
    if not path.exists():
        pytest.skip("the corpus is not beside this checkout")
    document = yaml.parse(Source(name, path.read_bytes().decode().replace("\n", newline)), ReadOptions())
    assert len(document.replies) > 15
    assert unmapped(document) == []
    if "open-files" in name:
        assert not texts(document, Audience.AGENT)
    else:
        assert "3회 노쇼 건은 예약 차단 처리함" in texts(document, Audience.AGENT)
        assert all(reply.title and reply.declared for reply in document.replies)
