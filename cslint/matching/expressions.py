"""Which of many regular expressions occur in a text, told in one pass over it however many there are.

Most expressions hold letters that every match holds, so RE2 looks for all those letters at once, and then only for the
expressions whose letters it found. The few that hold none (runs of any punctuation) are always looked for.
"""

from collections.abc import Sequence

import re2

# What RE2 may remember of a search, in bytes; it goes on without, only slower. What is wrong is told once, by us.
OPTIONS = re2.Options()
OPTIONS.max_mem = 8 << 20
OPTIONS.log_errors = False


class Expressions:
    """Regular expressions (RE2 syntax), known by their index."""

    def __init__(self, expressions: Sequence[str]) -> None:
        """Compile them. Raises re2.error for an expression RE2 does not take."""
        self._filter = re2.Filter()
        for expression in expressions:
            self._filter.Add(expression, OPTIONS)
        self._any = bool(expressions)
        if self._any:  # RE2 cannot filter by nothing
            self._filter.Compile()

    def in_text(self, text: str) -> list[int]:
        """Return the indices of the expressions that occur in `text`, in order."""
        return sorted(self._filter.Match(text) or ()) if self._any else []
