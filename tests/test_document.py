"""Analysed text knows, character for character, where it stands in the source."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cslint.document import Audience, Document, Kind, Reply, Segment
from cslint.offsets import OffsetMap, TextSpan
from cslint.source import Edit, Source, SourceSpan
from cslint.textbuilder import TextBuilder


def built(builder: TextBuilder) -> tuple[str, OffsetMap]:
    result = builder.build()
    assert result is not None
    return result


def whole(text: str) -> tuple[str, OffsetMap]:
    return built(TextBuilder(text).verbatim(0, len(text)))


def spelling(source: str, offsets: OffsetMap, start: int, end: int) -> str:
    place = offsets.locate(TextSpan(start, end))
    return source[place.start : place.end]


# Each part: how the source spells it, what it reads, and whether the format spells it its own way.
PARTS = st.lists(
    st.one_of(
        st.sampled_from(["고객님", "환불 ", "a b", "밖", "😀", "3일", "\n", ". "]).map(
            lambda text: (text, text, False)
        ),
        st.sampled_from([("&amp;", "&"), ("\\n", "\n"), ('""', '"'), ("&#44032;", "가"), ("<br>", "\n")]).map(
            lambda pair: (*pair, True)
        ),
        st.sampled_from(["**", "<b>", "> "]).map(lambda text: (text, "", False)),
    ),
    max_size=12,
)


def assembled(parts: list[tuple[str, str, bool]]) -> tuple[str, TextBuilder, list[tuple[str, SourceSpan]]]:
    """Return the source, the builder, and for each character of the text the source that spells it."""
    source = "".join(part[0] for part in parts)
    builder, at, places = TextBuilder(source), 0, []
    for written, read, spelled in parts:
        end = at + len(written)
        if spelled:
            builder.spelled(read, at, end)
            places += [(char, SourceSpan(at, end)) for char in read]
        elif read:
            builder.verbatim(at, end)
            places += [(char, SourceSpan(at + index, at + index + 1)) for index, char in enumerate(read)]
        at = end
    return source, builder, places


@given(PARTS, st.data())
def test_any_span_of_any_parts_locates_its_own_characters(
    parts: list[tuple[str, str, bool]], data: st.DataObject
) -> None:
    _, builder, places = assembled(parts)
    result = builder.build()
    text = "".join(char for char, _ in places)
    if result is None:
        assert not text.strip()
        return
    left = len(text) - len(text.lstrip())
    assert result[0] == text.strip()
    places = places[left : left + len(result[0])]
    start = data.draw(st.integers(0, len(places) - 1))
    end = data.draw(st.integers(start + 1, len(places)))
    expected = SourceSpan(places[start][1].start, places[end - 1][1].end)
    assert result[1].locate(TextSpan(start, end)) == expected


@given(PARTS, st.data())
def test_the_pieces_within_a_span_spell_it_and_nothing_else(
    parts: list[tuple[str, str, bool]], data: st.DataObject
) -> None:
    source, builder, _ = assembled(parts)
    result = builder.build()
    if result is None:
        return
    text, offsets = result
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = offsets.within(TextSpan(start, end))
    assert "".join(text[piece.text.start : piece.text.end] for piece in pieces) == text[start:end]
    for piece in pieces:
        if piece.verbatim:
            assert source[piece.source.start : piece.source.end] == text[piece.text.start : piece.text.end]


@given(PARTS, st.data())
def test_a_copied_span_keeps_the_places_it_had(parts: list[tuple[str, str, bool]], data: st.DataObject) -> None:
    source, builder, _ = assembled(parts)
    result = builder.build()
    if result is None:
        return
    text, offsets = result
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    copied = TextBuilder(source).copy(text, offsets, TextSpan(start, end)).build()
    part = text[start:end]
    if copied is None:
        assert not part.strip()
        return
    assert copied[0] == part.strip()
    left = start + len(part) - len(part.lstrip())
    for index in range(len(copied[0])):
        there = offsets.locate(TextSpan(left + index, left + index + 1))
        assert copied[1].locate(TextSpan(index, index + 1)) == there


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_at_all_is_read_with_monotone_places_and_no_surrogates(text: str) -> None:
    result = TextBuilder(text).verbatim(0, len(text)).build()
    if result is None:
        return
    read, offsets = result
    assert read == read.strip()
    read.encode()  # a lone surrogate would raise
    places = [offsets.locate(TextSpan(index, index + 1)) for index in range(len(read))]
    assert all(before.end <= after.start for before, after in pairwise(places))
    assert all(0 <= place.start < place.end <= len(text) for place in places)


HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3) | st.sampled_from(" .,a"), max_size=20)


@given(HANGUL)
def test_decomposed_hangul_is_composed_with_each_syllable_at_its_jamo(text: str) -> None:
    written = unicodedata.normalize("NFD", text)
    result = TextBuilder(written).verbatim(0, len(written)).build()
    if result is None:
        assert not text.strip()
        return
    read, offsets = result
    assert read == text.strip()
    for index, char in enumerate(read):
        assert spelling(written, offsets, index, index + 1) == unicodedata.normalize("NFD", char)


def test_a_loose_final_consonant_joins_the_syllable_before_it() -> None:
    text, offsets = whole("가\u11ab다")
    assert text == "간다"
    assert offsets.locate(TextSpan(0, 1)) == SourceSpan(0, 2)
    assert offsets.locate(TextSpan(1, 2)) == SourceSpan(2, 3)


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\ufeff", "\u2060", "\u202e", "\u200c"])
def test_invisible_characters_are_not_read(invisible: str) -> None:
    source = f"환{invisible}불은"
    text, offsets = whole(source)
    assert text == "환불은"
    assert offsets.locate(TextSpan(0, 2)) == SourceSpan(0, 3)
    assert offsets.locate(TextSpan(1, 2)) == SourceSpan(2, 3)
    assert spelling(source, offsets, 0, 2) == f"환{invisible}불"


def test_full_width_forms_are_read_as_plain_ones_at_their_places() -> None:
    text, offsets = whole("Ａ１！가")
    assert text == "A1!가"
    assert [offsets.locate(TextSpan(index, index + 1)) for index in range(4)] == [
        SourceSpan(index, index + 1) for index in range(4)
    ]


@pytest.mark.parametrize("char", ["\ud800", "\x00", "\x1b"])
def test_what_no_text_should_hold_is_replaced(char: str) -> None:
    text, offsets = whole(f"가{char}나")
    assert text == "가\ufffd나"
    assert offsets.locate(TextSpan(2, 3)) == SourceSpan(2, 3)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\u2028"])
def test_every_newline_is_read_as_one_line_feed(newline: str) -> None:
    source = f"가{newline}나"
    text, offsets = whole(source)
    assert text == "가\n나"
    assert spelling(source, offsets, 1, 2) == newline
    assert spelling(source, offsets, 2, 3) == "나"


def test_spelled_text_is_normalised_like_the_rest() -> None:
    source = "&x;나"
    text, offsets = built(
        TextBuilder(source).spelled(unicodedata.normalize("NFD", "각") + "\u200b", 0, 3).verbatim(3, 4)
    )
    assert text == "각나"
    assert offsets.locate(TextSpan(0, 1)) == SourceSpan(0, 3)


def test_outer_white_space_is_left_out_with_its_places() -> None:
    source = "  \n 네, 감사합니다. \n"
    text, offsets = whole(source)
    assert text == "네, 감사합니다."
    assert offsets.locate(TextSpan(0, len(text))) == SourceSpan(4, 13)


@pytest.mark.parametrize("source", ["", " \n\t", "\u200b", "\u3000"])
def test_nothing_to_read_builds_nothing(source: str) -> None:
    assert TextBuilder(source).verbatim(0, len(source)).build() is None


def test_an_empty_span_is_an_empty_place() -> None:
    _, offsets = whole("환불")
    assert offsets.locate(TextSpan(1, 1)) == SourceSpan(1, 1)
    assert offsets.locate(TextSpan(2, 2)) == SourceSpan(2, 2)


def paragraph(source: str, builder: TextBuilder) -> tuple[Document, Segment]:
    text, offsets = built(builder)
    segment = Segment(text, offsets, Kind.PARAGRAPH, Audience.CUSTOMER)
    return Document(Source("a.txt", source), "text", (segment,), (Reply((segment,)),)), segment


def test_an_edit_replaces_the_characters_of_the_source() -> None:
    source = "> 금일 보냅니다."
    document, segment = paragraph(source, TextBuilder(source).verbatim(2, len(source)))
    edit = document.edit(segment, TextSpan(0, 2), "오늘")
    assert edit == Edit(SourceSpan(2, 4), "오늘")
    assert document.replies[0].span == SourceSpan(2, len(source))


def test_an_edit_across_markup_or_an_escape_is_refused() -> None:
    source = "금<b>일</b> 보내&amp;요"
    builder = TextBuilder(source).verbatim(0, 1).verbatim(4, 5).verbatim(9, 12).spelled("&", 12, 17).verbatim(17, 18)
    document, segment = paragraph(source, builder)
    assert segment.text == "금일 보내&요"
    assert document.edit(segment, TextSpan(0, 2), "오늘") is None
    assert document.edit(segment, TextSpan(5, 6), "와") is None
    assert document.edit(segment, TextSpan(3, 5), "드려") == Edit(SourceSpan(10, 12), "드려")


def test_an_edit_writes_what_the_format_spells_and_refuses_what_it_cannot() -> None:
    source = "금일"
    text, offsets = whole(source)

    def quoted(words: str) -> str | None:
        return None if "\n" in words else words.replace('"', '""')

    segment = Segment(text, offsets, Kind.CELL, Audience.CUSTOMER, spell=quoted)
    document = Document(Source("a.csv", source), "csv", (segment,))
    assert document.edit(segment, TextSpan(0, 2), '"오늘"') == Edit(SourceSpan(0, 2), '""오늘""')
    assert document.edit(segment, TextSpan(0, 2), "오\n늘") is None
