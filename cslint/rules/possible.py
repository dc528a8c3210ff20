"""Phrases that can never match: every word a rule asks for must be one that Kiwi and the word layer can produce.

A silent rule is the worst failure of a rule-based linter: a writer trusts it and it never speaks. So each literal word of a
phrase is put into short sentences, analysed like any text, and must be found there.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from cslint.korean.syllables import final, with_final
from cslint.matching.phrase import PhraseError, parse_phrase
from cslint.matching.tree import Choice, Marked, Sequence_, Text
from cslint.morphology.analysis import Analyser
from cslint.rules.lexicon import Lexicon
from cslint.rules.rulefile import RuleShape

_PHRASE_KEYS = frozenset(
    [
        "phrase",
        "forbid",
        "of",
        "any",
        "first",
        "then",
        "facts",
        "formulas",
        "sentence-has",
        "sentence-lacks",
        "before-has",
        "after-has",
        "overlaps",
        "previous-has",
        "next-has",
        "near-has",
        "near-lacks",
        "beside-has",
        "reply-has",
        "reply-lacks",
        "later-has",
        "earlier-has",
    ]
)


def phrases_of(shape: RuleShape) -> list[str]:
    """Return every phrase of a rule file, in no particular order, each once."""
    return list(dict.fromkeys(_walk(msgspec.to_builtins(shape))))


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            listed = [inner] if isinstance(inner, str) else inner
            if key in _PHRASE_KEYS and isinstance(listed, list) and all(isinstance(item, str) for item in listed):
                yield from listed
            else:
                yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def words_of_phrase(phrase: str) -> list[str]:
    """Return the literal words of a phrase: nouns, adverbs, predicates in dictionary form."""
    return list(dict.fromkeys(_texts(parse_phrase(phrase))))


def _texts(tree: Sequence_) -> Iterator[str]:
    for element in tree.elements:
        match element:
            case Text(texts):
                yield from texts
            case Choice(options):
                for option in options:
                    yield from _texts(option)
            case Marked(inner):
                yield from _texts(inner)


def impossible(phrase: str, lexicon: Lexicon, analyser: Analyser) -> list[tuple[str, str]]:
    """Return (word, what Kiwi makes of it) for each word of a phrase that no sentence can hold."""
    found = []
    for word in words_of_phrase(phrase):
        try:
            pattern = lexicon.patterns(word)
        except PhraseError:
            continue
        sentences = _sentences(word)
        possible = any(pattern.is_in(analyser.parse(sentence)) for sentence in sentences)
        if not possible and not _is_noun(word, analyser):
            words = analyser.parse(sentences[0]).words
            found.append((word, " ".join(item.lemma for item in words if item.lemma != ".")))
    return found


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
