"""Which answer a place of a file lies in, and where it stands in the text that people read."""

from bisect import bisect_right

from cslint.document import Document, Reply, Segment
from cslint.offsets import TextSpan
from cslint.source import SourceSpan

# Code points of an answer's first words that name it where it has no title.
_OPENING = 40


class ReplyMap:
    """The segments of a document by their place."""

    def __init__(self, document: Document) -> None:
        """Index `document`."""
        self._segments = sorted(document.segments, key=lambda segment: segment.span)
        self._starts = [segment.span.start for segment in self._segments]
        self._replies = {id(segment): reply for reply in document.replies for segment in reply.segments}

    def segment_at(self, span: SourceSpan) -> Segment | None:
        """Return the segment in which `span` begins, or None between segments."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return None
        segment = self._segments[at]
        return segment if segment.span.overlaps(SourceSpan(span.start, span.start)) else None

    def reply_at(self, span: SourceSpan) -> Reply | None:
        """Return the reply in which `span` begins, or None outside of replies."""
        segment = self.segment_at(span)
        return self._replies.get(id(segment)) if segment else None


def read_as(segment: Segment, span: SourceSpan) -> TextSpan | None:
    """Return where the source characters of `span` stand in the text of `segment`, or None if none of them does."""
    found: TextSpan | None = None
    for piece in segment.offsets.pieces:
        if not piece.source.overlaps(span):
            continue
        start, end = piece.text.start, piece.text.end
        if piece.verbatim:
            start += max(0, span.start - piece.source.start)
            end = piece.text.start + min(span.end, piece.source.end) - piece.source.start
        found = TextSpan(found.start if found else start, max(start, end))
    return found


def text_of(reply: Reply) -> str:
    """Return what the customer reads, a block a line."""
    return "\n".join(segment.text for segment in reply.segments)


def name_of(reply: Reply) -> str:
    """Return what a reply is called: its title, or its first words."""
    if reply.title and reply.title.strip():
        return " ".join(reply.title.split())
    words = " ".join(reply.segments[0].text.split())
    return words if len(words) <= _OPENING else f"{words[:_OPENING].rstrip()}…"
