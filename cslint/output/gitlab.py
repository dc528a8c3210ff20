"""GitLab's Code Quality report: a JSON list that a merge request compares with that of its target."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from cslint.findings import FileReport, Level
from cslint.jsontext import json_text
from cslint.output.fingerprints import fingerprint, fingerprints
from cslint.output.region import regions, told
from cslint.output.summary import Page, Summary

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return the list, ended by a newline. Fingerprints are unique in it and do not depend on line numbers."""
    del summary, page
    issues = [issue for report in reports for issue in _issues(report)]
    return json_text(issues)


def _issues(report: FileReport) -> Iterator[dict[str, Any]]:
    # GitLab knows files by their path from the repository's root, without `./`.
    path = PurePosixPath(report.path).as_posix()
    if report.failure:
        yield {
            "description": report.error,
            "check_name": report.failure.value,
            "fingerprint": fingerprint(path, report.failure.value),
            "severity": "blocker",
            "location": {"path": path, "lines": {"begin": 1}},
        }
    for (finding, region), name in zip(regions(report), fingerprints(report), strict=True):
        yield {
            "description": told(finding, region),
            "check_name": finding.rule,
            "fingerprint": name,
            "severity": _SEVERITIES[finding.level],
            "location": {"path": path, "lines": {"begin": region.start.line, "end": region.end.line}},
        }
