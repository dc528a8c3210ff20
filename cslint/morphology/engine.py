"""Kiwi in a process of its own: it loads while rules are compiled, and reads sentences while others are judged.

Kiwi holds Python's lock while it loads, so a thread would not do. Requests and replies are lines of JSON over pipes, answered
in order. Run as `python -m cslint.morphology.engine` by `Engine`; whoever uses that falls back to a Kiwi of its own when it is lost.
"""

# ruff: noqa: PLC0415

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterable, Sequence
from typing import IO, Any

# Stretches of a sentence that Kiwi shall take as one morpheme: start, end, form, tag.
Spans = Sequence[tuple[int, int, str, str]]
# Form, tag without `-I` and `-R`, start, end; of every morpheme, one behind the other.
Flat = list[Any]


class EngineLostError(Exception):
    """The process has ended or says what nobody can read."""


def load(words: Iterable[tuple[str, str]]) -> Any:
    """Return a Kiwi that knows `words`, (form, tag) pairs."""
    from kiwipiepy import Kiwi

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Two workers for batches; the dictionary of multi-word names changed none of 335 CS sentences.
        kiwi = Kiwi(num_workers=2, load_multi_dict=False)
    for form, tag in words:
        teach(kiwi, form, tag)
    return kiwi


def teach(kiwi: Any, form: str, tag: str) -> None:
    """Have Kiwi know a word; a noun at -4: high enough to win where it knows none, low enough to lose elsewhere (guide 0.6)."""
    kiwi.add_user_word(form, tag, -4.0 if tag.startswith("N") else 0.0)


def tokenized(kiwi: Any, sentences: Sequence[tuple[str, Spans]]) -> list[Flat]:
    """Return the morphemes of each sentence; order is kept."""
    found: list[Flat] = [[]] * len(sentences)
    plain = [at for at, (_, spans) in enumerate(sentences) if not spans]
    for at, tokens in zip(plain, kiwi.tokenize([sentences[at][0] for at in plain]) if plain else (), strict=True):
        found[at] = _flat(tokens)
    for at, (text, spans) in enumerate(sentences):
        if spans:
            found[at] = _flat(kiwi.tokenize(text, pretokenized=_pretokenized(spans)))
    return found


def joined(kiwi: Any, morphemes: Sequence[Sequence[Any]]) -> str:
    """Return morphemes, (form, tag, spaced) each, as they are spelled together."""
    return str(kiwi.join([tuple(morpheme) for morpheme in morphemes]))


def _pretokenized(spans: Spans) -> list[Any]:
    from kiwipiepy import PretokenizedToken

    return [(start, end, PretokenizedToken(form, tag, 0, end - start)) for start, end, form, tag in spans]


def _flat(tokens: Iterable[Any]) -> Flat:
    found: Flat = []
    for token in tokens:
        found += (token.form, token.tag.partition("-")[0], token.start, token.end)
    return found


class Line:
    """One line to the process: requests out, replies back in order. Both methods raise EngineLostError once it is gone."""

    def __init__(self, out: IO[bytes], back: IO[bytes]) -> None:
        """Write requests to `out` and read replies from `back`."""
        self._out, self._back = out, back
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._sent = self._read = 0
        self._replies: dict[int, Any] = {}
        self._reader: threading.Thread | None = None

    def send(self, *request: Any) -> int:
        """Ask for something and return the number of the reply: `words`, `tokens` or `join`, and its argument."""
        if self._reader is None:
            # The process must never wait for us to read while we wait for it to read. Not sooner: no thread outlives a fork.
            self._reader = threading.Thread(target=_pump, args=(self._back, self._lines), daemon=True)
            self._reader.start()
        try:
            self._out.write(_spelled(request))
            self._out.flush()
        except (OSError, ValueError) as error:
            raise EngineLostError from error
        self._sent += 1
        return self._sent

    def reply(self, number: int) -> Any:
        """Wait for the reply to a request; each can be had once."""
        while number not in self._replies:
            line = self._lines.get()
            if line is None:
                self._lines.put(None)
                raise EngineLostError
            try:
                self._read += 1
                self._replies[self._read] = json.loads(line)
            except ValueError as error:
                raise EngineLostError from error
        return self._replies.pop(number)

    def close(self) -> None:
        """Let go of the line; the process must have ended, or the reader waits for it."""
        if self._reader is not None:
            self._reader.join()
        for pipe in (self._out, self._back):
            with contextlib.suppress(OSError):
                pipe.close()


class Engine:
    """The process, seen from outside: its `line`, and as many `spare` ones for workers that are copies of this process."""

    def __init__(self, spare: int = 0) -> None:
        """Start the process, which begins to load Kiwi at once. Raises OSError if there can be none."""
        # -P: a folder `cslint` where the command runs must not be taken for this package.
        command = [sys.executable, "-P", "-m", "cslint.morphology.engine"]
        theirs: list[int] = []
        spares = []
        for _ in range(spare):
            (asked, out), (back, answered) = os.pipe(), os.pipe()
            theirs += asked, answered
            spares.append(Line(os.fdopen(out, "wb"), os.fdopen(back, "rb")))
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- this interpreter, this module
                [*command, *map(str, theirs)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=theirs,
            )
        finally:
            for end in theirs:
                os.close(end)
        self.spare = tuple(spares)
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError
        self.line = Line(self._process.stdin, self._process.stdout)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for line in (self.line, *self.spare):
            line.close()


def _spelled(message: Any) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _pump(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes | None]") -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in pipe:
            lines.put(line)
    lines.put(None)


class _Server:
    """Answers the requests of every line, one at a time."""

    def __init__(self) -> None:
        self._kiwi = load(())
        self._taught: set[tuple[str, str]] = set()
        self._turn = threading.Lock()

    def serve(self, asked: IO[bytes], answered: IO[bytes]) -> None:
        """Answer until nobody asks any more."""
        with contextlib.suppress(BrokenPipeError):
            for line in asked:
                with self._turn:
                    answer = self._answer(*json.loads(line))
                answered.write(_spelled(answer))
                answered.flush()

    def _answer(self, what: str, asked: Any) -> Any:
        if what == "tokens":
            return tokenized(self._kiwi, asked)
        if what == "join":
            return joined(self._kiwi, asked)
        for form, tag in asked:
            if (form, tag) not in self._taught:  # every line asks for the words of the same rules
                self._taught.add((form, tag))
                teach(self._kiwi, form, tag)
        self._kiwi.tokenize("가")  # builds what the first sentence would wait for
        return None


def _serve(ends: Sequence[int]) -> None:
    """Answer on the standard streams, and on the pairs of pipe ends that were handed to us."""
    server = _Server()
    for asked, answered in zip(ends[::2], ends[1::2], strict=True):
        pipes = os.fdopen(asked, "rb"), os.fdopen(answered, "wb")
        threading.Thread(target=server.serve, args=pipes, daemon=True).start()
    server.serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        _serve([int(end) for end in sys.argv[1:]])
