"""Which of many options may match where a sentence stands, so that a choice of hundreds costs little more than one."""

from collections.abc import Sequence
from functools import cached_property

from cslint.matching.matchers import Compiled, Matcher, Reached
from cslint.matching.needs import Bits, bits_of, met, rarest
from cslint.morphology.analysis import Parsed, own_number

# An option that needs this many things is often not worth trying though the word at hand begins it.
_WORTH_ASKING = 2


def choice(options: Sequence[Compiled]) -> Compiled:
    """Return the matcher of any of `options`, which looks only at those the sentence may hold and the word at hand begin."""
    if len(options) == 1:
        return options[0]
    anchors = _union([rarest(option.needs) for option in options])
    needs = (anchors,) if anchors is not None else ()
    begins = _union([option.begins for option in options])
    if all(len(option.needs) < _WORTH_ASKING for option in options):
        return Compiled(_Named(options).match, needs, begins)
    able = _Able(options)
    ways = tuple(dict.fromkeys(frozenset(option.needs) for option in options))
    return Compiled(able.match, needs, begins, able.starts, ways)


class _Named:
    """Tries, in order, the options that the word at hand begins and those that may begin anywhere."""

    def __init__(self, options: Sequence[Compiled]) -> None:
        self._options = options

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        """The options that each name or mark begins; like all else here, worked out when first asked for: few choices are."""
        found: dict[str, list[int]] = {}
        for number, option in enumerate(self._options):
            for name in option.begins or ():
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _anywhere(self) -> list[int]:
        return [number for number, option in enumerate(self._options) if option.begins is None]

    def match(self, parsed: Parsed, at: int) -> Sequence[Reached]:
        tried, by_name = self._anywhere, self._by_name
        if at < len(parsed.words) and (called := by_name.keys() & parsed.names[at].keys()):
            tried = sorted({*tried, *(number for name in called for number in by_name[name])})
        return _all_ways([self._options[number].matcher for number in tried], parsed, at)


class _Able(_Named):
    """Tries as `_Named` does, without the options that this sentence cannot hold."""

    def __init__(self, options: Sequence[Compiled]) -> None:
        super().__init__(options)
        self._memory = own_number(), 0

    @cached_property
    def _wanted_by(self) -> dict[str, list[tuple[int, Bits]]]:
        """The options that each name or mark begins, with what else they need: what begins them is known by then."""
        needs = [bits_of(need for need in option.needs if need != option.begins) for option in self._options]
        return {name: [(number, needs[number]) for number in numbers] for name, numbers in self._by_name.items()}

    @cached_property
    def _free(self) -> list[tuple[int, Bits]]:
        return [(number, bits_of(self._options[number].needs)) for number in self._anywhere]

    def _able(self, parsed: Parsed) -> tuple[dict[int, list[Matcher]], list[Matcher]]:
        """Return what to try at the words that begin an option, and what everywhere else; worked out once a sentence."""
        wanted_by, free = self._wanted_by, self._free
        here, places = met(parsed), parsed.places
        called: dict[int, set[int]] = {}
        for name in wanted_by.keys() & places.keys():
            if numbers := [number for number, wanted in wanted_by[name] if wanted & here == wanted]:
                for at in places[name]:
                    called.setdefault(at, set()).update(numbers)
        able_free = [number for number, wanted in free if wanted & here == wanted]
        options = self._options
        found = {
            at: [options[number].matcher for number in sorted(numbers.union(able_free))]
            for at, numbers in called.items()
        }
        return found, [options[number].matcher for number in able_free]

    def _tried(self, parsed: Parsed) -> tuple[dict[int, list[Matcher]], list[Matcher]]:
        known: tuple[dict[int, list[Matcher]], list[Matcher]] | None = parsed.scratch.get(self._memory)
        if known is None:
            known = parsed.scratch[self._memory] = self._able(parsed)
        return known

    def match(self, parsed: Parsed, at: int) -> Sequence[Reached]:
        here, elsewhere = self._tried(parsed)
        return _all_ways(here.get(at, elsewhere), parsed, at)

    def starts(self, parsed: Parsed) -> Sequence[int]:
        here, elsewhere = self._tried(parsed)
        return range(len(parsed.words)) if elsewhere else sorted(here)


def _all_ways(matchers: Sequence[Matcher], parsed: Parsed, at: int) -> Sequence[Reached]:
    if len(matchers) == 1:
        return matchers[0](parsed, at)
    return [reached for matcher in matchers for reached in matcher(parsed, at)]


def _union(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for keys in sets:
        if keys is None:
            return None
        found |= keys
    return frozenset(found)
