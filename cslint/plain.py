"""Words without their honorific: 완료되셨습니다 → 완료됐습니다, 3,000원이세요 → 3,000원이에요."""

import re

_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS = {"ㅏ": 0, "ㅐ": 1, "ㅑ": 2, "ㅓ": 4, "ㅔ": 5, "ㅕ": 6, "ㅗ": 8, "ㅘ": 9, "ㅙ": 10, "ㅚ": 11, "ㅜ": 13, "ㅝ": 14,
           "ㅡ": 18, "ㅣ": 20}  # fmt: skip
# How a stem's last vowel joins -어: 되어 → 돼, 나오아 → 나와, 지어 → 져.
_JOINED = {
    "ㅏ": "ㅏ",
    "ㅐ": "ㅐ",
    "ㅓ": "ㅓ",
    "ㅔ": "ㅔ",
    "ㅕ": "ㅕ",
    "ㅗ": "ㅘ",
    "ㅚ": "ㅙ",
    "ㅜ": "ㅝ",
    "ㅡ": "ㅓ",
    "ㅣ": "ㅕ",
}
_BY_NUMBER = {number: vowel for vowel, number in _VOWELS.items()}
_NO_FINAL, _NIEUN, _RIEUL, _BIEUP, _SSANGSIOT = 0, 4, 8, 17, 20
_HONORIFIC = re.compile(
    r"(?P<eu>으)?(?:십(?P<formal>니다|니까)|(?P<past>셨)|(?P<polite>세요|셔요)|(?P<and>셔)|(?P<modifier>신)|(?P<coming>실)|시)"
)


def without_honorific(text: str, at: int, *, copula: bool = False) -> str:
    """Return `text` without the honorific whose first syllable (시, 셨, 세, 으) is at code point `at`.

    `copula`: it belongs to 이다, whose 이 may be left out (무료세요). Text that cannot be read so is returned unchanged.
    """
    found = _HONORIFIC.match(text, at)
    if found is None or at == 0 or not _FIRST <= ord(text[at - 1]) <= _LAST:
        return text
    if copula:
        start = at - 1 if text[at - 1] == "이" else at
        return text[:start] + _copula(found, text[start - 1 : start]) + text[found.end() :]
    stem, closed = text[at - 1], bool(found["eu"])
    if found["formal"]:
        plain = (stem + "습" if closed else _with_final(stem, _BIEUP)) + found["formal"]
    elif found["past"]:
        plain = _joined(stem, closed=closed, final=_SSANGSIOT)
    elif found["polite"]:
        plain = _joined(stem, closed=closed) + "요"
    elif found["and"]:
        plain = _joined(stem, closed=closed)
    elif found["modifier"]:
        plain = stem + "은" if closed else _with_final(stem, _NIEUN)
    elif found["coming"]:
        plain = stem + "을" if closed else _with_final(stem, _RIEUL)
    else:
        plain = stem + ("으" if closed and text[found.end() : found.end() + 1] in ("면", "며", "니") else "")
    return text[: at - 1] + plain + text[found.end() :]


def _with_final(syllable: str, final: int) -> str:
    code = ord(syllable) - _FIRST
    return syllable if code % 28 else chr(ord(syllable) + final)


def _joined(stem: str, *, closed: bool, final: int = _NO_FINAL) -> str:
    """Return the stem's last syllable with -어/-아 (and 았's ㅆ)."""
    code = ord(stem) - _FIRST
    vowel = _BY_NUMBER.get(code // 28 % 21, "")
    if closed or code % 28:
        return stem + chr(ord("아" if vowel in ("ㅏ", "ㅗ") else "어") + final)
    if stem == "하":
        return chr(ord("해") + final)
    joined = _JOINED.get(vowel, vowel)
    return chr(_FIRST + (code // 588) * 588 + _VOWELS.get(joined, code // 28 % 21) * 28 + final)


def _copula(found: re.Match[str], before: str) -> str:
    closed = chr(_FIRST) <= before <= chr(_LAST) and (ord(before) - _FIRST) % 28 > 0
    if found["formal"]:
        return "입" + found["formal"]
    if found["past"]:
        return "이었" if closed else "였"
    if found["polite"]:
        return "이에요" if closed else "예요"
    return "이라" if found["and"] else "인" if found["modifier"] else "일" if found["coming"] else "이"
