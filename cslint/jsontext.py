"""JSON for people and machines: two spaces a level, Korean as it is."""

import json
from typing import Any

# From how many values on importing a faster writer takes less time than it saves.
_MANY = 5_000


def json_text(data: Any) -> str:
    """Return plain data as JSON, ended by a newline."""
    if _has_many(data):
        import msgspec  # noqa: PLC0415

        try:
            # The standard library indents in Python, thirty times as slowly.
            return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
        except UnicodeEncodeError:  # half a surrogate pair, from a file that escapes one
            pass
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _has_many(data: Any) -> bool:
    waiting, seen = [data], 0
    while waiting and seen < _MANY:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return seen >= _MANY
