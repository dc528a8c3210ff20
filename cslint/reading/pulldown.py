"""Markdown as pulldown-cmark sees it: events, placed in code points."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import pyromark

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")  # a line end the parser does not know in front matter
_STRIDE = 256  # code points between two marks of the byte table


def events_of(text: str, begin: int, options: pyromark.Options) -> Iterator[tuple[Any, int, int]]:
    """Yield pulldown-cmark's events of `text[begin:]` with their code points in `text`.

    The parser counts UTF-8 bytes. A table of where every 256th character begins turns them into code points.
    """
    body = _LONE_RETURN.sub("\n", _SURROGATE.sub("\ufffd", text[begin:]))  # the same length
    events = pyromark.events_with_range(body, options=options)
    if body.isascii():
        for event, place in events:
            yield event, begin + place["start"], begin + place["end"]
        return
    data, marks = body.encode(), [0]
    for at in range(0, len(body), _STRIDE):
        marks.append(marks[-1] + len(body[at : at + _STRIDE].encode()))

    def point(offset: int) -> int:
        block = bisect_right(marks, offset) - 1
        return begin + min(block * _STRIDE, len(body)) + len(data[marks[block] : offset].decode())

    for event, place in events:
        yield event, point(place["start"]), point(place["end"])
