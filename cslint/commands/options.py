"""What the commands have in common on the command line: options, and the codes they end with."""

from collections.abc import Sequence
from pathlib import Path

import click

CLEAN, FINDINGS, MEND, BUG = 0, 1, 2, 3


def split(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a repeatable option whose values are separated by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


CONFIG = click.option(
    "--config", "config_file", metavar="파일", type=click.Path(path_type=Path), help="쓸 설정 파일입니다."
)
SELECT = click.option("--select", metavar="규칙,…", multiple=True, callback=split, help="이 규칙이나 분류만 씁니다.")
IGNORE = click.option(
    "--ignore", metavar="규칙,…", multiple=True, callback=split, help="이 규칙이나 분류는 쓰지 않습니다."
)
