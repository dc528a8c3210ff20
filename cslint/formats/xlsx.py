"""XLSX: every sheet is a table; its source is the text of its cells, one under the other, each with its name."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from types import ModuleType
from typing import Any

from cslint.document import Document, ReadOptions
from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.reading.container import Program, check_container
from cslint.reading.sheets import count_cells
from cslint.reading.tables import Cell, Row, Table, read_table
from cslint.source import Cell as SourceCell
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_PROGRAM = Program("엑셀", ".xlsx", ".xls", "xl/media/")
_MOST_REPEATS = 10_000  # cells a merged cell may cover; more is a whole column, merged by mistake
# Sheets on which a team keeps track of its manual.
_HISTORY = re.compile(r"이력|변경\s?(?:내역|기록|로그)|히스토리|^(?:history|change\s?log)$", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(path: str, data: bytes, options: ReadOptions) -> Document:
    """Return the segments and replies of the workbook `data`, hidden sheets, rows and columns included.

    `Document.source.text` is every text cell in the order of sheets, rows and columns, joined by newlines, and
    `Document.source.cells` names them (`답변!B7`). Formulas count with the text they last gave. A sheet without the reply
    columns the configuration names holds no replies. Raises CslintError for what is no workbook, is locked, broken or
    goes over the limits, for such columns in no sheet, and where openpyxl is not installed.
    """
    sheets = list(_sheets(path, data, options.limits))
    source, rows_of = _source(path, sheets)
    tables: list[Table] = []
    lacking: list[CslintError] = []
    for sheet in sheets:
        chosen = replace(options, audience="agent") if _HISTORY.search(sheet.name) else options
        try:
            table = read_table(source, rows_of[sheet.name], chosen)
        except CslintError as error:  # this sheet has none of the configured columns; another one may
            lacking.append(error)
            table = read_table(source, rows_of[sheet.name], replace(options, audience="agent", reply_fields=()))
        tables.append(_under(sheet.name, table))
    if lacking and len(lacking) == len([rows for rows in rows_of.values() if rows]):
        raise lacking[0]
    return Document(
        source,
        "xlsx",
        tuple(segment for table in tables for segment in table.segments),
        tuple(reply for table in tables for reply in table.replies),
        tuple(comment for table in tables for comment in table.comments),
    )


def tables(path: str, data: bytes, options: ReadOptions) -> Iterator[tuple[Source, Iterator[Row]]]:
    """Yield the tables of the workbook that may hold replies: their source and their rows. Raises CslintError as `read` does."""
    source, rows_of = _source(path, list(_sheets(path, data, options.limits)))
    yield from ((source, iter(rows)) for name, rows in rows_of.items() if not _HISTORY.search(name))


@dataclass(frozen=True, slots=True)
class _Value:
    """One text cell: row and column from 1, its name in the sheet (`B7`), and where it was merged to."""

    row: int
    column: int
    name: str
    text: str
    covers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The text cells of a sheet, by rows."""

    name: str
    values: tuple[_Value, ...]


def _under(name: str, table: Table) -> Table:
    """Return the table with the sheet's name as the outermost heading of its replies."""
    replies = tuple(replace(reply, headings=(*reply.headings, name)) for reply in table.replies)
    return replace(table, replies=replies)


def _source(path: str, sheets: Iterable[_Sheet]) -> tuple[Source, dict[str, list[Row]]]:
    """Lay the cells out as one text, and return it with the rows of each sheet."""
    values = [(sheet.name, value) for sheet in sheets for value in sheet.values]
    places, at = [], 0
    for sheet_name, value in values:
        places.append(SourceCell(at, f"{sheet_name}!{value.name}"))
        at += len(value.text) + 1
    source = Source(path, "\n".join(value.text for _, value in values), "utf-8", tuple(places))
    starts = iter(places)
    rows = {sheet.name: list(_rows(source, sheet, starts)) for sheet in sheets}
    return source, rows


def _rows(source: Source, sheet: _Sheet, places: Iterator[SourceCell]) -> Iterator[Row]:
    """Yield the rows that hold text; `places` runs along with the cells. Merged cells stand in all the rows they cover."""
    repeated: dict[int, dict[int, Cell]] = {}  # by row, then column
    for number, values in groupby(sheet.values, key=lambda value: value.row):
        cells: dict[int, Cell] = {}
        start = end = -1
        for value in values:
            begin = next(places).start
            end = begin + len(value.text)
            start = begin if start < 0 else start
            built = TextBuilder(source.text).verbatim(begin, end).build()
            if built is None:
                continue
            cells[value.column] = Cell(*built, _unwritable)
            again = Cell(*built, _unwritable, repeated=True)
            for row, column in value.covers:
                repeated.setdefault(row, {})[column] = again
        shown = {**repeated.pop(number, {}), **cells}
        if cells:
            width = max(shown)
            yield Row(number, SourceSpan(start, end), tuple(shown.get(column) for column in range(1, width + 1)))


def _unwritable(_text: str) -> str | None:
    """Spell nothing: a workbook is not edited as text."""
    return None


def _sheets(path: str, data: bytes, limits: Limits) -> Iterator[_Sheet]:
    openpyxl = _openpyxl(path)
    check_container(path, data, _PROGRAM, limits)
    try:
        limits.check_cells(path, count_cells(data, limits.cells))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions openpyxl cannot keep; nothing is saved
            workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        sheets = [_Sheet(sheet.title, tuple(_values(sheet))) for sheet in workbook.worksheets]
    except CslintError:
        raise
    except Exception as error:  # openpyxl lets out whatever a broken part made Python raise
        raise CslintError("엑셀 파일이 망가져 읽을 수 없습니다.", path, "엑셀에서 열어 다시 저장해 주세요.") from error
    yield from sheets


def _openpyxl(path: str) -> ModuleType:
    try:
        import openpyxl  # noqa: PLC0415  (an extra: only who keeps workbooks installs it)
    except ImportError as error:
        hint = "pip install 'cslint[xlsx]'로 설치해 주세요."
        raise CslintError("엑셀 파일을 읽으려면 openpyxl이 필요합니다.", path, hint) from error
    return openpyxl  # type: ignore[no-any-return]


def _values(sheet: Any) -> Iterator[_Value]:
    """Yield the text cells of an openpyxl worksheet by rows; numbers, dates, flags and error values are no text."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    # The sheet's own iterators build every cell up to the last one: a stray format in row 1,048,576 makes millions.
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001
        if cell.data_type == "e" or not isinstance(cell.value, str) or not cell.value.strip():
            continue
        area = merged.get((row, column))
        covers: tuple[tuple[int, int], ...] = ()
        if area is not None and area.size["rows"] * area.size["columns"] <= _MOST_REPEATS:
            covers = tuple(place for line in area.rows for place in line if place != (row, column))
        yield _Value(row, column, cell.coordinate, _text(cell.value), covers)


def _text(value: str) -> str:
    """Return the text of a cell; a spreadsheet spells control characters `_x000D_`."""
    if "_x" not in value:
        return value
    return _ESCAPE.sub(_unescaped, value)


def _unescaped(escape: re.Match[str]) -> str:
    point = int(escape.group(1), 16)
    return escape.group() if 0xD800 <= point <= 0xDFFF else chr(point)
