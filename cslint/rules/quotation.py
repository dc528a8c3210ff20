"""Words that are quoted, not said: what stands in quotation marks is somebody else's, or the name of something."""

import re

from cslint.offsets import SentenceSpan
from cslint.reading.regions import addresses_customer

_QUOTES = (("'", "'"), ('"', '"'), ("‘", "’"), ("“", "”"), ("「", "」"), ("『", "』"), ("<", ">"), ("《", "》"))
_WHOLE = frozenset(("''", '""', "‘’", "“”"))


# How far from its marks a quoted word may stand, in code points: a line of a megabyte is not read for each of its words.
_REACH = 500
# What follows the words that a customer said or wrote: 라고 물으시는 경우, 고 적어 주신 글 (guide 0.2). Ours are 안내해 드린, 말씀드린.
_SAID = re.compile(
    r"\s?(?:이?라고|이?라는|이?라며|이?라면서|고|는|며|면서)\s(?:[가-힣]+\s){0,2}?"
    r"(?:하[시신셨]|말씀(?!\s?드)|적(?:어\s?주[시신셨]|으[시신셨])|남(?:겨\s?주[시신셨]|기[시신셨])|쓰[시신셨]|써\s?주[시신셨]"
    r"|보내\s?주[시신셨]|알려\s?주[시신셨]|물[으어]|여쭈|여쭤|문의하[시신셨]|질문|항의하[시신셨]|요청하[시신셨]|후기|리뷰|문의(?:를|에|가|하))"
)


def is_quoted(text: str, span: SentenceSpan) -> bool:
    """Tell whether a place in the sentence `text` stands inside one pair of quotation marks.

    A sentence that is quoted as a whole and addresses the customer is a reply that a manual sets off so.
    """
    whole = text.strip()
    if whole[:1] + whole[-1:] in _WHOLE and addresses_customer(whole):
        return False
    return _closing(text, *span) is not None


def is_customers(text: str, at: int) -> bool:
    """Tell whether offset `at` of `text` is in what a customer said or wrote, quoted as such: `"왜 안 돼요?"라고 물으시면`.

    Guide, ground rules 0.2: on quoted customer text every rule is off but those about personal data.
    """
    start = max(0, at - _REACH)
    near = text[start : at + _REACH]
    closing = _closing(near, at - start, at - start)
    return closing is not None and _SAID.match(near, closing + 1) is not None


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where the mark stands that closes the quotation around `start:end`, or None."""
    for opening, closing in _QUOTES:
        behind = text.find(closing, end)
        if behind < 0:
            continue
        if opening == closing:
            if text.count(opening, 0, start) % 2 == 1:
                return behind
        elif text.rfind(opening, 0, start) > text.rfind(closing, 0, start):
            return behind
    return None
