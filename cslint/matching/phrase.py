"""The phrase language: Korean as a writer would say it, read into a tree of elements.

    불편                   a noun with any particle
    끼치다                 a predicate in any inflection
    불편+을 · +0 · +!만      with this particle, with none, without this one; one each: 에 and 도 of 에도, not +에도
    끼치다-면 · -!지만       with this ending, without this one, without 시, 었 and 겠, which are features: `:높임-어요` for 세요;
                           -다면 is also ㄴ다면 and 는다면
    끼치다:미래:!부정        with this feature, without this one (see below); `:{미래|진행}` with one of them
    {a|b}                  one of; also of suffixes: +{을|이}, -{면|고}
    (c)                    may stand there or not
    [d]                    the part to report; the rest is context
    {누락|오배송}되다        braces that touch letters spell out each word
    …  · …3                a gap of up to 8 (3) words
    ~  · ~3                a gap of up to 6 (3) words that does not cross a clause
    @apology               any phrase of a vocabulary (rules/vocabulary), to which suffixes may be bound
    <날짜> · <명사>         a class of what is written or of words (`CLASS_NAMES` of matchers.py)
    "글자"                  surface text, letter for letter, from the start of a word
    ^ · $                  start and end of the sentence; no word may stand before or behind

Between two elements commas, quotes and one or two plain adverbs may stand; a colon, an arrow or a slash only before a class of
what is written (`답변 예정 <날짜>` finds 답변 예정: 3월 5일).

What is bound to an option, `기사 (님)+이`, is bound to the word before it where the option is left out: 기사님이, 기사가.

Features are those of predicates (`FEATURES` of morphology/predicates.py) and of any word (`OF_WORDS`).
"""

import re
from functools import lru_cache

from cslint.korean.endings import canonical_particle, written_ending
from cslint.matching.tree import (
    FREE,
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
    merged,
)
from cslint.morphology.predicates import FEATURES


class PhraseError(ValueError):
    """A phrase that cannot be read: what is wrong and at which code point (0-based) of the phrase."""

    def __init__(self, what: str, at: int) -> None:
        """Say what cannot be read, in Korean, one line, and where."""
        super().__init__(what)
        self.what = what
        self.at = at


# What any word can have: it begins an eojeol, or has a suffix such as 님.
OF_WORDS = frozenset(("어두", "접미"))
_NAMED = FEATURES | OF_WORDS
_LETTERS = r"[\w가-힣·/.%ᄀ-ᇿ]++"
_WORD = re.compile(_LETTERS)
_WORDS = re.compile(rf"\s*+{_LETTERS}\s*+(?:\|\s*+{_LETTERS}\s*+)*(?=[}})])")
_SUFFIX = re.compile(r"(?P<kind>[+:-])(?P<negated>!?)(?:\{(?P<many>[^{}]+)\}|(?P<one>[\wㄱ-ㅎ가-힣ᄀ-ᇿ0]+))")
_SUFFIXES = re.compile(r"(?:[+:-]!?(?:\{[^{}]+\}|[\wㄱ-ㅎ가-힣ᄀ-ᇿ0]+))+")
_NAME = re.compile(r"\w+(?:-[A-Za-z0-9]+)*")
_PLAIN_CHOICE = re.compile(r"\{[\w가-힣|]+\}(?=\{[\w가-힣|]+\})")
_SPACE = re.compile(r"\s+")
_GAP_LONGEST = 8
_CLAUSE_LONGEST = 6


def parse_phrase(text: str) -> Sequence_:
    """Return the tree of a phrase. Raises PhraseError with the place of what cannot be read."""
    found = _Parser(text).sequence(closing="")
    if not found.elements:
        raise PhraseError("문구가 비어 있습니다.", 0)
    if found.may_be_empty:
        raise PhraseError("찾을 낱말이 없습니다. `…`, `~`, `^`, `$`, `(…)`는 다른 낱말과 함께 적어 주세요.", 0)
    return found


class _Parser:
    """Reads one phrase from left to right.

    Of what is read so far `_behind` tells that a word stands there in any case, `_closed` where the `$` is that ends it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._behind = False
        self._closed: int | None = None

    def sequence(self, closing: str) -> Sequence_:
        elements: list[Element] = []
        while True:
            self._skip()
            if self._at >= len(self._text):
                if closing:
                    raise PhraseError(f"'{closing[-1]}'로 닫아 주세요.", self._at)
                return Sequence_(tuple(elements))
            if self._text[self._at] in closing:
                return Sequence_(tuple(elements))
            elements.append(self._element())
            if isinstance(elements[-1], Text | ClassName | VocabularyName | Literal):
                self._take(elements[-1])

    def _take(self, element: Text | ClassName | VocabularyName | Literal) -> None:
        """Note that a word is read. Raises PhraseError where the sentence has ended before it."""
        if isinstance(element, Literal) and not any(map(str.isalnum, element.text)):
            return  # punctuation may stand beyond the edges of a sentence
        if self._closed is not None:
            raise PhraseError("`$`는 문장의 끝이라 뒤에 다른 말이 올 수 없습니다.", self._closed)
        self._behind = True

    def _edge(self, *, end: bool) -> Edge:
        if end:
            self._closed = self._at
        elif self._behind:
            raise PhraseError("`^`는 문장의 시작이라 앞에 다른 말이 올 수 없습니다.", self._at)
        self._at += 1
        return Edge(end)

    def _skip(self) -> None:
        if space := _SPACE.match(self._text, self._at):
            self._at = space.end()

    def _element(self) -> Element:
        char = self._text[self._at]
        match char:
            case "…" | "~":
                return self._gap(char)
            case "^" | "$":
                return self._edge(end=char == "$")
            case '"':
                return Literal(self._until('"'))
            case "<":
                return ClassName(self._until(">"), self._bounds())
            case "@":
                self._at += 1
                name = _NAME.match(self._text, self._at)
                if not name:
                    raise PhraseError("'@' 뒤에 어휘 이름을 적어 주세요.", self._at)
                # `@apology-!지만`, `@own-act-면`: a name ends before an ending that is bound to it
                self._at = name.end()
                return VocabularyName(name.group(), self._bounds())
            case "(":
                return self._group(")", optional=True)
            case "[":
                self._at += 1
                inner = self.sequence("]")
                self._at += 1
                return Marked(inner)
        return self._word()

    def _gap(self, char: str) -> Gap:
        self._at += 1
        number = re.compile(r"\d+").match(self._text, self._at)
        if number:
            self._at = number.end()
        default = _CLAUSE_LONGEST if char == "~" else _GAP_LONGEST
        return Gap(int(number.group()) if number else default, in_clause=char == "~")

    def _until(self, closing: str) -> str:
        start = self._at + 1
        end = self._text.find(closing, start)
        if end < 0:
            raise PhraseError(f"'{closing}'로 닫아 주세요.", self._at)
        self._at = end + 1
        if not self._text[start:end].strip():
            raise PhraseError("빈 요소입니다.", start)
        return self._text[start:end]

    def _group(self, closing: str, *, optional: bool) -> Choice:
        self._at += 1
        options: list[Sequence_] = []
        words = _WORDS.match(self._text, self._at)
        if words and self._text[words.end()] == closing:  # nearly every group there is
            texts = tuple(text.strip() for text in words.group().split("|"))
            self._at = words.end() + 1
            behind, word = self._behind, Text(texts)
            self._take(word)
            self._behind = behind or not optional
            return Choice((Sequence_((word,)),), optional, self._bounds())
        before, ends = (self._behind, self._closed), []
        while True:
            self._behind, self._closed = before
            options.append(self.sequence("|" + closing))
            ends.append((self._behind, self._closed))
            mark = self._text[self._at]
            self._at += 1
            if mark == closing:
                break
        self._behind = all(behind for behind, _ in ends) if not optional else before[0]
        self._closed = next((closed for _, closed in ends if closed is not None), None)
        if any(not option.elements for option in options):
            raise PhraseError("빈 선택지가 있습니다.", self._at - 1)
        return Choice(merged(options), optional, self._bounds())

    def _word(self) -> Element:
        """Read `환불`, `{환불|반품}하다`, or `{환불 요청|반품 신청}`: braces joined to letters spell out each word."""
        start = self._at
        plain = _WORD.match(self._text, start)
        if plain and not self._text.startswith("{", plain.end()):  # nearly every word there is
            self._at = plain.end()
            return Text((plain.group(),), self._bounds())
        parts: list[list[str]] = []
        bounds = FREE
        while self._at < len(self._text):
            if self._text[self._at] == "{":
                group_start = self._at
                goes_on = _PLAIN_CHOICE.match(self._text, self._at) is not None
                grouped = self._group("}", optional=False)
                inner = self._text[group_start + 1 : self._text.index("}", group_start)]
                # What touches the braces belongs to the word, be it letters or other braces.
                goes_on = (
                    goes_on or self._text.startswith("{", self._at) or _WORD.match(self._text, self._at) is not None
                )
                if not parts and (not goes_on or not grouped.bounds.is_free):
                    return grouped
                parts.append([option.strip() for option in inner.split("|")])
                if not grouped.bounds.is_free:  # {환불|취소}{하다|되다}-면: bound to the whole word
                    bounds = grouped.bounds
                    break
            elif word := _WORD.match(self._text, self._at):
                parts.append([word.group()])
                self._at = word.end()
            else:
                break
        if not parts:
            raise PhraseError(f"'{self._text[self._at]}' 글자를 읽을 수 없습니다.", self._at)
        texts = [""]
        for part in parts:
            texts = [before + after for before in texts for after in part]
        if any(_SPACE.search(text) for text in texts):
            raise PhraseError("낱말 속 중괄호에는 띄어쓰기를 쓸 수 없습니다.", start)
        if bounds.is_free:
            bounds = self._bounds()
        return Text(tuple(texts), bounds)

    def _bounds(self) -> Bounds:
        suffixes = _SUFFIXES.match(self._text, self._at)
        if suffixes is None:
            return FREE
        self._at = suffixes.end()
        try:
            return _bounds(suffixes.group())
        except PhraseError as error:
            raise PhraseError(error.what, suffixes.start() + error.at) from error


@lru_cache(maxsize=10_000)
def _bounds(text: str) -> Bounds:
    """Return what suffixes ask for: `+을`, `-면:!부정`. Raises PhraseError with the place in `text`."""
    sets: dict[tuple[str, bool], set[str]] = {}
    for suffix in _SUFFIX.finditer(text):
        kind = suffix["kind"]
        names = [name.strip() for name in (suffix["many"] or suffix["one"]).split("|")]
        if kind == "-":
            names = [form for name in names for form in _forms(written_ending(name))]
        elif kind == "+":
            names = [canonical_particle(name) for name in names]
        elif unknown := next((name for name in names if name not in _NAMED), None):
            raise PhraseError(
                f"없는 자질입니다: '{unknown}'. 쓸 수 있는 것: {' '.join(sorted(_NAMED))}", suffix.start()
            )
        if kind == ":" and len(names) > 1 and not suffix["negated"]:
            kind = ":one-of"  # `:{미래|진행}`: braces mean one of, as everywhere; `:미래:진행` means both
        bound = sets.setdefault((kind, bool(suffix["negated"])), set())
        if bound and kind in "+-":
            what = "조사" if kind == "+" else "어미"
            raise PhraseError(
                f"{what}를 두 번 묶었습니다. 여럿이면 {kind}{{가|나}}처럼 중괄호에 함께 적어 주세요.", suffix.start()
            )
        bound.update(names)
    particles, endings = sets.get(("+", False)), sets.get(("-", False))
    found = Bounds(
        frozenset(particles) if particles is not None else None,
        frozenset(sets.get(("+", True), ())),
        frozenset(endings) if endings is not None else None,
        frozenset(sets.get(("-", True), ())),
        frozenset(sets.get((":", False), ())),
        frozenset(sets.get((":", True), ())),
        frozenset(sets.get((":one-of", False), ())),
    )
    if _is_contradictory(found):
        raise PhraseError(f"서로 어긋나서 어떤 말도 찾을 수 없습니다: '{text}'.", 0)
    return found


def _forms(ending: str) -> tuple[str, ...]:
    """Return an ending and what it is behind a verb: 다면 is ㄴ다면 there, 다고 ㄴ다고."""
    quotes = len(ending) > 1 and ending[0] == "다"
    return (ending, f"ᆫ{ending}") if quotes else (ending,)


def _is_contradictory(bounds: Bounds) -> bool:
    """Tell whether what is asked for is also refused: `:높임:!높임`, `-면-!{면|고}`."""
    pairs = (
        (bounds.particles, bounds.no_particles),
        (bounds.endings, bounds.no_endings),
        (bounds.any_feature, bounds.no_features),
    )
    return bool(bounds.features & bounds.no_features) or any(wanted and wanted <= refused for wanted, refused in pairs)
