"""The program: its commands, and the exit code that every way to end becomes.

Imports are inside the commands: `cslint --version` and `--help` must not wait for the engine.
"""

# ruff: noqa: PLC0415

import os
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import click

from cslint import __version__
from cslint.commands.baseline import baseline_group
from cslint.commands.cache import cache
from cslint.commands.check import check
from cslint.commands.console import show
from cslint.commands.options import BUG, CLEAN, MEND
from cslint.commands.rules import rule, rules, test, words
from cslint.errors import CslintError
from cslint.signals import INTERRUPTED, cleanly_ended
from cslint.usage import Commands, explain


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


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="cslint %(version)s", help="버전을 보여 줍니다.")
def main() -> None:
    """고객 응대 글의 말투와 태도를 살펴봅니다."""


@main.command()
def formats() -> int:
    """읽을 수 있는 파일 형식을 보여 줍니다."""
    from cslint.formats import known_formats
    from cslint.output.formats import listing

    show(listing(known_formats()))
    return CLEAN


@main.command()
def init() -> int:
    """이 폴더에 설정 파일 cslint.yaml을 만듭니다."""
    from cslint.init import write_config

    click.echo(f"{write_config(Path()).as_posix()} 파일을 만들었습니다. 이제 `cslint check`로 글을 살펴보세요.")
    return CLEAN


for _command in (check, rule, rules, test, words, cache, baseline_group):
    main.add_command(_command)
