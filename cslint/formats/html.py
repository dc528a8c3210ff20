"""HTML pages and mails: what a browser shows, block by block, with exact places."""

import html
import re
from dataclasses import dataclass, field, replace

from cslint.document import Comment, Document, ReadOptions
from cslint.reading.blocks import Block, Break, Item, Table
from cslint.reading.flow import Flow
from cslint.reading.grids import GridCell, blocks_of
from cslint.reading.htmlmarks import BLOCKS, COMMENT_END, ENTITY, UNSEEN, read_entity
from cslint.reading.instructions import comment_of
from cslint.reading.outline import outline
from cslint.reading.voices import Manner
from cslint.source import Source, SourceSpan

# Possessive quantifiers: a tag without an end must fail at once, not by trying every cut.
_MARK = re.compile(
    rf"<!--(?P<comment>.*?){COMMENT_END}"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<attributes>(?>(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>=]++|=)*))>"
    r"|<[!?/][^>]*+>"
    rf"|(?P<entity>{ENTITY})"
    r"|(?P<space>[ \t\n\f\r]++)",
    re.DOTALL,
)
_START = re.compile(r"[ \t\n\f\r&]|<(?=[A-Za-z!?/])")
_LISTS = frozenset(("ul", "ol", "dir", "menu"))
_DEEPEST = 30  # lists and tables in one another; deeper ones are read as if beside each other


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the document of an HTML page; any text is one, so no error is raised for its content.

    Scripts, styles and comments are not read, save that a comment `<!-- cslint: … -->` is an instruction.
    """
    page = _Page(source.text, options)
    page.read()
    manner = Manner(options, by_prose=True, spell=_spell, spell_cell=_spell)
    made = outline(page.blocks, manner)
    comments = sorted((*page.comments, *made.comments), key=lambda comment: comment.span)
    return Document(source, "html", made.segments, made.replies, tuple(comments))


def _spell(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


@dataclass(slots=True)
class _TableRows:
    """A table being read, and where its blocks go: into its cells."""

    start: int
    rows: list[list[GridCell]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    header: bool = False
    in_cell: bool = False
    caption: list[Block] = field(default_factory=list)

    def end_cell(self) -> None:
        if self.in_cell:
            self.rows = self.rows or [[]]
            self.rows[-1].append(GridCell(tuple(self.blocks), self.header))
        else:
            self.caption.extend(self.blocks)
        self.blocks, self.in_cell = [], False


class _Page:
    """A page on its way to blocks; lives for one call."""

    def __init__(self, text: str, options: ReadOptions) -> None:
        self.blocks: list[Block | Table | Break] = []
        self.comments: list[Comment] = []
        self._text, self._options = text, options
        self._lower = re.sub("[A-Z]+", lambda name: name[0].lower(), text)
        self._last_tag = text.rfind(">")
        self._last_close = {name: self._lower.rfind(f"</{name}") for name in UNSEEN}
        self._flow = Flow(text)
        self._level: int | None = None
        self._lists: list[tuple[int, Item | None]] = []  # where each open list begins, and the item around it
        self._item: Item | None = None
        self._list_blocks: list[Block] = []
        self._tables: list[_TableRows] = []

    def read(self) -> None:
        """Read the page from its beginning to its end."""
        text, at = self._text, 0
        while start := _START.search(text, at):
            self._flow.words(at, start.start())
            at = start.start()
            mark = _MARK.match(text, at) if at < self._last_tag or text[at] != "<" else None
            if mark:
                at = self._mark(mark)
            else:
                # A tag that does not end here ends nowhere below: what is left is all text.
                self._last_tag = min(self._last_tag, at) if text[at] == "<" else self._last_tag
                self._flow.words(at, at + 1)
                at += 1
        self._flow.words(at, len(text))
        self._finish()
        self._end_open_lists(len(text))
        while self._tables:
            self._end_table(len(text))

    def _mark(self, mark: re.Match[str]) -> int:
        """Take one piece of markup, and return where the text goes on."""
        start, end = mark.span()
        if mark["name"]:
            return self._tag(mark)
        if mark["entity"]:
            if entity := read_entity(mark[0]):
                end = start + entity[1]
                self._flow.entity(entity[0], start, end)
            else:
                self._flow.words(start, end)
        elif mark["space"]:
            self._flow.space(start, end)
        elif told := comment_of(SourceSpan(start, end), mark["comment"] or ""):
            self.comments.append(told)
        return end

    def _tag(self, mark: re.Match[str]) -> int:
        name, end = mark["name"].lower(), mark.end()
        closes = bool(mark["close"])
        if name in UNSEEN and not closes and not mark["attributes"].endswith("/"):
            # A browser would hide the rest of the page; what nobody closes is shown rather than left unread.
            return end if self._last_close[name] < end else self._lower.index(f"</{name}", end)
        if name == "br":
            self._flow.line_break(mark.start(), end)
        if name in BLOCKS:
            self._block_tag(name, mark.start(), end, closes=closes)
        self._flow.tag(name, closes=closes)
        return end

    def _block_tag(self, name: str, start: int, end: int, *, closes: bool) -> None:
        self._finish()
        if re.fullmatch("h[1-6]", name) or name == "title":
            self._level = None if closes else int(name[1]) if name[1].isdigit() else 1
        elif name == "hr":
            self._put(Break(rule=True))
        elif name in _LISTS:
            self._list_tag(start, end, closes=closes)
        elif name == "li":
            around = self._lists[-1][1] if 0 < len(self._lists) <= _DEEPEST else None
            self._item = around if closes else Item(around)
        elif name in ("table", "tr", "td", "th", "caption"):
            self._table_tag(name, start, end, closes=closes)

    def _list_tag(self, start: int, end: int, *, closes: bool) -> None:
        if not closes:
            self._lists.append((start, self._item))
        elif self._lists:
            begin, self._item = self._lists.pop()
            if not self._lists:
                self._end_list(SourceSpan(begin, end))

    def _end_list(self, whole: SourceSpan) -> None:
        """Let the blocks of the list that ends know the whole of it."""
        listed, self._list_blocks = self._list_blocks, []
        for block in listed:
            self._put(replace(block, whole=whole))

    def _table_tag(self, name: str, start: int, end: int, *, closes: bool) -> None:
        if name == "table" and not closes:
            self._end_open_lists(start)
            if len(self._tables) < _DEEPEST:
                self._tables.append(_TableRows(start))
            return
        if not self._tables:
            return
        self._end_open_lists(start)
        table = self._tables[-1]
        table.end_cell()
        if name == "table":
            self._end_table(end)
        elif name == "tr" and not closes:
            table.rows.append([])
        elif name in ("td", "th") and not closes:
            table.header, table.in_cell = name == "th", True

    def _end_open_lists(self, at: int) -> None:
        if self._lists:
            begin, self._item = self._lists[0][0], None
            self._lists = []
            self._end_list(SourceSpan(begin, at))

    def _end_table(self, end: int) -> None:
        self._end_open_lists(end)
        table = self._tables.pop()
        table.end_cell()
        if self._tables:
            # A table in a cell of another one is part of that cell's text.
            cells = (cell for row in table.rows for cell in row)
            inside = [*table.caption, *(block for cell in cells for block in cell.blocks)]
            self._tables[-1].blocks.extend(sorted(inside, key=lambda block: block.offsets.pieces[0].source.start))
        else:
            self.blocks.extend(table.caption)
            rows = [row for row in table.rows if row]
            self.blocks.extend(blocks_of(rows, SourceSpan(table.start, end), self._options))

    def _put(self, block: Block | Table | Break) -> None:
        if self._tables:
            if isinstance(block, Block):
                self._tables[-1].blocks.append(block)
        else:
            self.blocks.append(block)

    def _finish(self) -> None:
        """Keep the block read so far, if it has words."""
        block = self._flow.take(self._level, self._item)
        if block and self._lists:
            self._list_blocks.append(block)
        elif block:
            self._put(block)
