"""What a sentence must hold for a pattern to match it, asked in one step.

A need is a set of keys (`Parsed.keys`) of which the sentence must have one. Every need has a bit, given to it once in the process,
and each sentence works out once which bits it meets: then three thousand patterns are asked at the price of a comparison each, and
most are not even asked (`Callees`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from cslint.matching.frequency import frequency
from cslint.morphology.analysis import Parsed

Need = frozenset[str]
# Needs, a bit each: those of one way to match, or those that a sentence meets.
Bits = int


@dataclass(frozen=True, slots=True)
class Gate:
    """What a sentence must hold for a pattern to match it: all of `needs`, and all of one of `ways`, if there are any."""

    needs: tuple[Need, ...]
    ways: tuple[frozenset[Need], ...]


def rarest(needs: Iterable[Need]) -> Need | None:
    """Return the need that fewest sentences meet, or None if there is none."""
    return min(needs, key=commonness, default=None)


@cache
def commonness(need: Need) -> int:
    """Return a guess at how many of a thousand sentences meet a need, for comparing."""
    return sum(map(frequency, need))


_bits: dict[Need, Bits] = {}
_in_order: list[tuple[Need, Bits]] = []
_by_key: dict[str, Bits] = {}
_MET = (-1, 0)


def bits_of(needs: Iterable[Need]) -> Bits:
    """Return the bits of some needs, to be compared with `met`; equal needs have one bit."""
    return reduce(or_, (_bits[need] if need in _bits else _new_bit(need) for need in needs), 0)


def _new_bit(need: Need) -> Bits:
    bit = _bits[need] = 1 << len(_bits)
    _in_order.append((need, bit))
    for key in need:
        _by_key[key] = _by_key.get(key, 0) | bit
    return bit


def met(parsed: Parsed) -> Bits:
    """Return the bits of all needs that a sentence meets; those of needs that came in since are added to what was known."""
    count = len(_bits)
    known: tuple[int, Bits] | None = parsed.scratch.get(_MET)
    if known is not None and known[0] == count:
        return known[1]
    if known is None:
        found = reduce(or_, [_by_key[key] for key in parsed.keys & _by_key.keys()], 0)
    else:
        since = _in_order[known[0] :]
        found = reduce(or_, [bit for need, bit in since if not need.isdisjoint(parsed.keys)], known[1])
    parsed.scratch[_MET] = count, found
    return found


# So many ways are asked one by one whether the sentence meets them; of more, only those that its words begin.
_FEW = 24


def bits_of_ways(ways: Sequence[frozenset[Need]]) -> tuple[Bits, ...]:
    """Return the bits of each way, for `any_met`; none if they are too many to ask."""
    return tuple(map(bits_of, ways)) if len(ways) <= _FEW else ()


def any_met(ways: Sequence[Bits], here: Bits) -> bool:
    """Tell whether one way is open in a sentence that meets the needs `here`, or there are none to ask."""
    for way in ways:
        if way & here == way:
            return True
    return not ways


class Callees:
    """Those that look for something in sentences, known by a number: which of them a sentence calls for.

    If 7 was added with the one way {{불편}, {끼치다, 드리다}}, it is called by a sentence that has 불편 and one of the two verbs.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: dict[Need, list[tuple[Bits, int]]] = {}
        self._by_key: dict[str, list[list[tuple[Bits, int]]]] = {}
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
            self._waiting[anchor].append((bits_of(way - {anchor}), number))

    def of(self, parsed: Parsed) -> set[int]:
        """Return the numbers of those that a sentence calls for."""
        here = met(parsed)
        called = set(self._always)
        for key in parsed.keys & self._by_key.keys():
            for waiting in self._by_key[key]:
                for rest, number in waiting:
                    if rest & here == rest:
                        called.add(number)
        return called
