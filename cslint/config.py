"""What the configuration says, all its files laid over one another; data only, the rulebook obeys it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cslint.configfile import (
    PRESETS,
    ConfigFile,
    Entry,
    find_config_file,
    in_line,
    names,
    read_config_file,
    shown,
)
from cslint.document import ReadOptions
from cslint.errors import CslintError
from cslint.globs import glob_matches
from cslint.shape import Step

_LEVELS = ("off", "info", "warning", "error")


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
    speech_level: str = "any"
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    rule_dirs: tuple[Path, ...] = ()
    terms_keep: tuple[str, ...] = ()
    terms_add: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileEntry, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    placeholders: tuple[str, ...] | None = None
    channel: str | None = None
    layers: tuple[ConfigFile, ...] = field(default=(), compare=False, repr=False)

    def place(self, *path: Step, key: bool = False) -> str | None:
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
        relative = self._relative(path)
        said = FileEntry("")
        for entry in self.files:
            if glob_matches(entry.glob, relative):
                said = entry.over(said)
        read = ReadOptions(said.audience, said.reply_fields, said.situation_fields, said.title_fields)
        return FileSettings(said.situation, read, bool(said.sent), said.channel or self.channel)

    def covers(self, path: Path) -> bool:
        """Tell whether the file at `path` is to be linted: some `include` glob, if there are any, and no `exclude` one."""
        relative = self._relative(path)
        included = not self.include or any(glob_matches(glob, relative) for glob in self.include)
        return included and not any(glob_matches(glob, relative) for glob in self.exclude)

    def _relative(self, path: Path) -> str:
        # Not `resolve`: a link into another folder is meant by the name it has here.
        return Path(os.path.relpath(path, self.root)).as_posix()


def load_config(start: Path) -> Config:
    """Return the configuration for the file or folder `start`: the nearest one in its folder or above, or the default.

    In one folder `cslint.yaml` comes before `[tool.cslint]` of pyproject.toml. Raises CslintError for a file that
    cannot be read, an unknown key, a wrong type, an unknown level, and a path in `rule-dirs` or `extends` that is not there.
    """
    absolute = Path(os.path.abspath(start))  # noqa: PTH100 -- resolve() would follow links out of the repository
    folder = absolute if absolute.is_dir() else absolute.parent
    file = find_config_file(folder)
    return _laid(tuple(in_line(file))) if file else Config(folder)


def read_config(path: Path) -> Config:
    """Return the configuration written in the file `path`, whatever its name. Raises CslintError as `load_config` does."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- as in load_config
    return _laid(tuple(in_line(read_config_file(absolute))))


def _laid(layers: tuple[ConfigFile, ...]) -> Config:
    """Lay the files over one another: lists grow, a later word on one thing replaces the earlier."""
    top, shapes = layers[-1], [layer.shape for layer in layers]
    presets = dict.fromkeys(name for shape in shapes for name in names(shape.extends) if name in PRESETS)
    return Config(
        root=top.path.parent,
        path=shown(top.path),
        extends=tuple(presets) or ("recommended",),
        speech_level=_last([shape.speech_level for shape in shapes]) or "any",
        rules=_rules(layers),
        rule_dirs=tuple(folder for layer in layers for folder in _folders(layer)),
        terms_keep=tuple(name for shape in shapes for name in names(shape.terms.keep)),
        terms_add={term: plain for shape in shapes for term, plain in shape.terms.add.items()},
        files=tuple(_entry(entry) for shape in shapes for entry in shape.files),
        include=tuple(glob for shape in shapes for glob in names(shape.include)),
        exclude=tuple(glob for shape in shapes for glob in names(shape.exclude)),
        placeholders=_placeholders(layers),
        channel=_last([shape.channel for shape in shapes]),
        layers=layers,
    )


def _last(said: Sequence[str | None]) -> str | None:
    return next((word for word in reversed(said) if word is not None), None)


def _rules(layers: Sequence[ConfigFile]) -> Mapping[str, RuleSetting]:
    rules: dict[str, RuleSetting] = {}
    for layer in layers:
        for rule, said in layer.shape.rules.items():
            below = rules.get(rule, RuleSetting())
            own = said if isinstance(said, dict) else {"level": said}
            level = below.level
            if "level" in own:
                path = ("rules", rule, "level") if isinstance(said, dict) else ("rules", rule)
                level = _level(own["level"], layer.place(path))
            options = {key: option for key, option in own.items() if key != "level"}
            rules[rule] = RuleSetting(level, {**below.options, **options})
    return rules


def _level(said: object, where: str) -> str:
    if said is False:
        return "off"
    if not isinstance(said, str) or said not in _LEVELS:
        word = "true" if said is True else said
        what = "수준이 비어 있습니다." if said is None else f"모르는 수준입니다: `{word}`."
        raise CslintError(what, where, f"{', '.join(_LEVELS)} 가운데 하나로 써 주세요.")
    return said


def _folders(layer: ConfigFile) -> Iterator[Path]:
    for index, name in enumerate(names(layer.shape.rule_dirs)):
        folder = Path(os.path.normpath(layer.path.parent / name))
        if not folder.is_dir():
            where = layer.place(("rule-dirs", index))
            raise CslintError(
                f"규칙 폴더가 없습니다: `{name}`.", where, "설정 파일이 있는 폴더에서 본 경로로 써 주세요."
            )
        yield folder


def _placeholders(layers: Sequence[ConfigFile]) -> tuple[str, ...] | None:
    for layer in reversed(layers):
        said = layer.shape.placeholders
        if said is True:
            raise CslintError("`true`는 쓸 수 없습니다.", layer.place(("placeholders",)), "목록이나 off로 써 주세요.")
        if said in (False, "off"):
            return ()
        if isinstance(said, str | tuple):
            return names(said)
    return None


def _entry(entry: Entry) -> FileEntry:
    columns = entry.columns
    fields = (names(columns.reply), names(columns.situation), names(columns.title))
    return FileEntry(entry.glob, entry.situation, entry.audience, *fields, entry.channel, entry.sent)
