"""Text measured in terminal columns: a Hangul syllable takes two, a combining mark none."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

CUT = "…"
# Kinds of characters that take no column: marks over others, formatting.
_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))

# How much is read around a place at least, in lengths of what can be shown beside it.
_STRETCH = 3

_PLAIN = re.compile("[ -~가-힣]*")
_SPACE = re.compile(r"[\t\n\r\v\f]")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def width(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    if _PLAIN.fullmatch(text):  # UTF-8 takes three bytes for a syllable, one for the rest
        return (len(text) + len(text.encode())) // 2
    return sum(map(_columns, text))


class _Columns(dict[str, int]):
    """How many columns each character takes, worked out when it is first seen."""

    def __missing__(self, char: str) -> int:
        self[char] = columns = _columns_of(char)
        return columns


def _columns_of(char: str) -> int:
    if char < "\u0300":
        return 0 if char == "\u00ad" else 1
    # Medial vowels and final consonants of decomposed Hangul are drawn inside the first consonant's two columns.
    if "\u1160" <= char <= "\u11ff" or unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


_columns = _Columns().__getitem__


def printable(text: str) -> str:
    """Return `text` safe for a terminal, character for character: no escape sequence, no change of writing direction."""
    return text if text.isprintable() else _UNSAFE.sub("\ufffd", _SPACE.sub(" ", text))


def padded(text: str, columns: int) -> str:
    """Return `text` with spaces behind it up to `columns`."""
    return text + " " * max(0, columns - width(text))


@lru_cache(maxsize=4096)  # a report says the same of many places
def wrapped(text: str, columns: int) -> tuple[str, ...]:
    """Break `text` at spaces into lines of at most `columns`; a longer word keeps a line of its own."""
    lines: list[list[str]] = [[]]
    used = 0
    for word in text.split():
        wide = width(word)
        if lines[-1] and used + 1 + wide > columns:
            lines.append([])
            used = 0
        used += wide + bool(lines[-1])
        lines[-1].append(word)
    return tuple(" ".join(line) for line in lines)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a line that fits: its text, and the columns that are marked in it."""

    text: str
    before: int
    marked: int


def excerpt(text: str, start: int, end: int, columns: int) -> Excerpt:
    """Show the line of `text` around the characters `start:end` in at most `columns`, `…` where it was cut.

    `start:end` are code points of `text`; what lies behind the first line's end is not shown. An empty span marks one
    column. Reads no further than `columns` allow, so a line of a megabyte costs no more than a short one.
    """
    # Decomposed Hangul takes three characters for two columns, nothing usual takes more.
    reach = columns * 3 // 2
    # Read in stretches that do not depend on the very place: findings of one line share what is measured.
    stretch = start // (_STRETCH * reach) * _STRETCH * reach
    left, right = max(0, stretch - reach), min(len(text), stretch + (_STRETCH + 1) * reach)
    window = text[left:right]
    low, high = start - left, min(end, right) - left
    begin = max(window.rfind("\n", 0, low), window.rfind("\r", 0, low)) + 1
    stops = [at for at in (window.find("\n", low), window.find("\r", low)) if at >= 0]
    stop = min(stops, default=len(window))
    high = max(low, min(high, stop))
    line = printable(window[begin:stop])
    cut_left = begin == 0 and left > 0
    cut_right = stop == len(window) and right < len(text)
    return _fitted(line, low - begin, high - begin, columns, cut=(cut_left, cut_right))


@lru_cache(maxsize=256)  # many findings stand in one line
def _edges(line: str) -> tuple[int, ...]:
    """Return the columns before each character of a line, and behind the last."""
    return tuple(accumulate(map(_columns, line), initial=0))


def _fitted(line: str, start: int, end: int, columns: int, *, cut: tuple[bool, bool]) -> Excerpt:
    edges = _edges(line)
    first, last = 0, len(line)
    if edges[-1] > columns or any(cut):
        room = max(columns - 2, 2)  # one column for each …
        end = bisect_right(edges, edges[start] + room, start, end + 1) - 1
        first, last = _widened(edges, start, end, room - edges[end] + edges[start])
    lead = CUT if cut[0] or line[:first].strip() else ""
    tail = CUT if cut[1] or line[last:].strip() else ""
    kept = line[first:last]
    body = kept if lead else kept.lstrip()
    shown = first + len(kept) - len(body)
    before = width(lead) + edges[max(start, shown)] - edges[shown]
    return Excerpt(f"{lead}{body}{tail}".rstrip(), before, max(1, edges[end] - edges[start]))


def _widened(edges: Sequence[int], first: int, last: int, room: int) -> tuple[int, int]:
    """Widen `first:last` on both sides in turn by `room` columns."""

    def columns(both: int) -> int:
        return edges[first] - edges[first - both] + edges[last + both] - edges[last]

    # As far as both sides can grow at one go; then the left one as far as it can, then the right one.
    both = bisect_right(range(min(first, len(edges) - 1 - last) + 1), room, key=columns) - 1
    left = bisect_left(edges, edges[first] - room + edges[last + both] - edges[last], 0, first + 1)
    right = bisect_right(edges, edges[last] + room - edges[first] + edges[left], last) - 1
    return left, right
