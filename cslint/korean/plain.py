"""Words without their honorific: 완료되셨습니다 → 완료됐습니다, 3,000원이세요 → 3,000원이에요."""

import re

from cslint.korean.syllables import final, vowel, with_final, with_vowel

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
_BRIGHT = ("ㅏ", "ㅗ")  # vowels that -아 goes with, not -어
_HONORIFIC = re.compile(
    r"(?P<eu>[으우])?(?:십(?P<formal>니다|니까)|(?P<past>셨)|(?P<polite>세요|셔요)|(?P<and>셔)|(?P<modifier>신)|(?P<coming>실)|시)"
)


def without_honorific(text: str, at: int, stem: str) -> str:
    """Return `text` without the honorific whose first syllable (시, 셨, 세, 으) is at code point `at`.

    `stem` is the predicate's dictionary stem (길 of 기십니다, 이 of 무료세요): irregular verbs come back to it. Text that
    cannot be read so is returned unchanged.
    """
    found = _HONORIFIC.match(text, at)
    if found is None or at == 0 or final(text[at - 1]) is None:
        return text
    if stem == "이":
        start = at - 1 if text[at - 1] == "이" else at
        return text[:start] + _copula(found, text[start - 1 : start]) + text[found.end() :]
    before, last = text[: at - 1], text[at - 1]
    after = text[found.end() :]
    if found["eu"] == "우":  # 무거우십니다 → 무겁습니다, 무거우세요 → 무거워요
        if found["formal"] or not (found.lastgroup != "eu" or after[:1] in ("면", "며", "니")):
            before, last, closed = text[: at - 1], stem[-1], True
        else:
            before, last, closed = text[:at], "우", False
        return before + _ending(found, last, closed=closed, open_after="") + after
    if last == "르" and before and (found["past"] or found["polite"] or found["and"]):  # 오르셨습니다 → 올랐습니다
        last = "라" if vowel(before[-1]) in _BRIGHT else "러"
        before = before[:-1] + _closed(before[-1], "ㄹ")
    closed = bool(found["eu"])
    if (
        final(stem[-1]) == "ㄹ"
        and not (found["formal"] or found["modifier"] or found["coming"])
        and text[found.end() :][:1] != "니"
    ):
        last, closed = stem[-1], True  # 기셔서 → 길어서
    return before + _ending(found, last, closed=closed, open_after=after[:1]) + after


def _ending(found: re.Match[str], last: str, *, closed: bool, open_after: str) -> str:
    """Return the stem's last syllable with what is left of the honorific; `open_after` is the character behind it."""
    if found["formal"]:
        return (last + "습" if closed else _closed(last, "ㅂ")) + found["formal"]
    if found["past"]:
        return _joined(last, closed=closed, closing="ㅆ")
    if found["polite"]:
        return _joined(last, closed=closed) + "요"
    if found["and"]:
        return _joined(last, closed=closed)
    if found["modifier"]:
        return last + "은" if closed else _closed(last, "ㄴ")
    if found["coming"]:
        return last + "을" if closed else _closed(last, "ㄹ")
    return last + ("으" if found["eu"] and open_after in ("면", "며", "니") else "")


def _closed(syllable: str, closing: str) -> str:
    return syllable if final(syllable) else with_final(syllable, closing)


def _joined(stem: str, *, closed: bool, closing: str = "") -> str:
    """Return the stem's last syllable with -어/-아 (and 았's ㅆ)."""
    sound = vowel(stem) or ""
    if closed or final(stem) or sound not in _JOINED:
        return stem + with_final("아" if sound in _BRIGHT else "어", closing)
    if stem == "하":
        return with_final("해", closing)
    return with_final(with_vowel(stem, _JOINED[sound]), closing)


def _copula(found: re.Match[str], before: str) -> str:
    closed = bool(final(before))
    if found["formal"]:
        return "입" + found["formal"]
    if found["past"]:
        return "이었" if closed else "였"
    if found["polite"]:
        return "이에요" if closed else "예요"
    return "이라" if found["and"] else "인" if found["modifier"] else "일" if found["coming"] else "이"
