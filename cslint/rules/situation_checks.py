"""Checks of a whole reply against its situation: what it lacks, what it exceeds, whether it is that situation at all."""

import difflib
import unicodedata
from collections.abc import Callable, Sequence

from cslint.offsets import SentenceSpan
from cslint.rules.conditions import NOWHERE, all_of
from cslint.rules.lexicon import Lexicon
from cslint.rules.quotation import is_quoted
from cslint.rules.replies import AnalysedReply, Match, ReplyCheck, whole_sentence
from cslint.rules.rulefile import CheckShape

# One strong cue is two points, two are four; three are a strong cue and another.
_STRONG, _SURE, _TWO_STRONG = 2, 3, 4


def incomplete(_shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Find what the reply's situation requires and it does not have, in one message (decision 2)."""
    required = {
        situation: [
            (element, all_of(element.when, lexicon), lexicon.patterns(element.any))
            for element in profile.required.values()
        ]
        for situation, profile in lexicon.profiles.items()
    }

    def find(reply: AnalysedReply) -> list[Match]:
        profile = lexicon.profiles.get(reply.situation_id or "")
        if profile is None or not reply.content or not _is_whole(reply):
            return []
        missing = [
            element
            for element, applies, pattern in required[reply.situation_id or ""]
            if applies(reply, NOWHERE) and not any(pattern.is_in(sentence.parsed) for sentence in reply.sentences)
        ]
        if not missing:
            return []
        values = {
            "missing": ", ".join(element.name for element in missing),
            "skeleton": " ".join(element.skeleton for element in missing),
            "situation": profile.name,
        }
        return [whole_sentence(reply, reply.content[0], values)]

    return find


def _is_whole(reply: AnalysedReply) -> bool:
    """Tell whether a reply is the whole answer to its situation, so that something can be missing in it.

    It is unless a heading or a column only points to the situation in words of its own: under 'when a delivery is late'
    also stands how to change an address. A guess must be a good one, and the text more than a sentence.
    """
    if reply.situation is None:
        return False
    if not reply.is_declared:
        return len(reply.content) > 1 and reply.points.get(reply.situation.id, 0) >= _SURE
    return reply.situation.by_name


def lacking(shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Find a reply to a situation that has none of `phrases`; it is reported at its first sentence."""
    wanted = lexicon.patterns(shape.phrases or [])

    def find(reply: AnalysedReply) -> list[Match]:
        profile = lexicon.profiles.get(reply.situation_id or "")
        if profile is None or not reply.content or not _is_whole(reply):
            return []
        if any(wanted.is_in(reply.sentences[at].parsed) for at in reply.content):
            return []
        return [whole_sentence(reply, reply.content[0])]

    return find


def mismatch(_shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Find a told situation that the words contradict: they show another one, of greater risk (guide 3, C3)."""

    def find(reply: AnalysedReply) -> list[Match]:
        told = lexicon.profiles.get(reply.situation_id or "")
        if told is None or not reply.is_declared:
            return []
        own = reply.points.get(reply.situation_id or "", 0)
        least = own + _TWO_STRONG if told.serious else _SURE
        shown = [
            profile
            for name, points in reply.points.items()
            if (profile := lexicon.profiles[name]).serious
            and profile.priority < told.priority
            and points >= least
            and (points > own + _STRONG or profile.priority <= _PEOPLE_FIRST)
        ]
        if not shown:
            return []
        grave = min(shown, key=lambda profile: profile.priority)
        at, span = _first_place([*grave.strong, *grave.weak], reply, lexicon)
        return [Match(at, span, {"declared": told.name, "shown": grave.name})]

    return find


# Names this alike, letter by letter, are one misspelt; 배송 문의 and 배송 지연 are two.
_ALIKE = 0.85


def misspelt(_shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Find a reply declared to be in a situation that there is not, called nearly as one that there is."""
    known = {
        _letters(name): profile.name
        for situation, profile in lexicon.profiles.items()
        for name in (situation, profile.name, *profile.aliases)
    }

    def find(reply: AnalysedReply) -> list[Match]:
        declared = reply.reply.declared if reply.reply else None
        is_read = reply.situation is not None and reply.situation.source in ("declared", "comment")
        if not declared or is_read or not reply.content:
            return []
        close = difflib.get_close_matches(_letters(declared), known, 1, _ALIKE)
        values = {"declared": declared.strip(), "shown": known[close[0]] if close else ""}
        return [whole_sentence(reply, reply.content[0], values)] if close else []

    return find


def _letters(name: str) -> str:
    """Return what two spellings of a name share: the letters, Hangul decomposed, so that one wrong letter is one."""
    return unicodedata.normalize("NFD", "".join(filter(str.isalnum, name)).casefold())


# Safety and leaked personal data come before whatever else a reply is about.
_PEOPLE_FIRST = 2


def _first_place(phrases: Sequence[str], reply: AnalysedReply, lexicon: Lexicon) -> tuple[int, SentenceSpan]:
    """Return the sentence's index and the place in it of the first of `phrases` in a reply that holds one."""
    patterns = [lexicon.patterns(phrase) for phrase in phrases]
    return next(
        (at, found.span)
        for pattern in patterns
        for at, sentence in enumerate(reply.sentences)
        for found in pattern.matches(sentence.parsed)
    )


def late_answer(shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Find the first sentence that says something behind `number` or more that are `phrases`, courtesy."""
    courtesy = lexicon.patterns(shape.phrases or [])
    least = int(lexicon.number(shape.number or 3))

    def find(reply: AnalysedReply) -> list[Match]:
        for before, at in enumerate(reply.content):
            parsed = reply.sentences[at].parsed
            if courtesy.is_in(parsed):
                continue
            if before < least:
                return []
            return [whole_sentence(reply, at, {"count": str(before)})]
        return []

    return find


def copied_sentence(shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
    """Find sentences of `chars` or more, without variables, that stand in `number` or more replies of the file."""
    least, chars = lexicon.number(shape.number or 3), lexicon.number(shape.chars or 20)

    def find(reply: AnalysedReply) -> list[Match]:
        return [
            whole_sentence(reply, at, {"count": str(reply.copies[text])})
            for at, sentence in enumerate(reply.sentences)
            if len(text := sentence.parsed.text) >= chars
            and not sentence.parsed.placeholders
            and reply.copies.get(text, 0) >= least
        ]

    return find


def budget(what: str) -> Callable[[CheckShape, Lexicon], ReplyCheck]:
    """Return a check of a situation's budget: more of `regex` in a reply than the profile's `what` allows."""

    def make(shape: CheckShape, lexicon: Lexicon) -> ReplyCheck:
        regex = lexicon.regex(shape.regex if isinstance(shape.regex, str) else "|".join(shape.regex or ()))

        def find(reply: AnalysedReply) -> list[Match]:
            profile = lexicon.profiles.get(reply.situation_id or "")
            most = getattr(profile, what) if profile else None
            if profile is None or most is None:
                return []
            found = [
                (at, span)
                for at, sentence in enumerate(reply.sentences)
                for span in (SentenceSpan(*match.span()) for match in regex.finditer(sentence.parsed.surface))
                if not is_quoted(sentence.parsed.text, span)
            ]
            return [Match(at, span, {"max": str(most), "situation": profile.name}) for at, span in found[most:]]

        return find

    return make
