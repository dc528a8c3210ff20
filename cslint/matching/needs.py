"""What a sentence must hold for a pattern to match it, asked in one step.

A need is a set of keys (`Parsed.keys`) of which the sentence must have one. Needs are numbered once in the process, and each
sentence works out once which of them it meets: then three thousand patterns are asked at the price of a set comparison each,
and most are not even asked (`Callees`).
"""

from collections.abc import Iterable, Sequence
from functools import cache

from cslint.matching.frequency import frequency
from cslint.morphology.analysis import Parsed

Need = frozenset[str]
# The numbers of all needs that one way to match has.
Way = frozenset[int]


def rarest(needs: Iterable[Need]) -> Need | None:
    """Return the need that fewest sentences meet, or None if there is none."""
    return min(needs, key=commonness, default=None)


@cache
def commonness(need: Need) -> int:
    """Return a guess at how many of a thousand sentences meet a need, for comparing."""
    return sum(map(frequency, need))


_numbers: dict[Need, int] = {}
_by_key: dict[str, set[int]] = {}
_MET = (-1, 0)


def numbered(needs: Iterable[Need]) -> Way:
    """Return the numbers of some needs, to be compared with `met`; equal needs have one number."""
    return frozenset(_numbers[need] if need in _numbers else _number(need) for need in needs)


def _number(need: Need) -> int:
    number = _numbers[need] = len(_numbers)
    for key in need:
        _by_key.setdefault(key, set()).add(number)
    return number


def met(parsed: Parsed) -> set[int]:
    """Return the numbers of all needs that a sentence meets; worked out anew when needs came in since."""
    count = len(_numbers)
    known: tuple[int, set[int]] | None = parsed.scratch.get(_MET)
    if known is not None and known[0] == count:
        return known[1]
    found: set[int] = set().union(*[_by_key[key] for key in parsed.keys & _by_key.keys()])
    parsed.scratch[_MET] = count, found
    return found


# So many ways are asked one by one whether the sentence meets them; of more, only those that its words begin.
_FEW = 24


def numbered_ways(ways: Sequence[frozenset[Need]]) -> tuple[Way, ...]:
    """Return the ways with their needs numbered, for `any_met`; none if they are too many to ask."""
    return tuple(map(numbered, ways)) if len(ways) <= _FEW else ()


def any_met(ways: Sequence[Way], here: set[int]) -> bool:
    """Tell whether one way is open in a sentence that meets the needs `here`, or there are none to ask."""
    for way in ways:
        if way <= here:
            return True
    return not ways


class Callees:
    """Those that look for something in sentences, known by a number: which of them a sentence calls for."""

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: dict[Need, list[tuple[Way, int]]] = {}
        self._by_key: dict[str, list[list[tuple[Way, int]]]] = {}
        self._always: set[int] = set()

    def add(self, number: int, ways: Iterable[frozenset[Need]]) -> None:
        """Have one called by every sentence that meets all needs of one of `ways`; by every sentence if a way needs nothing."""
        for way in ways:
            anchor = rarest(way)
            if anchor is None:
                self._always.add(number)
                continue
            if anchor not in self._waiting:
                self._waiting[anchor] = []
                for key in anchor:
                    self._by_key.setdefault(key, []).append(self._waiting[anchor])
            self._waiting[anchor].append((numbered(way - {anchor}), number))

    def of(self, parsed: Parsed) -> set[int]:
        """Return the numbers of those that a sentence calls for."""
        here = met(parsed)
        called = set(self._always)
        for key in parsed.keys & self._by_key.keys():
            for waiting in self._by_key[key]:
                for rest, number in waiting:
                    if rest <= here:
                        called.add(number)
        return called
