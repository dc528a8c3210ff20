"""Java properties: message bundles with `\\uXXXX` escapes and continued lines, read with exact places."""

import re
from functools import partial

from cslint.document import Comment, Document, ReadOptions
from cslint.reading.catalogue import Message, read_catalogue
from cslint.reading.escapes import UNICODE, build_through, escaped_unicode, has_hangul_escapes
from cslint.reading.instructions import comment_of
from cslint.reading.nodes import fault
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_END = r"(?:\r\n|\r|\n)"
_JOINED = rf"\\{_END}[ \t\f]*+"
_BLANK = re.compile(rf"(?>(?:[ \t\f]++|{_END})*)")
_GAP = rf"(?>(?:[ \t\f]++|{_JOINED})*)"
_COMMENT = re.compile(r"[#!][^\r\n]*+")
_KEY = re.compile(rf"(?>(?:\\(?:{_END}|.)|[^\\=: \t\f\r\n]++)*)", re.DOTALL)
_SEPARATOR = re.compile(rf"{_GAP}[=:]?{_GAP}")
_VALUE = re.compile(rf"(?>(?:\\(?:{_END}|.)|[^\\\r\n]++)*)\\?", re.DOTALL)
_ESCAPE = re.compile(rf"{_JOINED}|{UNICODE}|\\.", re.DOTALL)
_BAD_UNICODE = re.compile(r"(?<!\\)(?>(?:\\\\)*)(?P<at>\\u)(?![0-9a-fA-F]{4})")
# A continued line says nothing: what `\` stands before is a line end. Java has no octal numbers here.
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "\n": "", "\r": "", **{digit: digit for digit in "01234567"}}


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the values of a properties file as replies named by their keys; a comment may hold an instruction.

    Raises CslintError, with line and column, for a `\\u` without four digits behind it.
    """
    text, at = source.text, 0
    messages: list[Message] = []
    comments: list[Comment] = []
    while (at := _end(_BLANK, text, at)) < len(text):
        if comment := _COMMENT.match(text, at):
            if told := comment_of(SourceSpan(*comment.span()), comment[0]):
                comments.append(told)
            at = comment.end()
            continue
        start, key_end = at, _end(_KEY, text, at)
        value = _end(_SEPARATOR, text, key_end)
        at = _end(_VALUE, text, value)
        if bad := _BAD_UNICODE.search(text, start, at):
            raise fault(source, bad.start("at"), "\\u 뒤에 16진수 네 자리가 있어야 합니다.")
        key = build_through(TextBuilder(text), text, start, key_end, _ESCAPE, _LETTERS).build()
        built = build_through(TextBuilder(text), text, value, at, _ESCAPE, _LETTERS).build()
        if built:
            spell = partial(_spell, has_hangul_escapes(text[value:at]))
            messages.append(Message(key[0] if key else "", *built, spell, SourceSpan(start, at)))
    return read_catalogue(source, "properties", messages, comments, options)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where what `pattern`, which matches also nothing, finds at `at` ends."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _spell(escapes: bool, text: str) -> str | None:  # noqa: FBT001 -- bound by `partial`, never called with a bare True
    """Write `text` inside a value; Hangul as `\\uXXXX` where the value already does so."""
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    if not text.isprintable() or text.startswith(" "):
        return None
    return escaped_unicode(text) if escapes else text
