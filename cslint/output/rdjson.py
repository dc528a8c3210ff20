"""Reviewdog's diagnostic format, which becomes review comments with suggested changes."""

from collections.abc import Iterator, Sequence
from typing import Any

from cslint.findings import FileReport, Fix, Level
from cslint.fixing import edited
from cslint.jsontext import json_text
from cslint.output.region import Region, regions, told
from cslint.output.summary import Page, Summary
from cslint.source import Edit, Source, SourceSpan

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.INFO: "INFO"}


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return one JSON object, ended by a newline. Columns count bytes of UTF-8 from 1; ends are exclusive."""
    del summary, page
    result = {
        "source": {"name": "cslint"},
        "diagnostics": [diagnostic for report in reports for diagnostic in _diagnostics(report)],
    }
    return json_text(result)


def _diagnostics(report: FileReport) -> Iterator[dict[str, Any]]:
    if report.failure:
        yield {
            "message": report.error,
            "location": {"path": report.path},
            "severity": "ERROR",
            "code": {"value": report.failure.value},
        }
    for finding, region in regions(report):
        diagnostic: dict[str, Any] = {
            "message": told(finding, region),
            "location": {"path": report.path, "range": _range(region)},
            "severity": _SEVERITIES[finding.level],
            "code": {"value": finding.rule},
        }
        if finding.fix:
            diagnostic["suggestions"] = [_suggestion(region.source, finding.fix)]
        yield diagnostic


def _suggestion(source: Source, fix: Fix) -> dict[str, Any]:
    """Return a fix as one change: several suggestions would be alternatives."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = SourceSpan(edits[0].span.start, edits[-1].span.end)
    moved = [Edit(SourceSpan(edit.span.start - whole.start, edit.span.end - whole.start), edit.text) for edit in edits]
    return {"range": _range(Region.of(source, whole)), "text": edited(source.text[whole.start : whole.end], moved)}


def _range(region: Region) -> dict[str, Any]:
    return {
        "start": {"line": region.start.line, "column": region.start_byte},
        "end": {"line": region.end.line, "column": region.end_byte},
    }
