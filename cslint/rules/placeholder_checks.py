"""Checks of the variables in a template: left open, with a particle that depends on the value, in two syntaxes."""

import re

from cslint.korean.particles import PAIR
from cslint.morphology.analysis import Parsed
from cslint.offsets import SentenceSpan
from cslint.reading.placeholders import Placeholder
from cslint.rules.lexicon import Lexicon
from cslint.rules.replies import AnalysedReply, Match, ReplyCheck, SentenceCheck, SentenceMatch
from cslint.rules.rulefile import CheckShape


def unfilled(shape: CheckShape, _lexicon: Lexicon) -> ReplyCheck:
    """Blanks left open: ○○, OOO, __ always; any variable in a text that was already sent (decision 8)."""
    allowed = frozenset(shape.words or ())

    def find(reply: AnalysedReply) -> list[Match]:
        return [
            Match(at, found.span)
            for at, sentence in enumerate(reply.sentences)
            for found in sentence.parsed.placeholders
            if (found.syntax == "○○" or reply.sent) and found.name not in allowed
        ]

    return find


# Blanks are unfilled-placeholder's; {% if %} is the control syntax of {{…}}, not another one.
_NO_SYNTAX = frozenset(("○○", "{%…%}"))
_BENDING = re.compile(
    r"(?:을|를|이|가|은|는|과|와|으로|로|이나|나|이라|라|이라는|라는|이라고|라고|이랑|랑|이며|이고|이에요|예요|이예요|에요|이었습니다|였습니다"
    rf"|{PAIR.pattern}|\(이\)(?:나|라|에요)|을/를|이/가|은/는"
    r"|아|야|으로서|로서|으로써|로써|으로는|로는|으로만|로만)(?![가-힣(])"
)

# Programs' message catalogues have no noun to put behind a variable: 을(를) is the best they can do.
_CATALOGUE = frozenset(("%{…}", "%(…)s", "%s"))
# Nobody reads these aloud, so no particle behind them looks wrong.
_UNREAD_NAME = re.compile(r"번호|코드|링크|주소|url|link|code|(?:^|_)(?:no|id|num|number)$", re.IGNORECASE)


def bending_particle(_shape: CheckShape, _lexicon: Lexicon) -> SentenceCheck:
    """Find particles that depend on the last sound of a variable's value: #{상품명}을 becomes 운동화을."""

    def find(parsed: Parsed) -> list[SentenceMatch]:
        found: list[SentenceMatch] = []
        for placeholder in parsed.placeholders:
            start, end = placeholder.span.start, placeholder.span.end
            particle = _BENDING.match(parsed.text, end)
            if not particle or placeholder.syntax in _NO_SYNTAX:
                continue
            paired = "(" in particle.group() or "/" in particle.group()
            if paired and placeholder.syntax in _CATALOGUE:
                continue
            if paired or not _UNREAD_NAME.search(placeholder.name):
                found.append(SentenceMatch(SentenceSpan(start, particle.end()), {"word": particle.group()}))
        return found

    return find


def mixed_syntaxes(_shape: CheckShape, _lexicon: Lexicon) -> ReplyCheck:
    """Two ways of writing variables in one reply; the rarer one is reported where it first stands."""

    def find(reply: AnalysedReply) -> list[Match]:
        seen: dict[str, list[tuple[int, SentenceSpan]]] = {}
        plain = any(found.syntax == "{…}" for sentence in reply.sentences for found in sentence.parsed.placeholders)
        for at, sentence in enumerate(reply.sentences):
            for found in sentence.parsed.placeholders:
                if found.syntax in _NO_SYNTAX or _is_label(sentence.parsed, found):
                    continue
                if not (plain and found.syntax == "#{…}" and _follows_number(sentence.parsed, found)):
                    seen.setdefault(found.syntax, []).append((at, found.span))
        if len(seen) < 2:
            return []
        most = max(seen, key=lambda syntax: len(seen[syntax]))
        rarer = next(syntax for syntax in reversed(seen) if syntax != most)
        return [Match(*seen[rarer][0], {"most": most, "odd": rarer})]

    return find


def _is_label(parsed: Parsed, found: Placeholder) -> bool:
    """Tell whether a bracketed name heads a line, as in `[주문번호] #{주문번호}`: a caption, not a variable."""
    if found.syntax not in ("[…]", "<…>", "【…】"):
        return False
    behind = parsed.text[found.span.end :]
    return not parsed.text[: found.span.start].strip(" -•*▶■·") and not re.match(r"\s?(?:님|고객|회원)|[가-힣]", behind)


def _follows_number(parsed: Parsed, found: Placeholder) -> bool:
    """Tell whether the sign of `주문번호 #{번호}` may be text before the variable `{번호}`."""
    return _NUMBER_SIGN.search(parsed.text, 0, found.span.start) is not None


_NUMBER_SIGN = re.compile(r"(?:번호|코드|[Nn][Oo]\.?)\s?[:：]?\s?$")
