"""Apple string tables (`"key" = "글";`): the values are what the customer reads."""

import re

from cslint.document import Comment, Document, ReadOptions
from cslint.errors import CslintError
from cslint.reading.catalogue import Message, read_catalogue
from cslint.reading.escapes import UNICODE, build_through, quoted
from cslint.reading.instructions import comment_of
from cslint.reading.nodes import fault
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_SPACE = re.compile(r"\s*+")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\r\n]*+", re.DOTALL)
_KEY = re.compile(r'(?:"(?P<quoted>(?>(?:[^"\\]++|\\.)*))"|(?P<bare>[\w.$/:-]++))', re.DOTALL)
_VALUE = re.compile(r'\s*+=\s*+"(?P<text>(?>(?:[^"\\]++|\\.)*))"\s*+;', re.DOTALL)
_ESCAPE = re.compile(rf"{UNICODE.replace('u', '[uU]')}|\\[0-7]{{3}}|\\.", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": "\n", "\r": "\n"}


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the values of a string table as replies named by their keys; a comment may hold an instruction.

    Raises CslintError, with line and column, where no `"key" = "value";` stands.
    """
    text, at = source.text, 0
    messages: list[Message] = []
    comments: list[Comment] = []
    while (at := _skipped(text, at)) < len(text):
        if comment := _COMMENT.match(text, at):
            if told := comment_of(SourceSpan(*comment.span()), comment[0]):
                comments.append(told)
            at = comment.end()
            continue
        key = _KEY.match(text, at)
        value = _VALUE.match(text, key.end()) if key else None
        if not key or not value:
            raise _broken(source, at)
        built = build_through(TextBuilder(text), text, *value.span("text"), _ESCAPE, _LETTERS).build()
        if built:
            name = key["bare"] or key["quoted"] or ""
            messages.append(Message(name, *built, quoted, SourceSpan(at, value.end())))
        at = value.end()
    return read_catalogue(source, "strings", messages, comments, options)


def _skipped(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _broken(source: Source, at: int) -> CslintError:
    if source.text.startswith("/*", at):
        return fault(source, at, "주석이 닫히지 않았습니다.", "*/로 닫아 주세요.")
    return fault(source, at, '"키" = "글"; 모양이 아닙니다.', "따옴표와 끝의 쌍반점(;)을 확인해 주세요.")
