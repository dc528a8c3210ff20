"""Files that fuzzing found: each once broke a reader."""

import pytest

from cslint.document import Document, ReadOptions
from cslint.errors import CslintError
from cslint.formats import read
from cslint.offsets import TextSpan
from tests.fuzz.invariants import faults


def read_text(path: str, text: str, audience: str | None = None) -> Document:
    return read(path, text.encode(), ReadOptions(audience))


def texts(document: Document) -> list[str]:
    return [segment.text for segment in document.segments]


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("a.po", 'msgid "a"\nmsgstr "가\\8나\\101"', "가8나A"),
        ("a.po", 'msgid "a"\nmsgstr "가\\٣나"', "가٣나"),
        ("a.strings", '"a" = "가\\9나\\101";', "가9나A"),
        ("a.properties", "a=가\\8나\\101", "가8나101"),
    ],
)
def test_a_backslash_before_a_digit_that_is_not_octal(path: str, text: str, said: str) -> None:
    assert texts(read_text(path, text)) == [said]


def test_a_plural_form_that_stands_twice_is_told() -> None:
    text = 'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "가"\nmsgstr[0] "나"\nmsgstr[1] "다"\n'
    with pytest.raises(CslintError, match=r"`msgstr\[1\]`") as told:
        read_text("a.po", text)
    assert told.value.where == "a.po:5:1"


def test_replies_in_a_table_inside_a_reply_stand_in_order() -> None:
    text = "처음입니다.\n\n| 구분 | 기타 |\n|---|---|\n| A1. 답입니다. | 나 |\n\n끝입니다.\n"
    document = read_text("a.md", text)
    assert [reply.span.start for reply in document.replies] == sorted(reply.span.start for reply in document.replies)
    assert len(document.replies) == 2
    assert faults(document) == []


def test_nothing_that_could_be_a_delimiter_is_written_into_a_file_of_one_column() -> None:
    document = read_text("a.csv", "답변\n환불했습니다\n")
    segment = document.segments[-1]
    assert segment.spell("가, 나") is None
    assert segment.spell("가. 나") == "가. 나"
    assert read_text("a.csv", '답변\n"환불했습니다"\n').segments[-1].spell("가, 나") == "가, 나"


@pytest.mark.parametrize("cell", ["환불해 드렸습니다, 고객님", '"환불해 드렸습니다, 고객님"'])
def test_no_other_delimiter_is_written_into_a_table_whose_columns_nobody_knows(cell: str) -> None:
    document = read_text("a.csv", f"1\t{cell}\n2\t고객님 감사합니다\n")
    segment = next(segment for segment in document.segments if "드렸습니다" in segment.text)
    assert segment.spell("가 &lt; 나") is None
    assert segment.spell("가 나") == "가 나"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("<resources><string name='a'>가나<![CDATA[다라]]></string></resources>", None),
        ("<resources><string name='a'>\n<![CDATA[다라]]>\n</string></resources>", "a < b"),
        ("<a><답변><![CDATA[다라]]></답변><답변>가</답변></a>", "a < b"),
        ("<a><답변>다라</답변><답변>가</답변></a>", "a &lt; b"),
    ],
)
def test_text_beside_cdata_sections_is_spelled_as_its_place_needs(text: str, spelled: str | None) -> None:
    segment = read_text("a.xml", text).segments[0]
    assert segment.spell("a < b") == spelled
    assert segment.spell("가나") == "가나"


@pytest.mark.parametrize(
    "text",
    [
        "<p>처음입니다.</p><table><td>안입니다.</td>밖입니다.</table>",
        "<table><td>앞입니다.<table><td>안입니다.</td>밖입니다.</table></td></table>",
        "<table><td>답변</td><td>앞입니다.<table><td>안입니다.</td>밖입니다.</table></td></table>",
    ],
)
def test_text_astray_between_the_cells_of_a_table_keeps_its_place(text: str) -> None:
    for audience in (None, "customer"):
        assert faults(read_text("a.html", text, audience)) == []


@pytest.mark.parametrize(
    ("text", "said", "spelled"),
    [
        ("가&nbsp3일", "가 3일", ["&nbsp"]),
        ("가&amplt;나", "가&lt;나", ["&amp"]),
        ("가&#44032일", "가가일", ["&#44032"]),
        ("가&lt;나", "가<나", ["&lt;"]),
        ("가&nope;나", "가&nope;나", []),
    ],
)
def test_an_entity_without_its_end_maps_to_itself_alone(text: str, said: str, spelled: list[str]) -> None:
    document = read_text("a.html", f"<p>{text}입니다.</p>")
    (segment,) = document.segments
    places = [piece.source for piece in segment.offsets.pieces if not piece.verbatim]
    assert segment.text == f"{said}입니다."
    assert [document.source.text[place.start : place.end] for place in places] == spelled


@pytest.mark.parametrize(
    ("path", "text", "old"),
    [
        ("a.html", "<p>&#4628상황을 알려 주세요.</p>", "상황"),
        ("a.html", "<p>&#46상황28; 알려 주세요.</p>", "상황"),
        ("a.strings", '"a" = "\\u116상황을 알려 주세요.";', "상황"),
    ],
)
def test_nothing_is_written_that_would_end_a_reference_or_an_escape_left_open(path: str, text: str, old: str) -> None:
    document = read_text(path, text)
    (segment,) = document.segments
    at = segment.text.index(old)
    assert document.edit(segment, TextSpan(at, at + len(old)), "3일") is None
    later = segment.text.index("알려")
    assert document.edit(segment, TextSpan(later, later + 2), "3일") is not None


def test_nothing_is_left_out_between_a_reference_left_open_and_its_end() -> None:
    document = read_text("a.html", "<p>&#46상황28; 알려 주세요.</p>")
    (segment,) = document.segments
    at = segment.text.index("상황")
    assert document.edit(segment, TextSpan(at, at + 2), "") is None


def test_entities_in_what_only_looks_like_a_tag_are_read() -> None:
    document = read_text("a.json", '{"답변": "<br><상품 이름=\'가 &lt; 나\'> 보냈습니다."}')
    assert texts(document) == ["<상품 이름='가 < 나'> 보냈습니다."]
    document = read_text("a.json", '{"답변": "<code 이름=\'가 &lt; 나\'> 보냈습니다."}')
    assert texts(document) == ["<code 이름='가 < 나'> 보냈습니다."]


def test_a_yaml_anchor_ends_before_what_no_name_of_one_may_hold() -> None:
    document = read_text("a.yaml", "&T:환불했습니다. ")
    assert texts(document) == [":환불했습니다."]
    assert faults(document) == []


@pytest.mark.parametrize("words", ["뭐" * 60, "가, 나"])
def test_words_between_braces_are_read_however_long_they_are(words: str) -> None:
    document = read_text("a.arb", f'{{"8사": "{{{words}}}}}"}}')
    assert texts(document) == [f"{{{words}}}}}"]
    assert faults(document) == []
