"""`cslint check`: look files through, report, mend, compare."""

# ruff: noqa: PLC0415

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cslint.commands.console import page_for, show
from cslint.commands.inputs import configurations_of, inputs_of, others, rulebook_of, run, with_documents
from cslint.commands.mending import check_fixing, check_writing, fixed, noted, reason_of, shown_as_diff
from cslint.commands.options import CLEAN, CONFIG, FINDINGS, IGNORE, MEND, SELECT
from cslint.output import FORMATS, WITH_NOTES, WITH_REPLIES, WITH_STATISTICS, Note, Page, Summary, renderer
from cslint.usage import Command

if TYPE_CHECKING:
    from cslint.baseline import Baseline
    from cslint.cache import Cache
    from cslint.changes import Changes
    from cslint.findings import FileReport
    from cslint.runner import Input, Runner


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[경로]…", type=click.Path(path_type=Path))
@click.option("--situation", metavar="상황", help="상황이 정해지지 않은 답변에 쓸 상황입니다.")
@SELECT
@IGNORE
@click.option(
    "--fail-level",
    type=click.Choice(["error", "warning", "info"]),
    help="이 수준부터 종료 코드 1로 끝납니다. 설정의 fail-level보다 먼저입니다. 기본은 warning입니다.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="text",
    metavar="형식",
    help=f"결과의 형식입니다: {', '.join(FORMATS)}. 기본은 text입니다.",
)
@click.option("--output", metavar="파일", type=click.Path(path_type=Path, dir_okay=False), help="결과를 파일에 씁니다.")
@click.option(
    "--annotate",
    metavar="사본.xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    help="엑셀 파일의 사본을 만들어 셀마다 지적을 메모로 적습니다.",
)
@CONFIG
@click.option("--stdin-filename", metavar="이름", help="표준 입력을 이 이름의 파일로 여기고 읽습니다.")
@click.option("--force-exclude", is_flag=True, help="직접 준 파일에도 제외 설정을 적용합니다.")
@click.option("--statistics", is_flag=True, help="규칙별 건수를 덧붙입니다.")
@click.option("--no-cache", is_flag=True, help="저장해 둔 분석을 쓰지 않습니다.")
@click.option(
    "--fix",
    "fix",
    is_flag=True,
    help="뜻이 바뀌지 않는 지적을 파일에서 바로 고칩니다. 표준 입력은 고쳐서 표준 출력에 씁니다.",
)
@click.option("--unsafe-fixes", is_flag=True, help="--fix와 --diff에서 한 번 살펴봐야 하는 고침도 씁니다.")
@click.option("--diff", is_flag=True, help="고치면 무엇이 달라지는지만 보여 줍니다. 달라질 것이 있으면 1로 끝납니다.")
@click.option(
    "--baseline",
    metavar="파일",
    type=click.Path(path_type=Path, dir_okay=False),
    help="이 기준 파일에 있는 지적은 보여 주지 않습니다.",
)
@click.option("--diff-base", metavar="판", help="이 git 판 뒤로 바뀐 답변만 보여 줍니다.")
@click.option("--add-ignore", is_flag=True, help="지적을 끄는 주석을 파일에 적습니다. --reason과 함께 씁니다.")
@click.option("--reason", metavar="이유", help="--add-ignore가 주석에 적을 이유입니다.")
@click.option(
    "--quiet", "-q", is_flag=True, help="지적을 늘어놓지 않습니다. 고친 파일과 읽거나 쓰지 못한 파일만 알려 드립니다."
)
@click.option("--exit-zero", is_flag=True, help="찾은 것이 있어도 종료 코드 0으로 끝납니다.")
def check(  # noqa: PLR0913 -- one parameter an option
    *,
    paths: tuple[Path, ...],
    situation: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_level: str | None,
    format_name: str,
    output: Path | None,
    annotate: Path | None,
    config_file: Path | None,
    stdin_filename: str | None,
    force_exclude: bool,
    statistics: bool,
    no_cache: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline: Path | None,
    diff_base: str | None,
    add_ignore: bool,
    reason: str | None,
    quiet: bool,
    exit_zero: bool,
) -> int:
    """파일과 폴더에서 고칠 글을 찾습니다. 경로를 주지 않으면 설정이 정한 파일을 살펴봅니다."""
    from cslint.cache import Cache
    from cslint.findings import Level
    from cslint.linters import Choice
    from cslint.runner import Runner

    check_fixing(fix=fix, unsafe_fixes=unsafe_fixes, diff=diff, format_name=format_name)
    check_writing({"--fix": fix, "--diff": diff, "--add-ignore": add_ignore}, baseline, diff_base)
    told = reason_of(reason, add_ignore=add_ignore)
    known = _baseline(baseline) if baseline else None
    changes = _changes(diff_base) if diff_base is not None else None
    kept = None if no_cache else Cache()
    configurations = configurations_of(config_file, kept)
    inputs = inputs_of(paths, stdin_filename, configurations, force_exclude=force_exclude)
    inputs = others(inputs, baseline, output)
    if changes is not None and not annotate:
        # What stands on disk says nothing of standard input. A workbook to annotate has its copy, changed or not.
        inputs = [each for each in inputs if each.data is not None or changes.touches(each.path)]
    if annotate:
        _check_annotating(annotate, inputs, fix=fix or diff or add_ignore)
    runner = Runner(configurations, Choice(situation, select, ignore), kept)
    click.get_current_context().call_on_close(runner.close)
    if diff:
        differs, unread = shown_as_diff(runner, inputs, output, unsafe=unsafe_fixes, quiet=quiet)
        _close(runner, kept)
        return MEND if unread else FINDINGS if differs and not exit_zero else CLEAN
    if fix:
        reports = fixed(runner, inputs, unsafe=unsafe_fixes, quiet=quiet)
    elif told is not None:
        reports = noted(runner, inputs, told)
    else:
        reports = run(runner, inputs)
    reports = _new(runner, inputs, reports, changes, known, partly=bool(select or ignore or situation))
    configs = [configurations.of_file(given.path) for given in inputs]
    reports = [
        replace(report.gravest(config.limits.findings), fail_level=Level[(fail_level or config.fail_level).upper()])
        for config, report in zip(configs, reports, strict=True)
    ]
    if format_name in WITH_REPLIES:
        reports = with_documents(runner, inputs, reports)
    _close(runner, kept)
    page = page_for(output, statistics=statistics, notes=_notes(format_name, config_file))
    aside = fix and any(given.data is not None for given in inputs)  # standard output holds the mended text
    summary = _report(reports, format_name, output, page, quiet=quiet, aside=aside)
    if annotate and not summary.failed:
        _annotate(annotate, inputs[0], reports[0])
    if summary.failed:
        return MEND
    found = any(report.failing for report in reports)
    return FINDINGS if found and not exit_zero else CLEAN


def _check_annotating(copy: Path, inputs: "list[Input]", *, fix: bool) -> None:
    """Raise unless one workbook is to be read and the copy is another file."""
    context = click.get_current_context()
    if fix:
        raise click.UsageError("--annotate는 --fix, --diff, --add-ignore와 함께 쓸 수 없습니다.", context)
    if len(inputs) != 1 or inputs[0].path.suffix.lower() != ".xlsx":
        raise click.UsageError("--annotate에는 엑셀(.xlsx) 파일 하나를 주세요.", context)
    if copy.suffix.lower() != ".xlsx":
        raise click.UsageError("--annotate의 사본 이름은 .xlsx로 끝나야 합니다.", context)
    if copy.exists() and inputs[0].data is None and copy.samefile(inputs[0].path):
        raise click.UsageError("--annotate의 사본은 원본과 다른 파일이어야 합니다.", context)


def _annotate(copy: Path, given: "Input", report: "FileReport") -> None:
    """Write the copy of the workbook with its findings, and tell what may be missing in it."""
    from cslint.annotation import annotate
    from cslint.files import read_file, unreadable, unwritten, write_file

    try:
        data = read_file(given.path) if given.data is None else given.data
    except OSError as error:
        raise unreadable(given.path.as_posix(), error) from error
    made = annotate(data, report)
    try:
        write_file(copy, made.data)
    except OSError as error:
        raise unwritten("사본을 쓰지 못했습니다.", copy, error) from error
    if made.lost:
        lost = ", ".join(made.lost)
        click.echo(f"{copy.as_posix()}: 사본에 옮기지 못했을 수 있는 것: {lost}. 원본은 그대로입니다.", err=True)


def _close(runner: "Runner", kept: "Cache | None") -> None:
    """Keep what the run learnt, and tell why that was not possible."""
    runner.close()
    if kept is not None and kept.problem:
        click.echo(kept.problem, err=True)


def _report(
    reports: "Sequence[FileReport]", format_name: str, output: Path | None, page: Page, *, quiet: bool, aside: bool
) -> Summary:
    """Write the report where it is wanted; what people must know goes to standard error if the report goes elsewhere.

    `quiet`: to a file or not at all. `aside`: to standard error, if not to a file.
    """
    from cslint.files import unwritten, write_file
    from cslint.output.text import closing, omissions, statistics

    summary = Summary.of(reports)
    text = renderer(format_name)(reports, summary, page)
    if output is None and aside and not quiet:
        click.echo(text if format_name == "text" else text.encode("utf-8", "replace"), nl=False, err=True)
    elif output is None and not quiet:
        show(text, machine=format_name != "text")
    elif output is not None:
        try:
            write_file(output, text.encode("utf-8", "replace"))
        except OSError as error:
            raise unwritten("결과를 쓰지 못했습니다.", output, error) from error
    if quiet or output is not None or format_name != "text":
        for report in reports:
            if report.error is not None:
                click.echo(report.error, err=True)
        for line in () if quiet else omissions(reports):
            click.echo(line, err=True)
    if page.statistics and summary.rules and format_name not in WITH_STATISTICS and not quiet:
        click.echo("\n".join(statistics(summary)), err=True)
    if output is not None and not quiet:
        click.echo(closing(summary), err=True)
    return summary


def _changes(revision: str) -> "Changes":
    from cslint.changes import changes_since

    return changes_since(revision, Path())


def _new(
    runner: "Runner",
    inputs: "list[Input]",
    reports: "list[FileReport]",
    changes: "Changes | None",
    known: "Baseline | None",
    *,
    partly: bool,
) -> "list[FileReport]":
    """Return the reports with what stands in replies that changed and is not known to the baseline.

    What the baseline knows in vain is told, unless the run looked at a part of the files or (`partly`) of the rules.
    """
    if changes is not None:
        from cslint.changes import restricted
        from cslint.runner import Input

        whole = with_documents(runner, inputs, reports)
        reports = []
        for given, report in zip(inputs, whole, strict=True):
            old = changes.old(given.path) if report.findings else None
            then = runner.document(Input(given.path, old)) if old is not None else None
            reports.append(restricted(report, then))
    if known is not None:
        reports = with_documents(runner, inputs, reports)
        stale = 0 if partly or changes else known.stale(reports)
        if stale:
            click.echo(
                f"기준 파일의 지적 {stale:,}건은 이제 없습니다. `cslint baseline prune`으로 기준을 줄여 주세요.",
                err=True,
            )
        reports = [known.unknown(report) for report in reports]
    return reports


def _baseline(path: Path) -> "Baseline":
    from cslint.baseline import read_baseline

    return read_baseline(path)


def _notes(format_name: str, config_file: Path | None) -> dict[str, Note]:
    """Return what the manual says of each rule, for formats that explain."""
    if format_name not in WITH_NOTES:
        return {}
    return {rule.id: Note(rule.summary, rule.file.why) for rule in rulebook_of(config_file, ("all",)).rules}
