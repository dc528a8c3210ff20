"""Tables of terms: a word, the plain words for it, and where it means something else (guide/4-terms.md)."""

from collections.abc import Iterator, Sequence

from cslint.matching.matchers import spelled_noun
from cslint.matching.patterns import Pattern
from cslint.morphology.analysis import Parsed
from cslint.morphology.words import Pos, Word
from cslint.offsets import SentenceSpan
from cslint.rules.lexicon import Lexicon
from cslint.rules.mistakes import Written, placed
from cslint.rules.replies import SentenceMatch
from cslint.rules.termfile import TermShape

_PHRASE_MARKS = frozenset('{}()[]…~@<>"^$+ ')


class TermTable:
    """The terms of one table that are on, indexed by the words they need."""

    def __init__(
        self,
        table: Sequence[Written[TermShape]],
        lexicon: Lexicon,
        tiers: frozenset[int],
        keep: frozenset[str] = frozenset(),
    ) -> None:
        """`tiers`: 1 and, in `strict`, 2; tier 0 never matches. `keep`: words the configuration lets stand.

        A kept word is also kept in terms that begin with it: 입고, and with it 입고 후.

        Raises CslintError, with the place of the term, for one that cannot be looked for.
        """
        self._by_key: dict[str, list[_Term]] = {}
        for row in table:
            shape = row.value
            if shape.tier in tiers and shape.tier and not _is_kept(shape.term, keep):
                with placed(row.where):
                    term = _Term(shape, lexicon)
                for key in term.keys:
                    self._by_key.setdefault(key, []).append(term)
        self.keys = frozenset(self._by_key)

    def matches(self, parsed: Parsed) -> list[SentenceMatch]:
        """Return the terms of a sentence in order, of overlapping ones the longest.

        Their values: `term` as it is called in the sentence, `plain`, and `row`, the term of the table's row.
        """
        terms = dict.fromkeys(term for key in parsed.keys & self._by_key.keys() for term in self._by_key[key])
        found = sorted(
            (match for term in terms for match in term.matches(parsed)),
            key=lambda match: (match.span.start, -match.span.end, -len(match.values["row"])),
        )
        kept: list[SentenceMatch] = []
        for match in found:
            if not kept or match.span.start >= kept[-1].span.end:
                kept.append(match)
        return kept


def _is_kept(term: str, keep: frozenset[str]) -> bool:
    return any(term == word or term.startswith(f"{word} ") for word in keep)


class _Term:
    """One term, ready to look for: nouns by their spelling, everything else as phrases."""

    def __init__(self, shape: TermShape, lexicon: Lexicon) -> None:
        self.shape = shape
        spelled = [shape.spelled] if isinstance(shape.spelled, str) else shape.spelled or [shape.term]
        nouns = [text for text in spelled if _PHRASE_MARKS.isdisjoint(text) and not text.endswith("다")]
        # 재송부, 미기재: the same verbal noun again, or not done.
        prefixes = ("", "재", "미") if shape.kind == "VN" else ("",)
        self._nouns = [prefix + noun for noun in nouns for prefix in prefixes]
        self._patterns = [lexicon.patterns(text) for text in spelled if text not in nouns]
        self._not = [lexicon.patterns(text) for text in shape.not_]
        self._only = [lexicon.patterns(text) for text in shape.only]
        self.keys = frozenset(self._nouns).union(*(pattern.anchors or () for pattern in self._patterns))
        if not all(pattern.anchors for pattern in self._patterns):
            raise ValueError(f"용어 '{shape.term}'에 찾을 낱말이 없습니다.")

    def matches(self, parsed: Parsed) -> Iterator[SentenceMatch]:
        for span, said in self._places(parsed):
            if any(_meets(pattern, parsed, span) for pattern in self._not):
                continue
            if self._only and not any(_meets(pattern, parsed, span) for pattern in self._only):
                continue
            plain = " / ".join(self.shape.plain)
            yield SentenceMatch(span, {"term": said, "plain": plain, "row": self.shape.term})

    def _places(self, parsed: Parsed) -> Iterator[tuple[SentenceSpan, str]]:
        """Yield where the term stands, and what it is called there: by one of its spellings; a verb by the row's term."""
        for pattern in self._patterns:
            for found in pattern.matches(parsed):
                last = parsed.words[found.last]
                span = SentenceSpan(found.span.start, min(found.span.end, _without_particles(last, found.span.end)))
                yield span, self.shape.term if last.pos.is_predicate else parsed.text[span.start : span.end]
        for at, word in enumerate(parsed.words):
            # Inside a longer word it is another word: 입금일, 해당사항 (guide 0.5).
            if not word.leads:
                continue
            for noun in self._nouns:
                if (end := spelled_noun(parsed, at, noun)) is not None:
                    yield SentenceSpan(word.start, end), noun


def _without_particles(word: Word, end: int) -> int:
    if word.pos is not Pos.NOUN or not word.particles:
        return end
    return word.start + len(word.lemma + "".join(word.suffixes))


def _meets(pattern: Pattern, parsed: Parsed, span: SentenceSpan) -> bool:
    return any(found.span.overlaps(span) for found in pattern.matches(parsed))
