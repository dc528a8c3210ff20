"""The copula, which changes with the noun before it: 오늘이에요, 전화예요; Kiwi would spell it behind a noun of its own choice."""

from collections.abc import Sequence

from cslint.korean.endings import coda
from cslint.korean.stems import ends_closed
from cslint.morphology.tokenizer import Morpheme

# Nouns that stand for all that end as they do: with no final consonant, with ㄹ, with another.
_PROXY = {"": "나라", "ㄹ": "서울", "C": "상품"}
# How 이다 is written behind a consonant → behind a vowel.
_CONTRACTED = (
    ("이에요", "예요"),
    ("이예요", "예요"),
    ("이었", "였"),
    ("이라", "라"),
    ("이어서", "여서"),
    ("이여서", "여서"),
)


def noun_ending_as(text: str) -> str | None:
    """Return a noun that ends like `text`, for Kiwi to spell a copula behind; None if it is unknown how `text` is read."""
    end = coda(text.rstrip())
    return None if end is None else _PROXY[end]


def final_copula(morphemes: Sequence[Morpheme], before: str) -> str | None:
    """Return 예요 or 이에요 where Kiwi would write what was asked for; None for every other form of the copula."""
    if len(morphemes) < 2 or morphemes[1].form not in ("에요", "예요", "어요"):
        return None
    return ("이에요" if ends_closed(before, liquid=True) else "예요") + "".join(one.form for one in morphemes[2:])


def copula_behind(noun: str, written: str) -> str | None:
    """Return `written`, a copula with its endings, as it is written behind `noun`; None if it is unknown how that is read."""
    closed = coda(noun)
    if closed is None or not written:
        return None
    if closed == "":
        for long, short in _CONTRACTED:
            if written.startswith(long):
                return short + written[len(long) :]
    elif written.startswith("예요"):
        return "이에요" + written[2:]
    elif written.startswith("였"):
        return "이었" + written[1:]
    elif written[0] not in "이인일임입":
        return "이" + written
    return written
