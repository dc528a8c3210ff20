"""Backslash escapes as catalogues write them, read so that an escape, or a syllable of several, maps as one."""

import re

from cslint.textbuilder import TextBuilder

# Conjoining jamo are taken a syllable at a time, so that they are read as the letter they are; so are surrogate pairs.
UNICODE = (
    r"\\u11[01][0-9a-fA-F]\\u11[67][0-9a-fA-F](?:\\u11[a-cA-C][0-9a-fA-F])?|"
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
)
_OCTAL = re.compile(r"\\[0-7]{1,3}")
_HANGUL = re.compile(r"\\u(?:[aA][c-fC-F]|[bBcC][0-9a-fA-F]|[dD][0-7]|11|3[1])[0-9a-fA-F]{2}")


def has_hangul_escapes(text: str) -> bool:
    """Tell whether `text` spells a Hangul letter `\\uXXXX`."""
    return bool(_HANGUL.search(text))


def unicode_of(escapes: str) -> str:
    """Return what one or more `\\uXXXX` in a row say; half of a surrogate pair says the replacement character."""
    units = b"".join(int(code, 16).to_bytes(2, "big") for code in re.split(r"\\[uU]", escapes)[1:])
    return units.decode("utf-16-be", "replace")


def escaped_unicode(text: str) -> str:
    """Spell every character of `text` beyond ASCII as `\\uXXXX`, in capitals as Java's tools do."""
    return "".join(char if char.isascii() else _escape(char) for char in text)


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def quoted(text: str) -> str | None:
    """Spell `text` inside double quotes, with backslashes; None if it has what these cannot spell."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return text if text.isprintable() else None


def build_through(
    builder: TextBuilder, source: str, start: int, end: int, escapes: re.Pattern[str], letters: dict[str, str]
) -> TextBuilder:
    """Add the source `start:end` to `builder`, reading what `escapes` finds; `letters` says what `\\n` and the like are.

    An escape of white space that `letters` calls by the empty key (a line continued) says nothing; a number that
    `letters` lacks is octal; an unknown letter says itself.
    """
    at = start
    for escape in escapes.finditer(source, start, end):
        builder.verbatim(at, escape.start())
        builder.spelled(_said(escape[0], letters), *escape.span())
        at = escape.end()
    return builder.verbatim(at, end)


def _said(escape: str, letters: dict[str, str]) -> str:
    if escape[:2] in ("\\u", "\\U") and len(escape) >= 6:
        return unicode_of(escape)
    if escape[1:2] in ("x", "X") and len(escape) > 2:
        return chr(int(f"0x{escape[2:]}", 16))
    if escape[1:2] in letters:
        return letters[escape[1:2]]
    if _OCTAL.fullmatch(escape):
        return chr(int(escape[1:], 8) & 0xFF)
    return escape[1:2]
