"""Readers of files: bytes become a Document. One module a format, behind one dict of suffixes."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from cslint.document import Document, ReadOptions
from cslint.source import Source

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
    ".csv": "csv",
    ".tsv": "csv",
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
# Formats read with a library that an extra installs: module → name of the extra, module of the library.
EXTRAS: dict[str, tuple[str, str]] = {"xlsx": ("xlsx", "openpyxl"), "docx": ("docx", "docx")}


def format_of(path: str) -> str:
    """Return the name of the format a file is read as, told by its suffix; an unknown suffix is plain text."""
    return FORMATS.get(PurePath(path).suffix.lower(), "text")


def read(path: str, data: bytes, options: ReadOptions) -> Document:
    """Return what the file at `path`, whose bytes are `data`, holds, read as its suffix says.

    Raises CslintError for bytes that are no text, and for what is not the format the suffix promises.
    """
    name = format_of(path)
    if name in _BINARY:
        document: Document = import_module(f"cslint.formats.{name}").read(path, data, options)
        return document
    return parser(name)(Source.decode(path, data), options)


def parser(name: str) -> Callable[[Source, ReadOptions], Document]:
    """Return the `parse` function of the text format called `name`, a value of `FORMATS`."""
    parse: Callable[[Source, ReadOptions], Document] = import_module(f"cslint.formats.{name}").parse
    return parse
