"""Stems of predicates named in dictionary form: how they conjugate, which is knowledge Kiwi has only of words it has read."""

from dataclasses import dataclass

from cslint.korean.syllables import final

# Stems ending in ㅂ, ㄷ, ㅅ, ㅎ conjugate in one of two ways; these are told by their last syllable.
_REGULAR_B = frozenset("입잡뽑씹업집접꼽좁넓")
_IRREGULAR_D = frozenset(("듣", "걷", "묻", "싣", "깨닫", "일컫", "긷", "붇"))
_IRREGULAR_S = frozenset(("낫", "짓", "붓", "잇", "긋", "젓"))
_BOTH_WAYS = frozenset(("묻", "걷", "굽", "붓", "이르"))
_REACHING = frozenset(("푸르", "이르"))
_ADJECTIVES = frozenset(
    (
        "다르",
        "같",
        "필요하",
        "어렵",
        "쉽",
        "좋",
        "크",
        "작",
        "많",
        "없",
        "있",
        "아니",
        "가능하",
        "편하",
        "늦",
        "빠르",
        "높",
        "낮",
        "길",
        "짧",
        "비슷하",
    )
)
_NOT_ADJECTIVES = frozenset(("적", "늦"))


@dataclass(frozen=True, slots=True)
class Stem:
    """A predicate to be conjugated: the words `before` its last one, the stem's form and Kiwi tag, and 시 if it has one."""

    before: str
    form: str
    tag: str
    honorific: bool = False

    @property
    def verbal(self) -> bool:
        """Whether it is a verb."""
        return self.tag.startswith("VV")


def stem_of(dictionary_form: str, like: str) -> Stem | None:
    """Return the stem of a predicate such as `보내다`, `양해를 구하다`, `있으시다`; None if it does not end in 다.

    A stem that may be verb or adjective (적다) is taken to be `like`, VV or VA.
    """
    if not dictionary_form.endswith("다") or len(dictionary_form) < 2:
        return None
    before, _, last = dictionary_form.rpartition(" ")
    form, honorific = last[:-1], False
    for mark in ("으시", "시"):
        if form in (f"있{mark}", f"없{mark}"):
            form, honorific = form[: -len(mark)], True
            break
    lead = f"{before} " if before else ""
    if form == "이":
        return Stem(lead, form, "VCP")
    tag = "VA" if form in _ADJECTIVES or (like == "VA" and form not in _NOT_ADJECTIVES) else "VV"
    return Stem(lead, form, tag + _irregular(form, tag), honorific)


def readings(form: str, tag: str) -> tuple[str, ...]:
    """Return the tags, irregular or not, that a stem Kiwi read as `form` with `tag` may have; more than one for 묻다, 걷다."""
    if tag not in ("VV", "VA") or form not in _BOTH_WAYS:
        return (tag + _irregular(form, tag) if tag in ("VV", "VA") else tag,)
    return (f"{tag}-I", f"{tag}-R")


def ends_closed(text: str, *, liquid: bool = False) -> bool:
    """Tell whether the last syllable has a final consonant; ㄹ counts only if `liquid`."""
    closing = final(text[-1:])
    return bool(closing) and (liquid or closing != "ㄹ")


def _irregular(form: str, tag: str) -> str:
    if form in _REACHING:
        return "-I"
    match final(form[-1]):
        case "ㅂ":
            return "-R" if form[-1] in _REGULAR_B else "-I"
        case "ㄷ":
            return "-I" if form in _IRREGULAR_D else "-R"
        case "ㅅ":
            return "-I" if form in _IRREGULAR_S else "-R"
        case "ㅎ":
            return "-I" if tag == "VA" and form[-1] != "좋" else "-R"
    return ""
