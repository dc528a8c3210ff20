"""Says which characters of a document do not map back to the source that spells them."""

import html
import json
import unicodedata
from itertools import product

import yaml

from cslint.document import Document
from cslint.offsets import Piece


def unmapped(document: Document) -> list[str]:
    """Return one line for each stretch of a segment whose source is not its character or a spelling of it.

    Also for pieces that leave gaps in the text, run backwards in the source or lie outside it, and for segments that
    are out of order or have outer white space.
    """
    source, found, begin = document.source.text, [], 0
    for segment in document.segments:
        if segment.text != segment.text.strip() or not segment.text:
            found.append(f"outer white space: {segment.text!r}")
        if segment.span.start < begin:
            found.append(f"out of order: {segment.text!r}")
        begin, text_at, source_at = segment.span.start, 0, 0
        for piece in segment.offsets.pieces:
            text = segment.text[piece.text.start : piece.text.end]
            spelling = source[piece.source.start : piece.source.end]
            in_order = piece.text.start == text_at and source_at <= piece.source.start < piece.source.end <= len(source)
            if not in_order or not spells(piece, spelling, text):
                found.append(f"{text!r} is not {spelling!r} at {piece.source.start}")
            text_at, source_at = piece.text.end, piece.source.end
        if text_at != len(segment.text):
            found.append(f"text without source: {segment.text[text_at:]!r}")
    return found


def spells(piece: Piece, spelling: str, text: str) -> bool:
    """Tell whether the source characters `spelling` stand for `text`: themselves, an escape, an entity, a line end."""
    if piece.verbatim:
        return spelling == text
    return text.isspace() or _letters(text) in {_letters(reading) for reading in _readings(spelling)}


def _readings(spelling: str) -> list[str]:
    readings = [spelling, html.unescape(spelling), spelling.replace('""', '"'), spelling.replace("''", "'")]
    # Apple writes a capital U before four digits.
    for read, spelled in product((json.loads, yaml.safe_load), (spelling, spelling.replace("\\U", "\\u"))):
        try:
            readings.append(str(read(f'"{spelled}"')))
        except (ValueError, yaml.YAMLError):
            continue
    return readings


def _letters(text: str) -> str:
    """Fold `text` to what two spellings of it share: no white space, no escapes, composed, of plain width."""
    blank = [char.isspace() and not "\x1c" <= char <= "\x1f" for char in text]
    seen = [char for char, is_blank in zip(text, blank, strict=True) if not is_blank]
    text = "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char for char in seen)
    return unicodedata.normalize("NFKC", text).replace("\\", "").replace(">", "").replace(" ", "")
