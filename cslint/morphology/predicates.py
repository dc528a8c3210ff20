"""Predicates with the auxiliaries behind them: 안내해 드릴 수 없습니다 is one statement with one set of features.

A chain is a main predicate and what only modifies it: auxiliaries (드리다, 있다, 않다 …), -ᆯ 수 있다/없다, -ᆯ 예정이다,
-ᆯ 것이다, -는 것 같다, -어도/-면 되다, -도록 하다, -기 바라다, -지 못하다, 부탁드리다 after a noun is its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cslint.morphology.words import Pos, Word

# Every feature that a chain can have; 끝 is the last chain of a sentence that ends with it.
FEATURES = frozenset((
    "높임", "과거", "겠", "미래", "부정", "불능", "가능", "드림", "주다", "피동", "진행", "추측", "요청", "의무", "허용", "도록", "게",
    "금지", "희망", "의도", "끝", "연결", "관형", "명사형", "의문", "명령",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Predicate:
    """The features of one chain, by the names the phrase language uses.

    `first` and `last` are the indices of its first and last word in the sentence; `features` are some of `FEATURES`.
    """

    first: int
    last: int
    ending: str
    ending_tag: str
    features: frozenset[str]


_GIVING = frozenset(("드리다", "주다"))
_AFTER_A = frozenset(
    (
        "보다",
        "놓다",
        "두다",
        "버리다",
        "내다",
        "오다",
        "가다",
        "지다",
        "있다",
        "계시다",
        "드리다",
        "주다",
        "달다",
        "하다",
        "내리다",
    )
)
_FUTURE_NOUNS = frozenset(("예정", "계획", "것", "거", "터"))
_QUESTIONS = ("ᆯ까요", "나요", "ᆫ가요", "는가요", "ᆸ니까", "ᆯ까")
_PLAIN_QUESTIONS = frozenset(("냐", "니", "느냐"))  # as connectives they ask nothing: 사라지니, 오다니
# The few adjectives one can wish or bid a person to be; any other adjective with 세요 only tells (재고가 없으세요).
_BIDDEN = frozenset(
    ("건강하다", "행복하다", "안녕하다", "편안하다", "평안하다", "조용하다", "침착하다", "솔직하다", "있다")
)


def predicates_of(words: Sequence[Word]) -> tuple[Predicate, ...]:
    """Return the predicate chains of a sentence in order; they do not overlap."""
    found: list[Predicate] = []
    at = 0
    last_word = max((i for i, word in enumerate(words) if word.pos is not Pos.SYMBOL), default=-1)
    while at < len(words):
        if not words[at].pos.is_predicate:
            at += 1
            continue
        last, features = _chain(words, at)
        found.append(_finished(words, at, last, features, is_last=last == last_word))
        at = last + 1
    return tuple(found)


def _chain(words: Sequence[Word], first: int) -> tuple[int, set[str]]:
    features: set[str] = set()
    _own(words[first], features)
    if first and words[first - 1].lemma in ("안", "못") and words[first - 1].pos is Pos.ADVERB:
        features.add("부정")
        if words[first - 1].lemma == "못":
            features.add("불능")
    last = first
    while True:
        step = _next_link(words, last)
        if step is None:
            return last, features
        added, new = step
        for word in words[last + 1 : new + 1]:
            if word.pos.is_predicate:
                _own(word, features, auxiliary=True)
        features.update(added)
        last = new


def _own(word: Word, features: set[str], *, auxiliary: bool = False) -> None:
    if word.honorific:
        features.add("높임")
    if word.past:
        features.add("과거")
    if "겠" in word.prefinal:
        features.add("겠")
    if word.light in ("되", "당하") or (auxiliary and word.lemma == "지다"):
        features.add("피동")
    if word.light == "드리" or (auxiliary and word.lemma == "드리다"):
        features.add("드림")


def _next_link(words: Sequence[Word], last: int) -> tuple[tuple[str, ...], int] | None:
    """Return the features that the next link of the chain adds and its last word's index, or None at the chain's end."""
    word = words[last]
    after = words[last + 1] if last + 1 < len(words) else None
    then = words[last + 2] if last + 2 < len(words) else None
    if after is None or word.ending_tag not in ("EC", "EF", "ETM", "ETN"):
        return None
    end = word.ending
    if word.ending_tag in ("EC", "EF") and after.pos.is_predicate and not after.noun:
        return _after_connective(end, after, last)
    if end == "지" and after.lemma in ("못", "안") and then is not None and then.lemma == "하다":
        return ("부정", "불능"), last + 2
    if end in ("면", "어야", "어도") and after.lemma == "안" and then is not None and then.lemma == "되다":
        return ("금지",), last + 2
    if word.ending_tag == "ETM" and after.pos is Pos.NOUN:
        return _after_modifier(end, after, then, last)
    if word.ending_tag == "ETM" and after.lemma in ("듯하다", "듯싶다", "법하다"):
        return ("추측",), last + 1
    if end == "기" and after.lemma in ("바라다", "바람"):
        return ("요청",), last + 1
    return None


def _after_connective(end: str, after: Word, last: int) -> tuple[tuple[str, ...], int] | None:
    lemma = after.lemma
    is_auxiliary = after.pos is Pos.AUXILIARY
    if end == "지" and lemma in ("않다", "아니하다", "못하다", "말다"):
        return (("부정", "불능") if lemma == "못하다" else ("부정", "금지") if lemma == "말다" else ("부정",)), last + 1
    if end == "고" and lemma in ("있다", "계시다"):
        return ("진행",), last + 1
    if end == "고" and lemma in ("싶다", "말다"):
        return ("희망",), last + 1
    if (
        end == "어"
        and lemma in _AFTER_A
        and (is_auxiliary or lemma in ("드리다", "주다", "지다", "보다", "있다", "두다"))
    ):
        return (("드림",) if lemma == "드리다" else ("주다",) if lemma == "주다" else ()), last + 1
    if end in ("어야", "어야지") and lemma in ("하다", "되다"):
        return ("의무",), last + 1
    if end in ("어도", "면") and lemma in ("되다", "괜찮다", "좋다"):
        return ("허용",), last + 1
    if end in ("도록", "게") and lemma in ("하다", "되다"):
        return (("도록",) if end == "도록" else ("게",)), last + 1
    if end in ("려고", "고자") and lemma == "하다":
        return ("의도", "미래"), last + 1
    if end in ("ᆯ까", "나", "ᆫ가") and lemma in ("하다", "보다", "싶다"):
        return ("추측",), last + 1
    if end == "기" and lemma == "바라다":
        return ("요청",), last + 1
    return None


def _after_modifier(end: str, after: Word, then: Word | None, last: int) -> tuple[tuple[str, ...], int] | None:
    if end == "ᆯ" and after.lemma == "수" and then is not None:
        if then.lemma == "있다":
            return ("가능",), last + 2
        if then.lemma == "없다" and "밖에" not in after.particles:  # 취소할 수밖에 없다 is no inability
            return ("부정", "불능"), last + 2
    if then is not None and then.lemma == "이다" and after.lemma in _FUTURE_NOUNS:
        return (("미래",) if end == "ᆯ" else ()), last + 2
    if after.lemma in ("것", "거", "듯") and then is not None and then.lemma in ("같다", "하다"):
        return ("추측",), last + 2
    if after.lemma == "중" and then is not None and then.lemma == "이다":
        return ("진행",), last + 2
    return None


def _finished(words: Sequence[Word], first: int, last: int, features: set[str], *, is_last: bool) -> Predicate:
    word = words[last]
    end, tag = word.ending, word.ending_tag
    if "겠" in features or end in ("ᆯ게요", "ᆯ게", "ᆯ께요", "ᆯ래요"):
        features.add("미래")
    if is_last:
        features.add("끝")
    asks = end.endswith(_QUESTIONS) or (end in _PLAIN_QUESTIONS and tag == "EF")
    if asks or _asked(words, last):
        features.add("의문")
    polite = end in ("어요", "오") and word.honorific and not word.past and not word.prefinal
    polite = polite and _can_be_bidden(word, features)
    plain = end in ("ᆸ시오", "어라") or (end == "라" and tag == "EF" and word.pos is not Pos.COPULA)
    if (polite or plain) and tag in ("EF", "EC") and "의문" not in features:
        features.add("명령")
        if word.lemma in _GIVING:
            features.add("요청")
    if word.lemma in _GIVING and "의문" in features and "높임" in features:
        features.add("요청")  # 알려 주시겠어요?
    if "높임" in features and end in ("ᆯ게요", "ᆯ께요") and (word.pos is Pos.VERB or word.lemma in _GIVING):
        features.add("요청")  # 적어 주실게요: a promise by its form, yet of the customer
    if tag == "EC" and "끝" not in features:
        features.add("연결")
    if tag == "ETM":
        features.add("관형")
    if tag == "ETN":
        features.add("명사형")
    return Predicate(first, last, end, tag, frozenset(features))


def _can_be_bidden(word: Word, features: set[str]) -> bool:
    """Tell whether 세요 can ask for this: not 3,000원이세요, 안 되세요, 완료되세요, 없으세요."""
    if word.pos is Pos.COPULA or word.light == "되":
        return False
    if word.lemma == "되다":
        return not features & {"부정", "허용", "의무"}
    return word.pos is not Pos.ADJECTIVE or word.lemma in _BIDDEN


def _asked(words: Sequence[Word], last: int) -> bool:
    return any(word.pos is Pos.SYMBOL and "?" in word.lemma for word in words[last + 1 :][:2])
