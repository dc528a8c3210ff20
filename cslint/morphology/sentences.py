"""Sentences by our own rules: a line break ends one, so do a full stop and a space; Kiwi then sees each alone.

Why not Kiwi's splitter: it cuts after `안녕하세요,`, after mid-sentence `-돼/-해`, and gives the emoji to the next sentence
(study/kiwi.md 8; guide 0.4).
"""

import re

from cslint.offsets import TextSpan

# Every run is bounded, and taken whole or not at all: a line of a million dots must cost no more than one of letters.
_CLOSERS = "[\"'”’)\\]】」』>]{0,20}+"
_EMOJI = "[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d♡♥☆★]"
_FACE = f"(?:[ㄱ-ㅎㅏ-ㅣ]{{2,99}}+|\\^{{1,9}}[_.]{{0,9}}\\^{{1,9}};{{0,9}}|[:;]-?[)DPp(]|;{{2,99}}+|{_EMOJI}{{1,99}}+|~{{1,99}}+)"
_BOUNDARY = re.compile(
    rf"""
    (?:(?<![^\S\n])[^\S\n]++)?\n\s*                             # a line break, and the white space before it
    | (?: (?<![\d.])\.(?!\d) | (?<=\d)\.(?=\s+[가-힣"'“‘\[(<#{{]) | [?!。！？] | \.{{2,99}}+ | … )
      [.?!…~]{{0,99}}+{_CLOSERS}(?:\s{{0,99}}{_FACE}(?!\S)){{0,20}}[.!?~]{{0,99}}+(?:[^\S\n]+|$)
    | (?<=[다요죠까네])(?>\s{{0,99}}{_FACE}){{1,20}}[~!.?]{{0,99}}+(?:[^\S\n]+|$)    # `…드릴게요~ `, `…이에요ㅎㅎ `
    """,
    re.VERBOSE,
)
# Code points; what goes on for longer is no sentence, and Kiwi takes the square of a sentence's length (study/kiwi.md 2).
_LONGEST = 1_000
_NO_SPACE = re.compile(r"\S")
_LABEL = re.compile(r"(?:^|\n)\s*(?:\d{1,2}|[가-하]|[A-Za-z]|[①-⑳])[.)]\s*$")


def split_sentences(text: str) -> tuple[TextSpan, ...]:
    """Return the sentences of a segment's text in order, without the white space around them.

    A list label (`1. `) stays with its line. A full stop within a number, a version or an address ends nothing. What goes
    on for more than a thousand characters is cut, at white space if there is some.
    """
    found: list[TextSpan] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        end = boundary.end()
        if "\n" not in boundary.group() and _LABEL.search(text[start:end]):
            continue
        _keep(text, start, end, found)
        start = end
    _keep(text, start, len(text), found)
    return tuple(found)


def _keep(text: str, start: int, end: int, found: list[TextSpan]) -> None:
    part = text[start:end]
    body = part.strip()
    if not body:
        return
    begin = start + len(part) - len(part.lstrip())
    end = begin + len(body)
    while end - begin > _LONGEST:
        space = text.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
        cut = space if space > 0 else begin + _LONGEST
        found.append(TextSpan(begin, begin + len(text[begin:cut].rstrip())))
        behind = _NO_SPACE.search(text, cut, end)
        begin = behind.start() if behind else end
    found.append(TextSpan(begin, end))
