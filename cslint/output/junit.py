"""JUnit XML, which CI servers show as test results: a file is a suite, a finding a test.

JUnit knows no levels: a finding that fails the run is a failed test, any other a passed one that tells it as its output.
"""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from cslint.findings import FileReport, Finding, Level
from cslint.output.labels import LEVELS
from cslint.output.region import Region, regions, told
from cslint.output.summary import Page, Summary
from cslint.output.xmltree import clean, element, written


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return the document. A file without findings is one test that passes, a file that could not be read or written has one in error."""
    root = element(
        "testsuites",
        name="cslint",
        tests=sum(map(_tests, reports)),
        failures=sum(_failures(report, page.fail_level) for report in reports),
        errors=summary.failed,
    )
    root.extend(_suite(report, page.fail_level) for report in reports)
    return written(root)


def _tests(report: FileReport) -> int:
    return len(report.findings) + (report.error is not None) or 1


def _failures(report: FileReport, fail_level: Level) -> int:
    return sum(finding.level >= fail_level for finding in report.findings)


def _suite(report: FileReport, fail_level: Level) -> ET.Element:
    suite = element(
        "testsuite",
        name=report.path,
        tests=_tests(report),
        failures=_failures(report, fail_level),
        errors=int(report.error is not None),
        time=0,
    )
    suite.extend(_cases(report, fail_level))
    return suite


def _cases(report: FileReport, fail_level: Level) -> Iterator[ET.Element]:
    if report.error is not None or not report.findings:
        case = element("testcase", classname=report.path, name="cslint", time=0)
        if report.failure:
            case.append(element("error", type=report.failure.value, message=report.error or ""))
        yield case
    for finding, region in regions(report):
        yield _case(report.path, finding, region, fail_level)


def _case(path: str, finding: Finding, region: Region, fail_level: Level) -> ET.Element:
    place = region.start
    where = f"{place.cell}:{place.line}:{place.column}" if place.cell else f"{place.line}:{place.column}"
    case = element("testcase", classname=path, name=f"{finding.rule} ({where})", time=0)
    message, context = told(finding, region), f"{path}:{where}\n{finding.quote}"
    if finding.level >= fail_level:
        outcome = element("failure", type=finding.level.key, message=message)
        outcome.text = clean(context)
    else:
        outcome = element("system-out")
        outcome.text = clean(f"{LEVELS[finding.level]}: {message}\n{context}")
    case.append(outcome)
    return case
