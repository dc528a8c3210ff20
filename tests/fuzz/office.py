"""Strategies for Word documents and workbooks: archives whose parts are written here, element by element."""

import io
import zipfile
from functools import cache
from html import escape

import docx
import openpyxl
from hypothesis import strategies as st

from tests.fuzz.prose import instructions, texts, words
from tests.fuzz.records import table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DOCUMENT = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
# The library writes strings into their cells; Excel keeps them in a part of their own.
_SHARED_TYPE = f'<Override PartName="/{SHARED}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'


@cache
def parts(name: str) -> dict[str, bytes]:
    """Return the parts of an empty document called `docx` or `xlsx`, as the library writes it."""
    out = io.BytesIO()
    if name == "docx":
        docx.Document().save(out)
    else:
        openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out) as archive:
        found = {part.filename: archive.read(part) for part in archive.infolist()}
    if name == "xlsx":
        found[TYPES] = found[TYPES].replace(b"</Types>", _SHARED_TYPE.encode() + b"</Types>")
        found[SHARED] = _shared(["가"])
    return found


def _shared(texts: list[str]) -> bytes:
    return f"<sst {_S}>{''.join(f'<si><t>{_said(text)}</t></si>' for text in texts)}</sst>".encode()


def packed(name: str, changed: dict[str, bytes]) -> bytes:
    """Return an empty document with the parts of `changed` in place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, data in {**parts(name), **changed}.items():
            archive.writestr(part, data)
    return out.getvalue()


def part_of(data: bytes, part: str) -> bytes:
    """Return one part of the archive `data`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part)


def _said(text: str) -> str:
    return escape("".join(char for char in text if char >= " " or char in "\n\t"))


_LOOKS = (
    "",
    "",
    "<w:rPr><w:b/></w:rPr>",
    "<w:rPr><w:strike/></w:rPr>",
    "<w:rPr><w:vanish/></w:rPr>",
    '<w:rPr><w:b w:val="0"/></w:rPr>',
)
_STYLES = (
    *("", "", "", '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="ListBullet"/>', '<w:pStyle w:val="Quote"/>'),
    '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>',
    '<w:outlineLvl w:val="{}"/>',
    '<w:pStyle w:val="없음"/>',
)
_BETWEEN = (
    "",
    "",
    "",
    "<w:r><w:br/></w:r>",
    "<w:r><w:tab/></w:r>",
    "<w:r><w:noBreakHyphen/></w:r>",
    "<!-- 가 -->",
    "<w:del><w:r><w:t>옛</w:t></w:r></w:del>",
)


@st.composite
def _paragraph(draw: st.DrawFn, depth: int) -> str:
    runs = []
    for text in draw(st.lists(texts(1) | instructions.map("cslint: {}".format), max_size=3)):
        run = f"<w:r>{draw(st.sampled_from(_LOOKS))}<w:t>{_said(text)}</w:t></w:r>"
        wrap = draw(
            st.sampled_from(
                ("{}", "{}", "{}", "<w:ins>{}</w:ins>", "<w:hyperlink>{}</w:hyperlink>", "<w:smartTag>{}</w:smartTag>")
            )
        )
        runs += [wrap.format(run), draw(st.sampled_from(_BETWEEN))]
    if depth < 3 and draw(st.sampled_from((False,) * 9 + (True,))):
        runs.append(f"<w:r><w:pict><w:txbxContent>{draw(_body(depth + 1))}</w:txbxContent></w:pict></w:r>")
    style = draw(st.sampled_from(_STYLES)).format(draw(st.sampled_from((0, 1, 8, 9, 77, "x", ""))))
    return f"<w:p><w:pPr>{style}</w:pPr>{''.join(runs)}</w:p>"


@st.composite
def _body(draw: st.DrawFn, depth: int = 0) -> str:
    out = []
    for _ in range(draw(st.integers(0, 4 if depth else 6))):
        if depth < 3 and draw(st.sampled_from((False, False, False, True))):
            rows = []
            for _ in range(draw(st.integers(0, 3))):
                span = draw(
                    st.sampled_from(
                        (
                            "",
                            "",
                            "",
                            '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>',
                            '<w:tcPr><w:gridSpan w:val="가"/></w:tcPr>',
                        )
                    )
                )
                cells = draw(
                    st.lists(
                        _body(depth + 2) | words.map(lambda word: f"<w:p><w:r><w:t>{_said(word)}</w:t></w:r></w:p>"),
                        max_size=3,
                    )
                )
                rows.append("<w:tr>" + "".join(f"<w:tc>{span}{cell}</w:tc>" for cell in cells) + "</w:tr>")
            out.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
        else:
            wrap = draw(
                st.sampled_from(
                    (
                        "{}",
                        "{}",
                        "{}",
                        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                        "<w:customXml>{}</w:customXml>",
                    )
                )
            )
            out.append(wrap.format(draw(_paragraph(depth))))
    return "".join(out)


@st.composite
def word(draw: st.DrawFn) -> bytes:
    """A Word document: styles, lists, tables in tables, boxes, tracked changes."""
    document = f"<w:document {_W}><w:body>{draw(_body())}</w:body></w:document>"
    return packed("docx", {DOCUMENT: document.encode()})


@st.composite
def workbook(draw: st.DrawFn) -> bytes:
    """A workbook of one sheet: strings of every kind, formulas, errors, numbers, merged cells, rows far down."""
    cells = (
        texts(3) | texts(1) | words | instructions | st.sampled_from(("", "12", "가_x000D_나", "_xD800_", "_x0000_"))
    )
    rows, shared, number = [], list[str](), 0
    for row in draw(table(cells)):
        number += draw(st.sampled_from((1, 1, 1, 2, 300, 1_048_000)))
        written = []
        for at, text in enumerate(row):
            kinds = (
                't="inlineStr"><is><t>{0}</t></is>',
                't="str"><f>A1</f><v>{0}</v>',
                't="inlineStr"><is><r><t>{0}</t></r><r><t>나</t></r></is>',
                f't="s"><v>{len(shared)}</v>',
            )
            shared.append(text)
            kind = draw(st.sampled_from((*kinds, kinds[0], 't="e"><v>#N/A</v>', "><v>3</v>", 't="b"><v>1</v>')))
            written.append(f'<c r="{chr(65 + at)}{number}" {kind.format(_said(text))}</c>' if text else "")
        hidden = draw(st.sampled_from(("", "", ' hidden="1"')))
        rows.append(f'<row r="{number}"{hidden}>{"".join(written)}</row>')
    merged = draw(st.sampled_from(("", "", "A1:B2", "B2:B4", "A1:XFD1048576", "A2:A2")))
    tail = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    sheet = f"<worksheet {_S}><sheetData>{''.join(rows)}</sheetData>{tail}</worksheet>"
    return packed("xlsx", {SHEET: sheet.encode(), SHARED: _shared(shared)})
