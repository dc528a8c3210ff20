"""Which rules a reply and its sentences call for: each is asked only where its words or expressions occur."""

from collections.abc import Iterator, Sequence

from cslint.document import Audience
from cslint.matching.expressions import Expressions
from cslint.matching.needs import Callees
from cslint.morphology.analysis import Parsed, own_number
from cslint.rules.detectors import Hit, SentenceDetector
from cslint.rules.replies import AnalysedReply, Match
from cslint.rules.reply_detectors import ReplyDetector
from cslint.rules.rulebook import Part, Rule

_OfReply = tuple[Rule, Part, ReplyDetector]
_OfSentence = tuple[Rule, Part, SentenceDetector]


class Index:
    """Which rules a sentence's words call for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Index the parts of all `rules` by what their detectors need."""
        self._of_replies: list[_OfReply] = []
        self._of_sentences: list[_OfSentence] = []
        self._callees = Callees()
        # The regular expressions of all rules, and for each who looks for it and by which index.
        expressions: list[str] = []
        self._looking: list[tuple[int, int]] = []
        self._number = own_number()
        for rule in rules:
            for part in rule.parts:
                detector = part.detector
                if isinstance(detector, ReplyDetector):
                    self._of_replies.append((rule, part, detector))
                    continue
                at = len(self._of_sentences)
                self._of_sentences.append((rule, part, detector))
                if detector.expressions:
                    expressions += detector.expressions
                    self._looking += [(at, index) for index in range(len(detector.expressions))]
                else:
                    self._callees.add(at, detector.ways)
        self._expressions = Expressions(expressions)

    def matches(self, reply: AnalysedReply) -> Iterator[tuple[Rule, Part, Match]]:
        """Yield what the detectors of the rules that may speak here find, before conditions."""
        for at, sentence in enumerate(reply.sentences):
            for rule, part, hit in self._hits_in(sentence.parsed):
                if _may_speak(rule, reply):
                    yield rule, part, Match(at, hit.start, hit.end, hit.values)
        if not reply.content:
            return
        if reply.reply is None and reply.audience is Audience.CUSTOMER:
            return
        for rule, part, detector in self._of_replies:
            if _may_speak(rule, reply):
                for match in detector.find(reply):
                    yield rule, part, match

    def _hits_in(self, parsed: Parsed) -> list[tuple[Rule, Part, Hit]]:
        """Return the hits of all sentence detectors in one sentence; equal sentences share the work."""
        known: list[tuple[Rule, Part, Hit]] | None = parsed.memo.get(self._number)
        if known is not None:
            return known
        called: dict[int, list[int]] = {at: [] for at in self._callees.of(parsed)}
        for at, index in map(self._looking.__getitem__, self._expressions.in_text(parsed.surface)):
            called.setdefault(at, []).append(index)
        hits = [
            (rule, part, hit)
            for at, which in sorted(called.items())
            for rule, part, detector in (self._of_sentences[at],)
            for hit in (detector.search(parsed, which) if detector.search else detector.find(parsed))
        ]
        parsed.memo[self._number] = hits
        return hits


def _may_speak(rule: Rule, reply: AnalysedReply) -> bool:
    if reply.audience not in rule.audiences:
        return False
    situation = reply.situation_id
    if situation in rule.excepted or (rule.file.situations.declared and not reply.is_declared):
        return False
    return rule.only is None or situation in rule.only
