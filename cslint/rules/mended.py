"""What is to be mended and the words that mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cslint.findings import Safety
from cslint.morphology.analysis import Parsed
from cslint.morphology.inflection import Inflector, Rewording
from cslint.morphology.speech import SpeechLevel
from cslint.offsets import SentenceSpan

# An eojeol may begin behind the one, and end before the other: (받는 분).
_OPENING = frozenset("([{<（［「『“‘")
_CLOSING = frozenset(")]}>）］」』”’")
SAFETY = {"safe": Safety.SAFE, "unsafe": Safety.UNSAFE}


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be mended: a part of a sentence, the match's values, and the reply's speech level.

    `after` is what follows the sentence in its block.
    """

    parsed: Parsed
    span: SentenceSpan
    values: Mapping[str, str]
    level: SpeechLevel = SpeechLevel.HAPSYO
    after: str = ""

    @property
    def words(self) -> list[int]:
        """The indices of the words that touch it."""
        start, end = self.span
        return [at for at, word in enumerate(self.parsed.words) if word.start < end and word.end > start]


@dataclass(frozen=True, slots=True)
class Mended:
    """New words that belong together, in order and without overlaps."""

    parts: tuple[Rewording, ...]
    safety: Safety

    def shown(self, parsed: Parsed) -> str:
        """Return the eojeols of a sentence that change, as they will read; of a predicate all, with its 안 or 못."""
        text = parsed.text
        start = min(self.parts[0].span.start, _whole(parsed, self.parts[0])[0])
        end = max(self.parts[-1].span.end, _whole(parsed, self.parts[-1])[1])
        while start and not (text[start - 1].isspace() or text[start - 1] in _OPENING):
            start -= 1
        is_open = not _OPENING.isdisjoint(text[start:end])
        while end < len(text) and not (text[end].isspace() or (text[end] in _CLOSING and not is_open)):
            is_open = is_open or text[end] in _OPENING
            end += 1
        spelled, at = "", start
        for part in self.parts:
            spelled += text[at : part.span.start] + part.text
            at = part.span.end
        return " ".join((spelled + text[at:end]).split())


def _whole(parsed: Parsed, part: Rewording) -> SentenceSpan:
    """Return where the predicate stands that a part lies in, with its 안 or 못; the part's place where there is none."""
    at = next((at for at, word in enumerate(parsed.words) if word.start <= part.span.start < word.end), None)
    chain = parsed.chain_at[at] if at is not None else None
    if chain is None:
        return part.span
    before = parsed.words[chain.first - 1] if chain.first else None
    first = before if before is not None and before.lemma in ("안", "못") else parsed.words[chain.first]
    return SentenceSpan(first.start, parsed.words[chain.last].end)


Fixer = Callable[[Target, Inflector], Mended | None]


def mended(target: Target, parts: tuple[Rewording, ...] | None, safety: Safety) -> Mended | None:
    """Return the parts, ready; None if there are none, nothing would change, or a variable or a link would be touched."""
    if not parts:
        return None
    parsed = target.parsed
    fixed = [*(variable.span for variable in parsed.placeholders), *parsed.opaque]
    if any(part.span.overlaps(span) for part in parts for span in fixed):
        return None
    if all(parsed.text[part.span.start : part.span.end] == part.text for part in parts):
        return None
    return Mended(parts, safety)


def noun_end(target: Target) -> int:
    """Return the code point behind the noun a target ends with, its particles left out."""
    word = target.parsed.words[target.words[-1]]
    return max((token.end for token in word.tokens if not token.tag.startswith("J")), default=word.end)


def one_part(part: Rewording | None) -> tuple[Rewording, ...] | None:
    """Return a rewording as the only part of what mends a target; None for none."""
    return (part,) if part else None
