"""What earlier runs found out, in one SQLite file of the user's cache folder; only a shortcut, never needed.

Values are JSON beside a checksum, so a damaged or foreign file costs time and nothing else: whatever is wrong with it,
the cache closes itself, says so in `problem`, and the run goes on without. Several processes may share the file.
"""

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

# The shape of the tables. Each has a file of its own, so that two versions side by side do not quarrel.
_SCHEMA = 1
_NAME = f"cache-{_SCHEMA}.sqlite3"
_APPLICATION = 0x63736C31  # marks the file as ours
_TABLE = """CREATE TABLE IF NOT EXISTS kept (
    key BLOB PRIMARY KEY, kind INTEGER NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID"""
_BUSY_SECONDS = 3.0
_ASKED_AT_ONCE = 500
_CHECK = 8
_DAY = 86_400
# Beyond this many bytes the half that was not used for longest goes.
_LARGEST = 256 * 1024 * 1024


class Kind(IntEnum):
    """What is kept."""

    RESULT = 1
    SENTENCE = 2
    RULES = 3
    CONFIG = 4


@dataclass(frozen=True, slots=True)
class Contents:
    """What a cache holds: where, how many bytes the file has, how many entries of each kind."""

    path: Path
    size: int
    entries: Mapping[Kind, int]


def folder() -> Path:
    """Return the folder of the cache: CSLINT_CACHE_DIR, else the user's own cache folder. It need not exist."""
    if named := os.environ.get("CSLINT_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415  (not needed when the folder is named)

    return user_cache_path("cslint", appauthor=False)


def digest(*parts: str | bytes) -> bytes:
    """Return a key for `parts`; different sequences have different keys."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.digest()


class Cache:
    """Values by key, of several kinds. What is put is written by `flush`, in one short transaction.

    `problem` is None, or one Korean line that says why nothing is kept; from then on nothing is found and nothing kept.
    """

    def __init__(self, where: Path | None = None, largest: int = _LARGEST) -> None:
        """Open or create the cache in the folder `where`, by default the user's. Never raises."""
        self.problem: str | None = None
        self._where, self._largest = where, largest
        self._waiting: dict[bytes, tuple[Kind, bytes]] = {}
        self._used: set[bytes] = set()
        self._today = int(time.time()) // _DAY
        self._db: sqlite3.Connection | None = None
        try:
            self._db = _opened((where or folder()) / _NAME)
        except (OSError, RuntimeError, sqlite3.Error) as error:
            self._give_up(error)

    def again(self) -> "Cache":
        """Return the same cache opened once more: a copy of this process must not use what the original opened."""
        return Cache(self._where, self._largest)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Any]:
        """Return the values kept for `keys`, those of them that are there and whole."""
        found: dict[bytes, Any] = {}
        for key, text in self.texts(keys).items():
            with suppress(ValueError):
                found[key] = json.loads(text)
        return found

    def texts(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values kept for `keys` as `get` does, but as JSON text, for those who know what to expect in it."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            part = keys[start : start + _ASKED_AT_ONCE]
            marks = ",".join("?" * len(part))
            for key, value, used in self._run(f"SELECT key, value, used FROM kept WHERE key IN ({marks})", part):  # noqa: S608 -- question marks only
                if _is_whole(key, value):
                    found[key] = value[_CHECK:]
                    if used < self._today:
                        self._used.add(key)
        return found

    def put(self, kind: Kind, key: bytes, value: Any) -> None:
        """Keep `value`, plain JSON data; what JSON cannot hold is not kept."""
        with suppress(TypeError, ValueError):
            self.put_text(kind, key, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def put_text(self, kind: Kind, key: bytes, text: bytes) -> None:
        """Keep a value that is JSON text already."""
        if self._db is not None:
            self._waiting[key] = (kind, _checksum(key, text) + text)

    def flush(self) -> None:
        """Write what was put since the last time, and which entries were used today."""
        if self._db is None or not (self._waiting or self._used):
            return
        rows = [(key, int(kind), value, self._today) for key, (kind, value) in self._waiting.items()]
        used = [(self._today, key) for key in self._used]
        self._waiting, self._used = {}, set()
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                self._db.executemany("UPDATE kept SET used = ? WHERE key = ?", used)
                _prune(self._db, self._largest)
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            # Another process writes for longer than we wait: this run's results are not kept, the next one's will be.
            if "locked" not in str(error):
                self._give_up(error)

    def close(self) -> None:
        """Write what waits and let go of the file."""
        self.flush()
        if self._db is not None:
            self._db.close()
            self._db = None

    def _run(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: Exception) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None
        self._waiting, self._used = {}, set()
        what = "저장해 둔 결과가 망가져 쓰지 않았습니다." if _is_damage(error) else "결과를 저장해 둘 수 없습니다."
        hint = (
            "`cslint cache clear`로 지워 주세요."
            if _is_damage(error)
            else "폴더 권한을 확인하거나 --no-cache를 써 주세요."
        )
        self.problem = f"{what} {hint}"


def clear(where: Path | None = None) -> int:
    """Delete the caches of all versions in the folder `where` and return how many bytes that freed. Raises OSError."""
    size = 0
    for path in _files(where or folder()):
        size += path.stat().st_size
        path.unlink()
    return size


def contents(where: Path | None = None) -> Contents:
    """Return what the cache holds; one that is not there or cannot be read holds nothing."""
    within = where or folder()
    path = within / _NAME
    size = sum(file.stat().st_size for file in _files(within))
    entries = dict.fromkeys(Kind, 0)
    if path.exists():
        cache = Cache(within)
        for kind, count in cache._run("SELECT kind, count(*) FROM kept GROUP BY kind"):  # noqa: SLF001 -- same module
            if kind in entries:
                entries[Kind(kind)] = count
        cache.close()
    return Contents(path, size, entries)


def _files(within: Path) -> Iterable[Path]:
    return sorted(path for path in within.glob("cache-*.sqlite3*") if path.is_file())


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        if _mark(db) != (_APPLICATION, _SCHEMA):
            _create(db)
        db.execute("PRAGMA synchronous=NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _mark(db: sqlite3.Connection) -> tuple[int, int]:
    return _number(db, "PRAGMA application_id"), _number(db, "PRAGMA user_version")


def _create(db: sqlite3.Connection) -> None:
    """Make the table in an empty file. Raises DatabaseError for a file that is somebody else's."""
    with suppress(sqlite3.OperationalError):  # another process is doing it at this moment
        db.execute("PRAGMA journal_mode=WAL")
    db.execute("BEGIN IMMEDIATE")
    if _mark(db) != (_APPLICATION, _SCHEMA):
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("not ours")
        db.execute(_TABLE)
        db.execute(f"PRAGMA application_id={_APPLICATION}")
        db.execute(f"PRAGMA user_version={_SCHEMA}")
    db.execute("COMMIT")


def _prune(db: sqlite3.Connection, largest: int) -> None:
    pages, free, size = (_number(db, f"PRAGMA {name}") for name in ("page_count", "freelist_count", "page_size"))
    if (pages - free) * size > largest:
        half = _number(db, "SELECT count(*) FROM kept") // 2 + 1
        db.execute("DELETE FROM kept WHERE key IN (SELECT key FROM kept ORDER BY used, kind LIMIT ?)", (half,))


def _number(db: sqlite3.Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])


def _checksum(key: bytes, text: bytes) -> bytes:
    return hashlib.blake2b(key + text, digest_size=_CHECK).digest()


def _is_whole(key: bytes, value: Any) -> bool:
    """Tell whether no byte of a kept value is other than what was written."""
    return isinstance(value, bytes) and _checksum(key, value[_CHECK:]) == value[:_CHECK]


def _is_damage(error: Exception) -> bool:
    """Tell a damaged or foreign file, which should go, from a folder that cannot be used."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
