"""Suppression comments put into files for findings that are to stay, proven by reading and linting again.

A comment is written only where it silences just the findings it was written for and leaves every text as it reads.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cslint.document import Document
from cslint.errors import CslintError
from cslint.findings import FileReport, Finding
from cslint.fixing import Lint, Parse, Repair, edited
from cslint.reading.replymap import ReplyMap
from cslint.source import Edit, Source, SourceSpan
from cslint.suppression import CATEGORY

# How a format writes a comment. Others have none, or none that says where it belongs (CSV, JSON, spreadsheets).
COMMENTS: dict[str, str] = {
    "markdown": "<!-- cslint: {} -->",
    "html": "<!-- cslint: {} -->",
    "xml": "<!-- cslint: {} -->",
    "text": "# cslint: {}",
    "yaml": "# cslint: {}",
    "properties": "# cslint: {}",
    "po": "#. cslint: {}",
    "strings": "/* cslint: {} */",
}
# How many lines above the words a comment may have to stand: over `body: |`, over `msgid`, over `<string>`.
_MOST_LINES_UP = 4

_INDENT = re.compile(r"[ \t]*(?:>[ \t]?)*")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Silenced:
    """What came of one file: its texts before and after with the report of how it reads now, and what could not be silenced."""

    repair: Repair
    left: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Findings that one comment silences: those of one block. `line` is the offset where the block's line begins."""

    line: int
    findings: tuple[Finding, ...]

    @property
    def rules(self) -> str:
        return ", ".join(sorted({finding.rule for finding in self.findings}))


def check_reason(reason: str) -> None:
    """Raise ValueError with a Korean line if `reason` says nothing or would end a comment."""
    if not re.search(r"\w", reason):
        raise ValueError("왜 그대로 두는지 적어 주세요.")
    if "--" in reason or "*/" in reason or _LINE_END.search(reason):
        raise ValueError("이유에는 `--`, `*/`, 줄바꿈을 쓸 수 없습니다.")


def silence(document: Document, report: FileReport, reason: str, lint: Lint, parse: Parse) -> Silenced:
    """Return `document`, which `report` is about, with a comment for each block that has findings; nothing is written.

    `parse` reads a changed source as the document was read. Raises CslintError as `lint` does.
    """
    attempt = _Attempt(document, report, reason, lint, parse)
    # Findings about suppressions are mended, not suppressed.
    wanted = [finding for finding in report.findings if finding.category != CATEGORY]
    if document.format in COMMENTS:
        waiting = _groups(document, wanted)
        for up in range(_MOST_LINES_UP + 1):
            attempt.up = up
            attempt.try_all(waiting)
            waiting = [group for group in waiting if group not in attempt.accepted]
    written = {id(finding) for group in attempt.accepted for finding in group.findings}
    done = Repair(attempt.report, len(written), document.source, attempt.document)
    return Silenced(done, tuple(finding for finding in wanted if id(finding) not in written))


def _groups(document: Document, findings: Sequence[Finding]) -> list[_Group]:
    places = ReplyMap(document)
    groups: dict[int, list[Finding]] = {}
    for finding in findings:
        segment = places.segment_at(finding.span)
        if segment is None:
            continue
        start = min(segment.span.start, segment.block.start) if segment.block else segment.span.start
        groups.setdefault(_line_start(document.source.text, start), []).append(finding)
    return [_Group(line, tuple(found)) for line, found in sorted(groups.items())]


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


class _Attempt:
    """Tries comments on one document, all at once if that works, else by halves; keeps those that prove good."""

    def __init__(self, document: Document, report: FileReport, reason: str, lint: Lint, parse: Parse) -> None:
        self.document, self.report, self.up = document, report, 0
        self.accepted: dict[_Group, Edit] = {}
        self._source, self._found = document.source, report.findings
        self._texts = _texts(document)
        self._comment, self._reason = COMMENTS.get(document.format, ""), " ".join(reason.split())
        self._lint, self._parse = lint, parse

    def try_all(self, groups: Sequence[_Group]) -> None:
        """Accept as many of `groups` as can be accepted together, their comments `up` lines above them."""
        if not groups or self._accepts(groups) or len(groups) == 1:
            return
        half = len(groups) // 2
        self.try_all(groups[:half])
        self.try_all(groups[half:])

    def _accepts(self, groups: Sequence[_Group]) -> bool:
        added = {group: edit for group in groups if (edit := self._edit(group)) is not None}
        if len(added) < len(groups):
            return False
        wanted = {**self.accepted, **added}
        edits = sorted(wanted.values(), key=lambda edit: edit.span)
        try:
            document = self._parse(replace(self._source, text=edited(self._source.text, edits)))
            report = self._lint(document)
        except CslintError:
            return False
        gone = Counter(finding.rule for group in wanted for finding in group.findings)
        before = Counter(finding.rule for finding in self._found)
        if _texts(document) != self._texts or Counter(each.rule for each in report.findings) != before - gone:
            return False
        self.document, self.report, self.accepted = document, report, wanted
        return True

    def _edit(self, group: _Group) -> Edit | None:
        """Return the insertion of a comment on a line of its own, or None if the file has no such line."""
        text, line = self._source.text, group.line
        for _ in range(self.up):
            if line == 0:
                return None
            line = _line_start(text, line - (2 if text[line - 2 : line] == "\r\n" else 1))
        indent = _INDENT.match(text, line)
        comment = self._comment.format(f"ignore[{group.rules}] {self._reason}")
        return Edit(SourceSpan(line, line), f"{indent.group() if indent else ''}{comment}{_newline(self._source)}")


def _texts(document: Document) -> list[str]:
    return [segment.text for segment in document.segments]


def _newline(source: Source) -> str:
    """Return the newline a source uses, that of its first line."""
    found = _LINE_END.search(source.text)
    return found.group() if found else "\n"
