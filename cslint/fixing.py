"""Fixes put into files: chosen so that they do not overlap, proven by reading and linting again, written in one step.

A fix that does not make its finding go, or brings a new one, is left out; so a file is never worse than before.
"""

import codecs
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from cslint.document import Document
from cslint.errors import CslintError
from cslint.files import read_file, unwritten, write_file
from cslint.findings import FileReport, Finding, Safety
from cslint.source import Edit, Source, SourceSpan, SpanSet

# One fix may uncover another (송부드리도록 하겠습니다 has two); more rounds than this would be rules that quarrel.
_MOST_PASSES = 10

Lint = Callable[[Document], FileReport]
Parse = Callable[[Source], Document]


@dataclass(frozen=True, slots=True)
class Repair:
    """What came of mending one file: how many findings were fixed, its text before, and its `document` as it reads now.

    `report` is about that document.
    """

    report: FileReport
    fixed: int
    before: Source
    document: Document

    @property
    def after(self) -> Source:
        """The mended text."""
        return self.document.source

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before.text != self.after.text


def repair(document: Document, report: FileReport, lint: Lint, parse: Parse, *, unsafe: bool = False) -> Repair:
    """Return `document`, which `report` is about, mended as far as the fixes of its findings go; nothing is written.

    `unsafe`: also fixes that want a look. `parse` reads a changed source as the document was read. Raises CslintError
    as `lint` does.
    """
    before, fixed = document.source, 0
    for _ in range(_MOST_PASSES):
        attempt = _Attempt(document, report, lint, parse)
        attempt.try_all(_chosen(report.findings, unsafe=unsafe))
        if not attempt.accepted:
            break
        fixed += len(attempt.accepted)
        document, report = attempt.document, attempt.report
    return Repair(report, fixed, before, document)


def _chosen(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """Return the findings whose fix may be applied now, in source order; of overlapping ones the first."""
    chosen: list[Finding] = []
    taken: list[SourceSpan] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or (fix.safety is Safety.UNSAFE and not unsafe):
            continue
        spans = [edit.span for edit in fix.edits]
        if not any(_meets(span, taken) for span in spans):
            chosen.append(finding)
            for span in spans:
                insort(taken, span)
    return chosen


def _meets(span: SourceSpan, taken: Sequence[SourceSpan]) -> bool:
    """Tell whether `span` overlaps one of `taken`, which are in order and apart: only its two neighbours can."""
    at = bisect_right(taken, span)
    return any(span.overlaps(other) for other in taken[max(0, at - 1) : at + 1])


class _Attempt:
    """Tries fixes on one document, all at once if that works, else by halves; keeps those that prove good."""

    def __init__(self, document: Document, report: FileReport, lint: Lint, parse: Parse) -> None:
        self.document, self.report = document, report
        self.accepted: list[Finding] = []
        self._first, self._found = document, report.findings
        self._lint, self._parse = lint, parse

    def try_all(self, findings: Sequence[Finding]) -> None:
        """Accept as many of `findings` as can be accepted together."""
        suspects = self._refused(findings) if findings else []
        if not suspects or len(findings) == 1:
            return
        innocent = [finding for finding in findings if finding not in suspects]
        half = len(findings) // 2
        for part in (innocent, suspects) if innocent else (findings[:half], findings[half:]):
            self.try_all(part)

    def _refused(self, findings: Sequence[Finding]) -> list[Finding]:
        """Accept `findings`, or return those of them that stand where something went wrong."""
        wanted = [*self.accepted, *findings]
        edits = sorted((edit for each in wanted if each.fix for edit in each.fix.edits), key=lambda edit: edit.span)
        if any(one.span.overlaps(other.span) for one, other in pairwise(edits)):
            return list(findings)
        try:
            document = self._parse(replace(self._first.source, text=edited(self._first.source.text, edits)))
            report = self._lint(document)
        except CslintError:
            return list(findings)
        shift = _Shift(edits)
        wrong = _wrong(self._found, report.findings, wanted, shift)
        if not wrong:
            self.document, self.report, self.accepted = document, report, wanted
            return []
        source = document.source
        lines = {source.place(at).line for span in wrong for at in (span.start, span.end)}
        near = [each for each in findings if source.place(shift.span(each.span).start).line in lines]
        return near or list(findings)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with `edits`, which are in order and do not overlap, applied."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


class _Shift:
    """Where places of a text are after edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.span.start for edit in edits]
        self._moved = [0]
        for edit in edits:
            self._moved.append(self._moved[-1] + len(edit.text) - (edit.span.end - edit.span.start))

    def span(self, span: SourceSpan) -> SourceSpan:
        """Return the span; one that begins or ends inside an edit covers the edit's text."""
        return SourceSpan(self._offset(span.start, at_end=False), self._offset(span.end, at_end=True))

    def _offset(self, offset: int, *, at_end: bool) -> int:
        at = bisect_right(self._starts, offset)
        if at and offset < self._edits[at - 1].span.end:
            edit = self._edits[at - 1]
            return edit.span.start + self._moved[at - 1] + (len(edit.text) if at_end else 0)
        return offset + self._moved[at]


def _wrong(
    before: Sequence[Finding], after: Sequence[Finding], fixed: Sequence[Finding], shift: _Shift
) -> list[SourceSpan]:
    """Return where a finding of `fixed` did not go, or one is found `after` that was not there before; empty if all is well."""
    left = Counter(finding.rule for finding in before)
    left.subtract(finding.rule for finding in fixed)
    stayed = {rule for rule, count in Counter(finding.rule for finding in after).items() if count > left[rule]}
    still = SpanSet(shift.span(finding.span) for finding in fixed if finding.rule in stayed)
    known: dict[str, list[SourceSpan]] = {}
    for finding in before:
        known.setdefault(finding.rule, []).append(shift.span(finding.span))
    before_by_rule = {rule: SpanSet(spans) for rule, spans in known.items()}
    wrong = [
        finding.span
        for finding in after
        if (finding.rule in stayed and still.meets(finding.span))
        or finding.rule not in before_by_rule
        or not before_by_rule[finding.rule].meets(finding.span)
    ]
    return wrong or [finding.span for finding in after if finding.rule in stayed]


def write(mended: Repair, path: Path) -> None:
    """Write what `mended` made of the file at `path`, in its encoding, with its byte order mark, mode and newlines.

    The file is replaced in one step, so nobody ever sees half of it. Raises CslintError if it changed since it was read,
    if the encoding cannot hold the new words, or if it cannot be written.
    """
    try:
        write_file(path, encoded(mended, read_file(path)))
    except OSError as error:
        raise unwritten("고친 글을 쓰지 못했습니다.", path, error) from error


def encoded(mended: Repair, data: bytes) -> bytes:
    """Return the bytes of the mended text as `data`, the bytes it was read from, spell it. Raises CslintError if they differ."""
    mark, codec = _spelling(mended.before.encoding, data)
    path = mended.before.path
    if mark + mended.before.text.encode(codec, "surrogatepass") != data:
        raise CslintError("읽은 뒤에 바뀐 파일이라 고치지 않았습니다.", path, "다시 실행해 주세요.")
    try:
        return mark + mended.after.text.encode(codec)
    except UnicodeEncodeError as error:
        what = f"고친 글의 '{mended.after.text[error.start]}' 글자를 이 파일의 인코딩({codec})으로는 쓸 수 없습니다."
        raise CslintError(what, path, "파일을 UTF-8로 바꾸어 저장해 주세요.") from error


def _spelling(encoding: str, data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark and the codec behind it."""
    if encoding == "utf-8-sig":
        return codecs.BOM_UTF8, "utf-8"
    if encoding.startswith("utf-32"):
        mark = data[:4]
        return mark, "utf-32-le" if mark == codecs.BOM_UTF32_LE else "utf-32-be"
    if encoding.startswith("utf-16"):
        return data[:2], encoding
    return b"", encoding
