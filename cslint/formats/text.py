"""Plain text: one reply, or several where rules, bracketed titles, numbers or speakers part them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cslint.document import Comment, Document, Kind, ReadOptions, as_is
from cslint.reading.blocks import Block, Break, Item
from cslint.reading.instructions import comment_of
from cslint.reading.outline import outline
from cslint.reading.regions import audience_of_label, ends_sentence, polite_sentences
from cslint.reading.voices import Manner
from cslint.source import Source, SourceSpan
from cslint.textbuilder import TextBuilder

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_RULE = re.compile(r"\s*(?:[-=*_─━~＝－]\s?){3,}\s*")
_TITLE = re.compile(r"\s*(?:[\[［【](?P<bracketed>[^\[\]［］【】]+)[\]］】]|(?:#{1,6}|[■◆▣◇□])\s+(?P<marked>.+))\s*")
_BULLET = re.compile(r"\s*(?:[-*+•·‣▪◦–ㆍ]|[①-⑳])\s+(?=\S)")
_NUMBER = re.compile(r"\s*\(?\d{1,3}[.)](?!\d)\s*(?=\S)")
_LONGEST_TITLE = 60  # code points; a longer line is prose
_WRAPPED = 35  # code points; no editor wraps a shorter line


def parse(source: Source, options: ReadOptions) -> Document:
    """Return the document of a plain text; any text is one, so no error is raised for its content."""
    comments: list[Comment] = []
    paragraphs = list(_paragraphs(source.text, comments))
    made = outline(
        list(_blocks(source.text, paragraphs)), Manner(options, by_prose=False, spell=as_is, spell_cell=as_is)
    )
    return Document(source, "text", made.segments, made.replies, tuple(comments))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: the source of its words, and of what stands before them (bullet or number)."""

    start: int
    words: int
    end: int
    shape: str  # "rule", "title", "label", "bullet", "number" or "prose"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines without a blank line between them; a title, label, rule or list line begins one of its own."""

    lines: tuple[_Line, ...]

    @property
    def shape(self) -> str:
        return self.lines[0].shape


def _paragraphs(text: str, comments: list[Comment]) -> Iterator[_Paragraph]:
    """Yield the paragraphs of `text`, adding its comment lines to `comments`."""
    lines: list[_Line] = []
    for found in _LINE.finditer(text):
        start = found.start(1) + len(found[1]) - len(found[1].lstrip())
        end = max(start, found.end(1) - len(found[1]) + len(found[1].rstrip()))
        comment = comment_of(SourceSpan(start, end), text[start:end])
        if comment:
            comments.append(comment)
        line = None if comment or start == end else _line(text, start, end)
        if lines and (line is None or _begins_anew(text, lines, line)):
            yield _Paragraph(tuple(lines))
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield _Paragraph(tuple(lines))


def _begins_anew(text: str, lines: list[_Line], line: _Line) -> bool:
    """Tell whether a line does not go on with the lines before it: prose under a short bullet was not wrapped there."""
    if line.shape != "prose" or lines[0].shape in ("rule", "title", "label"):
        return True
    indented = line.start > 0 and text[line.start - 1] not in "\r\n"
    return lines[0].shape == "bullet" and not indented and lines[-1].end - lines[-1].start < _WRAPPED


def _line(text: str, start: int, end: int) -> _Line:
    if _RULE.fullmatch(text, start, end):
        return _Line(start, start, end, "rule")
    title = _TITLE.fullmatch(text, start, end)
    if title and end - start <= _LONGEST_TITLE:
        group = "bracketed" if title["bracketed"] else "marked"
        if not ends_sentence(_read(text, *title.span(group))):
            return _Line(start, title.start(group), title.end(group), "title")
    if text[end - 1] in ":：" and end - start <= _LONGEST_TITLE and audience_of_label(_read(text, start, end)):
        return _Line(start, start, end, "label")
    for shape, pattern in (("bullet", _BULLET), ("number", _NUMBER)):
        if mark := pattern.match(text, start, end):
            return _Line(start, mark.end(), end, shape)
    return _Line(start, start, end, "prose")


def _read(text: str, start: int, end: int) -> str:
    """Return source characters as they are read: composed, without what is invisible."""
    built = TextBuilder(text).verbatim(start, end).build()
    return built[0] if built else ""


def _blocks(text: str, paragraphs: list[_Paragraph]) -> Iterator[Block | Break]:
    """Yield the blocks of the paragraphs, in order."""
    numbered = [paragraph for paragraph in paragraphs if paragraph.shape == "number"]
    answers = len(numbered) > 1 and all(
        _is_titled(text, paragraph) or _is_answer(text, paragraph) for paragraph in numbered
    )
    spans = _list_spans(paragraphs)
    for paragraph, whole in zip(paragraphs, spans, strict=True):
        if paragraph.shape == "rule":
            yield Break(rule=True)
        elif answers and paragraph.shape == "number":
            yield Break(rule=False)
            yield from _answer(text, paragraph)
        else:
            yield from _block(text, paragraph.lines, paragraph.shape, whole)


def _is_titled(text: str, paragraph: _Paragraph) -> bool:
    """Tell whether a numbered line is a title with an answer in the lines below it."""
    first, *rest = paragraph.lines
    if not rest or ends_sentence(_read(text, first.words, first.end)):
        return False
    return polite_sentences(_read(text, rest[0].start, rest[-1].end)) > 0


def _is_answer(text: str, paragraph: _Paragraph) -> bool:
    """Tell whether a numbered item says enough to be a whole answer: a step or a list entry is one sentence."""
    return polite_sentences(_read(text, paragraph.lines[0].words, paragraph.lines[-1].end)) > 1


def _answer(text: str, paragraph: _Paragraph) -> Iterator[Block]:
    lines = paragraph.lines
    if _is_titled(text, paragraph):
        yield from _block(text, lines[:1], "title", None)
        lines = lines[1:]
    yield from _block(text, lines, "prose", None)


def _block(text: str, lines: tuple[_Line, ...], shape: str, whole: SourceSpan | None) -> Iterator[Block]:
    builder = TextBuilder(text).verbatim(lines[0].words, lines[0].end)
    for before, line in pairwise(lines):
        builder.spelled("\n", before.end, line.start).verbatim(line.start, line.end)
    built = builder.build()
    if built is None:
        return
    if shape == "title":
        yield Block(*built, Kind.HEADING, level=1)
    elif shape in ("bullet", "number"):
        yield Block(*built, Kind.ITEM, item=Item(), whole=whole)
    else:
        yield Block(*built, Kind.PARAGRAPH)


def _list_spans(paragraphs: list[_Paragraph]) -> list[SourceSpan | None]:
    """Return for each paragraph the source of the list it is an item of: items in a row, blank lines or not."""
    spans: list[SourceSpan | None] = [None] * len(paragraphs)
    at = 0
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and paragraphs[end].shape in ("bullet", "number"):
            end += 1
        if end > at:
            span = SourceSpan(paragraphs[at].lines[0].start, paragraphs[end - 1].lines[-1].end)
            spans[at:end] = [span] * (end - at)
        at = max(end, at + 1)
    return spans
