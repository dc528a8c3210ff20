"""`cslint check --annotate`: a copy of the workbook with the findings in it, the original as it was."""

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cslint.cli import main

openpyxl = pytest.importorskip("openpyxl", reason="workbooks are read with an extra")
APOLOGY = "고객님. 서비스 이용에 불편을 드려 죄송합니다."


def workbook() -> Any:
    from openpyxl.comments import Comment  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "답변 '가'!"
    for row in [["상황", "답변", "수"], ["배송", "오늘 보냈습니다.", 3], ["환불", APOLOGY, "=C2+1"]]:
        sheet.append(row)
    sheet["B3"].comment = Comment("팀장 메모", "팀장")
    sheet["B3"].font = openpyxl.styles.Font(bold=True)
    sheet.column_dimensions["B"].width = 44
    return book


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--no-cache", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    workbook().save(tmp_path / "답변.xlsx")
    return tmp_path


def test_findings_become_comments_and_a_list(folder: Path) -> None:
    before = (folder / "답변.xlsx").read_bytes()
    done = check("답변.xlsx", "--annotate", "사본.xlsx")
    assert done.exit_code == 1
    assert (folder / "답변.xlsx").read_bytes() == before
    book = openpyxl.load_workbook(folder / "사본.xlsx")
    sheet = book["답변 '가'!"]
    comment = sheet["B3"].comment.text
    assert comment.startswith("팀장 메모\n\n[")
    assert "hollow-inconvenience-apology" in comment
    assert sheet["B2"].comment is None
    assert (sheet["C3"].value, sheet["B3"].value, sheet["B3"].font.bold) == ("=C2+1", APOLOGY, True)
    assert sheet.column_dimensions["B"].width == 44
    listed = [[cell.value for cell in row] for row in book["cslint 지적"]]
    assert listed[0][:4] == ["셀", "수준", "규칙", "지적"]
    row = next(row for row in listed if row[2] == "hollow-inconvenience-apology")
    assert (row[0], row[4] in APOLOGY) == ("답변 '가'!!B3", True)
    assert book["cslint 지적"]["A2"].hyperlink.target or book["cslint 지적"]["A2"].hyperlink.location


def test_the_name_of_the_list_is_free_and_a_quote_is_no_formula(folder: Path) -> None:
    book = workbook()
    book.create_sheet("CSLINT 지적")["A1"] = "남의 것"
    book["답변 '가'!"]["B2"] = "=1+1"
    book["답변 '가'!"]["B2"].data_type = "s"
    book.save(folder / "답변.xlsx")
    check("답변.xlsx", "--annotate", "사본.xlsx")
    copy = openpyxl.load_workbook(folder / "사본.xlsx")
    assert copy.sheetnames == ["답변 '가'!", "CSLINT 지적", "cslint 지적 2"]
    assert {cell.data_type for row in copy["cslint 지적 2"] for cell in row if cell.value} == {"s"}


def test_what_may_be_missing_in_the_copy_is_said(folder: Path) -> None:
    book = workbook()
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book.active, min_col=3, min_row=1, max_row=3))
    book.active.add_chart(chart, "E2")
    book.save(folder / "답변.xlsx")
    with zipfile.ZipFile(folder / "답변.xlsx", "a") as archive:
        archive.writestr("xl/media/image1.png", b"png")
    done = check("답변.xlsx", "--annotate", "사본.xlsx")
    assert "사본.xlsx: 사본에 옮기지 못했을 수 있는 것: 차트, 그림, 도형. 원본은 그대로입니다." in done.stderr
    workbook().save(folder / "답변.xlsx")
    assert "옮기지 못했을" not in check("답변.xlsx", "--annotate", "사본.xlsx").stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["답변.xlsx", "--annotate", "답변.xlsx"], "원본과 다른 파일"),
        (["답변.xlsx", "--annotate", "사본.csv"], ".xlsx로 끝나야"),
        (["답변.xlsx", "글.txt", "--annotate", "사본.xlsx"], "파일 하나"),
        (["글.txt", "--annotate", "사본.xlsx"], "파일 하나"),
        (["답변.xlsx", "--annotate", "사본.xlsx", "--fix"], "함께 쓸 수 없습니다"),
        (["답변.xlsx", "--annotate", "없는/사본.xlsx"], "쓰지 못했습니다"),
    ],
)
def test_one_line_says_what_to_mend(folder: Path, arguments: list[str], told: str) -> None:
    (folder / "글.txt").write_text("보냈습니다.", encoding="utf-8")
    done = check(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (folder / "사본.xlsx").exists()


def test_a_broken_workbook_makes_no_copy(folder: Path) -> None:
    (folder / "답변.xlsx").write_bytes(b"PK broken")
    assert check("답변.xlsx", "--annotate", "사본.xlsx").exit_code == 2
    assert not (folder / "사본.xlsx").exists()


@pytest.mark.skipif(not shutil.which("localc"), reason="LibreOffice Calc (localc) is not installed")
def test_libreoffice_opens_the_copy(folder: Path) -> None:
    check("답변.xlsx", "--annotate", "사본.xlsx")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    all_sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        ["localc", home, "--headless", "--convert-to", all_sheets, "사본.xlsx"],
        check=True,
        capture_output=True,
        timeout=180,
    )
    (listed,) = folder.glob("*cslint 지적.csv")
    rows = list(csv.reader(io.StringIO(listed.read_text("utf-8-sig"))))
    assert rows[0][:3] == ["셀", "수준", "규칙"]
    assert any(row[2] == "hollow-inconvenience-apology" for row in rows[1:])
    subprocess.run(
        ["localc", home, "--headless", "--convert-to", "xlsx", "--outdir", "다시", "사본.xlsx"],
        check=True,
        capture_output=True,
        timeout=180,
    )
    again = openpyxl.load_workbook(folder / "다시" / "사본.xlsx")
    assert "hollow-inconvenience-apology" in again.worksheets[0]["B3"].comment.text
