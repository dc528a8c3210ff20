"""JUnit XML, which CI servers show as test results: a file is a suite, a finding a failed test."""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from cslint.findings import FileReport, Finding
from cslint.output.region import Region, regions, told
from cslint.output.summary import Page, Summary
from cslint.output.xmltree import clean, element, written


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return the document. A file without findings is one test that passes, a file that could not be read one in error."""
    del page
    root = element(
        "testsuites",
        name="cslint",
        tests=sum(map(_tests, reports)),
        failures=summary.findings,
        errors=summary.unread,
    )
    root.extend(_suite(report) for report in reports)
    return written(root)


def _tests(report: FileReport) -> int:
    return len(report.findings) + (report.error is not None) or 1


def _suite(report: FileReport) -> ET.Element:
    errors = int(report.error is not None)
    suite = element(
        "testsuite", name=report.path, tests=_tests(report), failures=len(report.findings), errors=errors, time=0
    )
    suite.extend(_cases(report))
    return suite


def _cases(report: FileReport) -> Iterator[ET.Element]:
    if report.error is not None or not report.findings:
        case = element("testcase", classname=report.path, name="cslint", time=0)
        if report.error is not None:
            case.append(element("error", type="unreadable-file", message=report.error))
        yield case
    for finding, region in regions(report):
        yield _case(report.path, finding, region)


def _case(path: str, finding: Finding, region: Region) -> ET.Element:
    place = region.start
    where = f"{place.cell}:{place.line}:{place.column}" if place.cell else f"{place.line}:{place.column}"
    case = element("testcase", classname=path, name=f"{finding.rule} ({where})", time=0)
    failure = element("failure", type=finding.level.key, message=told(finding, region))
    failure.text = clean(f"{path}:{where}\n{finding.quote}")
    case.append(failure)
    return case
