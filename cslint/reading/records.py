"""Delimited text (RFC 4180 and what spreadsheets make of it) as rows of cells that know where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_DOUBLED = re.compile('""')
_MOST_COLUMNS = 16_384  # what spreadsheets hold; a line of a million commas is no table
_USUAL = Limits()


@dataclass(frozen=True, slots=True)
class RecordCell:
    """One cell. `span` holds its quotes too; `close` is the offset of the closing quote, None for a bare cell."""

    span: SourceSpan
    close: int | None = None

    def builder(self, text: str) -> TextBuilder:
        """Return the text of the cell with its map; a doubled quote maps to both its characters."""
        built = TextBuilder(text)
        if self.close is None:
            return built.verbatim(self.span.start, self.span.end)
        # Text behind the closing quote belongs to the cell, as in every spreadsheet: "가"나 reads 가나.
        at = self.span.start + 1
        for doubled in _DOUBLED.finditer(text, at, self.close):
            built.verbatim(at, doubled.start()).spelled('"', doubled.start(), doubled.end())
            at = doubled.end()
        return built.verbatim(at, self.close).verbatim(self.close + 1, self.span.end)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number from 1, blank rows counted as a spreadsheet counts them, and its cells (none if blank)."""

    number: int
    span: SourceSpan
    cells: tuple[RecordCell, ...]


def records(source: Source, delimiter: str, limits: Limits = _USUAL) -> Iterator[Record]:
    """Yield the rows of `source` one by one, blank ones too; `delimiter` is one character, or "" for one column.

    Quotes, doubled quotes and text behind a closing quote are read as `csv.reader` reads them; `\\r\\n`, `\\r` and
    `\\n` end a row. Raises CslintError where a quote opens that nothing closes, and for more cells than the limits allow.
    """
    text, at, number, count = source.text, 0, 1, 0
    stop = re.escape(delimiter)
    scan = re.compile(rf'"(?>(?:[^"]++|"")*)(?P<close>")?[^{stop}\r\n]*+|[^{stop}\r\n]*+')
    line_end = re.compile(r"\r\n|[\r\n]")
    while at < len(text):
        start, cells = at, []
        while found := scan.match(text, at):
            quoted = text.startswith('"', at)
            close = found.start("close") if quoted else None
            if close == -1:
                what = '여기서 연 따옴표(")가 닫히지 않았습니다.'
                raise CslintError(what, source.where(at), "셀 끝에 따옴표를 넣어 주세요.")
            cells.append(RecordCell(SourceSpan(at, found.end()), close))
            if len(cells) > _MOST_COLUMNS:
                what = f"한 행에 열이 {_MOST_COLUMNS:,}개를 넘습니다."
                raise CslintError(what, source.where(start), "구분 기호를 확인해 주세요.")
            at = found.end()
            if not delimiter or not text.startswith(delimiter, at):
                break
            at += 1
        blank = at == start
        count += len(cells)
        if count > limits.cells:
            limits.check_cells(source.where(start), count)
        yield Record(number, SourceSpan(start, at), () if blank else tuple(cells))
        if ended := line_end.match(text, at):
            at = ended.end()
        number += 1
