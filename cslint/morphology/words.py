"""The word layer between Kiwi's morphemes and the rules.

Kiwi's tags waver with context (죄송/XR+하/XSA or 죄송하/VA; 되 as XSV or VV; 드리 as VV or VX; 시 folded into 세요), so no rule
sees a tag alone: it sees words with a dictionary form and features (study/kiwi.md 5, measured there at 97 % of 11,806 forms).
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from cslint.korean.endings import canonical_ending, canonical_particle, split_honorific
from cslint.korean.syllables import final, with_final
from cslint.morphology.tokenizer import Token

# The classes of the phrase language that words of each kind belong to.
_CLASSES = {
    "명사": ("<명사>", "<어절>"),
    "동사": ("<동사>", "<용언>", "<어절>"),
    "형용사": ("<형용사>", "<용언>", "<어절>"),
    "이다": ("<용언>", "<어절>"),
    "보조": ("<용언>", "<어절>"),
    "부사": ("<부사>", "<어절>"),
    "관형사": ("<관형사>", "<어절>"),
    "감탄사": ("<어절>",),
    "기호": (),
    "기타": ("<어절>",),
}


class Pos(Enum):
    """Part of speech, coarser than Kiwi's tags."""

    NOUN = "명사"
    VERB = "동사"
    ADJECTIVE = "형용사"
    COPULA = "이다"
    AUXILIARY = "보조"
    ADVERB = "부사"
    DETERMINER = "관형사"
    INTERJECTION = "감탄사"
    SYMBOL = "기호"
    OTHER = "기타"

    def __init__(self, value: str) -> None:
        """Note whether words of this kind take endings, `is_predicate`, and the `marks` of their classes."""
        self.marks: tuple[str, ...] = _CLASSES[value]
        self.is_predicate = "<용언>" in self.marks


class Word(NamedTuple):
    """One word of a sentence.

    `start:end` are code points of the sentence. Nouns are one word each, also inside a compound (카드|번호); a verbal
    noun and its light verb are one word (안내드리다: `noun` 안내, `light` 드리). `particles` and `ending` are canonical.
    `leads`: the word begins an eojeol. `tag` is Kiwi's tag of the first morpheme, `tokens` all of them.
    """

    start: int
    end: int
    lemma: str
    pos: Pos
    tag: str
    tokens: tuple[Token, ...]
    leads: bool = True
    noun: str = ""
    light: str = ""
    suffixes: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    honorific: bool = False
    past: bool = False
    prefinal: tuple[str, ...] = ()
    ending: str = ""
    ending_tag: str = ""

    @property
    def spelling(self) -> str:
        """The word's morphemes run together: for a noun or an adverb, what is written, particles included."""
        return "".join(token.form for token in self.tokens)

    @property
    def nominal(self) -> str:
        """A predicate with a nominal ending as a noun: 불편하다-ᆷ is 불편함; "" for other words."""
        if self.ending != "ᆷ":
            return ""
        stem = self.lemma[:-1]
        closing = final(stem[-1:])
        if closing not in ("", "ㄹ"):
            return stem + "음"
        return stem[:-1] + with_final(stem[-1], "ㄻ" if closing else "ㅁ")


_NOMINAL = frozenset(("NNG", "NNP", "NNB", "NP", "NR", "XR", "XPN", "SL", "SH", "SN", "XSN"))
_PREDICATE = {"VV": Pos.VERB, "VA": Pos.ADJECTIVE, "VX": Pos.AUXILIARY, "VCP": Pos.COPULA, "VCN": Pos.COPULA,
              "XSV": Pos.VERB, "XSA": Pos.ADJECTIVE}  # fmt: skip
_LIGHT = frozenset(("하", "되", "돼", "시키", "당하", "드리", "스럽", "답", "롭"))
_LIGHT_TAGS = frozenset(("XSV", "XSA", "VV", "VX", "VA"))
_COPULA_ENDINGS = frozenset(("예요", "에요", "이에요", "이예요"))
_FUSED_LIGHT = ("드리",)  # user words such as 안내드리/VV
_PLAIN_STEMS = frozenset(("건드리", "두드리", "엎드리"))  # nobody is given anything in these
# Honorific stems that Kiwi cuts in the wrong place before 세요: 드/세요 as 드세/어요, 계/세요 as a noun and its copula.
_HONORIFIC_ADJECTIVES = {"드세": "드시"}
_HONORIFIC_NOUNS = {"계": "계시", "주무": "주무시"}
_OTHER = {"M": Pos.ADVERB, "I": Pos.INTERJECTION, "S": Pos.SYMBOL, "Z": Pos.SYMBOL}
_END_TAGS = frozenset(("EF", "EC", "ETM", "ETN"))


def words_of(tokens: Sequence[Token], text: str) -> tuple[Word, ...]:
    """Return the words of a sentence from its morphemes, in order."""
    return tuple(_Reader(tokens, text).read())


class _Reader:
    """Walks the morphemes once; each method reads one word from `at` on."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._at = 0

    def read(self) -> list[Word]:
        words: list[Word] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.tag in _NOMINAL or (token.tag.startswith("W_") and token.tag != "W_EMOJI"):
                words.append(self._honorific_noun() or self._nominal())
            elif token.form in _HONORIFIC_ADJECTIVES and token.tag == "VA":
                stem = _HONORIFIC_ADJECTIVES[token.form]
                word = self._predicate(self._at, self._at + 1, "", stem)
                words.append(word._replace(pos=Pos.VERB, honorific=True))
            elif token.tag in _PREDICATE:
                words.append(self._predicate(self._at, self._at + 1, "", _stem(token.form)))
            elif (
                token.form == "아" and token.tag == "IC" and (after := self._peek(self._at + 1)) and after.form == "시"
            ):
                words.append(self._know())
            elif token.form == "안" and self._is_guidance():
                words += self._guidance()
            elif token.form in _COPULA_ENDINGS and token.tag in ("EF", "EC"):  # 쿠폰예요: Kiwi loses the copula
                words.append(self._predicate(self._at, self._at, "", "이"))
            else:
                words.append(self._other())
        return words

    def _leads(self, start: int) -> bool:
        before = self._text[start - 1 : start]
        return not before or not (before.isalnum())

    def _peek(self, at: int) -> Token | None:
        return self._tokens[at] if at < len(self._tokens) else None

    def _honorific_noun(self) -> Word | None:
        """Read 계세요 and 주무세요, which Kiwi takes for a noun, 이다 and 세요."""
        stem = _HONORIFIC_NOUNS.get(self._tokens[self._at].form)
        copula, end = self._peek(self._at + 1), self._peek(self._at + 2)
        if stem is None or copula is None or copula.tag != "VCP" or end is None or end.form != "세요":
            return None
        word = self._predicate(self._at, self._at + 2, "", stem)
        return word._replace(pos=Pos.VERB, honorific=True)

    def _nominal(self) -> Word:
        first, at = self._at, self._at
        tokens = self._tokens
        noun = tokens[at].form
        if tokens[at].tag == "XPN":  # a prefix belongs to its noun: 재+발송, 미+수령
            after = self._peek(at + 1)
            if after and after.tag in ("NNG", "NNP", "XR") and after.start == tokens[at].end:
                at += 1
                noun += after.form
        at += 1
        suffixes: list[str] = []
        while (suffix := self._peek(at)) and suffix.tag == "XSN" and suffix.start == tokens[at - 1].end:
            suffixes.append(suffix.form)
            at += 1
        after = self._peek(at)
        if after and after.start <= tokens[at - 1].end and after.form in _LIGHT and after.tag in _LIGHT_TAGS:
            return self._predicate(first, at + 1, noun + "".join(suffixes), _stem(after.form))
        particles = self._particles(at)
        used = tuple(tokens[first : self._at])
        start = used[0].start
        return Word(start, max(token.end for token in used), noun, Pos.NOUN, used[0].tag, used, self._leads(start),
                    noun=noun, suffixes=tuple(suffixes), particles=particles)  # fmt: skip

    def _particles(self, at: int) -> tuple[str, ...]:
        """Read the particles from `at` on that are attached to the morpheme before them."""
        tokens, found = self._tokens, []
        while (particle := self._peek(at)) and particle.tag.startswith("J") and particle.start <= tokens[at - 1].end:
            found.append(canonical_particle(particle.form))
            at += 1
        self._at = at
        return tuple(found)

    def _predicate(self, first: int, at: int, noun: str, stem: str) -> Word:
        """Read the endings from `at` on; `first` is the word's first morpheme, `noun` its nominal part."""
        tokens, light = self._tokens, stem if noun else ""
        pos = _PREDICATE.get(tokens[at - 1].tag, Pos.COPULA)
        if light:
            pos = _light_pos(light, tokens[at - 1].tag)
        elif stem.endswith(_FUSED_LIGHT) and len(stem) > 2 and stem not in _PLAIN_STEMS:
            noun, light = stem[:-2], stem[-2:]
        honorific = past = False
        prefinal: list[str] = []
        while (before := self._peek(at)) and before.tag == "EP":
            form = before.form
            if form in ("시", "으시"):
                honorific = True
            elif form in ("었", "았", "였", "었었"):
                past = True
            else:
                prefinal.append("겠" if form == "겟" else form)
            at += 1
        ending, ending_tag = "", ""
        end = self._peek(at)
        if end and end.tag in _END_TAGS:
            ending, ending_tag = canonical_ending(end.form), end.tag
            at += 1
            polite = self._peek(at)
            if polite and polite.form in ("요", "여") and polite.tag in ("JX", "EF") and polite.start == end.end:
                ending += "요"
                at += 1
                ending_tag = "EF" if ending_tag in ("EC", "ETM") else ending_tag
            ending, fused = split_honorific(ending)
            honorific = honorific or fused
        if (slang := self._peek(at)) and slang.tag == "Z_CODA":
            at += 1
        particles = self._particles(at)
        used = tuple(tokens[first : self._at])
        start = min(token.start for token in used)
        lemma = f"{noun}{light}다" if light else f"{stem}다"
        return Word(start, max(token.end for token in used), lemma, pos, used[0].tag, used, self._leads(start), noun,
                    light, (), particles, honorific, past, tuple(prefinal), ending, ending_tag)  # fmt: skip

    def _know(self) -> Word:
        """Read 아시다, the honorific of 알다, which Kiwi takes for an exclamation and 시다 (guide 0.4)."""
        word = self._predicate(self._at, self._at + 2, "", "알")
        return word._replace(pos=Pos.VERB, honorific=True)

    def _is_guidance(self) -> bool:
        """Tell whether 안내 주다 is next, which Kiwi takes for 안, 내다 and 주다; the negation has a space behind 안 (guide 0.4)."""
        no, stem, ending, give = (self._peek(self._at + ahead) for ahead in range(4))
        if no is None or stem is None or ending is None or give is None:
            return False
        forms = no.form, stem.form, ending.form
        return forms == ("안", "내", "어") and no.end == stem.start and give.form in ("주", "드리") and give.tag == "VX"

    def _guidance(self) -> list[Word]:
        """Read 안내 as a noun, and what gives it as a verb of its own."""
        used = self._tokens[self._at : self._at + 3]
        start, end = used[0].start, used[1].end
        self._at += 3
        give = self._predicate(self._at, self._at + 1, "", self._tokens[self._at].form)
        noun = Word(start, end, "안내", Pos.NOUN, "NNG", tuple(used), self._leads(start), noun="안내")
        return [noun, give._replace(pos=Pos.VERB)]

    def _other(self) -> Word:
        first = self._at
        token = self._tokens[first]
        self._at += 1
        pos = Pos.DETERMINER if token.tag == "MM" else _OTHER.get(token.tag[0], Pos.OTHER)
        if token.tag.startswith("W_"):
            pos = Pos.SYMBOL
        # 조금만, 바로는: an adverb takes particles too; so does a closing bracket: 5일(수)까지
        bears = pos in (Pos.ADVERB, Pos.INTERJECTION, Pos.SYMBOL)
        particles = self._particles(self._at) if bears else ()
        used = tuple(self._tokens[first : self._at])
        return Word(token.start, max(token.end, used[-1].end), token.form, pos, token.tag, used,
                    self._leads(token.start), particles=particles)  # fmt: skip


def _stem(form: str) -> str:
    return "되" if form == "돼" else form


def _light_pos(light: str, tag: str) -> Pos:
    if tag in ("XSA", "VA") or light in ("스럽", "답", "롭"):
        return Pos.ADJECTIVE
    return Pos.VERB
