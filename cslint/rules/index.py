"""Which rules a reply and its sentences call for: each is asked only where its words or expressions occur."""

from collections.abc import Iterator, Sequence

from cslint.document import Audience
from cslint.matching.expressions import Expressions
from cslint.matching.needs import Callees
from cslint.morphology.analysis import Parsed, own_number
from cslint.rules.detectors import SentenceDetector
from cslint.rules.replies import AnalysedReply, Match, SentenceMatch
from cslint.rules.reply_detectors import ReplyDetector
from cslint.rules.rulebook import Part, Rule

_Asked = tuple[Rule, Part, SentenceDetector | ReplyDetector]
_Found = list[tuple[Rule, Part, SentenceMatch]]


class Index:
    """Which rules a sentence's words call for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Index the parts of all `rules` by what their detectors need."""
        self._asked: list[_Asked] = [(rule, part, part.detector) for rule in rules for part in rule.parts]
        self._callees = Callees()
        # Those that look at every reply, whatever its sentences hold.
        self._of_every_reply: set[int] = set()
        # The regular expressions of all rules, and for each who looks for it and by which index.
        expressions: list[str] = []
        self._looking: list[tuple[int, int]] = []
        self._number = own_number()
        for number, (_, _, detector) in enumerate(self._asked):
            if detector.expressions:
                expressions += detector.expressions
                self._looking += [(number, index) for index in range(len(detector.expressions))]
            elif isinstance(detector, ReplyDetector) and frozenset() in detector.ways:
                self._of_every_reply.add(number)
            else:
                self._callees.add(number, detector.ways)
        self._expressions = Expressions(expressions)

    def matches(self, reply: AnalysedReply) -> Iterator[tuple[Rule, Part, Match]]:
        """Yield what the detectors of the rules that may speak here find, before conditions."""
        called = set(self._of_every_reply)
        for at, sentence in enumerate(reply.sentences):
            found, of_replies = self._in_sentence(sentence.parsed)
            called |= of_replies
            for rule, part, match in found:
                if _may_speak(rule, reply):
                    yield rule, part, Match(at, match.span, match.values)
        if not reply.content:
            return
        if reply.reply is None and reply.audience is Audience.CUSTOMER:
            return
        for rule, part, detector in map(self._asked.__getitem__, sorted(called)):
            if isinstance(detector, ReplyDetector) and _may_speak(rule, reply) and part.of_reply(reply):
                for of_reply in detector.find(reply):
                    yield rule, part, of_reply

    def _in_sentence(self, parsed: Parsed) -> tuple[_Found, frozenset[int]]:
        """Return what all sentence detectors find in one sentence, and which reply detectors it calls for.

        Equal sentences share the work.
        """
        known: tuple[_Found, frozenset[int]] | None = parsed.memo.get(self._number)
        if known is not None:
            return known
        called: dict[int, list[int]] = {number: [] for number in self._callees.of(parsed)}
        for number, index in map(self._looking.__getitem__, self._expressions.in_text(parsed.surface)):
            called.setdefault(number, []).append(index)
        found: _Found = []
        of_replies = []
        for number, which in sorted(called.items()):
            rule, part, detector = self._asked[number]
            if isinstance(detector, ReplyDetector):
                of_replies.append(number)
            elif detector.search is not None:
                found += [(rule, part, match) for match in detector.search(parsed, which)]
            else:
                found += [(rule, part, match) for match in detector.find(parsed)]
        parsed.memo[self._number] = found, frozenset(of_replies)
        return found, frozenset(of_replies)


def _may_speak(rule: Rule, reply: AnalysedReply) -> bool:
    if reply.audience not in rule.audiences:
        return False
    situation = reply.situation_id
    if situation in rule.excepted or (rule.file.situations.declared and not reply.is_declared):
        return False
    return rule.only is None or situation in rule.only
