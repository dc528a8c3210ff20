"""Decoded files and places in them; knows nothing of Korean, rules or formats.

Every offset is a count of code points of `Source.text` from 0; lines and columns exist only for people.
"""

import codecs
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from cslint.errors import CslintError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# How many bytes tell whether a file holds text; even, so that no unit of UTF-16 is cut.
_HEAD = 8192
_USUAL = re.compile(r"[\t\r\n\x20-\x7e가-힣]")
_LINE_END = re.compile(r"\r\n|\r|\n")


class SourceSpan(NamedTuple):
    """Half-open code points of `Source.text`: `start` inclusive, `end` exclusive, from 0."""

    start: int
    end: int

    def covers(self, other: "SourceSpan") -> bool:
        """Tell whether `other` lies inside this span (an empty span counts at its place)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "SourceSpan") -> bool:
        """Tell whether the two spans share a character (an empty span counts as one)."""
        return self.start < max(other.end, other.start + 1) and other.start < max(self.end, self.start + 1)


class SpanSet:
    """Some spans, in any order and overlapping as they may, that can be asked quickly whether another is among them."""

    def __init__(self, spans: Iterable[SourceSpan]) -> None:
        """Keep for every start how far the spans reach that begin there or before."""
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))
        self._behind = list(accumulate((max(span.end, span.start + 1) for span in ordered), max))

    def overlaps(self, span: SourceSpan) -> bool:
        """Tell whether one of them shares a character with `span` (an empty span counts as one)."""
        before = bisect_left(self._starts, max(span.end, span.start + 1))
        return before > 0 and span.start < self._behind[before - 1]

    def meets(self, span: SourceSpan) -> bool:
        """Tell whether one of them overlaps `span`, or begins where it ends, or ends where it begins."""
        before = bisect_right(self._starts, span.end)
        return before > 0 and span.start <= self._ends[before - 1]


class Edit(NamedTuple):
    """Put `text` in place of the source characters of `span`."""

    span: SourceSpan
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A spreadsheet cell: the offset in `Source.text` where it begins, and its name, `답변!B7`."""

    start: int
    name: str


class Place(NamedTuple):
    """What people read: line and column from 1, in code points, counted within the cell if there is one."""

    line: int
    column: int
    cell: str | None = None


@dataclass(frozen=True)
class Source:
    """One decoded file. `text` keeps its newlines as they are, so offsets are true; a BOM is not part of it."""

    path: str
    text: str
    encoding: str = "utf-8"
    cells: tuple[Cell, ...] = field(default=())

    @classmethod
    def decode(cls, path: str, data: bytes) -> "Source":
        """Return the source spelled by `data`.

        A BOM decides; else UTF-8, else CP949 (which holds EUC-KR). Raises CslintError for binary content and
        for bytes that are neither: a wrong guess would move every place.
        """
        for bom, encoding in _BOMS:
            if data.startswith(bom):
                body = data if encoding in ("utf-8-sig", "utf-32") else data[len(bom) :]
                return cls(path, _decoded(path, body, encoding), encoding)
        if b"\0" in data[:_HEAD]:
            if _is_utf16(data[:_HEAD]):
                hint = "UTF-8로 저장해 주세요."
                raise CslintError("BOM이 없는 UTF-16으로 보이는 글이라 읽을 수 없습니다.", path, hint)
            raise CslintError("글이 아닌 이진 파일이라 읽을 수 없습니다.", path)
        try:
            return cls(path, data.decode("utf-8"))
        except UnicodeDecodeError:
            return cls(path, _decoded(path, data, "cp949"), "cp949")

    @cached_property
    def _line_starts(self) -> list[int]:
        """Offsets where lines begin; `\\r\\n`, `\\r` and `\\n` each end a line."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [cell.start for cell in self.cells]

    def place(self, offset: int) -> Place:
        """Return the line and column of `offset`, within its cell if the source has cells."""
        starts = self._line_starts
        line = bisect_right(starts, offset)
        if not self.cells:
            return Place(line, offset - starts[line - 1] + 1)
        cell = self._cell_at(offset)
        first = bisect_right(starts, cell.start)
        begin = max(cell.start, starts[line - 1])
        return Place(line - first + 1, offset - begin + 1, cell.name)

    def where(self, offset: int) -> str:
        """Return `path:line:column` of `offset`, or of the end if that is nearer: where messages say something stands.

        In a spreadsheet it is `path:sheet!cell`.
        """
        place = self.place(min(offset, len(self.text)))
        return f"{self.path}:{place.cell or f'{place.line}:{place.column}'}"

    def offset_within(self, offset: int) -> int:
        """Return `offset` counted from the start of its cell if the source has cells, else `offset` itself."""
        return offset - self._cell_at(offset).start if self.cells else offset

    def _cell_at(self, offset: int) -> Cell:
        return self.cells[max(0, bisect_right(self._cell_starts, offset) - 1)]


def _is_utf16(data: bytes) -> bool:
    """Tell whether bytes without a byte order mark read as Korean or plain text in UTF-16, either way round."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if "\0" not in text and len(_USUAL.findall(text)) > 0.9 * len(text):
            return True
    return False


def _decoded(path: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"인코딩을 알 수 없습니다({error.start}번째 바이트). UTF-8이나 CP949로 저장해 주세요."
        raise CslintError(what, path) from error
