"""Keyed data (YAML, JSON) as nodes that know where they stand; read by their formats, understood in `keyed.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from cslint.document import OffsetMap
from cslint.errors import CslintError
from cslint.source import Source, SourceSpan
from cslint.values import Spell

DEPTH = 200  # deeper files are not written by people, and reading them would need a deeper stack than Python has


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


def too_deep(source: Source, offset: int) -> CslintError:
    """Return the error for a collection at `offset` that lies deeper than DEPTH others."""
    return fault(source, offset, f"{DEPTH}겹보다 깊게 겹쳐 있어 읽을 수 없습니다.")


def fault(source: Source, offset: int, what: str, hint: str | None = None) -> CslintError:
    """Return the error `what` at `offset` of `source`, with its line and column."""
    place = source.place(min(offset, len(source.text)))
    return CslintError(what, f"{source.path}:{place.line}:{place.column}", hint)
