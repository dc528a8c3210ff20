"""Endings and particles in one spelling each, whatever allomorph the text needed."""

from cslint.korean.syllables import final

# Writers type compatibility jamo (ㅂ니다); Kiwi spells final consonants as conjoining jamo (ᆸ니다).
SPELLED_FINALS = str.maketrans("ㄱㄴㄷㄹㅁㅂㅅㅇ", "ᆨᆫᆮᆯᆷᆸᆺᆼ")
_HONORIFIC_ENDINGS = {
    "세요": "어요", "셔요": "어요", "세여": "어요", "십시오": "ᆸ시오", "시오": "ᆸ시오", "ᆸ시오": "ᆸ시오", "ᆸ시요": "ᆸ시오",
    "십시요": "ᆸ시오", "시지요": "지요", "시죠": "지요", "실까요": "ᆯ까요", "실게요": "ᆯ게요", "시나요": "나요", "신가요": "ᆫ가요",
}  # fmt: skip
_SAME_PARTICLE = {
    "를": "을", "가": "이", "께서": "이", "는": "은", "ᆫ": "은", "ᆯ": "을", "과": "와", "랑": "와", "이랑": "와", "하고": "와",
    "으로": "로", "으로써": "로써", "로써": "로써", "으로서": "로서", "이나": "나", "이라도": "라도", "이랑은": "와", "이란": "란",
}  # fmt: skip

# Brackets and quotes, which nobody reads aloud.
CLOSING = ")]}>\"'”’』」》"


def written_ending(text: str) -> str:
    """Return the canonical form of an ending as people write it: `ㅂ니다`, `습니다`, `아서`, `으면`, `을게요` and so on."""
    text = text.translate(SPELLED_FINALS) if text[:1] in "ㄱㄴㄷㄹㅁㅂㅅㅇ" else text
    for vowel in ("아", "여"):
        if text.startswith(vowel):
            text = "어" + text[1:]
    return canonical_ending(text)


def canonical_ending(form: str) -> str:
    """Return one form for all allomorphs of an ending in Kiwi's spelling.

    으면 = 면, 습니다 = ᆸ니다, 을 = ᆯ, 은 = ᆫ, 는다 = ᆫ다, 죠 = 지요, 았 = 었. The honorific fused into 세요 and 십시오 is
    split off by `split_honorific`.
    """
    if form in ("은", "을", "음"):
        return {"은": "ᆫ", "을": "ᆯ", "음": "ᆷ"}[form]
    if len(form) > 1 and form[0] == "으":
        form = form[1:]
    for start, canonical in (("습", "ᆸ"), ("는다", "ᆫ다"), ("을", "ᆯ"), ("은", "ᆫ")):
        if form.startswith(start):
            form = canonical + form[len(start) :]
            break
    if form.startswith(("아", "여")) and form not in ("아", "여"):
        form = "어" + form[1:]
    return {"죠": "지요", "아": "어", "여": "어", "구요": "고요"}.get(form, form)


def split_honorific(form: str) -> tuple[str, bool]:
    """Return an ending without the honorific fused into it, and whether it had one: 세요 → (어요, True)."""
    plain = _HONORIFIC_ENDINGS.get(form)
    return (plain, True) if plain else (form, False)


def canonical_particle(form: str) -> str:
    """Return one form for all allomorphs of a particle: 를 = 을, 가 = 께서 = 이, 는 = 은, 으로 = 로, 과 = 와."""
    return _SAME_PARTICLE.get(form, form)


def coda(text: str) -> str | None:
    """Return how the last read character of `text` ends: "" a vowel, "ㄹ", "C" another consonant; None if unknown.

    Closing brackets and quotes are not read. Digits and single Latin letters are read as Koreans read them.
    """
    text = text.rstrip(CLOSING)
    if not text:
        return None
    last = text[-1]
    if (closing := final(last)) is not None:
        return closing if closing in ("", "ㄹ") else "C"
    if last.isdigit():
        return {"0": "C", "1": "ㄹ", "3": "C", "6": "C", "7": "ㄹ", "8": "ㄹ"}.get(last, "")
    if last.isascii() and last.isalpha() and last.isupper():
        return {"L": "ㄹ", "M": "C", "N": "C", "R": "ㄹ"}.get(last, "")
    return "" if last == "%" else None
