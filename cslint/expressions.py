"""Which of many regular expressions occur in a text, found in one pass over it.

RE2 joins the expressions to one automaton; only those that occur are then asked where.
"""

from collections.abc import Sequence

import re2

# Bytes for the automaton, which RE2 builds as texts need it. Where even this is too little, every expression is asked.
_MOST_MEMORY = 256 << 20


class Expressions:
    """Regular expressions (RE2 syntax), known by their index."""

    def __init__(self, expressions: Sequence[str]) -> None:
        """Compile the automaton. Raises re2.error for an expression RE2 does not take."""
        self._count = len(expressions)
        self._automaton: re2.Set | None = None
        options = re2.Options()
        options.max_mem = _MOST_MEMORY
        options.log_errors = False
        automaton = re2.Set.SearchSet(options)
        for expression in expressions:
            automaton.Add(expression)
        # The empty expression occurs in every text: where it does not, RE2 ran out of memory and says so in no other way.
        automaton.Add("")
        try:
            automaton.Compile()
            self._automaton = automaton
        except re2.error:  # too large for one automaton
            self._automaton = None

    def found_in(self, text: str) -> Sequence[int]:
        """Return the indices of the expressions that occur in `text`, in any order."""
        found = self._automaton.Match(text) if self._automaton is not None else None
        if not found or self._count not in found:
            return range(self._count)
        return [index for index in found if index != self._count]
