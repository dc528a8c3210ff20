"""What findings depend on besides the file: the program, its rules, the configuration and what the run asks for."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from cslint import __version__
from cslint.cache import digest
from cslint.files import read_file
from cslint.limits import Limits
from cslint.settings.config import Config, FileEntry, RuleSetting

PACKAGE = Path(__file__).parent.parent
SHIPPED = next(
    folder
    for folder in (PACKAGE / "_rules", PACKAGE.parent / "rules")
    if folder.is_dir() or folder.parent.name != "cslint"
)
_ENGINE = ("kiwipiepy", "kiwipiepy_model")
_READERS = ("google_re2", "pyromark", "msgspec", "openpyxl", "python_docx", "lxml", "pyyaml")


def rule_files(folder: Path) -> Iterator[Path]:
    """Yield the rule files of a folder and of those below it, in a stable order."""
    found: list[str] = []
    for here, _, names in os.walk(folder):
        found += [os.path.join(here, name) for name in names if name.endswith((".yaml", ".yml"))]  # noqa: PTH118 -- hundreds of files
    yield from map(Path, sorted(found))


def of_rules(folders: tuple[Path, ...]) -> bytes:
    """Return the digest of the rule files of `folders`, names and contents. A file that cannot be read counts as empty."""
    parts: list[str | bytes] = []
    for folder in folders:
        for path in rule_files(folder):
            parts += [str(path.relative_to(folder)), _bytes(path)]
        parts.append("")
    return digest(*parts)


@lru_cache(maxsize=1)
def of_shipped() -> bytes:
    """Return the digest of the shipped rules, which stay as they are while the program runs."""
    return of_rules((SHIPPED,))


@lru_cache(maxsize=1)
def of_modules() -> bytes:
    """Return the digest of the program's modules: what an editable install holds changes without a new version."""
    return digest(*(_bytes(path) for path in sorted(PACKAGE.rglob("*.py"))))


@lru_cache(maxsize=1)
def of_program() -> bytes:
    """Return the digest of the program itself: its version, its modules, its libraries."""
    return digest(__version__, of_engine(), sys.version, *versions(_READERS), of_modules())


@lru_cache(maxsize=1)
def of_engine() -> bytes:
    """Return the digest of what Kiwi makes of a sentence depends on, without loading it."""
    return digest(*versions(_ENGINE), os.environ.get("KIWI_ARCH_TYPE", ""))


def of_run(config: Config, choice: object) -> bytes:
    """Return the digest of all that findings depend on besides a file and its settings. `choice` has a telling repr."""
    # Where the configuration lies says nothing; another checkout of the same files may use the same results. Nor does what
    # fails a run: it changes no finding.
    apart = ("root", "rule_dirs", "fail_level")
    said = {key: value for key, value in spelled(config).items() if key not in apart}
    said_line = json.dumps(said, sort_keys=True, ensure_ascii=False, default=repr)
    return digest(of_program(), of_shipped(), of_rules(config.rule_dirs), said_line, repr(choice))


def spelled(config: Config) -> dict[str, Any]:
    """Return a configuration as plain data, its places left out."""
    return {
        "root": str(config.root),
        "path": config.path,
        "extends": config.extends,
        "speech_level": config.speech_level,
        "fail_level": config.fail_level,
        "rules": {name: [setting.level, setting.options] for name, setting in config.rules.items()},
        "rule_dirs": [str(folder) for folder in config.rule_dirs],
        "terms_keep": config.terms_keep,
        "terms_add": config.terms_add,
        "files": [[getattr(entry, name) for name in FileEntry.__slots__] for entry in config.files],
        "include": config.include,
        "exclude": config.exclude,
        "placeholders": config.placeholders,
        "channel": config.channel,
        "limits": asdict(config.limits),
    }


def unspelled(data: Mapping[str, Any]) -> Config:
    """Return the configuration that `spelled` made `data` of, without places. Raises KeyError, TypeError or ValueError for other data."""
    known = {name: tuple(data[name]) for name in ("extends", "terms_keep", "include", "exclude")}
    return Config(
        root=Path(data["root"]),
        path=data["path"],
        speech_level=data["speech_level"],
        fail_level=data["fail_level"],
        rules={name: RuleSetting(level, options) for name, (level, options) in data["rules"].items()},
        rule_dirs=tuple(map(Path, data["rule_dirs"])),
        terms_add=data["terms_add"],
        files=tuple(map(_entry, data["files"])),
        placeholders=None if data["placeholders"] is None else tuple(data["placeholders"]),
        channel=data["channel"],
        limits=Limits(**data["limits"]),
        **known,
    )


def _entry(values: Sequence[Any]) -> FileEntry:
    fields: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
    return FileEntry(*fields)


def _bytes(path: Path) -> bytes:
    try:
        return read_file(path)
    except OSError:
        return b""


def versions(names: Sequence[str]) -> list[str]:
    """Return the versions of installed distributions, "" for one that is not; importlib.metadata takes 20 ms to import."""
    found = dict.fromkeys(names, "")
    for folder in sys.path:
        try:
            entries = os.listdir(folder or ".")  # noqa: PTH208 -- names only, of hundreds of entries
        except OSError:
            continue
        for entry in entries:
            name, _, version = entry.removesuffix(".dist-info").partition("-")
            if entry.endswith(".dist-info") and found.get(name.lower()) == "":
                found[name.lower()] = version
    return list(found.values())
