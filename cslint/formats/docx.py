"""DOCX: paragraphs, lists and tables; its source is the text of them, one under the other, each with its name."""

import io
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from cslint.document import Comment, Document, Kind, ReadOptions
from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.reading.blocks import Block, Break, Item, Table
from cslint.reading.container import Program, check_container
from cslint.reading.grids import GridCell, blocks_of
from cslint.reading.instructions import comment_of
from cslint.reading.outline import outline
from cslint.reading.voices import Manner
from cslint.reading.wordfile import Grid, Paper, Paragraph, Part, Style, read_styles
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_PROGRAM = Program("워드", ".docx", ".doc", "word/media/")
_SEPARATOR = re.compile(r"[-=*_─━\s]{3,}")


def read(path: str, data: bytes, options: ReadOptions) -> Document:
    """Return the segments and replies of the Word document `data`.

    `Document.source.text` is every paragraph that holds text, in order, joined by newlines; `Document.source.cells` names
    them: `문단 12` counts all paragraphs of the body, `표 1!B3` the cells of the first table. Deleted text of tracked changes is not
    read. A paragraph `cslint: …` is an instruction. Raises CslintError for what is no Word document, is locked, broken,
    holds no text or unpacks to more than the limits allow, and where python-docx is not installed.
    """
    body, styles = _opened(path, data, options.limits)
    try:
        paper = Paper(styles)
        paper.read(body)
    except Exception as error:  # whatever a broken part made Python raise
        raise _broken(path) from error
    source = Source(path, "\n".join(paper.texts), "utf-8", tuple(paper.cells))
    if not source.text:
        raise CslintError("워드 파일에 읽을 글이 없습니다.", path, "그림으로 된 글은 읽지 못합니다. 글로 적어 주세요.")
    comments: list[Comment] = []
    blocks = list(_blocks(source, paper.parts, comments, options))
    made = outline(blocks, Manner(options, by_prose=True, spell=_unwritable, spell_cell=_unwritable))
    told = sorted((*comments, *made.comments), key=lambda comment: comment.span)
    return Document(source, "docx", made.segments, made.replies, tuple(told))


def _unwritable(_text: str) -> str | None:
    """Spell nothing: a Word document is not edited as text."""
    return None


def _library(path: str) -> ModuleType:
    try:
        import docx  # noqa: PLC0415  (an extra: only who keeps Word documents installs it)
    except ImportError as error:
        hint = "pip install 'cslint[docx]'로 설치해 주세요."
        raise CslintError("워드 파일을 읽으려면 python-docx가 필요합니다.", path, hint) from error
    return docx


def _broken(path: str) -> CslintError:
    return CslintError("워드 파일이 망가져 읽을 수 없습니다.", path, "워드에서 열어 다시 저장해 주세요.")


def _opened(path: str, data: bytes, limits: Limits) -> tuple[Any, dict[str, Style]]:
    """Return the body element of the document and its styles by id."""
    docx = _library(path)
    check_container(path, data, _PROGRAM, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        return document.element.body, read_styles(document.styles.element)
    except Exception as error:  # python-docx lets out whatever a broken part made Python raise
        raise _broken(path) from error


def _blocks(
    source: Source, parts: list[Part], comments: list[Comment], options: ReadOptions
) -> Iterator[Block | Table | Break]:
    """Yield the blocks of the document, adding its instructions to `comments`."""
    items: list[Item] = []  # the open list item of each depth
    spans = _list_spans(parts)
    for part, whole in zip(parts, spans, strict=True):
        if isinstance(part, Grid):
            items = []
            yield from _grid_blocks(source, part, comments, options)
            continue
        text = source.text[part.start : part.end].strip()
        if told := comment_of(SourceSpan(part.start, part.end), text):
            comments.append(told)
            continue
        if _SEPARATOR.fullmatch(text):
            yield Break(rule=True)
            continue
        items = items[: part.depth] if part.depth is not None else []
        if part.depth is not None:
            items.append(Item(items[-1] if items else None))
        block = _block(source, part, items[-1] if items else None, whole)
        if block:
            yield block


def _block(source: Source, part: Paragraph, item: Item | None, whole: SourceSpan | None) -> Block | None:
    built = TextBuilder(source.text).verbatim(part.start, part.end).build()
    if built is None:
        return None
    style = part.style
    kind = Kind.HEADING if style.level else Kind.ITEM if item else Kind.PARAGRAPH
    return Block(*built, kind, style.level, part.strong, style.quoted, item, whole, (), part.struck)


def _list_spans(parts: list[Part]) -> list[SourceSpan | None]:
    """Return for each part the source of the list it is an item of."""
    spans: list[SourceSpan | None] = [None] * len(parts)
    run: list[tuple[int, Paragraph]] = []
    for at, part in enumerate([*parts, Grid(())]):
        if isinstance(part, Paragraph) and part.depth is not None:
            run.append((at, part))
            continue
        for index, _ in run:
            spans[index] = SourceSpan(run[0][1].start, run[-1][1].end)
        run = []
    return spans


def _grid_blocks(
    source: Source, grid: Grid, comments: list[Comment], options: ReadOptions
) -> list[Block | Table | Break]:
    places = list(_paragraphs(grid))
    if not places:
        return []
    whole = SourceSpan(places[0].start, places[-1].end)
    rows = []
    for row in grid.rows:
        cells = []
        for parts in row:
            inside = [
                place for part in parts for place in ((part,) if isinstance(part, Paragraph) else _paragraphs(part))
            ]
            blocks = (block for block in _blocks(source, list(inside), comments, options) if isinstance(block, Block))
            cells.append(GridCell(tuple(blocks)))
        rows.append(cells)
    return blocks_of(rows, whole, options)


def _paragraphs(grid: Grid) -> Iterator[Paragraph]:
    """Yield the paragraphs of all cells of a grid, those of the tables inside them too."""
    for row in grid.rows:
        for parts in row:
            for part in parts:
                if isinstance(part, Paragraph):
                    yield part
                else:
                    yield from _paragraphs(part)
