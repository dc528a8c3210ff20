"""XML as elements that know where they stand.

Expat says whether the text is XML; what stands where is read again, because expat counts bytes and joins text.
Declared entities are refused: they can blow a file up or reach for another one, and no catalogue needs them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.reading.nodes import fault, too_deep
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_MARKUP = re.compile(
    r"<!--(?P<comment>.*?)-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?.*?\?>"
    r"|<!DOCTYPE(?>(?:[^\[>\"']++|\"[^\"]*+\"|'[^']*+'|\[[^\]]*+\])*)>"
    r"|<(?P<close>/?)(?P<name>[^\s/>!?]++)(?P<attributes>(?>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*))>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=/>]++)\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)')")
REFERENCE = r"&(?:#[0-9]{1,8}|#x[0-9a-fA-F]{1,7}|[A-Za-z_][\w.-]*+);"
_REFERENCE = re.compile(REFERENCE)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REASONS = {
    "mismatched tag": "여는 태그와 닫는 태그가 짝이 맞지 않습니다.",
    "unclosed token": "태그나 주석이 닫히지 않았습니다.",
    "no element found": "닫히지 않은 태그가 있거나 내용이 없습니다.",
    "undefined entity": "XML에 없는 엔터티(&…;)입니다.",
    "junk after document element": "맨 바깥 태그가 닫힌 뒤에 다른 내용이 더 있습니다.",
    "duplicate attribute": "같은 속성이 두 번 적혀 있습니다.",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Character data between tags: source `start:end` without the marks of a CDATA section, `cdata` if it is one."""

    start: int
    end: int
    cdata: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: its source and what it says."""

    span: SourceSpan
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element: its name without a namespace prefix, attributes as source spans of their values, and its content."""

    name: str
    span: SourceSpan
    attributes: Mapping[str, SourceSpan]
    content: "tuple[Element | Text | Remark, ...]"

    @property
    def elements(self) -> "Iterator[Element]":
        """The child elements, in order."""
        return (child for child in self.content if isinstance(child, Element))


def resolved(reference: str) -> str:
    """Return the character that an entity or a character reference (`&amp;`, `&#44032;`) names; an unknown one itself."""
    name = reference[1:-1]
    if not name.startswith("#"):
        return _NAMED.get(name, reference)
    point = int(f"0{name[1:]}", 16) if name[1] == "x" else int(name[1:])
    return chr(point) if point <= 0x10FFFF else "\ufffd"


def read_references(builder: TextBuilder, source: str, start: int, end: int) -> TextBuilder:
    """Add the source `start:end` to `builder`, entities read as what they name."""
    at = start
    for reference in _REFERENCE.finditer(source, start, end):
        builder.verbatim(at, reference.start()).spelled(resolved(reference[0]), *reference.span())
        at = reference.end()
    return builder.verbatim(at, end)


def read_elements(source: Source, limits: Limits) -> tuple[Element, tuple[Remark, ...]]:
    """Return the outermost element of `source` and all comments, in order.

    Raises CslintError, with line and column, for text that is not well-formed XML, that declares entities, or whose
    elements are nested deeper than the limits allow.
    """
    _check(source)
    text, stack, remarks = source.text, [_Open("", {}, 0)], list[Remark]()
    at = 0
    for mark in _MARKUP.finditer(text):
        if at < mark.start():
            stack[-1].content.append(Text(at, mark.start()))
        at = mark.end()
        if mark["name"]:
            _tag(source, mark, stack, limits)
        elif mark["cdata"] is not None:
            stack[-1].content.append(Text(*mark.span("cdata"), cdata=True))
        elif mark["comment"] is not None:
            remarks.append(Remark(SourceSpan(*mark.span()), mark["comment"].strip()))
            stack[-1].content.append(remarks[-1])
    root = next((child for child in stack[0].content if isinstance(child, Element)), None)
    if root is None:
        raise fault(source, 0, "XML 내용이 없습니다.")
    return root, tuple(remarks)


@dataclass(slots=True)
class _Open:
    """An element whose end is not read yet."""

    name: str
    attributes: dict[str, SourceSpan]
    start: int
    content: list[Element | Text | Remark] = field(default_factory=list)

    def close(self, end: int) -> Element:
        return Element(self.name, SourceSpan(self.start, end), self.attributes, tuple(self.content))


def _tag(source: Source, mark: re.Match[str], stack: list[_Open], limits: Limits) -> None:
    """Open or close the element of a tag."""
    if mark["close"]:
        if len(stack) > 1:
            element = stack.pop().close(mark.end())
            stack[-1].content.append(element)
        return
    if len(stack) > limits.nesting:
        raise too_deep(source, mark.start(), limits)
    attributes = {
        found["name"]: SourceSpan(*found.span("single" if found["double"] is None else "double"))
        for found in _ATTRIBUTE.finditer(source.text, *mark.span("attributes"))
    }
    opened = _Open(mark["name"].rpartition(":")[2], attributes, mark.start())
    if mark["attributes"].endswith("/"):
        stack[-1].content.append(opened.close(mark.end()))
    else:
        stack.append(opened)


def _check(source: Source) -> None:
    """Raise CslintError unless expat takes the text for XML without entities of its own."""
    # The encoding that the text declares is that of the file; what is parsed here is UTF-8.
    parser = expat.ParserCreate("utf-8")

    def refuse(*_declared: object) -> NoReturn:
        # Expat stands at the value or behind it.
        place = _offset(data, data.rfind(b"<!ENTITY", 0, parser.CurrentByteIndex + 1))
        raise fault(source, place, "엔터티를 선언한 XML은 읽지 않습니다.", "<!ENTITY …>를 지워 주세요.")

    parser.EntityDeclHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    data = source.text.encode("utf-8", "replace")
    try:
        parser.Parse(data, True)  # noqa: FBT003 -- expat takes it by place only
    except expat.ExpatError as error:
        what = _REASONS.get(expat.ErrorString(error.code).split(" (")[0], "XML 문법에 맞지 않습니다.")
        raise _not_xml(source, _offset(data, parser.ErrorByteIndex), what) from error


def _not_xml(source: Source, offset: int, what: str) -> CslintError:
    return fault(source, offset, what, "XML 편집기에서 이 자리를 확인해 주세요.")


def _offset(data: bytes, index: int) -> int:
    """Return how many code points the first `index` bytes of UTF-8 spell."""
    return len(data[: max(index, 0)].decode("utf-8", "ignore"))
