"""The tree of a phrase: its elements and what is bound to them."""

from collections.abc import Iterable

from msgspec import Struct


class Bounds(Struct, frozen=True, omit_defaults=True):
    """What is bound to the last word of an element: None means not bound. Sets hold canonical forms."""

    particles: frozenset[str] | None = None
    no_particles: frozenset[str] = frozenset()
    endings: frozenset[str] | None = None
    no_endings: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset()
    no_features: frozenset[str] = frozenset()
    any_feature: frozenset[str] = frozenset()

    @property
    def is_free(self) -> bool:
        """Whether nothing is bound."""
        return self == FREE


FREE = Bounds()


class Text(Struct, frozen=True, omit_defaults=True, tag=True):
    """One of `texts`, words as a dictionary has them: a predicate if it ends in 다, else a noun, adverb or determiner."""

    texts: tuple[str, ...]
    bounds: Bounds = FREE


class Literal(Struct, frozen=True, omit_defaults=True, tag=True):
    """Surface text, as it is written."""

    text: str


class ClassName(Struct, frozen=True, omit_defaults=True, tag=True):
    """A class of words or an entity: 명사, 날짜."""

    name: str
    bounds: Bounds = FREE


class VocabularyName(Struct, frozen=True, omit_defaults=True, tag=True):
    """Any phrase of a vocabulary."""

    name: str
    bounds: Bounds = FREE


class Gap(Struct, frozen=True, omit_defaults=True, tag=True):
    """Up to `longest` words in between; `in_clause`: none of them ends a clause."""

    longest: int
    in_clause: bool = False


class Edge(Struct, frozen=True, omit_defaults=True, tag=True):
    """The start or the end of the sentence."""

    end: bool


class Choice(Struct, frozen=True, omit_defaults=True, tag=True):
    """One of several phrases; optional if `optional`."""

    options: "tuple[Sequence_, ...]"
    optional: bool = False
    bounds: Bounds = FREE


class Marked(Struct, frozen=True, omit_defaults=True, tag=True):
    """The part of a phrase that is reported; the rest is context."""

    inner: "Sequence_"


Element = Text | Literal | ClassName | VocabularyName | Gap | Edge | Choice | Marked


class Sequence_(Struct, frozen=True, omit_defaults=True):  # noqa: N801  (collections.abc.Sequence is another thing)
    """Elements one after another."""

    elements: tuple[Element, ...]

    @property
    def may_be_empty(self) -> bool:
        """Whether a sentence may have no word for any of the elements."""
        return all(map(may_be_empty, self.elements))


def may_be_empty(element: Element) -> bool:
    """Tell whether a sentence may have no word for an element."""
    match element:
        case Gap() | Edge() | Choice(optional=True):
            return True
        case Choice(options):
            return any(option.may_be_empty for option in options)
        case Marked(inner):
            return inner.may_be_empty
    return False


def merged(options: Iterable[Sequence_]) -> tuple[Sequence_, ...]:
    """Return the same choices in the same order, with single words that stand side by side as one choice."""
    found: list[Sequence_] = []
    for option in options:
        match (found[-1] if found else None), option:
            case Sequence_((Text(before, bounds),)), Sequence_((Text(texts, same),)) if bounds == same:
                found[-1] = Sequence_((Text(before + texts, bounds),))
            case _:
                found.append(option)
    return tuple(found)
