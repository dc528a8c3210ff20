"""What helpdesks export (Zendesk, Freshdesk, Intercom, Channel Talk, Kakao Alimtalk), told by the names beside each other."""

import re
from collections.abc import Iterable, Sequence

from cslint.reading.fields import Role

# The same text comes twice: as sent, and as plain text or blocks made from it. What is left out, for what is kept.
_COPIES: dict[str, tuple[str, ...]] = {
    "plaintext": ("blocks", "messages", "body", "content"),
    "bodytext": ("body",),
    "bodyblocks": ("body", "bodyhtml"),
    "jsonblocks": ("body", "bodyhtml"),
}
_HTML = ("{}html", "html{}")
_ALIMTALK = frozenset(("templatecontent", "templtcontent", "템플릿내용"))
_INSPECTION = re.compile(r"comments?|inspection\w*|검수\w*")
_PARTS_KEPT = frozenset(("blocks", "messages"))  # lists of parts: what is in them says that it is a reply
_PARTS = frozenset(("blocks", "bodyblocks", "jsonblocks"))
_NOISE = re.compile(r"[\s_.-]+")


def _folded(name: str) -> str:
    return _NOISE.sub("", name).lower()


def copies(names: Sequence[str], roles: Sequence[Role | None]) -> frozenset[int]:
    """Return the indexes of the keys or columns in `names` that hold a copy of what another one, a reply, holds.

    `content` beside `content_html` (Freshdesk), `body_text` beside `body` (Intercom), `plainText` beside `blocks`
    (Channel Talk) would report every finding twice.
    """
    folded = [_folded(name) for name in names]
    known = {name for name, role in zip(folded, roles, strict=True) if role is Role.REPLY or name in _PARTS_KEPT}
    return frozenset(
        at
        for at, name in enumerate(folded)
        if any(kept in known for kept in _COPIES.get(name, ()))
        or (name and any(form.format(name) in known for form in _HTML))
    )


def settled(names: Sequence[str], roles: Iterable[Role | None]) -> list[Role | None]:
    """Return the roles of keys or columns as their neighbours settle them.

    Beside an Alimtalk template a `comments` is what its inspectors wrote, not what the customer reads.
    """
    folded = [_folded(name) for name in names]
    if _ALIMTALK.isdisjoint(folded):
        return list(roles)
    return [Role.AGENT if _INSPECTION.fullmatch(name) else role for name, role in zip(folded, roles, strict=True)]


def is_one_message(name: str) -> bool:
    """Tell whether the list under the key `name` holds the parts of one message, not messages."""
    return _folded(name) in _PARTS
