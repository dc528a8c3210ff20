"""YAML that people write for cslint, rules and configuration: plain data that knows where each part stands.

Read from parser events, so nothing is constructed but plain values, depth is bounded and every offset is the parser's.
Booleans are YAML 1.2's, `true` and `false`: `off`, `on`, `yes` and `no` are words, as writers mean them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

import yaml

from cslint.errors import CslintError
from cslint.settings.shape import Step, shaped
from cslint.source import Source

T = TypeVar("T")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
# An alias counts what it stands for: nine levels of nine aliases are a few hundred bytes and a billion values.
_MOST_NODES = 200_000

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.\d{1,30}|\d{1,30}(?:\.\d{0,30})?)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_STRING_TAGS = frozenset({"!", "tag:yaml.org,2002:str"})
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_QUOTE = "`@ { [ * & ! % |`로 시작하거나 `: `, ` #`이 든 글은 따옴표로 감싸 주세요."
_PROBLEMS = (
    ("cannot start any token", "글을 시작할 수 없는 글자입니다.", f"들여쓰기는 탭이 아니라 빈칸으로 하고, {_QUOTE}"),
    (
        "mapping values are not allowed",
        "여기에는 `: `가 올 수 없습니다.",
        "글이면 따옴표로 감싸고, 키이면 들여쓰기를 맞춰 주세요.",
    ),
    ("alias", "`*` 뒤의 이름을 알 수 없습니다.", _QUOTE),
    ("end of stream", "따옴표나 괄호가 닫히지 않았습니다.", "짝을 맞춰 주세요."),
    ("escape", "큰따옴표 안의 `\\`를 읽을 수 없습니다.", "작은따옴표로 감싸거나 `\\\\`로 써 주세요."),
    ("tab", "탭으로 들여 쓸 수 없습니다.", "빈칸으로 들여 써 주세요."),
    ("expected ','", "괄호 안의 쉼표나 닫는 괄호를 찾지 못했습니다.", _QUOTE),
    ("expected ':'", "키 뒤에 `:`이 없습니다.", "`키: 값`으로 쓰고 줄마다 들여쓰기를 맞춰 주세요."),
    ("expected key", "들여쓰기나 따옴표가 맞지 않습니다.", f"위 줄과 들여쓰기를 맞추고, {_QUOTE}"),
    ("expected '-'", "들여쓰기가 맞지 않습니다.", "목록의 줄은 모두 같은 자리에서 `- `로 시작해 주세요."),
    ("block end", "들여쓰기가 맞지 않습니다.", "위 줄과 들여쓰기를 맞춰 주세요."),
)


@dataclass(slots=True)
class _Node:
    """A value being read: where it starts (offset), what is inside, and how many values it is, aliases followed."""

    start: int
    value: Any
    inside: "dict[Step, tuple[int, _Node]]" = field(default_factory=dict)
    size: int = 1
    open: bool = True
    key: tuple[str, int] | None = None

    def add(self, child: "_Node", key_start: int) -> None:
        """Put `child` in, under the key that was read before it or as the next item."""
        self.size += child.size
        if isinstance(self.value, list):
            self.inside[len(self.value)] = (key_start, child)
            self.value.append(child.value)
        elif self.key:
            name, at = self.key
            self.inside[name] = (at, child)
            self.value[name] = child.value
            self.key = None


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The nodes of a file and its text."""

    root: _Node
    source: Source

    def own(self) -> "_Nodes":
        return self


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One parsed YAML file: `value` is plain data (str, int, float, bool, None, list, dict with str keys).

    `nodes` returns what places are told by; of a file whose value is known already it is read when a place is asked for.
    """

    path: str
    value: Any
    nodes: Callable[[], "_Nodes"]

    def place(self, path: Sequence[Step], *, key: bool = False) -> str:
        """Return `file:line:column` (from 1, code points) of the value at `path`, or of its key with `key`.

        A path that is not in the file gives the place of the nearest value above it.
        """
        nodes = self.nodes()
        node, start = nodes.root, nodes.root.start
        for index, step in enumerate(path):
            if step not in node.inside:
                break
            key_start, node = node.inside[step]
            start = key_start if key and index == len(path) - 1 else node.start
        return nodes.source.where(start)

    def at(self, *path: Step) -> Callable[[], str]:
        """Return what tells the place of the value at `path`, worked out when it is asked for: few values are mistakes."""
        return lambda: self.place(path)

    def over(self, below: Any) -> "YamlFile":
        """Return the file as if `below`, the value of another, stood under it.

        Mappings are joined; of two lists ours comes first, so that its items keep their places; other values are ours.
        """
        return replace(self, value=_over(self.value, below))

    def convert(self, type_: type[T]) -> T:
        """Return the whole file as a `type_`, a msgspec Struct; see `shape.shaped` for what is refused and how."""
        if self.value is None:
            raise CslintError("파일이 비어 있습니다.", self.path)
        return shaped(self.value, type_, self.place)


def _over(value: Any, below: Any) -> Any:
    if isinstance(value, dict) and isinstance(below, dict):
        return {**below, **{key: _over(inner, below[key]) if key in below else inner for key, inner in value.items()}}
    if isinstance(value, list) and isinstance(below, list):
        return [*value, *below]
    return value


def known_yaml(path: str, value: Any, text: Callable[[], str]) -> YamlFile:
    """Return the YAML file whose value is known to be `value`; `text` returns what spells it, if a place is asked for."""
    return YamlFile(path, value, partial(_nodes_later, path, text))


def read_yaml(path: str, text: str) -> YamlFile:
    """Return the YAML file spelled by `text`; an empty one has the value None. `path` is used in messages only.

    Plain `true false null`, integers and decimals are read as such, everything else as text; keys are text as written.
    Raises CslintError with `path:line:column` for bad YAML, a key given twice, a tag, a second document, nesting deeper
    than 50, and aliases that multiply into more than 200,000 values.
    """
    nodes = _nodes(path, text)
    return YamlFile(path, nodes.root.value, nodes.own)


def _nodes_later(path: str, text: Callable[[], str]) -> _Nodes:
    return _nodes(path, text())


def _nodes(path: str, text: str) -> _Nodes:
    source = Source(path, text)
    if bad := _UNREADABLE.search(text):
        what = f"글에 쓸 수 없는 글자(U+{ord(bad.group()):04X})가 있습니다."
        raise CslintError(what, source.where(bad.start()), "지워 주세요.")
    try:
        root = _read(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what, hint = _told(f"{error.context or ''} {error.problem or ''}")
        raise CslintError(what, source.where(mark.index) if mark else path, hint) from error
    except yaml.YAMLError as error:
        raise CslintError("YAML로 읽을 수 없습니다.", path) from error
    return _Nodes(root, source)


def _told(problem: str) -> tuple[str, str]:
    for sign, what, hint in _PROBLEMS:
        if sign in problem:
            return what, hint
    return "YAML 문법에 맞지 않습니다.", "이 줄과 바로 위 줄의 들여쓰기와 따옴표를 확인해 주세요."


_ENDS = frozenset((yaml.SequenceEndEvent, yaml.MappingEndEvent))
_STARTS = frozenset((yaml.SequenceStartEvent, yaml.MappingStartEvent))
_NODES = _STARTS | {yaml.ScalarEvent, yaml.AliasEvent}


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=_LOADER)


def _read(source: Source) -> _Node:
    """Build the tree of nodes from parser events, one document at most."""
    root: _Node | None = None
    above: list[_Node] = []
    anchors: dict[str, _Node] = {}
    for event in _events(source.text):
        kind, start = type(event), event.start_mark.index
        if kind in _ENDS:
            closed = above.pop()
            closed.open = False
            if above:
                above[-1].add(closed, closed.start)
            continue
        if kind is yaml.DocumentStartEvent and root:
            raise CslintError(
                "YAML 문서가 둘 이상입니다.", source.where(start), "`---` 아래를 다른 파일로 옮겨 주세요."
            )
        if kind not in _NODES:
            continue
        parent = above[-1] if above else None
        if parent and isinstance(parent.value, dict) and parent.key is None:
            parent.key = (_key(event, parent, source), start)
            continue
        node = _node(event, anchors, source)
        root = root or node
        if kind in _STARTS:
            above.append(node)
            if len(above) > _DEEPEST:
                raise CslintError(f"{_DEEPEST}겹보다 깊은 YAML은 읽지 않습니다.", source.where(start))
        elif parent:
            parent.add(node, start)
        if parent and parent.size > _MOST_NODES:
            what = f"값이 너무 많습니다({_MOST_NODES:,}개 초과)."
            raise CslintError(what, source.where(start), "파일을 나누거나 `*` 참조를 줄여 주세요.")
    return root or _Node(0, None)


def _key(event: Any, parent: _Node, source: Source) -> str:
    start = event.start_mark.index
    if not isinstance(event, yaml.ScalarEvent):
        raise CslintError("키는 글이어야 합니다.", source.where(start), _QUOTE)
    key = str(event.value)
    if key in parent.value:
        first = source.where(parent.inside[key][0]).removeprefix(f"{source.path}:")
        raise CslintError(
            f"같은 키가 두 번 있습니다: `{key}`.",
            source.where(start),
            f"앞의 것은 {first}에 있습니다. 하나로 합쳐 주세요.",
        )
    return key


def _node(event: Any, anchors: dict[str, _Node], source: Source) -> _Node:
    """Return the node an event starts; an alias is the node it names."""
    start = event.start_mark.index
    if isinstance(event, yaml.AliasEvent):
        target = anchors.get(str(event.anchor))
        if target is None or target.open:
            what = f"`*{event.anchor}`: 앞에서 이름 붙인 값이 없습니다."
            raise CslintError(what, source.where(start), "강조하려던 것이면 따옴표로 감싸 주세요.")
        return _Node(start, target.value, target.inside, target.size, open=False)
    if event.tag is not None and event.tag not in _STRING_TAGS:
        raise CslintError(f"YAML 태그는 쓸 수 없습니다: `{event.tag}`.", source.where(start), _QUOTE)
    if isinstance(event, yaml.ScalarEvent):
        plain = event.style in (None, "") and event.tag is None
        node = _Node(start, _plain(str(event.value)) if plain else str(event.value), open=False)
    else:
        node = _Node(start, [] if isinstance(event, yaml.SequenceStartEvent) else {})
    if event.anchor:
        anchors[event.anchor] = node
    return node


def _plain(text: str) -> str | int | float | bool | None:
    """Return what an unquoted scalar means in YAML 1.2; a number too long to be one is text."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
