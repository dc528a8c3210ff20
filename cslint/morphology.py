"""Kiwi behind one door: sentences in, tokens out. The only module that imports kiwipiepy."""

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cslint.cache import Cache, Kind, digest
from cslint.document import TextSpan
from cslint.fingerprint import of_engine

# Kiwi is quadratic in long inputs (study/kiwi.md 2); a sentence of this length is no sentence.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Token:
    """A morpheme: Kiwi's form and tag (without `-I`/`-R`), and the code points of the sentence it is spelled by.

    Contracted morphemes share characters (셨 = 시 + 었), and an elided copula has an empty span.
    """

    form: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A morpheme to spell: Kiwi's form and tag (with `-I`/`-R` where a stem may be irregular), and if a space comes before."""

    form: str
    tag: str
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A stretch Kiwi must take as one noun (a placeholder, code, a link), or as one particle (`을(를)`)."""

    span: TextSpan
    form: str
    tag: str


_AFTER_VOWEL = re.compile(r"를|가|는|와|로|랑|라|예요|여|야(?![가-힣])|나(?![가-힣])")
_PAIRED = re.compile(
    r"을\(를\)|를\(을\)|이\(가\)|가\(이\)|은\(는\)|는\(은\)|와\(과\)|과\(와\)|\(으\)로|으?로\(으로\)|\(이\)"
)
_PAIRED_TAG = {"을": ("을", "JKO"), "를": ("을", "JKO"), "이": ("이", "JKS"), "가": ("이", "JKS"), "은": ("은", "JX"),
               "는": ("은", "JX"), "와": ("와", "JC"), "과": ("와", "JC"), "(": ("로", "JKB"), "으": ("로", "JKB"), "로": ("로", "JKB")}  # fmt: skip


def stand_in(text: str, span: TextSpan) -> Noun:
    """Return the noun Kiwi shall read in place of `span`.

    A real proper noun whose final consonant suits the particle behind it: a wrong one makes Kiwi misread the particle
    (study/kiwi.md 4).
    """
    form = "나라" if _AFTER_VOWEL.match(text, span.end) else "서울"
    return Noun(span, form, "NNP")


def paired_particles(text: str, nouns: Sequence[Noun]) -> list[Noun]:
    """Return the `을(를)`-like pairs of `text` as single particles, outside `nouns`."""
    if "(" not in text:
        return []
    found = []
    for pair in _PAIRED.finditer(text):
        if pair.group() == "(이)" or any(
            noun.span.start < pair.end() and pair.start() < noun.span.end for noun in nouns
        ):
            continue
        if pair.start() == 0 or text[pair.start() - 1].isspace():
            continue
        form, tag = _PAIRED_TAG[pair.group()[0]]
        found.append(Noun(TextSpan(*pair.span()), form, tag))
    return found


class Tokenizer:
    """Kiwi, loaded when first needed and once.

    `user_words` are (form, tag) pairs to register before the first sentence: registering one later rebuilds everything.
    With a `cache`, only sentences that no earlier run has seen need Kiwi at all.
    """

    def __init__(self, user_words: Iterable[tuple[str, str]] = (), cache: Cache | None = None) -> None:
        """Remember what to register; loading Kiwi takes a second, so it waits for the first unknown sentence."""
        self._user_words = tuple(user_words)
        self._kiwi: Any = None
        self._cache = cache
        # What Kiwi says depends on its version and on the words it was taught.
        self._salt = digest(of_engine(), repr(self._user_words)) if cache else b""

    @property
    def kiwi(self) -> Any:
        """The loaded Kiwi."""
        if self._kiwi is None:
            from kiwipiepy import Kiwi  # noqa: PLC0415  (a second of loading that `cslint --version` must not pay)

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # Two workers for batches; the dictionary of multi-word names changed none of 335 CS sentences.
                kiwi = Kiwi(num_workers=2, load_multi_dict=False)
            for form, tag in self._user_words:
                # -4: high enough to win where Kiwi knows no such word, low enough to lose elsewhere (guide 0.6).
                kiwi.add_user_word(form, tag, -4.0 if tag.startswith("N") else 0.0)
            self._kiwi = kiwi
        return self._kiwi

    def tokenize(self, sentences: Sequence[tuple[str, Sequence[Noun]]]) -> list[tuple[Token, ...]]:
        """Return the tokens of each sentence, given with the stretches to take as one noun; order is kept."""
        if self._cache is None:
            return self._tokenized(sentences)
        keys = [digest(self._salt, text, *map(_spelled_noun, nouns)) for text, nouns in sentences]
        known = {key: tokens for key, kept in self._cache.get(keys).items() if (tokens := _unpacked(kept)) is not None}
        missing = [at for at, key in enumerate(keys) if key not in known]
        for at, tokens in zip(missing, self._tokenized([sentences[at] for at in missing]), strict=True):
            known[keys[at]] = tokens
            self._cache.put(Kind.SENTENCE, keys[at], [part for t in tokens for part in (t.form, t.tag, t.start, t.end)])
        return [known[key] for key in keys]

    def _tokenized(self, sentences: Sequence[tuple[str, Sequence[Noun]]]) -> list[tuple[Token, ...]]:
        """Return what Kiwi says of each sentence."""
        plain = [at for at, (_, nouns) in enumerate(sentences) if not nouns]
        found: list[tuple[Token, ...]] = [()] * len(sentences)
        texts = [sentences[at][0][:LONGEST] for at in plain]
        for at, tokens in zip(plain, self.kiwi.tokenize(texts) if texts else (), strict=True):
            found[at] = _tokens(tokens)
        for at, (text, nouns) in enumerate(sentences):
            if nouns:
                found[at] = _tokens(self.kiwi.tokenize(text[:LONGEST], pretokenized=self._spans(nouns, len(text))))
        return found

    def join(self, morphemes: Sequence[Morpheme]) -> str:
        """Return the morphemes as they are spelled together, with a space only where one is asked for.

        Right for most stems and endings; what it gets wrong (study/kiwi.md 7) is inflection.py's to handle.
        """
        asked = [(one.form, one.tag, one.spaced) for one in morphemes]
        if self._cache is None:
            return str(self.kiwi.join(asked))
        key = digest(self._salt, "join", repr(asked))
        known = self._cache.get([key]).get(key)
        if not isinstance(known, str):
            known = str(self.kiwi.join(asked))
            self._cache.put(Kind.SENTENCE, key, known)
        return known

    @staticmethod
    def _spans(nouns: Sequence[Noun], length: int) -> list[Any]:
        from kiwipiepy import PretokenizedToken  # noqa: PLC0415

        return [
            (noun.span.start, noun.span.end,
             PretokenizedToken(noun.form, noun.tag, 0, noun.span.end - noun.span.start))
            for noun in nouns
            if noun.span.end <= min(length, LONGEST)
        ]  # fmt: skip


def _spelled_noun(noun: Noun) -> str:
    return f"{noun.span.start}:{noun.span.end}:{noun.tag}:{noun.form}"


def _unpacked(kept: Any) -> tuple[Token, ...] | None:
    """Return kept tokens, four values each, or None for other data."""
    try:
        parts = iter(kept)
        return tuple(
            Token(str(form), str(tag), int(start), int(end)) for form, tag, start, end in zip(*[parts] * 4, strict=True)
        )
    except (TypeError, ValueError):
        return None


def _tokens(tokens: Iterable[Any]) -> tuple[Token, ...]:
    return tuple(Token(token.form, token.tag.partition("-")[0], token.start, token.end) for token in tokens)
