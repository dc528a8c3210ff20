"""Sentences by our own rules: a line break ends one, so do a full stop and a space; Kiwi then sees each alone.

Why not Kiwi's splitter: it cuts after `안녕하세요,`, after mid-sentence `-돼/-해`, and gives the emoji to the next sentence
(study/kiwi.md 8; guide 0.4).
"""

import re

from cslint.document import TextSpan

_CLOSERS = "[\"'”’)\\]】」』>]*"
_EMOJI = "[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d♡♥☆★]"
_FACE = f"(?:[ㄱ-ㅎㅏ-ㅣ]{{2,}}|\\^+[_.]*\\^+;*|[:;]-?[)DPp(]|;{{2,}}|{_EMOJI}+|~+)"
_BOUNDARY = re.compile(
    rf"""
    [^\S\n]*\n\s*                                               # a line break
    | (?: (?<![\d.])\.(?!\d) | (?<=\d)\.(?=\s+[가-힣"'“‘\[(<#{{]) | [?!。！？] | \.{{2,}} | … )
      [.?!…~]*{_CLOSERS}(?:\s*{_FACE}(?!\S))*[.!?~]*(?:[^\S\n]+|$)
    | (?<=[다요죠까네])(?:~+|\s*{_FACE})+[~!.?]*(?:[^\S\n]+|$)    # `…드릴게요~ `, `…이에요ㅎㅎ `
    """,
    re.VERBOSE,
)
_LABEL = re.compile(r"(?:^|\n)\s*(?:\d{1,2}|[가-하]|[A-Za-z]|[①-⑳])[.)]\s*$")


def split_sentences(text: str) -> tuple[TextSpan, ...]:
    """Return the sentences of a segment's text in order, without the white space around them.

    A list label (`1. `) stays with its line. A full stop within a number, a version or an address ends nothing.
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
    if body:
        begin = start + len(part) - len(part.lstrip())
        found.append(TextSpan(begin, begin + len(body)))
