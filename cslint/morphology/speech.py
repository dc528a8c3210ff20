"""The speech level of a sentence: how its final ending addresses the reader (study/kiwi.md 6)."""

from collections.abc import Sequence
from enum import Enum

from cslint.morphology.words import Pos, Word


class SpeechLevel(Enum):
    """상대 높임, and what is no sentence: a nominal ending, a bare noun, an open connective."""

    HAPSYO = "합쇼체"
    HAEYO = "해요체"
    HAO = "하오체"
    HAGE = "하게체"
    HAERA = "해라체"
    HAE = "해체"
    NOMINAL = "명사형"
    NOUN = "체언"
    OPEN = "연결"


# The levels a configuration or a situation can ask for, by the names it uses.
ASKED_LEVELS = {"hapsyo": SpeechLevel.HAPSYO, "haeyo": SpeechLevel.HAEYO}
_HAPSYO = ("ᆸ니다", "ᆸ니까", "ᆸ시오", "ᆸ시요", "ᆸ시다", "답니다", "랍니다", "올시다", "ᆷ니다", "슴다", "읍니다", "십니다")
_HAO = frozenset(("오", "소", "구려", "는구려", "소만"))
_HAGE = frozenset(("게나", "세", "ᆯ세", "네그려"))
_HAE = frozenset(
    ("어", "지", "네", "거든", "ᆯ게", "ᆯ까", "는데", "ᆫ데", "군", "나", "ᆫ가", "잖아", "ᆯ래", "대", "ᆫ대", "더라", "ᆯ걸", "야", "구만", "래", "게",
     "ᆯ지", "ᆫ지", "어야지", "데", "ᆯ께", "라고", "다고", "ᆫ다고", "냐고", "더라고", "는군")
)  # fmt: skip
_HAERA = frozenset(
    ("다", "ᆫ다", "냐", "니", "느냐", "어라", "라", "자", "구나", "는구나", "마", "거라", "너라", "렴", "도다")
)
_SPOKEN_CONNECTIVES = frozenset(
    ("어", "지", "거든", "는데", "ᆫ데", "네", "군", "다", "ᆫ다", "자", "ᆯ게", "ᆯ래", "ᆯ까", "야")
)


def speech_level(words: Sequence[Word]) -> SpeechLevel:
    """Return the speech level of a sentence's last word; trailing punctuation and emoji do not count."""
    body = [word for word in words if word.pos is not Pos.SYMBOL]
    if not body:
        return SpeechLevel.NOUN
    last = body[-1]
    if not last.ending:
        text = "".join(token.form for token in last.tokens)
        return (
            SpeechLevel.HAEYO
            if text.endswith("요") and last.tokens[-1].tag in ("JX", "EF", "IC", "MAG")
            else SpeechLevel.NOUN
        )
    ending, tag = last.ending, last.ending_tag
    if last.particles and last.particles[-1] in ("만", "도", "은"):
        return SpeechLevel.OPEN  # 죄송합니다만
    if "요" in last.particles or (ending.endswith(("요", "여", "용", "욥")) and ending != "ᆸ시요"):
        return SpeechLevel.HAEYO
    if ending.endswith(_HAPSYO):
        return SpeechLevel.HAPSYO
    if tag == "ETN" or ending in ("ᆷ", "기", "슴"):
        return SpeechLevel.NOMINAL
    if tag == "ETM" or (tag == "EC" and ending not in _SPOKEN_CONNECTIVES):
        return SpeechLevel.OPEN
    for level, endings in (
        (SpeechLevel.HAO, _HAO),
        (SpeechLevel.HAERA, _HAERA),
        (SpeechLevel.HAE, _HAE),
        (SpeechLevel.HAGE, _HAGE),
    ):
        if ending in endings:
            return level
    return SpeechLevel.OPEN
