"""Checkstyle's XML, which many review tools take."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from cslint.findings import FileReport
from cslint.output.region import regions, told
from cslint.output.summary import Page, Summary
from cslint.output.xmltree import element, written

# The version of the shape, not of a program: readers look at it to choose how to read.
_VERSION = "4.3"


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return the document; columns count code points from 1. Files without findings are not named in it."""
    del summary, page
    root = element("checkstyle", version=_VERSION)
    root.extend(_file(report) for report in reports if report.findings or report.error is not None)
    return written(root)


def _file(report: FileReport) -> ET.Element:
    file = element("file", name=report.path)
    if report.failure:
        source = f"cslint.{report.failure.value}"
        file.append(element("error", line=1, severity="error", message=report.error or "", source=source))
    for finding, region in regions(report):
        file.append(
            element(
                "error",
                line=region.start.line,
                column=region.start.column,
                severity=finding.level.key,
                message=told(finding, region),
                source=f"cslint.{finding.category}.{finding.rule}",
            )
        )
    return file
