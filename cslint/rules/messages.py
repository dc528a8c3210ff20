"""Messages with blanks: `'{match}'{은/는} …` filled in, with the particle the word before it needs."""

import re
from collections.abc import Mapping

from cslint.korean.particles import particle_after

_BLANK = re.compile(r"\{([^{}]+)\}")


def blanks(template: str) -> frozenset[str]:
    """Return the names of the blanks of a template, particles left out."""
    return frozenset(name for name in _BLANK.findall(template) if "/" not in name)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with its blanks filled; `{은/는}` becomes the one that suits what is before it (`particle_after`).

    Raises KeyError for a blank without a value.
    """
    text, at = "", 0
    for blank in _BLANK.finditer(template):
        text += template[at : blank.start()]
        name = blank.group(1)
        text += particle_after(text, name) if "/" in name else values[name]
        at = blank.end()
    return text + template[at:]
