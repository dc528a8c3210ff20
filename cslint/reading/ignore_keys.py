"""Instructions a writer leaves as keys, where the format has no comments or a whole reply is meant."""

import re
from collections.abc import Iterator

from cslint.document import Comment
from cslint.reading.nodes import Items, Mapping, Node, Scalar
from cslint.source import SourceSpan

_RULES_FIRST = re.compile(r"(?P<rules>[a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*)(?:\s+(?P<reason>.*))?", re.DOTALL)


def remark_of(value: Node, block: SourceSpan) -> Comment | None:
    """Return the instruction in `"//": "cslint: ignore[…] 이유"`; an ignore covers the mapping it stands in."""
    if not isinstance(value, Scalar) or not value.text.strip().startswith("cslint:"):
        return None
    text = value.text.strip().removeprefix("cslint:").strip()
    return Comment(value.span, text, block if text.startswith(("ignore", "situation")) else None)


def suppressions(value: Node, block: SourceSpan) -> Iterator[Comment]:
    """Yield the instructions under a `cslint-ignore` key: a string, a list of strings, or `{rule: 이유}`."""
    if isinstance(value, Scalar):
        yield Comment(value.span, _instruction(value.text), block)
    elif isinstance(value, Items):
        for item in value.items:
            yield from suppressions(item, block) if not isinstance(item, Items) else ()
    elif isinstance(value, Mapping):
        for entry in value.entries:
            reason = entry.value.text if isinstance(entry.value, Scalar) else ""
            yield Comment(entry.value.span, f"ignore[{entry.name.strip()}] {reason.strip()}".strip(), block)


def _instruction(text: str) -> str:
    text = text.strip().removeprefix("cslint:").strip()
    if text.startswith("["):
        return f"ignore{text}"
    if re.match(r"(?:ignore|off|on|situation)\b", text):
        return text
    if rules := _RULES_FIRST.fullmatch(text):
        return f"ignore[{rules['rules']}] {rules['reason'] or ''}".strip()
    return text
