"""Phrases compiled to matchers over the words of a sentence.

A matcher is a generator of the places behind each way to match from a word on; alternatives are tried in the order
written, gaps shortest first. Between two elements commas, quotes and plain adverbs may stand (많이, 정말), since they
change nothing about what is said; 안 and 못 are never passed over.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cslint.analysis import Parsed
from cslint.phrase import (
    Bounds,
    Choice,
    ClassName,
    Edge,
    Element,
    Gap,
    Literal,
    Marked,
    Sequence_,
    Text,
    VocabularyName,
)
from cslint.words import Pos, Word


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a match got: the next word's index, and the first and last word of the marked part if one was met."""

    at: int
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a sentence: word indices `first..last` and the code points `start:end` to report."""

    first: int
    last: int
    start: int
    end: int


Matcher = Callable[[Parsed, int], Iterator[Reached]]
_FREE = Bounds()
_MOST_SKIPPED = 2
_ACCUSATIVE = frozenset(("을", "은", "도", "만", "이"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled phrase. `anchors`: at least one of these keys is in every sentence that matches; None if unknown."""

    source: str
    matcher: Matcher
    anchors: frozenset[str] | None

    def may_match(self, parsed: Parsed) -> bool:
        """Tell cheaply whether a match is possible."""
        return self.anchors is None or not self.anchors.isdisjoint(parsed.keys)

    def matches(self, parsed: Parsed) -> list[PhraseMatch]:
        """Return the matches in order, without overlaps."""
        if not self.may_match(parsed):
            return []
        found: list[PhraseMatch] = []
        at = 0
        while at < len(parsed.words):
            reached = next(self.matcher(parsed, at), None)
            if reached is None or reached.at <= at:
                at += 1
                continue
            found.append(_match(parsed, at, reached))
            at = max(at + 1, reached.at)
        return found

    def is_in(self, parsed: Parsed) -> bool:
        """Tell whether the phrase occurs."""
        return self.may_match(parsed) and any(
            next(self.matcher(parsed, at), None) is not None for at in range(len(parsed.words))
        )


def _match(parsed: Parsed, at: int, reached: Reached) -> PhraseMatch:
    first, last = reached.mark or (at, reached.at - 1)
    end = parsed.words[last].end
    # A predicate is reported with its auxiliaries: 안내해 드리겠습니다, not 안내해.
    chain = parsed.chain_at[last]
    if reached.mark is None and chain is not None:
        last = max(last, chain.last)
        end = max(end, parsed.words[last].end)
    return PhraseMatch(first, last, parsed.words[first].start, end)


class Vocabulary:
    """Named lists of phrases, compiled when first used; rules share them."""

    def __init__(self, phrases: Mapping[str, Sequence[Sequence_]], outside: Mapping[str, Sequence[str]]) -> None:
        """`phrases`: the trees of each name. `outside`: names that mean any noun not in these words or names."""
        self._phrases = phrases
        self._outside = outside
        self._compiled: dict[str, Pattern] = {}
        self._open: list[str] = []

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a vocabulary of that name."""
        return name in self._phrases or name in self._outside

    def names(self) -> list[str]:
        """Return all names, sorted."""
        return sorted({*self._phrases, *self._outside})

    def pattern(self, name: str) -> Pattern:
        """Return the compiled vocabulary. Raises KeyError for an unknown name, ValueError for one that contains itself."""
        if name in self._compiled:
            return self._compiled[name]
        if name in self._open:
            raise ValueError(" → ".join([*self._open, name]))
        self._open.append(name)
        if name in self._outside:
            found = self._nouns_outside(name)
        else:
            found = one_of([compile_phrase(tree, self) for tree in self._phrases[name]])
        self._open.pop()
        self._compiled[name] = found
        return found

    def _nouns_outside(self, name: str) -> Pattern:
        words = set(self._outside[name])
        for listed in [word for word in words if word.startswith("@")]:
            words.discard(listed)
            words.update(self._texts(listed[1:]))

        def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
            word = parsed.words[at]
            if is_specific(word, words):
                yield Reached(at + 1)

        return Pattern(name, matcher, None)

    def _texts(self, name: str) -> set[str]:
        return {element.text for tree in self._phrases[name] for element in _leaves(tree) if isinstance(element, Text)}


def _leaves(tree: Sequence_) -> Iterator[Element]:
    for element in tree.elements:
        if isinstance(element, Choice):
            for option in element.options:
                yield from _leaves(option)
        elif isinstance(element, Marked):
            yield from _leaves(element.inner)
        else:
            yield element


def is_specific(word: Word, generic: set[str]) -> bool:
    """Tell whether a word names something: a noun (or a verbal noun) that is not in `generic` (guide 0.2)."""
    if word.pos is Pos.NOUN:
        if word.tag in ("NNB", "NP", "XR", "NR"):
            return False
        return word.lemma not in generic and word.lemma + "".join(word.suffixes) not in generic
    return (
        bool(word.noun) and word.tag in ("NNG", "NNP", "XPN") and word.noun not in generic and word.lemma not in generic
    )


def compile_phrase(tree: Sequence_, vocabulary: Vocabulary, source: str = "") -> Pattern:
    """Return the pattern of a phrase's tree. Raises KeyError for an unknown vocabulary or class name."""
    matcher, anchors = _compile_sequence(tree, vocabulary)
    return Pattern(source, matcher, anchors)


def _compile_sequence(tree: Sequence_, vocabulary: Vocabulary) -> tuple[Matcher, frozenset[str] | None]:
    parts = [_compile(element, vocabulary) for element in tree.elements]
    matchers = [matcher for matcher, _ in parts]
    rigid = [isinstance(element, Gap | Edge) for element in tree.elements]
    after_gap = [False, *(isinstance(element, Gap) for element in tree.elements)]
    known = [anchors for (_, anchors), element in zip(parts, tree.elements, strict=True) if anchors is not None]

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        yield from step(parsed, at, 0, None)

    def step(parsed: Parsed, at: int, part: int, mark: tuple[int, int] | None) -> Iterator[Reached]:
        if part == len(matchers):
            yield Reached(at, mark)
            return
        starts = (at,) if part == 0 or rigid[part] or after_gap[part] else _starts(parsed, at)
        for start in starts:
            if start >= len(parsed.words) and not rigid[part] and not _is_optional(tree.elements[part]):
                return
            for reached in matchers[part](parsed, start):
                moved = start if reached.at == start and start != at else None
                yield from step(parsed, at if moved is not None else reached.at, part + 1, reached.mark or mark)

    return matcher, min(known, key=_commonness) if known else None


# Words of every other sentence make poor anchors.
_COMMON = frozenset(
    [
        "것",
        "수",
        "점",
        "등",
        "때",
        "하다",
        "되다",
        "있다",
        "없다",
        "이다",
        "않다",
        "드리다",
        "주다",
        "고객",
        "고객님",
        "저희",
        "안",
        "확인",
        "안내",
        "감사하다",
    ]
)


def _commonness(anchors: frozenset[str]) -> int:
    return len(anchors) + 1000 * (not anchors.isdisjoint(_COMMON))


def _is_optional(element: Element) -> bool:
    return isinstance(element, Choice) and element.optional


def _starts(parsed: Parsed, at: int) -> Iterator[int]:
    """Return where the next element may begin: here, or behind punctuation and plain adverbs."""
    yield at
    adverbs = 0
    while at < len(parsed.words):
        word = parsed.words[at]
        if word.pos is Pos.ADVERB and word.lemma not in ("안", "못"):
            adverbs += 1
            if adverbs > _MOST_SKIPPED:
                return
        elif word.pos not in (Pos.SYMBOL, Pos.INTERJECTION):
            return
        at += 1
        yield at


def one_of(patterns: Sequence[Pattern]) -> Pattern:
    """Return the pattern that matches where any of `patterns` does, tried in their order."""
    matchers = [pattern.matcher for pattern in patterns]
    return Pattern(
        " | ".join(pattern.source for pattern in patterns),
        _any_of(matchers),
        _union([pattern.anchors for pattern in patterns]),
    )


def _any_of(matchers: Sequence[Matcher]) -> Matcher:
    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        for option in matchers:
            yield from option(parsed, at)

    return matcher


def _union(anchors: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for keys in anchors:
        if keys is None:
            return None
        found |= keys
    return frozenset(found)


def _compile(element: Element, vocabulary: Vocabulary) -> tuple[Matcher, frozenset[str] | None]:
    match element:
        case Text(text, bounds):
            return _text_matcher(text, bounds), _anchors_of(text)
        case Literal(text):
            return _literal(text), None
        case ClassName(name, bounds):
            return _bound(_class(name), bounds), None
        case VocabularyName(name, bounds):
            named = vocabulary.pattern(name)
            return _bound(named.matcher, bounds), named.anchors
        case Gap(longest, in_clause):
            return _gap(longest, in_clause=in_clause), None
        case Edge(end):
            return _edge(end=end), None
        case Marked(inner):
            found, anchors = _compile_sequence(inner, vocabulary)
            return _marking(found), anchors
        case Choice(options, optional, bounds):
            compiled = [_compile_sequence(option, vocabulary) for option in options]
            choice = _bound(_any_of([matcher for matcher, _ in compiled]), bounds)
            if optional:
                return _optional(choice), None
            return choice, _union([anchors for _, anchors in compiled])


def _anchors_of(text: str) -> frozenset[str]:
    if not text.endswith("다") or len(text) < 2:
        return frozenset((text,))
    keys = {text}
    for light in _LIGHT_VERBS:
        if text.endswith(light) and len(text) > len(light):
            keys.add(text[: -len(light)])
    return frozenset(keys)


_LIGHT_VERBS = ("하다", "되다", "드리다", "시키다", "당하다", "스럽다", "롭다", "답다")


def _text_matcher(text: str, bounds: Bounds) -> Matcher:
    if text.endswith("다") and len(text) > 1:
        return _predicate(text, bounds)

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        last = _run(parsed.words, at, text)
        if last is not None and _holds(parsed, last, bounds, lead=at):
            yield Reached(last + 1)

    return matcher


def _run(words: Sequence[Word], at: int, text: str) -> int | None:
    """Return the index of the last word of the run from `at` that spells `text` together, or None."""
    spelled = ""
    for index in range(at, min(at + 5, len(words))):
        word = words[index]
        if word.pos.is_predicate:
            return index if spelled + word.nominal == text else None
        if spelled + word.spelling == text:  # 조금만, 추가로: written with their particle
            return index
        spelled += word.lemma
        if spelled == text:
            return index
        if word.suffixes:
            spelled += "".join(word.suffixes)
            if spelled == text:
                return index
        if word.particles or not text.startswith(spelled) or word.pos is Pos.SYMBOL:
            return None
    return None


def spelled_noun(parsed: Parsed, at: int, text: str) -> int | None:
    """Return the code point behind the noun `text` if the words from `at` on spell it, also as a verbal noun (이관하다).

    None if they do not.
    """
    spelled, words = "", parsed.words
    for word in words[at : at + 5]:
        if word.pos.is_predicate:
            if word.noun and spelled + word.noun == text:
                return min(word.end, word.start + len(word.noun))
            return None
        spelled += word.lemma
        if spelled == text:
            return word.start + len(word.lemma)
        spelled += "".join(word.suffixes)
        if spelled == text:
            return word.start + len(word.lemma) + len("".join(word.suffixes))
        if word.particles or not text.startswith(spelled):
            return None
    return None


def _predicate(text: str, bounds: Bounds) -> Matcher:
    light = next((verb for verb in _LIGHT_VERBS if text.endswith(verb) and len(text) > len(verb)), None)
    noun = text[: -len(light)] if light else ""
    # 드리다 is the humble 하다: 안내하다 stands for 안내드리다 and 안내를 드리다 as well, not the other way round.
    lights = {"하다": ("하", "드리"), "되다": ("되",), "드리다": ("드리",)}.get(light or "", ())
    spaced = {"하다": ("하다", "드리다"), "되다": ("되다",), "드리다": ("드리다",)}.get(light or "", ())

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        last = found(parsed.words, at)
        if last is None or not _holds(parsed, last, bounds, lead=at):
            return
        chain = parsed.chain_at[last]
        if chain is not None and chain.last > last:
            yield Reached(chain.last + 1)
        yield Reached(last + 1)

    def found(words: Sequence[Word], at: int) -> int | None:
        word = words[at]
        if word.pos.is_predicate:
            same = word.lemma == text or (noun and word.noun == noun and word.light in lights)
            return at if same else None
        if word.pos is Pos.SYMBOL or not text.startswith(word.lemma):
            return None
        if noun:
            last = _run(words, at, noun)
            if last is not None and set(words[last].particles) <= _ACCUSATIVE:
                after = last + 1
                if after < len(words) and words[after].lemma in ("안", "못"):
                    after += 1
                if after < len(words) and words[after].lemma in spaced and not words[after].noun:
                    return after
        # 다하다 = 다/MAG 하다; 카드번호 확인하다 run together
        rest = text[len(word.lemma + "".join(word.suffixes)) :]
        if word.particles or at + 1 >= len(words) or not rest:
            return None
        return at + 1 if words[at + 1].lemma == rest and words[at + 1].start <= word.end else None

    return matcher


def _holds(parsed: Parsed, at: int, bounds: Bounds, lead: int) -> bool:
    """Tell whether the word at `at` has what `bounds` asks for; `lead` is the first word of the element."""
    if bounds is _FREE or bounds == _FREE:
        return True
    word = parsed.words[at]
    particles = set(word.particles)
    for after in parsed.words[at + 1 : at + 3]:  # 3월 5일(수)까지, '환불'을: the particle stands behind the bracket
        if after.pos is not Pos.SYMBOL or after.start != word.end:
            break
        particles.update(after.particles)
    if bounds.particles is not None and not (
        particles & bounds.particles or ("0" in bounds.particles and not particles)
    ):
        return False
    if particles & bounds.no_particles or ("0" in bounds.no_particles and not particles):
        return False
    chain = parsed.chain_at[at]
    endings = {word.ending, chain.ending if chain else ""} - {""}
    if bounds.endings is not None and not endings & bounds.endings:
        return False
    if endings & bounds.no_endings:
        return False
    if not bounds.features and not bounds.no_features:
        return True
    features = _features(parsed, at, lead)
    return bounds.features <= features and not features & bounds.no_features


def _features(parsed: Parsed, at: int, lead: int) -> set[str]:
    word = parsed.words[at]
    chain = parsed.chain_at[at]
    features = set(chain.features) if chain else set()
    if parsed.words[lead].leads:
        features.add("어두")
    if word.suffixes:
        features.add("접미")
    return features


def _bound(matcher: Matcher, bounds: Bounds) -> Matcher:
    if bounds == _FREE:
        return matcher

    def checked(parsed: Parsed, at: int) -> Iterator[Reached]:
        for reached in matcher(parsed, at):
            if reached.at > at and _holds(parsed, reached.at - 1, bounds, lead=at):
                yield reached

    return checked


def _marking(matcher: Matcher) -> Matcher:
    def marking(parsed: Parsed, at: int) -> Iterator[Reached]:
        for reached in matcher(parsed, at):
            if reached.at > at:
                yield replace(reached, mark=(at, reached.at - 1))

    return marking


def _optional(matcher: Matcher) -> Matcher:
    def optional(parsed: Parsed, at: int) -> Iterator[Reached]:
        if at < len(parsed.words):
            yield from matcher(parsed, at)
        yield Reached(at)

    return optional


def _gap(longest: int, *, in_clause: bool) -> Matcher:
    def gap(parsed: Parsed, at: int) -> Iterator[Reached]:
        yield Reached(at)
        passed = 0
        while at < len(parsed.words) and passed < longest:
            word = parsed.words[at]
            if in_clause and word.ending_tag in ("EC", "EF"):
                return
            passed += word.pos is not Pos.SYMBOL
            at += 1
            yield Reached(at)

    return gap


def _edge(*, end: bool) -> Matcher:
    def edge(parsed: Parsed, at: int) -> Iterator[Reached]:
        beyond = parsed.words[at:] if end else parsed.words[:at]
        if all(word.pos is Pos.SYMBOL for word in beyond):
            yield Reached(at)

    return edge


def _literal(text: str) -> Matcher:
    def literal(parsed: Parsed, at: int) -> Iterator[Reached]:
        start = parsed.words[at].start
        if not parsed.text.startswith(text, start):
            return
        end = at
        while end < len(parsed.words) and parsed.words[end].start < start + len(text):
            end += 1
        yield Reached(end)

    return literal


_POS_CLASSES: dict[str, Callable[[Word], bool]] = {
    "명사": lambda word: word.pos is Pos.NOUN,
    "동사": lambda word: word.pos is Pos.VERB,
    "형용사": lambda word: word.pos is Pos.ADJECTIVE,
    "용언": lambda word: word.pos.is_predicate,
    "부사": lambda word: word.pos is Pos.ADVERB,
    "관형사": lambda word: word.pos is Pos.DETERMINER,
    "고유명사": lambda word: word.tag == "NNP",
    "외국어": lambda word: word.tag == "SL",
    "어절": lambda word: word.pos is not Pos.SYMBOL,
}
ENTITY_CLASSES = ("날짜", "시각", "기간", "금액", "숫자", "전화", "링크", "메일", "자리표시자")
CLASS_NAMES = (*_POS_CLASSES, *ENTITY_CLASSES)


def _class(name: str) -> Matcher:
    if name in ENTITY_CLASSES:
        return _entity(name)
    is_one = _POS_CLASSES[name]

    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        if is_one(parsed.words[at]):
            chain = parsed.chain_at[at]
            if chain is not None and chain.last > at:  # 해 드릴 수 있는: a predicate with its auxiliaries
                yield Reached(chain.last + 1)
            yield Reached(at + 1)

    return matcher


def _entity(kind: str) -> Matcher:
    def matcher(parsed: Parsed, at: int) -> Iterator[Reached]:
        word = parsed.words[at]
        for entity in parsed.entities:
            if entity.kind == kind and word.start <= entity.start < word.end and entity.start - word.start < 2:
                end = at + 1
                while end < len(parsed.words) and parsed.words[end].start < entity.end:
                    end += 1
                yield Reached(end)

    return matcher
