"""The text of one value (a YAML or JSON string, a table cell): its paragraphs, items and examples, each its own segment.

Used by every format whose values are plain strings; the formats say which value it is, this module what is in it.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile

from cslint.document import Audience, Kind, Segment
from cslint.offsets import OffsetMap, TextSpan
from cslint.reading.links import LINK
from cslint.reading.markup import Rendered, has_html, rendered
from cslint.reading.regions import arrow_pair, audience_of_mark
from cslint.source import Source
from cslint.textbuilder import TextBuilder

Spell = Callable[[str], str | None]

_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")
_WORD = re.compile(r"[^\W_]")
_RULE = re.compile(r"[-=*_~─━═·\s]{3,}")
_BULLET = re.compile(r"(?:[-*+•·‣◦▪▫■□▶▷►◆◇●◎☞➤]|\(?\d{1,2}[.)](?!\d)|[①-⑳]|[가나다라마바사아자차카타파하][.)])\s+")
_CODE = re.compile(rf"`[^`\n]+`|{LINK}")


def has_hangul(text: str) -> bool:
    """Tell whether `text` holds a Hangul letter, composed, decomposed, or half width."""
    return bool(_HANGUL.search(text))


def segments_of(
    source: Source,
    text: str,
    offsets: OffsetMap,
    audience: Audience,
    kind: Kind,
    spell: Spell,
    label: str | None = None,
) -> list[Segment]:
    """Return the segments of one value, in source order; none if nothing readable is in it.

    `text` is the value as its format reads it (escapes resolved), `offsets` its map to `source.text`; HTML inside is
    rendered here. `audience` is what the value's place says: only CUSTOMER text is cut further, other text is one
    segment. CUSTOMER text is cut at blank lines and separator lines into segments of `kind`; a line with a bullet is an
    ITEM (bullet left out); a line with a mark or speaker (`✗`, `○`, `나쁜 예:`, `고객:`, `상담사:`) and the lines under it
    have the audience the mark says (mark left out); `나쁜 말 → 좋은 말` gives its two sides; crossed-out text is a
    BAD_EXAMPLE of its own. Code and addresses are `opaque`; a stretch of nothing but these is no segment.
    `spell` writes text as the value's place needs it; HTML is escaped before it is asked.
    """
    shown = Rendered(text, offsets)
    if has_html(text):
        shown = rendered(source.text, text, offsets)
        spell = partial(_html_spelling, spell)
    whole = _Part(TextSpan(0, len(shown.text)), audience, kind)
    parts = _parts(shown, kind) if audience is Audience.CUSTOMER else [whole]
    segments = [_segment(source.text, shown, part, spell, label) for part in parts]
    for struck, place in shown.struck:
        gone = _Part(TextSpan(0, len(struck)), Audience.BAD_EXAMPLE, kind)
        segments.append(_segment(source.text, Rendered(struck, place), gone, spell, label))
    return sorted((found for found in segments if found), key=lambda segment: segment.span)


def replies_of(segments: Sequence[Segment]) -> list[tuple[Segment, ...]]:
    """Return the CUSTOMER segments of one value as the replies they form: one, or one after each marked bad example.

    `✗ 가 / ○ 나 / ✗ 다 / ○ 라` holds two replies, 나 and 라; crossed-out text does not part a reply.
    """
    replies: list[list[Segment]] = [[]]
    for segment in segments:
        if segment.audience is Audience.CUSTOMER:
            replies[-1].append(segment)
        elif segment.audience is Audience.BAD_EXAMPLE and segment.kind is Kind.ITEM:
            replies.append([])
    return [tuple(reply) for reply in replies if reply]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a value's text, who reads it, and what it is."""

    span: TextSpan
    audience: Audience
    kind: Kind


def _segment(source: str, shown: Rendered, part: _Part, spell: Spell, label: str | None) -> Segment | None:
    """Return the segment of `part`, or None if nobody could read anything there."""
    stretch = shown.text[part.span.start : part.span.end]
    start = part.span.start + len(stretch) - len(stretch.lstrip())
    end = part.span.end - len(stretch) + len(stretch.rstrip())
    if start >= end:
        return None
    text, offsets = shown.text, shown.offsets
    if end - start < len(text):
        built = TextBuilder(source).copy(text, offsets, TextSpan(start, end)).build()
        if built is None:
            return None
        text, offsets = built
    first = bisect_right(shown.opaque, start, key=lambda span: span.end)
    code = [
        TextSpan(max(span.start, start) - start, min(span.end, end) - start)
        for span in takewhile(lambda span: span.start < end, islice(shown.opaque, first, None))
    ]
    opaque = _merged([*code, *(TextSpan(*found.span()) for found in _CODE.finditer(text))])
    if not _WORD.search(_without(text, opaque)):
        return None
    return Segment(text, offsets, part.kind, part.audience, opaque, None, spell, label)


def _merged(spans: list[TextSpan]) -> tuple[TextSpan, ...]:
    merged: list[TextSpan] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = TextSpan(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _without(text: str, spans: tuple[TextSpan, ...]) -> str:
    kept, at = [], 0
    for span in spans:
        kept.append(text[at : span.start])
        at = span.end
    return "".join([*kept, text[at:]])


def _parts(shown: Rendered, kind: Kind) -> list[_Part]:
    """Cut customer text into its parts, line by line."""
    items = frozenset(shown.items)
    lines = [_line(shown.text, start, end) for start, end in _line_spans(shown.text)]
    # A circle or a tick is a good example only beside a bad one; alone it is how many writers draw a bullet.
    judged = any(line.audience is Audience.BAD_EXAMPLE for line in lines)
    done: list[_Part] = []
    open_part: _Part | None = None
    for line in lines:
        if line.blank:
            # A mark alone on its line speaks for the lines after the gap.
            if open_part and open_part.span.start < open_part.span.end:
                done.append(open_part)
                open_part = None
            continue
        pair = line.pair(shown.text) if line.audience in (None, Audience.BAD_EXAMPLE) else None
        bullet = line.bullet or line.start in items or (line.ticked and not judged)
        if not pair and not line.audience and not bullet and open_part and not _ends_before(open_part, line):
            open_part = _Part(TextSpan(open_part.span.start, line.end), open_part.audience, open_part.kind)
            continue
        above = open_part.audience if open_part else Audience.CUSTOMER
        if open_part:
            done.append(open_part)
        open_part = None
        if pair:
            done.extend(_Part(side, *of) for side, of in zip(pair, (_BAD, (Audience.CUSTOMER, kind)), strict=True))
        elif bullet:
            open_part = _Part(TextSpan(line.body, line.end), above if line.bullet else Audience.CUSTOMER, Kind.ITEM)
        else:
            audience = line.audience or Audience.CUSTOMER
            span = TextSpan(min(line.body, line.end), line.end)
            open_part = _Part(span, *(_BAD if audience is Audience.BAD_EXAMPLE else (audience, kind)))
    return [*done, open_part] if open_part else done


_BAD = (Audience.BAD_EXAMPLE, Kind.ITEM)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a value: where it starts and ends (newline left out), where its words begin, what stands before."""

    start: int
    end: int
    body: int
    audience: Audience | None = None
    bullet: bool = False
    ticked: bool = False
    indented: bool = False
    blank: bool = False

    def pair(self, text: str) -> tuple[TextSpan, TextSpan] | None:
        """Return the bad and the good side if the line is `나쁜 말 → 좋은 말`."""
        sides = arrow_pair(text[self.body : self.end])
        if not sides:
            return None
        left, right = sides
        mark = audience_of_mark(text[self.body + right.start : self.end])
        begin = right.start + (mark[1] if mark else 0)
        return TextSpan(self.body + left.start, self.body + left.end), TextSpan(self.body + begin, self.end)


def _line(text: str, start: int, end: int) -> _Line:
    line = text[start:end]
    words = line.strip()
    if not words or (_RULE.fullmatch(words) and len(words) >= 3):
        return _Line(start, end, end, blank=True)
    indent = len(line) - len(line.lstrip())
    mark = audience_of_mark(line[indent:])
    if mark:
        ticked = mark[0] is Audience.CUSTOMER and not words[0].isalpha()
        return _Line(start, end, start + indent + mark[1], mark[0], ticked=ticked)
    bullet = _BULLET.match(line, indent)
    body = start + (bullet.end() if bullet else indent)
    return _Line(start, end, body, bullet=bool(bullet), indented=bool(indent))


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _ends_before(part: _Part, line: _Line) -> bool:
    """Tell whether an unmarked `line` starts a paragraph of its own: it stands at the margin below a bulleted item."""
    return part.kind is Kind.ITEM and part.audience is not Audience.BAD_EXAMPLE and not line.indented


def _html_spelling(spell: Spell, text: str) -> str | None:
    """Spell `text` inside HTML that stands in a value: `<`, `>` and `&` are entities there."""
    return spell(html.escape(text, quote=False).replace("\n", "<br>"))
