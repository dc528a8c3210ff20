"""Fixes in files: what is written, what is left alone, and that a file is never worse than before."""

import codecs
import json
import re
import stat
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cslint.cli import main
from cslint.document import Document, ReadOptions
from cslint.errors import CslintError
from cslint.findings import FileReport
from cslint.fixing import Repair, encoded, repair, write
from cslint.formats import format_of, parser
from cslint.linter import Linter
from cslint.rules.rulebook import load
from cslint.settings.config import Config, FileSettings
from cslint.source import Source, SourceSpan

RULES = {
    "terms/test-terms": """\
summary: 시험하려고 둔 용어
terms:
  - {term: 송부, plain: [보내기], kind: VN, fix: {active: 보내다}}
  - {term: 명일, plain: [내일], kind: N-time}
  - {term: 상이, plain: [다르다], kind: A-하, fix: {active: 다르다}}
  - {term: 케이스, plain: [경우], kind: N, not: [휴대폰 케이스]}
""",
    "plain-language/test-term": """\
summary: 시험하려고 둔 용어 규칙
level: warning
why: 시험합니다.
message: "{term}{은/는} 어려운 말입니다."
match: [{terms: test-terms}]
fix: {term: true}
examples:
  - {bad: "[[명일]] 보냅니다.", fixed: 내일 보냅니다.}
""",
    "symbols/test-tilde": """\
summary: 물결표 시험
level: warning
why: 시험합니다.
message: "물결표입니다."
match: [{regex: "~+"}]
fix: {delete: true}
examples:
  - {bad: "네[[~~]]", fixed: 네.}
""",
    "symbols/test-unsafe": """\
summary: 살펴봐야 하는 고침 시험
level: info
why: 시험합니다.
message: "퀵입니다."
match: [{regex: "퀵"}]
fix: {put: 빨리, safety: unsafe}
examples:
  - {bad: "[[퀵]] 보냅니다.", good: 빨리 보냅니다.}
""",
    "symbols/test-whole": """\
summary: 더 긴 말의 시험
level: info
why: 시험합니다.
message: "퀵 배송입니다."
match: [{regex: "퀵 배송"}]
fix: {put: 빠른 배송}
examples:
  - {bad: "[[퀵 배송]] 됩니다.", fixed: 빠른 배송 됩니다.}
""",
}
# A fix that the encoding of an old file cannot hold.
SMILE = """\
summary: 웃음표는 그림으로
level: info
why: 시험합니다.
message: "웃음표입니다."
match: [{regex: ":D"}]
fix: {put: "😀"}
examples:
  - {bad: "보냅니다 [[:D]]", fixed: "보냅니다 😀"}
"""
# What no user can have, as their examples would fail: fixes that do no good.
BROKEN = {
    "symbols/test-loop": """\
summary: 고쳐도 사라지지 않는 지적
level: info
why: 시험합니다.
message: "가운뎃점입니다."
match: [{regex: "[·ㆍ]"}]
fix: {put: "ㆍ", safety: unsafe}
examples:
  - {bad: "가[[·]]나", good: 가와 나}
""",
    "symbols/test-worse": """\
summary: 고치면 다른 지적이 생긴다
level: info
why: 시험합니다.
message: "별표입니다."
match: [{regex: "[*]{3}"}]
fix: {put: "~"}
examples:
  - {bad: "가[[***]]", fixed: "가~"}
""",
}
IDS = ",".join(name.partition("/")[2] for name in RULES if name != "terms/test-terms")
ALL_IDS = f"{IDS},test-loop,test-worse"
BAD = "서류는 메일로 송부드리겠습니다. 색상이 상이하오니 명일 확인해 주세요~"
GOOD = "서류는 메일로 보내 드리겠습니다. 색상이 다르오니 내일 확인해 주세요."

Run = Callable[..., Result]
# How a diff ends that leaves something.
SEE = "`cslint check`로 보실 수 있습니다.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path, RULES)
    return tmp_path


def lay_out(folder: Path, rules: Mapping[str, str]) -> None:
    for name, text in rules.items():
        path = folder / "tone" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "cslint.yaml").write_text("rule-dirs: [tone]\n", encoding="utf-8")


@pytest.fixture
def run(here: Path) -> Run:  # noqa: ARG001 -- the folder it runs in
    def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, ("check", "--select", IDS, *args), input=stdin, prog_name="cslint")

    return invoke


@pytest.fixture(scope="session")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    folder = tmp_path_factory.mktemp("rules")
    lay_out(folder, RULES | BROKEN)
    return Linter(load(Config(folder, rule_dirs=(folder / "tone",)), ALL_IDS.split(",")))


def mended(linter: Linter, path: str, text: str, *, unsafe: bool = False) -> Repair:
    parse = parser(format_of(path))
    document = parse(Source(path, text), ReadOptions())

    def lint(changed: object) -> FileReport:
        return linter.lint(changed, FileSettings())  # type: ignore[arg-type]

    return repair(document, lint(document), lint, lambda source: parse(source, ReadOptions()), unsafe=unsafe)


FILES = {
    "paragraph.md": f"# 답변\n\n{BAD}\n\n다음 글입니다.\n",
    "table.md": f"| 상황 | 답변 |\n|---|---|\n| 환불 | {BAD} |\n",
    "list.md": f"- ✓ {BAD}\n- ✗ 금일 송부합니다~\n",
    "plain.txt": f"  {BAD}\n",
    "plain.yaml": f"reply: {BAD}  # 메모 ~\n",
    "single.yaml": f"reply: '그건 ''이것''입니다. {BAD}'\n",
    "double.yaml": f'reply: "네,\\n{BAD}\\t"\n',
    "literal.yaml": f"reply: |\n  {BAD}\n  다음 줄입니다.\n",
    "folded.yaml": f"reply: >-\n  안녕하세요.\n  {BAD}\n",
    "escapes.json": f'{{"reply": "네, \\"고객님\\".\\n{BAD}", "n": 1.0}}',
    "quoted.csv": f'상황,답변\n환불,"네, ""고객님"". {BAD}"\n',
    "bare.csv": f"상황,답변\n환불,{BAD}\n",
    "tabs.tsv": f"상황\t답변\n환불\t{BAD}\n",
}


class TestEveryFormat:
    @pytest.mark.parametrize("name", FILES)
    def test_only_the_words_change(self, run: Run, here: Path, name: str) -> None:
        data = FILES[name].encode()
        (here / name).write_bytes(data)
        result = run("--fix", name)
        assert (here / name).read_bytes() == data.replace(BAD.encode(), GOOD.encode())
        assert result.exit_code == 0, result.output

    @pytest.mark.parametrize("name", FILES)
    def test_a_second_time_changes_nothing(self, run: Run, here: Path, name: str) -> None:
        (here / name).write_bytes(FILES[name].encode())
        run("--fix", name)
        once = (here / name).read_bytes()
        run("--fix", name)
        assert (here / name).read_bytes() == once

    @pytest.mark.parametrize(
        ("encoding", "mark"),
        [
            ("cp949", b""),
            ("utf-8", b"\xef\xbb\xbf"),
            ("utf-16-le", b"\xff\xfe"),
            ("utf-16-be", b"\xfe\xff"),
            ("utf-32-le", b"\xff\xfe\0\0"),
            ("utf-32-be", b"\0\0\xfe\xff"),
        ],
    )
    def test_encoding_and_byte_order_mark_stay(self, run: Run, here: Path, encoding: str, mark: bytes) -> None:
        (here / "a.txt").write_bytes(mark + f"{BAD}\r\n".encode(encoding))
        run("--fix", "a.txt")
        assert (here / "a.txt").read_bytes() == mark + f"{GOOD}\r\n".encode(encoding)

    @pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
    def test_newlines_stay(self, run: Run, here: Path, newline: str) -> None:
        (here / "a.md").write_bytes(newline.join(["# 답변", "", BAD, "", "끝.", ""]).encode())
        run("--fix", "a.md")
        assert (here / "a.md").read_bytes() == newline.join(["# 답변", "", GOOD, "", "끝.", ""]).encode()

    def test_hangul_escapes_of_json_stay_escapes(self, run: Run, here: Path) -> None:
        (here / "a.json").write_text(json.dumps({"reply": BAD}), encoding="ascii")
        run("--fix", "a.json")
        assert (here / "a.json").read_text(encoding="ascii") == json.dumps({"reply": GOOD})

    def test_words_the_place_cannot_hold(self, linter: Linter) -> None:
        """Deleting the tilde wants a comma, which would begin another cell of a bare row."""
        said = "안녕하세요 고객님~ 소중한 의견 잘 받았습니다."
        assert not mended(linter, "a.csv", f"상황,답변\n환불,{said}\n").changed
        assert ",".join(said.split("~")) in mended(linter, "a.csv", f'상황,답변\n환불,"{said}"\n').after.text


class TestLeftAlone:
    def test_what_markup_runs_through_is_shown_not_changed(self, run: Run, here: Path) -> None:
        text = "메일로 **송부**드리겠습니다.\n"
        (here / "a.md").write_text(text, encoding="utf-8")
        report = json.loads(run("--format", "json", "a.md").stdout)
        assert report["findings"][0]["fix"] is None
        assert report["findings"][0]["suggestion"] == "보내 드리겠습니다."
        run("--fix", "a.md")
        assert (here / "a.md").read_text(encoding="utf-8") == text

    def test_what_is_silenced(self, run: Run, here: Path) -> None:
        text = "<!-- cslint: ignore[test-term] 약관 인용 -->\n명일 송부해 드립니다.\n\n명일 송부해 드립니다.\n"
        (here / "a.md").write_text(text, encoding="utf-8")
        run("--fix", "a.md")
        assert (here / "a.md").read_text(encoding="utf-8").endswith(
            "명일 송부해 드립니다.\n\n내일 보내 드립니다.\n"
        )  # fmt: skip

    def test_a_fix_of_another_rule_does_not_touch_what_is_silenced(self, linter: Linter) -> None:
        assert mended(linter, "a.md", "퀵 배송 됩니다.\n").after.text == "빠른 배송 됩니다.\n"
        silenced = "<!-- cslint: ignore[test-unsafe] 상품 이름 -->\n퀵 배송 됩니다.\n"
        assert not mended(linter, "a.md", silenced).changed

    @pytest.mark.parametrize(
        "text",
        [
            "#{명일}에 보냅니다.",
            "`명일`에 보냅니다.",
            "<https://a.kr/명일~>에서 보세요.",
            "> 고객: 명일 송부해 주세요~",
            "```\n명일 송부\n```",
        ],
    )
    def test_variables_code_links_and_what_the_customer_wrote(self, linter: Linter, text: str) -> None:
        assert not mended(linter, "a.md", f"답변입니다.\n\n{text}\n").changed

    def test_a_fix_whose_finding_would_stay(self, linter: Linter) -> None:
        assert not mended(linter, "a.txt", "가·나 됩니다.\n", unsafe=True).changed

    def test_a_fix_that_would_bring_a_new_finding(self, linter: Linter) -> None:
        repaired = mended(linter, "a.txt", "됩니다***\n\n명일 됩니다.\n")
        assert repaired.after.text == "됩니다***\n\n내일 됩니다.\n"
        assert repaired.fixed == 1

    def test_a_word_of_two_meanings_wants_a_look(self, linter: Linter) -> None:
        assert not mended(linter, "a.txt", "이런 케이스를 보았습니다.\n").changed
        assert (
            mended(linter, "a.txt", "이런 케이스를 보았습니다.\n", unsafe=True).after.text
            == "이런 경우를 보았습니다.\n"
        )

    def test_spreadsheets(self, run: Run, here: Path) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.append(["상황", "답변"])
        book.active.append(["환불", BAD])
        book.save(here / "a.xlsx")
        before = (here / "a.xlsx").read_bytes()
        result = run("--fix", "--format", "json", "a.xlsx")
        report = json.loads(result.stdout)
        assert (here / "a.xlsx").read_bytes() == before
        assert "엑셀·워드 파일 1개는 읽기만 하고 고치지 않습니다." in result.stderr
        assert "엑셀·워드 파일 1개는" in run("--diff", "a.xlsx").stderr
        assert {finding["fix"] for finding in report["findings"]} == {None}


class TestWriting:
    def test_the_file_mode_stays(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        (here / "a.txt").chmod(0o640)
        run("--fix", "a.txt")
        assert stat.S_IMODE((here / "a.txt").stat().st_mode) == 0o640

    def test_a_link_stays_a_link(self, run: Run, here: Path) -> None:
        (here / "real").mkdir()
        (here / "real" / "a.txt").write_text(BAD, encoding="utf-8")
        (here / "a.txt").symlink_to(here / "real" / "a.txt")
        run("--fix", "a.txt")
        assert (here / "a.txt").is_symlink()
        assert (here / "real" / "a.txt").read_text(encoding="utf-8") == GOOD

    def test_no_other_file_is_left(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        run("--fix", "a.txt")
        assert sorted(path.name for path in here.iterdir()) == ["a.txt", "cslint.yaml", "tone"]

    def test_a_file_without_fixes_is_not_touched(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(GOOD, encoding="utf-8")
        before = (here / "a.txt").stat()
        run("--fix", "a.txt")
        assert (here / "a.txt").stat().st_mtime_ns == before.st_mtime_ns
        assert (here / "a.txt").stat().st_ino == before.st_ino

    def test_a_file_that_changed_meanwhile_is_not_overwritten(self, linter: Linter, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("다른 글", encoding="utf-8")
        with pytest.raises(CslintError, match="바뀐 파일"):
            write(mended(linter, "a.txt", BAD), path)
        assert path.read_text(encoding="utf-8") == "다른 글"

    def test_words_an_encoding_cannot_hold(self) -> None:
        before = Source("a.txt", "가", "cp949")
        after = Document(Source("a.txt", "😊", "cp949"), "text", (), ())
        broken = Repair(FileReport("a.txt", "text", before), 1, before, after)
        with pytest.raises(CslintError, match="cp949"):
            encoded(broken, "가".encode("cp949"))

    @pytest.mark.parametrize(
        ("form", "told"),
        [
            ("text", "쓰지 못함  a.txt: 고친 글의 '😀'"),
            ("github", "title=쓰지 못함"),
            ("checkstyle", 'source="cslint.unwritable-file"'),
            ("gitlab", '"check_name": "unwritable-file"'),
            ("junit", 'type="unwritable-file"'),
            ("rdjson", '"value": "unwritable-file"'),
            ("html", "쓰지 못한 파일"),
            ("sarif", '"executionSuccessful": false'),
        ],
    )
    def test_a_file_that_cannot_be_written_is_not_called_unread(self, here: Path, form: str, told: str) -> None:
        lay_out(here, {"symbols/test-smile": SMILE})
        (here / "a.txt").write_bytes("보냅니다 :D\n".encode("cp949"))
        asked = ("check", "--select", "test-smile", "--fix", "--format", form, "a.txt")
        result = CliRunner().invoke(main, asked, prog_name="cslint")
        assert result.exit_code == 2
        assert told in result.stdout
        assert not re.search("읽지 못|unreadable", result.stdout)
        if form in ("text", "github", "html"):
            assert "파일 1개, 답변 1개에서 참고 1건을 찾았습니다. 파일 1개는 쓰지 못했습니다." in result.stdout


class TestCommand:
    def test_what_is_left_decides_the_exit_code(self, run: Run, here: Path) -> None:
        (here / "a.md").write_text("명일 **송부**드립니다.\n", encoding="utf-8")
        result = run("--fix", "a.md")
        assert result.exit_code == 1
        assert "지적 1건을 고쳤습니다." in result.stderr
        assert "test-term" in result.stdout
        assert (here / "a.md").read_text(encoding="utf-8") == "내일 **송부**드립니다.\n"

    def test_unsafe_fixes_need_to_be_asked_for(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text("퀵 보냅니다.\n", encoding="utf-8")
        run("--fix", "a.txt")
        assert (here / "a.txt").read_text(encoding="utf-8") == "퀵 보냅니다.\n"
        run("--fix", "--unsafe-fixes", "a.txt")
        assert (here / "a.txt").read_text(encoding="utf-8") == "빨리 보냅니다.\n"

    def test_a_diff_writes_nothing(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(f"첫 줄.\n\n{BAD}", encoding="utf-8")
        result = run("--diff", "a.txt")
        assert (here / "a.txt").read_text(encoding="utf-8") == f"첫 줄.\n\n{BAD}"
        assert result.stdout == (
            "--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n 첫 줄.\n \n"
            f"-{BAD}\n\\ No newline at end of file\n+{GOOD}\n\\ No newline at end of file\n"
        )
        assert result.exit_code == 1

    def test_a_diff_of_standard_input(self, run: Run) -> None:
        result = run("--diff", "--stdin-filename", "a.txt", stdin="명일 보냅니다.\n")
        assert "-명일 보냅니다.\n+내일 보냅니다.\n" in result.stdout

    def test_a_clean_file_has_no_diff(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(GOOD, encoding="utf-8")
        result = run("--diff", "a.txt")
        assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)

    @pytest.mark.parametrize(
        ("text", "options", "code", "said"),
        [
            ("**송부**드립니다.\n", (), 0, f"바로 고칠 수 있는 곳은 없고 경고 1건이 남아 있습니다. {SEE}"),
            ("**송부**드립니다.\n", ("--quiet",), 0, ""),
            ("명일 **송부**드립니다.\n", (), 1, f"고친 뒤에도 경고 1건이 남습니다. {SEE}"),
            ("명일 보냅니다.\n", ("--fail-level", "error"), 1, ""),
            ("명일 보냅니다.\n", ("--exit-zero",), 0, ""),
            ("퀵 보냅니다.\n", (), 0, f"바로 고칠 수 있는 곳은 없고 참고 1건이 남아 있습니다. {SEE}"),
            ("퀵 보냅니다.\n", ("--unsafe-fixes",), 1, ""),
        ],
    )
    def test_a_diff_ends_with_1_exactly_if_there_is_one(
        self, run: Run, here: Path, text: str, options: tuple[str, ...], code: int, said: str
    ) -> None:
        (here / "a.md").write_text(text, encoding="utf-8")
        result = run("--diff", *options, "a.md")
        assert (result.exit_code, result.stderr) == (code, said)
        assert result.stdout.startswith("--- a.md") is (code == 1 or "--exit-zero" in options)

    def test_a_diff_with_a_file_that_cannot_be_read_ends_with_2(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text("명일 보냅니다.\n", encoding="utf-8")
        (here / "b.txt").write_bytes(b"\0\1")
        result = run("--diff", "a.txt", "b.txt")
        assert (result.exit_code, result.stdout[:9]) == (2, "--- a.txt")
        assert result.stderr.startswith("b.txt: ")

    def test_a_diff_goes_to_a_file(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text("명일 보냅니다.\n", encoding="utf-8")
        shown = run("--diff", "a.txt").stdout
        result = run("--diff", "--output", "d.patch", "a.txt")
        assert (result.exit_code, result.stdout) == (1, "")
        assert (here / "d.patch").read_text(encoding="utf-8") == shown
        (here / "a.txt").write_text(GOOD, encoding="utf-8")
        assert run("--diff", "--output", "d.patch", "a.txt").exit_code == 0
        assert (here / "d.patch").read_bytes() == b""
        result = run("--diff", "--output", "out/d.patch", "a.txt")
        assert result.exit_code == 2
        assert result.stderr.startswith("out/d.patch: 결과를 쓰지 못했습니다.")

    @pytest.mark.parametrize("options", [("--fix", "--diff"), ("--unsafe-fixes",), ("--diff", "--format", "json")])
    def test_options_that_do_not_go_together(self, run: Run, options: tuple[str, ...]) -> None:
        assert run(*options, ".").exit_code == 2

    @pytest.mark.parametrize(
        ("encoding", "mark"),
        [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("cp949", b"")],
    )
    def test_standard_input_is_mended_to_standard_output(self, run: Run, encoding: str, mark: bytes) -> None:
        given, wanted = (
            mark + f"{day} **송부**드립니다.\r\n\r\n<!-- 끝 -->".encode(encoding) for day in ("명일", "내일")
        )
        result = run("--fix", "--stdin-filename", "a.md", "-", stdin=given)
        assert (result.exit_code, result.stdout_bytes) == (1, wanted), result.stderr
        assert result.stderr.startswith("지적 1건을 고쳤습니다.\na.md:1:6  경고  test-term\n")

    @pytest.mark.parametrize(("text", "code"), [("내일 보냅니다.\r\n", 0), ("**송부**드립니다.", 1), ("", 0)])
    def test_standard_input_without_fixes_comes_out_as_it_went_in(self, run: Run, text: str, code: int) -> None:
        result = run("--fix", "--stdin-filename", "a.md", stdin=text.encode())
        assert (result.exit_code, result.stdout_bytes) == (code, text.encode())

    def test_standard_input_that_cannot_be_read_comes_out_as_nothing(self, run: Run) -> None:
        result = run("--fix", "-", stdin=b"\0\1")
        assert (result.exit_code, result.stdout_bytes) == (2, b"")
        assert "이진 파일" in result.stderr

    def test_the_report_on_mended_standard_input(self, run: Run, here: Path) -> None:
        text = "명일 **송부**드립니다.\n"
        aside = run("--fix", "--format", "json", "--stdin-filename", "a.md", stdin=text)
        report = json.loads(aside.stderr.partition("\n")[2])
        assert [finding["quote"] for finding in report["findings"]] == ["송부"]
        written = run("--fix", "--format", "json", "--output", "r.json", "--stdin-filename", "a.md", stdin=text)
        assert written.stdout == aside.stdout == "내일 **송부**드립니다.\n"
        assert json.loads((here / "r.json").read_text(encoding="utf-8")) == report
        quiet = run("--fix", "--quiet", "--stdin-filename", "a.md", stdin=text)
        assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (1, "내일 **송부**드립니다.\n", "")

    def test_a_page_marks_the_words_of_mended_standard_input(self, run: Run) -> None:
        text = "# 답변\n\n색상이 상이하오니 확인해 주세요. 명일 **송부**드립니다.\n"
        page = run("--fix", "--format", "html", "--stdin-filename", "a.md", stdin=text).stderr
        assert "색상이 다르오니" in page
        assert re.findall("<mark[^>]*>(.*?)</mark>", page) == ["송부"]

    def test_quietly_only_what_was_changed_is_told(self, run: Run, here: Path) -> None:
        (here / "a.md").write_text("명일 **송부**드립니다.\n", encoding="utf-8")
        (here / "b.md").write_text("**송부**드립니다.\n", encoding="utf-8")
        result = run("--fix", "-q", "a.md", "b.md")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", "a.md: 지적 1건을 고쳤습니다.\n")
        result = run("--fix", "-q", "a.md", "b.md")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")

    def test_the_report_shows_the_fixed_words(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text("색상이 상이하오니 확인해 주세요.\n", encoding="utf-8")
        assert "→ 다르오니\n" in run("a.txt").stdout
        finding = json.loads(run("--format", "json", "a.txt").stdout)["findings"][0]
        assert finding["fix"] == {"safety": "safe", "edits": [{"start": 4, "end": 9, "text": "다르오니"}]}


WORDS = ["명일", "송부해 주세요", "**상이**하면", "퀵", "#{명일}", "네~~", "***", "· ", "케이스가", "`송부`", "<b>명일</b>", "기다려 주세요.",
         "|", "&amp;", "\n\n", "\n- ", "  ", "😊", "“명일”", "명일까지", "송부드린", "상이하다고", "```", "> 고객: ", "\u200b", "각"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=14).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, suffix=st.sampled_from(["md", "txt"]), unsafe=st.booleans())
def test_fixing_never_raises_and_touches_only_what_was_reported(
    linter: Linter, text: str, suffix: str, *, unsafe: bool
) -> None:
    text = text.encode("utf-8", "replace").decode()
    try:
        parse_all(suffix)(Source(f"a.{suffix}", text), ReadOptions())
    except CslintError:
        return
    repaired = mended(linter, f"a.{suffix}", text, unsafe=unsafe)
    once = repaired.after.text
    assert mended(linter, f"a.{suffix}", once, unsafe=unsafe).after.text == once
    # Every stretch outside the eojeols of what was reported stands there still, in order.
    document = parse_all(suffix)(Source(f"a.{suffix}", text), ReadOptions())
    findings = linter.lint(document, FileSettings()).findings
    edits = [edit.span for finding in findings if finding.fix for edit in finding.fix.edits]
    spans = sorted([*edits, *(finding.span for finding in findings)])
    kept, at = [], 0
    for span in spans:
        start, end = eojeol(text, span)
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    pattern = "(?s:.*)".join(re.escape(part) for part in [*kept, text[at:]])
    assert re.fullmatch(pattern, once), (text, once)


def eojeol(text: str, span: SourceSpan) -> tuple[int, int]:
    start, end = span.start, span.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    while end < len(text) and text[end] in " \t":  # goes with a word deleted at the start of a sentence
        end += 1
    return start, end


@cache
def parse_all(suffix: str) -> Callable[[Source, ReadOptions], Document]:
    return parser(format_of(f"a.{suffix}"))


SHIPPED = """\
유선상으로 안내드리겠습니다. → 전화로 안내드리겠습니다.
유선으로 상담을 도와드리겠습니다. → 전화로 상담을 도와드리겠습니다.
주소를 기재하시면 접수됩니다. → 주소를 적으시면 접수됩니다.
카드사마다 상이하므로 카드사로 문의해 주세요. → 카드사마다 다르므로 카드사로 문의해 주세요.
어제 인입된 문의가 많아 답이 늦었습니다. → 어제 들어온 문의가 많아 답이 늦었습니다.
견적서를 송부드리오니 검토해 주세요. → 견적서를 보내 드리오니 검토해 주세요.
확인까지 3일이 소요됩니다. → 확인까지 3일이 걸립니다.
주문하신 커피 나오셨습니다. → 주문하신 커피 나왔습니다.
설정에서 바꾸시면 되세요. → 설정에서 바꾸시면 됩니다.
본인 확인하실게요. → 본인 확인해 주세요.
저희 팀장님께서 결정하셨습니다. → 저희 팀장이 결정했습니다.
문의 사항이 계시면 연락 주세요. → 문의 사항이 있으시면 연락 주세요.
좋은 하루 되세요. → 좋은 하루 보내세요.
따뜻한 하루가 되시길 바랍니다. → 따뜻한 하루를 보내시길 바랍니다.
늦어질 수 있는 점 양해드립니다. → 늦어질 수 있는 점 양해를 구합니다.
바로 알아보고 연락드리도록 하겠습니다. → 바로 알아보고 연락드리겠습니다.
자동으로 저장되어집니다. → 자동으로 저장됩니다.
상담사가 확인 중에 있습니다. → 상담사가 확인 중입니다.
교환 접수 진행해 드렸습니다. → 교환 접수해 드렸습니다.
비밀번호를 바꾸세요. → 비밀번호를 바꿔 주세요.
조금만 기다려주세용 → 조금만 기다려주세요
바로 확인해 드릴게요ㅎㅎ → 바로 확인해 드릴게요.
안녕하세요~ → 안녕하세요.
접수되요. → 접수돼요.
내일 연락할께요. → 내일 연락할게요.
담당자에요. → 담당자예요.
주문을(를) 취소했습니다. → 주문을 취소했습니다.
환불은 3월 8일에 완료되실 수 있으세요. → 환불은 3월 8일에 완료될 수 있습니다.
성함을 회신해 주세요. → 성함을 알려 주세요.
결과를 메일로 회신드리겠습니다. → 결과를 메일로 알려 드리겠습니다.
오늘까지 회신해 주세요. → 오늘까지 답해 주세요.
납부 기한이 도래했습니다. → 납부 기한이 됐습니다.
저희 사장님께서 말씀하셨습니다. → 저희 사장이 말했습니다.
"""
UNSAFE = """\
#{고객명}이 신청하신 상품입니다. → #{고객명}님이 신청하신 상품입니다.
#{지점명}으로 보냈습니다. → #{지점명} 지점으로 보냈습니다.
"""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    return Linter(load(Config(tmp_path_factory.mktemp("empty")), ["all"]))


@pytest.mark.parametrize("pair", SHIPPED.splitlines())
def test_what_the_shipped_rules_mend(shipped: Linter, pair: str) -> None:
    bad, good = pair.split(" → ")
    assert mended(shipped, "a.txt", bad).after.text == good


@pytest.mark.parametrize("pair", UNSAFE.splitlines())
def test_what_the_shipped_rules_mend_when_asked(shipped: Linter, pair: str) -> None:
    bad, good = pair.split(" → ")
    assert mended(shipped, "a.txt", bad).after.text == bad
    assert mended(shipped, "a.txt", bad, unsafe=True).after.text == good


@pytest.mark.parametrize(
    ("fix", "told"),
    [
        ("{delete: true, put: 가}", "하나만"),
        ("{safety: safe}", "하나만"),
        ("{put: '{없는 칸}'}", "채울 수 없습니다"),
        ("{term: true}", "terms로 찾는"),
        ("{delte: true}", "delte"),
    ],
)
def test_a_fix_that_cannot_be_is_told_with_its_place(here: Path, fix: str, told: str) -> None:
    text = RULES["symbols/test-tilde"].replace('{regex: "~+"}', f'{{regex: "~+", fix: {fix}}}')
    (here / "tone" / "symbols" / "test-tilde.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CslintError, match=rf"test-tilde\.yaml:\d+:\d+.*{told}"):
        load(Config(here, rule_dirs=(here / "tone",)), ["test-tilde"])
