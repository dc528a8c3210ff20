"""`cslint cache`: what earlier runs left."""

# ruff: noqa: PLC0415

import click

from cslint.commands.console import show
from cslint.commands.options import CLEAN
from cslint.errors import CslintError
from cslint.usage import Commands


@click.group(cls=Commands)
def cache() -> None:
    """저장해 둔 분석과 결과를 다룹니다."""


@cache.command("info")
def cache_info() -> int:
    """저장해 둔 곳과 크기, 건수를 보여 줍니다."""
    from cslint.cache import Kind, contents

    held = contents()
    counts = f"파일 결과 {held.entries[Kind.RESULT]:,}건, 문장 분석 {held.entries[Kind.SENTENCE]:,}건"
    show(f"{held.path}\n{held.size / 1_000_000:,.1f} MB, {counts}\n")
    return CLEAN


@cache.command("clear")
def cache_clear() -> int:
    """저장해 둔 분석과 결과를 모두 지웁니다."""
    from cslint.cache import clear, folder

    try:
        freed = clear()
    except OSError as error:
        raise CslintError("지우지 못했습니다.", str(folder()), "폴더 권한을 확인해 주세요.") from error
    show(
        f"저장해 둔 분석과 결과 {freed / 1_000_000:,.1f} MB를 지웠습니다.\n" if freed else "저장해 둔 것이 없습니다.\n"
    )
    return CLEAN
