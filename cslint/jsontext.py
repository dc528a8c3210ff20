"""JSON for people and machines: two spaces a level, Korean as it is."""

import json
from typing import Any

# From how many characters on importing a faster writer takes less time than it saves.
_LONG = 200_000


def json_text(data: Any) -> str:
    """Return plain data as JSON, ended by a newline."""
    compact = json.dumps(data, ensure_ascii=False)
    if len(compact) > _LONG:
        import msgspec  # noqa: PLC0415

        try:
            # The standard library indents in Python, thirty times as slowly.
            return msgspec.json.format(compact.encode(), indent=2).decode() + "\n"
        except UnicodeEncodeError:  # half a surrogate pair, from a file that escapes one
            pass
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
