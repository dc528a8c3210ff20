from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cslint.document import Audience, Kind, as_is
from cslint.reading.values import replies_of, segments_of
from cslint.source import Source
from cslint.textbuilder import TextBuilder


def read(text, audience=Audience.CUSTOMER, spell=as_is):
    built = TextBuilder(text).verbatim(0, len(text)).build()
    return segments_of(Source("a", text), *built, audience, Kind.VALUE, spell) if built else []


def said(text):
    return [(segment.audience.value, segment.text) for segment in read(text)]


def replies(text):
    return [[segment.text for segment in reply] for reply in replies_of(read(text))]


def test_paragraphs_and_items():
    found = read("안녕하세요.\n반갑습니다.\n\n- 하나\n  이어서\n2) 둘\n끝입니다.\n-----\n가. 셋")
    assert [(segment.kind, segment.text) for segment in found] == [
        (Kind.VALUE, "안녕하세요.\n반갑습니다."),
        (Kind.ITEM, "하나\n  이어서"),
        (Kind.ITEM, "둘"),
        (Kind.VALUE, "끝입니다."),
        (Kind.ITEM, "셋"),
    ]
    assert len(replies_of(found)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("× 나빠요\n○ 좋아요", [("bad-example", "나빠요"), ("customer", "좋아요")]),
        (
            "나쁜 예:\n\n- 하나\n- 둘\n\n좋은 예:\n셋",
            [("bad-example", "하나"), ("bad-example", "둘"), ("customer", "셋")],
        ),
        ("고객: 왜요?\n더요?\n상담사: 네.", [("quoted-customer", "왜요?\n더요?"), ("customer", "네.")]),
        ("기다리세요. → 내일 됩니다.", [("bad-example", "기다리세요."), ("customer", "내일 됩니다.")]),
        ("✗ 기다리세요. → ✓ 내일 됩니다.", [("bad-example", "기다리세요."), ("customer", "내일 됩니다.")]),
        ("설정 → 알림을 눌러 주세요.", [("customer", "설정 → 알림을 눌러 주세요.")]),
        ("가요.<del>나요.</del>", [("customer", "가요."), ("bad-example", "나요.")]),
        ("https://a.kr/b\n\n가요", [("customer", "가요")]),
        (
            "ㄱ 환불: 010-1234-5678\n\n010-1234-5678",
            [("customer", "ㄱ 환불: 010-1234-5678"), ("customer", "010-1234-5678")],
        ),
        ("...\n\n!!", []),
    ],
)
def test_audiences(text, expected):
    assert said(text) == expected


def test_replies_part_at_marked_bad_examples_only():
    assert replies("✗ 가요\n○ 나요\n✗ 다요\n○ 라요\n○ 마요") == [["나요"], ["라요", "마요"]]
    assert replies("○ 가요\n○ 나요") == [["가요", "나요"]]
    assert replies("<p>가요</p><del>나요</del><ul><li>다요</li></ul>") == [["가요", "다요"]]


def test_ticks_without_a_bad_example_are_bullets():
    assert [segment.kind for segment in read("안내드립니다.\n✅ 하나\n✅ 둘")] == [Kind.VALUE, Kind.ITEM, Kind.ITEM]


def test_other_audiences_are_one_segment():
    assert [segment.text for segment in read("- 하나\n\n✗ 둘", Audience.AGENT)] == ["- 하나\n\n✗ 둘"]


def test_code_and_addresses_are_opaque():
    [segment] = read("`E-1`이면 https://a.kr/b?c=1. 에서 <code>가 나</code>를 눌러요")
    assert [segment.text[span.start : span.end] for span in segment.opaque] == ["`E-1`", "https://a.kr/b?c=1", "가 나"]


def test_html_is_spelled_before_the_place():
    [segment] = read("<b>가요</b>", spell=lambda text: f"«{text}»")
    assert segment.spell("a < b\n") == "«a &lt; b<br>»"


@given(
    st.lists(
        st.sampled_from(
            [
                "가요",
                " ",
                "\n",
                "\n\n",
                "- ",
                "✗ ",
                "○ ",
                "고객: ",
                "→",
                "<br>",
                "<p>",
                "<li>",
                "<del>",
                "</del>",
                "`",
                "1) ",
                "다. → ",
                "<code>",
                "</code>",
            ]
        ),
        max_size=16,
    )
)
@settings(max_examples=500, deadline=None)
def test_segments_lie_in_order_and_share_nothing(parts):
    found = read("".join(parts))
    spans = [segment.span for segment in found]
    assert spans == sorted(spans)
    for segment in found:
        assert segment.text == segment.text.strip() != ""
        assert all(0 <= span.start < span.end <= len(segment.text) for span in segment.opaque)
    taken = sorted((piece.source.start, piece.source.end) for segment in found for piece in segment.offsets.pieces)
    assert all(before[1] <= after[0] for before, after in pairwise(taken))


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://a.kr/{{claim id}}", "https://a.kr/{{claim id}}"),
        ("https://a.kr/{{id}}/x?n=#{번호}에서", "https://a.kr/{{id}}/x?n=#{번호}"),
        ("(https://a.kr/b), www.b.kr/c/에서", "https://a.kr/b"),
        ("{https://a.kr}", "https://a.kr"),
        ("www.a.kr/b...", "www.a.kr/b"),
    ],
)
def test_a_link_ends_where_its_path_does_and_holds_its_variables(text: str, link: str) -> None:
    [segment] = read(f"여기 {text} 봐요")
    first = segment.opaque[0]
    assert segment.text[first.start : first.end] == link
