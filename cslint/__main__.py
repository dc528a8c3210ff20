"""The program: `cslint`, and `python -m cslint` alike."""

import gc
import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn, TextIO

_INTERRUPTED = 130


def run() -> None:
    """Run the command line and exit as `cslint.cli` says; an interrupt is quiet from the first import to the last word."""
    # Rules and analysed sentences stay to the end: looking them through for garbage again and again finds nothing.
    gc.set_threshold(200_000, 50, 100)
    try:
        _read_korean_names()
        sys.stdout, sys.stderr = _ready(sys.stdout, "replace"), _ready(sys.stderr, "backslashreplace")
        from cslint.cli import main  # noqa: PLC0415 -- importing takes long enough to be interrupted

        main()
    except KeyboardInterrupt:
        _leave(_INTERRUPTED)
    except SystemExit as ended:
        _leave(ended.code if isinstance(ended.code, int) else bool(ended.code))


def _ready(stream: TextIO | None, errors: str) -> TextIO:
    """Return a stream to write Korean to, whatever the console can show; nowhere if it was closed (`>&-`)."""
    if stream is None:
        stream = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors=errors)
    return stream


def _leave(code: int) -> NoReturn:
    """Exit at once, when all is said.

    Python would look through and take apart all that the process holds, for as long as it takes to judge hundreds of
    sentences; and, interrupted once more meanwhile, would tell of that at length or, if the interrupt first came inside of an
    `exec`, end by the signal.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever wrote what matters has flushed it, and told if it could not be
            stream.flush()
    os._exit(code)


def _read_korean_names() -> None:
    """Start again in Python's UTF-8 mode where the locale (`LC_ALL=C`) takes file names for anything but Korean."""
    try:
        os.fsencode("가")
    except UnicodeEncodeError:
        if sys.executable and not sys.flags.utf8_mode:
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 -- ourselves


if __name__ == "__main__":
    run()
