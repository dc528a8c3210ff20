"""Findings that were there before cslint was: counted by file, reply and rule, and left in peace until they change.

Counts, not places: text that moves does not come back as new, and a reply can only get better.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from cslint.errors import CslintError
from cslint.files import is_there, path_from, read_file, unwritten, write_file
from cslint.findings import FileReport, Finding
from cslint.jsontext import json_text
from cslint.reading.replymap import ReplyMap, name_of

VERSION = 1
# What stands in place of a reply's name for text outside of replies.
OUTSIDE = ""


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    """The file: path → reply → rule → count."""

    version: int
    findings: dict[str, dict[str, dict[str, int]]]


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """What is counted together: a rule in one reply of one file; `path` is relative to the baseline's folder, with `/`."""

    path: str
    reply: str
    rule: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings. `folder` is where the file lies, which paths are relative to."""

    folder: Path
    counts: Mapping[Counted, int]

    @classmethod
    def of(cls, reports: Iterable[FileReport], folder: Path) -> "Baseline":
        """Count the findings of `reports`, which have their `document`."""
        return cls(folder, Counter(place for report in reports for place, _ in _placed(report, folder)))

    def unknown(self, report: FileReport) -> FileReport:
        """Return `report` without what is known.

        Where a reply has more findings of a rule than were counted, all of them are told: which is new, no count can say.
        """
        placed = list(_placed(report, self.folder))
        found = Counter(place for place, _ in placed)
        kept = (finding for place, finding in placed if found[place] > self.counts.get(place, 0))
        return replace(report, findings=tuple(kept))

    def pruned(self, reports: Sequence[FileReport]) -> "Baseline":
        """Return this baseline without what is gone from `reports`: counts sink, nothing is added.

        Files that `reports` do not speak of stay as they are, unless they are no longer there; so do unreadable ones.
        """
        now = Baseline.of(reports, self.folder).counts
        read = {_path(report.path, self.folder) for report in reports if report.error is None}
        kept = {}
        for place, count in self.counts.items():
            there = place.path not in read and is_there(self.folder / place.path)
            left = count if there else min(count, now.get(place, 0)) if place.path in read else 0
            if left:
                kept[place] = left
        return Baseline(self.folder, kept)

    def stale(self, reports: Sequence[FileReport]) -> int:
        """Return how many known findings are gone from `reports`."""
        return sum(self.counts.values()) - sum(self.pruned(reports).counts.values())


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in the file at `path`. Raises CslintError for one that is missing, unreadable or of another shape."""
    try:
        shape = msgspec.json.decode(read_file(path), type=_Shape)
    except OSError as error:
        what = "기준 파일이 없습니다." if isinstance(error, FileNotFoundError) else "기준 파일을 읽지 못했습니다."
        hint = "`cslint baseline create`로 만들 수 있습니다."
        raise CslintError(what, path.as_posix(), hint) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _amiss(path) from error
    if shape.version != VERSION:
        raise _amiss(path)
    counts = {
        Counted(file, reply, rule): count
        for file, replies in shape.findings.items()
        for reply, rules in replies.items()
        for rule, count in rules.items()
    }
    return Baseline(path.parent, counts)


def _amiss(path: Path) -> CslintError:
    return CslintError(
        "기준 파일의 내용을 읽을 수 없습니다.",
        path.as_posix(),
        "`cslint baseline create --force`로 다시 만들어 주세요.",
    )


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Write `baseline` to `path`, sorted, a line a count, so that changes are easy to review. Raises CslintError if it cannot."""
    findings: dict[str, dict[str, dict[str, int]]] = {}
    for place in sorted(baseline.counts):
        findings.setdefault(place.path, {}).setdefault(place.reply, {})[place.rule] = baseline.counts[place]
    text = json_text({"version": VERSION, "findings": findings})
    try:
        write_file(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise unwritten("기준 파일을 쓰지 못했습니다.", path, error) from error


def _placed(report: FileReport, folder: Path) -> Iterable[tuple[Counted, Finding]]:
    """Yield the findings of a report with what they are counted as."""
    places = ReplyMap(report.document) if report.document else None
    path = _path(report.path, folder)
    for finding in report.findings:
        reply = places.reply_at(finding.span) if places else None
        name = name_of(reply) if reply else finding.reply or OUTSIDE
        yield Counted(path, unicodedata.normalize("NFC", name), finding.rule), finding


def _path(path: str, folder: Path) -> str:
    """Return a report's path as a baseline in `folder` writes it: the same wherever the run was started."""
    return unicodedata.normalize("NFC", path_from(folder, path))
