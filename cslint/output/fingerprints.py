"""Names for findings that hold while the file around them changes, so that other tools know what is new."""

import hashlib
from collections import Counter

from cslint.findings import FileReport, Finding
from cslint.source import Source

# Code points around the words that tell one place from another.
_CONTEXT = 16


def fingerprints(report: FileReport) -> list[str]:
    """Return one fingerprint (32 hex digits) for each finding of `report`, in order; none if it could not be read.

    No two are the same in one file. Made of the path, the rule, the reply's title, and the words with those around them in
    their line; equal ones are numbered. Line numbers play no part: text added elsewhere leaves a fingerprint as it is.
    """
    if report.source is None:
        return []
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in report.findings:
        key = (report.path, finding.rule, finding.reply or "", finding.quote, *_around(report.source, finding))
        made.append(fingerprint(*key, str(seen[key])))
        seen[key] += 1
    return made


def fingerprint(*parts: str) -> str:
    """Return 32 hex digits that stand for `parts`."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _around(source: Source, finding: Finding) -> tuple[str, str]:
    start, end = finding.span.start, finding.span.end
    before = source.text[max(0, start - _CONTEXT) : start]
    after = source.text[end : end + _CONTEXT]
    # Only the line itself: what stands above and below is free to change.
    last = (before.splitlines() or [""])[-1] if not before.endswith(("\n", "\r")) else ""
    first = (after.splitlines() or [""])[0]
    return " ".join(last.split()), " ".join(first.split())
