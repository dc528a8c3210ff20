"""Readers of files: bytes become a Document. One module a format, behind one dict of suffixes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING

from cslint.document import Document, ReadOptions
from cslint.source import Source

if TYPE_CHECKING:
    from cslint.reading.tables import Row

# Suffix in lower case → module of this package; imported when a file of its kind is read.
FORMATS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".po": "po",
    ".properties": "properties",
    ".xml": "xml",
    ".resx": "xml",
    ".xlf": "xml",
    ".xliff": "xml",
    ".arb": "json",
    ".strings": "strings",
}
# Formats whose files are not text: their module has `read(path, data, options)` in place of `parse(source, options)`.
_BINARY = frozenset(("xlsx", "docx"))
# Formats whose files are tables: their module has `tables(path, data, options)`.
_TABULAR = frozenset(("csv", "xlsx"))
# Formats read with a library that an extra installs: module → name of the extra, module of the library.
EXTRAS: dict[str, tuple[str, str]] = {"xlsx": ("xlsx", "openpyxl"), "docx": ("docx", "docx")}
# What people call each format.
_TITLES: dict[str, str] = {
    "text": "글",
    "markdown": "마크다운",
    "yaml": "YAML",
    "json": "JSON, ARB",
    "csv": "CSV, TSV",
    "xlsx": "엑셀",
    "docx": "워드",
    "html": "HTML",
    "po": "PO(gettext)",
    "properties": "자바 메시지",
    "xml": "XML, 안드로이드 문자열",
    "strings": "애플 문자열",
}


@dataclass(frozen=True, slots=True)
class Format:
    """A format as people choose it: its name, what it is called, its suffixes, and the extra it needs, if any.

    `installed`: whether it can be read here.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    extra: str | None
    installed: bool


def known_formats() -> tuple[Format, ...]:
    """Return all formats there are, in the order of `FORMATS`."""
    return tuple(_format(name) for name in dict.fromkeys(FORMATS.values()))


def _format(name: str) -> Format:
    extra, library = EXTRAS.get(name, (None, None))
    suffixes = tuple(suffix for suffix, module in FORMATS.items() if module == name)
    return Format(name, _TITLES[name], suffixes, extra, installed=library is None or find_spec(library) is not None)


def format_of(path: str) -> str:
    """Return the name of the format a file is read as, told by its suffix; an unknown suffix is plain text."""
    return FORMATS.get(PurePath(path).suffix.lower(), "text")


def read(path: str, data: bytes, options: ReadOptions) -> Document:
    """Return what the file at `path`, whose bytes are `data`, holds, read as its suffix says.

    Raises CslintError for bytes that are no text, for what is not the format the suffix promises, and for what goes
    over a limit of `options`; the size of the file is for the caller to check, before it is read.
    """
    name = format_of(path)
    if name in _BINARY:
        document: Document = import_module(f"cslint.formats.{name}").read(path, data, options)
        return document
    source = Source.decode(path, data)
    options.limits.check_lines(path, source.text)
    return parser(name)(source, options)


def tables(path: str, data: bytes, options: ReadOptions) -> "Iterator[tuple[Source, Iterator[Row]]]":
    """Yield the source and the rows of each table of a file, none if it is of another kind. Raises CslintError as `read` does."""
    name = format_of(path)
    if name in _TABULAR:
        yield from import_module(f"cslint.formats.{name}").tables(path, data, options)


def parser(name: str) -> Callable[[Source, ReadOptions], Document]:
    """Return the `parse` function of the text format called `name`, a value of `FORMATS`."""
    parse: Callable[[Source, ReadOptions], Document] = import_module(f"cslint.formats.{name}").parse
    return parse
