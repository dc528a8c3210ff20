"""CSV and TSV: which cells reach the customer, and where each character of them stands."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cslint.document import Audience, Document, Kind, ReadOptions, Segment
from cslint.errors import CslintError
from cslint.formats.csv import parse
from cslint.offsets import TextSpan
from cslint.reading.records import RecordCell, records
from cslint.source import Edit, Source, SourceSpan

MANUALS = Path(__file__).parents[3] / "shared" / "corpus" / "manuals" / "files"
CUSTOMER, AGENT = Audience.CUSTOMER, Audience.AGENT


def read(text: str, path: str = "답변.csv", **options: object) -> Document:
    return parse(Source(path, text), ReadOptions(**options))  # type: ignore[arg-type]


def texts(document: Document, audience: Audience) -> list[str]:
    return [segment.text for segment in document.segments if segment.audience is audience]


def replies(document: Document) -> list[str]:
    return ["\n".join(segment.text for segment in reply.segments) for reply in document.replies]


def written(document: Document, segment: Segment, start: int, end: int) -> str:
    place = segment.offsets.locate(TextSpan(start, end))
    return document.source.text[place.start : place.end]


def assert_every_character_stands_where_it_says(document: Document) -> None:
    for segment in document.segments:
        for index, char in enumerate(segment.text):
            spelling = written(document, segment, index, index + 1)
            composed = unicodedata.normalize("NFC", spelling)
            assert composed == char or (spelling, char) in {('""', '"'), ("\r\n", "\n"), ("\r", "\n"), ("<br>", "\n")}
    spans = [segment.span for segment in document.segments]
    assert spans == sorted(spans)


MANUAL = """\
상황,제목,답변,비고
배송 지연,송장,"고객님, 상품은 오늘 오후 6시까지 출고합니다.
내일(3월 6일) 도착합니다.",송장 인입 시 확인할 것
환불,카드,"취소 번호는 ""88421""입니다.",
"""


def test_cells_are_read_by_what_their_column_is_for() -> None:
    document = read(MANUAL)
    assert document.format == "csv"
    assert [(segment.text, segment.kind, segment.audience) for segment in document.segments] == [
        ("상황", Kind.HEADING, AGENT),
        ("제목", Kind.HEADING, AGENT),
        ("답변", Kind.HEADING, AGENT),
        ("비고", Kind.HEADING, AGENT),
        ("배송 지연", Kind.HEADING, AGENT),
        ("송장", Kind.HEADING, AGENT),
        ("고객님, 상품은 오늘 오후 6시까지 출고합니다.\n내일(3월 6일) 도착합니다.", Kind.CELL, CUSTOMER),
        ("송장 인입 시 확인할 것", Kind.CELL, AGENT),
        ("환불", Kind.HEADING, AGENT),
        ("카드", Kind.HEADING, AGENT),
        ('취소 번호는 "88421"입니다.', Kind.CELL, CUSTOMER),
    ]
    assert [(reply.title, reply.declared, reply.headings) for reply in document.replies] == [
        ("송장", "배송 지연", ("송장", "배송 지연")),
        ("카드", "환불", ("카드", "환불")),
    ]
    assert_every_character_stands_where_it_says(document)


def test_a_cell_is_named_by_row_and_column() -> None:
    labels = {segment.text[:3]: segment.label for segment in read(MANUAL).segments}
    assert labels["취소 "] == "3행 '답변'"
    assert labels["송장 "] == "2행 '비고'"


def test_blank_rows_count_and_ragged_rows_are_read() -> None:
    document = read("상황,답변\n\n환불\n배송,내일 도착합니다.,덧붙인 말,하나 더\n")
    assert replies(document) == ["내일 도착합니다."]
    assert {segment.text: segment.label for segment in document.segments}["하나 더"] == "4행 4열"
    assert texts(document, AGENT)[-2:] == ["덧붙인 말", "하나 더"]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_and_newlines_of_every_export(delimiter: str, newline: str) -> None:
    lines = [["상황", "답변"], ["환불", f'"네, 고객님;{newline}오늘 | 취소했습니다."'], ["배송", "내일 도착합니다."]]
    text = newline.join(delimiter.join(line) for line in lines)
    document = read(text)
    assert replies(document) == ["네, 고객님;\n오늘 | 취소했습니다.", "내일 도착합니다."]
    assert_every_character_stands_where_it_says(document)


def test_a_tsv_file_is_parted_by_tabs_whatever_its_header_says() -> None:
    document = read("상황, 문의\t답변\n환불\t네, 오늘 취소했습니다.\n", path="답변.TSV")
    assert replies(document) == ["네, 오늘 취소했습니다."]


def test_a_title_above_the_header_is_a_label() -> None:
    document = read("하루상점 저장 답변, 2025년 3월,\n\n상황,답변\n환불,오늘 취소했습니다.\n")
    assert replies(document) == ["오늘 취소했습니다."]
    assert document.segments[0].kind is Kind.HEADING
    assert document.segments[0].audience is AGENT


def test_a_row_with_a_sentence_is_no_header() -> None:
    document = read("답변,오늘 취소했습니다.\n메모,내일 도착합니다.\n")
    assert replies(document) == ["오늘 취소했습니다.", "내일 도착합니다."]


def test_a_file_of_one_column_keeps_its_commas() -> None:
    document = read("답변\n네, 고객님. 오늘 취소했습니다.\n내일, 늦어도 모레 도착합니다.\n")
    assert replies(document) == ["네, 고객님. 오늘 취소했습니다.", "내일, 늦어도 모레 도착합니다."]


def test_without_any_header_sentences_are_replies_and_the_rest_is_not() -> None:
    document = read("환불,네 오늘 취소했습니다.\n인입 건,내일까지 기다려 주시겠어요?\n,MACRO_01\n")
    assert replies(document) == ["네 오늘 취소했습니다.", "내일까지 기다려 주시겠어요?"]
    assert texts(document, AGENT) == ["환불", "인입 건"]


def test_without_a_reply_column_only_unknown_columns_are_searched_for_sentences() -> None:
    document = read("상황,카톡,비고\n환불,오늘 취소했습니다.,확인이 끝나면 닫는다.\n")
    assert replies(document) == ["오늘 취소했습니다."]


def test_columns_of_quoted_customers_and_bad_examples() -> None:
    document = read("고객 문의,나쁜 예,좋은 예\n왜 안 와요?,순차적으로 보냅니다.,내일 오전에 도착합니다.\n")
    assert texts(document, Audience.QUOTED_CUSTOMER) == ["왜 안 와요?"]
    assert texts(document, Audience.BAD_EXAMPLE) == ["순차적으로 보냅니다."]
    assert replies(document) == ["내일 오전에 도착합니다."]


def test_marked_examples_inside_a_cell() -> None:
    document = read('상황,답변\n화재,"✗ 저희 책임은 없습니다.\n✓ 다치지 않으셨나요?"\n')
    assert texts(document, Audience.BAD_EXAMPLE) == ["저희 책임은 없습니다."]
    assert replies(document) == ["다치지 않으셨나요?"]


def test_ids_numbers_and_tokens_are_no_text() -> None:
    document = read("번호,상황,답변\n12,https://example.com/a,2025-03-06\nREF_01,true,Thank you for waiting.\n")
    assert [segment.text for segment in document.segments] == ["번호", "상황", "답변", "Thank you for waiting."]


def test_a_title_that_is_an_id_gives_way_to_the_situation() -> None:
    document = read("번호,상황,답변\n12,환불,오늘 취소했습니다.\n13,,내일 도착합니다.\n")
    assert [(reply.title, reply.headings) for reply in document.replies] == [("환불", ("환불",)), ("13", ())]


def test_html_in_a_cell_is_markup() -> None:
    document = read('상황,답변\n환불,"<b>오늘</b> 취소했습니다.<br>A &amp; B 상품입니다."\n')
    assert replies(document) == ["오늘 취소했습니다.\nA & B 상품입니다."]


@pytest.mark.parametrize(
    ("cell", "instruction"),
    [
        ("ignore[vague-asap] 법무팀 문안", "ignore[vague-asap] 법무팀 문안"),
        ("[vague-asap] 법무팀 문안", "ignore[vague-asap] 법무팀 문안"),
        ("vague-asap 법무팀 문안", "ignore[vague-asap] 법무팀 문안"),
        ('"vague-asap, flat-impossible 법무팀 문안"', "ignore[vague-asap, flat-impossible] 법무팀 문안"),
        ("vague-asap", "ignore[vague-asap]"),
        ("cslint: situation[refund-refusal]", "situation[refund-refusal]"),
        ("법무팀 문안", "법무팀 문안"),
    ],
)
def test_a_cslint_column_speaks_of_its_row(cell: str, instruction: str) -> None:
    text = f"상황,답변,cslint\n환불,빨리 취소하겠습니다.,{cell}\n"
    document = read(text)
    (comment,) = document.comments
    assert comment.text == instruction
    assert comment.covers == SourceSpan(text.index("환불"), len(text) - 1)
    assert text[comment.span.start : comment.span.end] == cell.strip('"')
    assert "법무팀" not in "".join(segment.text for segment in document.segments)


def test_the_configuration_names_the_columns() -> None:
    text = "구분,카톡,답변\n반품,내일 가지러 갑니다.,상담사가 고른다.\n"
    document = read(text, reply_fields=("카톡", "문자"), situation_fields=("구분",))
    assert replies(document) == ["내일 가지러 갑니다."]
    assert document.replies[0].declared == "반품"


def test_a_column_the_file_lacks_is_an_error_that_names_those_it_has() -> None:
    with pytest.raises(CslintError, match="'멘트'") as missing:
        read("\n상황,답변\n환불,오늘 취소했습니다.\n", reply_fields=("멘트",))
    assert missing.value.where == "답변.csv:2:1"
    assert missing.value.hint == "이 표에 있는 열: '상황', '답변'."


@pytest.mark.parametrize(
    ("audience", "to_customer", "to_agent"),
    [
        ("agent", [], ["환불", "오늘 취소했습니다.", "확인할 것"]),
        ("customer", ["오늘 취소했습니다.", "확인할 것"], []),
        ("mixed", ["오늘 취소했습니다."], ["환불", "확인할 것"]),
    ],
)
def test_the_audience_of_the_file_wins(audience: str, to_customer: list[str], to_agent: list[str]) -> None:
    document = read("상황,답변,비고,나쁜 예\n환불,오늘 취소했습니다.,확인할 것,안 돼요\n", audience=audience)
    assert replies(document) == to_customer
    assert [text for text in texts(document, AGENT) if text in {"환불", "오늘 취소했습니다.", "확인할 것"}] == to_agent
    assert texts(document, Audience.BAD_EXAMPLE) == ([] if audience == "agent" else ["안 돼요"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('상황,답변\n환불,"오늘 취소했습니다.\n배송,내일\n', "2:4"),
        ('"상황,답변\n환불,오늘\n', "1:1"),
        ('상황,답변\n환불,"오늘 ""취소""\n', "2:4"),
        ("상황,답변\n" + "환불,오늘\n" * 20 + '배송,"내일', "22:4"),
    ],
)
def test_a_quote_that_is_never_closed_is_shown_where_it_opens(text: str, place: str) -> None:
    with pytest.raises(CslintError, match="따옴표") as unclosed:
        read(text)
    assert unclosed.value.where == f"답변.csv:{place}"


def test_a_row_of_endless_columns_is_refused() -> None:
    with pytest.raises(CslintError, match="16,384"):
        read("상황,답변\n" + "," * 20_000)


def edit(document: Document, old: str, new: str) -> str | None:
    """Return the source after `old` became `new` in the first reply, or None if it cannot be written there."""
    segment = document.replies[0].segments[0]
    start = segment.text.index(old)
    made = document.edit(segment, TextSpan(start, start + len(old)), new)
    if made is None:
        return None
    text = document.source.text
    return text[: made.span.start] + made.text + text[made.span.end :]


def test_a_fix_is_written_as_its_cell_needs_it() -> None:
    bare, quoted = read("상황,답변\n환불,금일 취소\n"), read('상황,답변\n환불,"금일, 취소"\n')
    assert edit(bare, "금일", "오늘") == "상황,답변\n환불,오늘 취소\n"
    assert edit(quoted, "금일", '"오늘", 바로') == '상황,답변\n환불,"""오늘"", 바로, 취소"\n'
    for unwritable in ("오늘, 바로", '"오늘"', "오늘\n바로", "오늘\r바로"):
        assert edit(bare, "금일", unwritable) is None


def test_a_doubled_quote_is_not_edited_as_if_it_were_one() -> None:
    document = read('상황,답변\n환불,"번호는 ""1""입니다."\n')
    segment = document.replies[0].segments[0]
    assert document.edit(segment, TextSpan(4, 5), "'") is None
    assert document.edit(segment, TextSpan(5, 6), "2") == Edit(SourceSpan(16, 17), "2")


def said(cell: RecordCell, text: str) -> str:
    if cell.close is None:
        return text[cell.span.start : cell.span.end]
    return text[cell.span.start + 1 : cell.close].replace('""', '"') + text[cell.close + 1 : cell.span.end]


# What csv.reader makes of it is what a spreadsheet shows.
@given(st.text(st.sampled_from('가나a ",;\r\n\x00\u2028'), max_size=40), st.sampled_from(",;\t|"))
def test_rows_are_those_of_the_csv_module(text: str, delimiter: str) -> None:
    expected = list(csv.reader(io.StringIO(text + "\nX", newline=""), delimiter=delimiter))
    if expected[-1] != ["X"]:  # a quote is open: the last line went into its cell
        with pytest.raises(CslintError, match="따옴표"):
            list(records(Source("a.csv", text), delimiter))
        return
    found = [[said(cell, text) for cell in record.cells] for record in records(Source("a.csv", text), delimiter)]
    assert found == list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


CELLS = st.text(st.sampled_from("환불 했습니다.요까\"',;|\t\r\n-✗✓○:<b>&amp;\u200b😀Ａ1"), max_size=24)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(["\r\n", "\r", "\n"]), st.data())
def test_any_file_is_read_with_every_character_in_its_place(
    rows: list[list[str]], newline: str, data: st.DataObject
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow(["상황", "답변", "고객 문의", "비고"])
    writer.writerows(rows)
    text = out.getvalue()
    if data.draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    document = read(text)
    for segment in document.segments:
        places = [segment.offsets.locate(TextSpan(index, index + 1)) for index in range(len(segment.text))]
        for char, place in zip(segment.text, places, strict=True):
            spelling = text[place.start : place.end]
            plain = unicodedata.normalize("NFC", spelling)
            assert plain == char or spelling in {'""', "\r\n", "\r", "Ａ", "<b>", "<p>", "&amp;", "\n"}, (
                spelling,
                char,
            )
    in_replies = {id(segment) for reply in document.replies for segment in reply.segments}
    for segment in document.segments:
        assert (id(segment) in in_replies) == (segment.audience is CUSTOMER and segment.kind is not Kind.HEADING)


@given(st.text(st.sampled_from('상황답변,"\t\r\n;|cslint[]가나다.\x00\ud800\u202e<&'), max_size=60))
def test_no_text_raises_anything_but_a_clear_error(text: str) -> None:
    try:
        document = read(text)
    except CslintError as error:
        assert (error.where or "").startswith("답변.csv:")  # noqa: PT017
    else:
        assert all(segment.text for segment in document.segments)


@pytest.mark.skipif(not MANUALS.is_dir(), reason="the labelled manuals lie beside the checkout")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_replies_of_a_real_sheet(newline: str, form: str) -> None:
    data = (MANUALS / "11_appliance_replies_cp949.csv").read_bytes()
    decoded = Source.decode("11.csv", data)
    assert decoded.encoding == "cp949"
    text = unicodedata.normalize(form, decoded.text.replace("\r\n", "\n").replace("\n", newline))  # type: ignore[arg-type]
    document = read(text)
    assert_every_character_stands_where_it_says(document)
    to_customer = "\n".join(replies(document))
    for judged in (
        "4월 31일까지",
        "급수가 않되면",
        "고객님님, 방문 예약을",
        "결재하신 카드로",
        "★필독★",
        "금주 금요일",
    ):
        assert judged in to_customer
    for quiet in ("얼음 안 나옴 콜 인입", "밸브 확인 후 기사 배정 요망", "확답 금지", "제조사 과실이지", "몇일 뒤"):
        assert quiet not in to_customer
        assert quiet in "\n".join(segment.text for segment in document.segments)
