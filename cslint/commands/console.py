"""Where commands write: the console, whatever it can show, or nothing if nobody reads on."""

# ruff: noqa: PLC0415

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cslint.signals import finished

if TYPE_CHECKING:
    from cslint.output import Note, Page

CLOSED_PIPE = 141


def show(text: str, *, machine: bool = False) -> None:
    """Write to standard output, machine formats always in UTF-8; end quietly if nobody reads on (`| head`)."""
    # A console that cannot show a character (an emoji in CP949) must not lose the whole report.
    data = text.encode("utf-8" if machine else getattr(sys.stdout, "encoding", None) or "utf-8", "replace")
    with _read_by_somebody():
        if sys.stdout.isatty() and not machine:
            click.echo(data.decode(sys.stdout.encoding or "utf-8"), nl=False)
        else:
            _write(data if machine else data.replace(b"\n", os.linesep.encode()))


def put(data: bytes) -> None:
    """Write bytes to standard output as they are; end quietly if nobody reads on."""
    with _read_by_somebody():
        _write(data)


@contextmanager
def _read_by_somebody() -> Iterator[None]:
    """Flush what is written inside. Ends the program if nobody reads on; raises CslintError if it cannot be written."""
    try:
        with finished():
            yield
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


def page_for(output: Path | None, *, statistics: bool = False, notes: "dict[str, Note] | None" = None) -> "Page":
    """Return how a report is to be laid out: for the terminal if it goes there (`output` is None), else without colour."""
    import shutil

    from cslint.output import Page

    terminal = output is None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(shutil.get_terminal_size((100, 24)).columns, colour=colour, statistics=statistics, notes=notes or {})
