"""Particles in the shape the word before them needs: 을/를, 으로/로, and pairs such as `을(를)`."""

import re

from cslint.korean.endings import coda

# After a consonant → after a vowel; 으로 and its like take the second after ㄹ too.
_SHAPES = {"은": "는", "이": "가", "을": "를", "과": "와", "으로": "로", "으로서": "로서", "으로써": "로써", "이나": "나", "이라도": "라도",
           "이란": "란", "이랑": "랑", "이며": "며", "이라고": "라고", "이든": "든", "이든지": "든지", "이나마": "나마", "아": "야"}  # fmt: skip
_AFTER_VOWEL = {vowel: closed for closed, vowel in _SHAPES.items()}
_PAIR = re.compile(
    r"을\(를\)|를\(을\)|이\(가\)|가\(이\)|은\(는\)|는\(은\)|와\(과\)|과\(와\)|\(으\)로|으로\(로\)|로\(으로\)"
)
_CLOSED_OF_PAIR = {"을": "을", "를": "을", "이": "이", "가": "이", "은": "은", "는": "은", "와": "과", "과": "과"}


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
    for pair in _PAIR.finditer(text, start, end):
        closed = "으로" if pair.group().startswith(("(", "으로", "로")) else _CLOSED_OF_PAIR[pair.group()[0]]
        suited = suited_particle(closed, text[: pair.start()])
        if suited is None or not text[pair.start() - 1 : pair.start()].isalnum():
            return None
        found.append((*pair.span(), suited))
    return tuple(found) or None
