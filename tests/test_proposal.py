"""What `cslint init` proposes fits the folder it was made for, and loads."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cslint.cli import main
from cslint.proposal import propose
from cslint.settings.config import Config
from cslint.settings.layers import load_config

REPLY = "안녕하세요, 고객님. 주문하신 상품은 내일 도착합니다.\n"


def write(root: Path, name: str, text: str = REPLY) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def proposed(root: Path) -> Config:
    (root / "cslint.yaml").write_text(propose(root), encoding="utf-8")
    return load_config(root)


def test_an_empty_folder_gets_a_file_that_loads(tmp_path: Path) -> None:
    read = proposed(tmp_path)
    assert (read.extends, read.speech_level, read.files, read.include) == (("recommended",), "any", (), ())


def test_names_of_folders_and_files_tell_the_situation(tmp_path: Path) -> None:
    write(tmp_path, "macros/환불 거절/a.txt")
    write(tmp_path, "macros/환불 거절/칭찬.txt")
    write(tmp_path, "macros/delivery-delay.txt")
    write(tmp_path, "macros/hello.txt")
    read = proposed(tmp_path)
    names = ("환불 거절/a.txt", "환불 거절/칭찬.txt", "delivery-delay.txt", "hello.txt")
    situations = [read.for_file(tmp_path / "macros" / name).situation for name in names]
    assert situations == ["refund-refusal", "praise", "delivery-delay", None]


def test_files_made_later_are_looked_at_too(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "macros/b.txt")
    read = proposed(tmp_path)
    assert read.include == ()
    assert all(read.covers(tmp_path / name) for name in ("new.txt", "m2/x.txt"))
    assert '# include: ["macros/**"]' in propose(tmp_path)


def test_a_name_that_leaves_the_situation_open_is_proposed_as_a_comment(tmp_path: Path) -> None:
    write(tmp_path, "환불/a.txt")
    text = propose(tmp_path)
    assert '#   - glob: "환불/**"\n#     situation: refund-accept 또는 refund-refusal' in text
    assert proposed(tmp_path).files == ()


def test_internal_folders_are_for_agents(tmp_path: Path) -> None:
    write(tmp_path, "내부 지침/a.md")
    assert proposed(tmp_path).for_file(tmp_path / "내부 지침/a.md").read.audience == "agent"


def test_a_column_of_sentences_with_an_unknown_name_is_proposed(tmp_path: Path) -> None:
    rows = "".join(
        f"{n},배송 문의입니다,안녕하세요 고객님. 주문하신 상품은 내일 오후에 도착합니다.\n" for n in range(3)
    )
    write(tmp_path, "a.csv", "순번,종류,보내는말씀\n" + rows)
    write(tmp_path, "b.csv", "순번,종류,답변\n" + rows)
    read = proposed(tmp_path)
    assert read.for_file(tmp_path / "a.csv").read.reply_fields == ("보내는말씀",)
    assert read.for_file(tmp_path / "b.csv").read.reply_fields == ()


SAID = "안녕하세요 고객님. 주문하신 상품은 내일 오후에 도착합니다."
DATA = "".join(f"{n},배송 문의입니다,{SAID}\n" for n in range(3))
TALKS = [{"id": n, "talk": SAID, "team": "배송팀"} for n in range(3)]
TABLES = {
    "title.csv": (f"고객 응대 문구집,,\n\n순번,종류,보내는말씀\n{DATA}", ("보내는말씀",)),
    "bars.csv": (f"순번|종류|보내는말씀\n{DATA.replace(',', '|')}", ("보내는말씀",)),
    "lines.csv": (f'순번,종류,"보내는\n말씀"\n{DATA}', ("보내는 말씀",)),
    "unnamed.csv": (f"순번,종류,\n{DATA}", ()),
    "bare.csv": (DATA, ()),
    "known.csv": (f"순번,보내는말씀,보낼 답변\n{DATA}", ()),
    "list.json": (json.dumps(TALKS, ensure_ascii=False), ("talk",)),
    "nested.json": (json.dumps({"items": TALKS}), ("talk",)),
    "replies.json": (json.dumps([{**talk, "reply": SAID} for talk in TALKS]), ()),
}


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_named_as_the_check_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    text, columns = TABLES[name]
    write(tmp_path, name, text)
    assert proposed(tmp_path).for_file(tmp_path / name).read.reply_fields == columns
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--select", "apology-in-neutral-situation"])
    assert result.exit_code in (0, 1), result.output


@pytest.mark.parametrize(
    ("second", "columns"),
    [
        (["보낼 답변", SAID], ()),
        (["종류", "배송"], ("보내는말씀",)),
        (["안내말", SAID], ("보내는말씀", "안내말")),
        ([SAID], ()),
    ],
)
def test_the_sheets_of_a_workbook_are_named_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: list[str], columns: tuple[str, ...]
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="workbooks are read with an extra")
    book = openpyxl.Workbook()
    for row in [["응대 문구집"], ["순번", "보내는말씀"], *([n, SAID] for n in range(3))]:
        book.active.append(row)
    other = book.create_sheet("둘째")
    for text in [second[0], *[second[-1]] * 3]:
        other.append([None, text])
    book.save(tmp_path / "문구.xlsx")
    assert proposed(tmp_path).for_file(tmp_path / "문구.xlsx").read.reply_fields == columns
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["check", "--select", "apology-in-neutral-situation"]).exit_code in (0, 1)


@pytest.mark.parametrize(
    ("sentence", "level"),
    [("내일 도착합니다. 확인해 주세요. ", "hapsyo"), ("내일 도착해요. ", "haeyo"), ("도착해요. 도착합니다. ", "any")],
)
def test_the_way_of_speaking_is_counted(tmp_path: Path, sentence: str, level: str) -> None:
    write(tmp_path, "a/b.txt", sentence * 30)
    assert proposed(tmp_path).speech_level == level


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a/c.txt").write_bytes(b"\0\1")
    write(tmp_path, "a/d.yaml", "a: [")
    assert "파일 1개" in propose(tmp_path)


def test_decomposed_names_are_written_as_people_type_them(tmp_path: Path) -> None:
    write(tmp_path, "\u110e\u1175\u11bc\u110e\u1161\u11ab/a.txt")
    assert '"칭찬/**"' in propose(tmp_path)
    assert proposed(tmp_path).for_file(tmp_path / "\u110e\u1175\u11bc\u110e\u1161\u11ab/a.txt").situation == "praise"
