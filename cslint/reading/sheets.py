"""How many cells the sheets of a workbook ask for, told before anything is built of them.

A program that opens a workbook makes a cell for each one that is written, and for each that a merged area or a link covers:
a few bytes can ask for seventeen thousand millions.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from xml.parsers import expat

_AREA = re.compile(r"\$?(?P<left>[A-Za-z]{1,3})\$?(?P<top>\d{1,7}):\$?(?P<right>[A-Za-z]{1,3})\$?(?P<bottom>\d{1,7})")
_COVERING = frozenset(("mergeCell", "hyperlink"))
_CHUNK = 1_000_000


def count_cells(data: bytes, enough: int) -> int:
    """Return how many cells all sheets of the workbook `data`, a zip archive, have; counting ends behind `enough`.

    Parts that are no XML count nothing: whoever opens them says what is wrong. Raises what zipfile raises.
    """
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            count += _Count(enough - count).of(archive, part)
            if count > enough:
                break
    return count


class _Count:
    """The cells of one part so far."""

    def __init__(self, enough: int) -> None:
        self._enough, self._found = enough, 0

    def of(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        with archive.open(part) as stream, suppress(expat.ExpatError):
            while (chunk := stream.read(_CHUNK)) and self._found <= self._enough:
                parser.Parse(chunk)
        return self._found

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._found += 1
        elif local in _COVERING:
            self._found += area(attributes.get("ref", ""))


def area(reference: str) -> int:
    """Return how many cells `B2:C5` names; 0 for a single cell and for what is no area."""
    found = _AREA.fullmatch(reference)
    if not found:
        return 0
    wide = abs(_column(found["right"]) - _column(found["left"])) + 1
    return wide * (abs(int(found["bottom"]) - int(found["top"])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
