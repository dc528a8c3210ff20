"""Kiwi in a process of its own: it loads while rules are compiled, and reads sentences while others are judged.

Kiwi holds Python's lock while it loads, so a thread would not do. Requests and replies are lines of JSON over pipes, answered
in order. Run as `python -m cslint.engine` by `Engine`; whoever uses that falls back to a Kiwi of its own when it is lost.
"""

# ruff: noqa: PLC0415

import contextlib
import json
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
        # -4: high enough to win where Kiwi knows no such word, low enough to lose elsewhere (guide 0.6).
        kiwi.add_user_word(form, tag, -4.0 if tag.startswith("N") else 0.0)
    return kiwi


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


class Engine:
    """The process, seen from outside. Every method but `close` raises EngineLostError once it is gone."""

    def __init__(self) -> None:
        """Start the process, which begins to load Kiwi at once. Raises OSError if there can be none."""
        # -P: a folder `cslint` where the command runs must not be taken for this package.
        command = [sys.executable, "-P", "-m", "cslint.engine"]
        self._process = subprocess.Popen(  # noqa: S603 -- this interpreter, this module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._sent = self._read = 0
        self._replies: dict[int, Any] = {}
        # The process must never wait for us to read while we wait for it to read.
        self._reader = threading.Thread(target=_pump, args=(self._process.stdout, self._lines), daemon=True)
        self._reader.start()

    def send(self, *request: Any) -> int:
        """Ask for something and return the number of the reply: `words`, `tokens` or `join`, and its argument."""
        pipe = self._process.stdin
        try:
            if pipe is None:
                raise EngineLostError
            pipe.write(json.dumps(request).encode() + b"\n")
            pipe.flush()
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
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _pump(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes | None]") -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in pipe:
            lines.put(line)
    lines.put(None)


def _serve() -> None:
    """Answer requests until nobody asks any more."""
    kiwi = load(())
    for line in sys.stdin.buffer:
        what, asked = json.loads(line)
        answer: Any = None
        if what == "words":
            for form, tag in asked:
                kiwi.add_user_word(form, tag, -4.0 if tag.startswith("N") else 0.0)
            kiwi.tokenize("가")  # builds what the first sentence would wait for
        elif what == "tokens":
            answer = tokenized(kiwi, asked)
        else:
            answer = joined(kiwi, asked)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        _serve()
