"""Runs of words told by their parts, for what the phrase language does not name: tags, forms, light verbs."""

from collections.abc import Callable, Iterable, Sequence

from cslint.matching.needs import Need, rarest
from cslint.morphology.analysis import Parsed
from cslint.morphology.marks import WORD_CLASSES
from cslint.morphology.words import Pos, Word
from cslint.offsets import SentenceSpan
from cslint.rules.rulefile import WordShape


class WordRuns:
    """Words that follow each other, each as its shape says."""

    def __init__(self, shapes: Sequence[WordShape]) -> None:
        """`needs` are what every sentence holds that has such a run."""
        self._tests = [(_word_test(shape), shape.optional) for shape in shapes]
        self._begins = rarest(_marks_of(shapes[0])) if shapes and not shapes[0].optional else None
        self.needs = frozenset(need for shape in shapes if not shape.optional for need in _needs_of(shape))

    def in_sentence(self, parsed: Parsed) -> list[SentenceSpan]:
        """Return the places of the runs in a sentence, in order and without overlaps."""
        found, beyond = [], 0
        for at in range(len(parsed.words)) if self._begins is None else parsed.places_of(self._begins):
            if at >= beyond and (end := _run_of(parsed, at, self._tests)) is not None and end > at:
                found.append(SentenceSpan(parsed.words[at].start, parsed.words[end - 1].end))
                beyond = end
        return found


def _needs_of(shape: WordShape) -> list[Need]:
    """Return what every sentence with such a word holds (`Parsed.keys`)."""
    return [*_marks_of(shape), *([frozenset(shape.noun)] if shape.noun else ())]


def _marks_of(shape: WordShape) -> list[Need]:
    """Return sets of names and marks, of each of which such a word has one."""
    found: list[Need] = [frozenset((f":{feature}",)) for feature in shape.feature or ()]
    if shape.honorific:
        found.append(frozenset((":높임",)))
    if shape.past:
        found.append(frozenset((":과거",)))
    if shape.lemma:
        found.append(frozenset(shape.lemma))
    if shape.ending and "" not in shape.ending:
        found.append(frozenset(f"-{ending}" for ending in shape.ending))
    if shape.particle and "0" not in shape.particle:
        found.append(frozenset(f"+{particle}" for particle in shape.particle))
    if shape.pos and {pos.value for pos in shape.pos} <= set(WORD_CLASSES):
        found.append(frozenset(f"<{pos.value}>" for pos in shape.pos))
    return found


_WordTest = Callable[[Parsed, int], bool]


def _run_of(parsed: Parsed, at: int, tests: Sequence[tuple[_WordTest, bool]]) -> int | None:
    for test, optional in tests:
        if at < len(parsed.words) and test(parsed, at):
            at += 1
        elif not optional:
            return None
    return at


def _word_test(shape: WordShape) -> _WordTest:
    """Return the test of all that a shape asks for; what it does not name is not looked at."""
    asked: list[_WordTest] = []
    for name, values_of in _VALUES_OF.items():
        names = getattr(shape, name)
        if names is not None:
            asked.append(_one_of(frozenset(names), values_of))
    if shape.feature is not None:
        asked.append(_has_features(frozenset(shape.feature)))
    if shape.honorific is not None:
        asked.append(lambda parsed, at: parsed.words[at].honorific is shape.honorific)
    if shape.past is not None:
        asked.append(lambda parsed, at: parsed.words[at].past is shape.past)
    if shape.surface is not None:
        asked.append(lambda parsed, at: parsed.text[parsed.words[at].start : parsed.words[at].end] == shape.surface)
    return lambda parsed, at: all(test(parsed, at) for test in asked)


_VALUES_OF: dict[str, Callable[[Word], Iterable[str | Pos]]] = {
    "lemma": lambda word: (word.lemma,),
    "noun": lambda word: (word.noun,),
    "ending": lambda word: (word.ending,),
    "light": lambda word: (word.light,),
    "pos": lambda word: (word.pos,),
    "ending_tag": lambda word: (word.ending_tag,),
    "particle": lambda word: word.particles or ("0",),
    "suffix": lambda word: word.suffixes or ("0",),
    "tag": lambda word: [token.tag for token in word.tokens],
    "form": lambda word: [token.form for token in word.tokens],
}


def _one_of(names: frozenset[str | Pos], values_of: Callable[[Word], Iterable[str | Pos]]) -> _WordTest:
    return lambda parsed, at: not names.isdisjoint(values_of(parsed.words[at]))


def _has_features(wanted: frozenset[str]) -> _WordTest:
    def test(parsed: Parsed, at: int) -> bool:
        chain = parsed.chain_at[at]
        return chain is not None and wanted <= chain.features

    return test
