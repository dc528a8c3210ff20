"""One linter for each configuration: its rules read and proven, and a process for Kiwi that begins to load meanwhile.

What needs the engine is imported with the first configuration that is asked for.
"""

# ruff: noqa: PLC0415

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cslint.cache import Cache, Kind, digest
from cslint.crew import processors
from cslint.errors import CslintError
from cslint.settings.config import Config
from cslint.settings.fingerprint import of_run
from cslint.settings.keptconfig import with_places

if TYPE_CHECKING:
    from cslint.linter import Linter
    from cslint.morphology.engine import Engine, Line
    from cslint.rules.judge import Judge
    from cslint.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line asks of a run, over the configuration: a situation, and rules to use or to leave out."""

    situation: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Linters:
    """The linters of a run, by configuration."""

    def __init__(self, choice: Choice, cache: Cache | None) -> None:
        """Begin with none; what is analysed is kept in `cache`."""
        self._choice, self._cache = choice, cache
        self._linters: dict[str | None, Linter] = {}
        self._rulebooks: dict[str | None, Rulebook] = {}
        self._judges: dict[str | None, Judge] = {}
        self._fingerprints: dict[str | None, bytes] = {}
        self._engines: dict[str | None, Engine] = {}
        self._lines: dict[str | None, Line] = {}
        # Copies leave proofs to the original.
        self._is_copy = False

    def copy(self, number: int, cache: Cache | None) -> "Linters":
        """Return linters with the same rules for copy `number` of this process, with lines to Kiwi and a cache of its own."""
        copied = Linters(self._choice, cache)
        copied._rulebooks, copied._judges, copied._is_copy = self._rulebooks, self._judges, True
        copied._lines = {path: engine.spare[number] for path, engine in self._engines.items()}
        return copied

    @property
    def in_use(self) -> bool:
        """Whether there is a linter, and with it perhaps a thread: then this process must not be copied."""
        return bool(self._linters)

    def of(self, config: Config) -> "Linter":
        """Return the linter of a configuration. Raises CslintError for rules that cannot be, or whose examples fail."""
        if config.path not in self._linters:
            rulebook, line = self.rulebook(config), self._lines.get(config.path)
            if not self._is_copy:
                self._prove(config, rulebook, line)
            from cslint.linter import Linter

            self._linters[config.path] = Linter(rulebook, self._cache, line, self._judges.get(config.path))
        return self._linters[config.path]

    def rulebook(self, config: Config, copies: int = 0) -> "Rulebook":
        """Return the rules of a configuration, read once; Kiwi begins to load meanwhile, with lines for so many copies.

        Raises CslintError for rules that cannot be.
        """
        if config.path not in self._rulebooks:
            if not self._engines:
                self._start_engine(config.path, copies)
            from cslint.rules.rulebook import load

            with _uncollected():
                rulebook = load(with_places(config), self._choice.select, self._choice.ignore)
            self._find_engine(config.path, rulebook.user_words, copies)
            if self._choice.situation:
                _check_situation(self._choice.situation, rulebook)
            self._rulebooks[config.path] = rulebook
            if copies:
                from cslint.rules.judge import Judge

                # Indexing takes a while: once for all copies, before they are made.
                self._judges[config.path] = Judge(rulebook)
        return self._rulebooks[config.path]

    def fingerprint(self, config: Config) -> bytes:
        """Return what a report depends on besides its file: this program, the rules, the configuration, the choice."""
        if config.path not in self._fingerprints:
            self._fingerprints[config.path] = of_run(config, self._choice)
        return self._fingerprints[config.path]

    def close(self) -> None:
        """End the processes that read sentences."""
        engines = {id(engine): engine for engine in self._engines.values()}
        self._engines.clear()
        for engine in engines.values():
            engine.close()

    def _find_engine(self, path: str | None, words: Sequence[tuple[str, str]], copies: int) -> None:
        """Have a configuration share the engine of another that teaches it the same words, or start one for it."""
        if path in self._engines:
            return
        alike = (known for known, rulebook in self._rulebooks.items() if rulebook.user_words == words)
        found = next((known for known in alike if known in self._engines), None)
        if found is None:
            self._start_engine(path, copies)
        else:
            self._engines[path], self._lines[path] = self._engines[found], self._lines[found]

    def _start_engine(self, path: str | None, copies: int) -> None:
        """Start a process for Kiwi where there is a processor for it."""
        from cslint.morphology.engine import Engine

        if processors() > 1:
            with suppress(OSError):
                self._engines[path] = Engine(copies)
                self._lines[path] = self._engines[path].line

    def _prove(self, config: Config, rulebook: "Rulebook", line: "Line | None") -> None:
        """Refuse the rulebook if examples of the user's own rules fail; what is proven once stays proven."""
        from cslint.proof import refuse_unproven

        key = digest("proven", self.fingerprint(config)) if self._cache is not None else b""
        if self._cache is None or not self._cache.get([key]):
            refuse_unproven(rulebook, line)
            if self._cache is not None:
                self._cache.put(Kind.RULES, key, True)  # noqa: FBT003 -- a JSON value


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage, now and once it may again, in what is made here: all of it is made to stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # one after the other: everything counts as old now, and nothing was looked through for that
        if enabled:
            gc.enable()


def _check_situation(name: str, rulebook: "Rulebook") -> None:
    try:
        rulebook.lexicon.situation_id(name)
    except ValueError as error:
        raise CslintError(str(error), "--situation") from error
