"""Reports as earlier runs made them: FileReport to JSON and back."""

# ruff: noqa: PLC0415

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cslint.errors import CslintError
from cslint.findings import FileReport, Finding
from cslint.source import Cell, Source

if TYPE_CHECKING:
    from msgspec.json import Decoder


class _Text(NamedTuple):
    """A decoded file whose bytes do not tell its text, such as a workbook; see `Source`."""

    text: str
    encoding: str
    cells: tuple[Cell, ...]


class _Kept(NamedTuple):
    """What is kept of a report. `text` is None if the file's bytes tell it."""

    format: str
    replies: int
    omitted: int
    text: _Text | None
    findings: tuple[Finding, ...]


def spelled(report: FileReport, data: bytes) -> bytes | None:
    """Return a report of the file `data` as JSON, without what `data` tells; None for one that is not to be kept.

    A file that could not be read is read again by the next run: that is quick, and its message must be today's.
    """
    from msgspec.json import encode

    source = report.source
    if source is None or report.error is not None:
        return None
    text = None if _decoded(report.path, data) == source else _Text(source.text, source.encoding, source.cells)
    try:
        return encode(_Kept(report.format, report.replies, report.omitted, text, report.findings))
    except UnicodeEncodeError:  # half a surrogate pair, from a file that escapes one
        return None


def unspelled(path: str, data: bytes, kept: bytes) -> FileReport | None:
    """Return the report that `spelled` made `kept` of, or None for other data."""
    from msgspec import DecodeError

    try:
        format_, replies, omitted, text, findings = _decoder().decode(kept)
        source = Source.decode(path, data) if text is None else Source(path, *text)
    except (CslintError, DecodeError):
        return None
    return FileReport(path, format_, source, findings, replies, omitted=omitted)


@cache
def _decoder() -> "Decoder[_Kept]":
    from msgspec.json import Decoder

    return Decoder(_Kept)


def _decoded(path: str, data: bytes) -> Source | None:
    try:
        return Source.decode(path, data)
    except CslintError:
        return None
