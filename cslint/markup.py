"""HTML inside a value: tags are markup, entities are spelling, line and block breaks are new lines."""

from cslint.document import OffsetMap


def without_html(source: str, text: str, offsets: OffsetMap) -> tuple[str, OffsetMap] | None:
    """Return `text` as a reader of the rendered HTML sees it, mapped to the same source; None if nothing is left.

    `<br>`, `</p>`, `</div>`, `</li>`, `</tr>` become one `\\n` (mapped to the tag), other tags and comments vanish,
    entities (`&amp;`, `&#44032;`, `&nbsp;`) become their characters. Text that only looks like a tag
    (`<이름>`, `a < b`) stays.
    """
    raise NotImplementedError
