"""A place to be mended and the words that mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cslint.findings import Safety
from cslint.morphology.analysis import Parsed
from cslint.morphology.inflection import Inflector, Rewording
from cslint.morphology.speech import SpeechLevel

SAFETY = {"safe": Safety.SAFE, "unsafe": Safety.UNSAFE}


@dataclass(frozen=True, slots=True)
class Place:
    """What is to be mended: code points `start:end` of a sentence, the match's values, and the reply's speech level.

    `after` is what follows the sentence in its block.
    """

    parsed: Parsed
    start: int
    end: int
    values: Mapping[str, str]
    level: SpeechLevel = SpeechLevel.HAPSYO
    after: str = ""

    @property
    def words(self) -> list[int]:
        """The indices of the words that touch the place."""
        return [
            at for at, word in enumerate(self.parsed.words) if word.start < self.end and word.end > self.start
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mended:
    """New words that belong together, in order and without overlaps."""

    parts: tuple[Rewording, ...]
    safety: Safety

    def shown(self, parsed: Parsed) -> str:
        """Return the eojeols of a sentence that change, as they will read; of a predicate all, with its 안 or 못."""
        text = parsed.text
        start = min(self.parts[0].start, _whole(parsed, self.parts[0])[0])
        end = max(self.parts[-1].end, _whole(parsed, self.parts[-1])[1])
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        spelled, at = "", start
        for part in self.parts:
            spelled += text[at : part.start] + part.text
            at = part.end
        return " ".join((spelled + text[at:end]).split())


def _whole(parsed: Parsed, part: Rewording) -> tuple[int, int]:
    """Return the code points of the predicate that a part lies in, with its 안 or 못; those of the part where there is none."""
    at = next((at for at, word in enumerate(parsed.words) if word.start <= part.start < word.end), None)
    chain = parsed.chain_at[at] if at is not None else None
    if chain is None:
        return part.start, part.end
    before = parsed.words[chain.first - 1] if chain.first else None
    first = before if before is not None and before.lemma in ("안", "못") else parsed.words[chain.first]
    return first.start, parsed.words[chain.last].end


Fixer = Callable[[Place, Inflector], Mended | None]


def mended(place: Place, parts: tuple[Rewording, ...] | None, safety: Safety) -> Mended | None:
    """Return the parts, ready; None if there are none, nothing would change, or a variable or a link would be touched."""
    if not parts:
        return None
    parsed = place.parsed
    fixed = [*(variable.span for variable in parsed.placeholders), *parsed.opaque]
    if any(span.start < part.end and part.start < span.end for part in parts for span in fixed):
        return None
    if all(parsed.text[part.start : part.end] == part.text for part in parts):
        return None
    return Mended(parts, safety)


def noun_end(place: Place) -> int:
    """Return the code point behind the noun a place ends with, its particles left out."""
    word = place.parsed.words[place.words[-1]]
    return max((token.end for token in word.tokens if not token.tag.startswith("J")), default=word.end)


def one_part(part: Rewording | None) -> tuple[Rewording, ...] | None:
    """Return a rewording as the only part of what mends a place; None for none."""
    return (part,) if part else None
