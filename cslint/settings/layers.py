"""Configuration files laid over one another: what `cslint.settings.config` holds, made of what `cslint.settings.configfile` reads."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.settings.config import Config, FileEntry, RuleSetting
from cslint.settings.configfile import (
    PRESETS,
    ConfigFile,
    Entry,
    Limited,
    find_config_file,
    in_line,
    names,
    read_config_file,
    shown,
)

_LEVELS = ("off", "info", "warning", "error")
T = TypeVar("T")


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
        fail_level=_last([shape.fail_level for shape in shapes]) or "warning",
        rules=_rules(layers),
        rule_dirs=tuple(folder for layer in layers for folder in _folders(layer)),
        terms_keep=tuple(name for shape in shapes for name in names(shape.terms.keep)),
        terms_add={term: plain for shape in shapes for term, plain in shape.terms.add.items()},
        files=tuple(_entry(entry) for shape in shapes for entry in shape.files),
        include=tuple(glob for shape in shapes for glob in names(shape.include)),
        exclude=tuple(glob for shape in shapes for glob in names(shape.exclude)),
        placeholders=_placeholders(layers),
        channel=_last([shape.channel for shape in shapes]),
        limits=_limits([shape.limits for shape in shapes]),
        layers=layers,
    )


def _last(said: Sequence[T | None]) -> T | None:
    return next((word for word in reversed(said) if word is not None), None)


def _limits(said: Sequence[Limited]) -> Limits:
    names = (limit.name for limit in fields(Limits))
    given = {name: [figure for each in said if (figure := getattr(each, name)) is not None] for name in names}
    return Limits(**{name: figures[-1] for name, figures in given.items() if figures})


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
        folder = Path(os.path.normpath(layer.path.parent / name.replace("\\", "/")))
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
