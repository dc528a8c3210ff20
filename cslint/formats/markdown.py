"""Markdown (CommonMark with tables, strike-through, task lists and footnotes), read by pulldown-cmark."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyromark
import yaml

from cslint.blocks import Block, Break, Item, Row, Table
from cslint.document import Comment, Document, Kind, ReadOptions, TextBuilder, TextSpan
from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.markup import without_html
from cslint.nodes import too_deep
from cslint.outline import Manner, outline
from cslint.source import Source, SourceSpan

_BODY = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
)
_COMMENT = re.compile(r"<!--\s*cslint:(.*?)-->", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")  # a line end the parser does not know in front matter
_STRIDE = 256  # code points between two marks of the byte table


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the document of a Markdown source.

    Front matter becomes `meta` (scalars as written); its `audience` counts when `options` names none. Raises
    CslintError if the front matter is not YAML; any other text is Markdown.
    """
    front = _front_matter(source, options.limits)
    reader = _Reader(source.text)
    for event, start, end in _events(source.text, front.end):
        reader.read(event, start, end)
    given = front.meta.get("audience")
    if options.audience is None and given in ("customer", "agent", "mixed"):
        options = replace(options, audience=given)
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


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    """The front matter: where the text behind it begins, its scalar values and its suppressions."""

    end: int = 0
    meta: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()


def _front_matter(source: Source, limits: Limits) -> _FrontMatter:
    """Read the front matter, if the text starts with one that is a YAML mapping."""
    if not source.text.startswith("---"):
        return _FrontMatter()
    options = pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    start = end = inner = None
    for event, first, last in _events(source.text, 0, options):
        if start is None:
            if event != {"Start": {"MetadataBlock": "YamlStyle"}} or first:
                return _FrontMatter()
            start, end = first, last
        elif isinstance(event, dict) and "Text" in event:
            inner = first if inner is None else inner
        else:
            break
    if inner is None or end is None:
        return _FrontMatter()
    close = source.text.rindex("---", inner, end) if "---" in source.text[inner:end] else end
    node = _composed(source, inner, close, limits)
    if not isinstance(node, yaml.MappingNode):
        return _FrontMatter(end if node is None else 0)
    pairs = [(key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
    meta = {key: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode) and value.value}
    whole = SourceSpan(0, len(source.text))
    comments = [
        Comment(SourceSpan(inner + given.start_mark.index, inner + given.end_mark.index), text, whole)
        for key, value in pairs
        if key == "cslint-ignore"
        for given, text in _ignores(value)
    ]
    return _FrontMatter(end, meta, tuple(comments))


def _composed(source: Source, start: int, end: int, limits: Limits) -> yaml.Node | None:
    depth = 0
    try:
        for event in yaml.parse(source.text[start:end], Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > limits.nesting:
                mark = event.start_mark
                raise too_deep(source, start + (mark.index if mark else 0), limits)
        node: yaml.Node | None = yaml.compose(source.text[start:end], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = source.place(start + (mark.index if mark else 0))
        where = f"{source.path}:{place.line}:{place.column}"
        raise CslintError(
            "문서 머리말이 YAML 형식에 맞지 않습니다.", where, "`---` 사이의 내용을 확인해 주세요."
        ) from error
    return node


def _ignores(value: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    """Yield each suppression under `cslint-ignore`, in any of its forms, with the node it stands at."""
    if isinstance(value, yaml.ScalarNode):
        text = value.value.strip()
        yield value, text if text.startswith("ignore[") else f"ignore{text}"
    elif isinstance(value, yaml.SequenceNode):
        for entry in value.value:
            if isinstance(entry, yaml.ScalarNode | yaml.MappingNode):
                yield from _ignores(entry)
    elif isinstance(value, yaml.MappingNode):
        for rule, reason in value.value:
            if isinstance(rule, yaml.ScalarNode) and isinstance(reason, yaml.ScalarNode):
                yield reason, f"ignore[{rule.value}] {reason.value}".rstrip()


def _events(text: str, begin: int, options: pyromark.Options = _BODY) -> Iterator[tuple[Any, int, int]]:
    """Yield pulldown-cmark's events of `text[begin:]` with their code points in `text`.

    The parser counts UTF-8 bytes. A table of where every 256th character begins turns them into code points.
    """
    body = _LONE_RETURN.sub("\n", _SURROGATE.sub("\ufffd", text[begin:]))  # the same length
    events = pyromark.events_with_range(body, options=options)
    if body.isascii():
        for event, place in events:
            yield event, begin + place["start"], begin + place["end"]
        return
    data, marks = body.encode(), [0]
    for at in range(0, len(body), _STRIDE):
        marks.append(marks[-1] + len(body[at : at + _STRIDE].encode()))

    def point(offset: int) -> int:
        block = bisect_right(marks, offset) - 1
        return begin + min(block * _STRIDE, len(body)) + len(data[marks[block] : offset].decode())

    for event, place in events:
        yield event, point(place["start"]), point(place["end"])


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
        self._lists = self._quotes = self._strong = self._struck = self._skipped = self._autolinks = 0
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
            self.comments.append(Comment(SourceSpan(*found.span()), found[1].strip()))

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
