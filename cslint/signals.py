"""What happens when somebody wants the program to end: it cleans up and goes, and a report is written whole or not at all."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
# How long a report that is being written when Ctrl-C is pressed may still take; whoever reads it may have stopped.
_PATIENCE_SECONDS = 1.0
_ENDINGS = ("SIGTERM", "SIGHUP")  # the second is not known everywhere


@contextmanager
def cleanly_ended() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the block like an exception, SystemExit with 128 and the signal's number.

    So temporary files go and child processes end. A signal that is ignored (nohup) stays ignored.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        known = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
        before = {number: signal.signal(number, _end) for number in known if signal.getsignal(number) == signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # it is enough to be told once
    raise SystemExit(128 + number)


@contextmanager
def finished() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block, for a second at most; then KeyboardInterrupt is raised, or the program ends."""
    if threading.current_thread() is not threading.main_thread() or not callable(signal.getsignal(signal.SIGINT)):
        yield
        return
    waiting: list[threading.Timer] = []

    def wait(_number: int, _frame: FrameType | None) -> None:
        if not waiting:
            waiting.append(threading.Timer(_PATIENCE_SECONDS, os._exit, (INTERRUPTED,)))
            waiting[0].daemon = True
            waiting[0].start()

    before = signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if waiting:
            waiting[0].cancel()
    if waiting:
        raise KeyboardInterrupt
