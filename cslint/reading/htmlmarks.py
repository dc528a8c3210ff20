"""What HTML is made of, the same in a page and in a value with tags in it: tags by what they do, comments, entities."""

import html
from html.entities import html5

# These begin a line wherever they stand.
LINES = frozenset(
    (
        *("p", "div", "li", "tr", "ul", "ol", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "caption"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "section", "article", "header", "footer", "pre"),
        *("main", "aside", "figure", "figcaption"),
    )
)
# These too, in a page; in a value `<address>` is as likely a blank to fill in.
BLOCKS = LINES | frozenset(
    (
        *("address", "body", "button", "center", "details", "dialog", "dir", "fieldset", "form", "head", "hgroup"),
        *("html", "legend", "menu", "nav", "optgroup", "option", "search", "select", "summary", "title", "td", "th"),
    )
)
CODE = frozenset(("code", "kbd", "samp", "tt"))
STRUCK = frozenset(("del", "s", "strike"))
# What stands inside is never shown.
UNSEEN = frozenset(
    ("script", "style", "template", "noembed", "noframes", "iframe", "object", "svg", "math", "textarea")
)
# Patterns. An unclosed comment hides all that follows; an entity ends with its semicolon, or where its name ends.
COMMENT_END = r"(?:-->|--!>|\Z)"
ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"


def read_entity(text: str) -> tuple[str, int] | None:
    """Return what the entity that `text`, a match of `ENTITY`, begins with says, and its length: of `&nbsp3` without the digit.

    None if it has no known name. A no-break space is a space to a reader, and Kiwi knows only the plain one.
    """
    lengths = range(len(text), 1, -1) if text[1] != "#" else (len(text),)
    length = next((length for length in lengths if text[1] == "#" or text[1:length] in html5), None)
    return None if length is None else (html.unescape(text[:length]).replace("\xa0", " "), length)


def is_whole_entity(text: str) -> bool:
    """Tell whether `text`, a match of `ENTITY`, is a known one that ends with its semicolon."""
    return text.endswith(";") and (text[1] == "#" or text[1:] in html5)
