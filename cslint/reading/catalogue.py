"""Message catalogues (.po, .properties, string resources): every message is customer text, a reply named by its key."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from cslint.document import Audience, Comment, Document, Kind, ReadOptions, Reply, Segment
from cslint.offsets import OffsetMap
from cslint.reading.choices import message_segments
from cslint.reading.instructions import about
from cslint.reading.values import Spell, has_hangul, replies_of
from cslint.source import Source, SourceSpan


@dataclass(frozen=True, slots=True)
class Message:
    """One message as its reader sees it: its key, its text with the map to the source, and how text is written there.

    `entry` is the source of the whole entry; the plural forms of one message share it. Where the key is made of a context
    and the original text, these are `context` and `original`.
    """

    key: str
    text: str
    offsets: OffsetMap
    spell: Spell
    entry: SourceSpan
    context: str = ""
    original: str = ""


def read_catalogue(
    source: Source, name: str, messages: Iterable[Message], comments: Iterable[Comment], options: ReadOptions
) -> Document:
    """Return the document of `messages`, in source order, read from `source` in the format called `name`.

    A message without Hangul is not translated yet, or has nothing to translate, and is left out. Of `comments`, an
    `ignore` and a `situation` hold for the whole entry behind them, plural forms included.
    """
    found = list(messages)
    segments: list[Segment] = []
    replies: list[Reply] = []
    audience = Audience.AGENT if options.audience == "agent" else Audience.CUSTOMER
    for message in found:
        if not has_hangul(message.text):
            continue
        key, spell = message.key, message.spell
        for made in message_segments(source, message.text, message.offsets, audience, Kind.VALUE, spell, key):
            segments.extend(made)
            headings = tuple(filter(_names, (message.context, message.original or key)))
            replies.extend(Reply(reply, key, None, headings) for reply in replies_of(made))
    entries = sorted({message.entry for message in found})
    told = tuple(_of_entry(comment, entries) for comment in comments)
    return Document(source, name, tuple(segments), tuple(replies), told)


def _names(text: str) -> bool:
    """Tell whether a key may name a situation; an original of several words in another language only says the same."""
    return bool(text) and (" " not in text or has_hangul(text))


def _of_entry(comment: Comment, entries: list[SourceSpan]) -> Comment:
    """Let a comment about one message cover all of the entry that follows it, or that it stands in."""
    at = bisect_left(entries, comment.span.start, key=lambda entry: entry.end)
    return about(comment, entries[at]) if at < len(entries) else comment
