"""What a sentence must hold for a pattern to match it, asked in one step.

A need is a set of keys (`Parsed.keys`) of which the sentence must have one. Needs are numbered once in the process, and each
sentence works out once which of them it meets: then three thousand patterns are asked at the price of a set comparison each,
and most are not even asked (`Callees`).
"""

from collections.abc import Iterable, Sequence
from functools import cache

from cslint.morphology.analysis import Parsed

Need = frozenset[str]
# The numbers of all needs that one way to match has.
Way = frozenset[int]


def rarest(needs: Sequence[Need]) -> Need | None:
    """Return the need that fewest sentences meet, or None if there is none."""
    return min(needs, key=commonness, default=None)


# Words of every other sentence make poor anchors, and so do endings and particles.
_COMMON = frozenset(
    "것 수 점 등 때 하다 되다 있다 없다 이다 않다 드리다 주다 고객 고객님 저희 안 확인 안내 감사하다".split()  # noqa: SIM905
)
_COMMONNESS = {"+": 200, "-": 200, ":": 100, "<": 50}


@cache
def commonness(need: Need) -> int:
    """Return a guess at how many sentences meet a need, for comparing."""
    return sum(1000 if key in _COMMON else _COMMONNESS.get(key[0], 1) if len(key) > 1 else 1 for key in need)


_numbers: dict[Need, int] = {}
_commonness: list[int] = []
_by_key: dict[str, set[int]] = {}
_MET = (-1, 0)


def numbered(needs: Iterable[Need]) -> Way:
    """Return the numbers of some needs, to be compared with `met`; equal needs have one number."""
    return frozenset(_numbers[need] if need in _numbers else _number(need) for need in needs)


def _number(need: Need) -> int:
    number = _numbers[need] = len(_numbers)
    _commonness.append(commonness(need))
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


def any_met(ways: Sequence[Way], here: set[int]) -> bool:
    """Tell whether one way is open in a sentence that meets the needs `here`, or they are too many to ask."""
    if len(ways) > _FEW:
        return True
    for way in ways:
        if way <= here:
            return True
    return not ways


class Callees:
    """Those that look for something in sentences, known by a number: which of them a sentence calls for."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_need: dict[int, list[tuple[Way, int]]] = {}
        self._always: set[int] = set()

    def add(self, number: int, ways: Iterable[Way]) -> None:
        """Have one called by every sentence that meets all needs of one of `ways`; by every sentence if a way needs nothing."""
        for way in ways:
            if way:
                self._by_need.setdefault(min(way, key=_commonness.__getitem__), []).append((way, number))
            else:
                self._always.add(number)

    def of(self, parsed: Parsed) -> set[int]:
        """Return the numbers of those that a sentence calls for."""
        here = met(parsed)
        called = set(self._always)
        for need in self._by_need.keys() & here:
            for way, number in self._by_need[need]:
                if way <= here:
                    called.add(number)
        return called
