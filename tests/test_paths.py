"""Names of files as systems spell them, links, and what is no file: nothing hangs, nothing is missed, nothing is read twice."""

import io
import json
import os
import signal
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from adoption import BAD, GOOD, check, cslint, found, make_rules

from cslint.baseline import Baseline, Counted, read_baseline, write_baseline
from cslint.changes import changes_since
from cslint.discovery import Configurations, find_files
from cslint.document import ReadOptions
from cslint.errors import CslintError
from cslint.formats import read
from cslint.runner import Input, Runner
from cslint.settings.globs import glob_matches
from cslint.settings.layers import load_config, read_config


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def alarm() -> Iterator[None]:
    """End a test that hangs."""

    def hangs(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, hangs)
    signal.setitimer(signal.ITIMER_REAL, 20)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def write(*names: str, text: str = GOOD) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def listed(*paths: str) -> list[str]:
    return [path.as_posix() for path in find_files([Path(path) for path in paths], Configurations())]


@pytest.mark.usefixtures("here")
class TestDecomposedHangul:
    """File names as macOS writes them, configuration as people type it."""

    def test_what_is_said_of_files_by_glob(self) -> None:
        entries = (
            "files:\n  - {glob: '환불/**', situation: refund-refusal}\n  - {glob: 답변.csv, columns: {reply: [멘트]}}\n"
        )
        write("cslint.yaml", text=entries)
        config = load_config(Path())
        assert config.for_file(Path(nfd("환불/거절.md"))).situation == "refund-refusal"
        assert config.for_file(Path(nfd("아래/답변.csv"))).read.reply_fields == ("멘트",)

    def test_include_and_exclude(self) -> None:
        write("cslint.yaml", text="include: ['매뉴얼/**']\nexclude: [초안, '**/옛글.md']\n")
        write(*map(nfd, ("매뉴얼/가.md", "매뉴얼/초안/나.md", "매뉴얼/옛글.md", "다른 곳/다.md")))
        assert listed(".") == [nfd("매뉴얼/가.md")]

    def test_the_other_way_round(self) -> None:
        write("cslint.yaml", text=nfd("include: ['매뉴얼/**']\nexclude: [초안]\n"))
        write("매뉴얼/가.md", "매뉴얼/초안/나.md")
        assert listed(".") == ["매뉴얼/가.md"]

    def test_a_baseline(self, here: Path) -> None:
        write(nfd("환불.md"))
        known = Baseline(here, {Counted("환불.md", "", "rule"): 1, Counted("없는 파일.md", "", "rule"): 1})
        # A file that the run did not read, but that is there, keeps what is known of it.
        assert known.pruned([]).counts == {Counted("환불.md", "", "rule"): 1}
        write_baseline(known, here / "기준.json")
        assert read_baseline(here / "기준.json").counts == known.counts

    def test_columns_and_situations_in_the_file(self) -> None:
        text = nfd("상황,멘트\n환불 거절,환불이 어렵습니다.\n")
        document = read(nfd("답변.csv"), text.encode(), ReadOptions(reply_fields=("멘트",), situation_fields=("상황",)))
        assert [reply.declared for reply in document.replies] in (["환불 거절"], [nfd("환불 거절")])

    def test_findings_baseline_suppression_and_situation_of_a_run(self, here: Path) -> None:
        make_rules(here)
        name = nfd("환불 안내.md")
        write(name, text=f"{BAD}\n\n<!-- cslint: ignore[mixed-up] {nfd('인용한 말')} -->\n{BAD}\n")
        assert found(check(name, "--situation", nfd("환불 거절"))) == [f"{name}:1 mixed-up"]
        assert cslint("baseline", "create", "--select", "mixed-up", ".").exit_code == 0
        assert list(json.loads(Path("cslint-baseline.json").read_text("utf-8"))["findings"]) == ["환불 안내.md"]
        assert check("--baseline", "cslint-baseline.json", ".").exit_code == 0

    def test_changes_of_git(self, here: Path) -> None:
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@a", "-c", "core.precomposeunicode=false"]
        write("환불.md", "배송.md")
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "a"]):
            subprocess.run([*git, *command], check=True, capture_output=True)
        write("환불.md", "새 글.md", text=BAD)
        changes = changes_since("HEAD", here)
        assert [changes.touches(Path(nfd(name))) for name in ("환불.md", "배송.md", "새 글.md")] == [True, False, True]
        assert changes.old(Path(nfd("환불.md"))) == GOOD.encode()


@pytest.mark.usefixtures("here")
class TestWindows:
    @pytest.mark.parametrize(
        ("glob", "path"),
        [
            (r"manuals\**", "manuals/깊은 곳/환불.md"),
            (r"manuals\환불.md", "manuals/환불.md"),
            (r"**\초안\*.md", "a/b/초안/c.md"),
            (r".\a.md", "a.md"),
        ],
    )
    def test_backslashes_in_globs(self, glob: str, path: str) -> None:
        assert glob_matches(glob, path)
        assert not glob_matches(glob, f"other/{path}x")

    def test_paths_in_a_configuration(self, here: Path) -> None:
        write("tone/rules/words.yaml", text="")
        write("base/common.yaml", text="speech-level: hapsyo\n")
        write(
            "cslint.yaml", text="extends: base\\common.yaml\nrule-dirs: ['tone\\rules']\nfiles: [{glob: 'C:\\a\\**'}]\n"
        )
        config = load_config(here)
        assert config.speech_level == "hapsyo"
        assert config.rule_dirs == (here / "tone" / "rules",)
        assert config.for_file(Path("C:/a/b.md")).situation is None

    @pytest.mark.parametrize(
        ("name", "path"),
        [
            (r"manuals\환불.md", "manuals/환불.md"),
            (r"C:\Users\상담\환불.md", "C:/Users/상담/환불.md"),
        ],
    )
    def test_standard_input_by_a_name_of_windows(self, here: Path, name: str, path: str) -> None:
        make_rules(here)
        result = check("--stdin-filename", name, "--format", "json", stdin=BAD)
        report = json.loads(result.stdout)
        assert [(file["path"], file["format"]) for file in report["files"]] == [(path, "markdown")]
        assert [each["path"] for each in report["findings"]] == [path]

    def test_a_share_of_windows(self) -> None:
        result = cslint("check", "--stdin-filename", r"\\server\share\환불.md", "--format", "json", stdin=GOOD)
        assert json.loads(result.stdout)["files"][0]["path"] == "//server/share/환불.md"


@pytest.mark.usefixtures("here", "alarm")
class TestLinks:
    def test_circles_end_with_each_file_once(self) -> None:
        write("a/b/c.md", "a/d.md")
        Path("a/b/up").symlink_to("..", target_is_directory=True)
        Path("a/b/top").symlink_to("../..", target_is_directory=True)
        Path("a/again").symlink_to("b", target_is_directory=True)
        Path("a/self.md").symlink_to("self.md")
        Path("a/same.md").symlink_to("d.md")
        assert sorted(path.split("/")[-1] for path in listed(".")) == ["c.md", "d.md"]

    def test_a_link_to_itself_is_told(self) -> None:
        Path("self.md").symlink_to("self.md")
        Path("one.md").symlink_to("two.md")
        Path("two.md").symlink_to("one.md")
        result = check("self.md", "one.md")
        assert result.exit_code == 2
        assert "self.md: 링크가 돌고 돌아 읽지 못했습니다." in result.stdout
        assert "one.md: 링크가 돌고 돌아 읽지 못했습니다." in result.stdout

    def test_rule_folders_in_circles(self, here: Path) -> None:
        make_rules(here)
        Path("tone/up").symlink_to("..", target_is_directory=True)
        assert cslint("rules", "--select", "mixed-up").exit_code == 0


@pytest.mark.usefixtures("here", "alarm")
class TestNoFiles:
    def test_pipes_and_devices(self) -> None:
        os.mkfifo("pipe.md")
        assert listed(".") == []
        result = check("pipe.md", "/dev/zero")
        assert result.exit_code == 2
        for path in ("pipe.md", "/dev/zero"):
            assert f"{path}: 보통 파일이 아니라 읽지 않았습니다." in result.stdout

    def test_a_pipe_as_configuration_rule_and_baseline(self, here: Path) -> None:
        os.mkfifo("cslint.yaml")
        assert load_config(here).path is None
        os.mkfifo("pipe.yaml")
        for arguments in (("check", "--config", "pipe.yaml"), ("check", "--baseline", "pipe.yaml")):
            result = cslint(*arguments)
            assert result.exit_code == 2
            assert result.stderr.startswith("pipe.yaml: ")
        Path("tone").mkdir()
        os.mkfifo("tone/rule.yaml")
        write("own.yaml", text="rule-dirs: [tone]\n")
        result = cslint("rules", "--config", "own.yaml")
        assert result.exit_code == 2
        assert result.stderr.startswith("tone/rule.yaml: 규칙 파일을 읽지 못했습니다.")
        assert "읽을 권한" in result.stderr
        assert "UTF-8" not in result.stderr

    def test_a_folder_called_like_a_file(self) -> None:
        write("환불.md/a.md", "b.md")
        assert listed(".") == ["b.md", "환불.md/a.md"]
        assert listed("환불.md") == ["환불.md/a.md"]

    @pytest.mark.parametrize("path", ["가" * 100 + ".md", "a/" * 3000 + "a.md", "x" * 300 + "/a.md"])
    def test_a_path_that_is_too_long(self, path: str) -> None:
        result = check(path)
        assert result.exit_code == 2
        assert "이름이 너무 길어 읽지 못했습니다." in result.stdout

    def test_the_deepest_path_there_can_be(self, here: Path) -> None:
        make_rules(here)
        folder = "가" * 80
        for _ in range(12):
            Path(folder).mkdir()
            os.chdir(folder)
        write("a.md", text=BAD)
        os.chdir(here)
        assert [path.split("/")[-1] for path in listed(".")] == ["a.md"]
        assert check(".").exit_code == 1


@pytest.mark.usefixtures("here")
class TestMeanwhile:
    def test_a_file_that_goes_after_it_was_listed(self) -> None:
        write("a.md", "b.md")
        inputs = [Input(path) for path in find_files([], Configurations())]
        Path("a.md").unlink()
        runner = Runner(Configurations())
        reports = list(runner.run(inputs))
        runner.close()
        assert [(report.path, bool(report.error)) for report in reports] == [("a.md", True), ("b.md", False)]

    @pytest.mark.parametrize("format_name", ["html", "gitlab", "sarif"])
    @pytest.mark.parametrize("then", ["", "짧다.", "\0", None])
    def test_a_file_that_changes_before_the_report_is_written(
        self, here: Path, monkeypatch: pytest.MonkeyPatch, format_name: str, then: str | None
    ) -> None:
        make_rules(here)
        write("a.md", text=f"# 답변\n\n{GOOD}\n\n{BAD}\n")
        run = Runner.run

        def changing(self: Runner, inputs: list[Input]) -> list[object]:
            reports = list(run(self, inputs))
            Path("a.md").unlink() if then is None else write("a.md", text=then)
            return list(reports)

        monkeypatch.setattr(Runner, "run", changing)
        result = check("a.md", "--format", format_name)
        assert result.exit_code == 1
        assert result.stdout


@pytest.mark.usefixtures("here")
class TestNamesThatAreNoText:
    def test_bytes_of_an_old_archive(self, here: Path) -> None:
        make_rules(here)
        name = os.fsdecode("환불.md".encode("cp949"))
        Path(name).write_text(BAD, encoding="utf-8")
        for format_name in ("text", "json", "sarif", "html", "junit", "github"):
            result = check(".", "--format", format_name)
            assert result.exit_code == 1, result.stderr
            assert result.stdout
        assert check(name, "--format", "json", "--output", "out.json").exit_code == 1
        (finding,) = json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"]
        assert finding["path"].endswith(".md")
        assert cslint("baseline", "create", "--select", "mixed-up", ".").exit_code == 0


@pytest.mark.usefixtures("here")
class TestNothingElseIsRead:
    @pytest.mark.parametrize(
        "tag",
        ["!!python/object/apply:os.system ['touch ran']", "!!python/name:os.system", "!include secret.md", "!x y"],
    )
    def test_tags_of_yaml_do_nothing(self, here: Path, tag: str) -> None:
        write("secret.md", text="비밀입니다.")
        write("cslint.yaml", text=f"speech-level: {tag}\n")
        with pytest.raises(CslintError, match=r"^cslint\.yaml:1:15: YAML 태그는 쓸 수 없습니다"):
            load_config(here)
        write("tone/rule.yaml", text=f"summary: {tag}\n")
        write("own.yaml", text="rule-dirs: [tone]\n")
        refused = cslint("rules", "--config", "own.yaml")
        assert refused.exit_code == 2
        assert refused.stderr.startswith("tone/rule.yaml:1:10: YAML 태그는 쓸 수 없습니다")
        document = read("a.yaml", f"body: 안녕하세요, 고객님.\nother: {tag}\n".encode(), ReadOptions())
        assert "비밀" not in "".join(segment.text for segment in document.segments)
        assert not Path("ran").exists()

    def test_entities_of_a_workbook_are_not_followed(self) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.append(["상황", "답변"])
        book.active.append(["환불", "표시 안내드립니다."])
        plain, hostile = io.BytesIO(), io.BytesIO()
        book.save(plain)
        write("secret.txt", text="비밀입니다")
        entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{Path("secret.txt").absolute().as_uri()}">]>'
        with zipfile.ZipFile(plain) as before, zipfile.ZipFile(hostile, "w") as after:
            for name in before.namelist():
                data = before.read(name).decode()
                if name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/"):
                    head, mark, rest = data.partition("?>")
                    data = head + mark + entity + rest if mark else entity + data
                    data = data.replace("표시", "&x;")
                after.writestr(name, data)
        try:
            document = read("a.xlsx", hostile.getvalue(), ReadOptions())
        except CslintError:
            return
        assert "비밀" not in "".join(segment.text for segment in document.segments)


class TestRepeatedKeys:
    @pytest.mark.parametrize(
        ("path", "text", "where"),
        [
            ("a.yaml", "a:\n  body: 하나\n  title: 둘\n  body: 셋\n", "a.yaml:4:3"),
            ("a.yaml", "- {body: 하나, body: 둘}\n", "a.yaml:1:14"),
            ("a.json", '[{"body": "하나"}, {"body": "하나", "body": "둘"}]', "a.json:1:33"),
            ("a.jsonl", '{"body": "하나"}\n{"body": "하나", "b\\u006fdy": "둘"}\n', "a.jsonl:2:16"),
            ("a.arb", '{"a": "하나", "a": "둘"}', "a.arb:1:13"),
        ],
    )
    def test_are_told_with_both_places(self, path: str, text: str, where: str) -> None:
        with pytest.raises(CslintError, match="같은 키가 두 번 있습니다: `") as told:
            read(path, text.encode(), ReadOptions())
        assert told.value.where == where
        assert told.value.hint
        assert told.value.hint.startswith("앞의 것은 ")

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("a.yaml", "a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: *a\n  <<: *b\n  body: 하나\n"),
            ("a.yaml", "[a]: 하나\n[b]: 둘\n"),
            ("a.yaml", "body: 하나\n---\nbody: 둘\n"),
            ("a.jsonl", '{"body": "하나"}\n{"body": "둘"}\n'),
            ("a.json", '{"a": {"body": "하나"}, "b": {"body": "둘"}}'),
            ("a.xml", "<a><body>하나</body><body>둘</body></a>"),
        ],
    )
    def test_the_same_key_elsewhere_is_another_key(self, path: str, text: str) -> None:
        assert read(path, text.encode(), ReadOptions()).segments

    def test_in_configurations(self, here: Path) -> None:
        write("cslint.yaml", text="speech-level: hapsyo\nrules: {a-rule: off, a-rule: error}\n")
        with pytest.raises(CslintError, match="같은 키가 두 번 있습니다: `a-rule`"):
            load_config(here)
        write("pyproject.toml", text="[tool.cslint]\nspeech-level = 'hapsyo'\nspeech-level = 'any'\n")
        with pytest.raises(CslintError, match=r"^pyproject.toml: TOML 문법에 맞지 않습니다\."):
            read_config(here / "pyproject.toml")
