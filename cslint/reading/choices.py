"""Choices inside a message, as ICU MessageFormat writes them: `{count, plural, =0 {없습니다.} other {#건입니다.}}`.

Catalogues of apps (ARB, FormatJS, messages of Java) keep several wordings in one value so. Each wording is text of its own;
where the choice stands inside a sentence, the sentence is read with a variable in its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cslint.document import Audience, Kind, Segment
from cslint.offsets import OffsetMap, TextSpan
from cslint.reading.values import Spell, segments_of
from cslint.source import Source
from cslint.textbuilder import TextBuilder

_OPENING = re.compile(
    r"\{\s*+(?P<name>[\w.-]++)\s*+,\s*+(?P<kind>plural|select|selectordinal)\s*+,(?:\s*+offset:\s*+\d++)?"
)
_BRANCH = re.compile(r"\s*+(?:=\d++|[\w-]++)\s*+(?=\{)")
_END = re.compile(r"\s*+\}")
_MARK = re.compile(r"''|'[{}#|][^']*+'?|[{}]")  # a brace, or what apostrophes make plain text
_WORD = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"#(?!\{)")
_ARGUMENT = re.compile(r"\{[^{}]*+\}")


def message_segments(
    source: Source,
    text: str,
    offsets: OffsetMap,
    audience: Audience,
    kind: Kind,
    spell: Spell,
    label: str | None = None,
) -> list[list[Segment]]:
    """Return the segments (`values.segments_of`) of each message that one value may be shown as; one, if it holds no choice.

    The branches of a choice are messages of their own. Where words stand around it, these are one message, in which the
    choice reads as a variable `{name}`, and the branches, ITEMs, belong to it. `#` in a branch reads as the variable too.
    Braces that do not match make no choice: the text is read as it stands.
    """
    if "," not in text or not _OPENING.search(text):
        return [segments_of(source, text, offsets, audience, kind, spell, label)]
    spell = partial(_spelling, spell)
    return [
        [
            segment
            for at, (words, place) in enumerate(message)
            for segment in segments_of(source, words, place, audience, Kind.ITEM if at else kind, spell, label)
        ]
        for message in _Message(source.text, text, offsets).read()
    ]


@dataclass(frozen=True, slots=True)
class _Choice:
    """One choice in a message: where, what it is called, what `#` stands for in it, and the insides of its branches."""

    span: TextSpan
    name: str
    number: str
    branches: tuple[TextSpan, ...]


_Built = tuple[str, OffsetMap]


class _Message:
    """One value on its way to what it may be shown as; lives for one call."""

    def __init__(self, source: str, text: str, offsets: OffsetMap) -> None:
        self._source, self._text, self._offsets = source, text, offsets
        self._closing = dict(_pairs(text))

    def read(self) -> list[list[_Built]]:
        """Return the messages, each with the fragments of its sentences behind it, all in source order."""
        messages: list[list[_Built]] = []
        # A stretch to read, what `#` stands for there, and the message it is a fragment of. A list, not calls in one another:
        # how deep choices lie must not depend on Python's stack.
        todo: list[tuple[TextSpan, str, list[_Built] | None]] = [(TextSpan(0, len(self._text)), "", None)]
        while todo:
            span, number, message = todo.pop()
            choices = list(self._choices(span))
            if not choices or self._has_words(span, choices):
                built = self._built(span, choices, number)
                if message is None:
                    messages.append(message := [])
                message.extend([built] if built else [])
            branches = [(branch, choice.number or number, message) for choice in choices for branch in choice.branches]
            todo.extend(reversed(branches))
        return [message for message in messages if message]

    def _choices(self, span: TextSpan) -> Iterator[_Choice]:
        """Yield the outermost choices of a stretch."""
        at = span.start
        while opening := _OPENING.search(self._text, at, span.end):
            choice = self._choice(opening)
            if choice is None or choice.span.end > span.end:
                at = opening.end()
                continue
            yield choice
            at = choice.span.end

    def _choice(self, opening: re.Match[str]) -> _Choice | None:
        branches, at = [], opening.end()
        while branch := _BRANCH.match(self._text, at):
            closing = self._closing.get(branch.end())
            if closing is None:
                return None
            branches.append(TextSpan(branch.end() + 1, closing))
            at = closing + 1
        end = _END.match(self._text, at)
        if not branches or not end or self._closing.get(opening.start()) != end.end() - 1:
            return None
        name = opening["name"]
        number = "" if opening["kind"] == "select" else name
        return _Choice(TextSpan(opening.start(), end.end()), name, number, tuple(branches))

    def _has_words(self, span: TextSpan, choices: list[_Choice]) -> bool:
        """Tell whether a stretch says anything around its choices."""
        said = "".join(self._text[part.start : part.end] for part in _around(span, choices))
        return _WORD.search(_ARGUMENT.sub("", said)) is not None

    def _built(self, span: TextSpan, choices: list[_Choice], number: str) -> _Built | None:
        builder = TextBuilder(self._source)
        inside = iter(choices)
        for part in _around(span, choices):
            self._copy(builder, part, number)
            if choice := next(inside, None):
                self._variable(builder, choice.span, choice.name)
        return builder.build()

    def _copy(self, builder: TextBuilder, part: TextSpan, number: str) -> None:
        at = part.start
        for sign in _NUMBER.finditer(self._text, part.start, part.end) if number else ():
            builder.copy(self._text, self._offsets, TextSpan(at, sign.start()))
            self._variable(builder, TextSpan(*sign.span()), number)
            at = sign.end()
        builder.copy(self._text, self._offsets, TextSpan(at, part.end))

    def _variable(self, builder: TextBuilder, span: TextSpan, name: str) -> None:
        place = self._offsets.locate(span)
        builder.spelled(f"{{{name}}}", place.start, place.end)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each brace opens and where it closes."""
    opened = []
    for mark in _MARK.finditer(text):
        if mark[0] == "{":
            opened.append(mark.start())
        elif mark[0] == "}" and opened:
            yield opened.pop(), mark.start()


def _around(span: TextSpan, choices: list[_Choice]) -> Iterator[TextSpan]:
    """Yield the stretches before, between and behind choices."""
    at = span.start
    for choice in choices:
        yield TextSpan(at, choice.span.start)
        at = choice.span.end
    yield TextSpan(at, span.end)


def _spelling(spell: Spell, text: str) -> str | None:
    """Spell `text` inside a choice, where apostrophes, braces and `#` have a meaning."""
    return None if set("'{}#|").intersection(text) else spell(text)
