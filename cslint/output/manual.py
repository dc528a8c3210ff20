"""Rules as people look them up: the manual page of one, the table of all."""

from collections.abc import Iterator, Sequence

from cslint.findings import Level
from cslint.jsontext import json_text
from cslint.output.columns import wrapped
from cslint.output.labels import LEVELS
from cslint.output.words import table
from cslint.rules.rulebook import Rule
from cslint.suppression import ABOUT, CATEGORY

_INDENT = "  "


# Enough to see what a rule means; the others are its tests.
_SHOWN = 6


def page(rule: Rule, width: int, *, whole: bool = False) -> str:
    """Return the manual page of one rule, at most `width` columns wide, ended by a newline; `whole`: with all examples."""
    lines = [f"{rule.id}  ({rule.category}, {LEVELS[rule.level]})", "", *wrapped(rule.summary, width)]
    file = rule.file
    for heading, text in (("왜 그런가요", file.why), ("그대로 두어도 될 때", file.keep_when)):
        if text:
            lines.extend(["", heading, *_paragraphs(text, width)])
    lines.extend(["", "예문"])
    shown = file.examples if whole else file.examples[:_SHOWN]
    for example in shown:
        for mark, written in (("✗", example.bad), ("→", example.fixed), ("○", example.good)):
            if written:
                lines.extend(_example(mark, written, width))
    if len(shown) < len(file.examples):
        lines.append(
            f"{_INDENT}… 예문이 {len(file.examples) - len(shown):,}개 더 있습니다. --all로 모두 볼 수 있습니다."
        )
    if file.see:
        lines.extend(["", "참고 자료", *(line for source in file.see for line in _paragraphs(source, width))])
    return "\n".join([*lines, ""])


def about_instructions(name: str, width: int) -> str:
    """Return the page of one kind of finding about suppressions."""
    summary, why = ABOUT[name]
    lines = [f"{name}  ({CATEGORY}, {LEVELS[Level.WARNING]})", "", *wrapped(summary, width), "", "왜 그런가요"]
    return "\n".join([*lines, *_paragraphs(why, width), ""])


def catalogue(rules: Sequence[Rule]) -> str:
    """Return a table of rules: id, category, level, summary."""
    rows = [("규칙", "분류", "수준", "내용")]
    rows.extend((rule.id, rule.category, LEVELS[rule.level], rule.summary) for rule in rules)
    return "\n".join([*table(rows), ""])


def catalogue_json(rules: Sequence[Rule]) -> str:
    """Return rules as a JSON list of objects with `rule`, `category`, `level` and `summary`."""
    listed = [
        {"rule": rule.id, "category": rule.category, "level": rule.level.key, "summary": rule.summary} for rule in rules
    ]
    return json_text(listed)


def _paragraphs(text: str, width: int) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        yield from (f"{_INDENT}{line}" for line in wrapped(paragraph, width - len(_INDENT)))


def _example(mark: str, text: str, width: int) -> Iterator[str]:
    """Yield an example with its mark before the first line; `[[…]]` stay, they show the words the rule means."""
    lead = f"{_INDENT}{mark} "
    for line in text.strip().splitlines() or [""]:
        for part in wrapped(line, width - len(lead)):
            yield f"{lead}{part}"
            lead = " " * (len(_INDENT) + 2)
