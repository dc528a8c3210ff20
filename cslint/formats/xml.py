"""XML: string resources (Android, Java, .NET, XLIFF) are catalogues; any other XML is read like keyed data."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from cslint.document import Document, ReadOptions
from cslint.offsets import OffsetMap
from cslint.reading.catalogue import Message, read_catalogue
from cslint.reading.elements import REFERENCE, Element, Text, read_elements, read_references, resolved
from cslint.reading.escapes import UNICODE, unicode_of
from cslint.reading.instructions import comment_of
from cslint.reading.keyed import read_document
from cslint.reading.nodes import Entry, Items, Mapping, Node, Scalar
from cslint.reading.values import has_hangul
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_ANDROID = re.compile(rf'(?P<escape>{UNICODE}|\\(?:{REFERENCE}|.))|(?P<reference>{REFERENCE})|(?P<quote>")|(?P<space>\s+)', re.DOTALL)  # fmt: skip
_LETTERS = {"n": "\n", "t": "\t"}
_KEYS = ("key", "name", "id", "code", "quantity")

_Built = tuple[str, OffsetMap]


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the messages of a string resource, or what the elements and attributes of any other XML hold.

    Comments (`<!-- cslint: … -->`) are instructions. Raises CslintError, with line and column, for text that is not
    well-formed XML, declares entities or is nested too deep.
    """
    root, remarks = read_elements(source, options.limits)
    comments = [told for remark in remarks if (told := comment_of(remark.span, remark.text))]
    messages = list(_CATALOGUES.get(root.name, _simple)(source.text, root))
    if messages or root.name in ("resources", "xliff"):
        return read_catalogue(source, "xml", messages, comments, options)
    return read_document(source, "xml", (_node(source.text, root),), options, comments)


def _android(text: str, root: Element) -> Iterator[Message]:
    """Yield the strings, plurals and arrays of Android resources, without those that are not to be translated."""
    for element in root.elements:
        name = _attribute(text, element, "name")
        if _attribute(text, element, "translatable") == "false":
            continue
        if element.name == "string":
            yield from _message(text, element, name, element, _android_text(text, element))
        elif element.name in ("plurals", "string-array"):
            for at, item in enumerate(element.elements):
                key = f"{name}.{_attribute(text, item, 'quantity') or at}"
                yield from _message(text, element, key, item, _android_text(text, item))


def _java(text: str, root: Element) -> Iterator[Message]:
    """Yield the entries of `<properties><entry key="…">`."""
    for element in root.elements:
        if element.name == "entry":
            yield from _message(text, element, _attribute(text, element, "key"), element, _plain_text(text, element))


def _resx(text: str, root: Element) -> Iterator[Message]:
    """Yield the strings of a .NET resource; data of a type is no string."""
    for element in root.elements:
        if element.name == "data" and not {"type", "mimetype"} & set(element.attributes):
            for value in element.elements:
                if value.name == "value":
                    yield from _message(
                        text, element, _attribute(text, element, "name"), value, _plain_text(text, value)
                    )


def _xliff(text: str, root: Element) -> Iterator[Message]:
    """Yield the targets of an XLIFF file (1.2 and 2.0)."""
    stack = [(root, "")]
    while stack:
        element, name = stack.pop()
        if _attribute(text, element, "translate") == "no":
            continue
        if element.name in ("trans-unit", "unit"):
            name = _attribute(text, element, "resname") or _attribute(text, element, "id")
        if element.name == "target":
            yield from _message(text, element, name, element, _plain_text(text, element))
        else:
            stack.extend((child, name) for child in reversed(tuple(element.elements)))


def _simple(text: str, root: Element) -> Iterator[Message]:
    """Yield the messages of any XML in which every element with words has a key of its own; else nothing."""
    leaves = [leaf for leaf in _leaves(text, root) if has_hangul(_letters(text, leaf))]
    keys = [_own_key(text, leaf) for leaf in leaves]
    if all(keys) and len(set(keys)) == len(keys):
        for leaf, key in zip(leaves, keys, strict=True):
            yield from _message(text, leaf, key, leaf, _plain_text(text, leaf))


def _leaves(text: str, root: Element) -> Iterator[Element]:
    """Yield the elements that hold words, in order; tags among the words are part of them."""
    stack = [root]
    while stack:
        element = stack.pop()
        if _has_words(text, element):
            yield element
        else:
            stack.extend(reversed(tuple(element.elements)))


def _has_words(text: str, element: Element) -> bool:
    return any(isinstance(part, Text) and text[part.start : part.end].strip() for part in element.content)


def _own_key(text: str, element: Element) -> str:
    return next(filter(None, (_attribute(text, element, name) for name in _KEYS)), "")


_CATALOGUES: dict[str, Callable[[str, Element], Iterator[Message]]] = {
    "resources": _android,
    "properties": _java,
    "root": _resx,
    "xliff": _xliff,
}


def _attribute(text: str, element: Element, name: str) -> str:
    span = element.attributes.get(name)
    built = read_references(TextBuilder(text), text, span.start, span.end).build() if span else None
    return built[0] if built else ""


def _message(text: str, entry: Element, key: str, element: Element, built: _Built | None) -> Iterator[Message]:
    if built:
        # Only Android's strings have escapes of their own; the others hold plain characters.
        escapes = entry.name in ("string", "plurals", "string-array")
        yield Message(key, *built, partial(_spell, (_in_cdata(text, element), escapes)), entry.span)


def _in_cdata(text: str, element: Element) -> bool | None:
    """Tell whether the words of `element` stand in CDATA sections; None if some do and some do not."""
    found = {part.cdata for part in _texts(element) if isinstance(part, Text) and text[part.start : part.end].strip()}
    return True in found if len(found) < 2 else None


def _texts(element: Element) -> Iterator[Text | Element]:
    """Yield the character data in `element`, also in the tags inside it, and the line breaks (`<br/>`) between."""
    stack: list[Element | Text] = [element]
    while stack:
        part = stack.pop()
        if isinstance(part, Text) or (part.name == "br" and part is not element):
            yield part
        else:
            stack.extend(child for child in reversed(part.content) if isinstance(child, Element | Text))


def _plain_text(text: str, element: Element) -> _Built | None:
    builder = TextBuilder(text)
    for part in _texts(element):
        if isinstance(part, Element):
            builder.spelled("\n", part.span.start, part.span.end)
        elif part.cdata:
            builder.verbatim(part.start, part.end)
        else:
            read_references(builder, text, part.start, part.end)
    return builder.build()


def _android_text(text: str, element: Element) -> _Built | None:
    """Return a string as Android shows it: white space folded unless quoted, quotes left out, escapes read."""
    builder, quoted, spaced = TextBuilder(text), False, True
    for part in _texts(element):
        if isinstance(part, Element):
            builder.spelled("\n", part.span.start, part.span.end)
            spaced = True
            continue
        at = part.start
        for mark in _ANDROID.finditer(text, part.start, part.end):
            if at < mark.start():
                builder.verbatim(at, mark.start())
                spaced = False
            at = mark.end()
            if mark["quote"]:
                quoted = not quoted
            elif mark["space"]:
                if quoted:
                    builder.verbatim(*mark.span())
                elif not spaced:
                    builder.spelled(" ", *mark.span()) if mark[0] != " " else builder.verbatim(*mark.span())
                spaced = True
            elif mark["reference"] and part.cdata:
                builder.verbatim(*mark.span())
                spaced = False
            else:
                builder.spelled(_said(mark), *mark.span())
                spaced = False
        if at < part.end:
            builder.verbatim(at, part.end)
            spaced = False
    return builder.build()


def _said(mark: re.Match[str]) -> str:
    """Return what an escape or an entity of an Android string says."""
    if mark["reference"]:
        return resolved(mark["reference"])
    escape: str = mark["escape"]
    if len(escape) >= 6 and escape.startswith("\\u"):
        return unicode_of(escape)
    said = resolved(escape[1:]) if len(escape) > 2 else escape[1]
    return _LETTERS.get(said, said)


def _spell(place: tuple[bool | None, bool], text: str) -> str | None:
    """Write `text` where `place` says: inside a CDATA section or not (None: perhaps), with Android's escapes or without."""
    cdata, escapes = place
    if escapes:
        text = text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\n", "\\n")
    if cdata is None and not {"&", "<", ">"}.isdisjoint(text):
        return None
    if cdata:
        return None if "]]>" in text else text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _node(text: str, root: Element) -> Node:
    """Return an element as keyed data: attributes and child elements are keys, an element of mere text is a string.

    Children that all have one name and hold elements themselves are items of a list.
    """
    order, waiting = list[Element](), [root]
    while waiting:
        order.append(element := waiting.pop())
        if not _has_words(text, element):
            waiting.extend(element.elements)
    made: dict[Element, Node] = {}
    for element in reversed(order):  # children before what they stand in
        made[element] = _node_of(text, element, made)
    return made[root]


def _node_of(text: str, element: Element, made: dict[Element, Node]) -> Node:
    """Return one element as keyed data; `made` has its children."""
    children = tuple(element.elements)
    attributes = tuple(
        Entry(span, name, _value(text, span))
        for name, span in element.attributes.items()
        if not name.startswith("xmlns") and (name not in _KEYS or name == "name")
    )
    if _has_words(text, element) or not children:
        spell = partial(_spell, (_in_cdata(text, element), False))
        whole = Scalar(element.span, _letters(text, element), partial(_plain_text, text, element), spell)
        named = tuple(entry for entry in attributes if entry.name != "name")
        return Mapping(element.span, (*named, Entry(element.span, element.name, whole))) if named else whole
    if len(children) > 1 and len({child.name for child in children}) == 1 and all(map(_holds_elements, children)):
        return Items(element.span, tuple(made[child] for child in children))
    entries = (Entry(child.span, _key(text, child), made[child]) for child in children)
    return Mapping(element.span, (*attributes, *entries))


def _holds_elements(element: Element) -> bool:
    return any(element.elements)


def _key(text: str, element: Element) -> str:
    """Return what an element is called: by its key or name, if it has one and is not a collection, else by its tag."""
    return element.name if _holds_elements(element) else _own_key(text, element) or element.name


def _value(text: str, span: SourceSpan) -> Scalar:
    read = partial(_attribute_text, text, span)
    built = read()
    return Scalar(span, built[0] if built else "", read, partial(_spell_attribute, text[span.start - 1]))


def _attribute_text(text: str, span: SourceSpan) -> _Built | None:
    return read_references(TextBuilder(text), text, span.start, span.end).build()


def _spell_attribute(quote: str, text: str) -> str | None:
    spelled = _spell((False, False), text)
    return spelled.replace(quote, "&quot;" if quote == '"' else "&apos;") if spelled and "\n" not in text else None


def _letters(text: str, element: Element) -> str:
    built = _plain_text(text, element)
    return built[0] if built else ""
