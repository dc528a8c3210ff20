"""How a term is put into plain words: as its row of the table says, or as its kind of word bends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cslint.findings import Safety
from cslint.matching.patterns import Pattern
from cslint.morphology.analysis import Parsed
from cslint.morphology.inflection import Inflector, Rewording
from cslint.morphology.words import Pos
from cslint.offsets import SentenceSpan
from cslint.rules.lexicon import Lexicon
from cslint.rules.mended import SAFETY, Fixer, Mended, Target, mended, noun_end, one_part
from cslint.rules.mistakes import Written, placed
from cslint.rules.termfile import TermShape

_SWAPPED = frozenset(("N", "N-time", "N-det", "N-adv", "NP", "ADV"))
_SIMPLE = re.compile(r"[가-힣A-Za-z0-9]+(?: [가-힣A-Za-z0-9]+)*")


def fixer_of_terms(table: Sequence[Written[TermShape]], lexicon: Lexicon) -> Fixer:
    """Return the fixer of matches in a table of terms: each by the row of the term it found.

    Raises CslintError, with the place of the term, for one whose `fix` cannot be.
    """
    fixers = {}
    for row in table:
        with placed(row.where):
            fixers[row.value.term] = _term_fixer(row.value, lexicon)

    def fixer(target: Target, inflector: Inflector) -> Mended | None:
        of_term = fixers.get(target.values.get("row", ""))
        return of_term.mend(target, inflector) if of_term else None

    return fixer


@dataclass(frozen=True, slots=True)
class _TermFixer:
    """How one term is put into plain words."""

    term: str
    kind: str
    noun: str | None
    active: str | None
    passive: str | None
    with_object: str | None
    safety: Safety | None
    safe_with: Pattern | None

    def mend(self, target: Target, inflector: Inflector) -> Mended | None:
        known = self.safe_with is not None and self.safe_with.is_in(target.parsed)
        safety = Safety.SAFE if known else self.safety
        return mended(target, one_part(self._part(target, inflector)), safety) if safety else None

    def _part(self, target: Target, inflector: Inflector) -> Rewording | None:
        parsed, words = target.parsed, target.words
        if not words or not parsed.words[words[0]].leads:
            return None
        if self.kind == "VN" and not parsed.text.startswith(self.term, target.span.start):
            return None  # 미회신, 재송부: the prefix would be lost
        head = self._predicate(parsed, words)
        if head is not None:
            at, new = head
            return inflector.predicate(parsed, parsed.words[words[0]].start, at, new) if new else None
        if self.noun is None:
            return None
        if parsed.words[words[-1]].pos is Pos.ADVERB:
            word = parsed.words[words[-1]]
            return None if word.particles else Rewording(SentenceSpan(word.start, word.end), self.noun)
        end = noun_end(target)
        # A term found as a phrase may reach further than its noun: 유선 of 유선으로 안내하다.
        found = parsed.text.find(self.term, target.span.start, target.span.end)
        end = found + len(self.term) if found == target.span.start else end
        if self.kind in ("N-adv", "ADV") and _has_particle(parsed, end):
            return None
        # 송부 안내, 이관 요청: what stands for a verbal noun before another noun is not what stands for it alone.
        if self.kind == "VN" and self.active != f"{self.noun}하다" and not _has_particle(parsed, end):
            return None
        return inflector.noun(parsed, target.span.start, end, self.noun, apart=self.kind == "N-time")

    def _predicate(self, parsed: Parsed, words: list[int]) -> tuple[int, str | None] | None:
        """Return the index of the predicate the term is part of, and what to put for it; None for a bare noun."""
        for at in words:  # of a term found with its auxiliaries the first holds it: 병기해 주세요
            word = parsed.words[at]
            if word.pos.is_predicate and self.term in (word.noun, word.lemma):
                active = (_has_object(parsed, at) and self.with_object) or self.active
                return at, self.passive if word.light == "되" else active
        word = parsed.words[words[-1]]
        if word.pos.is_predicate:
            return words[-1], None  # 재송부하다, 송부처리하다: more than the term
        after = parsed.words[words[-1] + 1] if words[-1] + 1 < len(parsed.words) else None
        is_bare = not word.suffixes and word.lemma == self.term and not set(word.particles) - {"을"}
        if self.kind == "VN" and is_bare and after is not None and after.lemma in ("하다", "되다") and not after.noun:
            return words[-1] + 1, self.passive if after.lemma == "되다" else self.active
        return None


def _has_object(parsed: Parsed, at: int) -> bool:
    """Tell whether an object stands before predicate `at`, in its clause."""
    for word in reversed(parsed.words[:at]):
        if word.pos.is_predicate:
            return False
        if "을" in word.particles:
            return True
    return False


def _has_particle(parsed: Parsed, end: int) -> bool:
    return any(token.tag.startswith("J") and token.start == end for word in parsed.words for token in word.tokens)


def _term_fixer(row: TermShape, lexicon: Lexicon) -> _TermFixer | None:
    """Return how a row is fixed; None where only people can (compounds of meaning, tier 2 and 0 unless it says how)."""
    told = row.fix
    if told is None and (
        row.tier != 1 or row.kind not in _SWAPPED or not row.plain or not _SIMPLE.fullmatch(row.plain[0])
    ):
        return None
    noun = told.noun if told else None
    if noun is None and row.kind in _SWAPPED and row.plain and _SIMPLE.fullmatch(row.plain[0]):
        noun = row.plain[0]
    # A word of two meanings may have been taken for the other one; tier 2 is a matter of taste.
    default = "unsafe" if row.not_ or row.only or row.tier != 1 else "safe"
    safe_with = lexicon.patterns(told.safe_with) if told and told.safe_with else None
    safety = (told.safety if told else None) or ("unsafe" if safe_with else default)
    return _TermFixer(
        row.term,
        row.kind,
        noun,
        told.active if told else None,
        told.passive if told else None,
        told.with_object if told else None,
        SAFETY.get(safety),
        safe_with,
    )
