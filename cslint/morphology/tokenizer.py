"""Kiwi behind one door: sentences in, tokens out."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cslint.cache import Cache, Kind, digest
from cslint.korean.particles import PAIR, closed_of
from cslint.morphology.engine import EngineLostError, Line, Spans, joined, load, tokenized
from cslint.offsets import SentenceSpan
from cslint.settings.fingerprint import of_engine


class Token(NamedTuple):
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

    span: SentenceSpan
    form: str
    tag: str


_AFTER_VOWEL = re.compile(r"를|가|는|와|로|랑|라|예요|여|야(?![가-힣])|나(?![가-힣])")
_PAIRED = {"을": ("을", "JKO"), "이": ("이", "JKS"), "은": ("은", "JX"), "과": ("와", "JC"), "으로": ("로", "JKB")}


def stand_in(text: str, span: SentenceSpan) -> Noun:
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
    for pair in PAIR.finditer(text):
        if any(noun.span.start < pair.end() and pair.start() < noun.span.end for noun in nouns):
            continue
        if pair.start() == 0 or text[pair.start() - 1].isspace():
            continue
        form, tag = _PAIRED[closed_of(pair.group())]
        found.append(Noun(SentenceSpan(*pair.span()), form, tag))
    return found


# Configurations that add no words share one, which takes a second to load and hundreds of megabytes; it remembers nothing.
@lru_cache(maxsize=2)
def _loaded(words: tuple[tuple[str, str], ...]) -> Any:
    return load(words)


# A sentence with the stretches that Kiwi shall take as one noun.
Asked = tuple[str, Sequence[Noun]]
# Sentences Kiwi reads at a time, and how many such chunks it may be ahead of us.
_CHUNK = 160
_AHEAD = 2


class Tokenizer:
    """Kiwi, loaded when first needed and once: in the process behind `engine` if there is one, else in this one.

    `user_words` are (form, tag) pairs to register before the first sentence: registering one later rebuilds everything.
    With a `cache`, only sentences that no earlier run has seen need Kiwi at all.
    """

    def __init__(
        self, user_words: Iterable[tuple[str, str]] = (), cache: Cache | None = None, engine: Line | None = None
    ) -> None:
        """Remember what to register; loading Kiwi takes a second, so it waits for the first unknown sentence."""
        self._user_words = tuple(user_words)
        self._kiwi: Any = None
        self._joined: dict[tuple[tuple[str, str, bool], ...], str] = {}
        self._cache = cache
        self._engine = engine
        # What Kiwi says depends on its version and on the words it was taught.
        self._salt = digest(of_engine(), repr(self._user_words)) if cache else b""
        self._ask("words", self._user_words)

    @property
    def kiwi(self) -> Any:
        """The Kiwi of this process, loaded."""
        if self._kiwi is None:
            self._kiwi = _loaded(self._user_words)
        return self._kiwi

    def chunks(self, sentences: Sequence[Asked]) -> Iterator[list[tuple[Token, ...]]]:
        """Yield the tokens of the sentences, some hundred at a time, while Kiwi reads those behind them."""
        parts = [sentences[start : start + _CHUNK] for start in range(0, len(sentences), _CHUNK)]
        asked: deque[tuple[_Known, int | None]] = deque()
        for ahead in range(len(parts) + _AHEAD):
            if ahead < len(parts):
                known = self._known(parts[ahead])
                request = [known.sentences[at] for at in known.missing]
                asked.append((known, self._ask("tokens", request) if request else None))
            if ahead >= _AHEAD:
                known, number = asked.popleft()
                yield self._completed(known, number)

    def _known(self, part: Sequence[Asked]) -> "_Known":
        """Return what the cache knows of some sentences, spelled for Kiwi."""
        sentences = [(text, _spans(nouns)) for text, nouns in part]
        if self._cache is None:
            return _Known(sentences, [b""] * len(part), [()] * len(part), range(len(part)))
        keys = [digest(self._salt, repr(sentence)) for sentence in sentences]
        kept = {key: tokens for key, flat in self._cache.get(keys).items() if (tokens := _tokens(flat)) is not None}
        return _Known(
            sentences,
            keys,
            [kept.get(key, ()) for key in keys],
            [at for at, key in enumerate(keys) if key not in kept],
        )

    def _completed(self, known: "_Known", number: int | None) -> list[tuple[Token, ...]]:
        """Return the tokens of some sentences, those that were missing from the reply with this number."""
        if known.missing:
            asked = [known.sentences[at] for at in known.missing]
            flats = self._reply(number) or tokenized(self.kiwi, asked)
            for at, flat in zip(known.missing, flats, strict=True):
                known.tokens[at] = _tokens(flat) or ()
                if self._cache is not None:
                    self._cache.put(Kind.SENTENCE, known.keys[at], flat)
        return known.tokens

    def join(self, morphemes: Sequence[Morpheme]) -> str:
        """Return the morphemes as they are spelled together, with a space only where one is asked for.

        Right for most stems and endings; what it gets wrong (study/kiwi.md 7) is inflection.py's to handle.
        """
        asked = tuple((one.form, one.tag, one.spaced) for one in morphemes)
        if asked not in self._joined:
            self._joined[asked] = self._kept_join(asked)
        return self._joined[asked]

    def _kept_join(self, asked: Sequence[tuple[str, str, bool]]) -> str:
        key = digest(self._salt, "join", repr(asked))
        known = self._cache.get([key]).get(key) if self._cache is not None else None
        if not isinstance(known, str):
            known = self._reply(self._ask("join", asked)) or joined(self.kiwi, asked)
            if self._cache is not None:
                self._cache.put(Kind.SENTENCE, key, known)
        return str(known)

    def _ask(self, what: str, argument: object) -> int | None:
        """Ask the engine's process, if there is one, and return the number of its reply."""
        if self._engine is not None:
            try:
                return self._engine.send(what, argument)
            except EngineLostError:
                self._engine = None
        return None

    def _reply(self, number: int | None) -> Any:
        """Return the reply of the engine's process, or None if it is lost."""
        if self._engine is not None and number is not None:
            try:
                return self._engine.reply(number)
            except EngineLostError:
                self._engine = None
        return None


@dataclass(frozen=True, slots=True)
class _Known:
    """Some sentences as Kiwi is asked, with their keys, what is known of them, and the indices of those it must read."""

    sentences: Sequence[tuple[str, Spans]]
    keys: Sequence[bytes]
    tokens: list[tuple[Token, ...]]
    missing: Sequence[int]


def _spans(nouns: Sequence[Noun]) -> Spans:
    return [(noun.span.start, noun.span.end, noun.form, noun.tag) for noun in nouns]


def _tokens(flat: Any) -> tuple[Token, ...] | None:
    """Return tokens from four values each, or None for other data."""
    try:
        parts = iter(flat)
        return tuple(
            Token(str(form), str(tag), int(start), int(end)) for form, tag, start, end in zip(*[parts] * 4, strict=True)
        )
    except (TypeError, ValueError):
        return None
