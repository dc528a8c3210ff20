"""From files to reports: read, parse, lint, in order; a file that cannot be read does not stop the others.

A file whose report an earlier run kept is neither parsed nor linted, so the engine is imported with the first that is new.
"""

# ruff: noqa: PLC0415

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cslint.cache import Cache, Kind, digest
from cslint.config import Config, FileSettings
from cslint.discovery import Configurations
from cslint.document import Document
from cslint.errors import CslintError
from cslint.findings import FileReport
from cslint.fingerprint import of_run
from cslint.formats import format_of, parser, read
from cslint.keptconfig import with_places
from cslint.keptreport import settings_key, spelled, unspelled

if TYPE_CHECKING:
    from cslint.fixing import Repair
    from cslint.linter import Linter
    from cslint.rulebook import Rulebook

# Files analysed in one go. Kiwi works best in large batches; beyond some hundred files only memory would grow.
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Input:
    """A file to lint: its path, and its bytes if they are not to be read from there (standard input)."""

    path: Path
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line asks of a run, over the configuration: a situation, and rules to use or to leave out."""

    situation: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runner:
    """Lints many files with one linter for each configuration."""

    configurations: Configurations
    choice: Choice = Choice()
    cache: Cache | None = None
    _linters: "dict[str | None, Linter]" = field(default_factory=dict)
    _fingerprints: dict[str | None, bytes] = field(default_factory=dict)

    def run(self, inputs: Sequence[Input]) -> Iterator[FileReport]:
        """Yield the report of each input, in order.

        Raises CslintError for a broken configuration or rule; a file that cannot be read or parsed gives a report
        with `error`.
        """
        for start in range(0, len(inputs), _BATCH):
            opened = [self._open(given) for given in inputs[start : start + _BATCH]]
            kept = self._kept(opened)
            files = [each if isinstance(each, FileReport) else _parsed(one) for one, each in zip(opened, kept, strict=True)]
            yield from self._batch(files)
            if self.cache is not None:
                self.cache.flush()

    def _kept(self, opened: "Sequence[_Opened]") -> "list[FileReport | None]":
        """Return the report an earlier run kept of each file, or None."""
        if self.cache is None:
            return [None] * len(opened)
        known = self.cache.get([one.key for one in opened if one.key])
        return [
            unspelled(one.path, one.data, known[one.key]) if one.data is not None and one.key in known else None
            for one in opened
        ]

    def repair(
        self, inputs: Sequence[Input], *, unsafe: bool = False
    ) -> "Iterator[tuple[Input, FileReport, Repair | None]]":
        """Yield each input with its report and what its fixes make of it, None if it could not be read; writes nothing.

        Raises as `run` does.
        """
        for start in range(0, len(inputs), _BATCH):
            given = inputs[start : start + _BATCH]
            files = [self._read(each) for each in given]
            for each, one, report in zip(given, files, self._batch(files), strict=True):
                yield each, report, self._repaired(one, report, unsafe=unsafe) if report.error is None else None

    def _repaired(self, one: "_Read", report: FileReport, *, unsafe: bool) -> "Repair | None":
        document, linter = one.document, self._linter(one.config)
        if document is None or document.source.cells:  # spreadsheets are read, not written
            return None
        parse = parser(document.format)
        return repair(
            document,
            report,
            lambda changed: linter.lint(changed, one.settings),
            lambda source: parse(source, one.settings.read),
            unsafe=unsafe,
        )

    def _batch(self, read: "Sequence[_Read]") -> Iterator[FileReport]:
        waiting: dict[str | None, list[Document]] = {}
        for one in read:
            if one.document:
                waiting.setdefault(one.config.path, []).append(one.document)
        for one in read:
            if one.document is None:
                yield one.report
                continue
            linter = self._linter(one.config)
            linter.prepare(waiting.pop(one.config.path, ()))
            try:
                yield linter.lint(one.document, one.settings)
            except CslintError as error:  # an instruction in the file that means nothing
                yield replace(one.report, error=str(error))

    def _linter(self, config: Config) -> Linter:
        if config.path not in self._linters:
            rulebook = load(config, self.choice.select, self.choice.ignore)
            if self.choice.situation:
                _check_situation(self.choice.situation, rulebook)
            refuse_unproven(rulebook)
            self._linters[config.path] = Linter(rulebook)
        return self._linters[config.path]

    def _read(self, given: Input) -> "_Read":
        config = self.configurations.of_file(given.path)
        settings = config.for_file(given.path)
        if self.choice.situation:
            settings = replace(settings, situation=self.choice.situation)
        path = given.path.as_posix()
        name = format_of(path)
        try:
            data = given.path.read_bytes() if given.data is None else given.data
            document = read(path, data, settings.read)
        except CslintError as error:
            return _Read(config, settings, FileReport(path, name, None, error=str(error)))
        except OSError as error:
            return _Read(config, settings, FileReport(path, name, None, error=str(_unreadable(path, error))))
        return _Read(config, settings, FileReport(path, name, document.source), document)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as read: its document, or the report that says why there is none."""

    config: Config
    settings: FileSettings
    report: FileReport
    document: Document | None = None


def _check_situation(name: str, rulebook: Rulebook) -> None:
    try:
        rulebook.lexicon.situation_id(name)
    except ValueError as error:
        raise CslintError(str(error), "--situation") from error


def _unreadable(path: str, error: OSError) -> CslintError:
    if isinstance(error, PermissionError):
        return CslintError("읽을 권한이 없습니다.", path, "파일 권한을 확인해 주세요.")
    if isinstance(error, FileNotFoundError):
        return CslintError("파일이 없어졌습니다.", path, "경로를 확인해 주세요.")
    return CslintError(f"파일을 읽지 못했습니다({error.strerror}).", path)
