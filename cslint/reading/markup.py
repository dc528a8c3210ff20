"""HTML inside a value: tags are markup, entities are spelling, line and block breaks are new lines."""

import re
from dataclasses import dataclass

from cslint.offsets import OffsetMap, TextSpan
from cslint.reading.htmlmarks import CODE, COMMENT_END, ENTITY, LINES, STRUCK, UNSEEN, is_whole_entity, read_entity
from cslint.textbuilder import TextBuilder

# Inside a value any other name in angle brackets is a blank to fill in.
_UNSEEN = UNSEEN | {"head"}
_TAGS = LINES | CODE | STRUCK | _UNSEEN | frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "body", "br", "center", "cite", "col", "colgroup", "em", "font", "html",
    "i", "img", "ins", "mark", "nobr", "q", "small", "span", "strong", "sub", "sup", "td", "th", "u", "var", "wbr",
))  # fmt: skip
_COMMENT_END = re.compile(COMMENT_END)
_ENTITY = re.compile(ENTITY)
# Possessive quantifiers: a long run of attributes without an end must fail at once, not by trying every cut.
_MARKUP = re.compile(
    r"(?P<comment><!--)"
    rf"|<(?P<close>/?)(?P<name>(?i:{'|'.join(sorted(_TAGS))}))(?=[\s/>])(?>(?:\"[^\"]*+\"|'[^']*+'|[^'\"<>]++)*)>"
    rf"|(?P<entity>{ENTITY})"
    r"|(?P<newline>\n)"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML as its reader sees it, without what is crossed out.

    `opaque` is code; `items` are the offsets in `text` where list items begin; `struck` is each crossed-out text with
    its own map.
    """

    text: str
    offsets: OffsetMap
    opaque: tuple[TextSpan, ...] = ()
    items: tuple[int, ...] = ()
    struck: tuple[tuple[str, OffsetMap], ...] = ()


def has_html(text: str) -> bool:
    """Tell whether `text` holds a tag, a comment or an entity of HTML."""
    return ("<" in text or "&" in text) and any(not mark["newline"] for mark in _found(text))


def without_html(source: str, text: str, offsets: OffsetMap) -> tuple[str, OffsetMap] | None:
    """Return `text` as a reader of the rendered HTML sees it, mapped to the same source; None if nothing is left.

    `<br>`, `</p>`, `</div>`, `</li>`, `</tr>` become one `\\n` (mapped to the tag), other tags and comments vanish,
    entities (`&amp;`, `&#44032;`) become their characters, `&nbsp;` a plain space; beside any of these also an entity
    without its semicolon. Text that only looks like a tag (`<이름>`, `a < b`) stays. Crossed-out text (`<del>`) is left out: nobody sends it.
    """
    shown = rendered(source, text, offsets)
    return (shown.text, shown.offsets) if shown.text else None


def rendered(source: str, text: str, offsets: OffsetMap) -> Rendered:
    """Return `text` as `without_html` does, with what the tags said beside it; its text is empty if nothing is left."""
    return _Page(source, text, offsets).read()


def _found(text: str) -> list[re.Match[str]]:
    """Return the markup and the newlines of `text`; in one without any markup, `&copy` is no entity but words."""
    found = list(_MARKUP.finditer(text))
    if any(mark["name"] or mark["comment"] or is_whole_entity(mark["entity"] or "") for mark in found):
        return [mark for mark in found if not mark["entity"] or read_entity(mark["entity"])]
    return [mark for mark in found if mark["newline"]]


class _Page:
    """One value on its way to `Rendered`; lives for one call."""

    def __init__(self, source: str, text: str, offsets: OffsetMap) -> None:
        self._source, self._text, self._offsets = source, text, offsets
        self._lower = re.sub("[A-Z]+", lambda name: name[0].lower(), text)
        self._last_close = {name: self._lower.rfind(f"</{name}>") for name in CODE | STRUCK | _UNSEEN}
        self._shown = TextBuilder(source)
        self._folded = False
        self._last = "\n"  # the last character shown: a page begins at a line start
        self._code: tuple[str, int] | None = None
        self._aside: tuple[str, TextBuilder] | None = None
        self._opaque: list[TextSpan] = []
        self._items: list[int] = []
        self._struck: list[tuple[str, OffsetMap]] = []

    def read(self) -> Rendered:
        marks = _found(self._text)
        # Where tags make the lines, the newlines of the file are mere white space.
        self._folded = any(mark["name"] and _makes_line(mark) for mark in marks)
        at = 0
        for mark in marks:
            if mark.start() < at or (mark["newline"] and not self._folded):
                continue
            self._copy(at, mark.start())
            at = self._mark(mark)
        self._copy(at, len(self._text))
        self._end_aside()
        text, offsets = self._shown.build() or ("", OffsetMap(()))
        opaque = tuple(span for span in self._opaque if span.end <= len(text))
        return Rendered(text, offsets, opaque, tuple(at for at in self._items if at < len(text)), tuple(self._struck))

    def _mark(self, mark: re.Match[str]) -> int:
        """Show what `mark` stands for and return where the text goes on."""
        start, end = mark.span()
        if mark["entity"]:
            return self._spell_entity(start, end)
        if mark["comment"]:
            closing = _COMMENT_END.search(self._text, end)
            return closing.end() if closing else end
        if mark["name"]:
            return self._tag(mark)
        if not self._last.isspace():
            self._spell(" ", start, end)
        return end

    def _tag(self, mark: re.Match[str]) -> int:
        start, end = mark.span()
        name, closes = mark["name"].lower(), bool(mark["close"])
        if name in self._last_close and not closes and self._last_close[name] < end:
            return self._shown_as_text(start, end)  # never closed: `<code>` is a blank to fill in here, not a tag
        if name in _UNSEEN:
            return end if closes else self._lower.find(f"</{name}>", end)
        if name == "br" or (name in LINES and self._last != "\n"):
            self._spell("\n", start, end)
        elif name in ("td", "th") and not closes and not self._last.isspace():
            self._spell(" ", start, end)
        if name == "li" and not closes:
            self._items.append(len(self._shown))
        elif name in CODE:
            self._mark_code(name, closes=closes)
        elif name in STRUCK and not closes and self._aside is None:
            self._aside = (name, TextBuilder(self._source))
        elif self._aside and name == self._aside[0] and closes:
            self._end_aside()
        return end

    def _shown_as_text(self, start: int, end: int) -> int:
        """Show what only looks like a tag, its entities read, and return where it ends."""
        for entity in _ENTITY.finditer(self._text, start, end):
            if is_whole_entity(entity[0]):
                self._copy(start, entity.start())
                start = self._spell_entity(*entity.span())
        self._copy(start, end)
        return end

    def _spell_entity(self, start: int, end: int) -> int:
        """Show what the entity at `start:end` says, and return where it ends."""
        said, length = read_entity(self._text[start:end]) or (self._text[start:end], end - start)
        self._spell(said, start, start + length)
        return start + length

    def _mark_code(self, name: str, *, closes: bool) -> None:
        """Note where code begins or ends; code inside code is the same code."""
        if self._aside:
            return
        if not closes:
            self._code = self._code or (name, len(self._shown))
        elif self._code and self._code[0] == name:
            start, self._code = self._code[1], None
            if start < len(self._shown):
                self._opaque.append(TextSpan(start, len(self._shown)))

    def _end_aside(self) -> None:
        built = self._aside[1].build() if self._aside else None
        if built:
            self._struck.append(built)
        self._aside = None

    def _copy(self, start: int, end: int) -> None:
        builder = self._aside[1] if self._aside else self._shown
        if (builder is self._shown and not len(builder)) or (self._folded and self._last == "\n"):
            # `build` strips the outer white space; stripping it here keeps the counted places true.
            start += len(self._text[start:end]) - len(self._text[start:end].lstrip())
        if start < end:
            builder.copy(self._text, self._offsets, TextSpan(start, end))
            if builder is self._shown:
                self._last = self._text[end - 1]

    def _spell(self, char: str, start: int, end: int) -> None:
        builder = self._aside[1] if self._aside else self._shown
        if len(builder) or not char.isspace():
            place = self._offsets.locate(TextSpan(start, end))
            builder.spelled(char, place.start, place.end)
            if builder is self._shown:
                self._last = char[-1:] or self._last


def _makes_line(mark: re.Match[str]) -> bool:
    return mark["name"].lower() in LINES or mark["name"].lower() == "br"
