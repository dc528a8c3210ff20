"""The shape of situation files."""

from typing import Literal

from cslint.rules.rulefile import ConditionShape, Phrase, Phrases, Shape


class ElementShape(Shape, kw_only=True, frozen=True):
    """Something a reply of a situation must have: how to recognise it, its name, and a sentence to fill in."""

    name: str
    any: Phrases
    skeleton: str
    when: list[ConditionShape] = []


class SituationShape(Shape, kw_only=True, frozen=True):
    """A situation: how it is recognised, what its replies need, what they may not hold (guide/3-situations.md)."""

    name: str
    summary: str
    priority: int
    serious: bool = False
    aliases: list[str] = []
    headings: list[str] = []
    strong: list[Phrase] = []
    weak: list[Phrase] = []
    required: dict[str, ElementShape] = {}
    forbids: list[str] = []
    emoji_max: int | None = 1
    exclamation_max: int | None = 1
    speech_level: Literal["hapsyo", "any"] = "any"
