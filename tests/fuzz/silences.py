"""Suppressions told a second time, plainly and slowly, and strategies for files that hold them between numbered words."""

import re

from hypothesis import strategies as st

from cslint.document import Comment, Document
from cslint.findings import Finding, Level
from cslint.source import SourceSpan
from cslint.suppression import apply_suppressions
from tests.fuzz.files import File
from tests.fuzz.prose import instructions

RULES = ("tilde-run", "long-sentence", "policy-shield")
_SITUATION = re.compile(r"situation\s*\[\s*[^\[\]\s][^\[\]]*\]")
_TOLD = re.compile(r"(ignore|off|on)\s*\[([^\[\]]*)\](.*)", re.DOTALL)


def findings_of(document: Document) -> list[Finding]:
    """Return a finding of each rule at the start of each segment and right behind each comment."""
    places = [segment.span.start for segment in document.segments]
    places += [min(comment.span.end, len(document.source.text)) for comment in document.comments]
    return [
        Finding(SourceSpan(at, at), rule, "symbols", Level.INFO, "…", "")
        for at in sorted(set(places))
        for rule in RULES
    ]


def silence_faults(document: Document) -> list[str]:
    """Return where `apply_suppressions` keeps or silences another finding than its docstring says."""
    findings = findings_of(document)
    left = apply_suppressions(document, findings, RULES)
    kept = [finding for finding in left if finding.category != "suppression"]
    wanted = [finding for finding in findings if not _is_silenced(document, finding)]
    found = [] if kept == sorted(wanted, key=lambda each: (each.span, each.rule)) else [f"kept {kept}, not {wanted}"]
    amiss = [finding for finding in left if finding.category == "suppression"]
    if any("\n" in finding.message for finding in amiss):
        found.append("a message of more than one line")
    told = {finding.span for finding in amiss}
    asked = (each for each in document.comments if not _SITUATION.match(each.text.strip()))
    lost = [comment for comment in asked if _read(comment) is None and comment.span not in told]
    return [*found, f"instructions that nobody follows or tells: {lost}"] if lost else found


def _read(comment: Comment) -> tuple[str, list[str]] | None:
    """Return the verb and the rules of an instruction, or None if it is amiss."""
    found = _TOLD.fullmatch(comment.text.strip())
    if not found:
        return None
    rules = [rule.strip() for rule in found[2].split(",")]
    well_named = all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", rule) for rule in rules)
    reason = any(char.isalnum() or char == "_" for char in found[3])
    return (found[1], rules) if well_named and (reason or found[1] == "on") else None


def _is_silenced(document: Document, finding: Finding) -> bool:
    at, is_off = finding.span.start, False
    for comment in sorted(document.comments, key=lambda each: each.span):
        verb, rules = _read(comment) or ("", [])
        if finding.rule not in rules:
            continue
        covered = comment.covers
        if verb == "ignore" and covered is None:
            following = [each for each in document.segments if each.span.start >= comment.span.end]
            covered = comment.span
            if following:
                first = min(following, key=lambda each: each.span)
                block = first.block or first.span
                covered = SourceSpan(min(block.start, first.span.start), max(block.end, first.span.end))
        if verb in ("ignore", "off") and covered:
            if covered.start <= at < covered.end:
                return True
        elif comment.span.start <= at:
            is_off = {"off": True, "on": False}.get(verb, is_off)
    return is_off


# How each format writes a comment and a text between others; what the comment must not hold.
_FORMS: dict[str, tuple[str, str, str]] = {
    "답변.txt": ("# cslint: {}\n", "{}\n\n", "\n"),
    "답변.md": ("<!-- cslint: {} -->\n\n", "{}\n\n", "\n>"),
    "답변.html": ("<!-- cslint: {} -->\n", "<p>{}</p>\n", ">"),
    "답변.yaml": ("# cslint: {}\n", "- 답변: {}\n", "\n"),
    "답변.po": ("# cslint: {}\n", 'msgid "가"\nmsgstr "{}"\n\n', "\n"),
    "답변.properties": ("# cslint: {}\n", "a = {}\n", "\n"),
    "답변.strings": ("/* cslint: {} */\n", '"a" = "{}";\n', "/"),
    "답변.xml": ("<!-- cslint: {} -->\n", '<string name="가">{}</string>\n', "-\x00"),
}


def word(number: int) -> str:
    """Return a word that stands once in a file."""
    return f"낱말{number}번입니다."


@st.composite
def silenced_files(draw: st.DrawFn) -> File:
    """A file of numbered words (`word`) with instructions between them, well formed or not."""
    path = draw(st.sampled_from(sorted(_FORMS)))
    comment, text, never = _FORMS[path]
    out, number = [], 0
    for is_comment in draw(st.lists(st.booleans(), max_size=8)):
        if is_comment:
            instruction = "".join(char for char in draw(instructions) if char not in never)
            out.append(comment.format(instruction))
        else:
            out.append(text.format(word(number)))
            number += 1
    body = "".join(out)
    if path.endswith("xml"):
        body = f"<resources>\n{body}</resources>\n"
    return path, body.encode()
