"""JUnit XML, which CI servers show as test results: a file is a suite, a finding a test.

JUnit knows no levels: a finding that fails the run is a failed test, any other a passed one that tells it as its output.
"""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from cslint.findings import FileReport, Finding
from cslint.output.labels import LEVELS
from cslint.output.region import Region, regions, told
from cslint.output.summary import Page, Summary
from cslint.output.xmltree import clean, element, written


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return the document. A file without findings is one test that passes, a file that could not be read or written has one in error."""
    del page
    root = element(
        "testsuites",
        name="cslint",
        tests=sum(map(_tests, reports)),
        failures=sum(len(report.failing) for report in reports),
        errors=summary.failed,
    )
    root.extend(_suite(report) for report in reports)
    return written(root)


def _tests(report: FileReport) -> int:
    return len(report.findings) + (report.error is not None) or 1


def _suite(report: FileReport) -> ET.Element:
    suite = element(
        "testsuite",
        name=report.path,
        tests=_tests(report),
        failures=len(report.failing),
        errors=int(report.error is not None),
        time=0,
    )
    suite.extend(_cases(report))
    return suite


def _cases(report: FileReport) -> Iterator[ET.Element]:
    if report.error is not None or not report.findings:
        case = element("testcase", classname=report.path, name="cslint", time=0)
        if report.failure:
            case.append(element("error", type=report.failure.value, message=report.error or ""))
        yield case
    for finding, region in regions(report):
        yield _case(report.path, finding, region, fails=finding.level >= report.fail_level)


def _case(path: str, finding: Finding, region: Region, *, fails: bool) -> ET.Element:
    place = region.start
    where = f"{place.cell}:{place.line}:{place.column}" if place.cell else f"{place.line}:{place.column}"
    case = element("testcase", classname=path, name=f"{finding.rule} ({where})", time=0)
    message, context = told(finding, region), f"{path}:{where}\n{finding.quote}"
    if fails:
        outcome = element("failure", type=finding.level.key, message=message)
        outcome.text = clean(context)
    else:
        outcome = element("system-out")
        outcome.text = clean(f"{LEVELS[finding.level]}: {message}\n{context}")
    case.append(outcome)
    return case
