"""What a format makes of a source: segments of text, each with a map back, and replies made of segments."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from cslint.limits import Limits
from cslint.source import Edit, Source, SourceSpan


class Audience(Enum):
    """Who reads a segment; only what the customer reads is judged in full (guide 0.1)."""

    CUSTOMER = "customer"
    AGENT = "agent"
    BAD_EXAMPLE = "bad-example"
    QUOTED_CUSTOMER = "quoted-customer"


class Kind(Enum):
    """What a segment is in its file."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    VALUE = "value"


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """Half-open code points of `Segment.text`; never mixed with `SourceSpan`, which counts the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the stretch of source it came from.

    `verbatim`: the same characters stand in the source, one for one. Otherwise they are spelled another way there
    (`&amp;`, `\\n`, `""`, decomposed Hangul) and the piece maps as a whole.
    """

    text: TextSpan
    source: SourceSpan
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Pieces in order, without gaps in the text; between two pieces of source may lie markup."""

    pieces: tuple[Piece, ...]

    def _piece_at(self, offset: int) -> Piece:
        at = bisect_right(self.pieces, offset, key=lambda piece: piece.text.start)
        return self.pieces[max(0, at - 1)]

    def locate(self, span: TextSpan) -> SourceSpan:
        """Return the source characters that spell `span`; an empty span gives an empty place."""
        first = self._piece_at(span.start)
        start = first.source.start
        if first.verbatim or span.start >= first.text.end:
            start = min(start + span.start - first.text.start, first.source.end)
        if span.end <= span.start:
            return SourceSpan(start, start)
        last = self._piece_at(span.end - 1)
        end = last.source.end
        if last.verbatim:
            end = last.source.start + span.end - last.text.start
        return SourceSpan(start, end)

    def within(self, span: TextSpan) -> tuple[Piece, ...]:
        """Return the pieces of `span`, cut to it; a piece that is not verbatim is kept whole in the source."""
        found = []
        at = max(0, bisect_right(self.pieces, span.start, key=lambda piece: piece.text.start) - 1)
        for index in range(at, len(self.pieces)):
            piece = self.pieces[index]
            start, end = max(piece.text.start, span.start), min(piece.text.end, span.end)
            if piece.text.start >= span.end:
                break
            if start >= end:
                continue
            source = piece.source
            if piece.verbatim:
                begin = source.start + start - piece.text.start
                source = SourceSpan(begin, begin + end - start)
            found.append(Piece(TextSpan(start, end), source, piece.verbatim))
        return tuple(found)


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
            return text, OffsetMap(tuple(pieces))
        left = len(whole) - len(whole.lstrip())
        kept = OffsetMap(tuple(pieces)).within(TextSpan(left, left + len(text)))
        moved = tuple(
            Piece(TextSpan(piece.text.start - left, piece.text.end - left), piece.source, piece.verbatim)
            for piece in kept
        )
        return text, OffsetMap(moved)


def as_is(text: str) -> str | None:
    """Spell `text` as it is: plain text has no escapes."""
    return text


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """One block of analysed text: paragraph, item, heading, cell, value.

    `text` is never empty, NFC, with `\\n` for every newline. `opaque` spans are code or links inside the text:
    analysed as one noun, never reported. `block` is the source of the whole block a suppression comment before it
    covers (a table row's table, an item's list), or None for the segment alone. `spell` writes text the way this
    place of this format needs it, or returns None where it cannot. Compared by identity: two equal texts at two
    places are two segments.
    """

    text: str
    offsets: OffsetMap
    kind: Kind
    audience: Audience
    opaque: tuple[TextSpan, ...] = ()
    block: SourceSpan | None = None
    spell: Callable[[str], str | None] = as_is
    label: str | None = None

    @property
    def span(self) -> SourceSpan:
        """The source from the first to the last character of the segment."""
        return self.offsets.locate(TextSpan(0, len(self.text)))


@dataclass(frozen=True, slots=True, eq=False)
class Reply:
    """What one agent sends one customer as one answer; titles and labels are not part of it.

    `declared` is what the writer wrote where situations are declared (a key, a column, front matter), as it stands;
    `headings` are the headings, titles and key paths above it, innermost first: weaker hints of the situation.
    """

    segments: tuple[Segment, ...]
    title: str | None = None
    declared: str | None = None
    headings: tuple[str, ...] = ()

    @property
    def span(self) -> SourceSpan:
        """The source from the first to the last character of the reply."""
        return SourceSpan(self.segments[0].span.start, self.segments[-1].span.end)


@dataclass(frozen=True, slots=True)
class Comment:
    """A `cslint…` instruction a writer left: `text` from the word after `cslint:` on (`ignore[rule] 이유`, `off[rule] 이유`).

    `span` is where it stands. `covers` is what an `ignore` silences when its place says so (front matter: the file;
    a key beside a reply: the reply; a `cslint` column: the row); None means the next block.
    """

    span: SourceSpan
    text: str
    covers: SourceSpan | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A parsed source: all segments in source order, the replies they form, and the writer's instructions."""

    source: Source
    format: str
    segments: tuple[Segment, ...]
    replies: tuple[Reply, ...] = ()
    comments: tuple[Comment, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    def edit(self, segment: Segment, span: TextSpan, text: str) -> Edit | None:
        """Return the edit that makes `span` of `segment` read `text`, or None if markup is in the way."""
        place = segment.offsets.locate(span)
        spelling = segment.spell(text)
        old, written = segment.text[span.start : span.end], self.source.text[place.start : place.end]
        # Exports write Hangul as \uXXXX: what the format would spell so itself can be spelled anew.
        escaped = old.replace(" ", "").isalnum() and (segment.spell(old) or "").lower() == written.lower()
        return Edit(place, spelling) if (old == written or escaped) and spelling is not None else None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the configuration tells a format about one file.

    `audience`: customer, agent or mixed (by structure). `reply_fields`, `situation_fields`, `title_fields`: extra
    names of keys or columns, as the user wrote them; when `reply_fields` is given it replaces the defaults.
    `limits`: how much of it is read.
    """

    audience: str | None = None
    reply_fields: tuple[str, ...] = ()
    situation_fields: tuple[str, ...] = ()
    title_fields: tuple[str, ...] = ()
    limits: Limits = field(default=Limits(), hash=False)  # most runs have one; role look-ups hash millions of times
