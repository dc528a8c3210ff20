"""Marks: what a phrase may ask of a word besides its names, told in the same way, so that one look shows what can begin there.

`<동사>` and `<날짜>` are the classes a word belongs to, `+을` a particle, `-면` an ending, `:부정` a feature of its predicate, `"가`
the letter it begins with, and `^` says that nothing but punctuation stands before it.
"""

from collections.abc import Sequence

from cslint.korean.entities import Entity
from cslint.morphology.predicates import Predicate
from cslint.morphology.words import Pos, Word

_OF_TAG = {"NNP": "<고유명사>", "SL": "<외국어>"}
WORD_CLASSES = ("명사", "동사", "형용사", "용언", "부사", "관형사", "고유명사", "외국어", "어절")
# An entity belongs to the word that begins with it, or a character before it: an opening bracket.
_INSIDE = 2
ENTITY_CLASSES = ("날짜", "시각", "기간", "금액", "숫자", "전화", "링크", "메일", "자리표시자")


# For each word, its names and marks, each with the indices of the last words it reaches to.
Names = Sequence[dict[str, tuple[int, ...]]]


def add_marks(
    names: Names, words: Sequence[Word], predicates: Sequence[Predicate], entities: Sequence[Entity], text: str
) -> None:
    """Add to the names of each word its marks."""
    leads = True
    for at, (found, word) in enumerate(zip(names, words, strict=True)):
        here = (at,)
        found.update(dict.fromkeys(_own_marks(words, at), here))
        found[f'"{text[word.start : word.start + 1]}'] = here
        if leads:
            found["^"] = here
            leads = word.pos is Pos.SYMBOL
    for predicate in predicates:
        _add_predicate(names, words, predicate)
    for entity in entities:
        _add_entity(names, words, entity)


def _own_marks(words: Sequence[Word], at: int) -> list[str]:
    word = words[at]
    marks = [*_classes(word), *(f"+{particle}" for particle in particles_at(words, at))]
    if word.ending:
        marks.append(f"-{word.ending}")
    return marks


def _classes(word: Word) -> tuple[str, ...]:
    return (*word.pos.marks, _OF_TAG[word.tag]) if word.tag in _OF_TAG else word.pos.marks


def _add_predicate(names: Names, words: Sequence[Word], predicate: Predicate) -> None:
    """Mark the words of a predicate with its features, and with the ending and the particles of its last word."""
    last = predicate.last
    marks = [f":{feature}" for feature in predicate.features]
    marks += [f"+{particle}" for particle in particles_at(words, last)]
    marks.append(f"-{predicate.ending}")
    for at in range(predicate.first, last + 1):
        names[at].update(dict.fromkeys(marks, (at,)))
        if at < last:  # a predicate may be meant with its auxiliaries, 해 드릴 수 있는, or without
            names[at].update(dict.fromkeys(_classes(words[at]), (last, at)))


_BOUNDS = frozenset(("안", "내", "이내", "동안", "뒤", "후"))


def _add_entity(names: Names, words: Sequence[Word], entity: Entity) -> None:
    mark = f"<{entity.kind}>"
    for at, word in enumerate(words):
        if word.start <= entity.start < word.end and entity.start - word.start < _INSIDE:
            last = at
            while last + 1 < len(words) and words[last + 1].start < entity.end:
                last += 1
            names[at][mark] = (*names[at].get(mark, ()), last)
            # Of 24시간 내로 both 24시간 and 24시간 내 are spans of time: phrases name the noun behind, or do not care.
            if last > at and entity.kind == "기간" and words[last].lemma in _BOUNDS:
                names[at][mark] += (last - 1,)


def particles_at(words: Sequence[Word], at: int) -> tuple[str, ...]:
    """Return the particles of a word, also those behind the bracket or quote that closes it: 3월 5일(수)까지, '환불'을."""
    word = words[at]
    particles, end = word.particles, word.end
    for after in words[at + 1 : at + 3]:
        if after.pos is not Pos.SYMBOL or after.start != end:
            break
        particles += after.particles
    return particles
