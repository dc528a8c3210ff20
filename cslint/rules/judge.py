"""Which matches of a reply stand, and how grave each is there (guide/7-decisions.md 1 and 4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cslint.document import Audience
from cslint.findings import Level
from cslint.rules.index import Index
from cslint.rules.quotation import is_customers
from cslint.rules.replies import AnalysedReply, Match
from cslint.rules.rulebook import Part, Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Judged:
    """A match that stands, with the level it has here."""

    rule: Rule
    part: Part
    match: Match
    level: Level


class Judge:
    """Asks all rules about replies."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Index the rules."""
        self._index = Index(rulebook.rules)
        self._profiles = rulebook.lexicon.profiles

    def judged(self, reply: AnalysedReply) -> list[Judged]:
        """Return the matches that stand in a reply: each defect once, by the most specific rule (decision 1)."""
        # Only what stands in one sentence can overlap, and a reply may have thousands of sentences.
        by_sentence: dict[int, list[Judged]] = defaultdict(list)
        for rule, part, match in self._index.matches(reply):
            one = self._judged(rule, part, match, reply)
            if one is not None:
                by_sentence[match.at].append(one)
        return [
            one
            for judged in by_sentence.values()
            for at, one in enumerate(judged)
            if not _yields(one, judged) and not _is_repeated(at, judged)
        ]

    def _judged(self, rule: Rule, part: Part, match: Match, reply: AnalysedReply) -> Judged | None:
        if Audience.QUOTED_CUSTOMER not in rule.audiences and _is_customers(reply, match):
            return None
        if part.condition is not None and not part.condition(reply, match):
            return None
        if rule.unless(reply, match):
            return None
        level = self._level(rule, part, match, reply)
        return Judged(rule, part, match, level) if level is not None else None

    def _level(self, rule: Rule, part: Part, match: Match, reply: AnalysedReply) -> Level | None:
        """Return the level of a match, or None for silence (decision 4)."""
        situation = reply.situation_id
        level: Level | None = part.level
        if not rule.fixed_level and situation in rule.levels:
            level = rule.levels[situation or ""]
        if level is None:
            return None
        profile = self._profiles.get(situation or "")
        if match.error or (profile and reply.is_declared and rule.id in profile.forbids and not rule.fixed_level):
            level = Level.ERROR
        softened, guessed = rule.soften(reply, match), _is_guess(rule, reply)
        lowered = level - softened - guessed
        if lowered >= Level.INFO:
            return Level(lowered)
        return Level.INFO if softened and not guessed else None


def _is_customers(reply: AnalysedReply, match: Match) -> bool:
    """Tell whether a match begins in the customer's own words; these may be several sentences between two marks."""
    sentence = reply.sentences[match.at]
    return is_customers(sentence.segment.text, sentence.locate(match.span).start)


def _is_guess(rule: Rule, reply: AnalysedReply) -> bool:
    """Tell whether a rule that rests on the situation speaks on a guess, which counts one level less."""
    if reply.situation is None or not rule.needs_situation:
        return False
    return not reply.is_declared or (rule.file.situations.named and not reply.situation.by_name)


def _yields(one: Judged, others: Sequence[Judged]) -> bool:
    """Tell whether among `others` of its sentence a more specific rule reports the same defect at the same place (decision 1)."""
    return bool(one.rule.file.yields_to) and any(
        other.rule.id in one.rule.file.yields_to and _overlap(one, other) for other in others if other is not one
    )


def _is_repeated(at: int, judged: Sequence[Judged]) -> bool:
    """Tell whether the rule of match `at` reports an overlapping place with a higher level, or a longer place, or before."""
    one = judged[at]
    return any(
        other.rule is one.rule and _overlap(one, other) and _weight(other, -index) > _weight(one, -at)
        for index, other in enumerate(judged)
    )


def _overlap(one: Judged, other: Judged) -> bool:
    """Tell whether two matches of one sentence share a character."""
    return one.match.span.overlaps(other.match.span)


def _weight(one: Judged, order: int) -> tuple[int, int, int]:
    return one.level, one.match.span.end - one.match.span.start, order
