"""Whom an honorific raises: -시- is for the one who acts or feels, never for a thing or for ourselves (guide B6).

Korean leaves subjects out, so a predicate is judged by the nearest subject of its own clause, and where there is none
by what it says: only orders can be 취소되다, people can 도착하다 as well.
"""

from collections.abc import Sequence

from cslint.korean.plain import without_honorific
from cslint.morphology.analysis import Parsed
from cslint.morphology.predicates import Predicate
from cslint.morphology.words import Pos, Word
from cslint.offsets import SentenceSpan
from cslint.rules.lexicon import Lexicon
from cslint.rules.replies import SentenceCheck, SentenceMatch
from cslint.rules.rulefile import CheckShape
from cslint.rules.subjects import WordLists, is_name, is_person, is_thing, subject_of

_CONDITIONS = frozenset(("면", "다면", "거든", "ᆯ지", "더라도", "어도", "든지", "든", "나", "려면"))
_SPENT = frozenset(("걸리다", "소요되다", "지나다", "경과되다", "경과하다", "초과되다"))
_SPENT_NOUNS = frozenset(("시간", "기간", "기한", "날짜", "시일", "일", "분", "영업일", "개월", "주", "유효기간"))
# A noun that says how things stand with what is before it: 배송 중이세요, 품절 상태세요.
_STANDING = frozenset(("중", "상태", "예정", "단계", "완료"))
_STATED = frozenset(("상태", "상황", "부분", "사항", "단계", "내용", "건"))
_HONORIFICS = frozenset(("시", "으시", "세요", "으세요", "셔요"))
# Guesses and feelings, which are the speaker's or the customer's: 파손된 것 같으시면.
_SEEMING = frozenset(("같다", "싶다", "듯하다", "듯싶다", "하다"))
# People move, and a topic before that is only a topic: 서류는 창구에 나오지 않으셔도, 반려견도 들어오실 수 있습니다.
_MOTION = frozenset((
    "오다", "가다", "나오다", "나가다", "들어오다", "들어가다", "돌아오다", "돌아가다", "올라오다", "올라가다", "내려오다", "내려가다",
    "늦다",
))  # fmt: skip
# Verbs of people that sound like adjectives of things: 적으신 계좌 is written, 자리가 적으세요 few.
_WRITING = frozenset(("적다",))
_LINKS = frozenset(("주다", "드리다", "보다", "싶다", "계시다", "두다", "놓다"))


def object_honorific(shape: CheckShape, _lexicon: Lexicon) -> SentenceCheck:
    """Return a check for honorifics on things; its `lists` are those of `WordLists`.

    Values: `plain`, the same words without the honorific.
    """
    lists = WordLists(**{name: frozenset(words) for name, words in (shape.lists or {}).items()})

    def find(parsed: Parsed) -> list[SentenceMatch]:
        found: list[SentenceMatch] = []
        for at, word in enumerate(parsed.words):
            chain = parsed.chain_at[at]
            if not word.honorific or chain is None or chain.last < at:
                continue
            if "추측" in chain.features and at > chain.first and word.lemma in _SEEMING:
                continue
            first = _raised(parsed, chain, lists)
            if first is None:
                continue
            start, end = parsed.words[first].start, parsed.words[chain.last].end
            if not found or found[-1].span.end <= start:
                at_honorific = next((t.start for t in word.tokens if t.form in _HONORIFICS), start) - start
                plain = without_honorific(parsed.text[start:end], at_honorific, word.lemma[:-1])
                found.append(SentenceMatch(SentenceSpan(start, end), {"plain": plain}))
        return found

    return find


def _raised(parsed: Parsed, chain: Predicate, lists: WordLists) -> int | None:
    """Return the index of the word where the wrongly raised statement begins, or None if the honorific may stand."""
    words, at = parsed.words, chain.first
    main = words[at]
    linked = any(word.lemma in _LINKS for word in words[at + 1 : chain.last + 1])
    written = main.lemma in _WRITING and main.pos is Pos.VERB
    if linked or written or chain.features & {"허용", "의무", "요청"}:
        return None
    if main.lemma == "이다":
        return _raised_copula(parsed, chain, lists)
    start = at - 1 if at and words[at - 1].lemma in ("안", "못", "잘") else at
    subject = subject_of(words, at)
    done_to_things = main.light == "되" and main.noun in lists.events
    named = done_to_things and subject is not None and is_name(subject.word, lists)
    if _describes_person(words, chain, lists) or (subject is not None and is_person(subject.word, lists) and not named):
        return None
    if main.lemma in ("있다", "없다"):
        told = _tells(chain, words) and subject is not None and subject.word.lemma in lists.stock
        return start if told else None
    if main.lemma == "되다":
        works = subject is not None and (subject.word.lemma in lists.events or start < at)
        return start if works and subject is not None and is_thing(subject.word, lists) else None
    if main.light == "되" and main.lemma not in _SPENT:
        if main.noun in lists.own:
            return None
        if subject is not None and is_thing(subject.word, lists):
            return start
        return start if done_to_things else None
    if main.lemma in _SPENT:
        spent = at and words[at - 1].pos is Pos.NOUN and words[at - 1].lemma in _SPENT_NOUNS
        return start if spent or (subject is not None and subject.word.lemma in _SPENT_NOUNS) else None
    if main.lemma in lists.verbs and subject is not None and is_thing(subject.word, lists):
        topic = {"은", "도"} & set(subject.word.particles)
        if main.lemma in _MOTION and topic and ("가능" in chain.features or not _tells(chain, words)):
            return None
        return start if main.pos is Pos.VERB or _tells(chain, words) else None
    return None


def _raised_copula(parsed: Parsed, chain: Predicate, lists: WordLists) -> int | None:
    words, at = parsed.words, chain.first
    if at == 0 or words[at - 1].pos is not Pos.NOUN or not _tells(chain, words):
        return None
    complement = words[at - 1]
    first = at - 1
    while first and words[first - 1].pos is Pos.NOUN and words[first - 1].end == words[first].start:
        first -= 1
    if complement.particles or is_person(complement, lists) or complement.lemma in lists.own - lists.stock:
        return None
    before = words[first - 1] if first else None
    if before is not None and before.ending_tag == "ETM" and before.honorific and complement.lemma in _STATED:
        return None  # 힘드신 상황이십니다: the person is in that situation
    subject = subject_of(words, first, past_modifiers=True)
    if subject is not None and not subject.bare:
        if is_person(subject.word, lists):
            return None
        return first if is_thing(subject.word, lists) else None
    if complement.lemma in lists.stock:
        return first
    if complement.lemma in _STATED and before is not None and before.ending_tag == "ETM":
        return first
    if complement.lemma in _STANDING and before is not None and before.lemma in lists.events | lists.stock:
        return first - 1
    return None


def _tells(chain: Predicate, words: Sequence[Word]) -> bool:
    """Tell whether a chain states a fact: no question, no condition, no modifier, no tag such as 시죠."""
    if chain.features & {"의문", "관형", "명사형", "겠"} or chain.ending in _CONDITIONS or chain.ending == "지요":
        return False
    return "은" not in words[chain.last].particles


def _describes_person(words: Sequence[Word], chain: Predicate, lists: WordLists) -> bool:
    """Tell whether the chain modifies a person: 결제 완료되신 고객님, 그날 오신 분들."""
    after = words[chain.last + 1] if chain.last + 1 < len(words) else None
    return "관형" in chain.features and after is not None and is_person(after, lists)


def self_honorific(shape: CheckShape, _lexicon: Lexicon) -> SentenceCheck:
    """Return a check for honorifics on our own side; its `lists` are our `staff` and the people of `others`.

    저희 직원이 확인하시고, 제가 확인하셔서: our subject, and an honorific on the very next predicate. Behind 저희가 a
    modifier may be the customer's (저희가 요청하신 자료를), so there only what ends a clause counts.
    """
    staff, others = (frozenset((shape.lists or {})[name]) for name in ("staff", "others"))

    def find(parsed: Parsed) -> list[SentenceMatch]:
        found: list[SentenceMatch] = []
        words = parsed.words
        for at, word in enumerate(words):
            start = _own_subject(words, at, staff, others)
            if start is None:
                continue
            raised = "께서" in [token.form for token in word.tokens]
            chain = next((c for c in parsed.predicates if c.first > at), None)
            acts = chain is not None and "높임" in chain.features and _is_our_act(words, chain)
            if acts and chain is not None:
                found.append(SentenceMatch(SentenceSpan(words[start].start, words[chain.last].end)))
            elif raised and word.lemma not in ("저희", "우리"):
                found.append(SentenceMatch(SentenceSpan(words[start].start, word.end)))
        return found

    return find


def _own_subject(words: Sequence[Word], at: int, staff: frozenset[str], others: frozenset[str]) -> int | None:
    """Return where our own subject begins that ends with the word at `at`, or None."""
    word = words[at]
    if "이" not in word.particles or word.pos is not Pos.NOUN:
        return None
    if word.lemma in ("저", "제", "저희"):
        return at
    first = at - 1 if word.lemma in ("분", "님") and at else at
    if words[first].lemma not in staff:
        return None
    start = first
    while start and words[start - 1].pos is Pos.NOUN and not set(words[start - 1].particles) - {"의"}:
        start -= 1
    group = words[start : at + 1]
    if any(one.lemma in others for one in group):
        return None
    ours = any(one.lemma in ("저희", "우리", "당사", "저") for one in group)
    polite = first < at or bool({"님", "분"} & set(word.suffixes)) or word.lemma.endswith("님")
    return start if ours or polite else None


def _is_our_act(words: Sequence[Word], chain: Predicate) -> bool:
    if chain.features & {"요청", "명령", "의문", "관형", "명사형", "허용", "의무"} or chain.ending in _CONDITIONS:
        return False
    return not any(word.lemma == "주다" and word.honorific for word in words[chain.first : chain.last + 1])
