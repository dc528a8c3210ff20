import json as stdlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Kind, ReadOptions
from cslint.errors import CslintError
from cslint.formats import json
from cslint.offsets import TextSpan
from cslint.source import Source

SHARED = Path(__file__).parents[3] / "shared/corpus"


def read(text, path="a.json", **options):
    return json.parse(Source(path, text), ReadOptions(**options))


def texts(document, audience):
    return [segment.text for segment in document.segments if segment.audience is audience]


def replies(document):
    return [[segment.text for segment in reply.segments] for reply in document.replies]


@pytest.mark.parametrize(
    "beside", ['"hello": "내일 갑니다."', '"replies": [{"title": "지연", "body": "내일 갑니다."}]']
)
@pytest.mark.parametrize("remark", ['"금일 반영 요망"', '{"금일": ["고객님, 익월 반영"]}'])
def test_what_stands_under_a_comment_key_is_nobodys_text(beside, remark):
    document = read(f'{{"_comment": {remark}, {beside}}}')
    assert replies(document) == [["내일 갑니다."]]
    assert not any("반영" in segment.text for segment in document.segments)


MACRO = {
    "macros": [
        {
            "id": 1,
            "title": "환불::지연",
            "actions": [
                {"field": "comment_value_html", "value": "<p>늦어졌습니다.</p><p>내일 입금됩니다 &amp; 끝.</p>"},
                {"field": "subject", "value": "환불 안내"},
                {"field": "current_tags", "value": "환불 익월"},
                {"field": "status", "value": "pending"},
            ],
        },
        {
            "title": "내부 인계",
            "actions": [
                {"field": "comment_value", "value": "클레임 인입."},
                {"field": "comment_mode_is_public", "value": "false"},
            ],
        },
    ]
}


@pytest.mark.parametrize("ascii_only", [True, False])
def test_macro_export(ascii_only):
    document = read(stdlib.dumps(MACRO, ensure_ascii=ascii_only, indent=2))
    assert document.format == "json"
    assert replies(document) == [["늦어졌습니다.\n내일 입금됩니다 & 끝."]]
    assert document.replies[0].title == "환불::지연"
    assert texts(document, Audience.AGENT) == ["환불::지연", "환불 안내", "환불 익월", "내부 인계", "클레임 인입."]
    headings = [segment.text for segment in document.segments if segment.kind is Kind.HEADING]
    assert headings == ["환불::지연", "환불 안내", "내부 인계"]


def test_public_false_is_internal():
    document = read('{"comment": {"body": "이관함", "public": false}, "x": [{"body": "안녕하세요"}]}')
    assert replies(document) == [["안녕하세요"]]


def test_key_beside_value_tells_what_it_is():
    document = read('[{"key": "greeting", "value": "안녕하세요"}, {"name": "note", "value": "이관함"}]')
    assert replies(document) == [["안녕하세요"]]
    assert texts(document, Audience.AGENT) == ["이관함"]


def test_catalogue():
    document = read('{"app.cancel": "취소", "app.max": 3, "app.en": "OK", "app.late": "늦었습니다."}', path="ko.json")
    assert replies(document) == [["취소"], ["늦었습니다."]]
    assert [reply.title for reply in document.replies] == ["app.cancel", "app.late"]


def test_catalogue_named_so_keeps_its_odd_role_key():
    text = '{"a.b": "하나", "c": "둘", "d": "셋", "message": "넷", "note": "다섯"}'
    assert len(read(text, path="x/strings.json").replies) == 5
    assert len(read(text, path="x/other.json").replies) == 1


def test_lines():
    text = '{"body": "하나"}\n\n{"body": "둘"}\r\n'
    assert replies(read(text, path="a.jsonl")) == [["하나"], ["둘"]]
    assert read("", path="a.jsonl").segments == ()
    with pytest.raises(CslintError) as caught:
        read('{"a": 1} {"b": 2}', path="a.jsonl")
    assert caught.value.where == "a.jsonl:1:10"


def test_places_through_escapes():
    text = '{"body": "가\\n\\ub098\\ud83d\\ude0a\\/\\"다\\ud800라 \\u1112\\u1161\\u11ab"}'
    segment = read(text).segments[0]
    assert segment.text == '가\n나😊/"다\ufffd라 한'
    spots = {
        "나": "\\ub098",
        "😊": "\\ud83d\\ude0a",
        '"다': '\\"다',
        "\ufffd": "\\ud800",
        "한": "\\u1112\\u1161\\u11ab",
    }
    for wanted, spelled in spots.items():
        at = segment.text.index(wanted)
        span = segment.offsets.locate(TextSpan(at, at + len(wanted)))
        assert text[span.start : span.end] == spelled


def test_spelling_follows_the_string():
    plain, escaped = read('{"body": ["가", "\\uac00"]}').segments
    assert plain.spell('"나"\n') == '\\"나\\"\\n'
    assert escaped.spell("나") == "\\ub098"


def test_suppressions():
    text = '{"a": {"//": "cslint: ignore[r] 이유", "body": "가"}, "b": {"cslint-ignore": {"s": "까닭"}, "body": "나"}, "body": "다"}'
    document = read(text)
    assert [comment.text for comment in document.comments] == ["ignore[r] 이유", "ignore[s] 까닭"]
    assert replies(document) == [["가"], ["나"], ["다"]]
    for comment, reply in zip(document.comments, document.replies[:2], strict=True):
        assert comment.covers.covers(reply.span)
        assert not comment.covers.overlaps(document.replies[2].span)
    assert text[document.comments[1].span.start : document.comments[1].span.end] == '"까닭"'


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "1:1"),
        ('{"a": 1,}', "1:9"),
        ('{\n "a" 1}', "2:6"),
        ('{"a": "가\n"}', "1:7"),
        ('{"a": "\\q"}', "1:8"),
        ('["가" "나"]', "1:6"),
        ("[1] x", "1:5"),
        ("[01]", "1:2"),
        ("{a: 1}", "1:2"),
        ('"\t"', "1:2"),
        ("[" * 201 + "]" * 201, "1:201"),
        ("[" * 100_000, "1:201"),
        ('{"a":' * 100_000, "1:1001"),
    ],
)
def test_errors_say_where(text, where):
    with pytest.raises(CslintError) as caught:
        read(text)
    assert caught.value.where == f"a.json:{where}"


def test_a_megabyte_of_digits_is_a_number():
    assert read('{"body": "가", "n": ' + "9" * 1_000_000 + "}").segments


words = st.text(
    st.sampled_from("가나각\u1100\u1161\u11a8 다요.\n\t'\"\\&;<br>/p✗○😀\u200b\uff21\x85\r\x00\ud800"), max_size=40
)
tree = st.recursive(
    words | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["body", "title", "비고", "나쁜예", "답변", "x", "cslint", "//"]), below, max_size=4
        )
    ),
    max_leaves=8,
)


@given(tree, st.booleans(), st.sampled_from([None, 1]), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=300, deadline=None)
def test_every_character_maps_back(value, ascii_only, indent, newline):
    text = stdlib.dumps(value, ensure_ascii=ascii_only, indent=indent).replace("\n", newline)
    assert unmapped(read(text)) == []
    assert unmapped(read(text, audience="customer")) == []


@given(st.text(st.sampled_from('{}[]":,01.eE-+ \n\ttruefalsn\\u가NI'), max_size=25))
@settings(max_examples=1500, deadline=None)
def test_accepts_what_the_standard_reader_accepts(text):
    try:
        stdlib.loads(text)
    except ValueError:
        with pytest.raises(CslintError) as caught:
            read(text)
        assert caught.value.where.startswith("a.json:")
    else:
        read(text)


@given(words)
@settings(max_examples=200, deadline=None)
def test_spelling_reads_back(text):
    for escaped in ("", "\\uac00"):
        segment = read(f'{{"body": "가나{escaped}"}}').segments[0]
        assert stdlib.loads(f'"{segment.spell(text)}"') == text


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "-0.5e+3", "null"])
def test_constants(constant):
    assert read(constant).segments == ()


@pytest.mark.parametrize(
    "name",
    [
        "manuals/files/13_university_zendesk.json",
        "open-files/zendesk-copenhagen-ko.json",
        "open-files/zendesk-request-list-ko.json",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_real_files(name, newline, form):
    path = SHARED / name
    if not path.exists():
        pytest.skip("the corpus is not beside this checkout")
    text = unicodedata.normalize(form, path.read_bytes().decode()).replace("\n", newline)
    document = json.parse(Source(name, text), ReadOptions())
    assert len(document.replies) >= 15
    assert unmapped(document) == []
    agent = texts(document, Audience.AGENT)
    if "open-files" in name:
        assert not agent
    else:
        assert {"환불 익월 인입", "학부모 클레임 2회 인입. 금일 유선 회신 후 티켓 병합할 것."} < set(agent)
        assert texts(document, Audience.BAD_EXAMPLE) == ["발급 후 필히 확인하십시오."]
