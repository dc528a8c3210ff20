"""The writer's instructions `ignore[…]`, `off[…]` and `on[…]`: which findings they silence, and which of them are amiss."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from cslint.document import Comment, Document
from cslint.findings import Finding, Level
from cslint.shape import close_to
from cslint.source import SourceSpan

_INSTRUCTION = re.compile(r"(?P<verb>ignore|off|on)\s*\[(?P<rules>[^\[\]]*)\]\s*(?P<reason>.*)", re.DOTALL)
_RULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REASON = re.compile(r"\w")
_CATEGORY = "suppression"


@dataclass(frozen=True, slots=True)
class _Instruction:
    """A well-formed instruction: `on` has no reason, the others have one."""

    verb: str
    rules: tuple[str, ...]
    comment: Comment


@dataclass(frozen=True, slots=True)
class _Silence:
    """One rule kept quiet over one stretch of source by one comment."""

    rule: str
    span: SourceSpan
    comment: Comment


def apply_suppressions(
    document: Document, findings: Sequence[Finding], known_rules: Collection[str]
) -> tuple[Finding, ...]:
    """Return the findings that no instruction silences, and the findings about the instructions, in source order.

    `ignore[a, b] 이유` silences the rules in what its place covers, else in the next block; `off[a] 이유` from the comment
    to the next `on[a]`, or to the end of the file. A finding is silenced if it starts inside. An instruction that is
    malformed or has no reason silences nothing; unknown rules, and rules of `known_rules` that had nothing to silence,
    are told. `known_rules` are all rules there are, selected or not.
    """
    instructions, amiss = [], []
    for comment in sorted(document.comments, key=lambda comment: comment.span):
        if comment.text.lstrip().startswith("situation"):
            continue
        read = _read(document, comment)
        if isinstance(read, Finding):
            amiss.append(read)
            continue
        amiss.extend(_unknown(document, read, known_rules))
        instructions.append(read)
    silences, stray = _silences(document, instructions)
    used: set[_Silence] = set()
    kept = []
    for finding in findings:
        over = {silence for silence in silences if silence.rule == finding.rule and _inside(finding, silence.span)}
        used |= over
        if not over:
            kept.append(finding)
    idle = [(silence.rule, silence.comment) for silence in silences if silence not in used]
    for rule, comment in (*idle, *stray):
        if rule in known_rules:
            what = f"`{rule}`: 이 자리에서 끄는 지적이 없습니다. 지워 주세요."
            amiss.append(_finding(document, comment, "suppression-unused", what))
    return tuple(sorted((*kept, *amiss), key=lambda finding: (finding.span, finding.rule)))


def _read(document: Document, comment: Comment) -> _Instruction | Finding:
    """Return the instruction a comment spells, or the finding that says why it spells none."""
    found = _INSTRUCTION.fullmatch(comment.text.strip())
    rules = tuple(dict.fromkeys(rule.strip() for rule in found["rules"].split(","))) if found else ()
    if not found or not all(_RULE.fullmatch(rule) for rule in rules):
        blank = found is not None and not "".join(rules)
        what = (
            "끌 규칙이 없습니다. `ignore[규칙-이름] 이유`처럼 규칙을 적어 주세요."
            if blank
            else "읽을 수 없는 지시입니다. `ignore[규칙-이름] 이유`처럼 써 주세요."
        )
        return _finding(document, comment, "suppression-malformed", what)
    if found["verb"] != "on" and not _REASON.search(found["reason"]):
        what = f"끄는 이유가 없습니다. `{found['verb']}[{', '.join(rules)}]` 뒤에 이유를 적어 주세요."
        return _finding(document, comment, "suppression-no-reason", what)
    return _Instruction(found["verb"], rules, comment)


def _unknown(document: Document, instruction: _Instruction, known_rules: Collection[str]) -> Iterator[Finding]:
    for rule in instruction.rules:
        if rule not in known_rules:
            hint = close_to(rule, known_rules)
            mend = hint if hint.startswith("혹시") else "`cslint rules`로 규칙 이름을 확인해 주세요."
            yield _finding(
                document, instruction.comment, "suppression-unknown-rule", f"모르는 규칙입니다: `{rule}`. {mend}"
            )


def _silences(
    document: Document, instructions: Sequence[_Instruction]
) -> tuple[list[_Silence], list[tuple[str, Comment]]]:
    """Return what is silenced where, and each rule of an `on` that ends nothing."""
    end = SourceSpan(len(document.source.text), len(document.source.text))
    silences: list[_Silence] = []
    stray: list[tuple[str, Comment]] = []
    opened: dict[str, Comment] = {}
    for instruction in instructions:
        comment = instruction.comment
        for rule in instruction.rules:
            if instruction.verb == "ignore":
                span = comment.covers or _next_block(document, comment) or comment.span
                silences.append(_Silence(rule, span, comment))
            elif instruction.verb == "off" and comment.covers:
                silences.append(_Silence(rule, comment.covers, comment))
            elif rule in opened:
                start = opened[rule] if instruction.verb == "off" else opened.pop(rule)
                if instruction.verb == "off":
                    stray.append((rule, comment))  # off already: the first one holds
                else:
                    silences.append(_Silence(rule, SourceSpan(start.span.start, comment.span.start), start))
            elif instruction.verb == "off":
                opened[rule] = comment
            else:
                stray.append((rule, comment))
    silences.extend(_Silence(rule, SourceSpan(start.span.start, end.end + 1), start) for rule, start in opened.items())
    return silences, stray


def _next_block(document: Document, comment: Comment) -> SourceSpan | None:
    """Return the first segment after the comment, with the whole block it belongs to; None at the end of the file."""
    after = (segment for segment in document.segments if segment.span.start >= comment.span.end)
    segment = min(after, key=lambda segment: segment.span, default=None)
    if segment is None:
        return None
    own, block = segment.span, segment.block
    return SourceSpan(min(own.start, block.start), max(own.end, block.end)) if block else own


def _inside(finding: Finding, span: SourceSpan) -> bool:
    return span.start <= finding.span.start < span.end


def _finding(document: Document, comment: Comment, rule: str, message: str) -> Finding:
    quote = document.source.text[comment.span.start : comment.span.end]
    return Finding(comment.span, rule, _CATEGORY, Level.WARNING, message, quote)
