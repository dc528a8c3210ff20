"""What cslint reports; finished when made, never changed after."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

from cslint.source import Edit, Source, SourceSpan

if TYPE_CHECKING:
    from cslint.document import Document


class Level(IntEnum):
    """How grave: `ERROR` a senior editor would block it, `WARNING` rewrite it, `INFO` style."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def key(self) -> str:
        """The word written in files and reports: info, warning or error."""
        return _LEVEL_KEYS[self]


_LEVEL_KEYS = ("", "info", "warning", "error")


class Safety(Enum):
    """`SAFE` keeps the meaning and may be applied unseen; `UNSAFE` wants a look."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(NamedTuple):
    """Edits that belong together."""

    edits: tuple[Edit, ...]
    safety: Safety


# Where a situation is known from, the surest first.
FoundBy = Literal["comment", "declared", "heading", "path", "inferred"]


class FoundSituation(NamedTuple):
    """The situation a reply was judged by, and what it is known from.

    `name` is what people call it, `배송 지연`. `by_name`: the writer named it; a heading or a cell whose wording only
    points to it (`배달이 늦을 때`) does not.
    """

    id: str
    source: FoundBy
    name: str = ""
    by_name: bool = True


class Finding(NamedTuple):
    """One defect at one place of one source.

    `quote` is the text under `span` as a reader sees it, escapes and entities read; `reply` the title or id of the reply it lies in.
    `suggestion` is what a writer could put there: words, or a skeleton to fill in; never applied unless in `fix`.
    """

    span: SourceSpan
    rule: str
    category: str
    level: Level
    message: str
    quote: str
    suggestion: str | None = None
    reply: str | None = None
    situation: FoundSituation | None = None
    fix: Fix | None = None


class Failure(Enum):
    """What could not be done with a file, by the word that stands for a rule's id in reports for machines."""

    READ = "unreadable-file"
    WRITE = "unwritable-file"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file: its findings in source order, and the line that says why it could not be read or written.

    `error` is set when the file could not be read, and `source` None if not even its text could; with `unwritten` it was
    read, and `error` says why it could not be changed: `findings` are those it still has. `path` is as given, with `/`.
    `document` is there only for reports that show whole replies. `omitted` findings are left out of `findings`
    (`limits: findings`). `fail_level` is the level from which on findings of this file fail the run.
    """

    path: str
    format: str
    source: Source | None
    findings: tuple[Finding, ...] = ()
    replies: int = 0
    error: str | None = None
    document: "Document | None" = field(default=None, compare=False, repr=False)
    omitted: int = 0
    unwritten: bool = False
    fail_level: Level = Level.WARNING

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings that fail the run."""
        return tuple(finding for finding in self.findings if finding.level >= self.fail_level)

    @property
    def failure(self) -> "Failure | None":
        """What could not be done with the file, None if all could."""
        if self.error is None:
            return None
        return Failure.WRITE if self.unwritten else Failure.READ

    def gravest(self, most: int) -> "FileReport":
        """Return the report with at most `most` findings (0: all), the gravest and of equals the first, in source order."""
        if not most or len(self.findings) <= most:
            return self
        kept = tuple(gravest(self.findings, most))
        return replace(self, findings=kept, omitted=self.omitted + len(self.findings) - most)


def gravest(findings: Sequence[Finding], most: int) -> list[Finding]:
    """Return `most` findings, the gravest and of equals the first, in the order given."""
    # Sorting is stable: of equals the first are kept.
    order = sorted(range(len(findings)), key=lambda at: -findings[at].level)
    return [findings[at] for at in sorted(order[:most])]
