"""Tables as documents draw them: some name their columns, some their rows, and some only lay out a page or a box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cslint.document import Audience, Kind, ReadOptions
from cslint.offsets import TextSpan
from cslint.reading.blocks import Block, Break, Row, Table
from cslint.reading.fields import Role, role
from cslint.reading.regions import audience_of_label, ends_sentence
from cslint.source import SourceSpan
from cslint.textbuilder import TextBuilder

_LONGEST_NAME = 40  # code points; a longer cell is no column's name
_TOO_MANY = 200  # rows or columns turned over; more is data with names that look like labels


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: the blocks in it, in source order (none if it is blank), and whether it is marked as a header."""

    blocks: tuple[Block, ...]
    header: bool = False


Grid = Sequence[Sequence[GridCell]]


def blocks_of(grid: Grid, whole: SourceSpan, options: ReadOptions) -> list[Block | Table | Break]:
    """Return the blocks that a table standing at `whole` stands for, by rows.

    A first row of column names (marked as headers, or known by their words) makes a Table; a first column of known names
    makes a Table with the rows as its columns. Anything else is layout: its cells are prose, each row that holds more
    than one sentence for itself.
    """
    rows = [list(row) for row in grid if any(cell.blocks for cell in row)]
    if not rows:
        return []
    if len(rows) > 1 and (_names(rows[0], options) or _is_marked(rows[0])):
        return [_table(rows, whole)]
    first = [row[0] for row in rows if row]
    width = max(len(row) for row in rows)
    if width > 1 and len(rows) < _TOO_MANY and width < _TOO_MANY and _names(first, options, least=2):
        blank = GridCell(())
        turned = [[row[at] if at < len(row) else blank for row in rows] for at in range(width)]
        return [_table(turned, whole)]
    return list(_laid_out(rows))


def _laid_out(rows: Grid) -> Iterator[Block | Break]:
    told = [row for row in rows if any(map(_has_sentence, row))]
    listed = len(told) > 1 and any(sum(bool(cell.blocks) for cell in row) > 1 for row in told)
    for row in rows:
        for cell in row:
            # Beside an answer, a cell without a sentence (`1`, `환불`) is its name.
            is_name = listed and not _has_sentence(cell)
            yield from (replace(block, strong=True) if is_name else block for block in cell.blocks)
        if listed:
            yield Break(rule=False)


def _has_sentence(cell: GridCell) -> bool:
    return any(ends_sentence(block.text) for block in cell.blocks)


def _is_marked(row: Sequence[GridCell]) -> bool:
    return sum(bool(cell.blocks) for cell in row) > 1 and all(cell.header for cell in row if cell.blocks)


def _names(cells: Sequence[GridCell], options: ReadOptions, least: int = 1) -> bool:
    """Tell whether `cells` name what stands below or beside them: no sentences, and `least` names that say for whom."""
    names = [block.text for cell in cells for block in cell.blocks]
    if any(len(name) > _LONGEST_NAME or ends_sentence(name) for name in names):
        return False
    known = [role(name, options) for name in names]
    replies = sum(found is Role.REPLY for found in known)
    said = sum(
        found is not None or audience_of_label(name) is not None for name, found in zip(names, known, strict=True)
    )
    spoken = any(audience_of_label(name) is Audience.CUSTOMER for name in names)
    return said >= least and (bool(replies) or spoken or said > len(names) // 2)


def _table(rows: Grid, whole: SourceSpan) -> Table:
    joined = [tuple(joined_cell(cell.blocks, whole) for cell in row) for row in rows]
    width = max(len(row) for row in joined)
    header = joined[0] + (None,) * (width - len(joined[0]))
    return Table(header, tuple(Row(_span(row, whole), row) for row in joined[1:]))


def _span(row: Sequence[Block | None], whole: SourceSpan) -> SourceSpan:
    """Return the source from the first to the last character of a row; the whole table if it is blank."""
    spans = [cell.offsets.locate(TextSpan(0, len(cell.text))) for cell in row if cell]
    if not spans:
        return whole
    return SourceSpan(min(span.start for span in spans), max(span.end for span in spans))


def joined_cell(blocks: Sequence[Block], whole: SourceSpan) -> Block | None:
    """Return the blocks of one cell as one block, a line each; None if there are none."""
    if not blocks:
        return None
    builder = TextBuilder("")
    for before, block in pairwise((None, *blocks)):
        if block is None:
            continue
        if before is not None:
            end = before.offsets.pieces[-1].source.end
            builder.spelled("\n", end, block.offsets.pieces[0].source.start)
        builder.copy(block.text, block.offsets, TextSpan(0, len(block.text)))
    built = builder.build()
    if built is None:
        return None
    return Block(
        *built,
        Kind.CELL,
        strong=all(block.strong for block in blocks),
        whole=whole,
        opaque=tuple(span for block in blocks for span in block.opaque),
        struck=tuple(span for block in blocks for span in block.struck),
    )
