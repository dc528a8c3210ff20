"""What a run came to in numbers, and the page a report is printed on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cslint.findings import Failure, FileReport, Level


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run: findings by level, files, replies, findings by rule.

    `unread` of the files could not be read; `unwritten` others could not be changed as they should have been.
    """

    error: int
    warning: int
    info: int
    files: int
    unread: int
    unwritten: int
    replies: int
    rules: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, reports: Sequence[FileReport]) -> "Summary":
        """Count `reports`; rules come most frequent first, equals by id."""
        findings = [finding for report in reports for finding in report.findings]
        levels = Counter(finding.level for finding in findings)
        rules = Counter(finding.rule for finding in findings)
        failures = Counter(report.failure for report in reports)
        return cls(
            error=levels[Level.ERROR],
            warning=levels[Level.WARNING],
            info=levels[Level.INFO],
            files=len(reports),
            unread=failures[Failure.READ],
            unwritten=failures[Failure.WRITE],
            replies=sum(report.replies for report in reports),
            rules=tuple(sorted(rules.items(), key=lambda rule: (-rule[1], rule[0]))),
        )

    @property
    def findings(self) -> int:
        """How many findings of any level."""
        return self.error + self.warning + self.info

    @property
    def failed(self) -> int:
        """How many files could not be read or could not be changed."""
        return self.unread + self.unwritten


@dataclass(frozen=True, slots=True)
class Note:
    """What the manual says of a rule, for reports that explain: what it asks for, and why."""

    summary: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a report is written on: `width` in terminal columns, whether it takes colour, and whether to add counts by rule.

    `notes` hold the manual of rules by id; a finding's rule may be missing there.
    """

    width: int = 100
    colour: bool = False
    statistics: bool = False
    notes: Mapping[str, Note] = field(default_factory=dict)
