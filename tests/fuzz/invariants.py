"""What holds of every document, whatever its format and however odd the file: see `cslint/document.py`."""

import re
from dataclasses import replace
from itertools import pairwise

from cslint.document import Audience, Document, Kind, ReadOptions, Segment
from cslint.errors import CslintError
from cslint.fixing import edited
from cslint.formats import parser, read
from cslint.offsets import TextSpan
from cslint.reading.placeholders import Placeholders
from cslint.source import SourceSpan

# A final consonant that stands loose behind a syllable would join whatever is written before it, and what stands before a
# colon may become a label, which is no text.
_EOJEOL = re.compile("[가-힣]++(?![\u1100-\u11ff\ud7b0-\ud7ff]|[^\n]{0,24}[:：])")
_TAG = re.compile("<[^<>]*>")  # what is shown of one was not read as markup: a blank to fill in
_NEVER = frozenset("\r\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u00ad\u2028\u2029\x00")


def read_or_refuse(path: str, data: bytes, options: ReadOptions | None = None) -> Document | None:
    """Read a file; None if it is refused as a user can understand: one line that begins with the path.

    Raises whatever else reading raises, and AssertionError for a refusal that is no such line.
    """
    try:
        document = read(path, data, options or ReadOptions())
    except CslintError as error:
        told = str(error)
    else:
        return document
    assert len(told.splitlines()) == 1, told
    assert told.startswith(path), told
    return None


def faults(document: Document) -> list[str]:
    """Return one line for each promise of `document.py` that `document` breaks."""
    found = [fault for segment in document.segments for fault in _of_segment(document, segment)]
    found += _of_order(document)
    found += _of_replies(document)
    whole = SourceSpan(0, len(document.source.text))
    for comment in document.comments:
        if not whole.covers(comment.span) or (comment.covers and not whole.covers(comment.covers)):
            found.append(f"a comment outside the source: {comment}")
    found += [f"meta is not text: {key!r}" for key, value in document.meta.items() if not isinstance(value, str)]
    return found


def _of_segment(document: Document, segment: Segment) -> list[str]:
    source, text, found = document.source.text, segment.text, list[str]()
    if not text or text != text.strip() or not _NEVER.isdisjoint(text):
        found.append(f"text that is not ready for analysis: {text!r}")
    text_at = source_at = 0
    before = None
    for piece in segment.offsets.pieces:
        spelling = source[piece.source.start : piece.source.end]
        if piece.text.start != text_at or piece.text.end <= text_at:
            found.append(f"a gap in the text before {piece} of {text!r}")
        # A stretch that spells several characters as one may be cut in two; both parts then map to all of it.
        again = before is not None and not piece.verbatim and piece.source == before.source
        in_order = source_at <= piece.source.start < piece.source.end <= len(source)
        if not in_order and not again:
            found.append(f"out of order or outside the source: {piece} of {text!r}")
        if piece.verbatim and spelling != text[piece.text.start : piece.text.end]:
            found.append(f"{text[piece.text.start : piece.text.end]!r} is not verbatim {spelling!r}")
        text_at, source_at, before = piece.text.end, piece.source.end, piece
    if text_at != len(text):
        found.append(f"text without a place: {text[text_at:]!r}")
    if any(not 0 <= span.start < span.end <= len(text) for span in segment.opaque):
        found.append(f"opaque outside the text: {segment.opaque} of {text!r}")
    if any(one.end > other.start for one, other in pairwise(segment.opaque)):
        found.append(f"opaque stretches overlap: {segment.opaque} of {text!r}")
    if segment.block and not SourceSpan(0, len(source)).covers(segment.block):
        found.append(f"a block outside the source: {segment.block}")
    return found


def _of_order(document: Document) -> list[str]:
    """Segments follow each other, and no character of the source is carried by two of them.

    Struck-through text lies inside the segment it was struck from, so spans may nest; pieces may not meet.
    """
    starts = [segment.span.start for segment in document.segments]
    found = [f"segments out of order at {later}" for earlier, later in pairwise(starts) if later < earlier]
    pieces = sorted(
        (piece.source for segment in document.segments for piece in segment.offsets.pieces if piece.verbatim),
    )
    return found + [f"carried twice: {one} and {other}" for one, other in pairwise(pieces) if other.start < one.end]


def _of_replies(document: Document) -> list[str]:
    known = set(document.segments)
    inside = [segment for reply in document.replies for segment in reply.segments]
    found = []
    if not all(reply.segments for reply in document.replies):
        return ["a reply of nothing"]
    if not known.issuperset(inside):
        found.append("a reply holds what is no segment")
    if len(set(inside)) != len(inside):
        found.append("a segment belongs to two replies")
    if any(segment.audience is not Audience.CUSTOMER for segment in inside):
        found.append("a reply holds what no customer reads")
    for reply in document.replies:
        spans = [segment.span for segment in reply.segments]
        if any(other.start < one.start for one, other in pairwise(spans)):
            found.append(f"a reply's segments are out of order: {spans}")
    spans = [reply.span for reply in document.replies]
    found += [f"replies out of order: {one}, {other}" for one, other in pairwise(spans) if other.start < one.start]
    return found


def editable(document: Document) -> list[tuple[Segment, TextSpan]]:
    """Return what fixes touch: Hangul outside variables and code.

    But for the names of columns: another name makes another table.
    """
    segments = (each for each in document.segments if document.format != "csv" or each.kind is not Kind.HEADING)
    return [(segment, span) for segment in segments for span in _places(segment)]


def _places(segment: Segment) -> list[TextSpan]:
    kept = [*segment.opaque, *(found.span for found in Placeholders().find(segment.text))]
    kept += (TextSpan(*tag.span()) for tag in _TAG.finditer(segment.text))
    runs = (TextSpan(*run.span()) for run in _EOJEOL.finditer(segment.text))
    return [run for run in runs if all(run.end <= span.start or span.end <= run.start for span in kept)]


def edit_fault(document: Document, segment: Segment, span: TextSpan, text: str, options: ReadOptions) -> str | None:
    """Return what goes wrong if `span` of `segment` is made to read `text`; None if it does, or cannot be written."""
    edit = document.edit(segment, span, text)
    if edit is None:
        return None
    if edit.span != segment.offsets.locate(span):
        return f"the edit of {segment.text[span.start : span.end]!r} stands elsewhere: {edit}"
    changed = replace(document.source, text=edited(document.source.text, [edit]))
    try:
        again = parser(document.format)(changed, options)
    except CslintError as error:
        return f"{edit} makes the file unreadable: {error}"
    place = SourceSpan(edit.span.start, edit.span.start + len(edit.text))
    seen = reading(again, place)
    if seen != text:
        return f"{edit} reads {seen!r}, not {text!r}"
    problems = faults(again)
    return f"{edit} breaks the document: {problems}" if problems else None


def reading(document: Document, place: SourceSpan) -> str:
    """Return what the segments of `document` say with the source characters of `place`."""
    said = []
    for segment in document.segments:
        for piece in segment.offsets.pieces:
            start, end = max(piece.source.start, place.start), min(piece.source.end, place.end)
            # A variable that stands for a whole choice says nothing of the words inside.
            around = piece.source.start < place.start and place.end < piece.source.end and not piece.verbatim
            if start >= end or around:
                continue
            shift = piece.text.start - piece.source.start
            text = segment.text[piece.text.start : piece.text.end]
            said.append((start, segment.text[start + shift : end + shift] if piece.verbatim else text))
    return "".join(text for _, text in sorted(said))
