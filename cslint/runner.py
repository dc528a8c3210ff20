"""From files to reports: read, parse, lint, in order; a file that cannot be read does not stop the others.

A file whose report an earlier run kept is neither parsed nor linted, so the engine is imported with the first that is new.
"""

# ruff: noqa: PLC0415

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cslint.cache import Cache, Kind, digest
from cslint.discovery import Configurations
from cslint.document import Document
from cslint.errors import CslintError
from cslint.files import read_file, readable, unreadable
from cslint.findings import FileReport
from cslint.formats import format_of, parser, read
from cslint.keptreport import spelled, unspelled
from cslint.linters import Choice, Linters
from cslint.settings.config import Config, FileSettings
from cslint.source import Source

if TYPE_CHECKING:
    from cslint.crew import Crew
    from cslint.fixing import Lint, Parse, Repair
    from cslint.silencing import Silenced

# Files analysed in one go. Kiwi works best in large batches; beyond some hundred files only memory would grow.
_BATCH = 256
# From how many files on a run takes longer than it takes to share it with copies of this process.
_SHARED = 40


@dataclass(frozen=True, slots=True)
class Input:
    """A file to lint: its path, and its bytes if they are not to be read from there (standard input)."""

    path: Path
    data: bytes | None = None


class Runner:
    """Lints many files with one linter for each configuration."""

    def __init__(
        self,
        configurations: Configurations,
        choice: Choice = Choice(),  # noqa: B008 -- a value, never changed
        cache: Cache | None = None,
        linters: Linters | None = None,
    ) -> None:
        """`linters`: those of the process that this one is a copy of, if it is one."""
        self.configurations, self.choice, self.cache = configurations, choice, cache
        self._linters = linters or Linters(choice, cache)
        self._crews: list[Crew[_Opened, FileReport]] = []

    def close(self) -> None:
        """Write to the cache what waits, and end the processes that read and judge sentences."""
        while self._crews:
            self._crews.pop().close()
        self._linters.close()
        if self.cache is not None:
            self.cache.close()

    def run(self, inputs: Sequence[Input]) -> Iterator[FileReport]:
        """Yield the report of each input, in order.

        Raises CslintError for a broken configuration or rule; a file that cannot be read or parsed gives a report
        with `error`.
        """
        for start in range(0, len(inputs), _BATCH):
            opened = [self._open(given) for given in inputs[start : start + _BATCH]]
            kept = self._kept(opened)
            new = [one for one, report in zip(opened, kept, strict=True) if report is None]
            linted = zip(new, self._linted(new), strict=True)
            for report in kept:
                if report is not None:
                    yield report
                    continue
                one, made = next(linted)
                self._keep(one, made)
                yield made
            if self.cache is not None:
                self.cache.flush()

    def repair(
        self, inputs: Sequence[Input], *, unsafe: bool = False
    ) -> "Iterator[tuple[Input, FileReport, Repair | None]]":
        """Yield each input with its report and what its fixes make of it, None if it could not be read; writes nothing.

        Raises as `run` does.
        """
        for start in range(0, len(inputs), _BATCH):
            given = inputs[start : start + _BATCH]
            files = [_read(self._open(each)) for each in given]
            for each, file, report in zip(given, files, self._batch(files), strict=True):
                yield each, report, self._repaired(file, report, unsafe=unsafe) if report.error is None else None
            if self.cache is not None:
                self.cache.flush()

    def _repaired(self, file: "_Read", report: FileReport, *, unsafe: bool) -> "Repair | None":
        from cslint.fixing import repair

        document = file.document
        if document is None or document.source.cells:  # spreadsheets are read, not written
            return None
        return repair(document, report, *self._again(file, document), unsafe=unsafe)

    def silence(self, inputs: Sequence[Input], reason: str) -> "Iterator[tuple[Input, FileReport, Silenced | None]]":
        """Yield each input with its report and what suppression comments make of it, None if it could not be read.

        Writes nothing; raises as `run` does.
        """
        from cslint.silencing import silence

        for given in inputs:
            file = _read(self._open(given))
            (report,) = self._batch([file])
            document = file.document if report.error is None else None
            made = silence(document, report, reason, *self._again(file, document)) if document else None
            yield given, report, made

    def _again(self, file: "_Read", document: Document) -> "tuple[Lint, Parse]":
        """Return what lints and what reads a file once more, changed."""
        opened = file.opened

        def lint(changed: Document) -> FileReport:
            return self._linters.of(opened.config).lint(changed, opened.settings)

        def parse(source: Source) -> Document:
            return parser(document.format)(source, opened.settings.read)

        return lint, parse

    def document(self, given: Input) -> Document | None:
        """Return what an input holds, parsed but not linted; None if it cannot be read."""
        return _read(self._open(given)).document

    def _linted(self, new: "Sequence[_Opened]") -> Iterator[FileReport]:
        """Yield the reports of files in order, each as it is made or, of many, all when they are made."""
        if len(new) < _SHARED:
            yield from self._batch([_read(one) for one in new])
        else:
            yield from self._crew(new).share(new, lambda one: len(one.data), self._reports)

    def _reports(self, opened: "Sequence[_Opened]") -> list[FileReport]:
        return list(self._batch([_read(one) for one in opened]))

    def _crew(self, new: "Sequence[_Opened]") -> "Crew[_Opened, FileReport]":
        """Return the copies of this process, made for the first files that are many: they know the rules of these."""
        if not self._crews:
            from cslint.crew import Crew, room

            # Lines to Kiwi have threads once they are used; a process that has any must not be copied.
            count = 0 if self._linters.in_use else room()
            if count:
                for config in {one.config.path: one.config for one in new}.values():
                    self._linters.rulebook(config, copies=count)
            self._crews.append(Crew(count, self._begin))
        return self._crews[0]

    def _begin(self, number: int) -> "Callable[[Sequence[_Opened]], list[FileReport]]":
        """Return what lints in copy `number`, in its process: the same rules, with lines and a cache of its own."""
        cache = self.cache.again() if self.cache is not None else None
        copied = Runner(self.configurations, self.choice, cache, self._linters.copy(number, cache))

        def work(opened: "Sequence[_Opened]") -> list[FileReport]:
            made = copied._reports(opened)
            if cache is not None:
                cache.flush()
            return made

        return work

    def _batch(self, files: "Sequence[_Read]") -> Iterator[FileReport]:
        waiting: dict[str | None, list[Document]] = {}
        for file in files:
            if file.document:
                waiting.setdefault(file.opened.config.path, []).append(file.document)
        for file in files:
            if file.document is None:
                yield file.report
                continue
            config = file.opened.config
            linter = self._linters.of(config)
            # Once for each configuration: whoever prepares again waits for all that Kiwi is still reading.
            if documents := waiting.pop(config.path, None):
                linter.prepare(documents)
            try:
                yield linter.lint(file.document, file.opened.settings)
            except CslintError as error:  # an instruction in the file that means nothing
                yield replace(file.report, error=str(error))

    def _open(self, given: Input) -> "_Opened":
        config = self.configurations.of_file(given.path)
        settings = config.for_file(given.path)
        if self.choice.situation:
            settings = replace(settings, situation=self.choice.situation)
        path = readable(given.path)
        try:
            if given.data is None:
                config.limits.check_size(path, given.path.stat().st_size)
            data = read_file(given.path) if given.data is None else given.data
            config.limits.check_size(path, len(data))
        except CslintError as error:
            return _Opened(config, settings, path, b"", b"", str(error))
        except OSError as error:
            return _Opened(config, settings, path, b"", b"", str(unreadable(path, error)))
        key = digest(self._linters.fingerprint(config), path, repr(settings), data) if self.cache is not None else b""
        return _Opened(config, settings, path, data, key)

    def _kept(self, opened: "Sequence[_Opened]") -> list[FileReport | None]:
        """Return the report an earlier run kept of each file, or None."""
        if self.cache is None:
            return [None] * len(opened)
        known = self.cache.texts([one.key for one in opened if not one.error])
        return [unspelled(one.path, one.data, known[one.key]) if one.key in known else None for one in opened]

    def _keep(self, opened: "_Opened", report: FileReport) -> None:
        if self.cache is not None and not opened.error:
            kept = spelled(report, opened.data)
            if kept is not None:
                self.cache.put_text(Kind.RESULT, opened.key, kept)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file's bytes with what holds for it, and the key of its report; `error` says why there are no bytes."""

    config: Config
    settings: FileSettings
    path: str
    data: bytes
    key: bytes
    error: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as read: its document, or the report that says why there is none."""

    opened: _Opened
    report: FileReport
    document: Document | None = None


def _read(opened: _Opened) -> _Read:
    path, name = opened.path, format_of(opened.path)
    if opened.error:
        return _Read(opened, FileReport(path, name, None, error=opened.error))
    try:
        document = read(path, opened.data, opened.settings.read)
    except CslintError as error:
        return _Read(opened, FileReport(path, name, None, error=str(error)))
    return _Read(opened, FileReport(path, name, document.source), document)
