"""The word layer of a sentence as a table, for people who write rules."""

from collections.abc import Iterator, Sequence

from cslint.korean.endings import SPELLED_FINALS
from cslint.morphology.analysis import Parsed
from cslint.morphology.words import Word
from cslint.output.columns import padded, width

_HEADER = ("낱말", "기본형", "품사", "조사", "어미", "자질")
# Kiwi spells an ending's first consonant as a conjoining jamo, which terminals cannot draw alone; people type ㅂ니다.
_TYPED = {jamo: typed for typed, jamo in SPELLED_FINALS.items()}


def render(parsed: Parsed) -> str:
    """Return one sentence's words with their dictionary forms and features, its speech level, dates and numbers."""
    rows = [_HEADER, *(_row(parsed, index, word) for index, word in enumerate(parsed.words))]
    entities = (f"<{entity.kind}>  {parsed.text[entity.start : entity.end]}" for entity in parsed.entities)
    return "\n".join([*table(rows), "", f"말씨  {parsed.level.value}", *entities, ""])


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table whose first row is its header; columns are as wide as their widest cell."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        yield "  ".join(padded(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * columns for columns in widths)


def _row(parsed: Parsed, index: int, word: Word) -> tuple[str, ...]:
    """Return one word's cells; the features are those of the predicate chain that begins with it."""
    predicate = next((chain for chain in parsed.predicates if chain.first == index), None)
    return (
        parsed.text[word.start : word.end],
        "+".join((word.lemma, *word.suffixes)),
        word.pos.value,
        " ".join(word.particles).translate(_TYPED),
        " ".join(filter(None, (*word.prefinal, word.ending))).translate(_TYPED),
        " ".join(sorted(predicate.features)) if predicate else "",
    )
