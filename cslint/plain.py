"""Words without their honorific: 완료되셨습니다 → 완료됐습니다, 3,000원이세요 → 3,000원이에요."""

import re

_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS = {"ㅏ": 0, "ㅐ": 1, "ㅑ": 2, "ㅓ": 4, "ㅔ": 5, "ㅕ": 6, "ㅗ": 8, "ㅘ": 9, "ㅙ": 10, "ㅚ": 11, "ㅜ": 13, "ㅝ": 14,
           "ㅡ": 18, "ㅣ": 20}  # fmt: skip
# How a stem's last vowel joins -어: 되어 → 돼, 나오아 → 나와, 지어 → 져.
_JOINED = {"ㅏ": "ㅏ", "ㅐ": "ㅐ", "ㅓ": "ㅓ", "ㅔ": "ㅔ", "ㅕ": "ㅕ", "ㅗ": "ㅘ", "ㅚ": "ㅙ", "ㅜ": "ㅝ", "ㅡ": "ㅓ", "ㅣ": "ㅕ"}
_BY_NUMBER = {number: vowel for vowel, number in _VOWELS.items()}
_NO_FINAL, _NIEUN, _BIEUP, _SSANGSIOT = 0, 4, 17, 20
_HONORIFIC = re.compile(
    r"(?P<stem>[가-힣])(?P<eu>으)?(?:(?P<formal>십니다|십니까)|(?P<past>셨)|(?P<polite>세요|셔요)|(?P<and>셔)|(?P<modifier>신)"
    r"|시(?=[가-힣]))(?P<rest>[가-힣]*)"
)


def without_honorific(text: str) -> str:
    """Return `text` with its last honorific taken out, e.g. 안 되세요 → 안 돼요; the same text if it has none."""
    found = None
    for found in _HONORIFIC.finditer(text):  # noqa: B007  (the last one is wanted)
        pass
    if found is None:
        return text
    stem, rest = found["stem"], found["rest"]
    closed = bool(found["eu"])
    is_copula = stem == "이" and not closed
    if found["formal"]:
        ending = found["formal"][1:]
        plain = stem + "습" + ending[1:] if closed else _with_final(stem, _BIEUP) + ending[1:]
    elif found["past"]:
        plain = _joined(stem, closed=closed, final=_SSANGSIOT) if not is_copula else _copula_past(text, found.start())
    elif found["polite"]:
        plain = (_joined(stem, closed=closed) if not is_copula else _copula(text, found.start())) + "요"
    elif found["and"]:
        plain = _joined(stem, closed=closed)
    elif found["modifier"]:
        plain = stem + "은" if closed else _with_final(stem, _NIEUN)
    else:
        plain = stem + ("으" if closed and rest[:1] in "면며니" else "")
    return text[: found.start()] + plain + rest + text[found.end() :]


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


def _copula(text: str, at: int) -> str:
    return "이에" if _has_final(text[at - 1 : at]) else "예"


def _copula_past(text: str, at: int) -> str:
    return "이었" if _has_final(text[at - 1 : at]) else "였"


def _has_final(char: str) -> bool:
    return bool(char) and chr(_FIRST) <= char <= chr(_LAST) and (ord(char) - _FIRST) % 28 > 0
