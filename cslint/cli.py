"""Commands: options in, exit code out; nothing else.

Imports are inside the commands: `cslint --version` and `--help` must not wait for the engine.
"""

# ruff: noqa: PLC0415

import gc
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cslint import __version__
from cslint.errors import CslintError
from cslint.signals import INTERRUPTED, cleanly_ended, finished
from cslint.usage import Commands, explain

if TYPE_CHECKING:
    from cslint.baseline import Baseline
    from cslint.cache import Cache
    from cslint.changes import Changes
    from cslint.discovery import Configurations
    from cslint.findings import FileReport
    from cslint.output import Note, Page, Summary
    from cslint.rulebook import Rulebook
    from cslint.runner import Input, Runner

# From how many files on a run takes long enough to show how far it is.
_LONG = 20
# The keys of `cslint.output.FORMATS`, which is not imported for `--help`.
_FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "html")
CLEAN, FINDINGS, MEND, BUG, CLOSED_PIPE = 0, 1, 2, 3, 141


class _Program(Commands):
    """The whole program: every way a command can end becomes an exit code here."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command line and exit: 0 clean, 1 findings, 2 the user must mend something, 3 a bug."""
        run: Any = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        try:
            with cleanly_ended():
                code = run(*args, standalone_mode=False, **extra) or CLEAN
            sys.exit(code)
        except click.ClickException as error:
            _fail(explain(error), MEND)
        except CslintError as error:
            _fail(str(error), MEND)
        except click.Abort:
            sys.exit(INTERRUPTED)
        except Exception as error:  # noqa: BLE001 -- the one place that turns a bug into an exit code
            if os.environ.get("CSLINT_DEBUG") == "1":
                traceback.print_exc()
            said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            _fail(
                f"cslint에 문제가 생겼습니다({said}). 이 줄을 개발자에게 알려 주세요. 자세한 기록은 CSLINT_DEBUG=1로 볼 수 있습니다.",
                BUG,
            )


def _fail(line: str, code: int) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(code)


def _show(text: str, *, machine: bool = False) -> None:
    """Write to standard output, machine formats always in UTF-8; end quietly if nobody reads on (`| head`)."""
    # A console that cannot show a character (an emoji in CP949) must not lose the whole report.
    data = text.encode("utf-8" if machine else getattr(sys.stdout, "encoding", None) or "utf-8", "replace")
    try:
        with finished():
            if sys.stdout.isatty() and not machine:
                click.echo(data.decode(sys.stdout.encoding or "utf-8"), nl=False)
            else:
                _write(data if machine else data.replace(b"\n", os.linesep.encode()))
            sys.stdout.flush()
    except OSError as error:
        from cslint.files import unwritten

        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            sys.exit(CLOSED_PIPE)
        raise unwritten("결과를 쓰지 못했습니다.", Path("표준 출력"), error) from error


def _write(data: bytes) -> None:
    """Write all of `data` to standard output; an unbuffered one (PYTHONUNBUFFERED) takes a part when a signal comes."""
    sys.stdout.flush()
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]


def _split(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a repeatable option whose values are separated by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


_CONFIG = click.option(
    "--config", "config_file", metavar="파일", type=click.Path(path_type=Path), help="쓸 설정 파일입니다."
)
_SELECT = click.option("--select", metavar="규칙,…", multiple=True, callback=_split, help="이 규칙이나 분류만 씁니다.")
_IGNORE = click.option(
    "--ignore", metavar="규칙,…", multiple=True, callback=_split, help="이 규칙이나 분류는 쓰지 않습니다."
)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="cslint %(version)s", help="버전을 보여 줍니다.")
def main() -> None:
    """고객 응대 글의 말투와 태도를 살펴봅니다."""


@main.command()
@click.argument("paths", nargs=-1, metavar="[경로]…", type=click.Path(path_type=Path))
@click.option("--situation", metavar="상황", help="상황이 정해지지 않은 답변에 쓸 상황입니다.")
@_SELECT
@_IGNORE
@click.option(
    "--fail-level",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    help="이 수준부터 종료 코드 1로 끝납니다. 기본은 warning입니다.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    default="text",
    metavar="형식",
    help=f"결과의 형식입니다: {', '.join(_FORMATS)}. 기본은 text입니다.",
)
@click.option("--output", metavar="파일", type=click.Path(path_type=Path, dir_okay=False), help="결과를 파일에 씁니다.")
@click.option(
    "--annotate",
    metavar="사본.xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    help="엑셀 파일의 사본을 만들어 셀마다 지적을 메모로 적습니다.",
)
@_CONFIG
@click.option("--stdin-filename", metavar="이름", help="표준 입력을 이 이름의 파일로 여기고 읽습니다.")
@click.option("--force-exclude", is_flag=True, help="직접 준 파일에도 제외 설정을 적용합니다.")
@click.option("--statistics", is_flag=True, help="규칙별 건수를 덧붙입니다.")
@click.option("--no-cache", is_flag=True, help="저장해 둔 분석을 쓰지 않습니다.")
@click.option("--fix", "fix", is_flag=True, help="뜻이 바뀌지 않는 지적을 파일에서 바로 고칩니다.")
@click.option("--unsafe-fixes", is_flag=True, help="--fix와 --diff에서 한 번 살펴봐야 하는 고침도 씁니다.")
@click.option("--diff", is_flag=True, help="고치면 무엇이 달라지는지만 보여 줍니다. 파일은 그대로 둡니다.")
@click.option(
    "--baseline",
    metavar="파일",
    type=click.Path(path_type=Path, dir_okay=False),
    help="이 기준 파일에 있는 지적은 보여 주지 않습니다.",
)
@click.option("--diff-base", metavar="판", help="이 git 판 뒤로 바뀐 답변만 보여 줍니다.")
@click.option("--add-ignore", is_flag=True, help="지적을 끄는 주석을 파일에 적습니다. --reason과 함께 씁니다.")
@click.option("--reason", metavar="이유", help="--add-ignore가 주석에 적을 이유입니다.")
@click.option("--exit-zero", is_flag=True, help="찾은 것이 있어도 종료 코드 0으로 끝납니다.")
def check(  # noqa: PLR0913 -- one parameter an option
    *,
    paths: tuple[Path, ...],
    situation: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_level: str,
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
    exit_zero: bool,
) -> int:
    """파일과 폴더에서 고칠 글을 찾습니다. 경로를 주지 않으면 설정이 정한 파일을 살펴봅니다."""
    from cslint.cache import Cache
    from cslint.findings import Level
    from cslint.output import WITH_REPLIES, Summary
    from cslint.runner import Choice, Runner

    _check_fixing(fix=fix, unsafe_fixes=unsafe_fixes, diff=diff)
    _check_writing({"--fix": fix, "--diff": diff, "--add-ignore": add_ignore}, baseline, diff_base)
    told = _reason(reason, add_ignore=add_ignore)
    known = _baseline(baseline) if baseline else None
    changes = _changes(diff_base) if diff_base is not None else None
    kept = None if no_cache else Cache()
    configurations = _configurations(config_file, kept)
    inputs = _inputs(paths, stdin_filename, configurations, force_exclude=force_exclude)
    inputs = [each for each in _others(inputs, baseline, output) if changes is None or changes.touches(each.path)]
    if annotate:
        _check_annotating(annotate, inputs, fix=fix or diff or add_ignore)
    runner = Runner(configurations, Choice(situation, select, ignore), kept)
    click.get_current_context().call_on_close(runner.close)
    # Rules and analysed sentences stay to the end: looking them through for garbage again and again finds nothing.
    click.get_current_context().call_on_close(partial(gc.set_threshold, *gc.get_threshold()))
    gc.set_threshold(200_000, 50, 100)
    if fix:
        reports = _fix(runner, inputs, unsafe=unsafe_fixes)
    elif diff:
        reports = _diff(runner, inputs, unsafe=unsafe_fixes)
    elif told is not None:
        reports = _silence(runner, inputs, told)
    else:
        reports = _run(runner, inputs)
    reports = _new(runner, inputs, reports, changes, known, partly=bool(select or ignore or situation))
    reports = [
        report.gravest(configurations.of_file(given.path).limits.findings)
        for given, report in zip(inputs, reports, strict=True)
    ]
    if format_name in WITH_REPLIES:
        reports = _with_documents(runner, inputs, reports)
    runner.close()
    if kept is not None and kept.problem:
        click.echo(kept.problem, err=True)
    page = _page(output, statistics=statistics, notes=_notes(format_name, config_file))
    summary = Summary.of(reports) if diff else _report(reports, format_name, output, page)
    if annotate and not summary.unread:
        _annotate(annotate, inputs[0], reports)
    if summary.unread:
        return MEND
    failing = Level[fail_level.upper()]
    found = any(finding.level >= failing for report in reports for finding in report.findings)
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


def _annotate(copy: Path, given: "Input", reports: "Sequence[FileReport]") -> None:
    """Write the copy of the workbook with its findings, and tell what may be missing in it."""
    from cslint.annotation import annotate
    from cslint.files import read_file, unreadable, unwritten, write_file

    for report in reports:
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


def _configurations(config_file: Path | None, kept: "Cache | None" = None) -> "Configurations":
    from cslint.discovery import Configurations
    from cslint.keptconfig import written

    return Configurations(written(config_file, kept) if config_file else None, kept)


def _inputs(
    paths: Sequence[Path], stdin_filename: str | None, configurations: "Configurations", *, force_exclude: bool
) -> "list[Input]":
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


def _others(inputs: "list[Input]", *own: Path | None) -> "list[Input]":
    """Return the inputs that are not files of ours: a baseline, a report that an earlier run wrote."""
    from cslint.files import real

    places = {real(path) for path in own if path}
    names = {place.name for place in places}
    return [each for each in inputs if each.path.name not in names or real(each.path) not in places]


def _run(runner: "Runner", inputs: "list[Input]") -> "list[FileReport]":
    """Return the reports of `inputs`, with a progress bar if somebody watches."""
    if len(inputs) < _LONG or not sys.stderr.isatty():
        return list(runner.run(inputs))
    with click.progressbar(runner.run(inputs), length=len(inputs), label="살펴보는 중", file=sys.stderr) as reports:
        return list(reports)


def _check_fixing(*, fix: bool, unsafe_fixes: bool, diff: bool) -> None:
    if fix and diff:
        raise click.UsageError("--fix와 --diff는 함께 쓸 수 없습니다.", click.get_current_context())
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes는 --fix나 --diff와 함께 씁니다.", click.get_current_context())


def _fix(runner: "Runner", inputs: "list[Input]", *, unsafe: bool) -> "list[FileReport]":
    """Mend the files and return the reports of how they read now; a file that cannot be written keeps its report."""
    from cslint.fixing import write

    if any(given.data is not None for given in inputs):
        raise click.UsageError(
            "표준 입력은 고쳐 쓸 수 없습니다. --diff로 무엇이 달라지는지 보실 수 있습니다.", click.get_current_context()
        )
    reports, count = [], 0
    for given, report, mended in runner.repair(inputs, unsafe=unsafe):
        if mended is None or not mended.changed:
            reports.append(report)
            continue
        try:
            write(mended, given.path)
        except CslintError as error:
            reports.append(replace(report, error=str(error)))
            continue
        reports.append(mended.report)
        count += mended.fixed
    click.echo(f"지적 {count:,}건을 고쳤습니다." if count else "고친 곳이 없습니다.", err=True)
    return reports


def _diff(runner: "Runner", inputs: "list[Input]", *, unsafe: bool) -> "list[FileReport]":
    """Write a unified diff of what fixes would change, and return the reports of the files as they are."""
    from cslint.output.diff import unified

    reports = []
    for _, report, mended in runner.repair(inputs, unsafe=unsafe):
        reports.append(report)
        if mended is not None and mended.changed:
            _show(unified(mended.before, mended.after), machine=True)
        if report.error is not None:
            click.echo(report.error, err=True)
    return reports


def _report(reports: "Sequence[FileReport]", format_name: str, output: Path | None, page: "Page") -> "Summary":
    """Write the report where it is wanted; what people must know goes to standard error if the report goes elsewhere."""
    from cslint.files import unwritten, write_file
    from cslint.output import WITH_STATISTICS, Summary, renderer
    from cslint.output.text import closing, omissions, statistics

    summary = Summary.of(reports)
    text = renderer(format_name)(reports, summary, page)
    if output is None:
        _show(text, machine=format_name != "text")
    else:
        try:
            write_file(output, text.encode("utf-8", "replace"))
        except OSError as error:
            raise unwritten("결과를 쓰지 못했습니다.", output, error) from error
    if output is not None or format_name != "text":
        for report in reports:
            if report.error is not None:
                click.echo(report.error, err=True)
        for line in omissions(reports):
            click.echo(line, err=True)
    if page.statistics and summary.rules and format_name not in WITH_STATISTICS:
        click.echo("\n".join(statistics(summary)), err=True)
    if output is not None:
        click.echo(closing(summary), err=True)
    return summary


def _check_writing(writing: dict[str, bool], baseline: Path | None, diff_base: str | None) -> None:
    """Refuse options that change files beside one another, and beside those that leave findings out."""
    chosen = [name for name, given in writing.items() if given]
    chosen += [
        name for name, given in (("--baseline", baseline), ("--diff-base", diff_base)) if given is not None and chosen
    ]
    if len(chosen) > 1:
        raise click.UsageError(f"{chosen[0]}, {chosen[1]} 옵션은 함께 쓸 수 없습니다.", click.get_current_context())


def _reason(reason: str | None, *, add_ignore: bool) -> str | None:
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


def _silence(runner: "Runner", inputs: "list[Input]", reason: str) -> "list[FileReport]":
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
            reports.append(replace(report, error=str(error)))
            continue
        reports.append(silenced.repair.report)
        count += silenced.repair.fixed
    click.echo(f"지적 {count:,}건을 끄는 주석을 적었습니다." if count else "적은 주석이 없습니다.", err=True)
    if left:
        click.echo(f"지적 {left:,}건은 주석을 적을 자리가 없어 그대로 두었습니다.", err=True)
    return reports


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

        whole = _with_documents(runner, inputs, reports)
        reports = []
        for given, report in zip(inputs, whole, strict=True):
            old = changes.old(given.path) if report.findings else None
            then = runner.document(Input(given.path, old)) if old is not None else None
            reports.append(restricted(report, then))
    if known is not None:
        reports = _with_documents(runner, inputs, reports)
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


def _with_documents(runner: "Runner", inputs: "list[Input]", reports: "Sequence[FileReport]") -> "list[FileReport]":
    """Return the reports with the parsed files of those that have findings."""
    return [
        replace(report, document=runner.document(given)) if report.findings and report.document is None else report
        for given, report in zip(inputs, reports, strict=True)
    ]


def _notes(format_name: str, config_file: Path | None) -> "dict[str, Note]":
    """Return what the manual says of each rule, for formats that explain."""
    from cslint.output import WITH_NOTES, Note

    if format_name not in WITH_NOTES:
        return {}
    return {rule.id: Note(rule.summary, rule.file.why) for rule in _rulebook(config_file, ("all",)).rules}


def _page(output: Path | None, *, statistics: bool = False, notes: "dict[str, Note] | None" = None) -> "Page":
    import shutil

    from cslint.output import Page

    terminal = output is None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(shutil.get_terminal_size((100, 24)).columns, colour=colour, statistics=statistics, notes=notes or {})


def _rulebook(config_file: Path | None, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> "Rulebook":
    from cslint.rulebook import load

    return load(_configurations(config_file).of_folder(Path()), select, ignore)


@main.command()
@click.argument("rule_id", metavar="규칙")
@_CONFIG
def rule(rule_id: str, config_file: Path | None) -> int:
    """규칙 하나의 설명을 보여 줍니다."""
    from cslint.output.manual import page

    found = _rulebook(config_file, select=(rule_id,)).rules
    _show("\n".join(page(each, min(_page(None).width, 100)) for each in found))
    return CLEAN


@main.command()
@_SELECT
@_IGNORE
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="목록의 형식입니다.")
@_CONFIG
def rules(select: tuple[str, ...], ignore: tuple[str, ...], format_name: str, config_file: Path | None) -> int:
    """켜져 있는 규칙의 목록을 보여 줍니다."""
    from cslint.output.manual import catalogue, catalogue_json

    render: Callable[..., str] = catalogue if format_name == "text" else catalogue_json
    _show(render(_rulebook(config_file, select, ignore).rules), machine=format_name != "text")
    return CLEAN


@main.command()
@click.argument("rule_ids", nargs=-1, metavar="[규칙]…")
@_CONFIG
def test(rule_ids: tuple[str, ...], config_file: Path | None) -> int:
    """규칙을 그 예문으로 시험합니다. 규칙을 주지 않으면 모두 시험합니다."""
    from cslint.proof import Prover

    # A rule is proven with all the others on, as users run it.
    rulebook = _rulebook(config_file, select=("all", *rule_ids))
    prover = Prover(rulebook)
    chosen = [each for each in rulebook.rules if not rule_ids or {each.id, each.category} & set(rule_ids)]
    failures = [failure for each in chosen for failure in prover.failures(each)]
    for failure in failures:
        where = f"예문 {failure.example}" if failure.example else "문구"
        _show(f"{failure.rule}  {where}: {failure.told}\n    {failure.text.strip()}\n")
    verdict = f"예문 {len(failures):,}개가 맞지 않습니다." if failures else "예문이 모두 맞습니다."
    _show(f"규칙 {len(chosen):,}개를 시험했고, {verdict}\n")
    return FINDINGS if failures else CLEAN


@main.command()
@click.argument("sentence", metavar="문장")
@_CONFIG
def words(sentence: str, config_file: Path | None) -> int:
    """문장을 낱말로 나누어 보여 줍니다. 규칙을 쓸 때 도움이 됩니다."""
    from cslint.analysis import Analyser
    from cslint.document import TextBuilder
    from cslint.morphology import Tokenizer
    from cslint.output.words import render
    from cslint.sentences import split_sentences

    built = TextBuilder(sentence).verbatim(0, len(sentence)).build()
    if built is None:
        raise CslintError("살펴볼 문장이 없습니다.", hint='`cslint words "불편을 드려 죄송합니다."`처럼 써 주세요.')
    text, _ = built
    rulebook = _rulebook(config_file)
    analyser = Analyser(Tokenizer(rulebook.user_words), rulebook.placeholders)
    _show("\n".join(render(analyser.parse(text[span.start : span.end])) for span in split_sentences(text)))
    return CLEAN


@main.group(cls=Commands)
def cache() -> None:
    """저장해 둔 분석과 결과를 다룹니다."""


@cache.command("info")
def cache_info() -> int:
    """저장해 둔 곳과 크기, 건수를 보여 줍니다."""
    from cslint.cache import Kind, contents

    held = contents()
    counts = f"파일 결과 {held.entries[Kind.RESULT]:,}건, 문장 분석 {held.entries[Kind.SENTENCE]:,}건"
    _show(f"{held.path}\n{held.size / 1_000_000:,.1f} MB, {counts}\n")
    return CLEAN


@cache.command("clear")
def cache_clear() -> int:
    """저장해 둔 분석과 결과를 모두 지웁니다."""
    from cslint.cache import clear, folder

    try:
        freed = clear()
    except OSError as error:
        raise CslintError("지우지 못했습니다.", str(folder()), "폴더 권한을 확인해 주세요.") from error
    _show(
        f"저장해 둔 분석과 결과 {freed / 1_000_000:,.1f} MB를 지웠습니다.\n" if freed else "저장해 둔 것이 없습니다.\n"
    )
    return CLEAN


_BASELINE = Path("cslint-baseline.json")


@main.group("baseline", cls=Commands)
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
@_SELECT
@_IGNORE
@_CONFIG
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
    _show(f"지적 {sum(made.counts.values()):,}건을 {output.as_posix()}에 적었습니다.\n")
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
@_CONFIG
def baseline_prune(paths: tuple[Path, ...], file: Path, config_file: Path | None) -> int:
    """이제 없는 지적을 기준 파일에서 지웁니다. 새 지적을 더하지는 않습니다."""
    from cslint.baseline import read_baseline, write_baseline

    known = read_baseline(file)
    reports = _all(paths, config_file, file)
    left = known.pruned(reports)
    gone = sum(known.counts.values()) - sum(left.counts.values())
    if gone:
        write_baseline(left, file)
    _show(f"기준 파일에서 지적 {gone:,}건을 지웠습니다.\n" if gone else "지울 것이 없습니다.\n")
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
    from cslint.runner import Choice, Runner

    kept = Cache()
    configurations = _configurations(config_file, kept)
    inputs = _others(_inputs(paths, None, configurations, force_exclude=False), leave)
    runner = Runner(configurations, Choice(select=select, ignore=ignore), kept)
    click.get_current_context().call_on_close(runner.close)
    reports = _with_documents(runner, inputs, _run(runner, inputs))
    kept.close()
    return reports


def _unreadable(reports: "Sequence[FileReport]") -> int:
    errors = [report.error for report in reports if report.error is not None]
    for error in errors:
        click.echo(error, err=True)
    return MEND if errors else CLEAN


@main.command()
def formats() -> int:
    """읽을 수 있는 파일 형식을 보여 줍니다."""
    from cslint.formats import known_formats
    from cslint.output.formats import listing

    _show(listing(known_formats()))
    return CLEAN


@main.command()
def init() -> int:
    """이 폴더에 설정 파일 cslint.yaml을 만듭니다."""
    from cslint.init import write_config

    click.echo(f"{write_config(Path()).as_posix()} 파일을 만들었습니다. 이제 `cslint check`로 글을 살펴보세요.")
    return CLEAN
