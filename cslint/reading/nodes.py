"""Keyed data (YAML, JSON) as nodes that know where they stand; read by their formats, understood in `keyed.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.offsets import OffsetMap
from cslint.reading.values import Spell
from cslint.source import Source, SourceSpan

# YAML merges from several places with `<<`; a key that is not a scalar has no name.
_REPEATABLE = frozenset(("", "<<"))


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """One value or key. `span` holds its quotes; `text` is what the format reads.

    `read` maps the text to the source (None if it is blank); `spell` writes replacement text inside it. A number,
    `true` or `null` of JSON is a scalar with `string` False.
    """

    span: SourceSpan
    text: str
    read: Callable[[], tuple[str, OffsetMap] | None]
    spell: Spell
    string: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """A sequence of values."""

    span: SourceSpan
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One key with its value; a key that is not a scalar has an empty name."""

    span: SourceSpan
    name: str
    value: "Node"


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Keys with values, in source order, repeated keys included."""

    span: SourceSpan
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Alias:
    """A second mention of a node that is read where it is defined."""

    span: SourceSpan
    target: "Node"


Node = Scalar | Items | Mapping | Alias


def too_deep(source: Source, offset: int, limits: Limits) -> CslintError:
    """Return the error for a collection at `offset` that lies deeper than the limits allow."""
    return limits.too_deep(source.where(offset))


def fault(source: Source, offset: int, what: str, hint: str | None = None) -> CslintError:
    """Return the error `what` at `offset` of `source`, with its line and column."""
    return CslintError(what, source.where(offset), hint)


def refuse_repeated_keys(source: Source, roots: Sequence[Node]) -> None:
    """Raise CslintError for a key that stands twice in one mapping: whoever loads the file gets only one of the values."""
    waiting: list[Node] = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Items):
            waiting.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            refuse_repeated(source, ((entry.name, entry.span.start) for entry in node.entries))
            waiting.extend(entry.value for entry in reversed(node.entries))


def refuse_repeated(source: Source, keys: Iterable[tuple[str, int]]) -> None:
    """Raise CslintError if a name stands twice among the `keys` of one mapping, given with the offset each stands at."""
    first: dict[str, int] = {}
    for name, start in keys:
        at = first.setdefault(name, start)
        if at != start and name not in _REPEATABLE:
            place = source.place(at)
            hint = f"앞의 것은 {place.line}:{place.column}에 있습니다. 하나로 합치거나 이름을 바꿔 주세요."
            raise fault(source, start, f"같은 키가 두 번 있습니다: `{name}`.", hint)
