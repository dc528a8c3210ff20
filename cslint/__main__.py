"""The program: `cslint`, and `python -m cslint` alike."""

import os
import signal
import sys
from io import TextIOWrapper
from typing import NoReturn, TextIO

_INTERRUPTED = 130


def run() -> None:
    """Run the command line and exit as `cslint.cli` says; an interrupt is quiet from the first import to the last word."""
    try:
        _read_korean_names()
        sys.stdout, sys.stderr = _ready(sys.stdout, "replace"), _ready(sys.stderr, "backslashreplace")
        from cslint.cli import main  # noqa: PLC0415 -- importing takes long enough to be interrupted

        main()
    except KeyboardInterrupt:
        _leave()
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            _leave()
        raise
    finally:
        # All is said; Python only tidies up now, and would tell of an interrupt at length.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _ready(stream: TextIO | None, errors: str) -> TextIO:
    """Return a stream to write Korean to, whatever the console can show; nowhere if it was closed (`>&-`)."""
    if stream is None:
        stream = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors=errors)
    return stream


def _leave() -> NoReturn:
    """Exit at once. Left to itself, Python may end by the signal once more, if it first came inside of an `exec`."""
    os._exit(_INTERRUPTED)


def _read_korean_names() -> None:
    """Start again in Python's UTF-8 mode where the locale (`LC_ALL=C`) takes file names for anything but Korean."""
    try:
        os.fsencode("가")
    except UnicodeEncodeError:
        if sys.executable and not sys.flags.utf8_mode:
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 -- ourselves


if __name__ == "__main__":
    run()
