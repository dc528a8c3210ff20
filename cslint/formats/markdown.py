"""Markdown (CommonMark with tables, strike-through, task lists and footnotes), read by pulldown-cmark."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import pyromark

from cslint.document import Comment, Document, Kind, ReadOptions
from cslint.offsets import TextSpan
from cslint.reading.blocks import Block, Break, Item, Row, Table
from cslint.reading.frontmatter import front_matter
from cslint.reading.htmlmarks import COMMENT_END
from cslint.reading.instructions import comment_of
from cslint.reading.markup import without_html
from cslint.reading.outline import outline
from cslint.reading.pulldown import events_of
from cslint.reading.voices import Manner
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_BODY = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
)
_COMMENT = re.compile(rf"<!--.*?{COMMENT_END}", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the document of a Markdown source.

    Front matter becomes `meta` (scalars as written); its `audience` counts when `options` names none. Raises
    CslintError if the front matter is not YAML or names an audience there is not; any other text is Markdown.
    """
    front = front_matter(source, options.limits)
    reader = _Reader(source.text)
    for event, start, end in events_of(source.text, front.end, _BODY):
        reader.read(event, start, end)
    options = replace(options, audience=options.audience or front.meta.get("audience"))
    manner = Manner(
        options, by_prose=True, spell=_spell, spell_cell=_spell_in_cell, declared=front.meta.get("situation")
    )
    made = outline(reader.blocks, manner)
    comments = sorted((*front.comments, *reader.comments, *made.comments), key=lambda comment: comment.span)
    return Document(source, "markdown", made.segments, made.replies, tuple(comments), front.meta)


def _spell(text: str) -> str | None:
    return None if "\n" in text or "\r" in text else text


def _spell_in_cell(text: str) -> str | None:
    return None if "|" in text else _spell(text)


@dataclass(slots=True)
class _Leaf:
    """A block whose text is being read."""

    kind: Kind
    builder: TextBuilder
    level: int | None = None
    strong: bool = True
    opaque: list[SourceSpan] = field(default_factory=list)
    struck: list[SourceSpan] = field(default_factory=list)


@dataclass(slots=True)
class _TableRows:
    """A table being read: finished rows, and the cells of the open one."""

    header: tuple[Block | None, ...] = ()
    rows: list[Row] = field(default_factory=list)
    cells: list[Block | None] = field(default_factory=list)


class _Reader:
    """Takes events and makes blocks and comments of them."""

    def __init__(self, text: str) -> None:
        self.blocks: list[Block | Table | Break] = []
        self.comments: list[Comment] = []
        self._text = text
        self._leaf: _Leaf | None = None
        self._table: _TableRows | None = None
        self._item: Item | None = None
        self._whole: SourceSpan | None = None
        self._lists = self._quotes = self._strong = self._struck = self._skipped = 0
        self._html: TextBuilder | None = None

    def read(self, event: Any, start: int, end: int) -> None:
        """Take the next event, which stands at the code points `start:end`."""
        if isinstance(event, str):
            self._read_break(event, start, end)
            return
        ((name, value),) = event.items()
        if name in ("Start", "End"):
            tag, data = next(iter(value.items())) if isinstance(value, dict) else (value, None)
            if name == "Start":
                self._open(tag, data, start, end)
            else:
                self._close(tag, start, end)
        elif name == "InlineHtml":
            self._inline_html(start, end)
        elif name == "Html":
            if self._html is not None:
                self._html.verbatim(start, end)
        elif not self._skipped and name in ("Text", "Code"):
            self._words(name, value, start, end)

    def _read_break(self, event: str, start: int, end: int) -> None:
        if event == "Rule":
            self._finish()
            self.blocks.append(Break(rule=True))
        elif self._leaf and not self._skipped:
            self._leaf.builder.spelled("\n", start, end)

    def _open(self, tag: str, data: Any, start: int, end: int) -> None:
        if tag in ("Emphasis", "Link", "Strong", "Strikethrough"):
            self._open_inline(tag, data, start, end)
            return
        if tag == "Image":
            self._skipped += 1
            return
        self._finish()
        if tag == "List" or (tag == "Table" and not self._lists):
            self._lists += tag == "List"
            self._whole = self._whole or SourceSpan(start, end)
        if tag == "Item":
            self._item = Item(self._item)
        elif tag == "BlockQuote":
            self._quotes += 1
        elif tag in ("CodeBlock", "MetadataBlock"):
            self._skipped += 1
        elif tag == "HtmlBlock":
            self._html = TextBuilder(self._text)
            self._comments_in(start, end)
        elif tag == "Table":
            self._table = _TableRows()
        elif tag == "Heading":
            self._leaf = _Leaf(Kind.HEADING, TextBuilder(self._text), int(data["level"][1]))
        elif tag == "TableCell":
            self._leaf = _Leaf(Kind.CELL, TextBuilder(self._text))
        elif tag == "Paragraph":
            self._leaf = _Leaf(self._kind(), TextBuilder(self._text))

    def _open_inline(self, tag: str, data: Any, start: int, end: int) -> None:
        leaf = self._leaf or self._new_leaf()
        self._strong += tag == "Strong"
        if tag == "Strikethrough":
            if not self._struck:
                leaf.struck.append(SourceSpan(start, end))
            self._struck += 1
        if tag == "Link" and data["link_type"] in ("Autolink", "Email"):
            leaf.opaque.append(SourceSpan(start, end))

    def _close(self, tag: str, start: int, end: int) -> None:
        if tag in ("Strong", "Strikethrough", "Emphasis", "Link"):
            self._strong -= tag == "Strong"
            self._struck -= tag == "Strikethrough"
            return
        if tag == "Image":
            self._skipped -= 1
            return
        if tag == "TableCell" and self._table:
            self._table.cells.append(self._built())
            return
        self._finish()
        if tag == "Item" and self._item:
            self._item = self._item.parent
        elif tag == "List":
            self._lists -= 1
        elif tag == "BlockQuote":
            self._quotes -= 1
        elif tag in ("CodeBlock", "MetadataBlock"):
            self._skipped -= 1
        elif tag == "HtmlBlock":
            self._close_html()
        else:
            self._close_table(tag, start, end)
        if not self._lists and self._table is None:
            self._whole = None

    def _close_table(self, tag: str, start: int, end: int) -> None:
        table = self._table
        if table is None:
            return
        if tag == "TableHead":
            table.header, table.cells = tuple(table.cells), []
        elif tag == "TableRow":
            table.rows.append(Row(SourceSpan(start, end), tuple(table.cells)))
            table.cells = []
        elif tag == "Table":
            self.blocks.append(Table(table.header, tuple(table.rows)))
            self._table = None

    def _close_html(self) -> None:
        """Keep what a reader of an HTML block sees, as one paragraph a line."""
        built = self._html.build() if self._html else None
        self._html = None
        seen = without_html(self._text, *built) if built else None
        if seen is None:
            return
        text, offsets = seen
        builder = TextBuilder(self._text).copy(text, offsets, TextSpan(0, len(text)))
        self._leaf = _Leaf(self._kind(), builder, strong=False)
        self._finish()

    def _kind(self) -> Kind:
        return Kind.ITEM if self._item else Kind.PARAGRAPH

    def _new_leaf(self) -> _Leaf:
        """Open the text of a tight list item, which has no paragraph around it."""
        self._leaf = _Leaf(self._kind(), TextBuilder(self._text))
        return self._leaf

    def _words(self, name: str, value: str, start: int, end: int) -> None:
        leaf = self._leaf or self._new_leaf()
        if not self._strong and value.strip(" \t:："):
            leaf.strong = False
        if name == "Code":
            leaf.opaque.append(SourceSpan(start, end))
            self._code(leaf.builder, value, start, end)
            return
        if self._text[start:end] == value or _SURROGATE.search(self._text, start, end):
            leaf.builder.verbatim(start, end)
        else:
            leaf.builder.spelled(value, start, end)

    def _code(self, builder: TextBuilder, value: str, start: int, end: int) -> None:
        """Add a code span's text: without its ticks, a line break in it read as a space, `\\|` in a cell as a bar."""
        ticks = len(self._text[start:end]) - len(self._text[start:end].lstrip("`"))
        at, stop = start + ticks, end - ticks
        if self._text[at : at + len(value)] != value and at < stop and self._text[at] in " \r\n":
            at += 2 if self._text.startswith("\r\n", at) else 1  # one outer space is not the code's
        run = at
        for offset, char in enumerate(value):
            begin = at
            if char == " " and self._text[at : at + 1] in ("\r", "\n"):
                following = value[offset + 1 : offset + 2]
                at += 2 if self._text.startswith("\r\n", at) else 1
                while at < stop and self._text[at] in " \t>" and self._text[at] != following:
                    at += 1  # indent and quote marks of the next line
                builder.verbatim(run, begin).spelled(" ", begin, at)
                run = at
            elif char == "|" and self._text.startswith("\\|", at):
                at += 2
                builder.verbatim(run, begin).spelled("|", begin, at)
                run = at
            elif at < stop:
                at += 1
        builder.verbatim(run, at)

    def _inline_html(self, start: int, end: int) -> None:
        self._comments_in(start, end)
        if self._leaf and not self._skipped and _LINE_BREAK.fullmatch(self._text, start, end):
            self._leaf.builder.spelled("\n", start, end)

    def _comments_in(self, start: int, end: int) -> None:
        for found in _COMMENT.finditer(self._text, start, end):
            if told := comment_of(SourceSpan(*found.span()), found[0]):
                self.comments.append(told)

    def _built(self) -> Block | None:
        """Return the block of the text read so far, if there is any, and forget it."""
        leaf, self._leaf = self._leaf, None
        built = leaf.builder.build() if leaf else None
        if leaf is None or built is None:
            return None
        text, offsets = built
        return Block(
            text,
            offsets,
            leaf.kind,
            leaf.level,
            leaf.strong,
            self._quotes > 0,
            self._item,
            self._whole,
            tuple(leaf.opaque),
            tuple(leaf.struck),
        )

    def _finish(self) -> None:
        if block := self._built():
            self.blocks.append(block)
