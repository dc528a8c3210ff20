"""Which replies changed since a git revision: told by what they say, so a reply that only moved is not news."""

import os
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cslint.document import Document, Reply
from cslint.errors import CslintError
from cslint.findings import FileReport, Finding
from cslint.reading.replymap import ReplyMap, text_of
from cslint.source import Source

_OPTION = "--diff-base"


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between the working tree and a revision.

    `root` is the repository's folder and `commit` what the work is compared with. `before` gives for each changed or new
    file, by its path from the root in NFC, the path it had then; None for a new one.
    """

    root: Path
    commit: str
    before: Mapping[str, str | None]

    def touches(self, path: Path) -> bool:
        """Tell whether the file at `path` changed; one outside of the repository always counts as changed."""
        relative = self._relative(path)
        return relative is None or relative in self.before

    def old(self, path: Path) -> bytes | None:
        """Return what the file at `path` held then, changed since or not; None if it is new or outside of the repository.

        Raises CslintError if git cannot say.
        """
        relative = self._relative(path)
        if relative is None:
            return None
        was = self.before[relative] if relative in self.before else self._spelled(relative)
        return _git(self.root, "cat-file", "blob", f"{self.commit}:{was}") if was else None

    def _spelled(self, relative: str) -> str | None:
        """Return the name by which the revision has an unchanged file, None if it does not have it."""
        names = _names(_git(self.root, "ls-tree", "-r", "-z", "--name-only", self.commit))
        return next((name for name in names if _composed(name) == relative), None)

    def _relative(self, path: Path) -> str | None:
        whole = path.parent.resolve() / path.name
        return _composed(whole.relative_to(self.root).as_posix()) if whole.is_relative_to(self.root) else None


def changes_since(revision: str, folder: Path) -> Changes:
    """Return what changed in the repository of `folder` since `revision`, counted from where the work branched off it.

    Files that git does not know yet are new. Raises CslintError without git, outside of a repository, and for a
    revision it does not know.
    """
    root = Path(_git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")).resolve()
    commit = _commit(revision, root)
    before: dict[str, str | None] = {}
    fields = iter(_names(_git(root, "diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", commit, "--")))
    for status in fields:
        path = next(fields)
        if status.startswith(("R", "C")):
            before[_composed(next(fields))] = path
        elif status != "D":
            before[_composed(path)] = None if status == "A" else path
    new = _names(_git(root, "ls-files", "--others", "--exclude-standard", "-z"))
    before.update(dict.fromkeys(map(_composed, new)))
    return Changes(root, commit, before)


def restricted(report: FileReport, old: Document | None) -> FileReport:
    """Return `report`, which has its `document`, with the findings in replies that `old` does not have.

    Outside of replies a finding stands if its line is new. Without `old` all is new.
    """
    if old is None or report.document is None or report.source is None:
        return report
    places = ReplyMap(report.document)
    known = {_said(reply) for reply in old.replies}
    lines = set(old.source.text.splitlines())
    source = report.source

    def is_new(finding: Finding) -> bool:
        reply = places.reply_at(finding.span)
        return _said(reply) not in known if reply else not lines.issuperset(_lines(source, finding))

    return replace(report, findings=tuple(filter(is_new, report.findings)))


def _said(reply: Reply) -> tuple[str, str | None, str | None]:
    """Return what makes a reply the same reply: its words, its title and the situation written at it."""
    return text_of(reply), reply.title, reply.declared


def _lines(source: Source, finding: Finding) -> list[str]:
    """Return the whole lines a finding stands in."""
    text, span = source.text, finding.span
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    stops = [at for at in (text.find("\n", span.end), text.find("\r", span.end)) if at >= 0]
    return text[start : min(stops, default=len(text))].splitlines()


def _commit(revision: str, root: Path) -> str:
    """Return the commit at which the work branched off `revision`, or that of `revision` where histories do not meet."""
    try:
        named = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except CslintError as error:
        hint = "가지나 커밋 이름을 확인해 주세요. CI에서는 이력을 모두 받아야 합니다(fetch-depth: 0)."
        raise CslintError(f"git이 모르는 판입니다: {revision}", _OPTION, hint) from error
    commit = named.decode("ascii").strip()
    try:
        return _git(root, "merge-base", commit, "HEAD").decode("ascii").strip()
    except CslintError:
        return commit


def _git(folder: Path, *arguments: str) -> bytes:
    """Return what git prints. Raises CslintError with git's own first line if it fails, or if there is no git."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        ran = subprocess.run(  # noqa: S603 -- no shell; the revision is checked by git itself
            ["git", "-c", "core.quotePath=off", *arguments],  # noqa: S607 -- the user's own git
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise CslintError("git을 실행하지 못했습니다.", _OPTION, "git이 설치되어 있는지 확인해 주세요.") from error
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
        if any("not a git repository" in line for line in said):
            raise CslintError("git 저장소가 아닙니다.", _OPTION, "저장소 안에서 실행해 주세요.")
        raise CslintError(f"git이 실패했습니다({said[0] if said else ran.returncode}).", _OPTION)
    return ran.stdout


def _composed(path: str) -> str:
    # Git and a Mac need not agree on how Hangul in a name is spelled.
    return unicodedata.normalize("NFC", path)


def _names(printed: bytes) -> list[str]:
    """Return the fields of `-z` output."""
    return [name.decode("utf-8", "surrogateescape") for name in printed.split(b"\0") if name]
