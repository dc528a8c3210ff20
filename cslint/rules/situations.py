"""Which situation a reply is for: told by the writer, read from headings, or recognised by its words (guide 3, C3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cslint.document import Reply
from cslint.findings import FoundBy, FoundSituation
from cslint.matching.expressions import Expressions
from cslint.matching.needs import Callees
from cslint.matching.patterns import Pattern
from cslint.morphology.analysis import Parsed, Sentence, own_number
from cslint.rules.conditions import all_of
from cslint.rules.lexicon import Lexicon, spelled_out
from cslint.rules.mistakes import placed
from cslint.rules.situationfile import SituationShape
from cslint.settings.yamlfile import YamlFile

# A strong cue counts 2, a weak one 1; two points make a situation (guide 3, C3).
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class _Cues:
    id: str
    priority: int
    headings: str
    strong: tuple[Pattern, ...]
    weak: tuple[Pattern, ...]


class Situations:
    """Finds the situation of a reply."""

    def __init__(self, files: Mapping[str, tuple[YamlFile, SituationShape]], lexicon: Lexicon) -> None:
        """Compile the cues of the situations, by id. Raises CslintError, with its place, for what cannot be in a file."""
        self._lexicon = lexicon
        self._names = {name: profile.name for name, (_, profile) in files.items()}
        self._cues = sorted(
            (_compiled(name, file, profile, lexicon) for name, (file, profile) in files.items()),
            key=lambda cues: cues.priority,
        )
        for file, profile in files.values():
            _check_required(file, profile, lexicon)
        self._headed = [cues for cues in self._cues if cues.headings]
        self._headings = Expressions([cues.headings for cues in self._headed])
        self._number = own_number()
        self._by_number = {cue.number: cue for cues in self._cues for cue in (*cues.strong, *cues.weak)}
        self._callees = Callees()
        for number, cue in self._by_number.items():
            self._callees.add(number, cue.ways)

    def found(self, situation: str, source: FoundBy, *, by_name: bool = True) -> FoundSituation:
        """Return a situation, known by its id, as found in `source`."""
        return FoundSituation(situation, source, self._names[situation], by_name)

    def read(self, text: str, source: FoundBy) -> FoundSituation | None:
        """Return the situation that a heading, a title or a column's words name or point to, or None."""
        known = self._lexicon.situation_named(text)
        if known:
            return self.found(known, source)
        pointing = self._headings.in_text(text)
        if not pointing:
            return None
        pointed = self._headed[pointing[0]]
        return self.found(pointed.id, source, by_name=_squeezed(self._names[pointed.id]) in _squeezed(text))

    def find(
        self, reply: Reply, points: Mapping[str, int], told: FoundSituation | None = None
    ) -> FoundSituation | None:
        """Return the situation of a reply and its source, in the order of DESIGN §2.

        `told` is what a comment (source `comment`) or the configuration (`path`) says. A declared text in the writer's
        own words counts if its words point to a situation; otherwise the next source decides. `points` are what
        `scores` says of the reply's sentences.
        """
        if told and told.source == "comment":
            return told
        hints: list[tuple[str, FoundBy]] = [(reply.declared, "declared")] if reply.declared else []
        hints += [(heading, "heading") for heading in reply.headings]
        for text, source in hints:
            if known := self.read(text, source):
                return known
        if told:
            return told
        inferred = self.inferred(points)
        return self.found(inferred, "inferred") if inferred else None

    def scores(self, sentences: Sequence[Sentence]) -> dict[str, int]:
        """Return the points of every situation that has any: strong cues 2, weak ones 1, each cue once."""
        shown = frozenset().union(*(self._shown_by(sentence.parsed) for sentence in sentences))
        found = {}
        for cues in self._cues:
            strong = sum(cue.number in shown for cue in cues.strong)
            weak = sum(cue.number in shown for cue in cues.weak)
            if strong or weak:
                found[cues.id] = 2 * strong + weak
        return found

    def _shown_by(self, parsed: Parsed) -> frozenset[int]:
        """Return the numbers of the cues in one sentence; worked out once."""
        shown: frozenset[int] | None = parsed.memo.get(self._number)
        if shown is None:
            called = self._callees.of(parsed)
            shown = frozenset(number for number in called if self._by_number[number].is_in(parsed))
            parsed.memo[self._number] = shown
        return shown

    def inferred(self, points: Mapping[str, int]) -> str | None:
        """Return the situation that `points` show, or None; of several the one with the greatest risk."""
        return next((cues.id for cues in self._cues if points.get(cues.id, 0) >= _ENOUGH), None)


def _squeezed(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()


def _compiled(name: str, file: YamlFile, profile: SituationShape, lexicon: Lexicon) -> _Cues:
    for index, text in enumerate(profile.headings):
        with placed(file.at("headings", index)):
            lexicon.regex(text)
    headings = "|".join(f"(?:{text})" for text in profile.headings)
    with placed(file.at("headings")):
        lexicon.regex(headings)  # all of them may be too large where each is not
    strong = _patterns(profile.strong, "strong", file, lexicon)
    weak = _patterns(profile.weak, "weak", file, lexicon)
    return _Cues(name, profile.priority, spelled_out(headings), strong, weak)


def _patterns(phrases: Sequence[str], key: str, file: YamlFile, lexicon: Lexicon) -> tuple[Pattern, ...]:
    found = []
    for index, text in enumerate(phrases):
        with placed(file.at(key, index)):
            found.append(lexicon.patterns(text))
    return tuple(found)


def _check_required(file: YamlFile, profile: SituationShape, lexicon: Lexicon) -> None:
    """Refuse what a situation requires where it cannot be read: a rule looks for it only where the situation is met."""
    for key, element in profile.required.items():
        for index, text in enumerate([element.any] if isinstance(element.any, str) else element.any):
            with placed(file.at("required", key, "any", index)):
                lexicon.tree(text)
        for index, condition in enumerate(element.when):
            with placed(file.at("required", key, "when", index)):
                all_of([condition], lexicon)
