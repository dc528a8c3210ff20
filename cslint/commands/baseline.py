"""`cslint baseline`: findings that were there before, so that only new ones are shown."""

# ruff: noqa: PLC0415

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cslint.commands.console import show
from cslint.commands.inputs import configurations_of, inputs_of, others, run, with_documents
from cslint.commands.options import CLEAN, CONFIG, IGNORE, MEND, SELECT
from cslint.errors import CslintError
from cslint.usage import Commands

if TYPE_CHECKING:
    from cslint.findings import FileReport

_BASELINE = Path("cslint-baseline.json")


@click.group("baseline", cls=Commands)
def baseline_group() -> None:
    """이미 있던 지적을 기준 파일에 적어 두고, 새로 생긴 것만 보게 합니다."""


@baseline_group.command("create")
@click.argument("paths", nargs=-1, metavar="[경로]…", type=click.Path(path_type=Path))
@click.option(
    "--output",
    metavar="파일",
    type=click.Path(path_type=Path, dir_okay=False),
    default=_BASELINE,
    help=f"기준 파일입니다. 기본은 {_BASELINE}입니다.",
)
@click.option("--force", is_flag=True, help="이미 있는 기준 파일을 새로 씁니다.")
@SELECT
@IGNORE
@CONFIG
def baseline_create(
    *,
    paths: tuple[Path, ...],
    output: Path,
    force: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_file: Path | None,
) -> int:
    """지금 있는 지적을 답변과 규칙별로 세어 기준 파일에 적습니다."""
    from cslint.baseline import Baseline, write_baseline

    if output.exists() and not force:
        hint = "줄이려면 `cslint baseline prune`을, 새로 쓰려면 --force를 써 주세요."
        raise CslintError("기준 파일이 이미 있습니다.", output.as_posix(), hint)
    reports = _all(paths, config_file, output, select, ignore)
    made = Baseline.of(reports, output.parent)
    write_baseline(made, output)
    show(f"지적 {sum(made.counts.values()):,}건을 {output.as_posix()}에 적었습니다.\n")
    return _unreadable(reports)


@baseline_group.command("prune")
@click.argument("paths", nargs=-1, metavar="[경로]…", type=click.Path(path_type=Path))
@click.option(
    "--baseline",
    "file",
    metavar="파일",
    type=click.Path(path_type=Path, dir_okay=False),
    default=_BASELINE,
    help=f"기준 파일입니다. 기본은 {_BASELINE}입니다.",
)
@CONFIG
def baseline_prune(paths: tuple[Path, ...], file: Path, config_file: Path | None) -> int:
    """이제 없는 지적을 기준 파일에서 지웁니다. 새 지적을 더하지는 않습니다."""
    from cslint.baseline import read_baseline, write_baseline

    known = read_baseline(file)
    reports = _all(paths, config_file, file)
    left = known.pruned(reports)
    gone = sum(known.counts.values()) - sum(left.counts.values())
    if gone:
        write_baseline(left, file)
    show(f"기준 파일에서 지적 {gone:,}건을 지웠습니다.\n" if gone else "지울 것이 없습니다.\n")
    return _unreadable(reports)


def _all(
    paths: Sequence[Path],
    config_file: Path | None,
    leave: Path,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> "list[FileReport]":
    """Return the reports of all files but `leave`, with their documents."""
    from cslint.cache import Cache
    from cslint.linters import Choice
    from cslint.runner import Runner

    kept = Cache()
    configurations = configurations_of(config_file, kept)
    inputs = others(inputs_of(paths, None, configurations, force_exclude=False), leave)
    runner = Runner(configurations, Choice(select=select, ignore=ignore), kept)
    click.get_current_context().call_on_close(runner.close)
    reports = with_documents(runner, inputs, run(runner, inputs))
    kept.close()
    return reports


def _unreadable(reports: "Sequence[FileReport]") -> int:
    errors = [report.error for report in reports if report.error is not None]
    for error in errors:
        click.echo(error, err=True)
    return MEND if errors else CLEAN
