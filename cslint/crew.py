"""Copies of this process that share its work: what it has loaded they need not load, which only a fork can give."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Beyond these the one Kiwi that all of them ask would be what they wait for.
_MOST = 3

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
# Does the work for some items, in their order.
Work = Callable[[Sequence[Asked]], list[Answer]]


def processors() -> int:
    """Return how many processors this process may run on, which in a container can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def room() -> int:
    """Return how many copies this machine has room for beside the process itself; 0 where processes cannot be copied.

    macOS can copy them, but its libraries do not expect it.
    """
    if sys.platform != "linux":
        return 0
    return max(0, min(_MOST, processors() - 1))


class Crew(Generic[Asked, Answer]):
    """This process and its copies."""

    def __init__(self, count: int, begin: Callable[[int], Work[Asked, Answer]]) -> None:
        """Copy this process, which must have no other thread; `begin(number)` is called in each copy and does its work.

        Where there can be no copy, there is none.
        """
        self._copies: list[_Copy] = []
        with suppress(OSError):
            for number in range(count):
                self._copies.append(_Copy(begin, number))

    def share(self, items: Sequence[Asked], weigh: Callable[[Asked], int], work: Work[Asked, Answer]) -> list[Answer]:
        """Return the answer to each item, in order; each process gets as much weight as the others, `work` is our part.

        What a copy cannot do (it was ended, or `work` raised there) is done here in its place.
        """
        weights = [weigh(item) for item in items]
        parts: list[list[int]] = [[] for _ in range(len(self._copies) + 1)]
        loads = [0] * len(parts)
        for at in sorted(range(len(items)), key=lambda at: -weights[at]):
            lightest = loads.index(min(loads))
            parts[lightest].append(at)
            loads[lightest] += weights[at]
        ours, *theirs = map(sorted, parts)
        asked = [copy.send([items[at] for at in part]) for copy, part in zip(self._copies, theirs, strict=True)]
        found = dict(zip(ours, work([items[at] for at in ours]), strict=True))
        for copy, part, sent in zip(tuple(self._copies), theirs, asked, strict=True):
            answers = copy.reply() if sent else None
            if answers is None:
                self._copies.remove(copy)
                copy.close()
                answers = work([items[at] for at in part])
            found.update(zip(part, answers, strict=True))
        return [found[at] for at in range(len(items))]

    def close(self) -> None:
        """End the copies, whatever they do."""
        while self._copies:
            self._copies.pop().close()


class _Copy:
    """One copy, seen from the original."""

    def __init__(self, begin: Callable[[int], Work[Any, Any]], number: int) -> None:
        import multiprocessing  # noqa: PLC0415 -- 14 ms, which a run that copies nothing need not spend

        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(begin, number, theirs, self._pipe), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, items: Sequence[Any]) -> bool:
        """Ask for some items, and tell whether anybody listens."""
        try:
            self._pipe.send(items)
        except OSError:
            return False
        return True

    def reply(self) -> list[Any] | None:
        """Wait for the answers; None if the copy has ended."""
        try:
            answers: list[Any] = self._pipe.recv()
        except (OSError, EOFError):
            return None
        return answers

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _work(begin: Callable[[int], Work[Any, Any]], number: int, pipe: "Connection", other_end: "Connection") -> None:
    """Answer until the other end is closed, by our original or by its death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; our original decides and ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    other_end.close()
    # What goes wrong here goes wrong again in the original, which knows how to say it.
    with suppress(Exception):
        work = begin(number)
        while True:
            pipe.send(work(pipe.recv()))
