"""Compiled phrases: where in a sentence they match, remembered with the sentence, and what they need there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from cslint.matching.matchers import Compiled, Reached
from cslint.matching.needs import Bits, Gate, Need, any_met, bits_of, bits_of_ways, met, rarest
from cslint.morphology.analysis import Parsed, own_number
from cslint.offsets import SentenceSpan


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a sentence: word indices `first..last`, and what of the sentence to report."""

    first: int
    last: int
    span: SentenceSpan


class Names(Protocol):
    """What `@name` stands for."""

    def pattern(self, name: str) -> "Pattern":
        """Return the pattern of a vocabulary."""


@dataclass(frozen=True)
class Pattern:
    """A phrase, compiled when first asked for. What it finds in a sentence is remembered there: many rules ask the same.

    Where its gate is known already, most sentences are told from those it may match without its being compiled.
    """

    source: str
    compile: Callable[[], Compiled]
    known: Gate | None = None
    number: int = field(default_factory=own_number)
    occurs: int = field(default_factory=own_number)

    @cached_property
    def compiled(self) -> Compiled:
        """The matcher, and what is known of it without calling it."""
        return self.compile()

    @property
    def gate(self) -> Gate:
        """What every sentence holds that matches."""
        return self.known or Gate(self.compiled.needs, self.compiled.ways)

    @property
    def ways(self) -> tuple[frozenset[Need], ...]:
        """The ways to match: every sentence that matches meets all needs of one of them."""
        gate = self.gate
        needs = frozenset(gate.needs)
        return tuple(needs | way for way in gate.ways) or (needs,)

    @property
    def anchors(self) -> frozenset[str] | None:
        """At least one of these keys is in every sentence that matches; None if unknown."""
        return rarest(self.gate.needs)

    def may_match(self, parsed: Parsed) -> bool:
        """Tell cheaply whether a match is possible."""
        needs, ways = self._bits
        here = met(parsed)
        return needs & here == needs and any_met(ways, here)

    @cached_property
    def _bits(self) -> tuple[Bits, tuple[Bits, ...]]:
        """What every match needs, and the ways; worked out when first asked for, since few patterns are."""
        return bits_of(self.gate.needs), bits_of_ways(self.gate.ways)

    def matches(self, parsed: Parsed) -> Sequence[PhraseMatch]:
        """Return the matches in order, without overlaps."""
        known: Sequence[PhraseMatch] | None = parsed.memo.get(self.number)
        if known is None:
            known = parsed.memo[self.number] = (self._matches(parsed) or ()) if self.may_match(parsed) else ()
        return known

    def _matches(self, parsed: Parsed) -> list[PhraseMatch]:
        found: list[PhraseMatch] = []
        matcher, beyond = self.compiled.matcher, 0
        for at in self._starts(parsed):
            if at < beyond:
                continue
            for reached, mark in matcher(parsed, at):
                if reached > at:
                    beyond = reached
                    found.append(_match(parsed, mark or (at, beyond - 1), whole=mark is None))
                    break
        return found

    def is_in(self, parsed: Parsed) -> bool:
        """Tell whether the phrase occurs: whether there are `matches`, found sooner."""
        known: bool | None = parsed.memo.get(self.occurs)
        if known is None:
            known = parsed.memo[self.occurs] = self.may_match(parsed) and self._is_in(parsed)
        return known

    def _is_in(self, parsed: Parsed) -> bool:
        matcher = self.compiled.matcher
        return any(reached > at for at in self._starts(parsed) for reached, _ in matcher(parsed, at))

    def _starts(self, parsed: Parsed) -> Sequence[int]:
        """Return the words a match may begin with."""
        if self.compiled.starts is not None:
            return self.compiled.starts(parsed)
        begins = self.compiled.begins
        return range(len(parsed.words)) if begins is None else parsed.places_of(begins)


def _match(parsed: Parsed, reported: tuple[int, int], *, whole: bool) -> PhraseMatch:
    """Return the match that reports the words `first..last`; `whole`: they are all that matched."""
    first, last = reported
    end = parsed.words[last].end
    # A predicate is reported with its auxiliaries: 안내해 드리겠습니다, not 안내해.
    chain = parsed.chain_at[last]
    if whole and chain is not None:
        last = max(last, chain.last)
        end = max(end, parsed.words[last].end)
    return PhraseMatch(first, last, SentenceSpan(parsed.words[first].start, end))


def remembered(pattern: Pattern) -> Compiled:
    """Return a matcher that keeps, with the sentence, what the pattern finds from each word on."""
    matcher, number = pattern.compiled.matcher, pattern.number

    def remembering(parsed: Parsed, at: int) -> Sequence[Reached]:
        known: Sequence[Reached] | None = parsed.scratch.get((number, at))
        if known is None:
            known = parsed.scratch[number, at] = tuple(dict.fromkeys(matcher(parsed, at)))
        return known

    return replace(pattern.compiled, matcher=remembering)
