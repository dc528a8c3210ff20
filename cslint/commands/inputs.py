"""From the words of a command line to configurations, files and their reports."""

# ruff: noqa: PLC0415

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cslint.errors import CslintError

if TYPE_CHECKING:
    from cslint.cache import Cache
    from cslint.discovery import Configurations
    from cslint.findings import FileReport
    from cslint.rules.rulebook import Rulebook
    from cslint.runner import Input, Runner

# From how many files on a run takes long enough to show how far it is.
_LONG = 20


def configurations_of(config_file: Path | None, kept: "Cache | None" = None) -> "Configurations":
    """Return the configurations of a run: the file that --config names for all folders, else each folder's own."""
    from cslint.discovery import Configurations
    from cslint.settings.keptconfig import written

    return Configurations(written(config_file, kept) if config_file else None, kept)


def inputs_of(
    paths: Sequence[Path], stdin_filename: str | None, configurations: "Configurations", *, force_exclude: bool
) -> "list[Input]":
    """Return what to look through: standard input under a name, or the files of `paths`. Raises UsageError, CslintError."""
    from cslint.discovery import find_files
    from cslint.runner import Input

    if stdin_filename or tuple(paths) == (Path("-"),):
        if stdin_filename and any(path != Path("-") for path in paths):
            raise click.UsageError("--stdin-filename과 경로는 함께 쓸 수 없습니다.", click.get_current_context())
        if sys.stdin is None:  # `<&-`
            raise CslintError("표준 입력이 닫혀 있습니다.", hint="살펴볼 글을 표준 입력으로 보내 주세요.")
        # An editor on Windows gives its own kind of path, wherever the check runs.
        path = Path((stdin_filename or "-").replace("\\", "/"))
        return [Input(path, configurations.of_file(path).limits.read_stream(sys.stdin.buffer))]
    return [Input(path) for path in find_files(paths, configurations, force_exclude=force_exclude)]


def others(inputs: "list[Input]", *own: Path | None) -> "list[Input]":
    """Return the inputs that are not files of ours: a baseline, a report that an earlier run wrote."""
    from cslint.files import real

    places = {real(path) for path in own if path}
    names = {place.name for place in places}
    return [each for each in inputs if each.path.name not in names or real(each.path) not in places]


def run(runner: "Runner", inputs: "list[Input]") -> "list[FileReport]":
    """Return the reports of `inputs`, with a progress bar if somebody watches."""
    if len(inputs) < _LONG or not sys.stderr.isatty():
        return list(runner.run(inputs))
    with click.progressbar(runner.run(inputs), length=len(inputs), label="살펴보는 중", file=sys.stderr) as reports:
        return list(reports)


def with_documents(runner: "Runner", inputs: "list[Input]", reports: "Sequence[FileReport]") -> "list[FileReport]":
    """Return the reports with the parsed files of those that have findings."""
    return [
        replace(report, document=runner.document(given)) if report.findings and report.document is None else report
        for given, report in zip(inputs, reports, strict=True)
    ]


def rulebook_of(config_file: Path | None, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> "Rulebook":
    """Return the rules of the current folder's configuration."""
    from cslint.rules.rulebook import load

    return load(configurations_of(config_file).of_folder(Path()), select, ignore)
