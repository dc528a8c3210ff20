"""Files read and written whole: nothing but regular files is read, and whoever writes leaves the old bytes or the new ones.

A process that is killed in the middle of a write may leave a hidden `.cslint-*.tmp` beside the file, never half a file.
"""

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cslint.errors import CslintError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class NotAFileError(OSError):
    """A folder, a pipe or a device: reading it might wait for ever, or never end."""


def is_file(path: Path) -> bool:
    """Tell whether there is a regular file at `path`; a path that the system cannot even ask for is none."""
    return os.path.isfile(path)  # noqa: PTH113 -- Path.is_file raises for a name too long and a closed folder


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder at `path`; a path that the system cannot even ask for is none."""
    return os.path.isdir(path)  # noqa: PTH112 -- as in is_file


def is_there(path: Path) -> bool:
    """Tell whether there is anything at `path`, its name written in composed or, as macOS does, in decomposed Hangul."""
    text = str(path)
    return any(os.path.exists(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")) or os.path.exists(text)  # noqa: PTH110


def real(path: Path) -> Path:
    """Return `path` from the root on with all links followed; never raises, where links go in a circle either."""
    return Path(os.path.realpath(path))


def path_from(folder: Path, path: str | Path) -> str:
    """Return `path` as it is written from `folder`, with `/`; the whole path where the two are on different drives."""
    try:
        seen = os.path.relpath(path, folder)
    except ValueError:  # only on Windows
        seen = os.path.abspath(path)  # noqa: PTH100 -- links are not followed
    return Path(seen).as_posix()


def readable(path: Path) -> str:
    """Return `path` as text with `/`; bytes in it that are no UTF-8 (an old archive's names) become question marks."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_file(path: Path) -> bytes:
    """Return the bytes of the regular file at `path`. Raises NotAFileError for anything else, OSError as `open` does."""
    # Opening a pipe waits for somebody who writes, unless told not to.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:  # noqa: PTH123 -- a handle
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotAFileError(errno.EINVAL, "not a regular file", str(path))
        return file.read()


def write_file(path: Path, data: bytes) -> None:
    """Put `data` in the file at `path` in one step: whoever looks, or is left after a crash, sees the old file or the new.

    A link stays a link, the file keeps its mode and owner, a new one has those of any new file. What is no regular file
    (`/dev/stdout`) is written as it is. Raises OSError, the old file untouched, if there is no room or no permission.
    """
    there = _status(path)
    if there is not None and not stat.S_ISREG(there.st_mode):
        with path.open("wb") as file:
            file.write(data)
        return
    path = real(path)
    if there is not None and not os.access(path, os.W_OK):  # a file is not to be replaced where it is not to be written
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    with _beside(path, data, 0o666 if there is None else 0o600) as made:
        if there is not None:
            _like(made, there)
        made.replace(path)


def create_file(path: Path, data: bytes) -> None:
    """Make the file `path` with all of `data` in it, or none. Raises FileExistsError if there is one, OSError as `write_file`."""
    with _beside(path, data, 0o666) as made:
        try:
            os.link(made, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            made.replace(path)


def unreadable(path: str, error: OSError) -> CslintError:
    """Return what to tell of a file, `path` as people gave it, that `error` kept from being read."""
    if isinstance(error, NotAFileError | IsADirectoryError):
        hint = "표준 입력으로 주시려면 `cslint check -`를 써 주세요."
        return CslintError("보통 파일이 아니라 읽지 않았습니다.", path, hint)
    if isinstance(error, PermissionError):
        return CslintError("읽을 권한이 없습니다.", path, "파일 권한을 확인해 주세요.")
    if isinstance(error, FileNotFoundError):
        return CslintError("그런 파일이나 폴더가 없습니다.", path, "경로를 확인해 주세요.")
    if error.errno == errno.ENAMETOOLONG:
        return CslintError("이름이 너무 길어 읽지 못했습니다.", path, "경로를 확인해 주세요.")
    if error.errno == errno.ELOOP:
        return CslintError("링크가 돌고 돌아 읽지 못했습니다.", path, "링크를 확인해 주세요.")
    return CslintError(f"파일을 읽지 못했습니다({error.strerror}).", path)


def unwritten(what: str, path: Path, error: OSError) -> CslintError:
    """Return the error `what` for a file that `error` kept from being written, with the mend that suits the reason."""
    if error.errno in _FULL:
        return CslintError(what, path.as_posix(), "남은 공간이 없습니다. 공간을 마련한 뒤 다시 해 주세요.")
    if error.errno in _CLOSED:
        return CslintError(what, path.as_posix(), "파일과 폴더의 쓰기 권한을 확인해 주세요.")
    return CslintError(what, path.as_posix(), "경로와 쓰기 권한을 확인해 주세요.")


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


@contextmanager
def _beside(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """Write `data` to a new file in the folder of `path`, down to the disk; what is still there at the end goes."""
    # Not named after `path`, whose name may be as long as a name can be.
    made = path.parent / f".cslint-{os.urandom(8).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(made, flags, mode), "wb") as file:  # noqa: PTH123 -- a handle
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield made
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def _like(made: Path, there: os.stat_result) -> None:
    """Give `made` the owner and mode of the file it stands in for, as far as this user may."""
    with suppress(OSError, AttributeError):  # Windows has no chown
        os.chown(made, there.st_uid, there.st_gid)
    with suppress(OSError):
        made.chmod(stat.S_IMODE(there.st_mode))
