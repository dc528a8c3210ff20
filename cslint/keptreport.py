"""Reports as earlier runs made them: FileReport to plain data and back."""

from collections.abc import Sequence
from typing import Any

from cslint.errors import CslintError
from cslint.findings import FileReport, Finding, Fix, FoundSituation, Level, Safety
from cslint.source import Cell, Edit, Source, SourceSpan


def spelled(report: FileReport, data: bytes) -> list[Any] | None:
    """Return a report as plain data, without its source where `data` tells that; None for one that is not to be kept.

    A file that could not be read is read again by the next run: that is quick, and its message must be today's.
    """
    source = report.source
    if source is None or report.error is not None:
        return None
    text = None if _decoded(report.path, data) == source else [source.text, source.encoding, *map(_cell, source.cells)]
    return [report.format, report.replies, text, list(map(_finding, report.findings))]


def unspelled(path: str, data: bytes, kept: Any) -> FileReport | None:
    """Return the report that `spelled` made `kept` of, or None for other data."""
    try:
        format_, replies, text, findings = kept
        if text is None:
            source = Source.decode(path, data)
        else:
            body, encoding, *cells = text
            source = Source(path, body, encoding, tuple(Cell(*cell) for cell in cells))
        return FileReport(path, format_, source, tuple(map(_unspelled, findings)), replies)
    except (CslintError, KeyError, TypeError, ValueError):
        return None


def _decoded(path: str, data: bytes) -> Source | None:
    try:
        return Source.decode(path, data)
    except CslintError:
        return None


def _cell(cell: Cell) -> list[Any]:
    return [cell.start, cell.name]


def _finding(finding: Finding) -> list[Any]:
    situation, fix = finding.situation, finding.fix
    return [
        *finding.span,
        finding.rule,
        finding.category,
        int(finding.level),
        finding.message,
        finding.quote,
        finding.suggestion,
        finding.reply,
        situation and list(situation),
        fix and [fix.safety.value, [[*edit.span, edit.text] for edit in fix.edits]],
    ]


_LEVELS = {int(level): level for level in Level}


def _unspelled(kept: Sequence[Any]) -> Finding:
    start, end, rule, category, level, message, quote, suggestion, reply, situation, fix = kept
    edits = tuple(Edit(SourceSpan(first, last), text) for first, last, text in fix[1]) if fix else ()
    return Finding(
        SourceSpan(start, end),
        rule,
        category,
        _LEVELS[level],
        message,
        quote,
        suggestion,
        reply,
        FoundSituation(*situation) if situation else None,
        Fix(edits, Safety(fix[0])) if fix else None,
    )
