"""Where a finding stands, as machines write it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cslint.findings import FileReport, Finding
from cslint.source import Place, Source, SourceSpan


@dataclass(frozen=True, slots=True)
class Region:
    """A span with lines and columns from 1, in code points, `end` exclusive; within the cell in a spreadsheet."""

    source: Source
    span: SourceSpan
    start: Place
    end: Place

    @classmethod
    def of(cls, source: Source, span: SourceSpan) -> "Region":
        """Return the region of `span` in `source`."""
        return cls(source, span, source.place(span.start), source.place(span.end))

    @property
    def start_byte(self) -> int:
        """The start column counted in bytes of UTF-8, from 1."""
        return _bytes_before(self.source.text, self.span.start, self.start.column)

    @property
    def end_byte(self) -> int:
        """The end column counted in bytes of UTF-8, from 1, exclusive."""
        return _bytes_before(self.source.text, self.span.end, self.end.column)


def _bytes_before(text: str, offset: int, column: int) -> int:
    """Return the byte column of the character at `offset`, whose column in code points is `column`."""
    return len(text[offset - column + 1 : offset].encode("utf-8", "surrogatepass")) + 1


def regions(report: FileReport) -> Iterator[tuple[Finding, Region]]:
    """Yield each finding of a file with its region; none if the file could not be read."""
    if report.source is not None:
        for finding in report.findings:
            yield finding, Region.of(report.source, finding.span)


def told(finding: Finding, region: Region) -> str:
    """Return what is to be said of a finding in one paragraph: the cell, the reason, and what to write instead."""
    place = f"{region.start.cell}: " if region.start.cell else ""
    instead = f" 이렇게 써 보세요: {finding.suggestion}" if finding.suggestion else ""
    return f"{place}{finding.message}{instead}"
