"""What the names of keys say: the role of a value, the title and situation beside it, and what no customer sees."""

import re
from functools import lru_cache

from cslint.document import Audience, ReadOptions
from cslint.reading.fields import Role, role
from cslint.reading.nodes import Alias, Items, Mapping, Scalar
from cslint.reading.regions import audience_of_label
from cslint.reading.values import has_hangul

_COMMENT_FIELD = re.compile(r"comment|body|reply|message|macro_text", re.IGNORECASE)
_OF_LABEL = {
    Audience.CUSTOMER: Role.REPLY,
    Audience.BAD_EXAMPLE: Role.BAD_EXAMPLE,
    Audience.QUOTED_CUSTOMER: Role.QUOTED_CUSTOMER,
}

# The same few names come again and again.
_named_role = lru_cache(maxsize=1024)(role)


@lru_cache(maxsize=1024)
def role_of(name: str, options: ReadOptions) -> Role | None:
    """Return what the key `name` holds: by its name, else by what it says (`보낼 답변(긴급)`)."""
    found = _named_role(name, options)
    if found or not has_hangul(name) or options.reply_fields:
        return found
    said = audience_of_label(name)
    return _OF_LABEL.get(said) if said else None


def stated_in(node: Mapping, options: ReadOptions) -> dict[Role, str]:
    """Return what the keys of `node` say the title and the situation of its replies are."""
    texts: dict[Role, list[str]] = {}
    for entry in node.entries:
        value = entry.value.target if isinstance(entry.value, Alias) else entry.value
        if isinstance(value, Scalar) and value.text.strip() and (found := _named_role(entry.name, options)):
            texts.setdefault(found, []).append(value.text.strip())
    # An id beside a title is the lesser name.
    return {
        found: next((text for text in texts[found] if has_hangul(text)), texts[found][0])
        for found in (Role.TITLE, Role.SITUATION)
        if found in texts
    }


def told_by(node: Mapping, options: ReadOptions) -> Role | None:
    """Return what `value` holds as its sibling tells: `field: status` is for machines, `key: 인사말` for customers."""
    for name in ("field", "type", "key", "name"):
        told = _text_of(node, name)
        if told is None:
            continue
        if found := _named_role(told, options):
            return found
        if name == "field":
            return Role.REPLY if _COMMENT_FIELD.search(told) else Role.AGENT
    return None


def _text_of(node: Mapping, name: str) -> str | None:
    for entry in node.entries:
        if entry.name == name and isinstance(entry.value, Scalar):
            return entry.value.text
    return None


def is_internal(node: Mapping) -> bool:
    """Tell whether `public: false` or the like says that the customer never sees what this mapping holds."""
    return any(
        (entry.name in ("public", "is_public") and entry.value.text.lower() == "false")
        or (entry.name in ("internal", "is_internal", "private") and entry.value.text.lower() == "true")
        for entry in node.entries
        if isinstance(entry.value, Scalar)
    )


def is_internal_action(node: Items) -> bool:
    """Tell whether one of a macro's actions makes its comment an internal note."""
    return any(
        _text_of(item, "field") == "comment_mode_is_public" and (_text_of(item, "value") or "").lower() == "false"
        for item in node.items
        if isinstance(item, Mapping)
    )
