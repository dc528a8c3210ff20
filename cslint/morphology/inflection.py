"""New words for old ones with everything that hangs on them: particles, endings, honorifics, tense.

Only the words that change are spelled anew; stems and endings are put together by Kiwi, and what it cannot do is done
here (study/kiwi.md 7): the allomorphs of -니 and -나, 예요/이에요, 되어 and 하여 left open where they were open, particles
after what is not Hangul. A compound, an ending or a reading that is in doubt gives None: no fix is better than a wrong one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cslint.korean.endings import written_ending
from cslint.korean.particles import suited_particle
from cslint.korean.stems import readings, stem_of
from cslint.morphology.analysis import Parsed
from cslint.morphology.conjugation import (
    allomorphs,
    conjugation_of,
    morphemes_of,
    reshaped,
    without_honorific,
)
from cslint.morphology.copula import copula_behind, final_copula, noun_ending_as
from cslint.morphology.speech import SpeechLevel
from cslint.morphology.tokenizer import Morpheme, Token
from cslint.morphology.words import Pos, Word
from cslint.offsets import SentenceSpan

Join = Callable[[Sequence[Morpheme]], str]


@dataclass(frozen=True, slots=True)
class Rewording:
    """Put `text` in place of a part of a sentence."""

    span: SentenceSpan
    text: str


_PREDICATE_TAGS = frozenset(("VV", "VA", "VX", "VCP", "VCN", "XSV", "XSA"))
_OPEN = (("되어", "돼"), ("되었", "됐"), ("하여", "해"), ("하였", "했"))
_FUSED_HONORIFIC = frozenset(("세요", "으세요", "셔요", "으셔요"))
_REQUESTS = frozenset(("세요", "으세요", "셔요", "ᆸ시오", "십시오", "으십시오"))
_NOT_ASKED = frozenset(
    ("되다", "있다", "없다", "말다", "드리다", "들다", "드시다", "계시다", "자다", "주무시다", "지다", "않다")
)
_KEEPS_TO_ITSELF = frozenset(("있다", "없다", "않다", "못하다", "말다", "이다", "아니다", "되다"))


class Inflector:
    """Rewords analysed sentences; `join` spells morphemes (Tokenizer.join)."""

    def __init__(self, join: Join) -> None:
        """Spell with `join`."""
        self._join = join

    def noun(self, parsed: Parsed, start: int, end: int, new: str, *, apart: bool = False) -> Rewording | None:
        """Put the noun `new` for the noun at code points `start:end`, with the particle or copula behind it suited.

        None inside a compound; `apart` allows a noun behind it and puts a space between (익일배송 → 다음 날 배송).
        """
        words = parsed.words
        at = next((at for at, word in enumerate(words) if word.start < end <= word.end), None)
        if at is None or words[at].pos.is_predicate or not _begins(parsed.text, start):
            return None
        word = words[at]
        if all(token.end != end for token in word.tokens):
            return None
        behind = [token for token in word.tokens if token.start >= end]
        after = words[at + 1] if at + 1 < len(words) else None
        attached = after is not None and after.start <= word.end and after.pos is not Pos.SYMBOL
        if not behind:
            if not attached or after is None:
                return Rewording(SentenceSpan(start, end), new)
            if after.pos is Pos.COPULA and after.lemma == "이다":
                copula = None if _overlapped(parsed, after) else copula_behind(new, parsed.text[end : after.end])
                return Rewording(SentenceSpan(start, after.end), new + copula) if copula is not None else None
            can_part = (after.tag == "NNG" and len(after.lemma) > 1) or after.lemma == "중"
            return Rewording(SentenceSpan(start, end), f"{new} ") if apart and can_part and after.start == end else None
        particle = behind[0]
        if attached or not particle.tag.startswith("J") or particle.start != end:
            return None
        suited = suited_particle(parsed.text[particle.start : particle.end], new)
        is_spelled_out = parsed.text[particle.start : particle.end] == particle.form
        return Rewording(SentenceSpan(start, particle.end), new + suited) if is_spelled_out and suited else None

    def predicate(self, parsed: Parsed, start: int, at: int, new: str, *, humble: bool = True) -> Rewording | None:
        """Put the predicate `new` (dictionary form, words before it allowed) for the words from `start` to word `at`.

        Its endings, honorific and tense become those of the word at `at`; 드리다 in it stays, as 보내 드리다, if `humble`.
        """
        word = parsed.words[at]
        stem = stem_of(new, "VA" if word.pos is Pos.ADJECTIVE else "VV")
        split = _split(word)
        if stem is None or split is None or word.light in ("시키", "당하") or not self._reads_back(parsed, word):
            return None
        old = split[1]
        before = parsed.words[at - 1] if at else None
        if (
            stem.tag.startswith("VA")
            and conjugation_of(old) == "VV"
            and before is not None
            and "을" in before.particles
        ):
            return None  # 확인을 요하는: the object would have to become the subject
        if word.light == "드리" and humble:
            if not stem.verbal:
                return None
            if stem.form.endswith("하") and len(stem.form) > 2:  # 답장하다: 답장드리다, but 답하다: 답해 드리다
                drida = [Morpheme("드리", "VV")]
                return self._spelled(parsed, start, word, stem.before + stem.form[:-1], drida, split[2])
            lead = [Morpheme(stem.form, stem.tag), Morpheme("어", "EC"), Morpheme("드리", "VX", spaced=True)]
            return self._spelled(parsed, start, word, stem.before, lead, split[2])
        lead = [Morpheme(stem.form, stem.tag)]
        if word.lemma == "되다" and stem.verbal and before is not None and "이" in before.particles:
            return self._with_object(parsed, before, at, new)
        if stem.honorific and not word.honorific:
            lead.append(Morpheme("시", "EP"))
        tail = reshaped(split[2], old.form, conjugation_of(old), stem.form, stem.tag.partition("-")[0])
        return self._spelled(parsed, start, word, stem.before, lead, tail) if tail is not None else None

    def _with_object(self, parsed: Parsed, before: Word, at: int, new: str) -> Rewording | None:
        """Put a verb for 되다 and make the complement its object: 하루가 되세요 → 하루를 보내세요."""
        word, last = parsed.words[at], before.tokens[-1]
        without = replace(parsed, words=(*parsed.words[: at - 1], *parsed.words[at:]), predicates=(), entities=())
        found = self.predicate(without, word.start, at - 1, new)
        particle = suited_particle("을", parsed.text[: last.start])
        if found is None or particle is None or last.form not in ("이", "가"):
            return None
        between = parsed.text[last.end : word.start]
        return Rewording(SentenceSpan(last.start, found.span.end), f"{particle}{between}{found.text}")

    def merged(self, parsed: Parsed, at: int) -> Rewording | None:
        """Let word `at` take the endings of the word behind it, which goes: 확인하도록 하겠습니다 → 확인하겠습니다."""
        words = parsed.words
        if at + 1 >= len(words):
            return None
        first, last = words[at], words[at + 1]
        if first.ending == "도록":
            if first.lemma == "있다" and at > 1 and words[at - 1].lemma == "수" and words[at - 2].ending == "ᆯ":
                at -= 2
                first = words[at]
            is_ours = first.pos in (Pos.VERB, Pos.AUXILIARY) and first.lemma not in _KEEPS_TO_ITSELF
            if not is_ours or first.light == "되" or first.lemma.endswith(("되다", "지다")):
                return None
        split, end = _split(first), _split(last)
        if split is None or end is None or first.honorific or first.past or not self._reads_back(parsed, last):
            return None
        kept, stem, _ = split
        tail = reshaped(end[2], end[1].form, conjugation_of(end[1]), stem.form, conjugation_of(stem))
        return self._kept_stem(parsed, first, last, kept, stem, tail) if tail is not None else None

    def with_ending(self, parsed: Parsed, at: int, written: str) -> Rewording | None:
        """Give word `at` another ending in place of all it has, as written: `어 주세요`, `ㅂ니다`; a space begins other words.

        An auxiliary in dictionary form takes the endings the word had: with `어 주다` 입력하세요 becomes 입력해 주세요.
        """
        word = parsed.words[at]
        split = _split(word)
        ending, _, more = written.partition(" ")
        if split is None or (more.startswith("주") and not _can_be_asked(parsed, at)):
            return None
        kept, stem, endings = split
        if more.endswith("다"):
            if not endings or endings[-1].form not in _REQUESTS:
                return None
            more = self._joined([Morpheme(more[:-1], "VX"), *morphemes_of(endings)], "", "")
        if stem.form == "주" and more.startswith("주"):  # 주실게요: not 줘 주세요
            return Rewording(SentenceSpan(word.start, word.end), more)
        tail = [Morpheme(written_ending(ending), "EC" if more else "EF")]
        spelled = self._kept_stem(parsed, word, word, kept, stem, tail, open_too=False)
        return Rewording(spelled.span, f"{spelled.text} {more}".rstrip()) if spelled else None

    def plain(self, parsed: Parsed, at: int, level: SpeechLevel) -> Rewording | None:
        """Take the honorific from predicate `at`: 나오셨습니다 → 나왔습니다; 되세요 becomes 됩니다 or 돼요 as `level` asks."""
        word = parsed.words[at]
        split = _split(word)
        if split is None or not word.honorific:
            return None
        kept, stem, endings = split
        tail: list[Morpheme] = []
        for token in endings:
            if token.tag == "EP" and (token.form in ("시", "으시") or (word.lemma == "되다" and token.form == "겠")):
                continue  # 3만 원 되시겠습니다: the 겠 is as empty as the 시
            if token.form in _FUSED_HONORIFIC:
                asked = "?" in parsed.text[word.end : word.end + 2]
                formal = "ᆸ니까" if asked else "ᆸ니다"
                tail.append(Morpheme("어요" if level is SpeechLevel.HAEYO else formal, "EF"))
                continue
            tail.append(Morpheme(token.form, token.tag))
        if any("시" in one.form for one in tail):  # 십시오, 시지요: a request, not a statement
            return None
        if not tail or tail[0].tag != "EP":
            tail = without_honorific(tail, stem)
        found = self._kept_stem(parsed, word, word, kept, stem, tail)
        if found is not None and kept == "말씀":  # honours too: 말씀하셨습니다 → 말했습니다
            return replace(found, text=found.text.replace("말씀", "말", 1))
        return found

    def _kept_stem(
        self, parsed: Parsed, first: Word, last: Word, kept: str, stem: Token, tail: Sequence[Morpheme],
        *, open_too: bool = True,
    ) -> Rewording | None:  # fmt: skip
        """Spell `tail` behind the stem of `first` in place of `first` to `last`; None if its conjugation is in doubt."""
        surface = parsed.text[first.start : first.end]
        before = noun_ending_as(parsed.text[: stem.start]) if stem.tag == "VCP" else ""
        if before is None:
            return None
        found = set()
        for tag in readings(stem.form, stem.tag):
            as_is = [Morpheme(stem.form, tag), *morphemes_of(_split(first)[2])]  # type: ignore[index]
            if kept + self._joined(as_is, before, surface) != surface:
                continue
            found.add(kept + self._joined([Morpheme(stem.form, tag), *tail], before, surface if open_too else ""))
        if len(found) != 1 or _overlapped(parsed, last):
            return None
        return Rewording(SentenceSpan(first.start, last.end), found.pop())

    def _spelled(
        self,
        parsed: Parsed,
        start: int,
        word: Word,
        before: str,
        lead: list[Morpheme],
        tail: Sequence[Token | Morpheme],
    ) -> Rewording | None:
        if _overlapped(parsed, word) or not _begins(parsed.text, start):
            return None
        noun = noun_ending_as(parsed.text[:start] + before) if lead[0].tag == "VCP" else ""
        if noun is None:
            return None
        return Rewording(SentenceSpan(start, word.end), before + self._joined([*lead, *morphemes_of(tail)], noun, ""))

    def _joined(self, morphemes: Sequence[Morpheme], before: str, surface: str) -> str:
        """Spell morphemes; a copula behind a noun that ends like `before`; 되어 and 하여 open where `surface` has them."""
        suited = list(allomorphs(morphemes))
        if suited[0].tag.startswith("VCP"):
            text = final_copula(suited, before) or self._join([Morpheme(before, "NNG"), *suited])[len(before) :]
        else:
            text = self._join(suited)
        for opened, contracted in _OPEN:
            if opened in surface and opened not in text:
                text = text.replace(contracted, opened, 1)
        return text

    def _reads_back(self, parsed: Parsed, word: Word) -> bool:
        """Tell whether the word's morphemes spell the word: then Kiwi read it right, and knows how to spell its like."""
        split = _split(word)
        if split is None:
            return False
        kept, stem, endings = split
        surface = parsed.text[word.start : word.end]
        before = noun_ending_as(parsed.text[: stem.start]) if stem.tag == "VCP" else ""
        return before is not None and any(
            kept + self._joined([Morpheme(stem.form, tag), *morphemes_of(endings)], before, surface) == surface
            for tag in readings(stem.form, stem.tag)
        )


def _can_be_asked(parsed: Parsed, at: int) -> bool:
    """Tell whether the customer can be asked to do what word `at` says: 저장되다, 드시다 and their like cannot take -어 주세요."""
    word = parsed.words[at]
    before = parsed.words[at - 1] if at else None
    stays = word.lemma == "있다" and before is not None and before.ending in ("어", "고")
    if word.pos not in (Pos.VERB, Pos.AUXILIARY) or word.light in ("되", "드리"):
        return False
    return stays or word.lemma not in _NOT_ASKED


def _split(word: Word) -> tuple[str, Token, tuple[Token, ...]] | None:
    """Return what stands before a predicate's stem (확인 of 확인하다), the stem, and the morphemes behind it."""
    at = next((at for at, token in enumerate(word.tokens) if token.tag in _PREDICATE_TAGS), None)
    if at is None or any(token.tag == "Z_CODA" for token in word.tokens):
        return None
    return "".join(token.form for token in word.tokens[:at]), word.tokens[at], word.tokens[at + 1 :]


def _begins(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum()


def _overlapped(parsed: Parsed, word: Word) -> bool:
    """Tell whether a following word shares characters with `word`: then it cannot be spelled alone."""
    return any(other.start < word.end <= other.end and other.start > word.start for other in parsed.words)
