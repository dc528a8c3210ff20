"""What the configuration says, all its files laid over one another; data only, the rulebook obeys it.

Reading it is `layers.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cslint.document import ReadOptions
from cslint.files import path_from
from cslint.limits import Limits
from cslint.settings.globs import glob_matches

if TYPE_CHECKING:
    from cslint.settings.configfile import AskedLevel, ConfigFile, FailLevel
    from cslint.settings.shape import Step


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What is set for one rule: `level` off, info, warning, error or None (the rule's own), and its options."""

    level: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What is said of the files a glob means; None and () leave a thing to other entries, then to the defaults."""

    glob: str
    situation: str | None = None
    audience: str | None = None
    reply_fields: tuple[str, ...] = ()
    situation_fields: tuple[str, ...] = ()
    title_fields: tuple[str, ...] = ()
    channel: str | None = None
    sent: bool | None = None

    def over(self, below: "FileEntry") -> "FileEntry":
        """Return what both say of a file, this entry first."""
        return FileEntry(
            self.glob,
            self.situation or below.situation,
            self.audience or below.audience,
            self.reply_fields or below.reply_fields,
            self.situation_fields or below.situation_fields,
            self.title_fields or below.title_fields,
            self.channel or below.channel,
            below.sent if self.sent is None else self.sent,
        )


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What holds for one file: `situation` from its path, how to read it, its channel, whether it is sent as it is."""

    situation: str | None = None
    read: ReadOptions = field(default_factory=ReadOptions)
    sent: bool = False
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of a run.

    `root` is the folder globs are relative to; `path` the file as shown to people, None if there is none. `extends`
    holds preset names only; files that were extended are already laid under (`layers`, the undermost first). `rule_dirs`
    are existing folders. `placeholders` None means the default syntaxes, () none.
    """

    root: Path
    path: str | None = None
    extends: tuple[str, ...] = ("recommended",)
    speech_level: "AskedLevel" = "any"
    fail_level: "FailLevel" = "warning"
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    rule_dirs: tuple[Path, ...] = ()
    terms_keep: tuple[str, ...] = ()
    terms_add: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileEntry, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    placeholders: tuple[str, ...] | None = None
    channel: str | None = None
    limits: Limits = field(default_factory=Limits)
    layers: "tuple[ConfigFile, ...]" = field(default=(), compare=False, repr=False)

    def place(self, *path: "Step", key: bool = False) -> str | None:
        """Return where the value at `path` is written: `place("rules", "long-sentence")`, `place("files", 0, "situation")`.

        `file:line:column` in YAML, `file: key path` in TOML; with `key`, of the key. The number of a `files` entry is
        its number in `Config.files`. None if there is no file at all.
        """
        layers = list(self.layers)
        if len(path) > 1 and path[0] == "files" and isinstance(path[1], int):
            index = path[1]
            while layers and index >= len(layers[0].shape.files):
                index -= len(layers.pop(0).shape.files)
            path, layers = ("files", index, *path[2:]), layers[:1]
        holding = [layer for layer in layers if layer.holds(path)] or list(self.layers)
        return holding[-1].place(path, key=key) if holding else None

    def for_file(self, path: Path) -> FileSettings:
        """Return what holds for the file at `path`; of the `files` entries that match, the last to say a thing wins."""
        relative = self._relative(path) if self.files else ""
        said = FileEntry("")
        for entry in self.files:
            if glob_matches(entry.glob, relative):
                said = entry.over(said)
        read = ReadOptions(said.audience, said.reply_fields, said.situation_fields, said.title_fields, self.limits)
        return FileSettings(said.situation, read, bool(said.sent), said.channel or self.channel)

    def covers(self, path: Path) -> bool:
        """Tell whether the file at `path` is to be linted: some `include` glob, if there are any, and no `exclude` one."""
        relative = self._relative(path) if self.include or self.exclude else ""
        included = not self.include or any(glob_matches(glob, relative) for glob in self.include)
        return included and not any(glob_matches(glob, relative) for glob in self.exclude)

    def _relative(self, path: Path) -> str:
        # Not `resolve`: a link into another folder is meant by the name it has here.
        return path_from(self.root, path)
