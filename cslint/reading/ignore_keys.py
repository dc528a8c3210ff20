"""Instructions a writer leaves as keys, where the format has no comments or a whole reply is meant."""

from collections.abc import Iterator

from cslint.document import Comment
from cslint.reading.instructions import about, comment_of, short_comment
from cslint.reading.nodes import Items, Mapping, Node, Scalar
from cslint.source import SourceSpan


def remark_of(value: Node, block: SourceSpan) -> Comment | None:
    """Return the instruction in `"//": "cslint: ignore[…] 이유"`; an ignore covers the mapping it stands in."""
    comment = comment_of(value.span, value.text) if isinstance(value, Scalar) else None
    return about(comment, block) if comment else None


def suppressions(value: Node, block: SourceSpan) -> Iterator[Comment]:
    """Yield the instructions under a `cslint-ignore` key: a string, a list of strings, or `{rule: 이유}`."""
    if isinstance(value, Scalar):
        yield short_comment(value.span, value.text, block)
    elif isinstance(value, Items):
        for item in value.items:
            yield from suppressions(item, block) if not isinstance(item, Items) else ()
    elif isinstance(value, Mapping):
        for entry in value.entries:
            reason = entry.value.text if isinstance(entry.value, Scalar) else ""
            yield short_comment(entry.value.span, f"[{entry.name.strip()}] {reason.strip()}".strip(), block)
