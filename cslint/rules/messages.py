"""Messages with blanks: `'{match}'{은/는} …` filled in, with the particle the word before it needs."""

import re
from collections.abc import Mapping

from cslint.korean.endings import coda

_BLANK = re.compile(r"\{([^{}]+)\}")


def blanks(template: str) -> frozenset[str]:
    """Return the names of the blanks of a template, particles left out."""
    return frozenset(name for name in _BLANK.findall(template) if "/" not in name)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with its blanks filled. `{은/는}` becomes the first form after a consonant, the second after a vowel.

    `{으로/로}` takes 로 after ㄹ too. After a word whose reading is unknown both are written, 은(는); after a symbol the second. Raises KeyError for
    a blank without a value.
    """
    text, at = "", 0
    for blank in _BLANK.finditer(template):
        text += template[at : blank.start()]
        name = blank.group(1)
        text += _particle(name, text) if "/" in name else values[name]
        at = blank.end()
    return text + template[at:]


def _particle(pair: str, before: str) -> str:
    after_consonant, after_vowel = pair.split("/", 1)
    end = coda(before)
    if end is None:  # ㅠㅠ, ^^ and 😊 are read with a vowel at the end, if at all
        last = before.rstrip(")]}>\"'”’』」》")[-1:]
        return f"{after_consonant}({after_vowel})" if last.isalnum() and not "ㄱ" <= last <= "ㅣ" else after_vowel
    if end == "ㄹ" and after_vowel == "로":
        return after_vowel
    return after_consonant if end else after_vowel
