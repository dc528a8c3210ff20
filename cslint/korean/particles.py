"""Particles in the shape the word before them needs: `은/는`, 으로 or 로, and pairs such as `을(를)` that texts hold."""

import re

from cslint.korean.endings import CLOSING, coda

# After a consonant → after a vowel; 으로 and its like take the second after ㄹ too.
_SHAPES = {"은": "는", "이": "가", "을": "를", "과": "와", "으로": "로", "으로서": "로서", "으로써": "로써", "이나": "나", "이라도": "라도",
           "이란": "란", "이랑": "랑", "이며": "며", "이라고": "라고", "이든": "든", "이든지": "든지", "이나마": "나마", "아": "야"}  # fmt: skip
_AFTER_VOWEL = {vowel: closed for closed, vowel in _SHAPES.items()}
# Both shapes of one particle, as people write them who cannot know the word before.
PAIR = re.compile(
    r"을\(를\)|를\(을\)|이\(가\)|가\(이\)|은\(는\)|는\(은\)|와\(과\)|과\(와\)|\(으\)로|으로\(로\)|로\(으로\)"
)
_CLOSED_OF_PAIR = {"을": "을", "를": "을", "이": "이", "가": "이", "은": "은", "는": "은", "와": "과", "과": "과",
                   "(": "으로", "으": "으로", "로": "으로"}  # fmt: skip


def closed_of(pair: str) -> str:
    """Return the shape after a consonant of a `PAIR`: 을 for `을(를)` and `를(을)`, 으로 for `(으)로`."""
    return _CLOSED_OF_PAIR[pair[0]]


def with_particle(word: str, shapes: str) -> str:
    """Return `word` with the one of two shapes, `은/는`, that stands behind it."""
    return word + particle_after(word, shapes)


def particle_after(before: str, shapes: str) -> str:
    """Return which of two shapes, `은/는`, stands behind `before`: the first after a consonant, the second after a vowel.

    `으로/로` takes 로 after ㄹ too. After a word whose reading is unknown both, `은(는)`; after a symbol the second.
    """
    after_consonant, after_vowel = shapes.split("/", 1)
    end = coda(before)
    if end is None:  # ㅠㅠ, ^^ and 😊 are read with a vowel at the end, if at all
        last = before.rstrip(CLOSING)[-1:]
        return f"{after_consonant}({after_vowel})" if last.isalnum() and not "ㄱ" <= last <= "ㅣ" else after_vowel
    if end == "ㄹ" and after_vowel == "로":
        return after_vowel
    return after_consonant if end else after_vowel


def suited_particle(particle: str, before: str) -> str | None:
    """Return `particle` as it stands after `before`; None if the reading of `before` is unknown and it matters."""
    closed = _AFTER_VOWEL.get(particle, particle)
    if closed not in _SHAPES:
        return particle
    end = coda(before)
    if end is None:
        return None
    if end == "ㄹ" and closed.startswith("으로"):
        return _SHAPES[closed]
    return closed if end else _SHAPES[closed]


def chosen_particles(text: str, start: int, end: int) -> tuple[tuple[int, int, str], ...] | None:
    """Return (start, end, particle) for every `을(를)`-like pair within `start:end` of `text`.

    None if there is no pair, or one stands behind something whose reading is unknown (a variable).
    """
    found = []
    for pair in PAIR.finditer(text, start, end):
        suited = suited_particle(closed_of(pair.group()), text[: pair.start()])
        if suited is None or not text[pair.start() - 1 : pair.start()].isalnum():
            return None
        found.append((*pair.span(), suited))
    return tuple(found) or None
