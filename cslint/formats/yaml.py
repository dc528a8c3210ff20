"""YAML: saved replies, macros and message catalogues, read from parsing events; no object is ever built."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

import yaml

from cslint.document import Comment, Document, ReadOptions
from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.reading.fields import Role
from cslint.reading.instructions import about, comment_of
from cslint.reading.keyed import read_document
from cslint.reading.keynames import role_of
from cslint.reading.nodes import Alias, Entry, Items, Mapping, Node, Scalar, fault, refuse_repeated_keys, too_deep
from cslint.reading.scalars import ScalarPlace, ScalarSpelling, skip_properties
from cslint.source import Source, SourceSpan

# The C parser is some twenty times faster; both give places in code points.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMENT = re.compile(r"(?<![^\s])#[ \t]*cslint[^\r\n\x85\u2028\u2029]*")
_BLANK = re.compile(r"[ \t]*")
_HANGUL_ESCAPE = re.compile(r"\\(?:u|U0000)(?:[aA][c-fC-F]|[bBcC][0-9a-fA-F]|[dD][0-7]|11|3[1])[0-9a-fA-F]{2}")
_PROBLEMS = (
    ("found character '\\t'", "들여쓰기에 탭을 쓸 수 없습니다.", "탭을 공백으로 바꿔 주세요."),
    ("cannot start any token", "여기에 올 수 없는 글자입니다.", "값을 따옴표로 둘러싸 주세요."),
    ("mapping values are not allowed", "여기에는 쌍점(:)이 올 수 없습니다.", "값에 쌍점이 있으면 값을 따옴표로 둘러싸 주세요."),
    ("could not find expected ':'", "키 뒤에 쌍점(:)이 없습니다.", "쌍점과 들여쓰기를 확인해 주세요."),
    ("unexpected end of stream", "따옴표가 닫히지 않은 채 파일이 끝났습니다.", None),
    ("document separator", "따옴표가 닫히지 않은 채 문서가 끝났습니다.", None),
    ("unknown escape character", "큰따옴표 안에서 쓸 수 없는 이스케이프(\\)입니다.", "역슬래시 자체는 \\\\로 적습니다."),
    ("expected <block end>", "들여쓰기나 따옴표가 앞줄과 맞지 않습니다.", "들여쓰기와 따옴표의 짝을 확인해 주세요."),
    ("did not find expected key", "들여쓰기나 따옴표가 앞줄과 맞지 않습니다.", "들여쓰기와 따옴표의 짝을 확인해 주세요."),
    ("did not find expected '-' indicator", "목록의 들여쓰기가 앞줄과 맞지 않습니다.", "들여쓰기를 확인해 주세요."),
    ("expected ',' or", "쉼표(,)나 닫는 괄호가 있어야 할 자리입니다.", None),
    ("alias", "별칭(*)의 이름이 바르지 않습니다.", None),
    ("anchor", "앵커(&)의 이름이 바르지 않습니다.", None),
    ("tag", "태그(!)가 바르지 않습니다.", None),
    ("sequence entries are not allowed", "여기에는 목록(-)이 올 수 없습니다.", "줄을 바꿔 적어 주세요."),
    ("block sequence entries", "여기에는 목록(-)이 올 수 없습니다.", "줄을 바꿔 적어 주세요."),
)  # fmt: skip


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the segments and replies of all documents of a YAML file.

    What an anchor names is read where it is defined and nowhere else. Raises CslintError, with line and column, for
    text that is not YAML, an alias without anchor, and collections nested deeper than the limits allow.
    """
    if bad := _UNPRINTABLE.search(source.text):
        raise fault(source, bad.start(), f"YAML에 쓸 수 없는 제어 문자(U+{ord(bad[0]):04X})가 있습니다.")
    tree = _Tree(source, options.limits)
    roots = tree.read()
    refuse_repeated_keys(source, roots)
    return read_document(source, "yaml", roots, options, _comments(source, tree, roots, options))


class _Open:
    """A collection whose end is not read yet."""

    def __init__(self, event: Any, start: int) -> None:
        self.start = start
        self.keyed = isinstance(event, yaml.MappingStartEvent)
        self.flow: bool = bool(event.flow_style)
        self.anchor: str | None = event.anchor
        self.nodes: list[Node] = []

    def close(self, end: int) -> Node:
        # A block collection ends with its last child; the parser says so only at the next token.
        end = end if self.flow or not self.nodes else self.nodes[-1].span.end
        span = SourceSpan(self.start, max(self.start, end))
        if not self.keyed:
            return Items(span, tuple(self.nodes))
        pairs = zip(self.nodes[::2], self.nodes[1::2], strict=True)
        return Mapping(span, tuple(_entry(key, value) for key, value in pairs))


def _entry(key: Node, value: Node) -> Entry:
    name = key.target if isinstance(key, Alias) else key
    text = name.text if isinstance(name, Scalar) else ""
    return Entry(SourceSpan(key.span.start, max(key.span.end, value.span.end)), text, value)


class _Tree:
    """Builds nodes from events, without recursion; `texts` are the spans of all scalar contents, in order."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source, self._limits = source, limits
        # The parser drops a byte order mark that is still there, and does not count it.
        self._shift = len(source.text) - len(source.text.lstrip("\ufeff"))
        self._anchors: dict[str, Node] = {}
        self.texts: list[SourceSpan] = []

    def read(self) -> tuple[Node, ...]:
        """Return the root node of each document."""
        roots: list[Node] = []
        stack: list[_Open] = []
        for event in self._events():
            node: Node | None = None
            start = event.start_mark.index + self._shift
            end = event.end_mark.index + self._shift
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors = {}
            elif isinstance(event, yaml.CollectionStartEvent):
                if len(stack) >= self._limits.nesting:
                    raise too_deep(self._source, start, self._limits)
                stack.append(_Open(event, skip_properties(self._source.text, start)))
            elif isinstance(event, yaml.CollectionEndEvent):
                opened = stack.pop()
                node = self._named(opened.anchor, opened.close(end))
            elif isinstance(event, yaml.ScalarEvent):
                node = self._named(
                    event.anchor, self._scalar(event, start, end, in_flow=any(o.flow for o in stack[-1:]))
                )
            elif isinstance(event, yaml.AliasEvent):
                if event.anchor not in self._anchors:
                    raise fault(self._source, start, f"별칭 *{event.anchor}의 앵커(&{event.anchor})가 앞에 없습니다.")
                node = Alias(SourceSpan(start, end), self._anchors[event.anchor])
            if node is not None:
                (stack[-1].nodes if stack else roots).append(node)
        return tuple(roots)

    def _events(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self._source.text[self._shift :], Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            raise _told(self._source, error, self._shift) from error
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            raise CslintError("YAML 문법에 맞지 않아 읽을 수 없습니다.", self._source.path) from error

    def _named(self, anchor: str | None, node: Node) -> Node:
        if anchor:
            self._anchors[anchor] = node
        return node

    def _scalar(self, event: Any, start: int, end: int, *, in_flow: bool) -> Scalar:
        text = self._source.text
        start = min(skip_properties(text, start), end) if event.value or event.style else end
        style = event.style or ""
        place = ScalarPlace(text, start, end, style, event.value)
        if start < end:
            self.texts.append(SourceSpan(place.content, end))
        escapes = style == '"' and bool(_HANGUL_ESCAPE.search(text, start, end))
        spelling = ScalarSpelling(style, in_flow, escapes)
        return Scalar(SourceSpan(start, end), event.value, place.read, spelling)


def _told(source: Source, error: yaml.MarkedYAMLError, shift: int) -> CslintError:
    said = f"{error.problem or ''} {error.context or ''}"
    mark = error.problem_mark or error.context_mark
    what, hint = next(
        ((what, hint) for words, what, hint in _PROBLEMS if words in said),
        ("YAML 문법에 맞지 않습니다.", "들여쓰기, 쌍점, 따옴표를 확인해 주세요."),
    )
    return fault(source, (mark.index if mark else 0) + shift, what, hint)


def _comments(source: Source, tree: _Tree, roots: tuple[Node, ...], options: ReadOptions) -> list[Comment]:
    """Return the `# cslint: …` comments with what they cover: the next entry or item, or the one they stand behind."""
    ends = [span.end for span in tree.texts]
    found = [
        comment
        for comment in _COMMENT.finditer(source.text)
        if not (at := bisect_right(ends, comment.start())) < len(ends) or tree.texts[at].start > comment.start()
    ]
    if not found:
        return []
    blocks = sorted(_blocks(roots, options), key=lambda block: (block[0], -block[1].end))
    starts = [start for start, _ in blocks]
    comments = []
    for comment in found:
        line = max(source.text.rfind("\n", 0, comment.start()), source.text.rfind("\r", 0, comment.start())) + 1
        own_line = not source.text[line : comment.start()].strip()
        at = bisect_left(starts, comment.end()) if own_line else bisect_left(starts, comment.start()) - 1
        if told := comment_of(SourceSpan(*comment.span()), comment[0]):
            comments.append(about(told, blocks[at][1]) if 0 <= at < len(blocks) else told)
    return comments


def _blocks(roots: tuple[Node, ...], options: ReadOptions) -> Iterator[tuple[int, SourceSpan]]:
    """Yield where each entry and item begins with the source a comment there covers.

    A comment at a title or a situation means the whole mapping: a title alone is never judged.
    """
    stack: list[Node] = list(roots)
    while stack:
        node = stack.pop()
        if isinstance(node, Items):
            stack.extend(node.items)
            yield from ((item.span.start, item.span) for item in node.items)
        elif isinstance(node, Mapping):
            for entry in node.entries:
                stack.append(entry.value)
                whole = role_of(entry.name, options) in (Role.TITLE, Role.SITUATION)
                yield entry.span.start, node.span if whole else entry.span
