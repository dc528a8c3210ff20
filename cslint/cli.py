"""Commands: options in, exit code out; nothing else.

Imports are inside the commands: `cslint --version` and `--help` must not wait for the engine.
"""

# ruff: noqa: PLC0415

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cslint import __version__
from cslint.errors import CslintError
from cslint.usage import Commands, explain

if TYPE_CHECKING:
    from cslint.cache import Cache
    from cslint.discovery import Configurations
    from cslint.findings import FileReport
    from cslint.output import Page, Summary
    from cslint.rulebook import Rulebook
    from cslint.runner import Input, Runner

# From how many files on a run takes long enough to show how far it is.
_LONG = 20
CLEAN, FINDINGS, MEND, BUG, INTERRUPTED, CLOSED_PIPE = 0, 1, 2, 3, 130, 141


class _Program(Commands):
    """The whole program: every way a command can end becomes an exit code here."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command line and exit: 0 clean, 1 findings, 2 the user must mend something, 3 a bug."""
        run: Any = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        try:
            sys.exit(run(*args, standalone_mode=False, **extra) or CLEAN)
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
    encoding = "utf-8" if machine else getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        # A console that cannot show a character (an emoji in CP949) must not lose the whole report.
        click.echo(text.encode("utf-8") if machine else text.encode(encoding, "replace").decode(encoding), nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CLOSED_PIPE)


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
    type=click.Choice(["text", "json"]),
    default="text",
    help="결과의 형식입니다. 기본은 text입니다.",
)
@click.option("--output", metavar="파일", type=click.Path(path_type=Path, dir_okay=False), help="결과를 파일에 씁니다.")
@_CONFIG
@click.option("--stdin-filename", metavar="이름", help="표준 입력을 이 이름의 파일로 여기고 읽습니다.")
@click.option("--force-exclude", is_flag=True, help="직접 준 파일에도 제외 설정을 적용합니다.")
@click.option("--statistics", is_flag=True, help="규칙별 건수를 덧붙입니다.")
@click.option("--no-cache", is_flag=True, help="저장해 둔 분석을 쓰지 않습니다.")
@click.option("--fix", "fix", is_flag=True, help="뜻이 바뀌지 않는 지적을 파일에서 바로 고칩니다.")
@click.option("--unsafe-fixes", is_flag=True, help="--fix와 --diff에서 한 번 살펴봐야 하는 고침도 씁니다.")
@click.option("--diff", is_flag=True, help="고치면 무엇이 달라지는지만 보여 줍니다. 파일은 그대로 둡니다.")
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
    config_file: Path | None,
    stdin_filename: str | None,
    force_exclude: bool,
    statistics: bool,
    no_cache: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    exit_zero: bool,
) -> int:
    """파일과 폴더에서 고칠 글을 찾습니다. 경로를 주지 않으면 설정이 정한 파일을 살펴봅니다."""
    from cslint.cache import Cache
    from cslint.findings import Level
    from cslint.output import Summary
    from cslint.runner import Choice, Runner

    _check_fixing(fix=fix, unsafe_fixes=unsafe_fixes, diff=diff)
    kept = None if no_cache else Cache()
    configurations = _configurations(config_file, kept)
    inputs = _inputs(paths, stdin_filename, configurations, force_exclude=force_exclude)
    runner = Runner(configurations, Choice(situation, select, ignore), kept)
    if fix:
        reports = _fix(runner, inputs, unsafe=unsafe_fixes)
    elif diff:
        reports = _diff(runner, inputs, unsafe=unsafe_fixes)
    else:
        reports = _run(runner, inputs)
    if kept is not None:
        kept.close()
        if kept.problem:
            click.echo(kept.problem, err=True)
    summary = Summary.of(reports) if diff else _report(reports, format_name, output, statistics=statistics)
    if summary.unread:
        return MEND
    failing = Level[fail_level.upper()]
    found = any(finding.level >= failing for report in reports for finding in report.findings)
    return FINDINGS if found and not exit_zero else CLEAN


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
        return [Input(Path(stdin_filename or "-"), sys.stdin.buffer.read())]
    return [Input(path) for path in find_files(paths, configurations, force_exclude=force_exclude)]


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


def _report(reports: "Sequence[FileReport]", format_name: str, output: Path | None, *, statistics: bool) -> "Summary":
    """Write the report where it is wanted; what people must know goes to standard error if the report goes elsewhere."""
    from cslint.output import Summary, renderer
    from cslint.output.text import closing

    summary = Summary.of(reports)
    text = renderer(format_name)(reports, summary, _page(output, statistics=statistics))
    if output is None:
        _show(text, machine=format_name != "text")
    else:
        try:
            output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CslintError(
                "결과를 쓰지 못했습니다.", output.as_posix(), "경로와 쓰기 권한을 확인해 주세요."
            ) from error
    if output is not None or format_name != "text":
        for report in reports:
            if report.error is not None:
                click.echo(report.error, err=True)
    if output is not None:
        click.echo(closing(summary), err=True)
    return summary


def _page(output: Path | None, *, statistics: bool = False) -> "Page":
    import shutil

    from cslint.output import Page

    terminal = output is None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(shutil.get_terminal_size((100, 24)).columns, colour=colour, statistics=statistics)


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
        _show(f"{failure.rule}  예문 {failure.example}: {failure.told}\n    {failure.text.strip()}\n")
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


@main.command()
def init() -> int:
    """이 폴더에 설정 파일 cslint.yaml을 만듭니다."""
    from cslint.init import write_config

    click.echo(f"{write_config(Path()).as_posix()} 파일을 만들었습니다. 이제 `cslint check`로 글을 살펴보세요.")
    return CLEAN
