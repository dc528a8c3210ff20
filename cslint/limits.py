"""Limits: how much of an input is read at all, so that none can take all time or memory.

Each is far beyond what manuals need. What goes over one is told in one line with the figure found and the setting.
"""

import math
from dataclasses import dataclass
from typing import BinaryIO

from cslint.errors import CslintError

MEGABYTE = 1_000_000
# Readers keep a frame or a list entry a level; beyond this no file is text that people keep.
DEEPEST = 1_000
_LONGEST_NAME = 60  # code points shown of the name of a part, which may be anything


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for each file of a run; the names are those of the keys below `limits:`, with `_` for `-`.

    `file_size` and `archive_size` (what an Excel or Word file unpacks to, without its pictures) count megabytes of
    1,000,000 bytes, `line_length` code points, `nesting` levels of lists, mappings and elements, `cells` those of one table
    file, `archive_ratio` how many times larger a part of an archive is than it is packed. `findings` is how many of one
    file are reported, the gravest; 0 means all.
    """

    file_size: int = 200
    line_length: int = 10_000_000
    nesting: int = 200
    cells: int = 5_000_000
    archive_ratio: int = 300
    archive_size: int = 100
    findings: int = 10_000

    def check_size(self, path: str, size: int) -> None:
        """Raise CslintError if the file at `path` has too many bytes."""
        if size > self.file_size * MEGABYTE:
            what = f"파일 크기가 {megabytes(size)}라 한도({self.file_size:,}MB)를 넘어 읽지 않았습니다."
            raise CslintError(what, path, _mend("file-size", "파일을 나누거나"))

    def check_lines(self, path: str, text: str) -> None:
        """Raise CslintError, with its line, if a line of `text` is too long."""
        start, most = 0, self.line_length
        while len(text) - start > most:
            # Only the last line end within reach counts, so each character is looked at once or twice.
            end = max(text.rfind("\n", start, start + most + 1), text.rfind("\r", start, start + most + 1))
            if end < 0:
                raise self._long_line(path, text, start)
            start = end + 1

    def _long_line(self, path: str, text: str, start: int) -> CslintError:
        stops = (text.find("\n", start), text.find("\r", start))
        length = min((stop for stop in stops if stop >= 0), default=len(text)) - start
        line = 1 + text.count("\n", 0, start) + text.count("\r", 0, start) - text.count("\r\n", 0, start)
        what = f"한 줄이 {length:,}자라 한도({self.line_length:,}자)를 넘어 읽지 않았습니다."
        return CslintError(what, f"{path}:{line}:1", _mend("line-length", "줄을 나누거나"))

    def too_deep(self, where: str) -> CslintError:
        """Return the error for the list, mapping or element at `where`, the first one below `nesting` others."""
        what = f"{self.nesting + 1:,}겹으로 겹쳐 있어 한도({self.nesting:,}겹)를 넘어 읽지 않았습니다."
        return CslintError(what, where, _mend("nesting", "덜 겹치게 하거나"))

    def check_cells(self, where: str, count: int) -> None:
        """Raise CslintError if a table file has `count` cells or more and that is too many."""
        if count > self.cells:
            what = f"셀이 {count:,}개 이상이라 한도({self.cells:,}개)를 넘어 읽지 않았습니다."
            raise CslintError(what, where, _mend("cells", "파일을 나누거나"))

    def check_ratio(self, path: str, part: str, ratio: float) -> None:
        """Raise CslintError if the part of the archive at `path` called `part` grows too much when it is unpacked."""
        if ratio > self.archive_ratio:
            name = "".join(char if char.isprintable() else "\ufffd" for char in part[:_LONGEST_NAME])
            grown = f"{math.ceil(ratio):,}배로 너무 커져 한도({self.archive_ratio:,}배)를 넘습니다."
            what = f"`{name}`의 압축을 풀면 {grown}"
            raise CslintError(what, path, _mend("archive-ratio", "필요한 부분만 남겨 저장하거나"))

    def check_unpacked(self, path: str, size: int) -> None:
        """Raise CslintError if the archive at `path` unpacks to `size` bytes and that is too many."""
        if size > self.archive_size * MEGABYTE:
            what = f"압축을 풀면 {megabytes(size)}로 너무 커져 한도({self.archive_size:,}MB)를 넘습니다."
            raise CslintError(what, path, _mend("archive-size", "필요한 부분만 남겨 저장하거나"))

    def read_stream(self, stream: BinaryIO) -> bytes:
        """Return what `stream` gives, cut one byte behind what `check_size` lets pass."""
        most = self.file_size * MEGABYTE + 1
        parts: list[bytes] = []
        while most > 0 and (part := stream.read(min(most, MEGABYTE))):
            parts.append(part)
            most -= len(part)
        return b"".join(parts)


def megabytes(size: int) -> str:
    """Return a number of bytes as people read it; never less than it is, so that more than a limit looks so."""
    return f"{math.ceil(size * 10 / MEGABYTE) / 10:,.1f}MB"


def _mend(key: str, instead: str) -> str:
    return f"{instead} 설정의 `limits: {key}`를 늘려 주세요."
