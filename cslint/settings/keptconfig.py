"""Configurations as earlier runs read them, so that a run with nothing new to lint needs no YAML reader.

What reads them (`layers.py`) is imported when there is something to read.
"""

# ruff: noqa: PLC0415

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cslint.cache import Cache, Kind, digest
from cslint.files import is_file, read_file
from cslint.settings.config import Config
from cslint.settings.fingerprint import of_program, spelled, unspelled

CONFIG_FILES = ("cslint.yaml", "cslint.yml", "pyproject.toml")


def nearest(folder: Path, cache: Cache | None) -> Config:
    """Return the configuration for files of `folder`, as `load_config` does, and raise what it raises."""
    if cache is None:
        return _loaded(folder)
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 -- as in load_config
    for path in _candidates(absolute):
        key = _key(path)
        known = cache.get([key]).get(key)
        if known == "":  # a pyproject.toml that says nothing of cslint
            continue
        config = _kept(known)
        if config is not None:
            return config
        return _read(_loaded(folder), absolute, cache)
    return Config(absolute)


def written(path: Path, cache: Cache | None) -> Config:
    """Return the configuration written in the file `path`, as `read_config` does, and raise what it raises."""
    if cache is None or not is_file(path):
        return _written(path)
    key = _key(Path(os.path.abspath(path)))  # noqa: PTH100 -- as in read_config
    config = _kept(cache.get([key]).get(key))
    if config is None:
        config = _written(path)
        _keep(config, key, cache)
    return config


def with_places(config: Config) -> Config:
    """Return the same configuration, read again if it was a kept one: errors shall say where the mistake is."""
    return config if config.layers or config.path is None else _written(Path(config.path))


def _loaded(folder: Path) -> Config:
    from cslint.settings.layers import load_config

    return load_config(folder)


def _written(path: Path) -> Config:
    from cslint.settings.layers import read_config

    return read_config(path)


def _read(config: Config, folder: Path, cache: Cache) -> Config:
    """Keep what the files above `folder` were found to say."""
    top = config.layers[-1].path if config.layers else None
    for path in _candidates(folder):
        if path == top:
            _keep(config, _key(path), cache)
            break
        cache.put(Kind.CONFIG, _key(path), "")
    return config


def _candidates(folder: Path) -> Iterator[Path]:
    for here in (folder, *folder.parents):
        yield from (here / name for name in CONFIG_FILES if is_file(here / name))


def _key(path: Path) -> bytes:
    """Return the key of a configuration file: what it holds, where it lies, and from where it is seen."""
    try:
        data = read_file(path)
    except OSError:
        data = b""
    return digest("config", of_program(), os.getcwd(), str(path), data)  # noqa: PTH109 -- a str is wanted


def _keep(config: Config, key: bytes, cache: Cache) -> None:
    below = [[str(layer.path), _key(layer.path).hex()] for layer in config.layers[:-1]]
    cache.put(Kind.CONFIG, key, [below, spelled(config)])


def _kept(known: Any) -> Config | None:
    """Return a kept configuration, if the files it extends are as they were and its rule folders still there."""
    try:
        below, data = known
        if any(_key(Path(path)).hex() != hashed for path, hashed in below):
            return None
        config = unspelled(data)
    except (KeyError, TypeError, ValueError):
        return None
    return config if all(folder.is_dir() for folder in config.rule_dirs) else None
