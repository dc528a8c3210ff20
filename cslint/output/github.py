"""Workflow commands: GitHub Actions shows each as an annotation beside the line."""

from collections.abc import Iterator, Sequence

from cslint.findings import FileReport, Level
from cslint.output.labels import FAILURES
from cslint.output.region import regions, told
from cslint.output.summary import Page, Summary
from cslint.output.text import closing
from cslint.output.xmltree import clean

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
# A carriage return or a newline would end the command.
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return one workflow command a line, and a closing line for the log; columns count code points from 1."""
    del page
    lines = [line for report in reports for line in _lines(report)]
    return "\n".join([*lines, closing(summary), ""])


def _lines(report: FileReport) -> Iterator[str]:
    if report.failure:
        yield _command("error", {"file": report.path, "title": FAILURES[report.failure]}, report.error or "")
    for finding, region in regions(report):
        properties: dict[str, object] = {"file": report.path, "line": region.start.line, "endLine": region.end.line}
        if region.start.line == region.end.line:
            # Columns are read only within one line; the last one is part of the annotation.
            properties["col"] = region.start.column
            properties["endColumn"] = max(region.start.column, region.end.column - 1)
        properties["title"] = finding.rule
        yield _command(_COMMANDS[finding.level], properties, told(finding, region))


def _command(name: str, properties: dict[str, object], message: str) -> str:
    written = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {written}::{clean(message).translate(_DATA)}"
