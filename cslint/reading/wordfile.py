"""What a Word document shows, in order: its paragraphs and tables, laid out as one text with a name for each place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cslint.source import Cell, SourceSpan

_HEADING = re.compile(r"(?:heading|제목|개요)\s*(?P<level>[1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|제목", re.IGNORECASE)
_QUOTE = re.compile(r"quote|인용", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number)|글머리|번호 매기기", re.IGNORECASE)
_BODY_LEVEL = 9  # the outline level of plain text
_DEEPEST = 30  # tables and boxes in one another
_WIDEST = 100  # cells that one cell may span
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Text that was deleted or moved away, codes of fields, and the copy of a box for old programs are not shown.
_UNSEEN = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}pPr"))
_WRAPPERS = frozenset((f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo", f"{_W}smartTag"))
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of its paragraphs, the styles it is based on included."""

    level: int | None = None
    listed: bool = False
    quoted: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with text: where its text stands, how deep in a list (None: in none), what is struck or bold in it."""

    start: int
    end: int
    style: Style
    depth: int | None
    struck: tuple[SourceSpan, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells by rows, each the paragraphs and tables in it, and whether the first row is marked as a header."""

    rows: "tuple[tuple[tuple[Paragraph | Grid, ...], ...], ...]"


Part = Paragraph | Grid


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{_W}val", "true")


def _is_on(element: Any, path: str) -> bool:
    value = _value(element, path)
    return value is not None and value not in _OFF


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() else None


def read_styles(element: Any) -> dict[str, Style]:
    """Return the paragraph styles by id."""
    own = {
        style.get(f"{_W}styleId"): style
        for style in element.iterfind(f"{_W}style")
        if style.get(f"{_W}type", "paragraph") == "paragraph"
    }
    return {name: _style(name, own) for name in own}


def _style(name: str, own: dict[str, Any]) -> Style:
    """Return what the style `name` says, nearest first along the styles it is based on."""
    found, seen = Style(), set[str]()
    while name in own and name not in seen:
        seen.add(name)
        style = own[name]
        called = _value(style, "name") or ""
        outline_level = _number(_value(style, "pPr/outlineLvl"))
        heading = _HEADING.fullmatch(called)
        level = int(heading["level"]) if heading else 1 if _TITLE.fullmatch(called) else None
        if level is None and outline_level is not None and outline_level < _BODY_LEVEL:
            level = outline_level + 1
        found = Style(
            found.level or level,
            found.listed or _value(style, "pPr/numPr/numId") not in (None, "0") or bool(_LIST.match(called)),
            found.quoted or bool(_QUOTE.search(called)),
            found.strong or _is_on(style, "rPr/b"),
        )
        name = _value(style, "basedOn") or ""
    return replace(found, listed=found.listed and not found.level)


@dataclass(slots=True)
class Paper:
    """The document so far, laid out as text."""

    styles: dict[str, Style]
    texts: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    length: int = 0
    paragraphs: int = 0
    tables: int = 0

    def read(self, body: Any) -> None:
        """Read the paragraphs and tables of the body, in order."""
        for element in _flow(body):
            if element.tag == f"{_W}tbl":
                self.parts.append(self._table(element, ""))
            else:
                self.paragraphs += 1
                self.parts.extend(self._paragraph(element, f"문단 {self.paragraphs}"))

    def _table(self, element: Any, around: str, depth: int = 1) -> Grid:
        if not around:
            self.tables += 1
        rows = []
        for number, row in enumerate(_children(element, "tr"), 1):
            column, cells = 1, list[tuple[Part, ...]]()
            for cell in _children(row, "tc"):
                name = f"{around or f'표 {self.tables}'}!{_letters(column)}{number}"
                cells.append(tuple(self._cell(cell, name, depth)))
                width = min(_number(_value(cell, "tcPr/gridSpan")) or 1, _WIDEST)
                cells.extend([()] * (width - 1))
                column += width
            rows.append(tuple(cells))
        return Grid(tuple(rows))

    def _cell(self, cell: Any, name: str, depth: int) -> Iterator[Part]:
        for element in _flow(cell):
            if element.tag != f"{_W}tbl":
                yield from self._paragraph(element, name)
            elif depth < _DEEPEST:
                yield self._table(element, name, depth + 1)

    def _paragraph(self, element: Any, name: str, depth: int = 1) -> Iterator[Part]:
        """Yield the paragraph if it has text, then those of the text boxes that hang on it."""
        runs = list(_runs(element))
        text = "".join(run.text for run in runs)
        style = self.styles.get(_value(element, "pPr/pStyle") or "", Style())
        outline_level = _number(_value(element, "pPr/outlineLvl"))
        if outline_level is not None and outline_level < _BODY_LEVEL:
            style = replace(style, level=outline_level + 1)
        if text.strip():
            start, at, struck = self.length, self.length, list[SourceSpan]()
            for run in runs:
                if run.struck:
                    struck.append(SourceSpan(at, at + len(run.text)))
                at += len(run.text)
            self.texts.append(text)
            self.cells.append(Cell(start, name))
            self.length = at + 1
            strong = all(run.strong or not run.text.strip(" \t:：") for run in runs) or style.strong
            yield Paragraph(start, at, style, _depth(element, style), tuple(struck), strong)
        for box in _boxes(element) if depth < _DEEPEST else ():
            for inner in _flow(box):
                if inner.tag == f"{_W}tbl":
                    yield self._table(inner, name, depth + 1)
                else:
                    yield from self._paragraph(inner, name, depth + 1)


def _depth(element: Any, style: Style) -> int | None:
    """Return how deep in a list a paragraph stands, from 0; None if it is no list item."""
    number = _value(element, "pPr/numPr/numId")
    if number == "0" or style.level or (number is None and not style.listed):
        return None
    return min(_number(_value(element, "pPr/numPr/ilvl")) or 0, 8)


def _flow(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables right below an element, also those inside content controls and insertions."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            stack.extend(reversed(child))


def _children(element: Any, name: str) -> Iterator[Any]:
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            stack.extend(reversed(child))


@dataclass(frozen=True, slots=True)
class _Run:
    """Text of one look."""

    text: str
    strong: bool
    struck: bool


def _runs(paragraph: Any) -> Iterator[_Run]:
    """Yield the visible text of a paragraph run by run, without that of its text boxes."""
    stack = list(reversed(paragraph))
    while stack:
        child = stack.pop()
        if child.tag == f"{_W}r":
            text = "".join(_shown(child))
            if text and not _is_on(child, "rPr/vanish"):
                struck = _is_on(child, "rPr/strike") or _is_on(child, "rPr/dstrike")
                yield _Run(text, _is_on(child, "rPr/b"), struck)
        elif child.tag not in _UNSEEN:
            stack.extend(reversed(child))


def _shown(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{_W}t":
            yield re.sub(r"\s", " ", child.text or "")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield "\t"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes in a paragraph, the outer ones only."""
    stack = list(reversed(paragraph))
    while stack:
        child = stack.pop()
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _UNSEEN:
            stack.extend(reversed(child))


def _letters(column: int) -> str:
    """Return a column's letters as spreadsheets name them: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
