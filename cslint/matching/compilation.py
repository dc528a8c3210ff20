"""Syntax trees of phrases become matchers over the words of a sentence.

Between two elements commas, quotes and plain adverbs may stand (많이, 정말), since they change nothing about what is said;
안 and 못 are never passed over. Gaps are tried shortest first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cslint.matching.choices import choice
from cslint.matching.matchers import (
    Compiled,
    Reached,
    of_bounds,
    of_class,
    of_edge,
    of_gap,
    of_literal,
    of_texts,
    test_of,
)
from cslint.matching.needs import Gate, Need, commonness
from cslint.matching.patterns import Names, Pattern, remembered
from cslint.matching.tree import (
    Bounds,
    Choice,
    ClassName,
    Edge,
    Element,
    Gap,
    Literal,
    Marked,
    Sequence_,
    Text,
    VocabularyName,
    may_be_empty,
    merged,
)
from cslint.morphology.analysis import Parsed
from cslint.morphology.words import Pos

_MOST_SKIPPED = 2
_PASSED = (Pos.ADVERB, Pos.SYMBOL, Pos.INTERJECTION)
# What stands before one of these is a label, a step or a choice, and not said in one breath with what stands behind it;
# a value is told by its label, though: `답변 예정: 3월 5일`.
_PARTING = frozenset((":", "：", "→", "▶", "|", "/"))
# Elements that end with a word, to which particles, endings and features may be bound.
_WORDS = (Text, ClassName, VocabularyName, Choice)


def compile_phrases(trees: Sequence[Sequence_], names: Names, source: str = "", known: Gate | None = None) -> Pattern:
    """Return the pattern that matches where any of some phrases does, tried in their order; `known` is its gate, if it is known.

    When it is first used it raises KeyError for an unknown vocabulary or class name.
    """
    return Pattern(source, lambda: choice([_sequence(tree, names) for tree in merged(trees)]), known)


def _sequence(tree: Sequence_, names: Names) -> Compiled:
    elements = tree.elements
    parts = [_element(element, names) for element in elements]
    for at, element in enumerate(elements):
        if at and isinstance(element, Choice) and element.optional and isinstance(elements[at - 1], _WORDS):
            parts[at] = _bound_before(parts[at], element.bounds)
    empty = list(map(may_be_empty, elements))
    if len(parts) == 1:
        return replace(parts[0], begins=None) if empty[0] else parts[0]
    # A gap says itself what may lie between; an edge is where it is.
    exact = [
        at == 0 or isinstance(element, Gap | Edge) or isinstance(elements[at - 1], Gap)
        for at, element in enumerate(elements)
    ]
    values = [_may_be_value(element) for element in elements]
    steps = [
        (part.matcher, None if optional else part.begins, is_exact, optional, value)
        for part, is_exact, optional, value in zip(parts, exact, empty, values, strict=True)
    ]

    def matcher(parsed: Parsed, at: int) -> Sequence[Reached]:
        names, length = parsed.names, len(parsed.words)
        ways: Iterable[Reached] = ((at, None),)
        for follow, wanted, is_exact, optional, value in steps:
            # Of two ways to the same place the first is kept, as a dictionary's key.
            behind: dict[Reached, None] = {}
            for here, mark in ways:
                for start in (here,) if is_exact else _starts(parsed, here, value=value):
                    if start >= length and not optional:
                        break
                    if wanted is not None and wanted.isdisjoint(names[start]):
                        continue
                    for there, marked in follow(parsed, start):
                        # An optional element that matched nothing leaves the skipped words to the next one.
                        behind[here if there == start else there, marked or mark] = None
            if not behind:
                return ()
            ways = behind
        return tuple(ways)

    needs = _together(need for part in parts for need in part.needs)
    return Compiled(matcher, needs, _begins(elements, parts), parts[0].starts)


def _begins(elements: Sequence[Element], parts: Sequence[Compiled]) -> frozenset[str] | None:
    """Return what the first word of a sequence has: of optional elements at its start, and of the first that is not."""
    found: set[str] = set()
    for element, part in zip(elements, parts, strict=True):
        if part.begins is None:
            return None
        found |= part.begins
        if not _is_optional(element):
            return frozenset(found)
    return None


def _bound_before(optional: Compiled, bounds: Bounds) -> Compiled:
    """Return an optional element whose bounds, where it is left out, are those of the word before it: 기사 (님)+이."""
    holds, matcher = test_of(bounds), optional.matcher
    if holds is None:
        return optional

    def bound(parsed: Parsed, at: int) -> Sequence[Reached]:
        # What stands before may be passed over (commas, adverbs); nothing is bound to that.
        before = parsed.words[at - 1].pos not in _PASSED and holds(parsed, at - 1, at - 1)
        return [reached for reached in matcher(parsed, at) if reached[0] > at or before]

    return replace(optional, matcher=bound)


def _together(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return the needs, each once, those first that fewest sentences meet."""
    return tuple(sorted(dict.fromkeys(needs), key=commonness))


def _is_optional(element: Element) -> bool:
    return isinstance(element, Choice) and may_be_empty(element)


def _may_be_value(element: Element) -> bool:
    """Tell whether an element may be a date, a number, a variable, which a colon parts from its label."""
    match element:
        case ClassName():
            return True
        case Choice(options):
            return any(_may_be_value(option.elements[0]) for option in options if option.elements)
        case Marked(inner):
            return _may_be_value(inner.elements[0])
        case _:
            return False


def _starts(parsed: Parsed, at: int, *, value: bool = False) -> Sequence[int]:
    """Return where the next element may begin: here, or behind punctuation and plain adverbs; a `value` behind a colon too."""
    found, adverbs, words = [at], 0, parsed.words
    while at < len(words):
        word = words[at]
        if word.pos is Pos.ADVERB and word.lemma not in ("안", "못"):
            adverbs += 1
            if adverbs > _MOST_SKIPPED:
                break
        elif word.pos not in (Pos.SYMBOL, Pos.INTERJECTION) or (word.lemma in _PARTING and not value):
            break
        at += 1
        found.append(at)
    return found


def _element(element: Element, names: Names) -> Compiled:
    match element:
        case Text(texts, bounds):
            return of_texts(texts, bounds)
        case Literal(text):
            return of_literal(text)
        case ClassName(name, bounds):
            return of_class(name, bounds)
        case VocabularyName(name, bounds):
            return of_bounds(remembered(names.pattern(name)), bounds)
        case Gap(longest, in_clause):
            return of_gap(longest, in_clause=in_clause)
        case Edge(end):
            return of_edge(end=end)
        case Marked(inner):
            return _marking(_sequence(inner, names))
        case Choice(options, optional, bounds):
            chosen = of_bounds(choice([_sequence(option, names) for option in options]), bounds)
            return _optional(chosen) if optional else chosen


def _marking(inner: Compiled) -> Compiled:
    matcher = inner.matcher

    def marking(parsed: Parsed, at: int) -> Sequence[Reached]:
        return [(there, (at, there - 1)) for there, _ in matcher(parsed, at) if there > at]

    return replace(inner, matcher=marking)


def _optional(inner: Compiled) -> Compiled:
    matcher = inner.matcher

    def optional(parsed: Parsed, at: int) -> Sequence[Reached]:
        found = matcher(parsed, at) if at < len(parsed.words) else ()
        return (*found, (at, None))

    return Compiled(optional, begins=inner.begins)
