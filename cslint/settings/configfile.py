"""Configuration files as written: found, read, checked for shape, and put in line with the files they extend."""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from cslint.errors import CslintError
from cslint.files import is_file, read_file
from cslint.limits import DEEPEST
from cslint.settings.shape import Placed, Step, close_to, shaped
from cslint.settings.yamlfile import read_yaml
from cslint.source import Source

PRESETS = ("recommended", "strict", "all")
_FILES = ("cslint.yaml", "cslint.yml")

# The speech level a configuration asks of every reply.
AskedLevel = Literal["hapsyo", "haeyo", "any"]
# The level from which on findings fail a run.
FailLevel = Literal["error", "warning", "info"]
Names = str | tuple[str, ...]
Positive = Annotated[int, msgspec.Meta(ge=1)]


class Terms(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`terms`: words to let pass, and words to replace by plainer ones."""

    keep: Names = ()
    add: dict[str, str] = {}


class Columns(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`columns`: the names of the columns or keys that hold the reply, its situation, its title."""

    reply: Names = ()
    situation: Names = ()
    title: Names = ()


class Entry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of `files`."""

    glob: str
    situation: str | None = None
    audience: Literal["customer", "agent", "mixed"] | None = None
    columns: Columns = Columns()
    channel: str | None = None
    sent: bool | None = None


class Limited(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, frozen=True):
    """`limits`: the figures of `cslint.limits.Limits` that the file gives; None leaves one to the files below."""

    file_size: Positive | None = None
    line_length: Positive | None = None
    nesting: Annotated[int, msgspec.Meta(ge=1, le=DEEPEST)] | None = None
    cells: Positive | None = None
    archive_ratio: Positive | None = None
    archive_size: Positive | None = None
    findings: Annotated[int, msgspec.Meta(ge=0)] | None = None


class Shape(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, frozen=True):
    """The whole file; `rules` is free inside, for only the rulebook knows each rule's options."""

    extends: Names = ()
    speech_level: AskedLevel | None = None
    fail_level: FailLevel | None = None
    rules: dict[str, str | bool | dict[str, Any]] = {}
    rule_dirs: Names = ()
    terms: Terms = Terms()
    files: tuple[Entry, ...] = ()
    include: Names = ()
    exclude: Names = ()
    placeholders: bool | Names | None = None
    channel: str | None = None
    limits: Limited = Limited()


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """One configuration file: what it says, as plain data and in shape, and where each part of it stands."""

    path: Path
    data: Mapping[str, Any]
    shape: Shape
    place: Placed

    def holds(self, path: Sequence[Step]) -> bool:
        """Tell whether the file says something at `path`."""
        data: Any = self.data
        for step in path:
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                return False
        return True


def names(said: Names) -> tuple[str, ...]:
    """Return a name or a list of names as names."""
    return (said,) if isinstance(said, str) else tuple(said)


def shown(path: Path) -> str:
    """Return `path` as people read it: from the current folder if it lies below, with `/`."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def find_config_file(folder: Path) -> ConfigFile | None:
    """Return the nearest configuration in `folder` (absolute) or above it; in one folder cslint.yaml comes first."""
    for here in (folder, *folder.parents):
        for name in _FILES:
            if is_file(here / name):
                return read_config_file(here / name)
        toml = here / "pyproject.toml"
        if is_file(toml) and (file := _read_toml(toml)):
            return file
    return None


def in_line(file: ConfigFile, above: tuple[Path, ...] = ()) -> Iterator[ConfigFile]:
    """Yield the files that `file` extends, and theirs, each before what extends it; `file` itself comes last.

    Raises CslintError for a name that is neither a preset nor a file, and for files that extend each other.
    """
    for index, name in enumerate(names(file.shape.extends)):
        if name in PRESETS:
            continue
        path = Path(os.path.normpath(file.path.parent / name.replace("\\", "/")))
        where = file.place(("extends", index))
        if not is_file(path):
            hint = "경로를 확인해 주세요." if "." in name or "/" in name else close_to(name, PRESETS)
            raise CslintError(f"이어받을 설정을 찾을 수 없습니다: `{name}`.", where, hint)
        if path in (file.path, *above):
            raise CslintError(f"설정 파일이 서로를 이어받습니다: `{name}`.", where, "`extends`에서 한쪽을 지워 주세요.")
        yield from in_line(read_config_file(path), (*above, file.path))
    yield file


def read_config_file(path: Path) -> ConfigFile:
    """Return the configuration written at `path` (absolute), a TOML or a YAML file."""
    if path.suffix == ".toml":
        file = _read_toml(path)
        if file is None:
            raise CslintError("`[tool.cslint]` 표가 없습니다.", shown(path))
        return file
    yaml = read_yaml(shown(path), _text(path))
    data = {} if yaml.value is None else yaml.value
    return ConfigFile(path, data, shaped(data, Shape, yaml.place), yaml.place)


def _read_toml(path: Path) -> ConfigFile | None:
    """Return the table `[tool.cslint]`, or None if there is none. TOML gives no places, so a key path stands for one."""
    text = _text(path)
    try:
        tool = tomllib.loads(text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if "cslint" not in text:
            return None  # somebody else's file, and their tools will say so
        raise CslintError("TOML 문법에 맞지 않습니다.", shown(path), f"({error})") from error
    if not isinstance(tool, dict) or "cslint" not in tool:
        return None

    file = shown(path)

    def place(path: Sequence[Step], *, key: bool = False) -> str:  # noqa: ARG001 -- a key has no place of its own
        return f"{file}: tool.cslint{''.join(f'[{step}]' if isinstance(step, int) else f'.{step}' for step in path)}"

    return ConfigFile(path, tool["cslint"], shaped(tool["cslint"], Shape, place), place)


def _text(path: Path) -> str:
    try:
        return Source.decode(shown(path), read_file(path)).text
    except FileNotFoundError as error:
        raise CslintError("설정 파일이 없습니다.", shown(path), "경로를 확인해 주세요.") from error
    except OSError as error:
        hint = "파일을 읽을 권한이 있는지 확인해 주세요."
        raise CslintError("설정 파일을 읽을 수 없습니다.", shown(path), hint) from error
