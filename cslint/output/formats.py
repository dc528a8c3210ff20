"""The list that `cslint formats` shows: which files are read, and what has to be installed for them."""

from collections.abc import Sequence

from cslint.formats import Format
from cslint.output.columns import padded, width


def listing(formats: Sequence[Format]) -> str:
    """Return one line a format: its name, what it is called, its suffixes, and what is missing to read it."""
    rows = [(each.name, each.title, " ".join(each.suffixes), _state(each)) for each in formats]
    widths = [max(width(row[at]) for row in rows) for at in range(3)]
    lines = ("  ".join(map(padded, row, [*widths, 0])).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def _state(each: Format) -> str:
    if each.extra is None:
        return ""
    return f"설치됨({each.extra})" if each.installed else f"pip install 'cslint[{each.extra}]'로 설치해 주세요."
