"""Word documents: which paragraphs and cells reach the customer, what each place is called, and what cannot be read."""

import io
import json
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from mapping import unmapped

from cslint.cli import main
from cslint.document import Audience, Document, ReadOptions
from cslint.errors import CslintError
from cslint.formats.docx import read
from cslint.offsets import TextSpan

docx = pytest.importorskip("docx", reason="Word documents are read with an extra")


def saved(paper: Any) -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def read_paper(paper: Any, **options: Any) -> Document:
    return read("매뉴얼.docx", saved(paper), ReadOptions(**options))


def fill(table: Any, *rows: list[str]) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def replies(document: Document) -> list[tuple[str, str | None]]:
    """Return the text of each reply and the place it begins in."""
    return [
        ("\n".join(segment.text for segment in reply.segments), document.source.place(reply.span.start).cell)
        for reply in document.replies
    ]


def audiences(document: Document) -> dict[str, Audience]:
    return {segment.text: segment.audience for segment in document.segments}


def manual() -> Any:
    paper = docx.Document()
    paper.add_heading("환불 매뉴얼", 1)
    paper.add_paragraph("상담사는 먼저 주문을 확인한다.")
    paper.add_paragraph("")
    paper.add_heading("보낼 답변", 2)
    paper.add_paragraph("안녕하세요, 고객님.\n불편을 드려 죄송합니다.")
    paper.add_paragraph("카드는 3일 걸립니다.", style="List Bullet")
    paper.add_paragraph("계좌는 1일입니다.", style="List Bullet 2")
    return paper


class TestParagraphs:
    def test_headings_and_lists_are_read_and_places_named(self) -> None:
        document = read_paper(manual())
        assert document.format == "docx"
        assert replies(document) == [
            ("안녕하세요, 고객님.\n불편을 드려 죄송합니다.\n카드는 3일 걸립니다.\n계좌는 1일입니다.", "문단 5")
        ]
        (reply,) = document.replies
        assert (reply.title, reply.headings) == ("보낼 답변", ("보낼 답변", "환불 매뉴얼"))
        assert audiences(document)["상담사는 먼저 주문을 확인한다."] is Audience.AGENT
        place = document.source.place(document.source.text.index("죄송"))
        assert (place.cell, place.line, place.column) == ("문단 5", 2, 8)
        assert unmapped(document) == []

    def test_deleted_hidden_and_struck_text_is_not_sent(self) -> None:
        paper = docx.Document()
        line = paper.add_paragraph("오늘 ")
        line.add_run("금일 ").font.strike = True
        line.add_run("숨긴 말 ").font.hidden = True
        line.add_run("보냅니다.")
        deleted = line.add_run("지운 말")
        mark = deleted._r.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}del", {})
        deleted._r.addprevious(mark)
        mark.append(deleted._r)
        document = read_paper(paper)
        assert replies(document) == [("오늘 보냅니다.", "문단 1")]
        assert audiences(document) == {"금일": Audience.BAD_EXAMPLE, "오늘 보냅니다.": Audience.CUSTOMER}

    def test_inserted_and_linked_text_and_content_controls_are_read(self) -> None:
        w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        paper = docx.Document()
        paper.add_paragraph("앞.")
        body = (
            f'<w:sdt xmlns:w="{w}"><w:sdtContent><w:p><w:ins><w:r><w:t>오늘 </w:t></w:r></w:ins>'
            "<w:hyperlink><w:r><w:t>보냅니다.</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
        )
        paper.element.body.insert(1, docx.oxml.parse_xml(body))
        assert [segment.text for segment in read_paper(paper).segments] == ["앞.", "오늘 보냅니다."]

    def test_a_quote_is_a_customers_and_a_bold_line_a_title(self) -> None:
        paper = docx.Document()
        paper.add_paragraph("왜 안 와요?", style="Quote")
        paper.add_paragraph().add_run("배송 지연").bold = True
        paper.add_paragraph("오늘 보냅니다.")
        document = read_paper(paper)
        assert audiences(document)["왜 안 와요?"] is Audience.QUOTED_CUSTOMER
        assert document.replies[0].title == "배송 지연"

    def test_an_instruction_is_a_paragraph(self) -> None:
        paper = docx.Document()
        paper.add_paragraph("<!-- cslint: ignore[x] 법무팀 문구 -->")
        paper.add_paragraph("오늘 보냅니다.")
        document = read_paper(paper)
        assert [comment.text for comment in document.comments] == ["ignore[x] 법무팀 문구"]
        assert [segment.text for segment in document.segments] == ["오늘 보냅니다."]

    def test_a_paragraph_is_not_edited_as_text(self) -> None:
        document = read_paper(manual())
        assert document.edit(document.replies[0].segments[0], TextSpan(0, 2), "반갑") is None


class TestTables:
    def test_cells_are_read_by_what_their_column_is_for(self) -> None:
        paper = manual()
        fill(paper.add_table(2, 3), ["상황", "답변", "비고"], ["배송", "오늘 보냅니다.", "확인할 것"])
        document = read_paper(paper)
        assert replies(document)[1:] == [("오늘 보냅니다.", "표 1!B2")]
        assert document.replies[1].declared == "배송"
        assert audiences(document)["확인할 것"] is Audience.AGENT

    def test_rows_may_have_the_names(self) -> None:
        paper = docx.Document()
        fill(paper.add_table(2, 2), ["상황", "배송"], ["답변", "오늘 보냅니다."])
        document = read_paper(paper)
        assert replies(document) == [("오늘 보냅니다.", "표 1!B2")]
        assert document.replies[0].declared == "배송"

    def test_merged_cells_keep_the_names_of_their_columns(self) -> None:
        paper = docx.Document()
        table = paper.add_table(2, 3)
        fill(table, ["비고", "", "답변"], ["확인", "할 것", "오늘 보냅니다."])
        table.cell(0, 0).merge(table.cell(0, 1))
        assert replies(read_paper(paper)) == [("오늘 보냅니다.", "표 1!C2")]

    def test_a_box_of_one_cell_is_prose_and_a_table_inside_is_read_too(self) -> None:
        paper = docx.Document()
        cell = paper.add_table(1, 1).cell(0, 0)
        cell.text = "안녕하세요."
        fill(cell.add_table(1, 1), ["오늘 보냅니다."])
        document = read_paper(paper)
        assert replies(document) == [("안녕하세요.\n오늘 보냅니다.", "표 1!A1")]
        assert document.source.place(document.source.text.index("오늘")).cell == "표 1!A1!A1"


WHOLE = saved(manual())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """Return the document with its main part replaced by `xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(part.filename, xml if part.filename == "word/document.xml" else before.read(part))
    return out.getvalue()


BOMB = (
    '<!DOCTYPE a [<!ENTITY a "가가가가가가가가가가">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t>'
    "</w:r></w:p></w:body></w:document>"
)


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "워드(.docx) 파일이 아니라"),
            ("안녕하세요".encode(), "워드(.docx) 파일이 아니라"),
            (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100, "암호가 걸린"),
            (OLE + b"\0" * 600, "옛 워드 형식(.doc)"),
            (WHOLE[: len(WHOLE) // 2], "중간에서 잘려"),
            (archive(a=b" " * 20_000_000), "너무 커져"),
            (archive(a=b"x"), "망가져"),
            (with_body("<w:document"), "망가져"),
            (saved(docx.Document()), "읽을 글이 없습니다"),
        ],
    )  # fmt: skip
    def test_one_line_says_why(self, data: bytes, told: str) -> None:
        with pytest.raises(CslintError) as error:
            read("매뉴얼.docx", data, ReadOptions())
        assert told in error.value.what
        assert error.value.where == "매뉴얼.docx"
        assert error.value.hint
        assert "\n" not in str(error.value)

    def test_entities_are_not_blown_up(self) -> None:
        with pytest.raises(CslintError):
            read("매뉴얼.docx", with_body(BOMB), ReadOptions())

    def test_without_the_library_the_command_that_installs_it_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(CslintError, match="python-docx") as missing:
            read("매뉴얼.docx", WHOLE, ReadOptions())
        assert "pip install 'cslint[docx]'" in (missing.value.hint or "")

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.booleans())
    def test_no_bytes_raise_anything_but_a_clear_error(self, at: int, byte: int, cut: bool) -> None:  # noqa: FBT001
        data = WHOLE[:at] if cut else WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
        try:
            document = read("매뉴얼.docx", data, ReadOptions())
        except CslintError as error:
            assert error.where == "매뉴얼.docx"  # noqa: PT017
        else:
            assert unmapped(document) == []


TEXTS = st.text(st.sampled_from("환불 했습니다.요까\t\n-✗✓○:→<b>&\u200b😀Ａ1"), max_size=20)
STYLES = st.sampled_from([None, "Heading 1", "Heading 2", "List Bullet", "List Number 2", "Quote", "Title"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(TEXTS, STYLES) | st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=3), max_size=7
    ),
    st.sampled_from(["NFC", "NFD"]),
)
def test_every_character_stands_in_the_place_it_says(parts: list[Any], form: Any) -> None:
    paper, wanted = docx.Document(), {}
    paragraphs = tables = 0
    for part in parts:
        if isinstance(part, tuple):
            paragraphs += 1
            paper.add_paragraph(unicodedata.normalize(form, part[0]), style=part[1])
            wanted[f"문단 {paragraphs}"] = unicodedata.normalize(form, part[0])
            continue
        tables += 1
        fill(paper.add_table(len(part), 2), *part)
        wanted |= {
            f"표 {tables}!{'AB'[at]}{row}": text for row, texts in enumerate(part, 1) for at, text in enumerate(texts)
        }
    shown = {name: text for name, text in wanted.items() if text.strip()}
    if not shown:
        with pytest.raises(CslintError, match="글이 없습니다"):
            read_paper(paper)
        return
    document = read_paper(paper)
    source = document.source
    ends = [cell.start - 1 for cell in source.cells[1:]] + [len(source.text)]
    assert {cell.name: source.text[cell.start : end] for cell, end in zip(source.cells, ends, strict=True)} == shown
    assert unmapped(document) == []


def test_a_broken_document_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paper = docx.Document()
    paper.add_paragraph("고객님. 서비스 이용에 불편을 드려 죄송합니다.")
    (tmp_path / "가.docx").write_bytes(WHOLE[:2000])
    (tmp_path / "나.docx").write_bytes(saved(paper))
    (tmp_path / "~$나.docx").write_bytes(b"\x05user")  # what Word leaves beside an open file
    done = CliRunner().invoke(main, ["check", "--no-cache", "--format", "json", "."])
    assert done.exit_code == 2
    files = json.loads(done.stdout)["files"]
    assert [(file["path"], bool(file["error"])) for file in files] == [("가.docx", True), ("나.docx", False)]
    found = next(one for one in json.loads(done.stdout)["findings"] if one["rule"] == "hollow-inconvenience-apology")
    assert found["cell"] == "문단 1"


@pytest.mark.skipif(not shutil.which("lowriter"), reason="LibreOffice Writer (lowriter) is not installed")
def test_a_document_that_libreoffice_wrote(tmp_path: Path) -> None:
    paper = manual()
    fill(paper.add_table(2, 2), ["상황", "답변"], ["배송", "오늘 보냅니다."])
    (tmp_path / "가.docx").write_bytes(saved(paper))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    for kind, name in (("odt", "가.docx"), ("docx", "가.odt")):
        command = [
            "lowriter",
            home,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path),
            str(tmp_path / name),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = read("가.docx", (tmp_path / "가.docx").read_bytes(), ReadOptions())
    assert replies(document) == [
        ("안녕하세요, 고객님.\n불편을 드려 죄송합니다.\n카드는 3일 걸립니다.\n계좌는 1일입니다.", "문단 5"),
        ("오늘 보냅니다.", "표 1!B2"),
    ]
