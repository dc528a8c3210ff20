"""What a regular expression needs: characters one of which is in everything it matches.

Asking RE2 costs more than asking which characters a sentence has, so an expression is tried only where it can match.
"""

import re

# A larger choice of characters tells too little to be worth looking up.
_MOST = 64
_TOKEN = re.compile(
    r"\\x\{(?P<wide>[0-9A-Fa-f]+)\}|\\x(?P<hex>[0-9A-Fa-f]{2})|\\(?P<escaped>.)|(?P<cls>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])"
    r"|(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:|(?P<flags>[a-zA-Z-]+)\)))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<many>[*?]\??|\{0?,\d+\}\??|\{0(?:,\d*)?\}\??)|(?P<some>\+\??|\{\d+(?:,\d*)?\}\??)|(?P<edge>[\^$])|(?P<any>\.)|(?P<literal>.)",
    re.DOTALL,
)
_DIGITS = frozenset("0123456789")


def needed_characters(expression: str) -> frozenset[str] | None:
    """Return characters one of which is in every match of an RE2 expression; None if no small set is known."""
    if "(?i" in expression or "\\Q" in expression:
        return None
    return _Reader(expression).alternatives()


class _Reader:
    """Reads an expression once, from left to right."""

    def __init__(self, expression: str) -> None:
        self._tokens = list(_TOKEN.finditer(expression))
        self._at = 0

    def alternatives(self) -> frozenset[str] | None:
        """Read to the end of the group: every alternative must be known for the whole to be."""
        whole: frozenset[str] | None = frozenset()
        while True:
            needed = self._concatenation()
            whole = whole | needed if whole is not None and needed is not None else None
            if self._at >= len(self._tokens) or self._tokens[self._at]["close"]:
                self._at += 1
                return whole if whole and len(whole) <= _MOST else None
            self._at += 1  # the bar

    def _concatenation(self) -> frozenset[str] | None:
        """Read one alternative: its most telling item is needed."""
        best: frozenset[str] | None = None
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token["close"] or token["bar"]:
                break
            self._at += 1
            needed = self._item(token)
            follows = self._tokens[self._at] if self._at < len(self._tokens) else None
            if follows is not None and (follows["many"] or follows["some"]):
                self._at += 1
                needed = None if follows["many"] else needed
            if needed is not None and (best is None or len(needed) < len(best)):
                best = needed
        return best

    def _item(self, token: re.Match[str]) -> frozenset[str] | None:
        if token["open"]:
            return None if token["flags"] else self.alternatives()
        if token["wide"] or token["hex"]:
            return frozenset(chr(int(token["wide"] or token["hex"], 16)))
        if token["escaped"]:
            return _escaped(token["escaped"])
        if token["cls"]:
            return _members(token["cls"])
        return frozenset(token["literal"]) if token["literal"] else None


def _escaped(char: str) -> frozenset[str] | None:
    if char == "d":
        return _DIGITS
    if char in "nrtfv":
        return frozenset({"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}[char])
    return None if char.isalnum() else frozenset(char)


def _members(spelled: str) -> frozenset[str] | None:
    """Return the characters of a class, or None for one that is negated, large, or names a class."""
    inner = spelled[1:-1]
    if inner.startswith("^") or "[:" in inner:
        return None
    found: set[str] = set()
    pieces = re.findall(r"\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\.|.", inner, re.DOTALL)
    at = 0
    while at < len(pieces):
        first = _one(pieces[at])
        if first is None:
            return None
        last = first
        if at + 2 < len(pieces) and pieces[at + 1] == "-":
            end = _one(pieces[at + 2])
            if end is None or len(end) != 1 or len(first) != 1:
                return None
            last, at = end, at + 2
        if len(first) == 1 and ord(max(last)) - ord(max(first)) > _MOST:
            return None
        found.update(first if first is last else map(chr, range(ord(max(first)), ord(max(last)) + 1)))
        at += 1
    return frozenset(found) if len(found) <= _MOST else None


def _one(piece: str) -> frozenset[str] | None:
    if piece.startswith("\\x"):
        return frozenset(chr(int(piece[2:].strip("{}"), 16)))
    return _escaped(piece[1]) if piece.startswith("\\") and len(piece) > 1 else frozenset(piece)
