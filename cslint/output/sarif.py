"""SARIF 2.1.0, which code hosts and editors read."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from cslint import __version__
from cslint.findings import FileReport, Finding, Fix, Level, Safety
from cslint.jsontext import json_text
from cslint.output.fingerprints import fingerprints
from cslint.output.region import Region, regions, told
from cslint.output.summary import Page, Summary
from cslint.output.text import omissions
from cslint.source import Source

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_SAFETY = {Safety.SAFE: "뜻이 바뀌지 않는 고침입니다.", Safety.UNSAFE: "한 번 살펴보고 쓰는 고침입니다."}


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return a SARIF log of one run, ended by a newline.

    Columns count code points (`columnKind`); fingerprints do not depend on line numbers. A file that could not be read or
    written is a notification and makes the run unsuccessful. `page.statistics` adds counts by rule to the run's properties.
    """
    rules = sorted({(finding.rule, finding.category) for report in reports for finding in report.findings})
    index = {rule: at for at, (rule, _) in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "cslint",
                "semanticVersion": __version__,
                "language": "ko",
                "rules": [_rule(rule, category, page) for rule, category in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        # A lone carriage return ends a line too, as it does for those who open the file.
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [_invocation(reports)],
        "results": [result for report in reports for result in _results(report, index)],
    }
    if page.statistics:
        run["properties"] = {"statistics": dict(summary.rules)}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _rule(rule: str, category: str, page: Page) -> dict[str, Any]:
    note = page.notes.get(rule)
    described: dict[str, Any] = {"id": rule, "properties": {"tags": [category]}}
    if note:
        described["shortDescription"] = {"text": note.summary}
        described["fullDescription"] = {"text": note.why or note.summary}
    return described


def _invocation(reports: Sequence[FileReport]) -> dict[str, Any]:
    failed = [report for report in reports if report.error is not None]
    invocation: dict[str, Any] = {"executionSuccessful": not failed}
    told = [("error", report.error or "", report.path) for report in failed]
    told += [("warning", line, report.path) for report in reports for line in omissions([report])]
    if told:
        invocation["toolExecutionNotifications"] = [
            {
                "level": level,
                "message": {"text": text},
                "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
            }
            for level, text, path in told
        ]
    return invocation


def _results(report: FileReport, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    for (finding, region), name in zip(regions(report), fingerprints(report), strict=True):
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": index[finding.rule],
            "level": _LEVELS[finding.level],
            "message": {"text": told(finding, region)},
            "locations": [_location(report.path, finding, region)],
            "partialFingerprints": {"cslint/v1": name},
        }
        if finding.fix:
            result["fixes"] = [_fix(report.path, region.source, finding.fix)]
        yield result


def _location(path: str, finding: Finding, region: Region) -> dict[str, Any]:
    written: dict[str, Any] = _region(region)
    if region.start.cell is None:
        written["charOffset"] = finding.span.start
        written["charLength"] = finding.span.end - finding.span.start
    written["snippet"] = {"text": region.source.text[finding.span.start : finding.span.end]}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(path), "region": written}}
    names = [(region.start.cell, "cell"), (finding.reply, "reply")]
    logical = [{"fullyQualifiedName": name, "kind": kind} for name, kind in names if name]
    if logical:
        location["logicalLocations"] = logical
    return location


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    }


def _fix(path: str, source: Source, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(Region.of(source, edit.span)), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": _SAFETY[fix.safety]},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
    }


def _artifact(path: str) -> dict[str, str]:
    """Return an artifact location: a URI, relative to the repository if the path is relative."""
    if PureWindowsPath(path).drive or PurePosixPath(path).is_absolute():
        return {"uri": f"file:///{quote(path.lstrip('/'), safe='/:')}"}
    return {"uri": quote(PurePosixPath(path).as_posix(), safe="/"), "uriBaseId": "%SRCROOT%"}
