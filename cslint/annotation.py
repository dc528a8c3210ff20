"""A workbook's copy with the findings in it: a comment on each cell they stand in, and a sheet that lists them all."""

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cslint.errors import CslintError
from cslint.findings import FileReport, Finding
from cslint.output.labels import LEVELS

_SHEET = "cslint 지적"
_HEADER = ("셀", "수준", "규칙", "지적", "글", "고칠 말", "답변", "상황")
_WIDTHS = (18, 8, 26, 60, 36, 36, 24, 16)
# Parts of the archive that openpyxl reads in part or not at all → what people call them.
_LOST = (
    (re.compile(r"xl/charts/|xl/chartsheets/"), "차트"),
    (re.compile(r"xl/media/"), "그림"),
    (re.compile(r"xl/drawings/drawing|xl/diagrams/"), "도형"),
    (re.compile(r"xl/vbaProject"), "매크로"),
    (re.compile(r"xl/pivot"), "피벗 테이블"),
    (re.compile(r"xl/slicers|xl/timelines"), "슬라이서"),
    (re.compile(r"xl/threadedComments"), "스레드 메모"),
    (re.compile(r"xl/ctrlProps|xl/activeX|xl/embeddings"), "양식 단추나 끼워 넣은 개체"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000  # characters; a cell and a comment hold 32,767
_LINE = 46  # characters to a line of a comment of the width below
_COMMENT_WIDTH = 360  # points
_LINE_HEIGHT = 16


@dataclass(frozen=True, slots=True)
class Annotated:
    """The copy as bytes, and what may be missing in it (차트, 그림 …)."""

    data: bytes
    lost: tuple[str, ...]


def annotate(data: bytes, report: FileReport) -> Annotated:
    """Return a copy of the workbook `data` with the findings of its `report`, which names the cells.

    Formulas, formats and comments stay; a finding's comment is added below one that is there. Raises CslintError if
    openpyxl cannot write what it read.
    """
    import openpyxl  # noqa: PLC0415 -- an extra; the report of a workbook says that it is there

    source = report.source
    by_cell: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if source is not None and (cell := source.place(finding.span.start).cell):
            sheet, _, name = cell.rpartition("!")
            by_cell[sheet, name].append(finding)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep is said in one line of ours
            book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
            for (sheet, name), findings in by_cell.items():
                _comment(book[sheet][name], findings)
            _list(book, by_cell)
            out = io.BytesIO()
            book.save(out)
    except Exception as error:  # openpyxl lets out whatever a part it half knows made Python raise
        raise CslintError(
            "지적을 적은 사본을 만들지 못했습니다.", report.path, "엑셀에서 다른 이름으로 저장한 뒤 다시 해 주세요."
        ) from error
    return Annotated(out.getvalue(), _lost(data))


def _lost(data: bytes) -> tuple[str, ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    return tuple(title for pattern, title in _LOST if any(pattern.match(name) for name in names))


def _comment(cell: Any, findings: Sequence[Finding]) -> None:
    """Write the findings into the comment of a cell, below what is there."""
    from openpyxl.comments import Comment  # noqa: PLC0415

    there = cell.comment.text.rstrip() if cell.comment else ""
    text = _clean("\n\n".join([*([there] if there else []), *map(_told, findings)]))
    lines = sum(1 + len(line) // _LINE for line in text.split("\n"))
    cell.comment = Comment(text, "cslint", height=min(40 + _LINE_HEIGHT * lines, 600), width=_COMMENT_WIDTH)


def _told(finding: Finding) -> str:
    lines = [f"[{LEVELS[finding.level]}] {finding.message} ({finding.rule})", f"“{finding.quote}”"]
    if finding.suggestion:
        lines.append(f"→ {finding.suggestion}")
    return "\n".join(lines)


def _list(book: Any, by_cell: dict[tuple[str, str], list[Finding]]) -> None:
    """Add the sheet that lists the findings, each with a link to its cell."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    listing = book.create_sheet(_free_name(book.sheetnames))
    for column, (title, wide) in enumerate(zip(_HEADER, _WIDTHS, strict=True), 1):
        listing.cell(1, column, title).font = Font(bold=True)
        listing.column_dimensions[get_column_letter(column)].width = wide
    row = 1
    for (sheet, name), findings in by_cell.items():
        for finding in findings:
            row += 1
            for column, text in enumerate(_row(f"{sheet}!{name}", finding), 1):
                cell = listing.cell(row, column)
                cell.value = _clean(text)
                cell.data_type = "s"  # a quote that begins with `=` is no formula
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            quoted = sheet.replace("'", "''")
            listing.cell(row, 1).hyperlink = f"#'{quoted}'!{name}"
    listing.freeze_panes = "A2"
    listing.auto_filter.ref = f"A1:{get_column_letter(len(_HEADER))}{row}"


def _row(cell: str, finding: Finding) -> tuple[str, ...]:
    situation = finding.situation.name if finding.situation else ""
    return (
        cell,
        LEVELS[finding.level],
        finding.rule,
        finding.message,
        finding.quote,
        finding.suggestion or "",
        finding.reply or "",
        situation,
    )


def _free_name(taken: Sequence[str]) -> str:
    lower = {name.lower() for name in taken}
    number, name = 1, _SHEET
    while name.lower() in lower:
        number += 1
        name = f"{_SHEET} {number}"
    return name


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)[:_LONGEST]
