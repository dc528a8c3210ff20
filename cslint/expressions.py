"""Which of many regular expressions may occur in a text, told in two passes over it however many there are.

Most expressions hold letters that every match holds, so RE2 looks for those letters only. The few that hold none (runs of any
punctuation) are joined to one automaton.
"""

from collections.abc import Sequence

import re2

# Bytes for the automaton, which RE2 builds as texts need it.
_MOST_MEMORY = 64 << 20


class Expressions:
    """Regular expressions (RE2 syntax), known by their index."""

    def __init__(self, expressions: Sequence[str]) -> None:
        """Compile them. Raises re2.error for an expression RE2 does not take."""
        self._letters = re2.Filter()
        for expression in expressions:
            self._letters.Add(expression)
        self._automaton: re2.Set | None = None
        # What may occur in an empty text has no letters to look for.
        self._bare: tuple[int, ...] = ()
        self._any = bool(expressions)
        if self._any:  # RE2 cannot filter by nothing
            self._letters.Compile()
            self._bare = tuple(self._letters.Match("", potential=True) or ())
            self._automaton = _automaton([expressions[index] for index in self._bare])

    def in_text(self, text: str) -> list[int]:
        """Return the indices of the expressions that may occur in `text`, in order; all others do not."""
        if not self._any:
            return []
        found = set(self._letters.Match(text, potential=True) or ())
        occurring = self._automaton.Match(text) if self._automaton is not None else None
        # The empty expression occurs in every text: where it does not, RE2 ran out of memory and says so in no other way.
        if occurring and len(self._bare) in occurring:
            found.difference_update(self._bare)
            found.update(self._bare[at] for at in occurring if at < len(self._bare))
        return sorted(found)


def _automaton(expressions: Sequence[str]) -> re2.Set | None:
    """Return the automaton of some expressions and, behind them, the empty one; None if it is too large."""
    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    automaton = re2.Set.SearchSet(options)
    for expression in (*expressions, ""):
        automaton.Add(expression)
    try:
        automaton.Compile()
    except re2.error:
        return None
    return automaton
