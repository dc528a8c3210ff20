"""XML written so that any reader accepts it."""

import re
from xml.etree import ElementTree as ET

# What XML 1.0 cannot hold in any spelling.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, **attributes: object) -> ET.Element:
    """Return an element with `attributes`, characters that XML cannot hold replaced."""
    return ET.Element(tag, {name: clean(str(value)) for name, value in attributes.items()})


def clean(text: str) -> str:
    """Return `text` with U+FFFD in place of each character that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def written(root: ET.Element) -> str:
    """Return the document with its declaration, indented, ended by a newline."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
