"""What fixes would change, as a unified diff that `patch` and editors read."""

import difflib
import re
from collections.abc import Iterator

from cslint.source import Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_UNFINISHED = "\n\\ No newline at end of file\n"


def unified(before: Source, after: Source) -> str:
    """Return the unified diff between two states of one source; empty if they are the same."""
    lines = difflib.unified_diff(_LINE.findall(before.text), _LINE.findall(after.text), before.path, after.path)
    return "".join(_ended(lines))


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines that end; the last line of a file may not, which a diff must tell."""
    for line in lines:
        yield line if line.endswith("\n") else line + _UNFINISHED
