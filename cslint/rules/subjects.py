"""The subject of a clause, and whether it is a person, a name or a thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from cslint.morphology.words import Pos, Word

_PERSON_SUFFIXES = frozenset(("님", "분", "씨", "자", "인", "원", "생", "족", "민"))
_SUBJECT_PARTICLES = frozenset(("이", "은", "도", "만"))
# Nouns that stand without a particle and say when or how, not who.
_ADVERBIAL = frozenset((
    "오늘", "내일", "모레", "어제", "지금", "현재", "이번", "다음", "오전", "오후", "당일", "매일", "모두", "전부", "거의", "방금",
    "그날", "이날", "첫날", "아침", "점심", "저녁", "새벽", "밤", "낮", "주말", "평일", "올해", "작년", "내년", "때", "날", "무렵",
    "길", "걸음", "뒤", "후", "전", "동안", "사이", "직후", "직전", "이후", "이전", "나중", "처음", "대신", "직접", "혼자", "각자",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of the rule file, by their names there."""

    people: frozenset[str]
    own: frozenset[str]  # what is the customer's own and may be raised in their place: 시간, 마음, 성함
    verbs: frozenset[str]  # what things do: 도착하다, 품절이다
    events: frozenset[str]  # what is done to things: 취소(되다)
    stock: frozenset[str]  # what a shop has, is or costs: 재고, 무료, 원


@dataclass(frozen=True, slots=True)
class Subject:
    """The nearest subject of a clause: its word, and whether it stands right before the predicate without a particle."""

    word: Word
    bare: bool


def subject_of(words: Sequence[Word], at: int, *, past_modifiers: bool = False) -> Subject | None:
    """Return the nearest subject before `at` in its clause; `past_modifiers`: beyond a modifier only a topic counts."""
    beside, topics_only = True, False
    for word in reversed(words[:at]):
        if word.pos.is_predicate:
            if word.ending_tag == "ETM" and past_modifiers:
                topics_only = True
            elif word.ending != "게":
                return None
        elif word.pos is Pos.NOUN:
            particles = set(word.particles)
            if not particles and (word.lemma in _ADVERBIAL or word.tag in ("NNB", "SN", "NR")):
                continue
            if not particles and beside:
                return Subject(word, bare=True)
            wanted = {"은"} if topics_only else _SUBJECT_PARTICLES
            if particles and particles <= wanted:
                return Subject(word, bare=False)
        beside = beside and word.pos is Pos.ADVERB
    return None


def is_person(word: Word, lists: WordLists) -> bool:
    """Tell whether a noun means people; a pronoun or a name may, so they count as well."""
    if word.lemma in lists.people or _PERSON_SUFFIXES & set(word.suffixes) or word.tag in ("NP", "NNP"):
        return True
    named = word.lemma.endswith(("님", "자", "분")) and not word.lemma.endswith("부분") and len(word.lemma) > 2
    return named or "께서" in [t.form for t in word.tokens]


def is_name(word: Word, lists: WordLists) -> bool:
    """Tell whether a noun counts as a person for being a name only: people's names are not written without 님 or 씨."""
    return word.tag == "NNP" and word.lemma not in lists.people and not word.suffixes and len(word.lemma) > 1


def is_thing(word: Word, lists: WordLists) -> bool:
    """Tell whether a noun means neither people nor what is the customer's own."""
    is_noun = word.tag in ("NNG", "XPN", "SL", "XR")
    return is_noun and word.lemma not in lists.own and not is_person(word, lists)
