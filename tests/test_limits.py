"""Limits: each is told in one line with its setting, is moved by it, and leaves the other files alone."""

import contextlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cslint.cli import main
from cslint.limits import Limits
from cslint.settings.config import Config
from cslint.settings.fingerprint import of_run, spelled, unspelled
from cslint.settings.layers import load_config
from tests.own_rule import RULE

GRAVE = (
    RULE.replace("warning", "error")
    .replace('phrase: "혼란 {드리다|끼치다}"', "regex: '심려'")
    .replace("[[혼란을 드려]]", "[[심려]]를 끼쳐")
)
BAD = "혼란을 드려 죄송합니다.\n"
MEGABYTE = 1_000_000

Check = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two rules of its own and one file that has a finding: `other.txt`."""
    monkeypatch.chdir(tmp_path)
    fill(tmp_path)
    return tmp_path


def fill(folder: Path) -> None:
    (folder / "tone").mkdir()
    (folder / "tone" / "test-rule.yaml").write_text(RULE, encoding="utf-8")
    (folder / "tone" / "test-grave.yaml").write_text(GRAVE, encoding="utf-8")
    (folder / "other.txt").write_text(BAD, encoding="utf-8")
    configure(folder)


def configure(folder: Path, **limits: int) -> None:
    said = json.dumps({key.replace("_", "-"): figure for key, figure in limits.items()})
    (folder / "cslint.yaml").write_text(f"rule-dirs: [tone]\nlimits: {said}\n", encoding="utf-8")


@pytest.fixture
def check(here: Path) -> Check:  # noqa: ARG001 -- the folder it runs in
    def invoke(*args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, ("check", "--select", "test-rule,test-grave", *args), input=stdin)

    return invoke


def workbook(sheet: str) -> bytes:
    """A workbook of one sheet whose `sheetData` and what follows it are `sheet`."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="답변" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{sheet}</worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def cells(*texts: str) -> str:
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{text}</t></is></c></row>' for at, text in enumerate(texts, 1)
    )
    return f"<sheetData>{rows}</sheetData>"


REPLIES = cells("답변", "혼란을 드려 죄송합니다.")
NESTED = {
    "a.json": '{"a":' * 5 + '"혼란을 드려 죄송합니다."' + "}" * 5,
    "a.yaml": "[" * 5 + "혼란을 드려 죄송합니다." + "]" * 5,
    "a.xml": "<a>" * 5 + "혼란을 드려 죄송합니다." + "</a>" * 5,
    "a.md": "---\ntitle: [[[[x]]]]\n---\n\n혼란을 드려 죄송합니다.\n",
}
# Limits so tight that each file of `FILES` goes over one, and limits that let all of them pass.
TIGHT = {"file_size": 1, "line_length": 100, "nesting": 4, "cells": 9, "archive_size": 1}
WIDE = {"file_size": 2, "line_length": 2_000_000, "nesting": 5, "cells": 12, "archive_size": 2, "archive_ratio": 5_000}
# Name and bytes of a file, and what is told of it.
FILES: list[tuple[str, bytes, list[str]]] = [
    ("size.txt", (BAD + "x" * 1_100_000).encode(), ["size.txt: ", "1.2MB", "한도(1MB)", "`limits: file-size`"]),
    (
        "line.md",
        ("안녕하세요.\r\n" + "혼란을 드려 죄송합니다. " * 10).encode(),
        ["line.md:2:1: ", "140자", "한도(100자)", "`limits: line-length`"],
    ),
    *((name, text.encode(), [f"{name}:", "5겹", "한도(4겹)", "`limits: nesting`"]) for name, text in NESTED.items()),
    (
        "cells.csv",
        ("답변,비고\n" + BAD.strip() + ",1\n" + "가,나\n" * 4).encode(),
        ["cells.csv:5:1: ", "10개", "한도(9개)", "`limits: cells`"],
    ),
    (
        "cells.xlsx",
        workbook(cells("답변", BAD.strip(), *("가" * 9))),
        ["cells.xlsx: ", "11개", "한도(9개)", "`limits: cells`"],
    ),
    (
        "ratio.xlsx",
        workbook(REPLIES + " " * 1_500_000),
        ["ratio.xlsx: ", "sheet1.xml", "너무 커져", "한도(300배)", "`limits: archive-ratio`"],
    ),
    (
        "unpacked.xlsx",
        workbook(f"{REPLIES}<!--{random.Random(1).randbytes(600_000).hex()}-->"),  # noqa: S311 -- what does not pack
        ["unpacked.xlsx: ", "1.3MB", "너무 커져", "한도(1MB)", "`limits: archive-size`"],
    ),
]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Two runs over all `FILES` and one file within every limit: with the tight limits, and with the wide ones."""
    folder = tmp_path_factory.mktemp("limits")
    fill(folder)
    for name, data, _ in FILES:
        (folder / name).write_bytes(data)
    made = {}
    with contextlib.chdir(folder):
        for way, limits in (("tight", TIGHT), ("wide", WIDE)):
            configure(folder, **limits)
            made[way] = CliRunner().invoke(main, ("check", "--select", "test-rule", "--format", "json"))
    return made


@pytest.mark.parametrize(("name", "told"), [(name, told) for name, _, told in FILES])
def test_a_file_over_a_limit_is_told_in_one_line_with_the_setting(
    runs: dict[str, Result], name: str, told: list[str]
) -> None:
    (line,) = [line for line in runs["tight"].stderr.splitlines() if line.startswith(name)]
    assert [part for part in told if part not in line] == []
    assert line.startswith(told[0])
    assert line.endswith("늘려 주세요.")
    errors = {file["path"]: file["error"] for file in json.loads(runs["tight"].stdout)["files"]}
    assert errors[name] == line


def test_the_other_files_are_linted_and_the_run_ends_with_2(runs: dict[str, Result]) -> None:
    assert runs["tight"].exit_code == 2
    assert len(runs["tight"].stderr.splitlines()) == len(FILES)
    assert [found["path"] for found in json.loads(runs["tight"].stdout)["findings"]] == ["other.txt"]


@pytest.mark.parametrize("name", [name for name, *_ in FILES])
def test_within_the_limits_a_file_is_read_like_any_other(runs: dict[str, Result], name: str) -> None:
    assert (runs["wide"].exit_code, runs["wide"].stderr) == (1, "")
    assert name in {found["path"] for found in json.loads(runs["wide"].stdout)["findings"]}


def test_the_size_is_told_before_the_file_is_read(check: Check, here: Path) -> None:
    with (here / "huge.txt").open("wb") as file:
        file.truncate(50_000 * MEGABYTE)  # a hole: reading it would take 50 GB of memory
    result = check("huge.txt", "other.txt")
    assert result.exit_code == 2
    assert "huge.txt: 파일 크기가 50,000.0MB라 한도(200MB)를 넘어 읽지 않았습니다." in result.stdout
    assert "other.txt:1:1" in result.stdout


def test_standard_input_is_read_no_further_than_the_limit(check: Check, here: Path) -> None:
    configure(here, file_size=1)
    result = check("--stdin-filename", "a.txt", stdin=b"x" * (3 * MEGABYTE))
    assert result.exit_code == 2
    assert "a.txt: 파일 크기가 1.1MB라 한도(1MB)를 넘어 읽지 않았습니다." in result.stdout
    assert check("--stdin-filename", "a.txt", stdin=BAD.encode() + b"x" * 900_000).exit_code == 1


def test_a_stream_without_an_end_is_cut() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= MEGABYTE
            return b"x" * size

    assert len(Limits(file_size=2).read_stream(Endless())) == 2 * MEGABYTE + 1


@pytest.mark.parametrize("tag", ["mergeCell", "hyperlink"])
def test_an_area_counts_all_the_cells_it_covers(check: Check, here: Path, tag: str) -> None:
    (here / "a.xlsx").write_bytes(workbook(f'{REPLIES}<{tag}s><{tag} ref="A1:XFD1048576"/></{tag}s>'))
    result = check("a.xlsx", "other.txt")
    assert result.exit_code == 2
    assert "셀이 17,179,869,186개 이상" in result.stdout
    assert "`limits: cells`" in result.stdout


class TestFindings:
    def text(self) -> str:
        return BAD * 4 + "심려를 끼쳐 죄송합니다.\n" + BAD

    def test_the_gravest_are_reported_in_source_order_and_the_rest_counted(self, check: Check, here: Path) -> None:
        (here / "a.txt").write_text(self.text(), encoding="utf-8")
        configure(here, findings=3)
        result = check("--format", "json", "a.txt", "other.txt")
        report = json.loads(result.stdout)
        lines = [found["start"]["line"] for found in report["findings"] if found["path"] == "a.txt"]
        assert lines == [1, 2, 5]
        assert [file.get("omitted") for file in report["files"]] == [3, None]
        assert (report["summary"]["error"], report["summary"]["warning"]) == (1, 3)
        note = "a.txt: 심각한 것부터 3건만 보여 드리고 3건은 뺐습니다. 모두 보시려면 설정의 `limits: findings`를 늘려 주세요."
        assert result.stderr.splitlines() == [note]
        assert result.exit_code == 1
        text = check("a.txt")
        assert note in text.stdout.splitlines()
        assert text.stderr == ""

    @pytest.mark.parametrize(
        "format_name", ["jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "html"]
    )
    def test_every_format_tells_what_is_left_out(self, check: Check, here: Path, format_name: str) -> None:
        (here / "a.txt").write_text(self.text(), encoding="utf-8")
        configure(here, findings=2)
        result = check("--format", format_name, "a.txt")
        assert "2건만 보여 드리고 4건은 뺐습니다" in result.stderr
        if format_name in ("sarif", "html"):
            assert "2건만 보여 드리고 4건은 뺐습니다" in result.stdout
        if format_name == "jsonl":
            assert json.loads(result.stdout.splitlines()[0])["omitted"] == 4

    @pytest.mark.parametrize("most", [0, 6])
    def test_none_or_enough_leaves_nothing_out(self, check: Check, here: Path, most: int) -> None:
        (here / "a.txt").write_text(self.text(), encoding="utf-8")
        configure(here, findings=most)
        result = check("--format", "json", "a.txt")
        report = json.loads(result.stdout)
        assert len(report["findings"]) == 6
        assert "omitted" not in report["files"][0]
        assert result.stderr == ""

    def test_a_cut_report_fails_as_the_whole_one_would(self, check: Check, here: Path) -> None:
        (here / "a.txt").write_text(self.text(), encoding="utf-8")
        configure(here, findings=1)
        assert check("--fail-level", "error", "a.txt").exit_code == 1
        (here / "a.txt").write_text(BAD * 3, encoding="utf-8")
        assert check("--fail-level", "error", "a.txt").exit_code == 0


class TestConfiguration:
    def test_a_key_of_the_extending_file_replaces_the_one_below(self, tmp_path: Path) -> None:
        (tmp_path / "base.yaml").write_text("limits: {file-size: 1, cells: 7}\n", encoding="utf-8")
        (tmp_path / "cslint.yaml").write_text(
            "extends: base.yaml\nlimits: {file-size: 2, findings: 0}\n", encoding="utf-8"
        )
        assert load_config(tmp_path).limits == Limits(file_size=2, cells=7, findings=0)

    def test_pyproject_reads_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.cslint.limits]\nline-length = 5\n", encoding="utf-8")
        assert load_config(tmp_path).limits == Limits(line_length=5)

    @pytest.mark.parametrize(
        ("said", "place", "told"),
        [
            ("{file-size: 0}", "3:21", "1 이상인 정수만"),
            ("{findings: -1}", "3:20", "0 이상인 정수만"),
            ("{nesting: 1001}", "3:19", "1000 이하인 정수만"),
            ("{cells: 많이}", "3:17", "정수"),
            ("{cell: 5}", "3:10", "`cells`"),
        ],
    )
    def test_what_no_limit_can_be_is_told_at_its_place(
        self, check: Check, here: Path, said: str, place: str, told: str
    ) -> None:
        (here / "cslint.yaml").write_text(f"rule-dirs: [tone]\n\nlimits: {said}\n", encoding="utf-8")
        result = check("other.txt")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"cslint.yaml:{place}: ")
        assert told in result.stderr

    def test_limits_are_kept_and_part_of_the_fingerprint(self, tmp_path: Path) -> None:
        one, other = (Config(tmp_path, limits=Limits(nesting=depth)) for depth in (5, 6))
        assert unspelled(json.loads(json.dumps(spelled(one)))).limits == Limits(nesting=5)
        assert of_run(one, None) != of_run(other, None)


class TestRegularExpressions:
    def refusal(self, check: Check, here: Path, regex: str) -> str:
        rule = RULE.replace('phrase: "혼란 {드리다|끼치다}"', f"regex: '{regex}'")
        (here / "tone" / "test-rule.yaml").write_text(rule, encoding="utf-8")
        result = check("other.txt")
        assert result.exit_code == 2
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith("tone/test-rule.yaml:9:")
        return line

    @pytest.mark.parametrize(
        ("regex", "told"),
        [
            ("[가-힣]{1000}" * 300, "너무 큽니다"),
            ("가{5000}", "1,000번까지만"),
            ("(가{1000}){1000}", "1,000번까지만"),
            ("(" * 3_000 + "가" + ")" * 3_000, "깊게"),
            ("가(?=나)", "앞뒤를 살피는"),
            ("(가", "짝이 없습니다"),
        ],
    )
    def test_one_that_is_too_much_is_refused_in_one_line(self, check: Check, here: Path, regex: str, told: str) -> None:
        assert told in self.refusal(check, here, regex)

    def test_one_that_would_hang_other_engines_does_not(self, check: Check, here: Path) -> None:
        rule = RULE.replace('phrase: "혼란 {드리다|끼치다}"', "regex: '혼란|(가+)+나'")
        rule = rule.replace("[[혼란을 드려]]", "[[혼란]]을 드려")
        (here / "tone" / "test-rule.yaml").write_text(rule, encoding="utf-8")
        (here / "a.txt").write_text("가" * 50_000 + "\n", encoding="utf-8")
        assert check("a.txt").exit_code == 0
        assert check("other.txt").exit_code == 1
