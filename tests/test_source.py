"""Bytes become text with true places."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cslint.errors import CslintError
from cslint.source import Cell, Place, Source, SourceSpan, SpanSet

TEXT = "고객님, 상품을 보냈습니다.\r\n감사합니다.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32"),
        (b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32"),
        (TEXT.encode("cp949"), "cp949"),
        (TEXT.encode("euc-kr"), "cp949"),
    ],
)
def test_every_encoding_of_a_korean_office_gives_the_same_text(data: bytes, encoding: str) -> None:
    source = Source.decode("답변.txt", data)
    assert (source.text, source.encoding, source.path) == (TEXT, encoding, "답변.txt")


def test_cp949_reads_syllables_that_euc_kr_lacks() -> None:
    assert Source.decode("a", "뷁 똠방각하".encode("cp949")).text == "뷁 똠방각하"


def test_an_empty_file_is_empty_text() -> None:
    assert Source.decode("a", b"").text == ""
    assert Source.decode("a", b"").place(0) == Place(1, 1)


@pytest.mark.parametrize("data", [b"PK\x03\x04\0\0\0", "가".encode() + b"\0", b"\0" * 10])
def test_binary_content_is_refused_with_its_path(data: bytes) -> None:
    with pytest.raises(CslintError, match="이진 파일") as refused:
        Source.decode("매뉴얼.md", data)
    assert refused.value.where == "매뉴얼.md"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_as_what_it_is(encoding: str) -> None:
    told = "^답변.txt: BOM이 없는 UTF-16으로 보이는 글이라 읽을 수 없습니다. UTF-8로 저장해 주세요.$"
    with pytest.raises(CslintError, match=told):
        Source.decode("답변.txt", ("안녕하세요, 고객님. 😊\r\n" * 1_000).encode(encoding))


@pytest.mark.parametrize(
    "data",
    [b"\xff" * 9, "가나다".encode()[:-1] + b"\xff", b"\xef\xbb\xbf\xff", b"\xff\xfe\x00", b"\xff\xfe\x00\xd8"],
)
def test_bytes_of_no_known_encoding_are_refused(data: bytes) -> None:
    with pytest.raises(CslintError, match="인코딩을 알 수 없습니다"):
        Source.decode("a.md", data)


@given(st.binary(max_size=40))
def test_any_bytes_are_the_text_they_spell_or_are_refused(data: bytes) -> None:
    with suppress(CslintError):
        source = Source.decode("a", data)
        if source.encoding in ("utf-8", "cp949"):
            assert source.text.encode(source.encoding) == data


def test_lines_end_at_every_kind_of_newline() -> None:
    source = Source("a", "가나\r\n다\r라\n\n마")
    places = [(source.place(offset).line, source.place(offset).column) for offset in range(len(source.text) + 1)]
    assert places == [
        *[(1, 1), (1, 2), (1, 3), (1, 4)],  # 가 나 \r \n
        *[(2, 1), (2, 2)],  # 다 \r
        *[(3, 1), (3, 2)],  # 라 \n
        (4, 1),  # an empty line
        *[(5, 1), (5, 2)],  # 마 and the end
    ]


@given(st.text(st.sampled_from("가a\r\n\u2028\u0085😀")))
def test_places_agree_with_counting_by_hand(text: str) -> None:
    source, line, column = Source("a", text), 1, 1
    for offset, char in enumerate(text):
        assert source.place(offset) == Place(line, column)
        ends_line = char == "\n" or (char == "\r" and text[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 1) if ends_line else (line, column + 1)
    assert source.place(len(text)) == Place(line, column)


def test_a_place_in_a_spreadsheet_counts_within_its_cell() -> None:
    source = Source(
        "표.xlsx", "상황\n배송 지연\n내일\n도착", cells=(Cell(0, "답변!A1"), Cell(3, "답변!A2"), Cell(9, "답변!B2"))
    )
    assert source.place(1) == Place(1, 2, "답변!A1")
    assert source.place(3) == Place(1, 1, "답변!A2")
    assert source.place(6) == Place(1, 4, "답변!A2")
    assert source.place(10) == Place(1, 2, "답변!B2")
    assert source.place(12) == Place(2, 1, "답변!B2")


def test_a_cell_that_begins_inside_a_line_counts_from_its_own_start() -> None:
    source = Source("표.xlsx", "가\t나다\n라", cells=(Cell(0, "A1"), Cell(2, "B1")))
    assert source.place(3) == Place(1, 2, "B1")
    assert source.place(5) == Place(2, 1, "B1")


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "covers"),
    [
        ((0, 5), (4, 6), True, False),
        ((0, 5), (5, 6), False, False),
        ((0, 5), (1, 3), True, True),
        ((0, 5), (2, 2), True, True),
        ((0, 5), (5, 5), False, True),
        ((3, 3), (3, 3), True, True),
        ((3, 3), (0, 9), True, False),
    ],
)
def test_spans_are_half_open_and_an_empty_span_counts_at_its_place(
    one: tuple[int, int], other: tuple[int, int], *, overlaps: bool, covers: bool
) -> None:
    assert SourceSpan(*one).overlaps(SourceSpan(*other)) is overlaps
    assert SourceSpan(*other).overlaps(SourceSpan(*one)) is overlaps
    assert SourceSpan(*one).covers(SourceSpan(*other)) is covers


SPANS = st.builds(lambda start, length: SourceSpan(start, start + length), st.integers(0, 12), st.integers(0, 4))


@given(st.lists(SPANS), SPANS)
def test_spans_know_together_what_each_of_them_knows(spans: list[SourceSpan], other: SourceSpan) -> None:
    together = SpanSet(spans)
    assert together.overlaps(other) == any(span.overlaps(other) for span in spans)
    assert together.meets(other) == any(span.start <= other.end and other.start <= span.end for span in spans)


def test_where_is_the_path_line_and_column_and_never_beyond_the_end() -> None:
    source = Source("a.txt", "가\n나다")
    assert [source.where(offset) for offset in (0, 3, 99)] == ["a.txt:1:1", "a.txt:2:2", "a.txt:2:3"]
