"""Syllables taken apart and put together again."""

import unicodedata

import pytest

from cslint.korean.syllables import OPEN, final, vowel, with_final, with_vowel


@pytest.mark.parametrize(
    ("syllable", "sound", "closing"),
    [("가", "ㅏ", ""), ("길", "ㅣ", "ㄹ"), ("돼", "ㅙ", ""), ("값", "ㅏ", "ㅄ"), ("힣", "ㅣ", "ㅎ"), ("ㄱ", None, None), ("A", None, None), ("", None, None)],
)  # fmt: skip
def test_parts(syllable: str, sound: str | None, closing: str | None) -> None:
    assert (vowel(syllable), final(syllable)) == (sound, closing)


@pytest.mark.parametrize(
    ("syllable", "closing", "wanted"),
    [
        ("하", "ㅂ", "합"),
        ("알", "ㅂ", "압"),
        ("알", "ㄻ", "앎"),
        ("돼", "ㅆ", "됐"),
        ("길", "", "기"),
        ("A", "ㅂ", "A"),
    ],
)
def test_with_final(syllable: str, closing: str, wanted: str) -> None:
    assert with_final(syllable, closing) == wanted


def test_every_syllable_is_the_sum_of_its_parts() -> None:
    for code in range(ord("가"), ord("힣") + 1):
        syllable = chr(code)
        opened = with_vowel(syllable, vowel(syllable) or "")
        assert opened in OPEN
        assert unicodedata.normalize("NFD", syllable).startswith(unicodedata.normalize("NFD", opened))
        assert with_final(opened, final(syllable) or "") == syllable
