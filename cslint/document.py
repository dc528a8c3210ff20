"""What a format makes of a source: segments of text, each with a map back, and replies made of segments."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from cslint.limits import Limits
from cslint.offsets import OffsetMap, TextSpan
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
    """An instruction a writer left: `text` in full, `ignore[a, b] 이유`, `off[a] 이유`, `on[a]` or `situation[환불]`.

    `span` is where it stands. `covers` is what an `ignore` silences when its place says so (front matter: the file;
    a key beside a reply: the reply; a `cslint` column: the row); None means the next block. `verb` is the word before
    the brackets, `names` the rules or the one situation in them, `reason` what stands behind; `verb` is empty if
    `text` is none of the four. Made by `reading/instructions.py`.
    """

    span: SourceSpan
    text: str
    covers: SourceSpan | None = None
    verb: str = ""
    names: tuple[str, ...] = ()
    reason: str = ""


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
        if spelling is None or not (old == written or escaped) or _joins(self.source.text, place, spelling):
            return None
        return Edit(place, spelling)


# A reference or an escape that nothing ends: `&#46`, `\u116`.
_OPEN = re.compile(r"(?:&#?[0-9A-Za-z]*+|\\(?:u[0-9A-Fa-f]{0,3}|U[0-9A-Fa-f]{0,7}|x[0-9A-Fa-f]*+|[0-7]{0,2}))$")


def _joins(source: str, place: SourceSpan, spelling: str) -> bool:
    """Tell whether `spelling`, written at `place`, would become part of a reference or an escape that is left open there."""
    behind = (spelling + source[place.end : place.end + 1])[:1]
    if not behind.isascii() or not (behind.isalnum() or behind in "#;"):
        return False
    return _OPEN.search(source[max(0, place.start - 12) : place.start]) is not None


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
