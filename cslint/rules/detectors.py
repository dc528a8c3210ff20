"""The kinds of match: each shape becomes a detector. Those that look at one sentence are here (reply_detectors.py)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cslint.matching.needs import Need
from cslint.morphology.analysis import BLOT, Parsed
from cslint.morphology.words import Pos
from cslint.offsets import SentenceSpan
from cslint.rules.checks import reply_check, sentence_check
from cslint.rules.lexicon import Lexicon, Regex, spelled_out
from cslint.rules.replies import SentenceCheck, SentenceMatch
from cslint.rules.reply_detectors import ReplyDetector, count, mixed_levels, off_brand, order, ratio, require
from cslint.rules.rulefile import CheckShape, LengthShape, MatchShape, SpeechLevelShape, WordShape
from cslint.rules.termtable import TermTable
from cslint.rules.wordruns import WordRuns


@dataclass(frozen=True, slots=True)
class SentenceDetector:
    """Finds places by looking at one sentence alone.

    `ways` as in `Pattern`. One that looks for regular expressions (RE2) has `expressions`, and `search` finds those with
    the given indices.
    """

    find: SentenceCheck
    ways: tuple[frozenset[Need], ...] = (frozenset(),)
    expressions: tuple[str, ...] = ()
    search: "Search | None" = None


Search = Callable[[Parsed, Iterable[int]], list[SentenceMatch]]
Detector = SentenceDetector | ReplyDetector


def compile_match(shape: MatchShape, lexicon: Lexicon, tiers: frozenset[int], keep: frozenset[str]) -> Detector:
    """Return the detector of one `match` item.

    `tiers` and `keep` choose among the terms of a table. Raises ValueError (PhraseError among them) with a Korean line
    for what cannot be compiled, also when the item has no kind or more than one.
    """
    names = (*_KINDS, "terms")
    kinds = [kind for kind in names if getattr(shape, kind) is not None]
    if len(kinds) != 1:
        raise ValueError(f"match 항목에는 종류가 하나만 있어야 합니다: {', '.join(sorted(names)).replace('_', '-')}")
    if kinds[0] == "terms":
        table = TermTable(lexicon.table(shape.terms or ""), lexicon, tiers, keep)
        return SentenceDetector(table.matches, (frozenset((table.keys,)),))
    detector = _KINDS[kinds[0]](getattr(shape, kinds[0]), lexicon)
    return _spelled(detector, shape.replace, lexicon) if shape.replace else detector


def _spelled(detector: Detector, respelling: Mapping[str, str], lexicon: Lexicon) -> Detector:
    """Return a detector whose matches also say how they are spelled right: the value `fixed`."""
    if isinstance(detector, ReplyDetector):
        raise ValueError("replace는 문장 하나를 보는 종류에만 쓸 수 있습니다.")  # noqa: TRY004  (a rule file's mistake)
    steps = [(lexicon.regex(pattern), template) for pattern, template in respelling.items()]

    def spelled(parsed: Parsed, found: list[SentenceMatch]) -> list[SentenceMatch]:
        return [
            SentenceMatch(span, {**values, "fixed": _respelled(parsed.text[span.start : span.end], steps)})
            for span, values in ((match.span, match.values) for match in found)
        ]

    find, search = detector.find, detector.search
    again = None if search is None else lambda parsed, which: spelled(parsed, search(parsed, which))
    return replace(detector, find=lambda parsed: spelled(parsed, find(parsed)), search=again)


_GROUP = re.compile(r"\\(\d)")


def _respelled(text: str, steps: Sequence[tuple[Regex, str]]) -> str:
    """Return `text` with each expression's matches replaced; written out because RE2's own `sub` garbles Hangul."""
    for regex, template in steps:
        done, at = "", 0
        for found in regex.finditer(text):
            done += text[at : found.start()] + _GROUP.sub(_group_of(found), template)
            at = found.end()
        text = done + text[at:]
    return text


def _group_of(found: Any) -> Callable[[re.Match[str]], str]:
    return lambda reference: found.group(int(reference[1])) or ""


def _phrase(value: str | list[str], lexicon: Lexicon) -> Detector:
    pattern = lexicon.patterns(value)
    return SentenceDetector(
        lambda parsed: [SentenceMatch(found.span) for found in pattern.matches(parsed)], pattern.ways
    )


def _regex(value: str | list[str], lexicon: Lexicon) -> Detector:
    expressions = [value] if isinstance(value, str) else value
    patterns = [lexicon.regex(text) for text in expressions]

    def search(parsed: Parsed, which: Iterable[int]) -> list[SentenceMatch]:
        surface = parsed.surface
        return [
            SentenceMatch(SentenceSpan(*found.span(found.re.groupindex.get("mark", 0))))
            for pattern in map(patterns.__getitem__, which)
            for found in pattern.finditer(surface)
            if found.end() > found.start()
        ]

    every = range(len(patterns))
    return SentenceDetector(
        lambda parsed: search(parsed, every),
        expressions=tuple(spelled_out(text) for text in expressions),
        search=search,
    )


def _words(value: list[WordShape], _lexicon: Lexicon) -> Detector:
    runs = WordRuns(value)
    return SentenceDetector(lambda parsed: [SentenceMatch(span) for span in runs.in_sentence(parsed)], (runs.needs,))


def _speech_level(value: SpeechLevelShape, lexicon: Lexicon) -> Detector:
    if value.mixed is not None:
        return mixed_levels(value.mixed, lexicon)
    formulas = lexicon.patterns(value.formulas) if value.formulas else None
    if value.off_brand:
        return off_brand(formulas, lexicon)
    wanted = frozenset(value.is_ or ())

    def find(parsed: Parsed) -> list[SentenceMatch]:
        if parsed.level not in wanted or len(parsed.text.split()) < value.min_eojeol:
            return []
        if formulas is not None and formulas.is_in(parsed):
            return []
        body = [word for word in parsed.words if word.pos is not Pos.SYMBOL]
        last = body[-1]
        first = parsed.chain_at[len(parsed.words) - 1 - parsed.words[::-1].index(last)]
        start = parsed.words[first.first].start if first else last.start
        return [SentenceMatch(SentenceSpan(start, last.end))]

    return SentenceDetector(find)


# What makes a sentence long to the eye only: variables, links, brackets, quotations, menu paths, postal addresses.
_FIXED = (
    BLOT + "+|https?://\\S+|www\\.\\S+|\\([^()]*\\)|「[^」]*」|'[^']*'|‘[^’]*’|“[^”]*”|\"[^\"]*\"|\\S+ ?>.*>"
    # 홈페이지 - 인터넷뱅킹 - 인증센터, 02-000-0000
    "|\\S+(?: [-–→] [^-–→.,]{1,20}?)+ [-–→] \\S+|\\d{2,4}-\\d{3,4}-\\d{4}"
    "|[가-힣]{2,}(?:특별시|광역시|특별자치시|특별자치도|[시도]) (?:[가-힣0-9·.-]+(?:[시군구읍면동리가]|길|로)\\s)+[\\d-]+"
    "(?:번지|번길)?(?:,? [가-힣A-Za-z0-9]{2,}(?:빌딩|타워|센터|스퀘어|동))*(?: ?\\d+(?:동|층|호))*"
)
# Endings that join two statements; conditions, purposes and manners (-면, -도록, -게) belong to their statement.
_JOINING = frozenset((
    "고", "며", "면서", "어서", "라서", "니", "니까", "오니", "사오니", "므로", "는데", "ᆫ데", "은데", "나", "지만", "는바", "고서",
))  # fmt: skip
_MAY_JOIN = frozenset(f"-{ending}" for ending in (*_JOINING, "어"))
# With these behind it -고 makes one act of two: 알아보고 나서, 휴가를 내고 오셨는데, 못 받고 돌아가셔서.
_AS_ONE = frozenset(("나다", "오다", "가다", "돌아오다", "돌아가다"))
_LINKING = frozenset(("대하다", "통하다", "위하다", "인하다", "의하다", "관하다", "따르다", "비하다", "더불다", "말다"))


def _length(value: LengthShape, lexicon: Lexicon) -> Detector:
    chars = lexicon.number(value.chars) if value.chars is not None else None
    connectives = lexicon.number(value.connectives) if value.connectives is not None else None
    fixed = lexicon.regex(_FIXED)

    def find(parsed: Parsed) -> list[SentenceMatch]:
        shown = parsed.surface
        joining = [parsed.words[at].start for at in parsed.places_of(_MAY_JOIN) if _joins(parsed, at)]
        if (chars is None or len(shown) <= chars) and (connectives is None or len(joining) < connectives):
            return []  # most sentences, told without looking for what does not count
        spans = [found.span() for found in fixed.finditer(shown)]
        length = len(shown) - sum(end - start for start, end in spans)
        joined = sum(not any(start <= at < end for start, end in spans) for at in joining)
        long = chars is not None and length > chars
        if not long and (connectives is None or joined < connectives):
            return []
        values = {"length": str(length), "count": str(joined)}
        return [SentenceMatch(SentenceSpan(0, len(parsed.text)), values)]

    return SentenceDetector(find)


def _joins(parsed: Parsed, at: int) -> bool:
    """Tell whether the word joins its clause to another: 보내고, 늦었지만; not 보내고 있다, 알아보고 나서, 오류로 인해."""
    word, chain = parsed.words[at], parsed.chain_at[at]
    if word.ending_tag != "EC" or chain is None or chain.last != at or word.lemma in _LINKING:
        return False
    after = parsed.words[at + 1] if at + 1 < len(parsed.words) else None
    if after is None or (word.ending == "고" and after.lemma in _AS_ONE):
        return False
    # A bare -어 joins as a cause (재고가 없어 …) behind a state, else it only says how (눌러 주세요, 확인해 알리다).
    is_state = word.pos is Pos.ADJECTIVE or word.lemma in ("있다", "없다", "않다", "못하다", "이다")
    at_noun = at > 0 and "에" in parsed.words[at - 1].particles and word.lemma == "있다"
    return word.ending in _JOINING or (word.ending == "어" and is_state and not at_noun)


def _check(value: CheckShape, lexicon: Lexicon) -> Detector:
    of_sentence = sentence_check(value, lexicon)
    return SentenceDetector(of_sentence) if of_sentence is not None else ReplyDetector(reply_check(value, lexicon))


_KINDS: dict[str, Callable[..., Detector]] = {
    "phrase": _phrase,
    "forbid": _phrase,
    "regex": _regex,
    "words": _words,
    "speech_level": _speech_level,
    "count": count,
    "require": require,
    "order": order,
    "length": _length,
    "ratio": ratio,
    "check": _check,
}
