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
    table = read_table(source, _all_rows(source, options), options)
    return Document(source, "csv", table.segments, table.replies, table.comments)


def tables(path: str, data: bytes, options: ReadOptions) -> Iterator[tuple[Source, Iterator[Row]]]:
    """Yield the one table of the file as `parse` reads it: its source and its rows. Raises CslintError as `parse` does."""
    source = Source.decode(path, data)
    yield source, _all_rows(source, options)


def _all_rows(source: Source, options: ReadOptions) -> Iterator[Row]:
    is_told = source.path.lower().endswith((".tsv", ".tab"))
    delimiter, rivals = ("\t", "") if is_told else _delimiter(source, options)
    return _rows(source, delimiter, options, rivals)


def _rows(source: Source, delimiter: str, options: ReadOptions, rivals: str = "") -> Iterator[Row]:
    """Yield the rows. `rivals` are the delimiters that the file may turn out to have once one more of them is written."""
    # One of each for all cells: a big file has a million. A quoted cell that stands alone stays one, whatever is in it.
    bare = partial(_bare_spelling, '"\n\r' + delimiter + rivals)
    quoted = partial(_quoted_spelling, rivals if delimiter else "")
    for record in records(source, delimiter, options.limits):
        yield Row(record.number, record.span, tuple(_cell(source, cell, bare, quoted) for cell in record.cells))


def _cell(source: Source, cell: RecordCell, bare: Spell, quoted: Spell) -> Cell | None:
    built = cell.builder(source.text).build()
    if built is None:
        return None
    # Behind a closing quote quotes are not doubled, so what is safe in a bare cell is all that can be written.
    ends_with_quote = cell.close is not None and cell.close + 1 == cell.span.end
    return Cell(*built, quoted if ends_with_quote else bare)


def _delimiter(source: Source, options: ReadOptions) -> tuple[str, str]:
    """Return the delimiter that makes the best header, else the most columns, and those that might have been it.

    The delimiter is "" for a file of one column; where a known column tells it, there is no other.
    """
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
    known, _ = most
    return best or broken, "" if known else "".join(_DELIMITERS)


def _only_prose(text: str, delimiter: str) -> bool:
    """Tell whether every comma of `text` is one of prose (`네, 고객님`): machines put no space behind a delimiter."""
    return text.count(delimiter) == text.count(delimiter + " ")


def _quoted_spelling(unsafe: str, text: str) -> str | None:
    return text.replace('"', '""') if set(unsafe).isdisjoint(text) else None


def _bare_spelling(unsafe: str, text: str) -> str | None:
    return text if set(unsafe).isdisjoint(text) else None
