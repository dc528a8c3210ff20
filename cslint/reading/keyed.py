"""What the keys of YAML and JSON say of their values: which are replies, their titles and situations, and the rest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cslint.document import Audience, Comment, Document, Kind, ReadOptions, Reply, Segment
from cslint.reading.choices import message_segments
from cslint.reading.exports import copies, is_one_message, settled
from cslint.reading.fields import Role
from cslint.reading.ignore_keys import remark_of, suppressions
from cslint.reading.keynames import is_internal, is_internal_action, role_of, stated_in, told_by
from cslint.reading.nodes import Alias, Entry, Items, Mapping, Node, Scalar
from cslint.reading.values import has_hangul, replies_of
from cslint.source import Source

_LOCALE = re.compile(r"ko(?:[-_](?:KR|kr|Hang))?")
_CATALOGUE_FILE = re.compile(r"(?:^|[._-])(?:ko|ko[-_]KR|messages|strings|locale)(?=[._-])", re.IGNORECASE)
_ARB = ".arb"  # Application Resource Bundle: JSON whose `@` keys describe the messages
# Where a format has no comments, they stand under such keys.
_REMARK_KEYS = frozenset(("//", "#", "_comment", "_comments", "$comment", "__comment__"))
_AUDIENCE = {
    Role.AGENT: Audience.AGENT,
    Role.SITUATION: Audience.AGENT,
    Role.TITLE: Audience.AGENT,
    Role.QUOTED_CUSTOMER: Audience.QUOTED_CUSTOMER,
    Role.BAD_EXAMPLE: Audience.BAD_EXAMPLE,
    Role.REPLY: Audience.CUSTOMER,
}
_HANDED_DOWN = frozenset((Role.REPLY, Role.AGENT, Role.BAD_EXAMPLE, Role.QUOTED_CUSTOMER))


def read_document(
    source: Source, name: str, roots: Sequence[Node], options: ReadOptions, comments: Iterable[Comment] = ()
) -> Document:
    """Return the document of the nodes `roots`, read from `source` in the format called `name`.

    Roles come from the names of the keys (`fields.role`). A message catalogue (a locale above, or no key with a role
    at all) is customer text throughout, each string a reply titled by its key path. `comments` are those the format
    found itself; keys such as `cslint-ignore` are added here.
    """
    reader = _Reader(source, options, is_catalogue=_is_catalogue(source, roots, options))
    for root in roots:
        reader.read(root, _Above())
    return Document(
        source,
        name,
        tuple(sorted(reader.segments, key=lambda segment: segment.span)),
        tuple(sorted(reader.replies, key=lambda reply: reply.span)),
        tuple(sorted([*reader.comments, *comments], key=lambda comment: comment.span)),
    )


@dataclass(frozen=True, slots=True)
class _Above:
    """What the keys above a node say of it. `path` is outermost first, keys of replies left out of `headings`."""

    path: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    role: Role | None = None
    title: str | None = None
    situation: str | None = None
    internal: bool = False


class _Reader:
    """Gathers segments, replies and comments of one file; lives for one call."""

    def __init__(self, source: Source, options: ReadOptions, *, is_catalogue: bool) -> None:
        self._source, self._options, self._is_catalogue = source, options, is_catalogue
        self.segments: list[Segment] = []
        self.replies: list[Reply] = []
        self.comments: list[Comment] = []
        self._said: dict[int, dict[Role, str]] = {}

    def read(self, root: Node, above: _Above) -> None:
        """Read `root` and all below it; an alias has been read where it was defined."""
        # The open collections, not calls in one another: how deep a file is must not depend on Python's stack.
        opened: list[Iterator[tuple[Node, _Above]]] = [iter(((root, above),))]
        while opened:
            node, over = next(opened[-1], (None, above))
            if node is None:
                opened.pop()
            elif isinstance(node, Scalar):
                self._scalar(node, over)
            elif isinstance(node, Items):
                opened.append(self._items(node, over))
            elif isinstance(node, Mapping):
                opened.append(self._mapping(node, over))

    def _items(self, node: Items, above: _Above) -> Iterator[tuple[Node, _Above]]:
        """Yield the items to read, then join what they gave if they are parts of one message."""
        internal = above.internal or is_internal_action(node)
        first = len(self.replies)
        for item in node.items:
            yield item, replace(above, internal=internal) if internal else above
        if above.path and is_one_message(above.path[-1]):
            self.replies[first:] = _joined(self.replies[first:])

    def _mapping(self, node: Mapping, above: _Above) -> Iterator[tuple[Node, _Above]]:
        """Yield the values to read with what the keys say of them; instructions are kept at once."""
        names = [entry.name for entry in node.entries]
        named = [self._role(entry, node) for entry in node.entries]
        roles = settled(names, named)
        copied = frozenset[int]() if self._is_catalogue else copies(names, roles)
        stated = self._stated(node)
        above = replace(
            above,
            title=stated.get(Role.TITLE, above.title),
            situation=stated.get(Role.SITUATION, above.situation),
            internal=above.internal or is_internal(node),
        )
        # Beside a key that holds the reply, keys with unknown names are the team's own remarks.
        handed = above.role if above.role in _HANDED_DOWN else None
        if handed is Role.REPLY and Role.REPLY in roles:
            handed = None
        for at, (entry, found) in enumerate(zip(node.entries, roles, strict=True)):
            if at in copied or (self._is_catalogue and _is_metadata(entry, self._source)):
                continue
            if found is Role.SUPPRESSION:
                self.comments.extend(suppressions(entry.value, node.span))
            elif entry.name in _REMARK_KEYS:
                if remark := remark_of(entry.value, node.span):
                    self.comments.append(remark)
            else:
                headings = (
                    above.headings if found is Role.REPLY and not self._is_catalogue else (entry.name, *above.headings)
                )
                below = replace(
                    above,
                    path=(*above.path, entry.name),
                    headings=headings,
                    role=found or handed,
                    internal=above.internal or found is not named[at],
                )
                yield entry.value, below

    def _stated(self, node: Mapping) -> dict[Role, str]:
        """Return the title and situation that `node`, or a mapping merged into it, gives its replies."""
        merged = [entry.value.target for entry in node.entries if entry.name == "<<" and isinstance(entry.value, Alias)]
        stated: dict[Role, str] = {}
        for mapping in (*merged, node):
            if isinstance(mapping, Mapping):
                # A mapping may be merged thousands of times; what it says is read once.
                if id(mapping) not in self._said:
                    self._said[id(mapping)] = stated_in(mapping, self._options)
                stated.update(self._said[id(mapping)])
        return stated

    def _role(self, entry: Entry, node: Mapping) -> Role | None:
        """Return what the key of `entry` holds; `field: comment_value` beside `value` says it for the value."""
        found = role_of(entry.name, self._options)
        if entry.name.lower() == "value" and (told := told_by(node, self._options)):
            return told
        return found

    def _scalar(self, node: Scalar, above: _Above) -> None:
        if not node.string or not has_hangul(node.text):
            return
        built = node.read()
        if built is None:
            return
        audience, kind = self._audience(above), Kind.VALUE
        if above.role is Role.TITLE and not self._is_catalogue:
            kind = Kind.HEADING
        label = above.path[-1] if above.path else None
        title = ".".join(above.path) or None if self._is_catalogue else above.title
        declared = None if self._is_catalogue else above.situation
        for segments in message_segments(self._source, *built, audience, kind, node.spell, label):
            self.segments.extend(segments)
            if audience is Audience.CUSTOMER and kind is not Kind.HEADING:
                self.replies += [Reply(reply, title, declared, above.headings) for reply in replies_of(segments)]

    def _audience(self, above: _Above) -> Audience:
        if self._options.audience == "agent":
            return Audience.AGENT
        said = _AUDIENCE.get(above.role, Audience.AGENT) if above.role else Audience.AGENT
        if self._options.audience == "customer" and said is Audience.AGENT and above.role is not Role.SITUATION:
            return Audience.CUSTOMER
        if self._is_catalogue:
            return Audience.CUSTOMER
        return Audience.AGENT if above.internal and said is Audience.CUSTOMER else said


def _is_catalogue(source: Source, roots: Sequence[Node], options: ReadOptions) -> bool:
    """Tell whether the file is a message catalogue: nothing but customer text under free names."""
    if options.reply_fields:
        return False
    if source.path.lower().endswith(_ARB) or any(isinstance(root, Mapping) and _is_locale(root) for root in roots):
        return True
    known = unknown = 0
    in_list = False
    for name, listed in _string_keys(roots):
        found = role_of(name, options)
        known += found is not None
        unknown += found is None
        in_list = in_list or (listed and found is not None)
    if not known:
        return not any(role_of(name, options) for name in _all_keys(roots))
    file_name = source.path.replace("\\", "/").rsplit("/", 1)[-1]
    return bool(_CATALOGUE_FILE.search(file_name)) and not in_list and unknown > known


def _is_metadata(entry: Entry, source: Source) -> bool:
    return entry.name.startswith("@") and source.path.lower().endswith(_ARB)


def _joined(replies: Sequence[Reply]) -> list[Reply]:
    """Return the parts of one message as one reply."""
    if len(replies) < 2:
        return list(replies)
    return [replace(replies[0], segments=tuple(segment for reply in replies for segment in reply.segments))]


def _is_locale(root: Mapping) -> bool:
    return any(_LOCALE.fullmatch(entry.name) and isinstance(entry.value, Mapping) for entry in root.entries)


def _string_keys(roots: Sequence[Node]) -> Iterator[tuple[str, bool]]:
    """Yield the key right above each Korean string, and whether its mapping is an item of a sequence."""
    stack: list[tuple[Node, str, bool]] = [(root, "", False) for root in roots]
    while stack:
        node, name, listed = stack.pop()
        if isinstance(node, Items):
            stack.extend((item, name, True) for item in node.items)
        elif isinstance(node, Mapping):
            named = [entry for entry in node.entries if entry.name not in _REMARK_KEYS]
            stack.extend((entry.value, entry.name, listed) for entry in named)
        elif isinstance(node, Scalar) and node.string and has_hangul(node.text):
            yield name, listed


def _all_keys(roots: Sequence[Node]) -> Iterator[str]:
    stack = list(roots)
    while stack:
        node = stack.pop()
        if isinstance(node, Items):
            stack.extend(node.items)
        elif isinstance(node, Mapping):
            for entry in node.entries:
                if entry.name not in _REMARK_KEYS and not entry.name.startswith("cslint"):
                    yield entry.name
                stack.append(entry.value)
