"""HTML inside a value: tags are markup, entities are spelling, line and block breaks are new lines."""

import html
import re
from dataclasses import dataclass
from html.entities import html5

from cslint.offsets import OffsetMap, TextSpan
from cslint.textbuilder import TextBuilder

_LINE_TAGS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "pre",
        "main",
        "aside",
        "figure",
        "figcaption",
        "caption",
    ]
)
_INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "body",
        "br",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "del",
        "em",
        "font",
        "html",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "td",
        "th",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_UNSEEN_TAGS = frozenset(("script", "style", "head", "template"))
_TAGS = _LINE_TAGS | _INLINE_TAGS | _UNSEEN_TAGS
_CODE_TAGS = frozenset(("code", "kbd", "samp", "tt", "pre"))
_STRUCK_TAGS = frozenset(("del", "s", "strike"))
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Possessive quantifiers: a long run of attributes without an end must fail at once, not by trying every cut.
_MARKUP = re.compile(
    r"(?P<comment><!--)"
    rf"|<(?P<close>/?)(?P<name>(?i:{'|'.join(sorted(_TAGS))}))(?=[\s/>])(?>(?:\"[^\"]*+\"|'[^']*+'|[^'\"<>]++)*)>"
    rf"|(?P<entity>{_ENTITY.pattern})"
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
    return ("<" in text or "&" in text) and any(_kind(found) != "newline" for found in _found(text))


def without_html(source: str, text: str, offsets: OffsetMap) -> tuple[str, OffsetMap] | None:
    """Return `text` as a reader of the rendered HTML sees it, mapped to the same source; None if nothing is left.

    `<br>`, `</p>`, `</div>`, `</li>`, `</tr>` become one `\\n` (mapped to the tag), other tags and comments vanish,
    entities (`&amp;`, `&#44032;`) become their characters, `&nbsp;` a plain space. Text that only looks like a tag
    (`<이름>`, `a < b`) stays. Crossed-out text (`<del>`) is left out: nobody sends it.
    """
    shown = rendered(source, text, offsets)
    return (shown.text, shown.offsets) if shown.text else None


def rendered(source: str, text: str, offsets: OffsetMap) -> Rendered:
    """Return `text` as `without_html` does, with what the tags said beside it; its text is empty if nothing is left."""
    return _Page(source, text, offsets).read()


def _kind(found: re.Match[str]) -> str:
    """Return what a match of `_MARKUP` is: `comment`, `entity`, `newline`, `tag`, or `text` that looks like one."""
    if entity := found["entity"]:
        return "entity" if entity[1] == "#" or entity[1:] in html5 else "text"
    if found["name"]:
        return "tag"
    return "comment" if found["comment"] else "newline"


def _found(text: str) -> list[re.Match[str]]:
    return [found for found in _MARKUP.finditer(text) if _kind(found) != "text"]


class _Page:
    """One value on its way to `Rendered`; lives for one call."""

    def __init__(self, source: str, text: str, offsets: OffsetMap) -> None:
        self._source, self._text, self._offsets = source, text, offsets
        self._lower = re.sub("[A-Z]+", lambda name: name[0].lower(), text)
        self._last_close = {name: self._lower.rfind(f"</{name}>") for name in _CODE_TAGS | _STRUCK_TAGS | _UNSEEN_TAGS}
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
            self._spell_entity(start, end)
        elif mark["comment"]:
            stop = self._text.find("-->", end)
            # An unclosed comment hides the rest, as it does in a browser.
            return len(self._text) if stop < 0 else stop + 3
        elif mark["name"]:
            return self._tag(mark)
        elif not self._last.isspace():
            self._spell(" ", start, end)
        return end

    def _tag(self, mark: re.Match[str]) -> int:
        start, end = mark.span()
        name, closes = mark["name"].lower(), bool(mark["close"])
        if name in self._last_close and not closes and self._last_close[name] < end:
            return self._shown_as_text(start, end)  # never closed: `<code>` is a blank to fill in here, not a tag
        if name in _UNSEEN_TAGS:
            return end if closes else self._lower.find(f"</{name}>", end)
        if name == "br" or (name in _LINE_TAGS and self._last != "\n"):
            self._spell("\n", start, end)
        elif name in ("td", "th") and not closes and not self._last.isspace():
            self._spell(" ", start, end)
        if name == "li" and not closes:
            self._items.append(len(self._shown))
        elif name in _CODE_TAGS:
            self._mark_code(name, closes=closes)
        elif name in _STRUCK_TAGS and not closes and self._aside is None:
            self._aside = (name, TextBuilder(self._source))
        elif self._aside and name == self._aside[0] and closes:
            self._end_aside()
        return end

    def _shown_as_text(self, start: int, end: int) -> int:
        """Show what only looks like a tag, its entities read, and return where it ends."""
        for entity in _ENTITY.finditer(self._text, start, end):
            if entity[0][1] == "#" or entity[0][1:] in html5:
                self._copy(start, entity.start())
                self._spell_entity(*entity.span())
                start = entity.end()
        self._copy(start, end)
        return end

    def _spell_entity(self, start: int, end: int) -> None:
        # A no-break space is a space to a reader, and Kiwi knows only the plain one.
        self._spell(html.unescape(self._text[start:end]).replace("\xa0", " "), start, end)

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
    return mark["name"].lower() in _LINE_TAGS or mark["name"].lower() == "br"
