"""Running text of an HTML page: what the inline tags say of the words, and white space as browsers fold it."""

from dataclasses import dataclass, field

from cslint.document import Kind
from cslint.reading.blocks import Block, Item
from cslint.reading.htmlmarks import CODE, STRUCK
from cslint.source import SourceSpan
from cslint.textbuilder import TextBuilder

_STRONG = frozenset(("b", "strong", "dt", "summary", "legend"))
_COUNTED = _STRONG | CODE | STRUCK | {"blockquote", "pre"}


@dataclass(slots=True)
class _Leaf:
    """A block whose text is being read."""

    builder: TextBuilder
    strong: bool = True
    spaced: bool = True  # white space shown last, or nothing yet
    opaque: list[SourceSpan] = field(default_factory=list)
    struck: list[SourceSpan] = field(default_factory=list)


class Flow:
    """The text between two block tags, taken piece by piece in source order; then the next one."""

    def __init__(self, text: str) -> None:
        """Read characters from `text`, the whole `Source.text`."""
        self._text = text
        self._leaf: _Leaf | None = None
        self._open = dict.fromkeys(_COUNTED, 0)

    def tag(self, name: str, *, closes: bool) -> None:
        """Note that a tag opens or closes; what it says holds for the words behind it."""
        if name in self._open:
            self._open[name] = max(0, self._open[name] + (-1 if closes else 1))

    def words(self, start: int, end: int) -> None:
        """Add the source characters `start:end`, which hold no white space."""
        if start < end:
            leaf = self._shown(start, end)
            leaf.builder.verbatim(start, end)
            leaf.spaced = False

    def entity(self, said: str, start: int, end: int) -> None:
        """Add the entity at `start:end`, which says `said`."""
        leaf = self._shown(start, end) if said.strip() else self._leaf
        if leaf:
            leaf.builder.spelled(said, start, end)
            leaf.spaced = said.isspace()

    def space(self, start: int, end: int) -> None:
        """Add white space: one space, however much it is, save in preformatted text."""
        leaf = self._leaf
        if leaf is None:
            return
        if self._open["pre"]:
            leaf.builder.verbatim(start, end)
        elif not leaf.spaced:
            if self._text[start:end] == " ":
                leaf.builder.verbatim(start, end)
            else:
                leaf.builder.spelled(" ", start, end)
            leaf.spaced = True

    def line_break(self, start: int, end: int) -> None:
        """Add the line break that the tag at `start:end` makes."""
        if self._leaf:
            self._leaf.builder.spelled("\n", start, end)
            self._leaf.spaced = True

    def take(self, level: int | None, item: Item | None) -> Block | None:
        """Return the block of the text so far, a heading of `level` or part of `item`, and begin the next one."""
        leaf, self._leaf = self._leaf, None
        built = leaf.builder.build() if leaf else None
        if leaf is None or built is None:
            return None
        return Block(
            *built,
            Kind.HEADING if level else Kind.ITEM if item else Kind.PARAGRAPH,
            level,
            leaf.strong,
            self._open["blockquote"] > 0,
            None if level else item,
            None,
            _joined(leaf.opaque),
            _joined(leaf.struck),
        )

    def _shown(self, start: int, end: int) -> _Leaf:
        """Return the block that takes the words at `start:end`, after noting what the tags around say of them."""
        if self._leaf is None:
            self._leaf = _Leaf(TextBuilder(self._text))
        leaf, span = self._leaf, SourceSpan(start, end)
        if any(self._open[name] for name in CODE):
            leaf.opaque.append(span)
        if any(self._open[name] for name in STRUCK):
            leaf.struck.append(span)
        if not any(self._open[name] for name in _STRONG) and self._text[start:end].strip(":："):
            leaf.strong = False
        return leaf


def _joined(spans: list[SourceSpan]) -> tuple[SourceSpan, ...]:
    """Join what follows on with nothing but one space between: words of one code element are one."""
    joined: list[SourceSpan] = []
    for span in spans:
        if joined and span.start - joined[-1].end <= 1:
            joined[-1] = SourceSpan(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
