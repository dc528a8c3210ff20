"""The writer's instructions `ignore[…]`, `off[…]` and `on[…]`: which findings they silence, and which of them are amiss."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cslint.document import Comment, Document, Reply, Segment
from cslint.findings import Finding, Level
from cslint.settings.shape import closest
from cslint.source import SourceSpan

_NO_NAMES = re.compile(r"\w+\s*\[[\s,]*\]")
_REASON = re.compile(r"\w")
# The category of findings about instructions.
CATEGORY = "suppression"
# What each of them is about, and why it is told.
ABOUT: Mapping[str, tuple[str, str]] = {
    "suppression-malformed": (
        "읽을 수 있는 지시를 적는다",
        "잘못 적은 지시는 아무것도 끄지 못합니다. 끈 줄 알고 지나친 지적은 나중에 다시 나타납니다.",
    ),
    "suppression-no-reason": (
        "끄는 이유를 적는다",
        "이유가 없으면 다음에 글을 고치는 사람이 그대로 두어도 되는지 알 수 없습니다.",
    ),
    "suppression-unknown-rule": (
        "있는 규칙의 이름을 적는다",
        "이름이 틀린 지시는 아무것도 끄지 못합니다.",
    ),
    "suppression-unknown-situation": (
        "있는 상황의 이름을 적는다",
        "이름이 틀린 지시는 아무것도 알려 주지 못합니다. 답변은 상황을 적지 않은 것처럼 검사됩니다.",
    ),
    "suppression-unused": (
        "쓸모없어진 지시를 지운다",
        "글을 고쳐 지적이 사라졌는데 지시가 남으면, 나중에 생긴 같은 잘못을 가립니다.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Silence:
    """One rule kept quiet over one stretch of source by one comment."""

    rule: str
    span: SourceSpan
    comment: Comment


def apply_suppressions(
    document: Document,
    findings: Sequence[Finding],
    known_rules: Collection[str],
    enabled_rules: Collection[str] | None = None,
    levels: Mapping[str, Level] | None = None,
    situations: Mapping[Comment, Sequence[Reply] | str] | None = None,
) -> tuple[Finding, ...]:
    """Return the findings that no instruction silences, and the findings about the instructions, in source order.

    `ignore[a, b] 이유` silences the rules in what its place covers, else in the next block; `off[a] 이유` from the comment
    to the next `on[a]`, or to the end of the file. A finding is silenced if it starts inside. An instruction that is
    malformed, or an `ignore` or `off` without a reason, silences nothing. Rules that are not in `known_rules`, all there
    are, are told, and so are rules that had nothing to silence, if they looked: only those of `enabled_rules` (None: all)
    did. `levels` has the level of each kind of finding about instructions; one it lacks is not told (None: all are
    warnings). `situations` is what `situations_told` says of the document (None: to be asked), with a Korean line instead of
    the replies for a comment that names no situation there is.
    """
    situations = situations_told(document) if situations is None else situations
    instructions, amiss = [], []
    for comment in sorted(document.comments, key=lambda comment: comment.span):
        if fault := _fault(document, comment):
            amiss.append(fault)
        elif comment.verb != "situation":
            amiss.extend(_unknown(document, comment, known_rules))
            instructions.append(comment)
        elif isinstance(about := situations[comment], str):
            amiss.append(_finding(document, comment, "suppression-unknown-situation", about))
        elif not about:
            what = "이 지시를 따를 답변이 뒤에 없습니다. 답변 바로 위로 옮기거나 지워 주세요."
            amiss.append(_finding(document, comment, "suppression-unused", what))
    silences, stray = _silences(document, instructions)
    kept, used = _sift(findings, silences)
    idle = [(silence.rule, silence.comment) for silence in silences if silence not in used]
    looked = known_rules if enabled_rules is None else enabled_rules
    for rule, comment in (*idle, *stray):
        if rule in looked:
            what = f"`{rule}`: 이 자리에서 끄는 지적이 없습니다. 지워 주세요."
            amiss.append(_finding(document, comment, "suppression-unused", what))
    if levels is not None:
        amiss = [one._replace(level=levels[one.rule]) for one in amiss if one.rule in levels]
    return tuple(sorted((*kept, *amiss), key=lambda finding: (finding.span, finding.rule)))


def situations_told(document: Document) -> Mapping[Comment, Sequence[Reply]]:
    """Return the comments `situation[…]`, in their order, with the replies each is about.

    Those are what its place covers, else the next one; none where no reply follows or another such comment stands between.
    """
    comments = [comment for comment in document.comments if comment.verb == "situation"]
    if not comments:
        return {}
    replies = sorted(((reply.span, reply) for reply in document.replies), key=lambda placed: placed[0])
    starts = [span.start for span, _ in replies]
    others = sorted(comment.span for comment in comments)
    told: dict[Comment, Sequence[Reply]] = {}
    for comment in comments:
        if comment.covers is not None:
            inside = slice(bisect_left(starts, comment.covers.start), bisect_right(starts, comment.covers.end))
            told[comment] = [reply for span, reply in replies[inside] if comment.covers.covers(span)]
            continue
        following = bisect_left(starts, comment.span.end)
        other = bisect_left(others, SourceSpan(comment.span.end, comment.span.end))
        told_again = other < len(others) and following < len(starts) and others[other].end <= starts[following]
        told[comment] = [] if told_again else [reply for _, reply in replies[following : following + 1]]
    return told


def _sift(findings: Sequence[Finding], silences: Sequence[_Silence]) -> tuple[list[Finding], set[_Silence]]:
    """Return the findings that no silence covers, and the silences that covered one: one sweep down the file."""
    waiting: dict[str, deque[_Silence]] = defaultdict(deque)
    for silence in sorted(silences, key=lambda silence: silence.span):
        waiting[silence.rule].append(silence)
    over: dict[str, list[_Silence]] = defaultdict(list)
    kept: list[Finding] = []
    used: set[_Silence] = set()
    for finding in sorted(findings, key=lambda finding: finding.span):
        at, ahead = finding.span.start, waiting[finding.rule]
        while ahead and ahead[0].span.start <= at:
            over[finding.rule].append(ahead.popleft())
        over[finding.rule] = [silence for silence in over[finding.rule] if at < silence.span.end]
        used.update(over[finding.rule])
        if not over[finding.rule]:
            kept.append(finding)
    return kept, used


def _fault(document: Document, comment: Comment) -> Finding | None:
    """Return the finding that says why nobody can follow an instruction, or None."""
    if not comment.verb:
        if comment.text.startswith("cslint"):
            form = "situation[상황]" if "situation" in comment.text else "ignore[규칙-이름] 이유"
            what = f"읽을 수 없는 지시입니다. `cslint: {form}`처럼 써 주세요."
        elif comment.text.startswith("situation"):
            what = "읽을 수 없는 지시입니다. `situation[상황]`처럼 상황을 대괄호 안에 써 주세요."
        elif _NO_NAMES.match(comment.text):
            what = "끌 규칙이 없습니다. `ignore[규칙-이름] 이유`처럼 규칙을 적어 주세요."
        else:
            what = "읽을 수 없는 지시입니다. `ignore[규칙-이름] 이유`처럼 써 주세요."
        return _finding(document, comment, "suppression-malformed", what)
    if comment.verb in ("ignore", "off") and not _REASON.search(comment.reason):
        what = f"끄는 이유가 없습니다. `{comment.verb}[{', '.join(comment.names)}]` 뒤에 이유를 적어 주세요."
        return _finding(document, comment, "suppression-no-reason", what)
    return None


def _unknown(document: Document, comment: Comment, known_rules: Collection[str]) -> Iterator[Finding]:
    for rule in comment.names:
        if rule not in known_rules:
            close = closest(rule, known_rules)
            mend = f"혹시 `{close}`인가요?" if close else "`cslint rules`로 규칙 이름을 확인해 주세요."
            yield _finding(document, comment, "suppression-unknown-rule", f"모르는 규칙입니다: `{rule}`. {mend}")


def _silences(document: Document, instructions: Sequence[Comment]) -> tuple[list[_Silence], list[tuple[str, Comment]]]:
    """Return what is silenced where, and each rule of an `on` that ends nothing."""
    end = SourceSpan(len(document.source.text), len(document.source.text))
    silences: list[_Silence] = []
    stray: list[tuple[str, Comment]] = []
    opened: dict[str, Comment] = {}
    segments = sorted(document.segments, key=lambda segment: segment.span) if instructions else []
    starts = [segment.span.start for segment in segments]
    for comment in instructions:
        at = bisect_left(starts, comment.span.end)
        following = _block(segments[at]) if at < len(segments) else None
        for rule in comment.names:
            if comment.verb == "ignore":
                span = comment.covers or following or comment.span
                silences.append(_Silence(rule, span, comment))
            elif comment.verb == "off" and comment.covers:
                silences.append(_Silence(rule, comment.covers, comment))
            elif rule in opened:
                start = opened[rule] if comment.verb == "off" else opened.pop(rule)
                if comment.verb == "off":
                    stray.append((rule, comment))  # off already: the first one holds
                else:
                    silences.append(_Silence(rule, SourceSpan(start.span.start, comment.span.start), start))
            elif comment.verb == "off":
                opened[rule] = comment
            else:
                stray.append((rule, comment))
    silences.extend(_Silence(rule, SourceSpan(start.span.start, end.end + 1), start) for rule, start in opened.items())
    return silences, stray


def _block(segment: Segment) -> SourceSpan:
    """Return the source of a segment with the whole block it belongs to."""
    own, block = segment.span, segment.block
    return SourceSpan(min(own.start, block.start), max(own.end, block.end)) if block else own


def _finding(document: Document, comment: Comment, rule: str, message: str) -> Finding:
    quote = document.source.text[comment.span.start : comment.span.end]
    return Finding(comment.span, rule, CATEGORY, Level.WARNING, message, quote)
