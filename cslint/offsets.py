"""Places in analysed text and the source characters they came from."""

from bisect import bisect_right
from dataclasses import dataclass

from cslint.source import SourceSpan


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """Half-open code points of `Segment.text`; never mixed with `SourceSpan`, which counts the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the stretch of source it came from.

    `verbatim`: the same characters stand in the source, one for one. Otherwise they are spelled another way there
    (`&amp;`, `\\n`, `""`, decomposed Hangul) and the piece maps as a whole.
    """

    text: TextSpan
    source: SourceSpan
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Pieces in order, without gaps in the text; between two pieces of source may lie markup."""

    pieces: tuple[Piece, ...]

    def _piece_at(self, offset: int) -> Piece:
        at = bisect_right(self.pieces, offset, key=lambda piece: piece.text.start)
        return self.pieces[max(0, at - 1)]

    def locate(self, span: TextSpan) -> SourceSpan:
        """Return the source characters that spell `span`; an empty span gives an empty place."""
        first = self._piece_at(span.start)
        start = first.source.start
        if first.verbatim or span.start >= first.text.end:
            start = min(start + span.start - first.text.start, first.source.end)
        if span.end <= span.start:
            return SourceSpan(start, start)
        last = self._piece_at(span.end - 1)
        end = last.source.end
        if last.verbatim:
            end = last.source.start + span.end - last.text.start
        return SourceSpan(start, end)

    def within(self, span: TextSpan) -> tuple[Piece, ...]:
        """Return the pieces of `span`, cut to it; a piece that is not verbatim is kept whole in the source."""
        found = []
        at = max(0, bisect_right(self.pieces, span.start, key=lambda piece: piece.text.start) - 1)
        for index in range(at, len(self.pieces)):
            piece = self.pieces[index]
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
