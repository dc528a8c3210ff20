"""The kinds of match that look at a whole reply: how often, in what order, what share, whether at all, in one speech level."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from cslint.matching.needs import Need
from cslint.matching.patterns import Pattern, PhraseMatch
from cslint.morphology.analysis import Parsed
from cslint.morphology.speech import ASKED_LEVELS, SpeechLevel
from cslint.offsets import SentenceSpan
from cslint.rules.lexicon import Lexicon, spelled_out
from cslint.rules.quotation import is_customers
from cslint.rules.replies import AnalysedReply, Match, ReplyCheck, whole_sentence
from cslint.rules.rulefile import CountShape, MixedShape, OrderShape, RatioShape, RequireShape


@dataclass(frozen=True, slots=True)
class ReplyDetector:
    """Finds places by looking at a whole reply.

    It finds none where no sentence of the reply is open to one of `ways` (as in `Pattern`) or holds one of `expressions` (RE2).
    """

    find: ReplyCheck
    ways: tuple[frozenset[Need], ...] = (frozenset(),)
    expressions: tuple[str, ...] = ()


def mixed_levels(value: MixedShape, lexicon: Lexicon) -> ReplyDetector:
    """Find the rarer of two speech levels where declaratives of one reply mix them."""
    formulas = lexicon.patterns(value.formulas)
    least, share = lexicon.number(value.declaratives), lexicon.number(value.share)

    def find(reply: AnalysedReply) -> list[Match]:
        votes = [
            (at, level)
            for at, sentence in enumerate(reply.sentences)
            if sentence.segment.kind.value != "item"
            and (level := sentence.parsed.declarative) is not None
            and not formulas.is_in(sentence.parsed)
            and not is_customers(sentence.segment.text, sentence.span.start + 1)  # behind the mark that opens it
        ]
        levels = [level for _, level in votes]
        formal = levels.count(SpeechLevel.HAPSYO)
        rarer = min(formal, len(levels) - formal)
        back_and_forth = sum(a is not b for a, b in itertools.pairwise(levels)) >= 2
        if rarer == 0 or len(levels) < least or (rarer / len(levels) < share and not back_and_forth):
            return []
        odd = SpeechLevel.HAPSYO if formal <= len(levels) - formal else SpeechLevel.HAEYO
        at = next(at for at, level in votes if level is odd)
        most = SpeechLevel.HAEYO if odd is SpeechLevel.HAPSYO else SpeechLevel.HAPSYO
        return [whole_sentence(reply, at, {"level": most.value, "odd": odd.value, "count": str(rarer)})]

    return ReplyDetector(find)


def off_brand(formulas: Pattern | None, lexicon: Lexicon) -> ReplyDetector:
    """Hold a reply to the level the configuration names or, where it names none, the one a declared situation demands (decision 9)."""

    def find(reply: AnalysedReply) -> list[Match]:
        profile = lexicon.profiles.get(reply.situation_id or "") if reply.is_declared else None
        wanted = ASKED_LEVELS.get(reply.brand) or (ASKED_LEVELS.get(profile.speech_level) if profile else None)
        if wanted is None:
            return []
        for at, sentence in enumerate(reply.sentences):
            level = sentence.parsed.declarative
            if level is not None and level is not wanted and not (formulas and formulas.is_in(sentence.parsed)):
                return [whole_sentence(reply, at, {"level": wanted.value, "odd": level.value})]
        return []

    return ReplyDetector(find)


def count(value: CountShape, lexicon: Lexicon) -> ReplyDetector:
    """Find what a reply, or a sentence of it, has more often than it may."""
    most = lexicon.number(value.more_than)
    error_at = lexicon.number(value.error_at) if value.error_at is not None else None
    extra = {lexicon.situation_id(name): number for name, number in value.extra_in.items()}
    if value.of is None and value.of_regex is None:
        raise ValueError("count에는 of나 of-regex가 있어야 합니다.")
    pattern = lexicon.patterns(value.of) if value.of is not None else None
    regex = lexicon.regex(value.of_regex) if value.of_regex is not None else None

    def spans(parsed: Parsed) -> list[SentenceSpan]:
        if pattern is not None:
            return [found.span for found in pattern.matches(parsed)]
        return [SentenceSpan(*found.span()) for found in regex.finditer(parsed.surface)] if regex is not None else []

    def report(found: list[tuple[int, SentenceSpan]], allowed: float) -> list[Match]:
        marked = {"all": found, "first": found[:1], "last": found[-1:]}[value.mark]
        grave = error_at is not None and len(found) >= error_at + (allowed - most)
        values = {"count": str(len(found)), "max": f"{allowed:g}"}
        return [Match(at, span, values, error=grave) for at, span in marked]

    def in_reply(reply: AnalysedReply) -> list[Match]:
        found = [(at, span) for at, sentence in enumerate(reply.sentences) for span in spans(sentence.parsed)]
        allowed = most + extra.get(reply.situation_id or "", 0)
        if value.per_eojeol:
            allowed = max(allowed, allowed * reply.eojeol / value.per_eojeol)
        return report(found, allowed) if len(found) > allowed else []

    def in_sentence(reply: AnalysedReply) -> list[Match]:
        matches = []
        for at, sentence in enumerate(reply.sentences):
            found = [(at, span) for span in spans(sentence.parsed)]
            if len(found) > most:
                matches += report(found, most)
        return matches

    find = in_reply if value.in_ == "reply" else in_sentence
    if pattern is not None:
        return ReplyDetector(find, pattern.ways)
    return ReplyDetector(find, (), (spelled_out(value.of_regex or ""),))


def require(value: RequireShape, lexicon: Lexicon) -> ReplyDetector:
    """Find a reply that has none of some phrases where it should."""
    pattern = lexicon.patterns(value.any)

    def find(reply: AnalysedReply) -> list[Match]:
        content = reply.content
        if not content:
            return []
        looked = {"reply": content, "first": content[:1], "last": content[-1:]}[value.in_]
        if any(pattern.is_in(reply.sentences[at].parsed) for at in looked):
            return []
        return [whole_sentence(reply, looked[0])]

    return ReplyDetector(find)


def order(value: OrderShape, lexicon: Lexicon) -> ReplyDetector:
    """Find what stands before something that should come first."""
    first, then = lexicon.patterns(value.first), lexicon.patterns(value.then)

    def occurrences(pattern: Pattern, reply: AnalysedReply) -> Iterator[tuple[int, PhraseMatch]]:
        for at, sentence in enumerate(reply.sentences):
            for found in pattern.matches(sentence.parsed):
                yield at, found

    def find(reply: AnalysedReply) -> list[Match]:
        wanted = next(occurrences(first, reply), None)
        early = next(occurrences(then, reply), None)
        if wanted is None or early is None or (early[0], early[1].span.start) > (wanted[0], wanted[1].span.start):
            return []
        at, found = early
        return [Match(at, found.span)]

    return ReplyDetector(find)


def ratio(value: RatioShape, lexicon: Lexicon) -> ReplyDetector:
    """Find a reply whose sentences are mostly of one kind and tell few facts."""
    pattern = lexicon.patterns(value.of)
    facts = lexicon.patterns(value.facts) if value.facts else None
    least, sentences = lexicon.number(value.at_least), lexicon.number(value.sentences)
    most_facts = lexicon.number(value.facts_at_most)

    def find(reply: AnalysedReply) -> list[Match]:
        content = reply.content
        if len(content) < sentences:
            return []
        stock = [at for at in content if pattern.is_in(reply.sentences[at].parsed)]
        if len(stock) / len(content) < least:
            return []
        told = [at for at in content if at not in stock and facts and facts.is_in(reply.sentences[at].parsed)]
        if facts is not None and len(told) > most_facts:
            return []
        return [whole_sentence(reply, content[0], {"count": str(len(stock)), "max": str(len(content))})]

    return ReplyDetector(find)
