"""Click in Korean: help pages, and what is wrong with a command line."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

import click

from cslint.output.columns import padded, width, wrapped

_HEADINGS = {"Options": "옵션", "Commands": "명령"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "사용법: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        # Click counts characters; a Hangul syllable is two columns wide.
        rows = list(rows)
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        for name, text in rows:
            lead = " " * self.current_indent + padded(name, first)
            if width(name) + col_spacing > first:
                self.write(f"{lead}\n")
                lead = " " * (self.current_indent + first)
            for line in wrapped(text, max(self.width - self.current_indent - first, 20)):
                self.write(f"{lead}{line}\n")
                lead = " " * (self.current_indent + first)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help page is Korean."""

    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[옵션]", **kwargs})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, explained in Korean."""
        return _in_korean(super().get_help_option(ctx))


class Commands(click.Group):
    """A group of commands whose help page is Korean."""

    context_class = _Context
    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[옵션]", "subcommand_metavar": "명령 …", **kwargs})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, explained in Korean."""
        return _in_korean(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command `args` begin with. Raises UsageError, naming close ones, if there is none."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], self.commands, cutoff=0.7)
            mend = _perhaps(close) or f" 쓸 수 있는 것: {', '.join(sorted(self.commands))}."
            raise click.UsageError(f"모르는 명령입니다: {args[0]}.{mend}", ctx)
        return super().resolve_command(ctx, args)


def _in_korean(option: click.Option | None) -> click.Option | None:
    if option:
        option.help = "이 도움말을 보여 줍니다."
    return option


def explain(error: click.ClickException) -> str:
    """Say in Korean what is wrong with a command line, and where its help is; a help page as it is."""
    if type(error).__name__ == "NoArgsIsHelpError":  # since click 8.2
        return error.format_message()
    context = getattr(error, "ctx", None)
    program = context.command_path if context else "cslint"
    return f"{_what(error)}\n도움말은 `{program} --help`로 볼 수 있습니다."


def _what(error: click.ClickException) -> str:
    said = error.format_message()
    match error:
        case click.NoSuchOption():
            return f"모르는 옵션입니다: {error.option_name}.{_perhaps(error.possibilities or ())}"
        case click.BadOptionUsage():
            needs = "값이 빠졌습니다" if "requires" in said else "값을 받지 않는 옵션입니다"
            return f"{needs}: {error.option_name}."
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"빠진 인자가 있습니다: {name}."
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as param):
            return f"{param.opts[0]}에 쓸 수 없는 값입니다. {', '.join(choice.choices)} 가운데 하나로 써 주세요."
        case click.BadParameter(param=click.Parameter(type=click.Path()) as param):
            wanted = "폴더가 아니라 파일" if "is a directory" in said else "읽을 권한이 있는 파일"
            return f"{param.opts[0]}에는 {wanted}을 주세요."
    if said.startswith("Got unexpected extra"):
        return f"인자가 너무 많습니다: {said.partition('(')[2].rstrip(').')}."
    return said


def _perhaps(close: Sequence[str]) -> str:
    return f" 혹시 {' 또는 '.join(close)}인가요?" if close else ""
