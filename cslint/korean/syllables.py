"""Hangul syllables taken apart and put together: final consonants and vowels, by the letters people type (ㄹ, ㅆ, ㅘ)."""

_FIRST, _LAST = ord("가"), ord("힣")
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: tuple[str, ...] = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_VOWEL_NUMBERS = {vowel: number for number, vowel in enumerate(_VOWELS)}
_FINAL_NUMBERS = {final: number for number, final in enumerate(_FINALS)}
# Every syllable without a final consonant, in order: 가 개 갸 … 히.
OPEN = tuple(map(chr, range(_FIRST, _LAST + 1, len(_FINALS))))
_OF_ONE_LEAD = len(_VOWELS) * len(_FINALS)


def final(syllable: str) -> str | None:
    """Return the final consonant of a syllable, "" if it ends in a vowel; None for what is no Hangul syllable."""
    if not "가" <= syllable <= "힣":
        return None
    return _FINALS[(ord(syllable) - _FIRST) % len(_FINALS)]


def with_final(syllable: str, final: str) -> str:
    """Return a syllable with this final consonant, "" for none, in place of its own; anything else as it is."""
    if not "가" <= syllable <= "힣":
        return syllable
    code = ord(syllable) - _FIRST
    return chr(_FIRST + code - code % len(_FINALS) + _FINAL_NUMBERS[final])


def vowel(syllable: str) -> str | None:
    """Return the vowel of a syllable; None for what is no Hangul syllable."""
    if not "가" <= syllable <= "힣":
        return None
    return _VOWELS[(ord(syllable) - _FIRST) // len(_FINALS) % len(_VOWELS)]


def with_vowel(syllable: str, vowel: str) -> str:
    """Return a Hangul syllable with this vowel in place of its own, and without a final consonant."""
    lead = (ord(syllable) - _FIRST) // _OF_ONE_LEAD
    return chr(_FIRST + lead * _OF_ONE_LEAD + _VOWEL_NUMBERS[vowel] * len(_FINALS))
