"""Which of many options may match where a sentence stands, so that a choice of hundreds costs little more than one."""

from collections.abc import Callable, Mapping, Sequence

from cslint.matching.matchers import Compiled, Matcher, Reached
from cslint.matching.needs import bits_of, met, rarest
from cslint.morphology.analysis import Parsed, own_number

# An option that needs this many things is often not worth trying though the word at hand begins it.
_WORTH_ASKING = 2


def choice(options: Sequence[Compiled]) -> Compiled:
    """Return the matcher of any of `options`, which looks only at those the sentence may hold and the word at hand begin."""
    if len(options) == 1:
        return options[0]
    anchors = _union([rarest(option.needs) for option in options])
    begins = _union([option.begins for option in options])
    matchers = [option.matcher for option in options]
    anywhere = [at for at, option in enumerate(options) if option.begins is None]
    by_name: dict[str, list[int]] = {}
    for at, option in enumerate(options):
        for name in option.begins or ():
            by_name.setdefault(name, []).append(at)
    needs = (anchors,) if anchors is not None else ()
    if all(len(option.needs) < _WORTH_ASKING for option in options):
        return Compiled(_by_name(matchers, anywhere, by_name), needs, begins)
    ways = tuple(dict.fromkeys(frozenset(option.needs) for option in options))
    matcher, starts = _able(options, anywhere, by_name)
    return Compiled(matcher, needs, begins, starts, ways)


def _by_name(matchers: Sequence[Matcher], anywhere: Sequence[int], by_name: Mapping[str, Sequence[int]]) -> Matcher:
    """Return the matcher that tries, in order, the options the word at hand begins and those that may begin anywhere."""
    names = by_name.keys()

    def matcher(parsed: Parsed, at: int) -> Sequence[Reached]:
        tried = anywhere
        if at < len(parsed.words) and (called := names & parsed.names[at].keys()):
            tried = sorted({*anywhere, *(number for name in called for number in by_name[name])})
        return _all_ways([matchers[number] for number in tried], parsed, at)

    return matcher


def _all_ways(matchers: Sequence[Matcher], parsed: Parsed, at: int) -> Sequence[Reached]:
    if len(matchers) == 1:
        return matchers[0](parsed, at)
    return [reached for matcher in matchers for reached in matcher(parsed, at)]


def _able(
    options: Sequence[Compiled],
    anywhere: Sequence[int],
    by_name: Mapping[str, Sequence[int]],
) -> tuple[Matcher, Callable[[Parsed], Sequence[int]]]:
    """Return the matcher that tries as `_by_name` does, without the options this sentence cannot hold, and its starts."""
    memory = own_number()
    # What begins an option is known by its name already.
    needs = [bits_of(need for need in option.needs if need != option.begins) for option in options]
    matchers = [option.matcher for option in options]
    wanted_by = {name: [(number, needs[number]) for number in numbers] for name, numbers in by_name.items()}
    free = [(number, needs[number]) for number in anywhere]

    def able(parsed: Parsed) -> tuple[dict[int, list[Matcher]], list[Matcher]]:
        """Return what to try at the words that begin an option, and what everywhere else; worked out once a sentence."""
        here, places = met(parsed), parsed.places
        called: dict[int, set[int]] = {}
        for name in wanted_by.keys() & places.keys():
            if numbers := [number for number, wanted in wanted_by[name] if wanted & here == wanted]:
                for at in places[name]:
                    called.setdefault(at, set()).update(numbers)
        able_free = [number for number, wanted in free if wanted & here == wanted]
        elsewhere = [matchers[number] for number in able_free]
        found = {
            at: [matchers[number] for number in sorted(numbers.union(able_free))] for at, numbers in called.items()
        }
        return found, elsewhere

    def tried(parsed: Parsed) -> tuple[dict[int, list[Matcher]], list[Matcher]]:
        known: tuple[dict[int, list[Matcher]], list[Matcher]] | None = parsed.scratch.get((memory, 0))
        if known is None:
            known = parsed.scratch[memory, 0] = able(parsed)
        return known

    def matcher(parsed: Parsed, at: int) -> Sequence[Reached]:
        here, elsewhere = tried(parsed)
        return _all_ways(here.get(at, elsewhere), parsed, at)

    def starts(parsed: Parsed) -> Sequence[int]:
        here, elsewhere = tried(parsed)
        return range(len(parsed.words)) if elsewhere else sorted(here)

    return matcher, starts


def _union(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for keys in sets:
        if keys is None:
            return None
        found |= keys
    return frozenset(found)
