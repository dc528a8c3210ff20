"""PO (GNU gettext): the translations are what the customer reads; the originals are not ours to judge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cslint.document import Comment, Document, ReadOptions
from cslint.errors import CslintError
from cslint.reading.catalogue import Message, read_catalogue
from cslint.reading.escapes import build_through, quoted
from cslint.reading.instructions import comment_of
from cslint.reading.nodes import fault
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")
_FIELD = re.compile(r"(?P<name>msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<plural>[0-9]{1,3})\])?)\s*(?=\")")
_STRING = re.compile(r'"((?>(?:[^"\\]++|\\.)*))"\s*')
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the translations of a PO file as replies named by their originals.

    The header, fuzzy entries (nobody sees them) and obsolete ones (`#~`) are left out. A `cslint:` in any comment of
    an entry is an instruction. Raises CslintError, with line and column, for a line that is not PO
    and for a field that one entry has twice.
    """
    comments: list[Comment] = []
    messages = [message for entry in _entries(source, comments) for message in entry.messages(source.text)]
    return read_catalogue(source, "po", messages, comments, options)


@dataclass(slots=True)
class _Entry:
    """An entry being read: its flags, and the strings (inside of the quotes) of each field, plural forms by number."""

    fuzzy: bool = False
    fields: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def translated(self) -> bool:
        return any(name.startswith("msgstr") for name in self.fields)

    def messages(self, text: str) -> Iterator[Message]:
        original = self._said(text, "msgid")
        if self.fuzzy or not original:
            return
        context = self._said(text, "msgctxt")
        key = " ".join((f"{context}: {original}" if context else original).split())
        strings = [span for name, spans in self.fields.items() if name.startswith("msgstr") for span in spans]
        whole = SourceSpan(strings[0][0], strings[-1][1]) if strings else SourceSpan(0, 0)
        for name, spans in self.fields.items():
            if name.startswith("msgstr"):
                builder = TextBuilder(text)
                for start, end in spans:
                    build_through(builder, text, start, end, _ESCAPE, _LETTERS)
                if built := builder.build():
                    yield Message(key, *built, quoted, whole, context, original)

    def _said(self, text: str, name: str) -> str:
        return "".join(text[start:end] for start, end in self.fields.get(name, ()))


def _entries(source: Source, comments: list[Comment]) -> Iterator[_Entry]:
    """Yield the entries of the file, adding the instructions of their comments to `comments`."""
    entry, name = _Entry(), ""
    for line in _LINE.finditer(source.text):
        words = line[1].strip()
        start = line.start() + len(line[1]) - len(line[1].lstrip())
        if words.startswith("#~"):
            continue
        if entry.translated and (words.startswith(("#", "msgctxt")) or re.match(r"msgid(?!_)", words)):
            yield entry
            entry, name = _Entry(), ""
        if not words:
            continue
        if words.startswith("#"):
            entry.fuzzy = entry.fuzzy or (words.startswith("#,") and "fuzzy" in re.split(r"[,\s]+", words))
            if told := comment_of(SourceSpan(start, start + len(words)), words):
                comments.append(told)
            continue
        at = start
        if found := _FIELD.match(source.text, start, line.end(1)):
            name, at = found[0].strip(), found.end()
            if name in entry.fields:
                raise fault(source, start, f"한 항목에 같은 칸이 두 번 있습니다: `{name}`.", "하나만 남겨 주세요.")
            entry.fields[name] = []
        string = _STRING.fullmatch(source.text, at, line.end(1))
        if not string or not name:
            raise _broken(source, at, line.end(1), named=bool(name))
        entry.fields[name].append(string.span(1))
    yield entry


def _broken(source: Source, at: int, end: int, *, named: bool) -> CslintError:
    if source.text.startswith('"', at) and named:
        closed = source.text.rfind('"', at + 1, end) > at
        what = '큰따옴표(")가 문자열 안에 그대로 있습니다.' if closed else '큰따옴표(")가 닫히지 않았습니다.'
        return fault(source, at, what, '문자열 안의 따옴표는 \\"로 적습니다.')
    return fault(source, at, "PO 파일의 줄이 아닙니다.", 'msgid, msgstr, "…" 또는 #으로 시작해야 합니다.')
