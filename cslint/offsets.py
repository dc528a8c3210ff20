"""Places in analysed text and the source characters they came from."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cslint.source import SourceSpan


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """Half-open code points of `Segment.text`; never mixed with `SourceSpan`, which counts the file, or `SentenceSpan`."""

    start: int
    end: int


class SentenceSpan(NamedTuple):
    """Half-open code points of one sentence, counted from its own start; `Sentence.locate` makes them a `TextSpan`."""

    start: int
    end: int

    def overlaps(self, other: "SentenceSpan") -> bool:
        """Tell whether both share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the stretch of source it came from.

    `verbatim`: the same characters stand in the source, one for one. Otherwise they are spelled another way there
    (`&amp;`, `\\n`, `""`, decomposed Hangul) and the piece maps as a whole.
    """

    text: TextSpan
    source: SourceSpan
    verbatim: bool = True


class OffsetMap:
    """Pieces in order, without gaps in the text; between two pieces of source may lie markup. Never changed once made.

    Most texts stand in the source as they are. Of those only the place is kept: a large table has a million of them.
    """

    __slots__ = ("_end", "_pieces", "_start")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Map the text that `pieces` make up."""
        straight = len(pieces) == 1 and pieces[0].verbatim and pieces[0].text.start == 0
        self._pieces = None if straight else tuple(pieces)
        self._start, self._end = pieces[0].source if straight else (0, 0)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces, in order."""
        if self._pieces is not None:
            return self._pieces
        return (Piece(TextSpan(0, self._end - self._start), SourceSpan(self._start, self._end)),)

    def locate(self, span: TextSpan) -> SourceSpan:
        """Return the source characters that spell `span`; an empty span gives an empty place."""
        if self._pieces is None:
            start = min(self._start + span.start, self._end)
            return SourceSpan(start, self._start + span.end if span.end > span.start else start)
        first = _piece_at(self._pieces, span.start)
        start = first.source.start
        if first.verbatim or span.start >= first.text.end:
            start = min(start + span.start - first.text.start, first.source.end)
        if span.end <= span.start:
            return SourceSpan(start, start)
        last = _piece_at(self._pieces, span.end - 1)
        end = last.source.end
        if last.verbatim:
            end = last.source.start + span.end - last.text.start
        return SourceSpan(start, end)

    def within(self, span: TextSpan) -> tuple[Piece, ...]:
        """Return the pieces of `span`, cut to it; a piece that is not verbatim is kept whole in the source."""
        found, pieces = [], self.pieces
        at = max(0, bisect_right(pieces, span.start, key=lambda piece: piece.text.start) - 1)
        for index in range(at, len(pieces)):
            piece = pieces[index]
            start, end = max(piece.text.start, span.start), min(piece.text.end, span.end)
            if piece.text.start >= span.end:
                break
            if start >= end:
                continue
            source = piece.source
            if piece.verbatim:
                begin = source.start + start - piece.text.start
                source = SourceSpan(begin, begin + end - start)
            found.append(Piece(TextSpan(start, end), source, piece.verbatim))
        return tuple(found)


def _piece_at(pieces: Sequence[Piece], offset: int) -> Piece:
    at = bisect_right(pieces, offset, key=lambda piece: piece.text.start)
    return pieces[max(0, at - 1)]
