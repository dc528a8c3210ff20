"""Named lists of phrases that rules share, so that "a time commitment" means the same in twenty rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cslint.matching.compilation import compile_phrases
from cslint.matching.matchers import Compiled, Reached
from cslint.matching.patterns import Pattern
from cslint.matching.tree import Choice, Element, Marked, Sequence_, Text, VocabularyName
from cslint.morphology.analysis import Parsed
from cslint.morphology.words import Pos, Word


class Vocabulary:
    """Named lists of phrases, compiled when first used; rules share them."""

    def __init__(self, phrases: Mapping[str, Sequence[Sequence_]], outside: Mapping[str, Sequence[str]]) -> None:
        """`phrases`: the trees of each name. `outside`: names that mean any noun not in these words or names."""
        self._phrases = phrases
        self._outside = outside
        self._patterns: dict[str, Pattern] = {}
        self._named: dict[str, tuple[str, ...]] = {}

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a vocabulary of that name."""
        return name in self._phrases or name in self._outside

    def names(self) -> list[str]:
        """Return all names, sorted."""
        return sorted({*self._phrases, *self._outside})

    def check_circles(self, name: str, phrase: Sequence_) -> None:
        """Raise ValueError if a phrase of vocabulary `name` leads back to it."""
        if way := self._way(_names(_leaves(phrase)), name, set()):
            raise ValueError(f"어휘가 자기 자신을 담고 있습니다: {' → '.join((name, *way))}")

    def _way(self, names: Sequence[str], goal: str, seen: set[str]) -> tuple[str, ...]:
        """Return the names that lead from one of `names` to `goal`, past none that was `seen`; () if none do."""
        for name in names:
            if name == goal:
                return (goal,)
            if name not in seen:
                seen.add(name)
                if name not in self._named:
                    self._named[name] = _names(self._leaves(name))
                if way := self._way(self._named[name], goal, seen):
                    return (name, *way)
        return ()

    def _leaves(self, name: str) -> Iterator[Element]:
        return (element for tree in self._phrases.get(name, ()) for element in _leaves(tree))

    def pattern(self, name: str) -> Pattern:
        """Return a vocabulary. Raises KeyError for an unknown name; what is wrong in it the rulebook tells."""
        if name not in self._patterns:
            outside = name in self._outside
            self._patterns[name] = self._nouns_outside(name) if outside else compile_phrases(self._phrases[name], self)
        return self._patterns[name]

    def _nouns_outside(self, name: str) -> Pattern:
        words = set(self._outside[name])
        for listed in [word for word in words if word.startswith("@")]:
            words.discard(listed)
            words.update(self._texts(listed[1:]))

        def matcher(parsed: Parsed, at: int) -> Sequence[Reached]:
            return ((at + 1, None),) if is_specific(parsed.words[at], words) else ()

        return Pattern(name, lambda: Compiled(matcher, begins=frozenset(("<명사>", "<용언>"))))

    def _texts(self, name: str) -> set[str]:
        return {text for element in self._leaves(name) if isinstance(element, Text) for text in element.texts}


def _names(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(element.name for element in elements if isinstance(element, VocabularyName)))


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
