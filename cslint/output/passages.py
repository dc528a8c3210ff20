"""Findings with the text around them, as a page shows them: one passage an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cslint.document import Kind, Reply, Segment
from cslint.findings import FileReport, Finding, FoundSituation
from cslint.morphology.sentences import split_sentences
from cslint.offsets import TextSpan
from cslint.reading.replymap import ReplyMap, name_of, read_as
from cslint.source import Edit, Source

# Code points shown on each side of words that stand outside of every block of text.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points `start:end` of a paragraph that finding `number` (from 1, within its passage) is about."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of text with its marks; `item` tells one of a list."""

    text: str
    marks: tuple[Mark, ...] = ()
    item: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it would read: text that stays, and text that is new, in turn (`new` tells which)."""

    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is shown: its number in the passage, its place for people, and the sentence its fix makes."""

    number: int
    finding: Finding
    place: str
    mended: Reading | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """An answer, or text outside of answers, with what was found in it.

    `name` is None outside of answers; `above` the headings over it, outermost first.
    """

    name: str | None
    above: tuple[str, ...]
    situation: FoundSituation | None
    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[Remark, ...]


def passages(report: FileReport) -> Iterator[Passage]:
    """Yield the passages of a file that have findings, in source order.

    Without `report.document` each finding stands alone with the line around it.
    """
    source = report.source
    if source is None:
        return
    places = ReplyMap(report.document) if report.document else None
    for reply, segments, findings in _grouped(report, places):
        remarks = tuple(_remark(number, each, source, segments) for number, each in enumerate(findings, 1))
        shown = tuple(_paragraph(segment, findings) for segment in segments)
        yield Passage(
            name_of(reply) if reply else findings[0].reply,
            tuple(reversed(reply.headings)) if reply else (),
            next((each.situation for each in findings if each.situation), None),
            shown or (_line(source, findings[0]),),
            remarks,
        )


def _grouped(
    report: FileReport, places: ReplyMap | None
) -> list[tuple[Reply | None, tuple[Segment, ...], list[Finding]]]:
    """Return the findings of each reply, of each segment outside of replies, and of each place outside of segments."""
    groups: dict[int, tuple[Reply | None, tuple[Segment, ...], list[Finding]]] = {}
    for finding in report.findings:
        reply = places.reply_at(finding.span) if places else None
        segment = places.segment_at(finding.span) if places else None
        key = id(reply or segment or finding)
        segments = reply.segments if reply else (segment,) if segment else ()
        groups.setdefault(key, (reply, segments, []))[2].append(finding)
    return list(groups.values())


def _paragraph(segment: Segment, findings: Sequence[Finding]) -> Paragraph:
    marks = []
    for number, finding in enumerate(findings, 1):
        place = read_as(segment, finding.span)
        if place is not None:
            marks.append(Mark(place.start, place.end, number))
    return Paragraph(segment.text, tuple(marks), segment.kind is Kind.ITEM)


def _line(source: Source, finding: Finding) -> Paragraph:
    """Return the line around a finding, cut if it is long."""
    start, end = finding.span.start, finding.span.end
    before = source.text[max(0, start - _AROUND) : start].splitlines(keepends=True)[-1:]
    after = source.text[end : end + _AROUND].splitlines()[:1]
    lead = "" if not before or before[0].endswith(("\n", "\r")) else before[0].lstrip()
    words = source.text[start:end]
    return Paragraph(f"{lead}{words}{''.join(after)}", (Mark(len(lead), len(lead) + len(words), 1),))


def _remark(number: int, finding: Finding, source: Source, segments: Sequence[Segment]) -> Remark:
    place = source.place(finding.span.start)
    where = f"{place.cell}" if place.cell else f"{place.line}:{place.column}"
    return Remark(number, finding, where, _mended(finding, segments))


def _mended(finding: Finding, segments: Sequence[Segment]) -> Reading | None:
    """Return the sentence of a finding as its fix makes it read; None without a fix, or where markup is in the way."""
    if finding.fix is None:
        return None
    edits = sorted(finding.fix.edits, key=lambda edit: edit.span)
    for segment in segments:
        places = [_plain(segment, edit) for edit in edits]
        if all(places):
            return _reading(
                segment.text, [(place, edit.text) for place, edit in zip(places, edits, strict=True) if place]
            )
    return None


def _plain(segment: Segment, edit: Edit) -> TextSpan | None:
    """Return where an edit's place stands in a segment, if its text is spelled there as it is read."""
    return read_as(segment, edit.span) if segment.spell(edit.text) == edit.text else None


def _reading(text: str, changes: Sequence[tuple[TextSpan, str]]) -> Reading:
    first, last = changes[0][0], changes[-1][0]
    touched = [span for span in split_sentences(text) if span.start < last.end and first.start < span.end]
    start = min((span.start for span in touched), default=first.start)
    end = max((span.end for span in touched), default=last.end)
    parts, at = [], min(start, first.start)
    for place, new in changes:
        parts += [(text[at : place.start], False), (new, True)]
        at = place.end
    parts.append((text[at : max(end, at)], False))
    return Reading(tuple((part, new) for part, new in parts if part))
