"""Phrases compiled to patterns over the words of a sentence.

Between two elements commas, quotes and plain adverbs may stand (많이, 정말), since they change nothing about what is said;
안 and 못 are never passed over. Gaps are tried shortest first.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cslint.analysis import Parsed
from cslint.matchers import (
    Compiled,
    Matcher,
    Reached,
    of_bounds,
    of_class,
    of_edge,
    of_gap,
    of_literal,
    of_text,
)
from cslint.phrase import Choice, ClassName, Edge, Element, Gap, Literal, Marked, Sequence_, Text, VocabularyName
from cslint.words import Pos

_MOST_SKIPPED = 2
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a sentence: word indices `first..last` and the code points `start:end` to report."""

    first: int
    last: int
    start: int
    end: int


def own_number() -> int:
    """Return a number that nothing else has, to remember things with a sentence (`Parsed.memo`)."""
    return next(_numbers)


class Names(Protocol):
    """What `@name` stands for."""

    def pattern(self, name: str) -> "Pattern":
        """Return the pattern of a vocabulary."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled phrase. What it finds in a sentence is remembered with the sentence: many rules ask the same."""

    source: str
    compiled: Compiled
    number: int = field(default_factory=own_number)

    @property
    def anchors(self) -> frozenset[str] | None:
        """At least one of these keys is in every sentence that matches; None if unknown."""
        return rarest(self.compiled.needs)

    def may_match(self, parsed: Parsed) -> bool:
        """Tell cheaply whether a match is possible."""
        return self.compiled.may_match(parsed)

    def matches(self, parsed: Parsed) -> list[PhraseMatch]:
        """Return the matches in order, without overlaps."""
        known = parsed.memo.get((self.number, -1))
        if known is None:
            known = parsed.memo[self.number, -1] = self._matches(parsed) if self.may_match(parsed) else []
        return known

    def _matches(self, parsed: Parsed) -> list[PhraseMatch]:
        found: list[PhraseMatch] = []
        beyond = 0
        for at in self._starts(parsed):
            if at < beyond:
                continue
            reached = next(self.compiled.matcher(parsed, at), None)
            if reached is not None and reached.at > at:
                found.append(_match(parsed, at, reached))
                beyond = reached.at
        return found

    def is_in(self, parsed: Parsed) -> bool:
        """Tell whether the phrase occurs."""
        known = parsed.memo.get((self.number, -2))
        if known is None:
            known = parsed.memo[self.number, -2] = self.may_match(parsed) and self._is_in(parsed)
        return bool(known)

    def _is_in(self, parsed: Parsed) -> bool:
        matcher = self.compiled.matcher
        return any(next(matcher(parsed, at), None) is not None for at in self._starts(parsed))

    def _starts(self, parsed: Parsed) -> Sequence[int]:
        """Return the words a match may begin with."""
        begins = self.compiled.begins
        if begins is None:
            return range(len(parsed.words))
        return [at for at, names in enumerate(parsed.spellings) if not begins.isdisjoint(names)]


def _match(parsed: Parsed, at: int, reached: Reached) -> PhraseMatch:
    first, last = reached.mark or (at, reached.at - 1)
    end = parsed.words[last].end
    # A predicate is reported with its auxiliaries: 안내해 드리겠습니다, not 안내해.
    chain = parsed.chain_at[last]
    if reached.mark is None and chain is not None:
        last = max(last, chain.last)
        end = max(end, parsed.words[last].end)
    return PhraseMatch(first, last, parsed.words[first].start, end)


def compile_phrase(tree: Sequence_, names: Names, source: str = "") -> Pattern:
    """Return the pattern of a phrase's tree. Raises KeyError for an unknown vocabulary or class name."""
    return Pattern(source, _sequence(tree, names))


def one_of(patterns: Sequence[Pattern]) -> Pattern:
    """Return the pattern that matches where any of `patterns` does, tried in their order."""
    return Pattern(
        " | ".join(pattern.source for pattern in patterns), _choice([pattern.compiled for pattern in patterns])
    )


def remembered(pattern: Pattern) -> Compiled:
    """Return a matcher that keeps, with the sentence, what the pattern finds from each word on."""
    matcher, number = pattern.compiled.matcher, pattern.number

    def remembering(parsed: Parsed, at: int) -> Iterator[Reached]:
        known = parsed.memo.get((number, at))
        if known is None:
            known = parsed.memo[number, at] = tuple(dict.fromkeys(matcher(parsed, at)))
        yield from known

    return replace(pattern.compiled, matcher=remembering)


def _sequence(tree: Sequence_, names: Names) -> Compiled:
    elements = tree.elements
    parts = [_element(element, names) for element in elements]
    if len(parts) == 1:
        return parts[0]
    matchers = [part.matcher for part in parts]
    begins = [part.begins for part in parts]
    # A gap says itself what may lie between; an edge is where it is.
    rigid = [isinstance(element, Gap | Edge) for element in elements]
    after_gap = [True, *(isinstance(element, Gap) for element in elements)]
    empty = [isinstance(element, Gap | Edge) or _is_optional(element) for element in elements]
    count = len(parts)

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        yield from step(parsed, at, 0, None, set())

    def step(
        parsed: Parsed,
        at: int,
        part: int,
        mark: tuple[int, int] | None,
        seen: set[tuple[int, int, tuple[int, int] | None]],
    ) -> Iterator[Reached]:
        if part == count:
            yield Reached(at, mark)
            return
        state = (at, part, mark)
        if state in seen:
            return
        seen.add(state)
        length, wanted = len(parsed.words), begins[part]
        for start in (at,) if rigid[part] or after_gap[part] else _starts(parsed, at):
            if start >= length and not empty[part]:
                return
            if wanted is not None and wanted.isdisjoint(parsed.spellings[start]):
                continue
            for reached in matchers[part](parsed, start):
                # An optional element that matched nothing leaves the skipped words to the next one.
                behind = at if reached.at == start else reached.at
                yield from step(parsed, behind, part + 1, reached.mark or mark, seen)

    return Compiled(matcher, _together(need for part in parts for need in part.needs), begins[0])


def _together(needs: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the needs, each once, those first that fewest sentences meet."""
    return tuple(sorted(dict.fromkeys(needs), key=_commonness))


def rarest(needs: Sequence[frozenset[str]]) -> frozenset[str] | None:
    """Return the set of keys that fewest sentences have one of, or None if there is none."""
    return min(needs, key=_commonness, default=None)


# Words of every other sentence make poor anchors, and so do endings and particles.
_COMMON = frozenset(
    "것 수 점 등 때 하다 되다 있다 없다 이다 않다 드리다 주다 고객 고객님 저희 안 확인 안내 감사하다".split()  # noqa: SIM905
)
_COMMONNESS = {"+": 200, "-": 200, ":": 100, "<": 50}


def _commonness(keys: frozenset[str]) -> int:
    return sum(1000 if key in _COMMON else _COMMONNESS.get(key[0], 1) if len(key) > 1 else 1 for key in keys)


def _is_optional(element: Element) -> bool:
    return isinstance(element, Choice) and element.optional


def _starts(parsed: Parsed, at: int) -> Iterator[int]:
    """Return where the next element may begin: here, or behind punctuation and plain adverbs."""
    yield at
    adverbs = 0
    while at < len(parsed.words):
        word = parsed.words[at]
        if word.pos is Pos.ADVERB and word.lemma not in ("안", "못"):
            adverbs += 1
            if adverbs > _MOST_SKIPPED:
                return
        elif word.pos not in (Pos.SYMBOL, Pos.INTERJECTION):
            return
        at += 1
        yield at


def _choice(options: Sequence[Compiled]) -> Compiled:
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
    if all(len(option.needs) < _WORTH_ASKING for option in options):
        matcher = _by_name(matchers, anywhere, by_name)
    else:
        matcher = _able(options, anywhere, by_name)
    return Compiled(matcher, (anchors,) if anchors is not None else (), begins)


# An option that needs this many things is often not worth trying though the word at hand begins it.
_WORTH_ASKING = 2


def _by_name(matchers: Sequence[Matcher], anywhere: Sequence[int], by_name: Mapping[str, Sequence[int]]) -> Matcher:
    """Return the matcher that tries, in order, the options the word at hand begins and those that may begin anywhere."""
    names = by_name.keys()

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        tried = anywhere
        if at < len(parsed.words) and (called := names & parsed.spellings[at].keys()):
            tried = sorted({*anywhere, *(number for name in called for number in by_name[name])})
        for number in tried:
            yield from matchers[number](parsed, at)

    return matcher


def _able(options: Sequence[Compiled], anywhere: Sequence[int], by_name: Mapping[str, Sequence[int]]) -> Matcher:
    """Return the matcher that tries as `_by_name` does, without the options this sentence cannot hold."""
    names, memory = by_name.keys(), own_number()

    def able(parsed: Parsed) -> list[tuple[Matcher, ...]]:
        """Return what to try at each word and at the end of the sentence; worked out once a sentence."""
        free = [number for number in anywhere if options[number].may_match(parsed)]
        found = [tuple(options[number].matcher for number in free)] * (len(parsed.words) + 1)
        called: dict[int, set[int]] = {}
        known: dict[int, bool] = {}
        for name in names & parsed.places.keys():
            for number in by_name[name]:
                if number not in known:
                    known[number] = options[number].may_match(parsed)
                if known[number]:
                    for at in parsed.places[name]:
                        called.setdefault(at, set()).add(number)
        for at, numbers in called.items():
            found[at] = tuple(options[number].matcher for number in sorted(numbers.union(free)))
        return found

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        tried = parsed.memo.get((memory, 0))
        if tried is None:
            tried = parsed.memo[memory, 0] = able(parsed)
        for option in tried[at]:
            yield from option(parsed, at)

    return matcher


def _union(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for keys in sets:
        if keys is None:
            return None
        found |= keys
    return frozenset(found)


def _element(element: Element, names: Names) -> Compiled:
    match element:
        case Text(text, bounds):
            return of_text(text, bounds)
        case Literal(text):
            return of_literal(text)
        case ClassName(name, bounds):
            return of_bounds(of_class(name), bounds)
        case VocabularyName(name, bounds):
            return of_bounds(remembered(names.pattern(name)), bounds)
        case Gap(longest, in_clause):
            return of_gap(longest, in_clause=in_clause)
        case Edge(end):
            return of_edge(end=end)
        case Marked(inner):
            return _marking(_sequence(inner, names))
        case Choice(options, optional, bounds):
            choice = of_bounds(_choice([_sequence(option, names) for option in options]), bounds)
            return _optional(choice) if optional else choice


def _marking(inner: Compiled) -> Compiled:
    def marking(parsed: Parsed, at: int) -> Iterator[Reached]:
        for reached in inner.matcher(parsed, at):
            if reached.at > at:
                yield replace(reached, mark=(at, reached.at - 1))

    return replace(inner, matcher=marking)


def _optional(inner: Compiled) -> Compiled:
    def optional(parsed: Parsed, at: int) -> Iterator[Reached]:
        if at < len(parsed.words):
            yield from inner.matcher(parsed, at)
        yield Reached(at)

    return Compiled(optional)
