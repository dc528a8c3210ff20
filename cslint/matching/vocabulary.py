"""Named lists of phrases that rules share, so that "a time commitment" means the same in twenty rules."""

from collections.abc import Iterator, Mapping, Sequence

from cslint.matching.matchers import Compiled, Reached
from cslint.matching.patterns import Pattern, compile_phrases
from cslint.matching.tree import Choice, Element, Marked, Sequence_, Text
from cslint.morphology.analysis import Parsed
from cslint.morphology.words import Pos, Word


class Vocabulary:
    """Named lists of phrases, compiled when first used; rules share them."""

    def __init__(self, phrases: Mapping[str, Sequence[Sequence_]], outside: Mapping[str, Sequence[str]]) -> None:
        """`phrases`: the trees of each name. `outside`: names that mean any noun not in these words or names."""
        self._phrases = phrases
        self._outside = outside
        self._compiled: dict[str, Pattern] = {}
        self._open: list[str] = []

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a vocabulary of that name."""
        return name in self._phrases or name in self._outside

    def names(self) -> list[str]:
        """Return all names, sorted."""
        return sorted({*self._phrases, *self._outside})

    def pattern(self, name: str) -> Pattern:
        """Return the compiled vocabulary. Raises KeyError for an unknown name, ValueError for one that contains itself."""
        if name in self._compiled:
            return self._compiled[name]
        if name in self._open:
            raise ValueError(" → ".join([*self._open, name]))
        self._open.append(name)
        outside = name in self._outside
        found = self._nouns_outside(name) if outside else compile_phrases(self._phrases[name], self)
        self._open.pop()
        self._compiled[name] = found
        return found

    def _nouns_outside(self, name: str) -> Pattern:
        words = set(self._outside[name])
        for listed in [word for word in words if word.startswith("@")]:
            words.discard(listed)
            words.update(self._texts(listed[1:]))

        def matcher(parsed: Parsed, at: int) -> Sequence[Reached]:
            return ((at + 1, None),) if is_specific(parsed.words[at], words) else ()

        return Pattern(name, Compiled(matcher, begins=frozenset(("<명사>", "<용언>"))))

    def _texts(self, name: str) -> set[str]:
        leaves = (element for tree in self._phrases[name] for element in _leaves(tree))
        return {text for element in leaves if isinstance(element, Text) for text in element.texts}


def _leaves(tree: Sequence_) -> Iterator[Element]:
    for element in tree.elements:
        if isinstance(element, Choice):
            for option in element.options:
                yield from _leaves(option)
        elif isinstance(element, Marked):
            yield from _leaves(element.inner)
        else:
            yield element


def is_specific(word: Word, generic: set[str]) -> bool:
    """Tell whether a word names something: a noun (or a verbal noun) that is not in `generic` (guide 0.2)."""
    if word.pos is Pos.NOUN:
        if word.tag in ("NNB", "NP", "XR", "NR"):
            return False
        return word.lemma not in generic and word.lemma + "".join(word.suffixes) not in generic
    return (
        bool(word.noun) and word.tag in ("NNG", "NNP", "XPN") and word.noun not in generic and word.lemma not in generic
    )
