"""What a rule file's `fix` means: from a match to the words that mend it."""

import re
from collections.abc import Callable, Sequence

from cslint.korean.particles import chosen_particles, suited_particle
from cslint.morphology.analysis import Parsed
from cslint.morphology.inflection import Inflector, Rewording
from cslint.morphology.words import Pos
from cslint.offsets import SentenceSpan
from cslint.rules.lexicon import Lexicon
from cslint.rules.mended import SAFETY, Fixer, Mended, Target, mended, noun_end, one_part
from cslint.rules.messages import blanks, fill
from cslint.rules.rulefile import FixShape
from cslint.rules.term_rewording import fixer_of_terms

_Reword = Callable[[Target, Inflector], tuple[Rewording, ...] | None]

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
        return fixer_of_terms(lexicon.table(table), lexicon)
    if shape.put is not None and (unknown := blanks(shape.put) - allowed):
        raise ValueError(f"'{{{min(unknown)}}}' 자리는 채울 수 없습니다. 쓸 수 있는 것: {', '.join(sorted(allowed))}")
    reword = _KINDS[kinds[0]](shape)
    safety = SAFETY[shape.safety]

    def fixer(target: Target, inflector: Inflector) -> Mended | None:
        return mended(target, reword(target, inflector), safety)

    return fixer


def _reword(shape: FixShape) -> _Reword:
    new = shape.reword or ""
    if not new.endswith("다"):
        return lambda target, inflector: one_part(
            inflector.noun(target.parsed, target.span.start, noun_end(target), new)
        )
    if new.startswith("-"):
        return lambda target, inflector: one_part(_attached(target, inflector, new[1:]))

    def reword(target: Target, inflector: Inflector) -> tuple[Rewording, ...] | None:
        head, words = _head(target), target.parsed.words
        first = head
        if shape.from_:
            first = next((at for at in target.words if shape.from_ in (words[at].lemma, words[at].noun)), None)
        if head is None or first is None:
            return None
        return one_part(inflector.predicate(target.parsed, words[first].start, head, new, humble=not shape.from_))

    return reword


def _attached(target: Target, inflector: Inflector, new: str) -> Rewording | None:
    """Draw a light verb to the first noun of the target, without the nouns between: 환불 처리 진행합니다 → 환불합니다."""
    head, words = _head(target), target.parsed.words
    first = target.words[0] if target.words else None
    if head is None or first is None or first == head:
        return None
    noun, word = words[first], words[head]
    if any(each.pos is not Pos.NOUN or set(each.particles) - {"을"} for each in words[first:head]) or noun.suffixes:
        return None
    if word.light not in ("하", "되") and word.lemma not in ("하다", "되다", "돕다"):
        return None
    passive = word.light == "되" or word.lemma == "되다"
    found = inflector.predicate(target.parsed, word.start, head, "되다" if passive else new)
    return Rewording(SentenceSpan(noun.start + len(noun.lemma), found.span.end), found.text) if found else None


def _head(target: Target) -> int | None:
    """Return the index of the predicate a target is about: the first word in it of its last chain."""
    inside = target.words
    last = next((at for at in reversed(inside) if target.parsed.words[at].pos.is_predicate), None)
    if last is None:
        return None
    chain = target.parsed.chain_at[last]
    return max(chain.first, inside[0]) if chain else last


def _merge(shape: FixShape) -> _Reword:
    ending = shape.merge

    def reword(target: Target, inflector: Inflector) -> tuple[Rewording, ...] | None:
        words = target.parsed.words
        at = next((at for at in target.words if words[at].ending == ending and at + 1 < len(words)), None)
        return one_part(inflector.merged(target.parsed, at)) if at is not None else None

    return reword


def _ending(shape: FixShape) -> _Reword:
    written = shape.ending or ""

    def reword(target: Target, inflector: Inflector) -> tuple[Rewording, ...] | None:
        at = next((at for at in reversed(target.words) if target.parsed.words[at].pos.is_predicate), None)
        return one_part(inflector.with_ending(target.parsed, at, written)) if at is not None else None

    return reword


def _drop_honorific(shape: FixShape) -> _Reword:
    def reword(target: Target, inflector: Inflector) -> tuple[Rewording, ...] | None:
        words = target.parsed.words
        honoured = [at for at in target.words if words[at].pos.is_predicate and words[at].honorific]
        if shape.drop_honorific == "last":
            parts = [inflector.plain(target.parsed, at, target.level) for at in _of_the_thing(target.parsed, honoured)]
            return tuple(part for part in parts if part) if all(parts) else None
        later = [at for at, word in enumerate(words) if word.start >= target.span.end and word.honorific]
        about_others = any(words[at].lemma == "주다" or words[at].ending in ("어요", "ᆸ시오") for at in later)
        if later and (about_others or any(word.noun in ("고객", "회원") for word in words)):
            return None  # some honour the customer
        honoured += later
        parts = [
            inflector.plain(target.parsed, at, target.level) if at in honoured else _plain_subject(target.parsed, at)
            for at in [*target.words, *later]
            if at in honoured or any(token.form == "께서" for token in words[at].tokens)
        ]
        return tuple(part for part in parts if part) if all(parts) else None

    return reword


def _of_the_thing(parsed: Parsed, honoured: Sequence[int]) -> list[int]:
    """Return the last of the honoured words, and those of its predicate that are not the customer's (바꾸시면 되세요)."""
    chain = parsed.chain_at[honoured[-1]] if honoured else None
    return [
        at
        for at in honoured
        if chain is not None
        and chain.first <= at <= chain.last
        and (at == honoured[-1] or parsed.words[at].ending not in ("면", "어도", "어야"))
    ]


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
    return Rewording(SentenceSpan(word.start, word.end), noun + particle)


def _choose_particle(_: FixShape) -> _Reword:
    def reword(target: Target, _inflector: Inflector) -> tuple[Rewording, ...] | None:
        found = chosen_particles(target.parsed.text, target.span.start, target.span.end)
        return tuple(Rewording(SentenceSpan(start, end), text) for start, end, text in found) if found else None

    return reword


def _classifier(shape: FixShape) -> _Reword:
    nouns = shape.classifier or {}

    def reword(target: Target, _inflector: Inflector) -> tuple[Rewording, ...] | None:
        text = target.parsed.text
        variable = next(
            (one for one in target.parsed.placeholders if target.span.start <= one.span.end <= target.span.end), None
        )
        particle = _PARTICLE.match(text, variable.span.end) if variable else None
        if variable is None or particle is None:
            return None
        noun = next((nouns[name] for name in nouns if variable.name.endswith(name)), None)
        suited = suited_particle(particle.group(), noun) if noun else None
        return (Rewording(SentenceSpan(*particle.span()), f"{noun}{suited}"),) if suited else None

    return reword


def _put(shape: FixShape) -> _Reword:
    template = shape.put or ""
    return lambda target, _: (
        Rewording(SentenceSpan(target.span.start, target.span.end), fill(template, target.values)),
    )


def _delete(_: FixShape) -> _Reword:
    """Take the place out with the white space before it, and end the sentence it ended with a full stop."""

    def reword(target: Target, _inflector: Inflector) -> tuple[Rewording, ...] | None:
        text = target.parsed.text
        behind = text[target.span.end :]
        found = _SPACE_AT_END.search(text, 0, target.span.start)
        # A mark before a word (★필독) leaves the space that parts the word from the one before.
        start = target.span.start if found is None or behind[:1].isalnum() else found.start()
        if not text[:start].strip() and not behind.strip():
            return None  # a sentence of nothing else: a line would be left empty
        if not start:
            return (Rewording(SentenceSpan(0, target.span.end + len(behind) - len(behind.lstrip())), ""),)
        return (Rewording(SentenceSpan(start, target.span.end), _mark(target, start, behind)),)

    return reword


def _mark(target: Target, start: int, behind: str) -> str:
    """Return the punctuation that must stand where something was deleted."""
    before = target.parsed.text[start - 1]
    goes_on = behind.lstrip()
    if before in _ENDED or (goes_on[:1] in _ENDED and goes_on) or not ("가" <= before <= "힣"):
        return ""
    word = next((word for word in target.parsed.words if word.start < start <= word.end), None)
    if word is None:
        return ""
    next_word = goes_on or target.after.partition("\n")[0].strip()
    if word.lemma == "안녕하다" and next_word.startswith(("고객", "회원")):
        return ","
    if word.ending_tag == "EF" or (not goes_on and word.ending_tag == "EC" and target.parsed.main is not None):
        return "."
    is_call = (word.pos is Pos.INTERJECTION or "님" in (*word.suffixes, word.lemma[-1:])) and not word.particles
    return ("," if next_word else ".") if is_call else ""


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
