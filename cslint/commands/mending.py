"""What `cslint check` does to files: mend them, show what mending would change, note why findings stand."""

# ruff: noqa: PLC0415

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cslint.commands.console import put, show
from cslint.errors import CslintError

if TYPE_CHECKING:
    from cslint.findings import FileReport
    from cslint.fixing import Repair
    from cslint.runner import Input, Runner


def check_fixing(*, fix: bool, unsafe_fixes: bool, diff: bool, format_name: str) -> None:
    """Refuse options about fixes that contradict each other. Raises UsageError."""
    if fix and diff:
        raise click.UsageError("--fix와 --diff는 함께 쓸 수 없습니다.", click.get_current_context())
    if diff and format_name != "text":
        what = "--diff와 --format은 함께 쓸 수 없습니다. --diff는 언제나 달라지는 줄을 보여 줍니다."
        raise click.UsageError(what, click.get_current_context())
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes는 --fix나 --diff와 함께 씁니다.", click.get_current_context())


def fixed(runner: "Runner", inputs: "list[Input]", *, unsafe: bool, quiet: bool) -> "list[FileReport]":
    """Mend the files and return the reports of how they read now; a file that cannot be written keeps its report.

    Standard input goes to standard output mended, or as it came where there is nothing to mend; if it cannot be read or
    written, nothing does. `quiet`: tell only which files were changed, not how many findings were fixed in all.
    """
    reports, count, unwritable = [], 0, 0
    for given, report, mended in runner.repair(inputs, unsafe=unsafe):
        unwritable += _is_only_read(report, mended)
        try:
            _keep(given, report, mended)
        except CslintError as error:
            reports.append(replace(report, error=str(error), unwritten=True))
            continue
        reports.append(report if mended is None else _told(given, mended))
        if mended is not None and mended.changed:
            count += mended.fixed
            if quiet and given.data is None:
                click.echo(f"{report.path}: 지적 {mended.fixed:,}건을 고쳤습니다.", err=True)
    if not quiet:
        click.echo(f"지적 {count:,}건을 고쳤습니다." if count else "고친 곳이 없습니다.", err=True)
        _tell_unwritable(unwritable)
    return reports


def _told(given: "Input", mended: "Repair") -> "FileReport":
    """Return the report on mended text; that of standard input has its document, as it cannot be read again."""
    return mended.report if given.data is None else replace(mended.report, document=mended.document)


def _keep(given: "Input", report: "FileReport", mended: "Repair | None") -> None:
    """Write what became of an input where it came from. Raises CslintError if that cannot be."""
    from cslint.fixing import encoded, write

    changed = mended is not None and mended.changed
    if given.data is None:
        if mended is not None and changed:
            write(mended, given.path)
    elif report.error is None:
        put(encoded(mended, given.data) if mended is not None and changed else given.data)


def shown_as_diff(
    runner: "Runner", inputs: "list[Input]", output: Path | None, *, unsafe: bool, quiet: bool
) -> "tuple[bool, bool]":
    """Write a unified diff of what fixes would change to `output`, None for standard output.

    Returns whether there is any, and whether a file could not be read. `quiet`: do not tell what fixes leave.
    """
    from cslint.files import unwritten, write_file
    from cslint.output import Summary
    from cslint.output.diff import unified
    from cslint.output.text import counts

    diffs, left, unwritable = [], [], 0
    for _, report, mended in runner.repair(inputs, unsafe=unsafe):
        left.append(report if mended is None else mended.report)
        unwritable += _is_only_read(report, mended)
        if mended is not None and mended.changed:
            diffs.append(unified(mended.before, mended.after))
            if output is None:
                show(diffs[-1], machine=True)
        if report.error is not None:
            click.echo(report.error, err=True)
    if output is not None:
        try:
            write_file(output, "".join(diffs).encode("utf-8", "replace"))
        except OSError as error:
            raise unwritten("결과를 쓰지 못했습니다.", output, error) from error
    summary = Summary.of(left)
    if summary.findings and not quiet:
        first = "고친 뒤에도" if diffs else "바로 고칠 수 있는 곳은 없고"
        last = "남습니다" if diffs else "남아 있습니다"
        click.echo(f"{first} {counts(summary)}이 {last}. `cslint check`로 보실 수 있습니다.", err=True)
    if not quiet:
        _tell_unwritable(unwritable)
    return bool(diffs), bool(summary.unread)


def _is_only_read(report: "FileReport", mended: "Repair | None") -> bool:
    return mended is None and report.error is None and bool(report.findings)


def _tell_unwritable(count: int) -> None:
    if count:
        what = f"엑셀·워드 파일 {count:,}개는 읽기만 하고 고치지 않습니다."
        click.echo(
            f"{what} 지적을 보며 고쳐 주세요. 엑셀은 --annotate로 셀마다 메모를 단 사본을 만들 수 있습니다.", err=True
        )


def check_writing(writing: dict[str, bool], baseline: Path | None, diff_base: str | None) -> None:
    """Refuse options that change files beside one another, and beside those that leave findings out."""
    chosen = [name for name, given in writing.items() if given]
    chosen += [
        name for name, given in (("--baseline", baseline), ("--diff-base", diff_base)) if given is not None and chosen
    ]
    if len(chosen) > 1:
        raise click.UsageError(f"{chosen[0]}, {chosen[1]} 옵션은 함께 쓸 수 없습니다.", click.get_current_context())


def reason_of(reason: str | None, *, add_ignore: bool) -> str | None:
    """Return the reason to write beside suppressions, None if none are to be written."""
    if add_ignore != (reason is not None):
        raise click.UsageError("--add-ignore와 --reason은 함께 씁니다.", click.get_current_context())
    if reason is not None:
        from cslint.silencing import check_reason

        try:
            check_reason(reason)
        except ValueError as error:
            raise click.UsageError(f"--reason: {error}", click.get_current_context()) from error
    return reason


def noted(runner: "Runner", inputs: "list[Input]", reason: str) -> "list[FileReport]":
    """Write suppression comments and return the reports of how the files read now."""
    from cslint.fixing import write

    if any(given.data is not None for given in inputs):
        raise click.UsageError("표준 입력에는 주석을 적을 수 없습니다.", click.get_current_context())
    reports, count, left = [], 0, 0
    for given, report, silenced in runner.silence(inputs, reason):
        left += len(silenced.left) if silenced else 0
        if silenced is None or not silenced.repair.changed:
            reports.append(report)
            continue
        try:
            write(silenced.repair, given.path)
        except CslintError as error:
            reports.append(replace(report, error=str(error), unwritten=True))
            continue
        reports.append(silenced.repair.report)
        count += silenced.repair.fixed
    click.echo(f"지적 {count:,}건을 끄는 주석을 적었습니다." if count else "적은 주석이 없습니다.", err=True)
    if left:
        click.echo(f"지적 {left:,}건은 주석을 적을 자리가 없어 그대로 두었습니다.", err=True)
    return reports
