"""The five ways YAML writes a string, read again so that every character keeps its place.

A YAML library tells where a scalar begins and ends and what it says, not where each of its characters stands. What is
read here is compared with what the library read; where they differ, the whole scalar maps as one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cslint.offsets import OffsetMap
from cslint.textbuilder import TextBuilder

_BREAK = r"(?:\r\n|[\r\n\x85\u2028\u2029])"
# A repeated group is atomic, `(?>(?:…)*)`, here and elsewhere: Python before 3.11.5 misreads some written `(?:…)*+`.
_FOLD = rf"(?P<fold>[ \t]*+{_BREAK}(?>(?:[ \t]++|{_BREAK})*))|(?P<space>[ \t]++)"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"(?P<quote>'')|{_FOLD}")
_DOUBLE = re.compile(
    rf"(?P<joined>\\{_BREAK}(?>(?:[ \t]++|{_BREAK})*))"
    r"|(?P<jamo>\\u11[01][0-9A-Fa-f]\\u11[67][0-9A-Fa-f](?:\\u11[A-Ca-c][0-9A-Fa-f])?)"  # one decomposed syllable
    rf"|\\(?:x(?P<x>[0-9A-Fa-f]{{2}})|u(?P<u>[0-9A-Fa-f]{{4}})|U(?P<U>[0-9A-Fa-f]{{8}})|(?P<letter>.))|{_FOLD}",
    re.DOTALL,
)
_LINE_END = re.compile(_BREAK)
_LETTERS = {
    **{char: char for char in '"\\/ '},
    **dict(zip("0abt\tnvfre", "\0\a\b\t\t\n\v\f\r\x1b", strict=True)),
    **dict(zip("N_LP", "\x85\xa0\u2028\u2029", strict=True)),
}
_PROPERTY = re.compile(r"(?:&[0-9A-Za-z_-]*+|!<[^>\s]*+>|![^\s,\[\]{}]*+)")
_GAP = re.compile(rf"(?>(?:[ \t]++|{_BREAK}|(?<![^\s])#[^\r\n\x85\u2028\u2029]*+)*)")
_HEADER = re.compile(rf"[|>](?:[+-]?(?P<indent>[1-9])?[+-]?)[ \t]*+(?:#[^\r\n\x85\u2028\u2029]*+)?(?:{_BREAK}|\Z)")
_WIDEST = 100
_LEADING = "-?:,[]{}#&*!|>'\"%@`"


@dataclass(frozen=True, slots=True)
class ScalarPlace:
    """Where a scalar of `style` (`'`, `"`, `|`, `>` or empty for plain) stands in `text`, its anchor and tag skipped.

    `start` to `end` are offsets of `text`; `value` is what the YAML library read there.
    """

    text: str
    start: int
    end: int
    style: str
    value: str

    @property
    def content(self) -> int:
        """The offset where the content begins: behind the quote, or behind the header line of a block."""
        if self.style in ("|", ">"):
            header = _HEADER.match(self.text, self.start)
            return min(header.end(), self.end) if header else self.start
        return self.start + len(self.style)

    def read(self) -> tuple[str, OffsetMap] | None:
        """Return the value, normalised for analysis, and its map; None if it is blank."""
        builder = TextBuilder(self.text)
        for piece in self.pieces() or [Piece(self.value, self.start, self.end)]:
            if piece.verbatim:
                builder.verbatim(piece.start, piece.end)
            else:
                builder.spelled(piece.said, piece.start, piece.end)
        return builder.build()

    def pieces(self) -> list["Piece"] | None:
        """Return the value piece by piece, or None if our reading of the source is not what the library read."""
        readings = self._readings()
        return next((pieces for pieces in readings if "".join(piece.said for piece in pieces) == self.value), None)

    def _readings(self) -> Iterator[list["Piece"]]:
        """Yield the ways the source may be read: one, save for a block whose indentation cannot be seen."""
        if self.style in ("|", ">"):
            yield from self._blocks()
        else:
            tokens = {"": _PLAIN, "'": _SINGLE, '"': _DOUBLE}[self.style]
            yield list(_flow(self.text, self.content, self.end - len(self.style), tokens))

    def _blocks(self) -> Iterator[list["Piece"]]:
        header = _HEADER.match(self.text, self.start)
        if not header:
            return
        lines = list(_lines(self.text, header.end(), self.end))
        indents = [line.indent for line in lines if line.start + line.indent < line.end]
        widest = max((line.indent for line in lines), default=0)
        if not header["indent"]:
            yield _block(self, lines, indents[0] if indents else widest)
        else:
            # Counted from the indentation of the parent, which is not known here: try each that people could write.
            for indent in range(min(_WIDEST, *indents, widest or 1), 0, -1):
                yield _block(self, lines, indent)


@dataclass(frozen=True, slots=True)
class Piece:
    """What the source `start:end` says; `verbatim` if it says itself."""

    said: str
    start: int
    end: int
    verbatim: bool = False


def skip_properties(text: str, start: int) -> int:
    """Return where the node at `start` begins behind its anchor and tag."""
    while found := _PROPERTY.match(text, start):
        gap = _GAP.match(text, found.end())
        start = gap.end() if gap else found.end()
    return start


@dataclass(frozen=True, slots=True)
class ScalarSpelling:
    """Writes text inside a scalar of `style`; `flow`: inside brackets; `escapes`: Hangul is written `\\uXXXX`."""

    style: str
    flow: bool
    escapes: bool

    def __call__(self, text: str) -> str | None:
        """Return how `text` is written there, or None if the style cannot say it."""
        if self.style == '"':
            return "".join(map(self._escaped, text))
        if not text.isprintable():
            return None
        if self.style == "'":
            return text.replace("'", "''")
        if self.style:
            return text
        breaks = ": " in text or " #" in text or text.endswith(":") or text.startswith(tuple(_LEADING))
        return None if breaks or (self.flow and re.search(r"[,\[\]{}?:]", text)) else text

    def _escaped(self, char: str) -> str:
        short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(char)
        if short:
            return short
        if char.isprintable() and not (self.escapes and ord(char) > 0x7F):
            return char
        return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


def _flow(text: str, start: int, end: int, tokens: re.Pattern[str]) -> Iterator[Piece]:
    """Read a plain or quoted scalar between `start` and `end`."""
    at = start
    for token in tokens.finditer(text, start, end):
        said = _token(token)
        if said is None:
            continue
        yield Piece(text[at : token.start()], at, token.start(), verbatim=True)
        yield Piece(said, token.start(), token.end())
        at = token.end()
    yield Piece(text[at:end], at, end, verbatim=True)


def _token(token: re.Match[str]) -> str | None:
    """Return what an escape, a doubled quote or a line break inside a flow scalar says; None if it says itself."""
    found = {name: said for name, said in token.groupdict().items() if said is not None}
    if "space" in found:
        return None
    if "fold" in found:
        return _folded(found["fold"])
    if "jamo" in found:
        return "".join(chr(int(code, 16)) for code in found["jamo"].split("\\u")[1:])
    if "quote" in found:
        return "'"
    if "joined" in found:
        return "".join(_breaks(found["joined"])[1:])
    if "letter" in found:
        return _LETTERS.get(found["letter"])
    code = int(found.get("x") or found.get("u") or found["U"], 16)
    return chr(code) if code <= 0x10FFFF else None


def _breaks(text: str) -> list[str]:
    return [_newline(found[0]) for found in _LINE_END.finditer(text)]


def _newline(line_end: str) -> str:
    return line_end if line_end in ("\u2028", "\u2029") else "\n"


def _folded(run: str) -> str:
    """Return what a run of line breaks and white space says: one break is a space, further ones are themselves."""
    first, *rest = _breaks(run)
    if first != "\n":
        return "".join([first, *rest])
    return "".join(rest) or " "


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block: `indent` spaces from `start`, content up to `end`, line break up to `stop`."""

    start: int
    indent: int
    end: int
    stop: int


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    while start < end:
        found = _LINE_END.search(text, start, end)
        stop, close = found.span() if found else (end, end)
        line = text[start:stop]
        yield _Line(start, len(line) - len(line.lstrip(" ")), stop, close)
        start = close


def _block(place: ScalarPlace, lines: list[_Line], indent: int) -> list[Piece]:
    """Read the lines of a block as indented by `indent`; the chomping is told by how the value ends."""
    text, pieces = place.text, list[Piece]()
    gaps: list[Piece] = []  # the line breaks since the last line with content
    before: str | None = None  # the first character of that line
    for line in lines:
        begin = line.start + min(indent, line.indent)
        if begin == line.end:
            gaps.append(_ending(text, line))
            continue
        if line.indent < indent:
            break
        if place.style == ">" and before and before not in " \t" and text[begin] not in " \t" and gaps[0].said == "\n":
            gaps = gaps[1:] or [Piece(" ", gaps[0].start, gaps[0].end)]
        pieces.extend(gaps)
        pieces.append(Piece(text[begin : line.end], begin, line.end, verbatim=True))
        gaps = [_ending(text, line)] if line.stop > line.end else []
        before = text[begin]
    # What follows the last line: nothing, its own break, or all breaks, as the header's chomping says.
    said = sum(len(piece.said) for piece in pieces)
    for gap in gaps:
        if said >= len(place.value):
            break
        pieces.append(gap)
        said += len(gap.said)
    return pieces


def _ending(text: str, line: _Line) -> Piece:
    said = text[line.end : line.stop]
    return Piece(_newline(said) if said else "", line.end, line.stop, verbatim=said == "\n")
