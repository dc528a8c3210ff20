"""Which files a run reads, in which order, and which configuration holds for each."""

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cslint.cache import Cache
from cslint.files import is_file, is_folder, path_from
from cslint.formats import FORMATS
from cslint.settings.config import Config
from cslint.settings.globs import glob_matches
from cslint.settings.keptconfig import CONFIG_FILES, nearest

# Folders of tools, never of manuals. Hidden folders are skipped anyway.
_SKIPPED_FOLDERS = frozenset(("node_modules", "venv", "env", "virtualenv", "site-packages", "__pycache__", "vendor"))
# Files of tools and of repositories that share a suffix with manuals. Hidden files are skipped anyway.
_SKIPPED_FILES = frozenset(
    (
        # Our own: the baseline, and reports under the names our manual gives them.
        *("cslint-baseline.json", "cslint.html", "cslint.json", "cslint.jsonl", "cslint.xml"),
        *("gl-code-quality-report.json",),
        *("cslint.yaml", "cslint.yml", "package.json", "package-lock.json", "composer.json", "tsconfig.json"),
        *("jsconfig.json", "lerna.json", "turbo.json", "renovate.json", "vercel.json", "firebase.json"),
        *("pnpm-lock.yaml", "pnpm-workspace.yaml", "docker-compose.yml", "docker-compose.yaml", "compose.yml"),
        *("compose.yaml", "mkdocs.yml", "mkdocs.yaml", "_config.yml", "codecov.yml", "requirements.txt"),
        *("constraints.txt", "robots.txt", "cmakelists.txt", "license.txt", "license.md", "code_of_conduct.md"),
        *("changelog.md", "contributing.md", "pom.xml", "build.xml", "web.xml", "androidmanifest.xml", "log4j2.xml"),
        *("logback.xml", "gradle.properties", "local.properties", "gradle-wrapper.properties", "log4j.properties"),
    )
)


@dataclass(frozen=True, slots=True)
class Configurations:
    """The configuration that holds for each folder: the nearest one upward, read once; or `only`, for every folder.

    `cache` spares reading again what an earlier run read.
    """

    only: Config | None = None
    cache: Cache | None = None
    _known: dict[Path, Config] = field(default_factory=dict)

    def of_folder(self, folder: Path) -> Config:
        """Return the configuration for files of `folder`. Raises CslintError for a broken one."""
        if self.only:
            return self.only
        if folder not in self._known:  # as it was given: a thousand files lie in few folders
            self._known[folder] = self._nearest(_whole(folder))
        return self._known[folder]

    def of_file(self, path: Path) -> Config:
        """Return the configuration for the file at `path`. Raises CslintError for a broken one."""
        return self.of_folder(path.parent)

    def _nearest(self, folder: Path) -> Config:
        unknown = []
        for above in (folder, *folder.parents):
            if above in self._known:
                break
            unknown.append(above)
        # From the top down, so that a folder without a configuration takes its parent's without reading it again.
        for below in reversed(unknown):
            own = below == below.parent or any(is_file(below / name) for name in CONFIG_FILES)
            self._known[below] = nearest(below, self.cache) if own else self._known[below.parent]
        return self._known[folder]


def find_files(paths: Sequence[Path], configurations: Configurations, *, force_exclude: bool = False) -> list[Path]:
    """Return the files to read for `paths`, each once, in a stable order, below the folders as they were given.

    A file is always read, whatever its suffix, unless `force_exclude` asks that what is skipped in folders is skipped
    here too. A folder gives the files of a known suffix below it, sorted by name, without hidden files and folders,
    files of other tools, rule folders, and what the configuration excludes. No path means what the configuration of
    the current folder names with `include`, else the current folder. A path that does not exist is
    yielded too: whoever reads it says so, and the other files are still linted.
    """
    found: dict[str, Path] = {}
    for path in _named(paths, configurations, force_exclude=force_exclude):
        linked = os.path.islink(path)  # noqa: PTH114 -- Path.is_symlink raises for a name too long
        found.setdefault(os.path.realpath(path) if linked else os.path.abspath(path), path)  # noqa: PTH100 -- as text
    return list(found.values())


def _named(paths: Sequence[Path], configurations: Configurations, *, force_exclude: bool) -> Iterator[Path]:
    if not paths:
        here = configurations.of_folder(Path())
        # `include` is written from the configuration's folder, which may lie above the current one.
        paths = [Path(path_from(Path(), here.root)) if here.include else Path()]
    for path in paths:
        if is_folder(path):
            yield from _walk(path, configurations)
        elif not os.path.exists(path):  # noqa: PTH110 -- as above
            yield path  # told by whoever reads it, so that the other files are still linted
        elif not (force_exclude and _is_passed_by(path, configurations.of_file(path))):
            yield path


def _is_passed_by(path: Path, config: Config) -> bool:
    """Tell whether a walk from the configuration's folder down to the file at `path` would pass it by."""
    if not _is_manual(path.name) or not config.covers(path):
        return True
    above = (folder for folder in _whole(path).parents if folder != config.root and folder.is_relative_to(config.root))
    return any(_is_skipped_folder(folder, config) for folder in above)


def _walk(top: Path, configurations: Configurations) -> Iterator[Path]:
    """Yield the files below `top`; a folder is entered once, so a loop of links ends."""
    entered: set[tuple[int, int]] = set()
    waiting = [(top, True)]
    while waiting:
        path, enterable = waiting.pop()
        if not enterable:
            yield path
            continue
        try:
            status = path.stat()
            entries = [] if (status.st_dev, status.st_ino) in entered else _entries(path)
        except OSError:
            yield path  # reading it fails with the reason, which is reported like that of an unreadable file
            continue
        entered.add((status.st_dev, status.st_ino))
        config = configurations.of_folder(path)
        waiting.extend(entry for entry in reversed(entries) if _is_kept(*entry, config))


def _entries(folder: Path) -> list[tuple[Path, bool]]:
    """Return what lies in a folder, in order, each with whether it is a folder; only files and folders. Raises OSError."""
    with os.scandir(folder) as entries:
        found = [(folder / entry.name, entry.is_dir()) for entry in entries if _is_readable(entry)]
    return sorted(found, key=lambda one: _order(one[0]))


def _is_readable(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file() or entry.is_dir()
    except OSError:  # a link to itself
        return False


def _order(path: Path) -> tuple[str, str]:
    # macOS stores decomposed Hangul: the same folder must come in the same order everywhere.
    return _composed(path.name), path.name


def _composed(name: Path | str) -> str:
    return unicodedata.normalize("NFC", str(name))


def _is_kept(path: Path, enterable: bool, config: Config) -> bool:  # noqa: FBT001 -- one of a pair
    if enterable:
        return not _is_skipped_folder(path, config)
    return _is_manual(path.name) and config.covers(path)


def _is_skipped_folder(path: Path, config: Config) -> bool:
    """Tell whether a folder is hidden or a tool's, holds rules or a virtual environment, or is excluded as a whole."""
    name = path.name
    return (
        name.startswith(".")
        or name.lower() in _SKIPPED_FOLDERS
        or is_file(path / "pyvenv.cfg")
        or _composed(_whole(path)) in map(_composed, config.rule_dirs)
        or _is_excluded(path, config)
    )


def _is_manual(name: str) -> bool:
    """Tell whether a file's name is one of customer-support texts: a known suffix, not hidden, no lock, no other tool's."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 -- a path of a thousand names takes long to make
    return suffix in FORMATS and not name.startswith((".", "~$")) and name.lower() not in _SKIPPED_FILES


def _is_excluded(folder: Path, config: Config) -> bool:
    relative = path_from(config.root, folder)
    return any(glob_matches(glob, relative) for glob in config.exclude)


def _whole(path: Path) -> Path:
    """Return `path` from the root on, as configurations write their folders: without `..`, links not followed."""
    return Path(os.path.normpath(path.absolute()))
