"""The marks `[[…]]` around what a rule must find in its examples."""

import re

_MARK = re.compile(r"\[\[|\]\]")


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return an example without its `[[ ]]` and the spans (code points of what is left) they enclosed, in order.

    Raises ValueError, with a Korean sentence, for a mark that has no other: nobody knows what it means.
    """
    plain, spans, starts, at = "", [], [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark.group() == "[[":
            starts.append(len(plain))
        elif starts:
            spans.append((starts.pop(), len(plain)))
        else:
            raise ValueError(_alone("]]"))
    if starts:
        raise ValueError(_alone("[["))
    return plain + text[at:], sorted(spans)


def _alone(mark: str) -> str:
    return f"`bad`에 짝이 없는 `{mark}` 표시가 있습니다. 찾을 곳의 앞뒤를 `[[…]]`처럼 감싸 주세요."
