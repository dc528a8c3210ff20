"""Phrases that can never match: every word a rule asks for must be one that Kiwi and the word layer can produce.

A silent rule is the worst failure of a rule-based linter: a writer trusts it and it never speaks. So each literal word of a
phrase is put into short sentences, analysed like any text, and must be found there; each ending and each particle must be
found behind some word. What no sentence could hold whatever its words are parse_phrase refuses.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec

from cslint.korean.endings import SPELLED_FINALS
from cslint.korean.particles import suited_particle, with_particle
from cslint.korean.syllables import final, with_final
from cslint.matching.phrase import OF_WORDS, PhraseError, parse_phrase
from cslint.matching.tree import Bounds, Choice, ClassName, Edge, Element, Gap, Literal, Marked, Sequence_, Text
from cslint.morphology.analysis import Analyser, Parsed
from cslint.morphology.words import Pos
from cslint.rules.lexicon import Lexicon
from cslint.rules.rulefile import Phrase, Shape


def phrases_of(shape: Shape) -> list[str]:
    """Return every phrase of a rule, a vocabulary, a situation or a table of terms, each once."""
    return list(dict.fromkeys(_within(shape, of_phrases=False)))


def _within(value: Any, *, of_phrases: bool) -> Iterator[str]:
    match value:
        case msgspec.Struct():
            for field in msgspec.structs.fields(value):
                yield from _within(getattr(value, field.name), of_phrases=_holds_phrases(field.type))
        case Mapping():
            yield from _within(list(value.values()), of_phrases=of_phrases)
        case list() | tuple():
            for inner in value:
                yield from _within(inner, of_phrases=of_phrases)
        case str() if of_phrases:
            yield value


def _holds_phrases(type_: Any) -> bool:
    return type_ == Phrase or any(map(_holds_phrases, get_args(type_)))


def impossible(phrase: str, lexicon: Lexicon, analyser: Analyser) -> list[str]:
    """Return a Korean line for each word, ending or particle of a phrase that no sentence can hold, with what Kiwi makes of it."""
    try:
        elements = list(_leaves(parse_phrase(phrase)))
    except PhraseError:
        return []  # told where it is compiled
    found = []
    for element in elements:
        if isinstance(element, Text):
            found += [told for text in element.texts if (told := _impossible_word(text, lexicon, analyser))]
        if isinstance(element, Text | ClassName):
            found += _misplaced(element, analyser)
        if not isinstance(element, Literal | Gap | Edge | Marked):
            found += _impossible_bounds(element.bounds, analyser)
    return list(dict.fromkeys(found))


def _leaves(tree: Sequence_) -> Iterator[Element]:
    for element in tree.elements:
        yield element
        match element:
            case Choice(options):
                for option in options:
                    yield from _leaves(option)
            case Marked(inner):
                yield from _leaves(inner)


def _impossible_word(word: str, lexicon: Lexicon, analyser: Analyser) -> str | None:
    try:
        pattern = lexicon.patterns(word)
    except PhraseError:
        return None
    sentences = _sentences(word)
    named = with_particle(f"'{word}'", "은/는")
    seen = analyser.parse(sentences[0])
    if not any(pattern.is_in(analyser.parse(sentence)) for sentence in sentences) and not _is_noun(word, analyser):
        return f"{named} 어떤 문장에도 나올 수 없는 낱말입니다. 나누면 '{reading(seen)}'입니다."
    if any(item.ending.endswith(_BEHIND_PLAIN) for item in seen.words):
        return f"{named} 기본형에 '요'가 붙어 어떤 문장에도 나올 수 없습니다. 나누면 '{reading(seen)}'입니다."
    return None


# A dictionary form is a finished sentence, so nothing polite follows it: 기다리다요.
_BEHIND_PLAIN = "다요"


def reading(parsed: Parsed) -> str:
    """Return what Kiwi makes of a sentence: the dictionary forms of its words, with their endings and particles."""
    return " ".join(
        "+".join(filter(None, ["-".join(filter(None, (word.lemma, typed(word.ending)))), *word.particles]))
        for word in parsed.words
        if word.pos is not Pos.SYMBOL
    )


_TYPED = {jamo: letter for letter, jamo in SPELLED_FINALS.items()}


def typed(ending: str) -> str:
    """Return an ending as people type it: ㅂ니다 for Kiwi's ᆸ니다."""
    return ending.translate(_TYPED)


# Classes of which no word takes an ending.
_UNBENDING = frozenset(("명사", "부사", "관형사"))


def _misplaced(element: Text | ClassName, analyser: Analyser) -> Iterator[str]:
    """Yield a line for each word with an ending or a feature bound to it that is no predicate: 불편-면, 환불:높임."""
    bounds = element.bounds
    asked = bounds.endings or (bounds.features | bounds.any_feature) - OF_WORDS
    if not asked:
        return
    words = element.texts if isinstance(element, Text) else [f"<{element.name}>"] if element.name in _UNBENDING else []
    for word in words:
        if isinstance(element, Text) and (word.endswith("다") or _is_inflected(word, analyser)):
            continue
        kind = f"어미 '-{typed(min(asked))}'" if bounds.endings else f"자질 ':{min(asked)}'"
        hint = f" '{word}하다'나 '{word} 이다'처럼 적어 주세요." if isinstance(element, Text) else ""
        named = with_particle(f"'{word}'", "은/는")
        yield f"{named} 용언이 아니라서 {with_particle(kind, '을/를')} 묶을 수 없습니다.{hint}"


def _is_inflected(word: str, analyser: Analyser) -> bool:
    """Tell whether a word that is no dictionary form can be one of a predicate: 추측건대, 불편함."""
    return any(
        parsed.chain_at[last] is not None
        for parsed in map(analyser.parse, _sentences(word))
        for names in parsed.names
        for last in names.get(word, ())
    )


def _impossible_bounds(bounds: Bounds, analyser: Analyser) -> Iterator[str]:
    """Yield a line for endings and for particles of which no word has any."""
    if bounds.endings and not any(_is_ending(ending, analyser) for ending in bounds.endings):
        ending = min(bounds.endings)
        seen = reading(analyser.parse(next(_with_ending(ending))))
        yield _NEITHER.format(with_particle(f"어미 '-{typed(ending)}'", "이/가"), seen)
    particles = (bounds.particles or frozenset()) - {"0"}
    if particles and "0" not in (bounds.particles or ()) and not any(_is_particle(p, analyser) for p in particles):
        particle = min(particles)
        seen = reading(analyser.parse(next(_with_particle(particle))))
        yield _NEITHER.format(with_particle(f"조사 '+{particle}'", "이/가"), seen)


_NEITHER = "{} 붙는 낱말은 없습니다. 붙여서 나누면 '{}'입니다."


def _is_ending(ending: str, analyser: Analyser) -> bool:
    mark = f"-{ending}"
    return any(mark in analyser.parse(sentence).places for sentence in _with_ending(ending))


def _is_particle(particle: str, analyser: Analyser) -> bool:
    mark = f"+{particle}"
    return any(mark in analyser.parse(sentence).places for sentence in _with_particle(particle))


# A verb, a noun and its copula, adjectives and verbs of each sort, to try endings with; nouns to try particles with.
_STEMS = ("보내", "고객이", "바쁘", "먹", "좋", "있", "없")
_NOUNS = ("고객님", "서버", "오늘", "이것", "3일")


def _with_ending(ending: str) -> Iterator[str]:
    """Yield short sentences with `ending`, in Kiwi's spelling, behind stems of all sorts."""
    for stem in _STEMS:
        letter = typed(ending[:1])
        if letter == ending[:1]:
            form = stem + ending
        elif final(stem[-1]):
            form = stem + with_final("으", letter) + ending[1:]
        else:
            form = stem[:-1] + with_final(stem[-1], letter) + ending[1:]
        yield from (f"{form}.", f"{form} 것입니다.", f"{form} 봅니다.", f"{form}를 봅니다.")


def _with_particle(particle: str) -> Iterator[str]:
    """Yield short sentences with `particle` behind nouns of all sorts."""
    for noun in _NOUNS:
        form = noun + (suited_particle(particle, noun) or particle)
        yield from (f"{form} 보냅니다.", f"{form} 그렇습니다.", f"{form}.")


def _is_noun(word: str, analyser: Analyser) -> bool:
    """Tell whether Kiwi reads `word` as nouns or adverbs, even if it ends in 다 (수다, 과다)."""
    for sentence in (f"{word}를 봅니다.", f"{word} 청구입니다.", f"{word}에 갑니다."):
        inside = [item for item in analyser.parse(sentence).words if item.start < len(word)]
        if not any(item.pos.is_predicate for item in inside):
            return True
    return False


def _sentences(word: str) -> list[str]:
    """Return short sentences that hold `word` if it is a word: a predicate inflected, since as it stands it is in any text."""
    if not word.endswith("다") or len(word) < 2:
        return [f"{word}.", f"{word} 확인했습니다.", f"이 {word}입니다."]
    stem = word[:-1]
    closing = final(stem[-1])
    if closing is None:
        return [f"{stem}습니다."]
    drops = closing in ("", "ㄹ")  # 알다, 압니다
    polite = stem[:-1] + with_final(stem[-1], "ㅂ") + "니다" if drops else stem + "습니다"
    found = [f"{polite}.", f"그것을 {polite}.", f"저희가 {stem}고 있습니다."]
    return [*found, f"{stem}지 않습니다.", f"{stem}겠습니다.", f"제가 {stem}는 것입니다."]
