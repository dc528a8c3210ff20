"""The text of a segment, gathered piece by piece and made readable for analysis, with its map back to the source."""

import re
import unicodedata
from collections.abc import Iterator

from cslint.offsets import OffsetMap, Piece, TextSpan
from cslint.source import SourceSpan

# Kiwi cannot read decomposed Hangul and stumbles over zero-width characters (study/kiwi.md 3), so analysed text has neither.
_NEEDS_CARE = re.compile(
    "[\r\u00ad\u034f\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\u2028\u2029\ufeff\ud800-\udfff\uff01-\uff5e\uffa0-\uffdc\x00-\x08\x0b\x0c\x0e-\x1f]"
)
_INVISIBLE = frozenset(
    "\u00ad\u034f\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff"
)
_JAMO = re.compile("[\uac00-\ud7a3]?[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")


def _readable(text: str) -> list[tuple[str, int, int]]:
    """Return (analysed text, start, end) for each stretch of `text` that must be read another way than written."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while care := _NEEDS_CARE.search(text, at):
        at = care.start()
        if at and "\uac00" <= text[at - 1] <= "\ud7a3" and "\u11a8" <= text[at] <= "\u11ff":
            at -= 1  # a composed syllable followed by a loose final consonant: 가 + ᆫ = 간
        if jamo := _JAMO.match(text, at):
            found.extend(_composed(jamo.group(), at))
            at = jamo.end()
        elif line := _LINE_END.match(text, at):
            found.append(("\n", at, line.end()))
            at = line.end()
        elif text[at] in _INVISIBLE:
            found.append(("", at, at + 1))
            at += 1
        else:
            found.append((_one(text[at]), at, at + 1))
            at += 1
    return found


def _composed(run: str, start: int) -> list[tuple[str, int, int]]:
    """Compose a run of conjoining jamo syllable by syllable: the longest stretch that is one character."""
    found, at = [], 0
    while at < len(run):
        for length in (3, 2, 1):
            syllable = unicodedata.normalize("NFC", run[at : at + length])
            if len(syllable) == 1 and at + length <= len(run):
                found.append((syllable, start + at, start + at + length))
                at += length
                break
    return found


def _one(char: str) -> str:
    """Fold a full-width form to its plain one, and what no text should hold to the replacement character."""
    point = ord(char)
    if 0xFF01 <= point <= 0xFF5E:
        return chr(point - 0xFEE0)
    if 0xFFA0 <= point <= 0xFFDC:
        return unicodedata.normalize("NFKC", char) or " "
    return char if _JAMO.match(char) else "\ufffd"


class TextBuilder:
    """Gathers the text of one segment piece by piece, in source order, and normalises it for analysis."""

    def __init__(self, source: str) -> None:
        """Read characters from `source`, the whole `Source.text`."""
        self._source = source
        self._parts: list[tuple[str, int, int, bool]] = []
        self._length = 0

    def __len__(self) -> int:
        """Return how many characters of text were added so far, outer white space included."""
        return self._length

    def verbatim(self, start: int, end: int) -> "TextBuilder":
        """Add the source characters `start:end` as they stand."""
        if end <= start:
            return self
        text, at = self._source[start:end], 0
        for read, begin, stop in _readable(text) if _NEEDS_CARE.search(text) else ():
            if begin > at:
                self._add(text[at:begin], start + at, start + begin, verbatim=True)
            self._add(read, start + begin, start + stop, verbatim=read == text[begin:stop])
            at = stop
        if at < len(text):
            self._add(text[at:], start + at, end, verbatim=True)
        return self

    def spelled(self, text: str, start: int, end: int) -> "TextBuilder":
        """Add `text`, which the source characters `start:end` spell in the format's own way (an escape, an entity)."""
        text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
        read = "".join("" if char in _INVISIBLE else _one(char) if _NEEDS_CARE.match(char) else char for char in text)
        self._add(read, start, end, verbatim=False)
        return self

    def copy(self, text: str, offsets: OffsetMap, span: TextSpan) -> "TextBuilder":
        """Add `span` of text that was built before."""
        for piece in offsets.within(span):
            part = text[piece.text.start : piece.text.end]
            self._add(part, piece.source.start, piece.source.end, verbatim=piece.verbatim)
        return self

    def _add(self, text: str, start: int, end: int, *, verbatim: bool) -> None:
        if not text:
            return
        self._length += len(text)
        self._parts.append((text, start, end, verbatim))

    def _pieces(self) -> Iterator[Piece]:
        """Yield the parts as pieces; verbatim ones that follow on in the source are one (joined here, once)."""
        at = begin = 0  # of the text, where the next part and the open piece begin
        opened: tuple[int, int] | None = None  # the source of the open piece
        for part, start, end, verbatim in self._parts:
            if opened and not (verbatim and opened[1] == start):
                yield Piece(TextSpan(begin, at), SourceSpan(*opened))
                opened = None
            if verbatim:
                begin, opened = (begin, (opened[0], end)) if opened else (at, (start, end))
            else:
                yield Piece(TextSpan(at, at + len(part)), SourceSpan(start, end), verbatim=False)
            at += len(part)
        if opened:
            yield Piece(TextSpan(begin, at), SourceSpan(*opened))

    def build(self) -> tuple[str, OffsetMap] | None:
        """Return the text without outer white space and its map, or None if nothing but white space was added."""
        whole = "".join(part[0] for part in self._parts)
        text = whole.strip()
        if not text:
            return None
        pieces = list(self._pieces())
        if text == whole:
            return text, OffsetMap(pieces)
        left = len(whole) - len(whole.lstrip())
        kept = OffsetMap(pieces).within(TextSpan(left, left + len(text)))
        moved = tuple(
            Piece(TextSpan(piece.text.start - left, piece.text.end - left), piece.source, piece.verbatim)
            for piece in kept
        )
        return text, OffsetMap(moved)
