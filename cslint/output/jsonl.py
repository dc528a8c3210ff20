"""The JSON report line by line, for streams and for `jq`: a line a file, a line a finding, and the summary last."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cslint import __version__
from cslint.findings import FileReport
from cslint.output.json import file_entry, finding_entries, kiwi_version, summary_entry
from cslint.output.summary import Page, Summary


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return one JSON object a line, each with a `type`: `file`, `finding` (behind its file) or `summary` (the last).

    The other fields are those of the JSON report. `page.statistics` adds `statistics` to the summary.
    """
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(reports, summary, page))


def _lines(reports: Sequence[FileReport], summary: Summary, page: Page) -> Iterator[dict[str, Any]]:
    for report in reports:
        yield {"type": "file", **file_entry(report)}
        yield from ({"type": "finding", **entry} for entry in finding_entries(report))
    closing: dict[str, Any] = {
        "type": "summary",
        "version": 1,
        "cslint": __version__,
        "kiwi": kiwi_version(),
        **summary_entry(summary),
    }
    if page.statistics:
        closing["statistics"] = dict(summary.rules)
    yield closing
