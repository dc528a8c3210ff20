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
_VOWEL_NAMES = {number: vowel for vowel, number in _VOWELS.items()}
_NO_FINAL, _NIEUN, _RIEUL, _BIEUP, _SSANGSIOT = 0, 4, 8, 17, 20
_HONORIFIC = re.compile(
    r"(?P<eu>[으우])?(?:십(?P<formal>니다|니까)|(?P<past>셨)|(?P<polite>세요|셔요)|(?P<and>셔)|(?P<modifier>신)|(?P<coming>실)|시)"
)


def without_honorific(text: str, at: int, stem: str) -> str:
    """Return `text` without the honorific whose first syllable (시, 셨, 세, 으) is at code point `at`.

    `stem` is the predicate's dictionary stem (길 of 기십니다, 이 of 무료세요): irregular verbs come back to it. Text that
    cannot be read so is returned unchanged.
    """
    found = _HONORIFIC.match(text, at)
    if found is None or at == 0 or not _FIRST <= ord(text[at - 1]) <= _LAST:
        return text
    if stem == "이":
        start = at - 1 if text[at - 1] == "이" else at
        return text[:start] + _copula(found, text[start - 1 : start]) + text[found.end() :]
    before, last = text[: at - 1], text[at - 1]
    final = _final(stem[-1])
    after = text[found.end() :]
    if found["eu"] == "우":  # 무거우십니다 → 무겁습니다, 무거우세요 → 무거워요
        if found["formal"] or not (found.lastgroup != "eu" or after[:1] in ("면", "며", "니")):
            before, last, closed = text[: at - 1], stem[-1], True
        else:
            before, last, closed = text[:at], "우", False
        return before + _ending(found, last, closed=closed, open_after="") + after
    if last == "르" and before and (found["past"] or found["polite"] or found["and"]):  # 오르셨습니다 → 올랐습니다
        vowel = _VOWEL_NAMES.get((ord(before[-1]) - _FIRST) // 28 % 21)
        before = before[:-1] + _with_final(before[-1], _RIEUL)
        last = "라" if vowel in ("ㅏ", "ㅗ") else "러"
    closed = bool(found["eu"])
    if (
        final == _RIEUL
        and not (found["formal"] or found["modifier"] or found["coming"])
        and text[found.end() :][:1] != "니"
    ):
        last, closed = stem[-1], True  # 기셔서 → 길어서
    return before + _ending(found, last, closed=closed, open_after=after[:1]) + after


def _ending(found: re.Match[str], last: str, *, closed: bool, open_after: str) -> str:
    """Return the stem's last syllable with what is left of the honorific; `open_after` is the character behind it."""
    if found["formal"]:
        return (last + "습" if closed else _with_final(last, _BIEUP)) + found["formal"]
    if found["past"]:
        return _joined(last, closed=closed, final=_SSANGSIOT)
    if found["polite"]:
        return _joined(last, closed=closed) + "요"
    if found["and"]:
        return _joined(last, closed=closed)
    if found["modifier"]:
        return last + "은" if closed else _with_final(last, _NIEUN)
    if found["coming"]:
        return last + "을" if closed else _with_final(last, _RIEUL)
    return last + ("으" if found["eu"] and open_after in ("면", "며", "니") else "")


def _with_final(syllable: str, final: int) -> str:
    return syllable if _final(syllable) else chr(ord(syllable) + final)


def _final(syllable: str) -> int:
    """Return the number of a syllable's final consonant, 0 for none."""
    return (ord(syllable) - _FIRST) % 28 if _FIRST <= ord(syllable) <= _LAST else 0


def _joined(stem: str, *, closed: bool, final: int = _NO_FINAL) -> str:
    """Return the stem's last syllable with -어/-아 (and 았's ㅆ)."""
    code = ord(stem) - _FIRST
    vowel = _VOWEL_NAMES.get(code // 28 % 21, "")
    if closed or code % 28 or vowel not in _JOINED:
        return stem + chr(ord("아" if vowel in ("ㅏ", "ㅗ") else "어") + final)
    if stem == "하":
        return chr(ord("해") + final)
    return chr(_FIRST + code // 588 * 588 + _VOWELS[_JOINED[vowel]] * 28 + final)


def _copula(found: re.Match[str], before: str) -> str:
    closed = bool(before) and _final(before) > 0
    if found["formal"]:
        return "입" + found["formal"]
    if found["past"]:
        return "이었" if closed else "였"
    if found["polite"]:
        return "이에요" if closed else "예요"
    return "이라" if found["and"] else "인" if found["modifier"] else "일" if found["coming"] else "이"
