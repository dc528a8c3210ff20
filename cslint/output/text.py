"""The report people read: each finding with its sentence, the words underlined, why, and what to write instead."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import click

from cslint.findings import FileReport, Finding, FoundSituation, Level
from cslint.output.columns import excerpt, padded, printable, wrapped
from cslint.output.labels import FAILURES, FOUND_BY, LEVELS
from cslint.output.summary import Page, Summary
from cslint.source import Source

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "cyan"}
_INDENT = "    "


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return the findings file by file, files that could not be read or written, and a closing line, ended by a newline."""
    parts = [line for report in reports if report.findings for line in _file(report, page)]
    failed = [(report.failure, report.error or "") for report in reports if report.failure]
    parts.extend(f"{_style(page, FAILURES[failure], 'red')}  {printable(error)}" for failure, error in failed)
    if failed:
        parts.append("")
    if omitted := list(omissions(reports)):
        parts.extend([*omitted, ""])
    if page.statistics and summary.rules:
        parts.extend([*statistics(summary), ""])
    return "\n".join([*parts, closing(summary), ""])


def closing(summary: Summary) -> str:
    """Return the line that sums a run up."""
    read = summary.files - summary.unread
    failed = f" 파일 {summary.unread:,}개는 읽지 못했습니다." if summary.unread else ""
    failed += f" 파일 {summary.unwritten:,}개는 쓰지 못했습니다." if summary.unwritten else ""
    if not read:
        return failed.strip() or "살펴볼 파일이 없습니다."
    scope = f"파일 {read:,}개, 답변 {summary.replies:,}개"
    if not summary.replies and not summary.findings:
        none = f"파일 {read:,}개에서 고객에게 보내는 답변을 찾지 못했습니다."
        return f"{none} 답변 위의 제목이나 표의 열 이름을 '답변'으로 적으면 살펴봅니다.{failed}"
    if not summary.findings:
        return f"{scope}를 살펴보았고, 다듬을 곳을 찾지 못했습니다. 이대로 쓰셔도 좋습니다.{failed}"
    return f"{scope}에서 {counts(summary)}을 찾았습니다.{failed}"


def counts(summary: Summary) -> str:
    """Return how many findings of each level there are, `경고 2건, 참고 1건`; empty if there are none."""
    levels = ((Level.ERROR, summary.error), (Level.WARNING, summary.warning), (Level.INFO, summary.info))
    return ", ".join(f"{LEVELS[level]} {count:,}건" for level, count in levels if count)


def omissions(reports: Sequence[FileReport]) -> Iterator[str]:
    """Yield a line for each file whose report is cut, with how many findings it lacks and the setting that cut it."""
    for report in reports:
        if report.omitted:
            shown = f"심각한 것부터 {len(report.findings):,}건만 보여 드리고 {report.omitted:,}건은 뺐습니다."
            yield f"{printable(report.path)}: {shown} 모두 보시려면 설정의 `limits: findings`를 늘려 주세요."


def _file(report: FileReport, page: Page) -> list[str]:
    lines: list[str] = []
    heading: str | None = None
    for finding in report.findings:
        context = _context(finding.reply, finding.situation)
        if context != heading and context:
            lines += (_style(page, f"{printable(report.path)} · {context}", bold=True), "")
        heading = context
        if report.source is not None:
            lines += _finding(report.source, finding, page)
        lines.append("")
    return lines


@lru_cache(maxsize=64)  # the findings of one reply follow each other
def _context(reply: str | None, situation: FoundSituation | None) -> str:
    """Say which reply a finding lies in and by which situation it was judged, as far as known."""
    known = []
    if reply:
        known.append(f"답변 ‘{printable(reply)}’")
    if situation:
        found_by = FOUND_BY.get(situation.source, situation.source)
        known.append(f"상황 {situation.name or situation.id}({found_by})")
    return " · ".join(known)


def _finding(source: Source, finding: Finding, page: Page) -> list[str]:
    span, colour = finding.span, _COLOURS[finding.level]
    place = source.place(span.start)
    cell = f":{place.cell}" if place.cell else ""
    where = _style(page, f"{source.path}{cell}:{place.line}:{place.column}", bold=True)
    level = _style(page, LEVELS[finding.level], colour, bold=True)
    room = max(page.width - len(_INDENT), 20)
    shown = excerpt(source.text, span.start, span.end, room)
    lines = [
        f"{where}  {level}  {finding.rule}",
        f"{_INDENT}{shown.text}",
        f"{_INDENT}{' ' * shown.before}{_style(page, '^' * shown.marked, colour)}",
        *(f"{_INDENT}{line}" for line in wrapped(printable(finding.message), room)),
    ]
    if finding.suggestion:
        first, *more = wrapped(printable(finding.suggestion), room - 3)
        lines.append(_style(page, f"{_INDENT}→ {first}", "green"))
        lines += (_style(page, f"{_INDENT}  {line}", "green") for line in more)
    return lines


def statistics(summary: Summary) -> Iterator[str]:
    """Yield the lines of a table of findings by rule; there must be some."""
    yield "규칙별 건수"
    longest = max(len(rule) for rule, _ in summary.rules)
    yield from (f"{_INDENT}{padded(rule, longest)}  {count:>6,}" for rule, count in summary.rules)


def _style(page: Page, text: str, colour: str | None = None, *, bold: bool = False) -> str:
    return click.style(text, fg=colour, bold=bold or None) if page.colour else text
