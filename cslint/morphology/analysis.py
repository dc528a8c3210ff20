"""From a segment's text to sentences of words: what every rule looks at."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from cslint.document import Segment
from cslint.korean.entities import Entity, find_entities
from cslint.morphology.marks import add_marks, particles_at
from cslint.morphology.predicates import Predicate, predicates_of
from cslint.morphology.sentences import split_sentences
from cslint.morphology.speech import SpeechLevel, speech_level
from cslint.morphology.spellings import Spellings, spellings_of
from cslint.morphology.tokenizer import Noun, Token, Tokenizer, paired_particles, stand_in
from cslint.morphology.words import Pos, Word, words_of
from cslint.offsets import SentenceSpan, TextSpan
from cslint.reading.placeholders import Placeholder, Placeholders

# Decoration behind the last ending makes Kiwi take it for a connective; so does a missing full stop (study/kiwi.md 8).
_DECORATION = re.compile("(?:[\\s~…!?.;^ㄱ-ㅎㅏ-ㅣ\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d♡♥]|[:;]-?[)DP(])+$")
_LEAD = re.compile(r"(?:[-*•·▶▷■□◆○●※☞✔]+\s*|\d{1,2}[.)]\s+|[①-⑳]\s*|[가-하][.)]\s+)+")
# What stands for a character of a placeholder in `Parsed.surface`: of private use, and replaced where a text holds it itself.
BLOT = "\ue000"
_NOT_A_BLOT = "\ufffd"
_numbers = itertools.count()


def own_number() -> int:
    """Return a number that nothing else has, to remember things with a sentence (`Parsed.memo`)."""
    return next(_numbers)


@dataclass(frozen=True)
class Parsed:
    """What Kiwi and the word layer make of one sentence's text, independent of where it stands.

    `text` is the sentence; every offset inside counts its code points from 0.
    """

    text: str
    words: tuple[Word, ...]
    predicates: tuple[Predicate, ...]
    entities: tuple[Entity, ...]
    level: SpeechLevel
    placeholders: tuple[Placeholder, ...]
    opaque: tuple[SentenceSpan, ...] = ()

    @cached_property
    def names(self) -> tuple[Spellings, ...]:
        """For each word, the names a phrase may call it by, alone or with the words behind it, and its marks (marks.py)."""
        found = spellings_of(self.words, self.text)
        add_marks(found, self.words, self.predicates, self.entities, self.text)
        return found

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """For each name or mark, the words that have it."""
        found: dict[str, list[int]] = {}
        for at, names in enumerate(self.names):
            for name in names:
                if name in found:
                    found[name].append(at)
                else:
                    found[name] = [at]
        return found

    def places_of(self, names: frozenset[str]) -> Sequence[int]:
        """Return the words that have one of some names or marks, in order."""
        places = self.places
        called = names & places.keys()
        if len(called) == 1:
            return places[next(iter(called))]
        return sorted({at for name in called for at in places[name]})

    @cached_property
    def keys(self) -> frozenset[str]:
        """What rules are indexed by: every name and mark of every word, and the nouns inside verbs."""
        found = {*self.places, *(word.noun for word in self.words)}
        for before, word in itertools.pairwise(self.words):  # 오버부킹되다: the term is in two words
            if word.noun and before.pos is Pos.NOUN and not before.particles:
                found.add(before.lemma + word.noun)
        found.discard("")
        return frozenset(found)

    @cached_property
    def surface(self) -> str:
        """The text with every placeholder and opaque stretch blotted out, length kept: what regular expressions search."""
        text = self.text.replace(BLOT, _NOT_A_BLOT)
        for span in (*(placeholder.span for placeholder in self.placeholders), *self.opaque):
            text = text[: span.start] + BLOT * (span.end - span.start) + text[span.end :]
        return text

    @cached_property
    def chain_at(self) -> tuple[Predicate | None, ...]:
        """For each word, the predicate chain it belongs to."""
        found: list[Predicate | None] = [None] * len(self.words)
        for predicate in self.predicates:
            for at in range(predicate.first, predicate.last + 1):
                found[at] = predicate
        return tuple(found)

    def particles_at(self, at: int) -> tuple[str, ...]:
        """Return the particles of a word, also those behind the bracket or quote that closes it: 3월 5일(수)까지, '환불'을."""
        return particles_at(self.words, at)

    @cached_property
    def memo(self) -> dict[int, Any]:
        """What patterns and rules have found in this sentence, by their number; only a shortcut, safe to clear."""
        return {}

    @cached_property
    def scratch(self) -> dict[tuple[int, int], Any]:
        """What patterns work out on the way, by number and word; bulky, so it is cleared when a reply has been judged."""
        return {}

    @cached_property
    def declarative(self) -> SpeechLevel | None:
        """합쇼체 or 해요체 of a declarative sentence; None for requests, questions, fragments (guide/7-decisions.md 9)."""
        main = self.main
        if main is None or main.features & {"의문", "명령", "요청"} or main.ending in ("지요", "ᆯ까요", "ᆸ시다"):
            return None
        last = self.words[main.last]
        if last.honorific and last.ending == "어요" and not last.past:  # 세요 goes with either level, also 안 되세요
            return None
        return self.level if self.level in (SpeechLevel.HAPSYO, SpeechLevel.HAEYO) else None

    @cached_property
    def main(self) -> Predicate | None:
        """The last chain of the sentence, if the sentence ends with it."""
        return self.predicates[-1] if self.predicates and "끝" in self.predicates[-1].features else None


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence of a segment: where (code points of `Segment.text`), and what it says."""

    segment: Segment
    span: TextSpan
    parsed: Parsed

    def locate(self, span: SentenceSpan) -> TextSpan:
        """Return the code points of the segment for some of the sentence."""
        return TextSpan(self.span.start + span.start, self.span.start + span.end)


# Sentences remembered for the files to come, some twenty kilobytes each with what was found in them; beyond these we begin
# anew with the next batch.
_MOST_KEPT = 6_000
_Key = tuple[str, tuple[SentenceSpan, ...]]
_Prepared = tuple[str, list[Noun], int, tuple[Placeholder, ...]]


class Analyser:
    """Analyses sentences, each distinct one once; sound because Kiwi reads every sentence alone."""

    def __init__(self, tokenizer: Tokenizer, placeholders: Placeholders | None = None) -> None:
        """Analyse with `tokenizer`, which is loaded with the first sentence, and with the project's variable syntaxes."""
        self._tokenizer = tokenizer
        self._placeholders = placeholders or Placeholders()
        self._parsed: dict[_Key, Parsed] = {}
        self._coming: Iterator[None] = iter(())

    def prepare(self, segments: Iterable[Segment]) -> None:
        """Have Kiwi read the sentences of many segments in large batches; they are waited for when they are asked for."""
        for _ in self._coming:
            pass
        if len(self._parsed) > _MOST_KEPT:
            self._parsed.clear()
        wanted = dict.fromkeys(key for segment in segments for _, key in _keys(segment) if key not in self._parsed)
        self._coming = self._analysing(list(wanted))

    def sentences(self, segment: Segment) -> tuple[Sentence, ...]:
        """Return the sentences of a segment in order."""
        found = _keys(segment)
        while any(key not in self._parsed for _, key in found) and next(self._coming, self) is not self:
            pass
        self._analyse(list(dict.fromkeys(key for _, key in found if key not in self._parsed)))
        return tuple(Sentence(segment, span, self._parsed[key]) for span, key in found)

    def parse(self, text: str) -> Parsed:
        """Return the analysis of one sentence given as text."""
        key = (text, ())
        if key not in self._parsed:
            self._analyse([key])
        return self._parsed[key]

    def _analyse(self, keys: Sequence[_Key]) -> None:
        for _ in self._analysing(keys):
            pass

    def _analysing(self, keys: Sequence[_Key]) -> Iterator[None]:
        """Analyse sentences, yielding now and then, so that those that are done can be judged while Kiwi reads on."""
        prepared = [_prepared(text, opaque, self._placeholders) for text, opaque in keys]
        done = 0
        for chunk in self._tokenizer.chunks([(read, nouns) for read, nouns, _, _ in prepared]):
            self._keep(keys[done : done + len(chunk)], prepared[done : done + len(chunk)], chunk)
            done += len(chunk)
            yield

    def _keep(self, keys: Sequence[_Key], prepared: Sequence[_Prepared], tokens: Sequence[tuple[Token, ...]]) -> None:
        for (text, opaque), (_, _, lead, placeholders), found in zip(keys, prepared, tokens, strict=True):
            kept = [token for token in found if token.end <= len(text)]
            words = tuple(word for word in words_of(kept, text) if word.start >= lead or word.pos is not Pos.SYMBOL)
            predicates = predicates_of(words)
            variables = tuple((p.span.start, p.span.end, p.name) for p in placeholders)
            entities = find_entities(text, variables)
            self._parsed[text, opaque] = Parsed(
                text, words, predicates, entities, speech_level(words), placeholders, opaque
            )


def sentence_texts(segment: Segment) -> list[str]:
    """Return what the sentences of a segment say, in order."""
    return [text for _, (text, _) in _keys(segment)]


# Preparing, counting and judging all ask for the same sentences, a few thousand segments apart at most.
@lru_cache(maxsize=10_000)
def _keys(segment: Segment) -> tuple[tuple[TextSpan, _Key], ...]:
    found = []
    for span in split_sentences(segment.text):
        inside = tuple(
            SentenceSpan(max(part.start, span.start) - span.start, min(part.end, span.end) - span.start)
            for part in segment.opaque
            if part.start < span.end and part.end > span.start
        )
        found.append((span, (segment.text[span.start : span.end], inside)))
    return tuple(found)


def _prepared(text: str, opaque: tuple[SentenceSpan, ...], syntaxes: Placeholders) -> _Prepared:
    """Return what Kiwi reads for a sentence, its nouns, where the text begins behind a list label, and its variables.

    Same offsets as the sentence: decoration at the end becomes a full stop and is cut, a label becomes spaces.
    """
    placeholders = tuple(
        found for found in syntaxes.find(text) if not any(found.span.overlaps(span) for span in opaque)
    )
    nouns = [stand_in(text, span) for span in opaque]
    nouns += [stand_in(text, found.span) for found in placeholders]
    nouns += paired_particles(text, nouns)
    nouns.sort(key=lambda noun: noun.span.start)
    label = _LEAD.match(text)
    lead = label.end() if label and label.end() < len(text) else 0
    if any(noun.span.start < lead for noun in nouns):
        lead = 0
    read = " " * lead + text[lead:]
    tail = _DECORATION.search(read)
    end = tail.start() if tail else len(read)
    if any(noun.span.end > end for noun in nouns):
        end = max(noun.span.end for noun in nouns)
    asked = "?" if "?" in text[end:] else "."
    return read[:end] + asked, nouns, lead, placeholders
