"""CSV and TSV: a table whose answer columns hold replies."""

from collections.abc import Iterator
from functools import partial

from cslint.document import Document, ReadOptions
from cslint.errors import CslintError
from cslint.reading.fields import role
from cslint.reading.records import RecordCell, records
from cslint.reading.tables import Cell, Row, header_of, lead_of, read_table
from cslint.reading.values import Spell
from cslint.source import Source

_DELIMITERS = (",", "\t", ";", "|")


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the segments and replies of a CSV or TSV file.

    The delimiter is the one (comma, tab, semicolon, bar) that gives the header the most known columns; a header
    without any makes a one-column file, where commas are text. `.tsv` and `.tab` mean tab. Raises CslintError, with line and
    column, for a quote that is never closed, columns the configuration names but the file lacks, and
    more cells than the limits allow.
    """
    delimiter = "\t" if source.path.lower().endswith((".tsv", ".tab")) else _delimiter(source, options)
    table = read_table(source, _rows(source, delimiter, options), options)
    return Document(source, "csv", table.segments, table.replies, table.comments)


def _rows(source: Source, delimiter: str, options: ReadOptions) -> Iterator[Row]:
    bare = partial(_bare_spelling, delimiter)  # one for all cells: a big file has a million
    for record in records(source, delimiter, options.limits):
        yield Row(record.number, record.span, tuple(_cell(source, cell, bare) for cell in record.cells))


def _cell(source: Source, cell: RecordCell, bare: Spell) -> Cell | None:
    built = cell.builder(source.text).build()
    if built is None:
        return None
    # Behind a closing quote quotes are not doubled, so what is safe in a bare cell is all that can be written.
    ends_with_quote = cell.close is not None and cell.close + 1 == cell.span.end
    return Cell(*built, _quoted_spelling if ends_with_quote else bare)


def _delimiter(source: Source, options: ReadOptions) -> str:
    """Return the delimiter that makes the best header, else the most columns; "" for a file of one column."""
    best, most, broken = "", (0, 0), ""
    for delimiter in _DELIMITERS:
        lead: list[Row] = []
        try:
            for row in lead_of(_rows(source, delimiter, options)):
                lead.append(row)  # noqa: PERF402 - what came before an error is wanted
        except CslintError:
            # Read with a delimiter that is not the file's, a quote may seem open; the rows before it still count.
            broken = broken or delimiter
        if not lead:
            continue
        header = header_of(lead, options)
        if header is None and _only_prose(source.text[lead[0].span.start : lead[-1].span.end], delimiter):
            continue
        cells = [cell for cell in lead[header or 0].cells if cell]
        known = 0 if header is None else sum(role(cell.text, options) is not None for cell in cells)
        if len(lead[header or 0].cells) > 1 and (known, len(cells)) > most:
            best, most = delimiter, (known, len(cells))
    return best or broken


def _only_prose(text: str, delimiter: str) -> bool:
    """Tell whether every comma of `text` is one of prose (`네, 고객님`): machines put no space behind a delimiter."""
    return text.count(delimiter) == text.count(delimiter + " ")


def _quoted_spelling(text: str) -> str | None:
    return text.replace('"', '""')


def _bare_spelling(delimiter: str, text: str) -> str | None:
    # Where no delimiter was found, any of them would make columns.
    unsafe = any(char in text for char in ('"', "\n", "\r", *(delimiter or _DELIMITERS)))
    return None if unsafe else text
