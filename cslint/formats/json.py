"""JSON and JSON Lines: macro exports and message catalogues, read with exact places through escapes."""

import json
import re
from functools import partial

from cslint.document import Document, ReadOptions
from cslint.limits import Limits
from cslint.offsets import OffsetMap
from cslint.reading.escapes import has_hangul_escapes
from cslint.reading.keyed import read_document
from cslint.reading.nodes import Entry, Items, Mapping, Node, Scalar, fault, refuse_repeated_keys, too_deep
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_SPACE = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"((?>(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*))"')
_STRING_START = re.compile(r'"(?>(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)')
_OTHER = re.compile(
    r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity)(?![A-Za-z0-9_.])"
)
# Conjoining jamo are taken a syllable at a time, so that they are read as the letter they are.
_ESCAPE = re.compile(
    r"\\u11[01][0-9a-fA-F]\\u11[67][0-9a-fA-F](?:\\u11[a-cA-C][0-9a-fA-F])?|"
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the segments and replies of a JSON file, or of each line of a `.jsonl` or `.ndjson` file.

    Raises CslintError, with line and column, for text that is not JSON and for collections nested
    deeper than the limits allow.
    """
    reader = _Reader(source, options.limits)
    lines = source.path.lower().endswith((".jsonl", ".ndjson"))
    roots = reader.lines() if lines else (reader.whole(),)
    refuse_repeated_keys(source, roots)
    return read_document(source, "json", roots, options)


class _Open:
    """A collection whose end is not read yet."""

    def __init__(self, start: int, *, keyed: bool) -> None:
        self.start, self.keyed, self.closer = start, keyed, "}" if keyed else "]"
        self.key: tuple[int, str] = (start, "")
        self.entries: list[Entry] = []
        self.items: list[Node] = []

    def add(self, node: Node) -> None:
        if self.keyed:
            self.entries.append(Entry(SourceSpan(self.key[0], node.span.end), self.key[1], node))
        else:
            self.items.append(node)

    def close(self, end: int) -> Node:
        span = SourceSpan(self.start, end)
        return Mapping(span, tuple(self.entries)) if self.keyed else Items(span, tuple(self.items))


class _Reader:
    """Reads values from one source, without recursion: `at` is the offset of the next character."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source, self.text, self.at, self.limits = source, source.text, 0, limits

    def whole(self) -> Node:
        node = self.value()
        self.space()
        if self.at < len(self.text):
            raise fault(self.source, self.at, "JSON 값이 끝난 뒤에 다른 글자가 더 있습니다.")
        return node

    def lines(self) -> tuple[Node, ...]:
        roots = []
        self.space()
        while self.at < len(self.text):
            roots.append(self.value())
            end = self.at
            self.space()
            between = self.text[end : self.at]
            if self.at < len(self.text) and "\n" not in between and "\r" not in between:
                raise fault(self.source, self.at, "한 줄에 JSON 값이 둘 이상 있습니다.")
        return tuple(roots)

    def space(self) -> str:
        """Skip white space and return the character behind it, empty at the end of the file."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def value(self) -> Node:
        stack: list[_Open] = []
        while True:
            char = self.space()
            if char in ("{", "["):
                if len(stack) >= self.limits.nesting:
                    raise too_deep(self.source, self.at, self.limits)
                opened = _Open(self.at, keyed=char == "{")
                self.at += 1
                if self.space() != opened.closer:
                    stack.append(opened)
                    self.begin(opened)
                    continue
                self.at += 1
                node = opened.close(self.at)
            else:
                node = self.scalar()
            while stack:
                stack[-1].add(node)
                char = self.space()
                if char == ",":
                    self.at += 1
                    self.begin(stack[-1])
                    break
                if char != stack[-1].closer:
                    raise fault(
                        self.source, self.at, f"쉼표(,)나 닫는 괄호({stack[-1].closer})가 있어야 할 자리입니다."
                    )
                self.at += 1
                node = stack.pop().close(self.at)
            else:
                return node

    def begin(self, opened: _Open) -> None:
        """Read the key of the next entry, if `opened` has keys."""
        char = self.space()
        if char == opened.closer:
            raise fault(self.source, self.at, "마지막 값 뒤의 쉼표(,)를 지워 주세요.")
        if not opened.keyed:
            return
        if char != '"':
            raise fault(self.source, self.at, '큰따옴표(")로 둘러싼 키가 있어야 할 자리입니다.')
        key = self.string()
        if self.space() != ":":
            raise fault(self.source, self.at, "키 뒤에 쌍점(:)이 있어야 합니다.")
        self.at += 1
        opened.key = (key.span.start, key.text)

    def scalar(self) -> Scalar:
        if self.text[self.at : self.at + 1] == '"':
            return self.string()
        found = _OTHER.match(self.text, self.at)
        if not found:
            at_end = self.at >= len(self.text)
            what = "JSON이 끝나기 전에 파일이 끝났습니다." if at_end else "JSON 값이 있어야 할 자리입니다."
            raise fault(self.source, self.at, what)
        self.at = found.end()
        return Scalar(SourceSpan(*found.span()), found[0], _nothing, _nowhere, string=False)

    def string(self) -> Scalar:
        found = _STRING.match(self.text, self.at)
        if not found:
            raise self.broken_string()
        start, end = found.span(1)
        self.at = found.end()
        body = found[1]
        text = json.loads(found[0]) if "\\" in body else body
        read = partial(_read, self.text, start, end)
        return Scalar(SourceSpan(*found.span()), text, read, partial(_spell, has_hangul_escapes(body)))

    def broken_string(self) -> Exception:
        found = _STRING_START.match(self.text, self.at)
        stop = found.end() if found else self.at
        char = self.text[stop : stop + 1]
        if char == "\\":
            return fault(self.source, stop, "JSON에 없는 이스케이프(\\)입니다.", "역슬래시 자체는 \\\\로 적습니다.")
        if char in ("\n", "\r", ""):
            return fault(self.source, self.at, '큰따옴표(")가 닫히지 않았습니다.', "줄바꿈은 \\n으로 적습니다.")
        return fault(self.source, stop, "문자열 안에 제어 문자가 있습니다.", "탭은 \\t로 적습니다.")


def _nothing() -> None:
    return None


def _nowhere(_text: str) -> None:
    return None


def _read(source: str, start: int, end: int) -> tuple[str, OffsetMap] | None:
    """Map the inside of a string, `start:end` of the source, through its escapes."""
    builder, at = TextBuilder(source), start
    for escape in _ESCAPE.finditer(source, start, end):
        builder.verbatim(at, escape.start())
        builder.spelled(json.loads(f'"{escape[0]}"'), *escape.span())
        at = escape.end()
    return builder.verbatim(at, end).build()


def _spell(escapes: bool, text: str) -> str:  # noqa: FBT001 -- bound by `partial`, never called with a bare True
    """Write `text` inside a JSON string; Hangul as `\\uXXXX` where the string already does so."""
    return json.dumps(text, ensure_ascii=escapes)[1:-1]
