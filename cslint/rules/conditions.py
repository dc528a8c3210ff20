"""Conditions of rules: what `if`, `unless` and `soften` look at around a match."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cslint.document import Kind
from cslint.matching.patterns import Pattern
from cslint.morphology.analysis import Parsed, Sentence
from cslint.offsets import SentenceSpan
from cslint.rules.lexicon import Lexicon
from cslint.rules.quotation import is_quoted
from cslint.rules.replies import AnalysedReply, Match
from cslint.rules.rulefile import ConditionShape

Condition = Callable[[AnalysedReply, Match], bool]


def any_of(shapes: Iterable[ConditionShape], lexicon: Lexicon) -> Condition:
    """Return a condition that holds if any of `shapes` does; with no shapes it never holds."""
    conditions = [compile_condition(shape, lexicon) for shape in shapes]
    if len(conditions) == 1:
        return conditions[0]
    if not conditions:
        return lambda _reply, _match: False
    return lambda reply, match: any(condition(reply, match) for condition in conditions)


def all_of(shapes: Iterable[ConditionShape], lexicon: Lexicon) -> Condition:
    """Return a condition that holds if all of `shapes` do."""
    return _together([compile_condition(shape, lexicon) for shape in shapes])


def compile_condition(shape: ConditionShape, lexicon: Lexicon) -> Condition:
    """Return the condition of a shape: all its keys must hold. Raises what `Lexicon` raises for bad phrases."""
    parts = [_MAKERS[key](getattr(shape, key), shape, lexicon) for key in _set(shape)]
    if not parts:
        raise ValueError("조건이 비어 있습니다.")
    return _together(parts)


# What these ask is the same for every match in a reply.
_OF_REPLIES = frozenset(("situation", "declared", "sent", "channel", "min_sentences", "max_sentences"))


def of_reply(shapes: Iterable[ConditionShape], lexicon: Lexicon) -> Callable[[AnalysedReply], bool]:
    """Return what all of `shapes` ask of a reply whatever matches in it: where it does not hold, nothing need be looked for."""
    asked = [
        _MAKERS[key](getattr(shape, key), shape, lexicon)
        for shape in shapes
        for key in _set(shape)
        if _is_of_reply(shape, key)
    ]
    return lambda reply: all(condition(reply, NOWHERE) for condition in asked)


# For conditions that ask of the reply alone.
NOWHERE = Match(0, SentenceSpan(0, 0))


def _is_of_reply(shape: ConditionShape, key: str) -> bool:
    return key in _OF_REPLIES or (key == "not_" and shape.not_ is not None and _OF_REPLIES.issuperset(_set(shape.not_)))


def _set(shape: ConditionShape) -> list[str]:
    """Return the keys that a condition has."""
    return [key for key in _MAKERS if getattr(shape, key) is not None]


def _together(parts: Sequence[Condition]) -> Condition:
    if len(parts) == 1:
        return parts[0]
    return lambda reply, match: all(part(reply, match) for part in parts)


def _has(pattern: Pattern, sentences: Iterable[Sentence]) -> bool:
    return any(pattern.is_in(sentence.parsed) for sentence in sentences)


def _sentence(reply: AnalysedReply, match: Match) -> Parsed:
    return reply.sentences[match.at].parsed


def _sentence_has(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, match: pattern.is_in(_sentence(reply, match))


def _sentence_lacks(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, match: not pattern.is_in(_sentence(reply, match))


def _before_has(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, match: any(
        found.span.end <= match.span.start for found in pattern.matches(_sentence(reply, match))
    )


def _after_has(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, match: any(
        found.span.start >= match.span.end for found in pattern.matches(_sentence(reply, match))
    )


def _overlaps(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, match: any(
        found.span.overlaps(match.span) for found in pattern.matches(_sentence(reply, match))
    )


def _previous_has(value: Any, shape: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern, distance = lexicon.patterns(value), shape.within
    return lambda reply, match: _has(pattern, reply.sentences[max(0, match.at - distance) : match.at])


def _next_has(value: Any, shape: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern, distance = lexicon.patterns(value), shape.within
    return lambda reply, match: _has(pattern, reply.sentences[match.at + 1 : match.at + 1 + distance])


def _near_has(value: Any, shape: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern, distance = lexicon.patterns(value), shape.within
    return lambda reply, match: _has(pattern, reply.around(match.at, distance))


def _near_lacks(value: Any, shape: ConditionShape, lexicon: Lexicon) -> Condition:
    holds = _near_has(value, shape, lexicon)
    return lambda reply, match: not holds(reply, match)


def _beside_has(value: Any, shape: ConditionShape, lexicon: Lexicon) -> Condition:
    before, behind = _previous_has(value, shape, lexicon), _next_has(value, shape, lexicon)
    return lambda reply, match: before(reply, match) or behind(reply, match)


def _reply_has(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, _match: _has(pattern, reply.sentences)


def _reply_lacks(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, _match: not _has(pattern, reply.sentences)


def _later_has(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, match: _has(pattern, reply.sentences[match.at + 1 :])


def _earlier_has(value: Any, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.patterns(value)
    return lambda reply, match: _has(pattern, reply.sentences[: match.at])


def _regex(value: str, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.regex(value)
    return lambda reply, match: pattern.search(_sentence(reply, match).surface) is not None


def _match_regex(value: str, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.regex(value)
    return lambda reply, match: (
        pattern.search(_sentence(reply, match).surface[match.span.start : match.span.end]) is not None
    )


def _before_regex(value: str, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.regex(f"(?:{value})$")
    return lambda reply, match: pattern.search(_sentence(reply, match).surface[: match.span.start]) is not None


def _after_regex(value: str, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.regex(f"^(?:{value})")
    return lambda reply, match: pattern.search(_sentence(reply, match).surface[match.span.end :]) is not None


def _near_regex(value: str, shape: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern, distance = lexicon.regex(value), shape.within
    return lambda reply, match: any(
        pattern.search(sentence.parsed.surface) for sentence in reply.around(match.at, distance)
    )


def _reply_regex(value: str, _: ConditionShape, lexicon: Lexicon) -> Condition:
    pattern = lexicon.regex(value)
    return lambda reply, _match: pattern.search(reply.text) is not None


def _situation(value: list[str], _: ConditionShape, lexicon: Lexicon) -> Condition:
    wanted = frozenset(lexicon.situation_id(name) for name in value)
    return lambda reply, _match: reply.situation_id in wanted


def _declared(value: bool, _: ConditionShape, _lexicon: Lexicon) -> Condition:  # noqa: FBT001  (a YAML value)
    return lambda reply, _match: reply.is_declared is value


def _quoted(value: bool, _: ConditionShape, _lexicon: Lexicon) -> Condition:  # noqa: FBT001
    return lambda reply, match: is_quoted(_sentence(reply, match).text, match.span) is value


def _glossed(value: bool, _: ConditionShape, lexicon: Lexicon) -> Condition:  # noqa: FBT001
    """Look for a gloss: Korean words in brackets behind the term, or the term in brackets behind them."""
    behind = lexicon.regex(r"^[가-힣]{0,2}\s?[(（][^()（）]*[가-힣][^()（）]*[)）]")
    defined = lexicon.regex(
        r"^(?:이란|란|은|는|이라는|라는)\s.*(?:말합니다|뜻합니다|뜻이에요|말해요|말이에요|뜻입니다)"
    )
    inside = lexicon.regex(r"[가-힣]\s?[(（][^()（）]*$")

    def glossed(reply: AnalysedReply, match: Match) -> bool:
        text = _sentence(reply, match).text
        rest = text[match.span.end :]
        found = behind.search(rest) or defined.search(rest)
        found = found or (
            inside.search(text[: match.span.start]) and rest.lstrip("가나다라마바사아자차카타파하")[:1] in ")）"
        )
        return bool(found) is value

    return glossed


def _position(value: str, _: ConditionShape, _lexicon: Lexicon) -> Condition:
    def at_edge(reply: AnalysedReply, match: Match) -> bool:
        content = reply.content
        return bool(content) and match.at == (content[0] if value == "first" else content[-1])

    return at_edge


def _min_sentences(value: int, _: ConditionShape, _lexicon: Lexicon) -> Condition:
    return lambda reply, _match: len(reply.content) >= value


def _max_sentences(value: int, _: ConditionShape, _lexicon: Lexicon) -> Condition:
    return lambda reply, _match: len(reply.content) <= value


def _sent(value: bool, _: ConditionShape, _lexicon: Lexicon) -> Condition:  # noqa: FBT001
    return lambda reply, _match: reply.sent is value


def _channel(value: list[str], _: ConditionShape, _lexicon: Lexicon) -> Condition:
    return lambda reply, _match: reply.channel in value


def _kind(value: list[Kind], _: ConditionShape, _lexicon: Lexicon) -> Condition:
    return lambda reply, match: reply.sentences[match.at].segment.kind in value


def _all(value: Sequence[ConditionShape], _: ConditionShape, lexicon: Lexicon) -> Condition:
    return all_of(value, lexicon)


def _any(value: Sequence[ConditionShape], _: ConditionShape, lexicon: Lexicon) -> Condition:
    return any_of(value, lexicon)


def _not(value: ConditionShape, _: ConditionShape, lexicon: Lexicon) -> Condition:
    inner = compile_condition(value, lexicon)
    return lambda reply, match: not inner(reply, match)


_MAKERS: dict[str, Callable[[Any, ConditionShape, Lexicon], Condition]] = {
    "situation": _situation,
    "declared": _declared,
    "sent": _sent,
    "channel": _channel,
    "kind": _kind,
    "min_sentences": _min_sentences,
    "max_sentences": _max_sentences,
    "position": _position,
    "quoted": _quoted,
    "glossed": _glossed,
    "regex": _regex,
    "match_regex": _match_regex,
    "before_regex": _before_regex,
    "after_regex": _after_regex,
    "near_regex": _near_regex,
    "reply_regex": _reply_regex,
    "sentence_has": _sentence_has,
    "sentence_lacks": _sentence_lacks,
    "before_has": _before_has,
    "after_has": _after_has,
    "overlaps": _overlaps,
    "previous_has": _previous_has,
    "next_has": _next_has,
    "near_has": _near_has,
    "near_lacks": _near_lacks,
    "beside_has": _beside_has,
    "reply_has": _reply_has,
    "reply_lacks": _reply_lacks,
    "later_has": _later_has,
    "earlier_has": _earlier_has,
    "all": _all,
    "any": _any,
    "not_": _not,
}
