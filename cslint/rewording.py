"""What a rule file's `fix` means: from a match to the words that mend it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cslint.analysis import Parsed
from cslint.findings import Safety
from cslint.inflection import Inflector, Rewording
from cslint.lexicon import Lexicon
from cslint.messages import blanks, fill
from cslint.particles import chosen_particles, suited_particle
from cslint.patterns import Pattern
from cslint.rulefile import FixShape, TermShape
from cslint.speech import SpeechLevel
from cslint.words import Pos


@dataclass(frozen=True, slots=True)
class Place:
    """What is to be mended: code points `start:end` of a sentence, the match's values, and the reply's speech level.

    `after` is what follows the sentence in its block.
    """

    parsed: Parsed
    start: int
    end: int
    values: Mapping[str, str]
    level: SpeechLevel = SpeechLevel.HAPSYO
    after: str = ""

    @property
    def words(self) -> list[int]:
        """The indices of the words that touch the place."""
        return [
            at for at, word in enumerate(self.parsed.words) if word.start < self.end and word.end > self.start
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mended:
    """New words that belong together, in order and without overlaps."""

    parts: tuple[Rewording, ...]
    safety: Safety

    def shown(self, text: str) -> str:
        """Return the eojeols of `text` (the sentence) that change, as they will read."""
        start, end = self.parts[0].start, self.parts[-1].end
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        spelled, at = "", start
        for part in self.parts:
            spelled += text[at : part.start] + part.text
            at = part.end
        return " ".join((spelled + text[at:end]).split())


Fixer = Callable[[Place, Inflector], Mended | None]
_Reword = Callable[[Place, Inflector], tuple[Rewording, ...] | None]

_SAFETY = {"safe": Safety.SAFE, "unsafe": Safety.UNSAFE}
_SWAPPED = frozenset(("N", "N-time", "N-det", "N-adv", "NP", "ADV"))
_SIMPLE = re.compile(r"[가-힣A-Za-z0-9]+(?: [가-힣A-Za-z0-9]+)*")
_SPACE_AT_END = re.compile(r"[^\S\n]*$")
_PARTICLE = re.compile("(?:으로|이나|[을를이가은는과와로나])(?![가-힣(/])")
_ENDED = ".!?…,~:;"


def suits(shape: FixShape, table: str | None, allowed: frozenset[str]) -> bool:
    """Tell whether a rule's `fix` can be that of one of its matches: a term needs a table, a blank its value."""
    return (table is not None or not shape.term) and blanks(shape.put or "") <= allowed


def compile_fix(shape: FixShape, lexicon: Lexicon, table: str | None, allowed: frozenset[str]) -> Fixer:
    """Return the fixer of a `fix`. `table` is the table of terms its match looks in, `allowed` the blanks its match fills.

    Raises ValueError with a Korean line for a fix that has no kind or more than one, or cannot be with this match.
    """
    kinds = [kind for kind in ("term", *_KINDS) if getattr(shape, kind)]
    if len(kinds) != 1:
        known = ", ".join(sorted(("term", *_KINDS))).replace("_", "-")
        raise ValueError(f"fix에는 고치는 방법이 하나만 있어야 합니다: {known}")
    if shape.term:
        if table is None:
            raise ValueError("fix의 term은 terms로 찾는 항목에만 쓸 수 있습니다.")
        return _of_terms({row.term: _term_fixer(row, lexicon) for row in lexicon.table(table).terms})
    if shape.put is not None and (unknown := blanks(shape.put) - allowed):
        raise ValueError(f"'{{{min(unknown)}}}' 자리는 채울 수 없습니다. 쓸 수 있는 것: {', '.join(sorted(allowed))}")
    reword = _KINDS[kinds[0]](shape)
    safety = _SAFETY[shape.safety]

    def fixer(place: Place, inflector: Inflector) -> Mended | None:
        return _mended(place, reword(place, inflector), safety)

    return fixer


def _mended(place: Place, parts: tuple[Rewording, ...] | None, safety: Safety) -> Mended | None:
    """Return the parts, ready; None if there are none, nothing would change, or a variable or a link would be touched."""
    if not parts:
        return None
    parsed = place.parsed
    fixed = [*(variable.span for variable in parsed.placeholders), *parsed.opaque]
    if any(span.start < part.end and part.start < span.end for part in parts for span in fixed):
        return None
    if all(parsed.text[part.start : part.end] == part.text for part in parts):
        return None
    return Mended(parts, safety)


def _one(part: Rewording | None) -> tuple[Rewording, ...] | None:
    return (part,) if part else None


def _reword(shape: FixShape) -> _Reword:
    new = shape.reword or ""
    if not new.endswith("다"):
        return lambda place, inflector: _one(inflector.noun(place.parsed, place.start, _noun_end(place), new))
    if new.startswith("-"):
        return lambda place, inflector: _one(_attached(place, inflector, new[1:]))

    def reword(place: Place, inflector: Inflector) -> tuple[Rewording, ...] | None:
        head, words = _head(place), place.parsed.words
        first = head
        if shape.from_:
            first = next((at for at in place.words if shape.from_ in (words[at].lemma, words[at].noun)), None)
        if head is None or first is None:
            return None
        return _one(inflector.predicate(place.parsed, words[first].start, head, new, humble=not shape.from_))

    return reword


def _attached(place: Place, inflector: Inflector, new: str) -> Rewording | None:
    """Draw a light verb to the first noun of the place, without the nouns between: 환불 처리 진행합니다 → 환불합니다."""
    head, words = _head(place), place.parsed.words
    first = place.words[0] if place.words else None
    if head is None or first is None or first == head:
        return None
    noun, word = words[first], words[head]
    if any(each.pos is not Pos.NOUN or set(each.particles) - {"을"} for each in words[first:head]) or noun.suffixes:
        return None
    if word.light not in ("하", "되") and word.lemma not in ("하다", "되다", "돕다"):
        return None
    passive = word.light == "되" or word.lemma == "되다"
    found = inflector.predicate(place.parsed, word.start, head, "되다" if passive else new)
    return Rewording(noun.start + len(noun.lemma), found.end, found.text) if found else None


def _noun_end(place: Place) -> int:
    """Return the code point behind the noun a place ends with, its particles left out."""
    word = place.parsed.words[place.words[-1]]
    return max((token.end for token in word.tokens if not token.tag.startswith("J")), default=word.end)


def _head(place: Place) -> int | None:
    """Return the index of the predicate a place is about: the first word in it of its last chain."""
    inside = place.words
    last = next((at for at in reversed(inside) if place.parsed.words[at].pos.is_predicate), None)
    if last is None:
        return None
    chain = place.parsed.chain_at[last]
    return max(chain.first, inside[0]) if chain else last


def _merge(shape: FixShape) -> _Reword:
    ending = shape.merge

    def reword(place: Place, inflector: Inflector) -> tuple[Rewording, ...] | None:
        words = place.parsed.words
        at = next((at for at in place.words if words[at].ending == ending and at + 1 < len(words)), None)
        return _one(inflector.merged(place.parsed, at)) if at is not None else None

    return reword


def _ending(shape: FixShape) -> _Reword:
    written = shape.ending or ""

    def reword(place: Place, inflector: Inflector) -> tuple[Rewording, ...] | None:
        at = next((at for at in reversed(place.words) if place.parsed.words[at].pos.is_predicate), None)
        return _one(inflector.with_ending(place.parsed, at, written)) if at is not None else None

    return reword


def _drop_honorific(shape: FixShape) -> _Reword:
    def reword(place: Place, inflector: Inflector) -> tuple[Rewording, ...] | None:
        words = place.parsed.words
        honoured = [at for at in place.words if words[at].pos.is_predicate and words[at].honorific]
        if shape.drop_honorific == "last":
            return _one(inflector.plain(place.parsed, honoured[-1], place.level)) if honoured else None
        later = [at for at, word in enumerate(words) if word.start >= place.end and word.honorific]
        about_others = any(words[at].lemma == "주다" or words[at].ending in ("어요", "ᆸ시오") for at in later)
        if later and (about_others or any(word.noun in ("고객", "회원") for word in words)):
            return None  # some honour the customer
        honoured += later
        parts = [
            inflector.plain(place.parsed, at, place.level) if at in honoured else _plain_subject(place.parsed, at)
            for at in [*place.words, *later]
            if at in honoured or any(token.form == "께서" for token in words[at].tokens)
        ]
        return tuple(part for part in parts if part) if all(parts) else None

    return reword


def _plain_subject(parsed: Parsed, at: int) -> Rewording | None:
    """Take 께서 and the 님 or 분 before it: 담당자님께서 → 담당자가."""
    word, before = parsed.words[at], parsed.words[at - 1] if at else None
    noun = "".join(token.form for token in word.tokens if token.tag not in ("XSN", "JKS"))
    noun = noun.removesuffix("님").removesuffix("분") if len(noun) > 2 else noun
    if noun == "분" and before is not None and before.pos is Pos.NOUN and before.end == word.start:
        noun = ""
    particle = suited_particle("이", parsed.text[: word.start] + noun)
    if particle is None or not parsed.text.startswith(noun, word.start) or word.tokens[-1].form != "께서":
        return None
    return Rewording(word.start, word.end, noun + particle)


def _choose_particle(_: FixShape) -> _Reword:
    def reword(place: Place, _inflector: Inflector) -> tuple[Rewording, ...] | None:
        found = chosen_particles(place.parsed.text, place.start, place.end)
        return tuple(Rewording(start, end, text) for start, end, text in found) if found else None

    return reword


def _classifier(shape: FixShape) -> _Reword:
    nouns = shape.classifier or {}

    def reword(place: Place, _inflector: Inflector) -> tuple[Rewording, ...] | None:
        text = place.parsed.text
        variable = next((one for one in place.parsed.placeholders if place.start <= one.span.end <= place.end), None)
        particle = _PARTICLE.match(text, variable.span.end) if variable else None
        if variable is None or particle is None:
            return None
        noun = next((nouns[name] for name in nouns if variable.name.endswith(name)), None)
        suited = suited_particle(particle.group(), noun) if noun else None
        return (Rewording(*particle.span(), f"{noun}{suited}"),) if suited else None

    return reword


def _put(shape: FixShape) -> _Reword:
    template = shape.put or ""
    return lambda place, _: (Rewording(place.start, place.end, fill(template, place.values)),)


def _delete(_: FixShape) -> _Reword:
    """Take the place out with the white space before it, and end the sentence it ended with a full stop."""

    def reword(place: Place, _inflector: Inflector) -> tuple[Rewording, ...] | None:
        text = place.parsed.text
        behind = text[place.end :]
        found = _SPACE_AT_END.search(text, 0, place.start)
        # A mark before a word (★필독) leaves the space that parts the word from the one before.
        start = place.start if found is None or behind[:1].isalnum() else found.start()
        if not text[:start].strip() and not behind.strip():
            return None  # a sentence of nothing else: a line would be left empty
        if not start:
            return (Rewording(0, place.end + len(behind) - len(behind.lstrip()), ""),)
        return (Rewording(start, place.end, _mark(place, start, behind)),)

    return reword


def _mark(place: Place, start: int, behind: str) -> str:
    """Return the punctuation that must stand where something was deleted."""
    before = place.parsed.text[start - 1]
    goes_on = behind.lstrip()
    if before in _ENDED or (goes_on[:1] in _ENDED and goes_on) or not ("가" <= before <= "힣"):
        return ""
    word = next((word for word in place.parsed.words if word.start < start <= word.end), None)
    if word is None:
        return ""
    next_word = goes_on or place.after.partition("\n")[0].strip()
    if word.lemma == "안녕하다" and next_word.startswith(("고객", "회원")):
        return ","
    if word.ending_tag == "EF" or (not goes_on and word.ending_tag == "EC" and place.parsed.main is not None):
        return "."
    is_call = (word.pos is Pos.INTERJECTION or "님" in (*word.suffixes, word.lemma[-1:])) and not word.particles
    return ("," if next_word else ".") if is_call else ""


def _of_terms(fixers: "Mapping[str, _TermFixer | None]") -> Fixer:
    def fixer(place: Place, inflector: Inflector) -> Mended | None:
        of_term = fixers.get(place.values.get("term", ""))
        return of_term.mend(place, inflector) if of_term else None

    return fixer


@dataclass(frozen=True, slots=True)
class _TermFixer:
    """How one term is put into plain words."""

    term: str
    kind: str
    noun: str | None
    active: str | None
    passive: str | None
    safety: Safety | None
    safe_with: Pattern | None

    def mend(self, place: Place, inflector: Inflector) -> Mended | None:
        known = self.safe_with is not None and self.safe_with.is_in(place.parsed)
        safety = Safety.SAFE if known else self.safety
        return _mended(place, _one(self._part(place, inflector)), safety) if safety else None

    def _part(self, place: Place, inflector: Inflector) -> Rewording | None:
        parsed, words = place.parsed, place.words
        if not words or not parsed.words[words[0]].leads:
            return None
        if self.kind == "VN" and not parsed.text.startswith(self.term, place.start):
            return None  # 미회신, 재송부: the prefix would be lost
        head = self._predicate(parsed, words)
        if head is not None:
            at, new = head
            return inflector.predicate(parsed, parsed.words[words[0]].start, at, new) if new else None
        if self.noun is None:
            return None
        if parsed.words[words[-1]].pos is Pos.ADVERB:
            word = parsed.words[words[-1]]
            return None if word.particles else Rewording(word.start, word.end, self.noun)
        end = _noun_end(place)
        # A term found as a phrase may reach further than its noun: 유선 of 유선으로 안내하다.
        found = parsed.text.find(self.term, place.start, place.end)
        end = found + len(self.term) if found == place.start else end
        if self.kind in ("N-adv", "ADV") and _has_particle(parsed, end):
            return None
        # 송부 안내, 이관 요청: what stands for a verbal noun before another noun is not what stands for it alone.
        if self.kind == "VN" and self.active != f"{self.noun}하다" and not _has_particle(parsed, end):
            return None
        return inflector.noun(parsed, place.start, end, self.noun, apart=self.kind == "N-time")

    def _predicate(self, parsed: Parsed, words: list[int]) -> tuple[int, str | None] | None:
        """Return the index of the predicate the term is part of, and what to put for it; None for a bare noun."""
        word = parsed.words[words[-1]]
        if word.pos.is_predicate:
            if self.term not in (word.noun, word.lemma):
                return words[-1], None  # 재송부하다, 송부처리하다: more than the term
            return words[-1], self.passive if word.light == "되" else self.active
        after = parsed.words[words[-1] + 1] if words[-1] + 1 < len(parsed.words) else None
        is_bare = not word.suffixes and word.lemma == self.term and not set(word.particles) - {"을"}
        if self.kind == "VN" and is_bare and after is not None and after.lemma in ("하다", "되다") and not after.noun:
            return words[-1] + 1, self.passive if after.lemma == "되다" else self.active
        return None


def _has_particle(parsed: Parsed, end: int) -> bool:
    return any(token.tag.startswith("J") and token.start == end for word in parsed.words for token in word.tokens)


def _term_fixer(row: TermShape, lexicon: Lexicon) -> _TermFixer | None:
    """Return how a row is fixed; None where only people can (compounds of meaning, tier 2 and 0 unless it says how)."""
    told = row.fix
    if told is None and (
        row.tier != 1 or row.kind not in _SWAPPED or not row.plain or not _SIMPLE.fullmatch(row.plain[0])
    ):
        return None
    noun = told.noun if told else None
    if noun is None and row.kind in _SWAPPED and row.plain and _SIMPLE.fullmatch(row.plain[0]):
        noun = row.plain[0]
    # A word of two meanings may have been taken for the other one; tier 2 is a matter of taste.
    default = "unsafe" if row.not_ or row.only or row.tier != 1 else "safe"
    safe_with = lexicon.patterns(told.safe_with) if told and told.safe_with else None
    safety = (told.safety if told else None) or ("unsafe" if safe_with else default)
    return _TermFixer(
        row.term,
        row.kind,
        noun,
        told.active if told else None,
        told.passive if told else None,
        _SAFETY.get(safety),
        safe_with,
    )


_KINDS: dict[str, Callable[[FixShape], _Reword]] = {
    "reword": _reword,
    "merge": _merge,
    "ending": _ending,
    "drop_honorific": _drop_honorific,
    "choose_particle": _choose_particle,
    "classifier": _classifier,
    "put": _put,
    "delete": _delete,
}
