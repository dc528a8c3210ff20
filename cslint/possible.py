"""Phrases that can never match: every word a rule asks for must be one that Kiwi and the word layer can produce.

A silent rule is the worst failure of a rule-based linter: a writer trusts it and it never speaks. So each literal word of a
phrase is put into short sentences, analysed like any text, and must be found there.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from cslint.analysis import Analyser
from cslint.lexicon import Lexicon
from cslint.phrase import Choice, Marked, PhraseError, Sequence_, Text, parse_phrase
from cslint.rulefile import RuleShape

_PHRASE_KEYS = frozenset(
    ["phrase", "forbid", "of", "any", "first", "then", "facts", "formulas", "sentence-has", "sentence-lacks", "before-has", "after-has", "overlaps", "previous-has", "next-has", "near-has", "near-lacks", "beside-has", "reply-has", "reply-lacks", "later-has", "earlier-has"]
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
            case Text(text):
                yield text
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
            pattern = lexicon.phrase(word)
        except PhraseError:
            continue
        sentences = _sentences(word)
        if not any(pattern.is_in(analyser.parse(sentence)) for sentence in sentences):
            words = analyser.parse(sentences[0]).words
            found.append((word, " ".join(item.lemma for item in words if item.lemma != ".")))
    return found


def _sentences(word: str) -> list[str]:
    """Return short sentences that hold `word` if it is a word."""
    as_noun = [f"{word}.", f"{word} 확인했습니다.", f"이 {word}입니다.", f"{word} 보냅니다."]
    as_noun += [f"{word}{particle} 봅니다." for particle in ("을", "를", "이", "가", "으로")]
    if not word.endswith("다") or len(word) < 2:
        return as_noun
    stem = word[:-1]
    last = ord(stem[-1]) - 0xAC00
    if not 0 <= last <= 11171:
        return as_noun
    polite = stem[:-1] + chr(ord(stem[-1]) + 17) + "니다" if last % 28 == 0 else stem + "습니다"
    if last % 28 == 8:  # ㄹ drops: 알다, 압니다
        polite = stem[:-1] + chr(ord(stem[-1]) - 8 + 17) + "니다"
    as_predicate = [f"{polite}.", f"그것을 {polite}.", f"저희가 {stem}고 있습니다."]
    as_predicate += [f"{stem}{ending}." for ending in ("지 않습니다", "겠습니다")]
    return [*as_predicate, f"제가 {stem}는 것입니다.", *as_noun]
