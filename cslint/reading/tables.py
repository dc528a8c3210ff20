"""Rows of a table become segments and replies: which row names the columns, and what each column's cells are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from cslint.document import Audience, Comment, Kind, ReadOptions, Reply, Segment, as_is
from cslint.errors import CslintError
from cslint.offsets import OffsetMap, TextSpan
from cslint.reading.exports import copies, settled
from cslint.reading.fields import Role, role
from cslint.reading.instructions import short_comment
from cslint.reading.regions import audience_of_label
from cslint.reading.values import Spell, has_hangul, replies_of, segments_of
from cslint.source import Source, SourceSpan

_LEAD = 5  # exports put a title, a date and blank rows above the header, not more
_SEARCHED = 100  # a sheet of nothing but blank rows is not read to its end for a header
_SENTENCE_END = re.compile(r"(?:[다요까죠][.!?…~]+|니다|세요)[\s\"'”’)\]]*(?:\n|$)|[다요까죠][.!?]+\s")
_MACHINE = re.compile(r"[\x21-\x7e]+|[^\W\d_]?[\W\d_]+")

_AUDIENCE = {
    Role.REPLY: Audience.CUSTOMER,
    Role.QUOTED_CUSTOMER: Audience.QUOTED_CUSTOMER,
    Role.BAD_EXAMPLE: Audience.BAD_EXAMPLE,
}
_ROLE_OF_LABEL = {
    Audience.CUSTOMER: Role.REPLY,
    Audience.QUOTED_CUSTOMER: Role.QUOTED_CUSTOMER,
    Audience.BAD_EXAMPLE: Role.BAD_EXAMPLE,
    Audience.AGENT: Role.AGENT,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: its text, the map to the source, and how text is written there.

    `repeated`: a merged cell shown in all the places it covers; this is not the first of them.
    """

    text: str
    offsets: OffsetMap
    spell: Spell = as_is
    repeated: bool = False

    @property
    def span(self) -> SourceSpan:
        """The source from the first to the last character of the cell's text."""
        return self.offsets.locate(TextSpan(0, len(self.text)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as people count (from 1), its source, and its cells; None stands for a blank one."""

    number: int
    span: SourceSpan
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What the header says of one column; a column without a name has no role either."""

    name: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds, in source order."""

    segments: tuple[Segment, ...]
    replies: tuple[Reply, ...]
    comments: tuple[Comment, ...]


def header_of(rows: Sequence[Row], options: ReadOptions) -> int | None:
    """Return the index in `rows` of the row that names the columns, or None.

    It is the row with the most known column names; failing that, the first whose cells are labels of replies
    (`고객께 보낼 말`). A row with a sentence in it is data.
    """
    labels = {index: labels_of(row) for index, row in enumerate(rows)}
    known = {index: sum(role(name, options) is not None for name in names) for index, names in labels.items()}
    if any(known.values()):
        return max(known, key=lambda index: known[index])
    for index, names in labels.items():
        if len(names) > 1 and any(audience_of_label(name) is Audience.CUSTOMER for name in names):
            return index
    return None


def labels_of(row: Row) -> list[str]:
    """Return the cells of a row that may name columns; none of a row with a sentence in it, which is data."""
    if any(cell and _has_sentence(cell.text) for cell in row.cells):
        return []
    return [cell.text for cell in row.cells if cell and not cell.repeated]


def read_table(source: Source, rows: Iterable[Row], options: ReadOptions) -> Table:
    """Return the segments, replies and comments of `rows`, which may be an iterator over a huge file.

    The header is looked for in the first five rows that hold something. Each value of a reply column is a reply (or
    one after each bad example in it). Without a header or a reply column, cells that hold sentences are replies.
    Raises CslintError if the configuration names reply columns and the header has none of them.
    """
    coming = iter(rows)
    lead = list(lead_of(coming))
    header = header_of(lead, options)
    columns = () if header is None else columns_of(lead[header], options)
    if options.reply_fields and lead and not any(column.role is Role.REPLY for column in columns):
        raise _no_such_column(source, lead[header or 0], options)
    reader = _Reader(source, options, columns)
    for index, row in enumerate(lead):
        if header is not None and index <= header:
            reader.read_heading(row)
        else:
            reader.read(row)
    for row in coming:
        reader.read(row)
    return reader.table()


def lead_of(rows: Iterator[Row]) -> Iterator[Row]:
    """Take from the first hundred of `rows` the five first that hold something: one of them may be the header."""
    return islice((row for row in islice(rows, _SEARCHED) if any(row.cells)), _LEAD)


def _has_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text)) and has_hangul(text)


def _is_machine_value(text: str) -> bool:
    """Tell whether `text` is an id, a number, a date, a flag or one ASCII token: nothing a person reads as text."""
    return bool(_MACHINE.fullmatch(text)) and not has_hangul(text)


def columns_of(row: Row, options: ReadOptions) -> tuple[Column, ...]:
    """Return what the header `row` says of the columns, a copy of another column being nobody's reply."""
    columns = [_column(cell, options) for cell in row.cells]
    names = [column.name for column in columns]
    roles = settled(names, (column.role for column in columns))
    copied = frozenset[int]() if options.reply_fields else copies(names, roles)
    return tuple(
        Column(name, Role.AGENT if at in copied else found)
        for at, (name, found) in enumerate(zip(names, roles, strict=True))
    )


def _column(cell: Cell | None, options: ReadOptions) -> Column:
    if cell is None:
        return Column("", None)
    name = " ".join(cell.text.split())
    found = role(name, options)
    if found is None and (audience := audience_of_label(name)):
        found = _ROLE_OF_LABEL[audience]
        if found is Role.REPLY and options.reply_fields:
            found = None
    return Column(name, found)


def _no_such_column(source: Source, row: Row, options: ReadOptions) -> CslintError:
    first = source.place(row.span.start)
    where = f"{source.path}:{first.cell or f'{first.line}:{first.column}'}"
    wanted = ", ".join(f"'{name}'" for name in options.reply_fields)
    names = [" ".join(cell.text.split()) for cell in row.cells if cell]
    shown = ", ".join(f"'{name[:20]}'" for name in names[:12])
    return CslintError(
        f"설정에서 답변 열로 정한 이름({wanted})이 이 표에 없습니다.", where, f"이 표에 있는 열: {shown}."
    )


class _Reader:
    """The table so far; lives for one call of `read_table`."""

    def __init__(self, source: Source, options: ReadOptions, columns: tuple[Column, ...]) -> None:
        self._source, self._audience, self._columns = source, options.audience, columns
        # With no column of replies a cell has to show by itself that it speaks to the customer.
        self._guesses = not any(column.role is Role.REPLY for column in columns)
        self._segments: list[Segment] = []
        self._replies: list[Reply] = []
        self._comments: list[Comment] = []

    def table(self) -> Table:
        return Table(tuple(self._segments), tuple(self._replies), tuple(self._comments))

    def read_heading(self, row: Row) -> None:
        """Read the header or a row above it: labels."""
        for cell in filter(None, row.cells):
            if not cell.repeated and not _is_machine_value(cell.text):
                self._add(cell, self._chosen(Audience.AGENT), Kind.HEADING, f"{row.number}행")

    def read(self, row: Row) -> None:
        """Read a row of data."""
        texts = partial(self._texts, row)
        titles, situations = texts(Role.TITLE), texts(Role.SITUATION)
        readable = [title for title in titles if not _is_machine_value(title)]
        title = next(chain(readable, situations, titles), None)
        declared = next(iter(situations), None)
        # A row called 나쁜 예 shows what not to send.
        is_bad = any(audience_of_label(name) is Audience.BAD_EXAMPLE for name in (*titles, *situations))
        for index, cell in enumerate(row.cells):
            if cell is None or cell.repeated:
                continue
            column = self._column(index)
            if column.role is Role.SUPPRESSION:
                self._comments.append(short_comment(cell.span, cell.text, row.span))
            elif not _is_machine_value(cell.text):
                label = f"{row.number}행 '{column.name}'" if column.name else f"{row.number}행 {index + 1}열"
                is_heading = column.role in (Role.TITLE, Role.SITUATION)
                audience = self._audience_of(column, cell)
                if is_bad and audience is Audience.CUSTOMER and not is_heading:
                    audience = Audience.BAD_EXAMPLE
                added = self._add(cell, audience, Kind.HEADING if is_heading else Kind.CELL, label)
                if audience is Audience.CUSTOMER and not is_heading:
                    headings = (*readable, *situations)
                    self._replies.extend(Reply(reply, title, declared, headings) for reply in replies_of(added))

    def _column(self, index: int) -> Column:
        return self._columns[index] if index < len(self._columns) else Column("", None)

    def _texts(self, row: Row, wanted: Role) -> list[str]:
        """Return what the cells of `row` in the columns of that role say."""
        return [
            cell.text
            for column, cell in zip(self._columns, row.cells, strict=False)
            if cell is not None and column.role is wanted
        ]

    def _audience_of(self, column: Column, cell: Cell) -> Audience:
        if column.role is None and self._guesses and _has_sentence(cell.text):
            return self._chosen(Audience.CUSTOMER)
        return self._chosen(_AUDIENCE.get(column.role, Audience.AGENT) if column.role else Audience.AGENT)

    def _chosen(self, audience: Audience) -> Audience:
        """Let the configuration's word on the whole file stand over what the column says."""
        if self._audience == "agent":
            return Audience.AGENT
        return Audience.CUSTOMER if self._audience == "customer" and audience is Audience.AGENT else audience

    def _add(self, cell: Cell, audience: Audience, kind: Kind, label: str) -> list[Segment]:
        found = segments_of(self._source, cell.text, cell.offsets, audience, kind, cell.spell, label)
        self._segments.extend(found)
        return found
