"""Matchers for the single elements of a phrase: words, classes, gaps, edges.

A matcher is a generator of the places behind each way to match from a word on, tried in the order written. What is compiled
also tells which names the first word of a match can have and which words a sentence must hold, so that most are never called.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cslint.analysis import Parsed
from cslint.phrase import Bounds
from cslint.words import Pos, Word


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a match got: the next word's index, and the first and last word of the marked part if one was met."""

    at: int
    mark: tuple[int, int] | None = None


Matcher = Callable[[Parsed, int], Iterator[Reached]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A matcher and what is known of it without calling it.

    `needs`: of each of these sets at least one key (`Parsed.keys`) is in every sentence that matches. `begins`: the first
    word of every match has one of these names; None where nothing is known, or a match may be empty.
    """

    matcher: Matcher
    needs: tuple[frozenset[str], ...] = ()
    begins: frozenset[str] | None = None

    def may_match(self, parsed: Parsed) -> bool:
        """Tell cheaply whether a match in this sentence is possible."""
        keys = parsed.keys
        for need in self.needs:  # noqa: SIM110 -- asked a hundred times a sentence; all() costs three times as much
            if need.isdisjoint(keys):
                return False
        return True


FREE = Bounds()
# Features that a word has by itself; all others are its predicate chain's.
_OF_WORDS = frozenset(("어두", "접미"))


def of_text(text: str, bounds: Bounds) -> Compiled:
    """Return the matcher of a literal word, by any of the names a word may have (spellings.py)."""

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        for last in parsed.spellings[at].get(text, ()):
            if holds(parsed, last, bounds, lead=at):
                chain = parsed.chain_at[last]
                if chain is not None and chain.last > last:
                    yield Reached(chain.last + 1)
                yield Reached(last + 1)

    names = frozenset((text,))
    return Compiled(matcher, (names, *_needs_of(bounds)), names)


def _needs_of(bounds: Bounds) -> tuple[frozenset[str], ...]:
    """Return the marks that a sentence with a word of these bounds has; see `holds`."""
    needs = [frozenset((f":{feature}",)) for feature in sorted(bounds.features - _OF_WORDS)]
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


def holds(parsed: Parsed, at: int, bounds: Bounds, lead: int) -> bool:
    """Tell whether the word at `at` has what `bounds` asks for; `lead` is the first word of the element."""
    if bounds is FREE or bounds == FREE:
        return True
    word = parsed.words[at]
    particles = set(word.particles)
    for after in parsed.words[at + 1 : at + 3]:  # 3월 5일(수)까지, '환불'을: the particle stands behind the bracket
        if after.pos is not Pos.SYMBOL or after.start != word.end:
            break
        particles.update(after.particles)
    if bounds.particles is not None and not (
        particles & bounds.particles or ("0" in bounds.particles and not particles)
    ):
        return False
    if particles & bounds.no_particles or ("0" in bounds.no_particles and not particles):
        return False
    chain = parsed.chain_at[at]
    endings = {word.ending, chain.ending if chain else ""} - {""}
    if bounds.endings is not None and not endings & bounds.endings:
        return False
    if endings & bounds.no_endings:
        return False
    if not bounds.features and not bounds.no_features and not bounds.any_feature:
        return True
    features = _features(parsed, at, lead)
    if bounds.any_feature and not features & bounds.any_feature:
        return False
    return bounds.features <= features and not features & bounds.no_features


def _features(parsed: Parsed, at: int, lead: int) -> set[str]:
    word = parsed.words[at]
    chain = parsed.chain_at[at]
    features = set(chain.features) if chain else set()
    if parsed.words[lead].leads:
        features.add("어두")
    if word.suffixes:
        features.add("접미")
    return features


def of_bounds(compiled: Compiled, bounds: Bounds) -> Compiled:
    """Return the same matcher with particles, endings or features bound to its last word."""
    if bounds == FREE:
        return compiled
    matcher = compiled.matcher

    def checked(parsed: Parsed, at: int) -> Iterator[Reached]:
        for reached in matcher(parsed, at):
            if reached.at > at and holds(parsed, reached.at - 1, bounds, lead=at):
                yield reached

    return Compiled(checked, (*compiled.needs, *_needs_of(bounds)), compiled.begins)


def of_gap(longest: int, *, in_clause: bool) -> Compiled:
    """Return the matcher of a gap, shortest first."""

    def gap(parsed: Parsed, at: int) -> Iterator[Reached]:
        yield Reached(at)
        passed = 0
        while at < len(parsed.words) and passed < longest:
            word = parsed.words[at]
            if in_clause and word.ending_tag in ("EC", "EF"):
                return
            passed += word.pos is not Pos.SYMBOL
            at += 1
            yield Reached(at)

    return Compiled(gap)


def of_edge(*, end: bool) -> Compiled:
    """Return the matcher of the start or the end of the sentence; punctuation beyond it does not count."""

    def edge(parsed: Parsed, at: int) -> Iterator[Reached]:
        beyond = parsed.words[at:] if end else parsed.words[:at]
        if all(word.pos is Pos.SYMBOL for word in beyond):
            yield Reached(at)

    return Compiled(edge)


def of_literal(text: str) -> Compiled:
    """Return the matcher of surface text that begins a word."""

    def literal(parsed: Parsed, at: int) -> Iterator[Reached]:
        start = parsed.words[at].start
        if not parsed.text.startswith(text, start):
            return
        end = at
        while end < len(parsed.words) and parsed.words[end].start < start + len(text):
            end += 1
        yield Reached(end)

    return Compiled(literal)


_POS_CLASSES: dict[str, Callable[[Word], bool]] = {
    "명사": lambda word: word.pos is Pos.NOUN,
    "동사": lambda word: word.pos is Pos.VERB,
    "형용사": lambda word: word.pos is Pos.ADJECTIVE,
    "용언": lambda word: word.pos.is_predicate,
    "부사": lambda word: word.pos is Pos.ADVERB,
    "관형사": lambda word: word.pos is Pos.DETERMINER,
    "고유명사": lambda word: word.tag == "NNP",
    "외국어": lambda word: word.tag == "SL",
    "어절": lambda word: word.pos is not Pos.SYMBOL,
}
ENTITY_CLASSES = ("날짜", "시각", "기간", "금액", "숫자", "전화", "링크", "메일", "자리표시자")
CLASS_NAMES = (*_POS_CLASSES, *ENTITY_CLASSES)


def of_class(name: str) -> Compiled:
    """Return the matcher of a class. Raises KeyError for an unknown name."""
    if name in ENTITY_CLASSES:
        return Compiled(_entity(name), (frozenset((f"<{name}>",)),))
    is_one = _POS_CLASSES[name]

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        if is_one(parsed.words[at]):
            chain = parsed.chain_at[at]
            if chain is not None and chain.last > at:  # 해 드릴 수 있는: a predicate with its auxiliaries
                yield Reached(chain.last + 1)
            yield Reached(at + 1)

    return Compiled(matcher)


def _entity(kind: str) -> Matcher:
    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        word = parsed.words[at]
        for entity in parsed.entities:
            if entity.kind == kind and word.start <= entity.start < word.end and entity.start - word.start < 2:
                end = at + 1
                while end < len(parsed.words) and parsed.words[end].start < entity.end:
                    end += 1
                yield Reached(end)

    return matcher
