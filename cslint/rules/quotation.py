"""Words that are quoted, not said: what stands in quotation marks is somebody else's, or the name of something."""

from cslint.reading.regions import addresses_customer

_QUOTES = (("'", "'"), ('"', '"'), ("‘", "’"), ("“", "”"), ("「", "」"), ("『", "』"), ("<", ">"), ("《", "》"))
_WHOLE = frozenset(("''", '""', "‘’", "“”"))


def is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether `start:end` of `text` stands inside one pair of quotation marks.

    A sentence that is quoted as a whole and addresses the customer is a reply that a manual sets off so.
    """
    whole = text.strip()
    if whole[:1] + whole[-1:] in _WHOLE and addresses_customer(whole):
        return False
    for opening, closing in _QUOTES:
        if opening == closing:
            before, behind = text[:start].count(opening), text[end:].count(opening)
            if before % 2 == 1 and behind >= 1:
                return True
        else:
            opened = text.rfind(opening, 0, start)
            if opened > text.rfind(closing, 0, start) and text.find(closing, end) >= 0:
                return True
    return False
