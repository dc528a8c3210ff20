"""What a writer tells cslint in a comment, a key or a column, one grammar for every format.

`ignore[a, b] 이유` · `off[a, b] 이유` · `on[a, b]` · `situation[환불 거절]`
"""

import re
from dataclasses import replace

from cslint.document import Comment
from cslint.source import SourceSpan

_MARKED = re.compile(r"\s*+(?:<!--|/\*|//|[#!]++[.:,|]?+)?+\s*+cslint:")
# Meant as an instruction, in other linters' spelling or without the colon: `cslint ignore[a] 이유`, `cslint-disable a-b`.
# Prose about cslint has a word of its own behind the verb, or no verb.
_MISSPELT = re.compile(
    r"\s*+(?:<!--|/\*|//|[#!]++[.:,|]?+)?+\s*+(?P<told>cslint(?:\s++:\s*+|[\s_-]++)"
    r"(?:ignore|off|on|situation|disable|enable)(?:-(?:next-)?(?:line|block|file))?"
    r"(?:(?=\s*(?:[\[:]|--|\*/|$))|\s+[a-z0-9]+-[a-z0-9-]+).*)",
    re.DOTALL,
)
_CLOSING = ("-->", "--!>", "*/")
_VERBS = "ignore|off|on|situation"
_INSTRUCTION = re.compile(rf"(?P<verb>{_VERBS})\s*\[(?P<names>[^\[\]]*)\]\s*(?P<reason>.*)", re.DOTALL)
_RULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERB = re.compile(rf"(?:{_VERBS})(?![\w-])")
_BARE = re.compile(r"(?P<rules>[a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*)(?:\s+(?P<reason>\S.*))?", re.DOTALL)
_OF_ONE_THING = ("ignore", "situation")


def comment_of(span: SourceSpan, text: str) -> Comment | None:
    """Return the instruction in the comment `text`, given with the marks of its format or without; None if it has none.

    One that is misspelt from its first word on (`cslint ignore[a]`, `cslint-disable a`) has no verb and keeps that word.
    """
    told = _told(text)
    if told is not None:
        return instruction(span, told)
    misspelt = _MISSPELT.fullmatch(text)
    return Comment(span, misspelt["told"]) if misspelt else None


def short_comment(span: SourceSpan, text: str, covers: SourceSpan) -> Comment:
    """Return what a place that is for instructions alone says of `covers`: there `[a] 이유` and `a, b 이유` ignore."""
    told = _told(text)
    told = text.strip() if told is None else told
    if told.startswith("["):
        told = f"ignore{told}"
    elif not _VERB.match(told) and (bare := _BARE.fullmatch(told)):
        told = f"ignore[{bare['rules']}] {bare['reason'] or ''}".strip()
    return instruction(span, told, covers)


def instruction(span: SourceSpan, told: str, covers: SourceSpan | None = None) -> Comment:
    """Return the instruction that `told` spells in full, with no verb if nobody can read it."""
    found = _INSTRUCTION.fullmatch(told)
    names = _names(found["verb"], found["names"]) if found else ()
    if found is None or not names:
        return Comment(span, told, covers)
    return Comment(span, told, covers, found["verb"], names, found["reason"])


def _names(verb: str, told: str) -> tuple[str, ...]:
    """Return the one situation, or the rules, that stand in the brackets; none if one of them is spelled as no rule is."""
    if verb == "situation":
        return (told.strip(),) if told.strip() else ()
    rules = tuple(dict.fromkeys(rule.strip() for rule in told.split(",")))
    return rules if all(_RULE.fullmatch(rule) for rule in rules) else ()


def about(comment: Comment, thing: SourceSpan) -> Comment:
    """Return the comment with what its place makes it about; `off` and `on` part the file where they stand instead."""
    return replace(comment, covers=thing) if comment.verb in _OF_ONE_THING else comment


def _told(text: str) -> str | None:
    """Return what stands behind `cslint:`."""
    marked = _MARKED.match(text)
    if marked is None:
        return None
    told = text[marked.end() :].strip()
    for closing in _CLOSING:
        told = told.removesuffix(closing)
    return told.rstrip()
