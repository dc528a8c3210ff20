"""Matchers for the single elements of a phrase: words, classes, gaps, edges.

A matcher returns the places behind each way to match from a word on, in the order they are to be tried. What is compiled also
tells which names the first word of a match can have and what a sentence must hold, so that most are never called.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cslint.matching.needs import Need, rarest
from cslint.matching.phrase import OF_WORDS
from cslint.matching.tree import FREE, Bounds
from cslint.morphology.analysis import Parsed
from cslint.morphology.marks import ENTITY_CLASSES, WORD_CLASSES
from cslint.morphology.predicates import Predicate
from cslint.morphology.words import Pos

# How far a match got: the next word's index, and the first and last word of the marked part if one was met. A plain tuple,
# since no other value is made so often.
Reached = tuple[int, tuple[int, int] | None]
Matcher = Callable[[Parsed, int], Sequence[Reached]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A matcher and what is known of it without calling it.

    `needs`: what every sentence holds that matches. `begins`: the first word of every match that is not empty has one of
    these names or marks; None where nothing is known. `starts`, if there is one, tells of a sentence the words at which a
    match may begin, in order. `ways` are the ways to match, one of which a sentence must be open to; empty where `needs`
    tell all.
    """

    matcher: Matcher
    needs: tuple[Need, ...] = ()
    begins: frozenset[str] | None = None
    starts: Callable[[Parsed], Sequence[int]] | None = None
    ways: tuple[frozenset[Need], ...] = ()


@cache
def of_texts(texts: tuple[str, ...], bounds: Bounds) -> Compiled:
    """Return the matcher of any of some literal words, by any of the names a word may have (morphology/spellings.py)."""
    holds = test_of(bounds)
    order = {text: at for at, text in reversed([*enumerate(texts)])}

    def matcher(parsed: Parsed, at: int) -> Sequence[Reached]:
        names = parsed.names[at]
        called = order.keys() & names.keys()
        if not called:
            return ()
        found: list[Reached] = []
        for text in sorted(called, key=order.__getitem__) if len(called) > 1 else called:
            for last in names[text]:
                if holds is None or holds(parsed, last, at):
                    chain = parsed.chain_at[last]
                    if chain is not None and chain.last > last:
                        found.append((chain.last + 1, None))
                    found.append((last + 1, None))
        return found

    begins = frozenset(texts)
    return Compiled(matcher, (begins, *_needs_of(bounds)), begins)


def _needs_of(bounds: Bounds) -> tuple[Need, ...]:
    """Return the marks that a sentence with a word of these bounds has; see `test_of`."""
    needs = [frozenset((f":{feature}",)) for feature in sorted(bounds.features - OF_WORDS)]
    if bounds.endings is not None:
        needs.append(frozenset(f"-{ending}" for ending in bounds.endings))
    if bounds.particles is not None and "0" not in bounds.particles:
        needs.append(frozenset(f"+{particle}" for particle in bounds.particles))
    return tuple(needs)


def spelled_noun(parsed: Parsed, at: int, text: str) -> int | None:
    """Return the code point behind the noun `text` if the words from `at` on spell it, also as a verbal noun (이관하다).

    None if they do not.
    """
    spelled, words = "", parsed.words
    for word in words[at : at + 5]:
        if word.pos.is_predicate:
            if word.noun and spelled + word.noun == text:
                return min(word.end, word.start + len(word.noun))
            return None
        spelled += word.lemma
        if spelled == text:
            return word.start + len(word.lemma)
        spelled += "".join(word.suffixes)
        if spelled == text:
            return word.start + len(word.lemma) + len("".join(word.suffixes))
        if word.particles or not text.startswith(spelled):
            return None
    return None


# Tells whether the word at the first index has what some bounds ask for; the second is the first word of the element.
_Test = Callable[[Parsed, int, int], bool]


def test_of(bounds: Bounds) -> _Test | None:
    """Return the test of `bounds`, or None if they ask for nothing."""
    tests: list[_Test] = []
    if bounds.particles is not None or bounds.no_particles:
        tests.append(_particle_test(bounds.particles, bounds.no_particles))
    if bounds.endings is not None or bounds.no_endings:
        tests.append(_ending_test(bounds.endings, bounds.no_endings))
    if bounds.features or bounds.no_features or bounds.any_feature:
        tests.append(_feature_test(bounds))
    if len(tests) < 2:
        return tests[0] if tests else None
    return lambda parsed, at, lead: all(test(parsed, at, lead) for test in tests)


def _particle_test(wanted: frozenset[str] | None, refused: frozenset[str]) -> _Test:
    def test(parsed: Parsed, at: int, _lead: int) -> bool:
        particles = parsed.particles_at(at) or _BARE
        return (wanted is None or not wanted.isdisjoint(particles)) and refused.isdisjoint(particles)

    return test


_BARE = ("0",)


def _ending_test(wanted: frozenset[str] | None, refused: frozenset[str]) -> _Test:
    def test(parsed: Parsed, at: int, _lead: int) -> bool:
        own, chain = parsed.words[at].ending, parsed.chain_at[at]
        last = chain.ending if chain is not None else ""
        if wanted is not None and own not in wanted and last not in wanted:
            return False
        return own not in refused and last not in refused

    return test


def _feature_test(bounds: Bounds) -> _Test:
    wanted, refused, one_of = bounds.features, bounds.no_features, bounds.any_feature
    of_words = not OF_WORDS.isdisjoint(wanted | refused | one_of)

    def test(parsed: Parsed, at: int, lead: int) -> bool:
        chain = parsed.chain_at[at]
        features = _with_own(parsed, at, lead, chain) if of_words else chain.features if chain is not None else _NONE
        if one_of and one_of.isdisjoint(features):
            return False
        return wanted <= features and refused.isdisjoint(features)

    return test


_NONE: frozenset[str] = frozenset()


def _with_own(parsed: Parsed, at: int, lead: int, chain: Predicate | None) -> set[str]:
    features = set(chain.features) if chain else set()
    if parsed.words[lead].leads:
        features.add("어두")
    if parsed.words[at].suffixes:
        features.add("접미")
    return features


def of_bounds(compiled: Compiled, bounds: Bounds) -> Compiled:
    """Return the same matcher with particles, endings or features bound to its last word."""
    matcher, holds = compiled.matcher, test_of(bounds)
    if holds is None:
        return compiled

    def checked(parsed: Parsed, at: int) -> Sequence[Reached]:
        return [reached for reached in matcher(parsed, at) if reached[0] > at and holds(parsed, reached[0] - 1, at)]

    return replace(compiled, matcher=checked, needs=(*compiled.needs, *_needs_of(bounds)))


def of_gap(longest: int, *, in_clause: bool) -> Compiled:
    """Return the matcher of a gap, shortest first."""

    def gap(parsed: Parsed, at: int) -> Sequence[Reached]:
        found: list[Reached] = [(at, None)]
        passed, words = 0, parsed.words
        while at < len(words) and passed < longest:
            word = words[at]
            if in_clause and word.ending_tag in ("EC", "EF"):
                break
            passed += word.pos is not Pos.SYMBOL
            at += 1
            found.append((at, None))
        return found

    return Compiled(gap)


def of_edge(*, end: bool) -> Compiled:
    """Return the matcher of the start or the end of the sentence; punctuation beyond it does not count."""

    def edge(parsed: Parsed, at: int) -> Sequence[Reached]:
        beyond = parsed.words[at:] if end else parsed.words[:at]
        return ((at, None),) if all(word.pos is Pos.SYMBOL for word in beyond) else ()

    return Compiled(edge, begins=None if end else frozenset("^"))


def of_literal(text: str) -> Compiled:
    """Return the matcher of surface text that begins a word."""

    def literal(parsed: Parsed, at: int) -> Sequence[Reached]:
        start = parsed.words[at].start
        if not parsed.text.startswith(text, start):
            return ()
        end = at
        while end < len(parsed.words) and parsed.words[end].start < start + len(text):
            end += 1
        return ((end, None),)

    return Compiled(literal, begins=frozenset((f'"{text[0]}',)))


CLASS_NAMES = (*WORD_CLASSES, *ENTITY_CLASSES)


def of_class(name: str, bounds: Bounds = FREE) -> Compiled:
    """Return the matcher of a class of words or entities. Raises KeyError for an unknown name."""
    if name not in CLASS_NAMES:
        raise KeyError(name)
    mark = f"<{name}>"

    def matcher(parsed: Parsed, at: int) -> Sequence[Reached]:
        return [(last + 1, None) for last in parsed.names[at].get(mark, ())]

    own = frozenset((mark,))
    needs = (own,) if name in ENTITY_CLASSES else ()
    begins = own
    if name in WORD_CLASSES:  # what is bound to the word is told by its marks; of an entity only the last word has it
        begins = rarest((own, *_needs_of(bounds))) or own
    return of_bounds(Compiled(matcher, needs, begins), bounds)
