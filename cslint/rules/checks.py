"""Checks that need memory or a count of words: what no phrase can say. Rules call them, and those of its neighbours, by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from cslint.matching.needs import Callees
from cslint.matching.patterns import Pattern
from cslint.morphology.analysis import BLOT, Parsed, own_number
from cslint.morphology.words import Pos, Word
from cslint.offsets import SentenceSpan
from cslint.rules.honorifics import object_honorific, self_honorific
from cslint.rules.lexicon import Lexicon
from cslint.rules.number_checks import card_number, impossible_date, resident_number
from cslint.rules.placeholder_checks import bending_particle, mixed_syntaxes, unfilled
from cslint.rules.quotation import is_quoted
from cslint.rules.replies import AnalysedReply, Match, ReplyCheck, SentenceCheck, SentenceMatch
from cslint.rules.rulefile import CheckShape
from cslint.rules.situation_checks import (
    budget,
    copied_sentence,
    incomplete,
    lacking,
    late_answer,
    mismatch,
    misspelt,
)
from cslint.rules.subjects import WordLists


def _repeated_word(shape: CheckShape, _lexicon: Lexicon) -> SentenceCheck:
    """Find the same word of two syllables or more twice in a row, as pasting leaves it; not 너무너무 or 하나하나."""
    allowed = frozenset(shape.words or ())

    def find(parsed: Parsed) -> list[SentenceMatch]:
        found: list[SentenceMatch] = []
        for word, after in zip(parsed.words, parsed.words[1:], strict=False):
            span = SentenceSpan(word.start, after.end)
            if not _is_repeated(word, after) or word.lemma in allowed or is_quoted(parsed.text, span):
                continue
            if BLOT in parsed.surface[span.start : span.end]:
                continue  # two variables stand in for two different words
            found.append(SentenceMatch(span, {"word": parsed.text[after.start : after.end]}))
        return found

    return find


def _is_repeated(word: Word, after: Word) -> bool:
    same = word.lemma == after.lemma and word.suffixes == after.suffixes
    same = same or (bool(after.noun) and word.pos is Pos.NOUN and word.lemma == after.noun and after.ending != "기")
    spaced = after.leads and after.start > word.end
    return same and spaced and len(word.lemma) > 1 and not word.particles and word.pos in (Pos.NOUN, Pos.ADVERB) and (
        word.tag not in ("SN", "NNB", "NR") and after.tag == word.tag
    )  # fmt: skip


_TIMES = frozenset(("날짜", "시각", "기간"))
_JOINED_BY = frozenset((">", "/", ",", "·", "→", ":"))


def _noun_run(shape: CheckShape, lexicon: Lexicon) -> SentenceCheck:
    """Nouns in a row without particles: `number` of them over `eojeol` words, no names, numbers or menu paths.

    With `phrases`, two of them must be acts, so that a place or a product (배송 전날 택배사 앱) is none. The list `hinges`
    has nouns that join two parts as a particle would: not counted where a particle or a verb ends the run (부과 후 환불됩니다).
    What stands in brackets is a note, and a date or a duration says when (3일 이내).
    """
    least = lexicon.number(shape.number or 5)
    least_eojeol = lexicon.number(shape.eojeol or 4)
    exempt = frozenset(shape.words or ())
    hinges = frozenset((shape.lists or {}).get("hinges", ()))
    acts = lexicon.patterns(shape.phrases) if shape.phrases else None

    def find(parsed: Parsed) -> list[SentenceMatch]:
        found: list[SentenceMatch] = []
        run: list[Word] = []
        times = [range(time.start, time.end) for time in parsed.entities if time.kind in _TIMES]
        for word in (*parsed.words, None):
            if word is not None and _piles_up(word, exempt) and not any(word.start in time for time in times):
                run.append(word)
                if not word.particles and not word.pos.is_predicate:
                    continue
            if run:
                eojeol = sum(item.leads for item in run)
                # A verbal noun ends the pile with its verb: 접수 완료되었습니다.
                ended = bool(set(run[-1].particles) - {"의"}) or run[-1].pos.is_predicate
                counted = sum(not ended or item.lemma not in hinges for item in run)
                long = counted >= least and eojeol >= least_eojeol
                if long and not _named(parsed, run) and (acts is None or _acts(parsed, run, acts) > 1):
                    found.append(SentenceMatch(_span_of(run), {"count": str(counted)}))
            run = []
        return found

    return find


def _span_of(run: Sequence[Word]) -> SentenceSpan:
    return SentenceSpan(run[0].start, run[-1].end)


def _acts(parsed: Parsed, run: Sequence[Word], acts: Pattern) -> int:
    start, end = _span_of(run)
    named = sum(start <= found.span.start < end for found in acts.matches(parsed))
    return named + run[-1].pos.is_predicate


def _piles_up(word: Word, exempt: frozenset[str]) -> bool:
    if word.pos is Pos.NOUN:
        return word.tag in ("NNG", "XPN", "XR", "NNB") and word.lemma not in exempt
    return word.pos is Pos.VERB and bool(word.noun) and word.tag in ("NNG", "XPN") and word.lemma not in exempt


def _named(parsed: Parsed, run: Sequence[Word]) -> bool:
    start, end = _span_of(run)
    around = parsed.text[max(0, start - 2) : start] + parsed.text[end : end + 2]
    blotted = BLOT in parsed.surface[start:end]
    bracketed = parsed.text.count("(", 0, start) > parsed.text.count(")", 0, start)
    return blotted or bracketed or bool(_JOINED_BY & set(around)) or is_quoted(parsed.text, _span_of(run))


def _term_variants(shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Two names of one set for the same thing in one reply; the rarer one is reported where it first stands."""
    variants = [(at, name, lexicon.patterns(name)) for at, names in enumerate(shape.sets or ()) for name in names]
    callees, memory = Callees(), own_number()
    for number, (_, _, pattern) in enumerate(variants):
        callees.add(number, pattern.ways)

    def called(parsed: Parsed) -> list[int]:
        known: list[int] | None = parsed.memo.get(memory)
        if known is None:
            known = parsed.memo[memory] = [
                number for number in sorted(callees.of(parsed)) if variants[number][2].is_in(parsed)
            ]
        return known

    def find(reply: AnalysedReply) -> list[Match]:
        used: dict[int, dict[str, list[tuple[int, SentenceSpan]]]] = {}
        for at, sentence in enumerate(reply.sentences):
            for which, name, pattern in map(variants.__getitem__, called(sentence.parsed)):
                places = used.setdefault(which, {}).setdefault(name, [])
                places += [(at, found.span) for found in pattern.matches(sentence.parsed)]
        matches = []
        for which in sorted(used):
            seen = used[which]
            if len(seen) < 2:
                continue
            order = [name for name in (shape.sets or ())[which] if name in seen]
            most = max(order, key=lambda name: len(seen[name]))
            odd = next(name for name in reversed(order) if name != most)
            matches.append(Match(*seen[odd][0], {"most": most, "odd": odd}))
        return matches

    return find


_Made = TypeVar("_Made", SentenceCheck, ReplyCheck)


@dataclass(frozen=True, slots=True)
class _Entry(Generic[_Made]):
    """A check that rules can name: what makes it, the keys it takes, and the lists it must be given."""

    make: Callable[[CheckShape, Lexicon], _Made]
    keys: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


def _entry(make: Callable[[CheckShape, Lexicon], _Made], *keys: str, lists: Iterable[str] = ()) -> _Entry[_Made]:
    return _Entry(make, frozenset(keys), frozenset(lists))


_OF_SENTENCES: dict[str, _Entry[SentenceCheck]] = {
    "impossible-date": _entry(impossible_date),
    "card-number": _entry(card_number),
    "resident-number": _entry(resident_number),
    "repeated-word": _entry(_repeated_word, "words"),
    "placeholder-particle": _entry(bending_particle),
    "noun-run": _entry(_noun_run, "number", "eojeol", "words", "phrases", lists=("hinges",)),
    "object-honorific": _entry(object_honorific, lists=(field.name for field in fields(WordLists))),
    "self-honorific": _entry(self_honorific, lists=("staff", "others")),
}
_OF_REPLIES: dict[str, _Entry[ReplyCheck]] = {
    "unfilled-placeholder": _entry(unfilled, "words"),
    "placeholder-syntaxes": _entry(mixed_syntaxes),
    "term-variants": _entry(_term_variants, "sets"),
    "situation-elements": _entry(incomplete),
    "copied-sentence": _entry(copied_sentence, "number", "chars"),
    "situation-lacks": _entry(lacking, "phrases"),
    "situation-mismatch": _entry(mismatch),
    "situation-misspelt": _entry(misspelt),
    "late-answer": _entry(late_answer, "phrases", "number"),
    "emoji-budget": _entry(budget("emoji_max"), "regex"),
    "exclamation-budget": _entry(budget("exclamation_max"), "regex"),
}


def sentence_check(shape: CheckShape, lexicon: Lexicon) -> SentenceCheck | None:
    """Return the check of a sentence that a shape names, None if it names none. Raises ValueError for keys it does not take."""
    return _made(_OF_SENTENCES.get(shape.name), shape, lexicon)


def reply_check(shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Return the check of a reply that a shape names. Raises ValueError if there is none, or for keys it does not take."""
    made = _made(_OF_REPLIES.get(shape.name), shape, lexicon)
    if made is None:
        known = ", ".join(sorted((*_OF_SENTENCES, *_OF_REPLIES)))
        raise ValueError(f"없는 검사입니다: '{shape.name}'. 있는 것: {known}")
    return made


def _made(entry: _Entry[_Made] | None, shape: CheckShape, lexicon: Lexicon) -> _Made | None:
    if entry is None:
        return None
    given = {name for name in CheckShape.__struct_fields__ if getattr(shape, name) is not None}
    keys = entry.keys | {"lists"} if entry.lists else entry.keys
    if odd := min(given - keys - {"name"}, default=None):
        known = f"쓸 수 있는 것: {', '.join(sorted(keys))}" if keys else "이름만 적어 주세요."
        raise ValueError(f"{shape.name} 검사에는 '{odd}' 키를 쓰지 않습니다. {known}")
    if set(shape.lists or ()) != entry.lists:
        raise ValueError(f"{shape.name} 검사의 lists에는 이 목록을 모두 적어 주세요: {', '.join(sorted(entry.lists))}")
    return entry.make(shape, lexicon)
