"""The report machines read: its own shape, version 1, built field by field so that no inner type leaks out."""

from collections.abc import Iterator, Sequence
from typing import Any

from cslint import __version__
from cslint.findings import FileReport, Finding
from cslint.jsontext import json_text
from cslint.output.summary import Page, Summary
from cslint.settings.fingerprint import versions
from cslint.source import Place, Source


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return one JSON object, ended by a newline.

    Offsets are code points of the decoded file from 0; lines and columns count code points from 1; ends are exclusive.
    For a spreadsheet all of them count within the cell. `page.statistics` adds `statistics`, findings by rule.
    """
    report: dict[str, Any] = {
        "version": 1,
        "cslint": __version__,
        "kiwi": kiwi_version(),
        "files": [file_entry(report) for report in reports],
        "findings": [entry for report in reports for entry in finding_entries(report)],
        "summary": summary_entry(summary),
    }
    if page.statistics:
        report["statistics"] = dict(summary.rules)
    return json_text(report)


def kiwi_version() -> str | None:
    """Tell Kiwi's version without loading it."""
    return versions(("kiwipiepy",))[0] or None


def summary_entry(summary: Summary) -> dict[str, int]:
    """Return the counts of a run."""
    return {
        "error": summary.error,
        "warning": summary.warning,
        "info": summary.info,
        "files": summary.files,
        "replies": summary.replies,
    }


def file_entry(report: FileReport) -> dict[str, Any]:
    """Return what is said of one file."""
    entry = {"path": report.path, "format": report.format, "replies": report.replies, "error": report.error}
    # Only where findings were left out: there the counts are those of the findings that are listed.
    return {**entry, "omitted": report.omitted} if report.omitted else entry


def finding_entries(report: FileReport) -> Iterator[dict[str, Any]]:
    """Yield what is said of each finding of a file; none if it could not be read."""
    if report.source is not None:
        yield from (_finding(report.path, report.source, finding) for finding in report.findings)


def _finding(path: str, source: Source, finding: Finding) -> dict[str, Any]:
    start = source.place(finding.span.start)
    return {
        "path": path,
        "rule": finding.rule,
        "category": finding.category,
        "level": finding.level.key,
        "message": finding.message,
        "quote": finding.quote,
        "start": _place(source, finding.span.start, start),
        "end": _place(source, finding.span.end, source.place(finding.span.end)),
        "cell": start.cell,
        "reply": finding.reply,
        "situation": finding.situation and {"id": finding.situation.id, "source": finding.situation.source},
        "suggestion": finding.suggestion,
        "fix": finding.fix
        and {
            "safety": finding.fix.safety.value,
            "edits": [
                {"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in finding.fix.edits
            ],
        },
    }


def _place(source: Source, offset: int, place: Place) -> dict[str, int]:
    return {"offset": source.offset_within(offset), "line": place.line, "column": place.column}
