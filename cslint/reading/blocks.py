"""Blocks of prose and tables as a format found them, before anyone asks who they speak to."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cslint.document import Audience, Kind, Segment
from cslint.offsets import OffsetMap, TextSpan
from cslint.reading.links import links
from cslint.source import SourceSpan
from cslint.textbuilder import TextBuilder

_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A list item and the item it is nested in; the blocks of one item share it."""

    parent: "Item | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A heading, paragraph, item or cell: its text and map, and what its markup says of it.

    `level` is a heading's, from 1; `strong`: all of it is bold; `whole` is the source of the outermost list or table
    around it; `opaque` and `struck` are source spans of code and links, and of struck-through text.
    """

    text: str
    offsets: OffsetMap
    kind: Kind
    level: int | None = None
    strong: bool = False
    quoted: bool = False
    item: Item | None = None
    whole: SourceSpan | None = None
    opaque: tuple[SourceSpan, ...] = ()
    struck: tuple[SourceSpan, ...] = ()

    def segment(
        self, spans: Iterable[TextSpan], kind: Kind, audience: Audience, spell: Callable[[str], str | None]
    ) -> Segment | None:
        """Return the segment of these spans of the text, joined, or None if nobody could read a word there."""
        builder = TextBuilder("")
        for span in spans:
            builder.copy(self.text, self.offsets, span)
        built = builder.build()
        if built is None:
            return None
        text, offsets = built
        first = bisect_right(self.opaque, offsets.pieces[0].source.start, key=lambda span: span.end)
        last = bisect_right(self.opaque, offsets.pieces[-1].source.end, key=lambda span: span.start)
        code = text_spans(offsets, self.opaque[first:last])
        opaque = _merged([*code, *(TextSpan(*link) for link in links(text))])
        if not any(_WORD.search(text, start, end) for start, end in _between(opaque, len(text))):
            return None
        return Segment(text, offsets, kind, audience, opaque, self.whole, spell)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its source and its cells, None where a cell is empty."""

    span: SourceSpan
    cells: tuple[Block | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header cells and the rows below."""

    header: tuple[Block | None, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a reply ends. `rule`: drawn as a line, so a label above it says nothing of what is below."""

    rule: bool


def text_spans(offsets: OffsetMap, spans: Iterable[SourceSpan]) -> list[TextSpan]:
    """Return the stretches of text that the source characters of `spans` spell; spans that spell none are left out."""
    pieces, found = offsets.pieces, []
    for span in spans:
        start = end = None
        first = max(0, bisect_right(pieces, span.start, key=lambda piece: piece.source.start) - 1)
        for at in range(first, len(pieces)):
            piece = pieces[at]
            if piece.source.start >= span.end:
                break
            if piece.source.end <= span.start:
                continue
            low, high = piece.text.start, piece.text.end
            if piece.verbatim:
                low += max(0, span.start - piece.source.start)
                high -= max(0, piece.source.end - span.end)
            start, end = (low if start is None else start), high
        if start is not None and end is not None and start < end:
            found.append(TextSpan(start, end))
    return found


def _merged(spans: list[TextSpan]) -> tuple[TextSpan, ...]:
    """Sort spans and join those that overlap."""
    merged: list[TextSpan] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = TextSpan(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def _between(spans: tuple[TextSpan, ...], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `0:length` outside `spans`."""
    at = 0
    for span in spans:
        yield at, span.start
        at = span.end
    yield at, length
