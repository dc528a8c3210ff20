"""XLSX: which cells reach the customer, what each cell is called, and what cannot be read."""

import io
import json
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
from cslint.document import Audience, Document, Kind, ReadOptions
from cslint.errors import CslintError
from cslint.formats.xlsx import read
from cslint.offsets import TextSpan

openpyxl = pytest.importorskip("openpyxl", reason="workbooks are read with an extra")
MANUALS = Path(__file__).parents[3] / "shared" / "corpus" / "manuals" / "files"
HEADER = ["상황", "제목", "답변", "비고"]


def book(**sheets: list[list[Any]]) -> Any:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return workbook


def saved(workbook: Any) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read_book(workbook: Any, **options: Any) -> Document:
    return read("답변.xlsx", saved(workbook), ReadOptions(**options))


def replies(document: Document) -> list[tuple[str, str | None]]:
    """Return the text of each reply and the cell it begins in."""
    return [
        ("\n".join(segment.text for segment in reply.segments), document.source.place(reply.span.start).cell)
        for reply in document.replies
    ]


def audiences(document: Document) -> dict[str, Audience]:
    return {segment.text: segment.audience for segment in document.segments}


class TestSheets:
    def test_cells_are_read_by_what_their_column_is_for(self) -> None:
        document = read_book(book(답변=[HEADER, ["환불", "카드", "오늘 취소했습니다.", "인입 시 확인"]]))
        assert document.format == "xlsx"
        assert replies(document) == [("오늘 취소했습니다.", "답변!C2")]
        (reply,) = document.replies
        assert (reply.title, reply.declared, reply.headings) == ("카드", "환불", ("카드", "환불", "답변"))
        assert audiences(document)["인입 시 확인"] is Audience.AGENT

    def test_every_sheet_is_a_table_of_its_own_hidden_ones_too(self) -> None:
        workbook = book(
            환불=[HEADER, ["환불", "카드", "오늘 취소했습니다.", None]],
            표현=[["금지 표현", "권장 표현"], ["불가합니다", "이렇게 해 드리겠습니다"]],
            옛글=[["답변"], ["내일 보냅니다."]],
        )
        workbook["옛글"].sheet_state = "veryHidden"
        workbook["환불"].row_dimensions[2].hidden = True
        document = read_book(workbook)
        assert replies(document) == [
            ("오늘 취소했습니다.", "환불!C2"),
            ("이렇게 해 드리겠습니다", "표현!B2"),
            ("내일 보냅니다.", "옛글!A2"),
        ]
        assert audiences(document)["불가합니다"] is Audience.BAD_EXAMPLE

    def test_a_sheet_that_keeps_track_of_changes_is_the_teams(self) -> None:
        document = read_book(
            book(
                변경이력=[["날짜", "내용"], ["어제", "탈퇴 답변을 고쳤습니다."]],
                답변=[["질문(Q)", "답변(A)"], ["왜요?", "네."]],
            )
        )
        assert replies(document) == [("네.", "답변!B2")]
        assert audiences(document)["탈퇴 답변을 고쳤습니다."] is Audience.AGENT
        assert audiences(document)["왜요?"] is Audience.QUOTED_CUSTOMER

    def test_lines_and_columns_count_within_the_cell(self) -> None:
        document = read_book(book(답변=[["답변"], ["안녕하세요.\n오늘 보냈습니다."], ["\n\n내일 갑니다."]]))
        first, second = document.replies
        text = document.source.text
        place = document.source.place(text.index("보냈"))
        assert (place.cell, place.line, place.column) == ("답변!A2", 2, 4)
        assert document.source.offset_within(text.index("보냈")) == len("안녕하세요.\n오늘 ")
        place = document.source.place(second.span.start)
        assert (place.cell, place.line, place.column) == ("답변!A3", 3, 1)
        end = document.source.place(first.span.end)
        assert (end.cell, end.line, end.column) == ("답변!A2", 2, 10)

    def test_only_text_is_text(self) -> None:
        workbook = book(답변=[["답변", "비고"], ["오늘 보냈습니다.", 3.5], [True, "=1/0"], ["=A2", "#N/A"]])
        document = read_book(workbook)
        # A formula that was never calculated has no text; what it gave would be read.
        assert set(audiences(document)) == {"답변", "비고", "오늘 보냈습니다."}

    def test_the_value_of_a_formula_is_read(self) -> None:
        data = with_part(
            saved(book(답변=[["답변"], ["=A9"]])), "xl/worksheets/sheet1.xml", "<v></v>", "<v>오늘 보냈습니다.</v>"
        )
        data = with_part(data, "xl/worksheets/sheet1.xml", '<c r="A2">', '<c r="A2" t="str">')
        assert replies(read("답변.xlsx", data, ReadOptions())) == [("오늘 보냈습니다.", "답변!A2")]

    def test_rich_text_is_its_letters(self) -> None:
        from openpyxl.cell.rich_text import CellRichText, TextBlock  # noqa: PLC0415
        from openpyxl.cell.text import InlineFont  # noqa: PLC0415

        rich = CellRichText("오늘 ", TextBlock(InlineFont(b=True), "보냈"), "습니다.")
        document = read_book(book(답변=[["답변"], [rich]]))
        assert replies(document) == [("오늘 보냈습니다.", "답변!A2")]

    def test_a_carriage_return_as_spreadsheets_spell_it_is_a_line_end(self) -> None:
        document = read_book(book(답변=[["답변"], ["첫째 줄입니다._x000D_\n둘째 줄입니다. _x005F_x000D_"]]))
        assert replies(document) == [("첫째 줄입니다.\n둘째 줄입니다. _x000D_", "답변!A2")]
        assert unmapped(document) == []

    def test_far_and_sparse_cells_cost_nothing(self) -> None:
        workbook = book(답변=[["답변"], ["오늘 보냈습니다."]])
        workbook["답변"]["XFD1048576"] = "끝"
        document = read_book(workbook)
        assert [segment.text for segment in document.segments] == ["답변", "오늘 보냈습니다.", "끝"]
        assert document.source.place(len(document.source.text)).cell == "답변!XFD1048576"

    def test_a_book_without_text_holds_nothing(self) -> None:
        document = read_book(book(빈=[[1, 2]]))
        assert (document.segments, document.replies, document.source.text) == ((), (), "")

    def test_a_row_called_a_bad_example_is_no_reply(self) -> None:
        document = read_book(
            book(답변=[HEADER, ["나쁜 예", "", "안 보셨나요?", ""], ["환불", "", "취소했습니다.", ""]])
        )
        assert replies(document) == [("취소했습니다.", "답변!C3")]
        assert audiences(document)["안 보셨나요?"] is Audience.BAD_EXAMPLE

    def test_a_cslint_column_speaks_of_its_row(self) -> None:
        document = read_book(book(답변=[["답변", "cslint"], ["금일 보냅니다.", "[sino-date-word] 법무팀 문구"]]))
        (comment,) = document.comments
        assert comment.text == "ignore[sino-date-word] 법무팀 문구"
        assert comment.covers is not None
        assert comment.covers.covers(document.replies[0].span)


class TestMergedCells:
    def test_a_merged_title_is_no_header(self) -> None:
        workbook = book(답변=[["답변"], HEADER, ["환불", "카드", "오늘 취소했습니다.", "확인할 것"]])
        workbook["답변"].merge_cells("A1:D1")
        document = read_book(workbook)
        assert replies(document) == [("오늘 취소했습니다.", "답변!C3")]
        assert document.replies[0].declared == "환불"

    def test_a_merged_header_names_each_column_below_it(self) -> None:
        workbook = book(답변=[["상황", "답변", None], ["환불", "오늘 취소했습니다.", "오늘 취소했어요."]])
        workbook["답변"].merge_cells("B1:C1")
        document = read_book(workbook)
        assert replies(document) == [("오늘 취소했습니다.", "답변!B2"), ("오늘 취소했어요.", "답변!C2")]
        assert [segment.text for segment in document.segments].count("답변") == 1

    def test_a_situation_merged_over_rows_holds_for_all_of_them(self) -> None:
        rows = [["상황", "답변"], ["환불", "오늘 취소했습니다."], [None, "내일 들어옵니다."], ["배송", "내일 갑니다."]]
        workbook = book(답변=rows)
        workbook["답변"].merge_cells("A2:A3")
        document = read_book(workbook)
        assert [reply.declared for reply in document.replies] == ["환불", "환불", "배송"]
        assert [segment.text for segment in document.segments].count("환불") == 1

    def test_a_reply_merged_over_rows_is_one_reply(self) -> None:
        workbook = book(답변=[["상황", "답변"], ["환불", "오늘 취소했습니다."], ["취소", None]])
        workbook["답변"].merge_cells("B2:B3")
        assert replies(read_book(workbook)) == [("오늘 취소했습니다.", "답변!B2")]


class TestConfiguration:
    def test_one_sheet_with_the_configured_columns_is_enough(self) -> None:
        workbook = book(
            표지=[["버전", "답변"], ["3월 판", "오늘 보냈습니다."]], 본문=[["상황", "카톡"], ["배송", "내일 갑니다."]]
        )
        assert replies(read_book(workbook, reply_fields=("카톡",))) == [("내일 갑니다.", "본문!B2")]

    def test_columns_no_sheet_has_are_an_error_that_names_those_there_are(self) -> None:
        with pytest.raises(CslintError, match="'멘트'") as missing:
            read_book(book(본문=[["상황", "답변"], ["배송", "내일 갑니다."]], 빈=[]), reply_fields=("멘트",))
        assert missing.value.where == "답변.xlsx:본문!A1"
        assert missing.value.hint == "이 표에 있는 열: '상황', '답변'."

    def test_the_audience_of_the_file_wins(self) -> None:
        document = read_book(book(본문=[["상황", "답변"], ["배송", "내일 갑니다."]]), audience="agent")
        assert document.replies == ()
        assert set(audiences(document).values()) == {Audience.AGENT}

    def test_a_cell_is_not_edited_as_text(self) -> None:
        document = read_book(book(본문=[["답변"], ["금일 보냅니다."]]))
        assert document.edit(document.replies[0].segments[0], TextSpan(0, 2), "오늘") is None


def with_part(data: bytes, name: str, old: str, new: str) -> bytes:
    """Return the workbook with `old` replaced by `new` in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename == name:
                text = content.decode()
                assert old in text or old == "<v></v>"
                content = text.replace(old, new).replace("<v />", new if old == "<v></v>" else "<v />").encode()
            after.writestr(part.filename, content)
    return out.getvalue()


WHOLE = saved(book(답변=[HEADER, ["환불", "카드", "오늘 취소했습니다.", "인입 시 확인"]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def bomb(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b" " * size)
    return out.getvalue()


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "엑셀(.xlsx) 파일이 아니라"),
            ("상황,답변\n".encode(), "엑셀(.xlsx) 파일이 아니라"),
            (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100, "암호가 걸린"),
            (OLE + b"\0" * 600, "옛 엑셀 형식(.xls)"),
            (WHOLE[: len(WHOLE) // 2], "중간에서 잘려"),
            (bomb("xl/worksheets/sheet1.xml", 20_000_000), "너무 커져"),
            (bomb("readme.txt", 10), "망가져"),
            (with_part(WHOLE, "xl/worksheets/sheet1.xml", "</sheetData>", "</sheetDate>"), "망가져"),
            (with_part(WHOLE, "xl/workbook.xml", "<sheets>", "<sheets"), "망가져"),
        ],
    )  # fmt: skip
    def test_one_line_says_why(self, data: bytes, told: str) -> None:
        with pytest.raises(CslintError) as error:
            read("답변.xlsx", data, ReadOptions())
        assert told in error.value.what
        assert str(error.value).startswith("답변.xlsx: ")
        assert error.value.hint
        assert "\n" not in str(error.value)

    def test_an_archive_that_lies_about_its_size_is_broken(self) -> None:
        with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
            part = archive.getinfo("xl/worksheets/sheet1.xml")
        size, lie = part.file_size.to_bytes(4, "little"), (7).to_bytes(4, "little")
        at = WHOLE.rindex(size)  # in the central directory
        with pytest.raises(CslintError, match="망가져"):
            read("답변.xlsx", WHOLE[:at] + lie + WHOLE[at + 4 :], ReadOptions())

    def test_without_openpyxl_the_command_that_installs_it_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        with pytest.raises(CslintError, match="openpyxl") as missing:
            read("답변.xlsx", WHOLE, ReadOptions())
        assert "pip install 'cslint[xlsx]'" in (missing.value.hint or "")

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.booleans())
    def test_no_bytes_raise_anything_but_a_clear_error(self, at: int, byte: int, cut: bool) -> None:  # noqa: FBT001
        data = WHOLE[:at] if cut else WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
        try:
            document = read("답변.xlsx", data, ReadOptions())
        except CslintError as error:
            assert error.where == "답변.xlsx"  # noqa: PT017
        else:
            assert unmapped(document) == []


CELLS = (
    st.none()
    | st.integers()
    | st.text(st.sampled_from("환불 했습니다.요까\"',;|\t\n-✗✓○:<b>&amp;\u200b😀Ａ1_x"), max_size=24)
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.lists(CELLS, max_size=4), max_size=5), min_size=1, max_size=3),
    st.sampled_from(["NFC", "NFD"]),
)
def test_every_character_stands_in_the_cell_it_says(sheets: list[list[list[Any]]], form: Any) -> None:
    workbook = book(**{f"시트 {at}": [HEADER, *rows] for at, rows in enumerate(sheets)})
    wanted = {}
    for sheet in workbook:
        for row in sheet:
            for cell in row:
                if isinstance(cell.value, str) and cell.value:
                    cell.value = unicodedata.normalize(form, cell.value)
                    cell.data_type = "s"
                    if cell.value.strip():
                        wanted[f"{sheet.title}!{cell.coordinate}"] = cell.value
    document = read_book(workbook)
    source = document.source
    ends = [cell.start - 1 for cell in source.cells[1:]] + [len(source.text)]
    assert {cell.name: source.text[cell.start : end] for cell, end in zip(source.cells, ends, strict=True)} == wanted
    assert unmapped(document) == []
    in_replies = {id(segment) for reply in document.replies for segment in reply.segments}
    for segment in document.segments:
        assert source.place(segment.span.start).cell == source.place(segment.span.end).cell
        is_reply = segment.audience is Audience.CUSTOMER and segment.kind is not Kind.HEADING
        assert (id(segment) in in_replies) == is_reply


@pytest.mark.skipif(not MANUALS.is_dir(), reason="the labelled manuals lie beside the checkout")
def test_the_cells_of_a_real_workbook() -> None:
    data = (MANUALS / "15_appliance_macros.xlsx").read_bytes()
    document = read("15.xlsx", data, ReadOptions())
    assert unmapped(document) == []
    said = {cell: text for text, cell in replies(document)}
    labels = [json.loads(line) for line in (MANUALS.parent / "labels.jsonl").read_text("utf-8").splitlines()]
    judged = [label for label in labels if label["file"] == "15_appliance_macros.xlsx"]
    assert len(judged) > 10
    for label in judged:
        cell = "{sheet}!{cell}".format(**label["where"])
        if cell != "저장 답변!D15":  # a typo in a note for colleagues
            assert label["quote"] in said[cell]
    assert "저장 답변!C16" not in said  # a row of bad examples
    assert not [cell for cell in said if cell and cell.startswith(("저장 답변!D", "표현 사전!A", "표현 사전!C"))]


def test_a_folder_is_searched_for_workbooks_and_their_cells_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workbook = book(**{"저장 답변": [["답변"], ["보냈습니다."], ["고객님.\n서비스 이용에 불편을 드려 죄송합니다."]]})
    (tmp_path / "답변.xlsx").write_bytes(saved(workbook))
    (tmp_path / "~$답변.xlsx").write_bytes(b"\x05user")  # what a spreadsheet program leaves beside an open file
    done = CliRunner().invoke(main, ["check", "--format", "json", "."])
    report = json.loads(done.stdout)
    assert [file["path"] for file in report["files"]] == ["답변.xlsx"]
    assert report["files"][0]["error"] is None
    found = next(one for one in report["findings"] if one["rule"] == "hollow-inconvenience-apology")
    assert found["cell"] == "저장 답변!A3"
    assert found["start"]["line"] == 2
    assert found["start"]["offset"] == 4 + found["start"]["column"]
    assert found["end"]["offset"] - found["start"]["offset"] == len(found["quote"])
