"""Links as they stand in running text, with or without markup."""

import re

# Variables in a link belong to it, whole: https://example.com/{{id}}. A bracket or brace that only surrounds it does not.
_VARIABLE = r"\{+[^{}\n]*\}+"
LINK = rf"(?:https?://|www\.)(?:[!#-&*-;=?-Z\\^_a-z|~]|{_VARIABLE})*(?:[A-Za-z0-9/_]|{_VARIABLE})"
_LINK = re.compile(LINK)


def links(text: str) -> list[tuple[int, int]]:
    """Return where the links of a text begin and end, in code points, in order."""
    return [found.span() for found in _LINK.finditer(text)]
