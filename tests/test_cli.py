import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cslint import __version__
from cslint.cli import main
from cslint.runner import Runner
from cslint.settings.fingerprint import SHIPPED
from cslint.settings.layers import load_config
from tests.own_rule import RULE

BAD = "혼란을 드려 죄송합니다.\n"
GOOD = "주문하신 원피스는 내일 도착합니다.\n"

Run = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one rule of its own, so that no shipped rule can change what the tests see."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tone").mkdir()
    (tmp_path / "tone" / "test-rule.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "cslint.yaml").write_text("rule-dirs: [tone]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(here: Path) -> Run:  # noqa: ARG001 -- the folder it runs in
    def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, args, input=stdin, prog_name="cslint")

    return invoke


def check(run: Run, *args: str, stdin: str | bytes | None = None) -> Result:
    return run("check", "--select", "test-rule", *args, stdin=stdin)


class TestCheck:
    def test_finds_and_exits_with_1(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        result = check(run, "a.txt")
        assert result.exit_code == 1
        assert result.stdout == (
            "a.txt:1:1  경고  test-rule\n"
            "    혼란을 드려 죄송합니다.\n"
            "    ^^^^^^^^^^^\n"
            "    이렇게 쓰지 않습니다.\n"
            "    → 다르게 써 주세요.\n"
            "\n"
            "파일 1개, 답변 1개에서 경고 1건을 찾았습니다.\n"
        )
        assert result.stderr == ""

    @pytest.mark.parametrize(
        ("options", "config", "told"),
        [
            ((), "", "경고 1건"),
            ((), "rules: {suppression-unused: info}\n", "참고 1건"),
            ((), "rules: {suppression-unused: off}\n", "찾지 못했습니다"),
            (("--ignore", "suppression-unused"), "", "찾지 못했습니다"),
            (("--ignore", "suppression"), "", "찾지 못했습니다"),
        ],
    )
    def test_findings_about_suppressions_can_be_set_like_others(
        self, run: Run, here: Path, options: tuple[str, ...], config: str, told: str
    ) -> None:
        with (here / "cslint.yaml").open("a", encoding="utf-8") as file:
            file.write(config)
        (here / "a.md").write_text("<!-- cslint: ignore[test-rule] 이유 -->\n\n내일 보냅니다.\n", encoding="utf-8")
        assert told in check(run, *options, "a.md").stdout

    def test_nothing_found_exits_with_0(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(GOOD, encoding="utf-8")
        result = check(run)
        assert result.exit_code == 0
        assert result.stdout.startswith("파일 1개, 답변 1개를 살펴보았고,")

    def test_no_files_is_no_error(self, run: Run) -> None:
        result = check(run)
        assert (result.exit_code, result.stdout) == (0, "살펴볼 파일이 없습니다.\n")

    @pytest.mark.parametrize(
        ("options", "code"),
        [(("--fail-level", "error"), 0), (("--fail-level", "info"), 1), (("--exit-zero",), 0), (("--no-cache",), 1)],
    )
    def test_what_fails_a_run(self, run: Run, here: Path, options: tuple[str, ...], code: int) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        assert check(run, *options).exit_code == code

    @pytest.mark.parametrize(
        ("options", "code"), [((), 0), (("--fail-level", "warning"), 1), (("--fail-level", "info"), 1)]
    )
    def test_a_configuration_says_what_fails_its_files_and_the_command_line_overrules_it(
        self, run: Run, here: Path, options: tuple[str, ...], code: int
    ) -> None:
        (here / "drafts").mkdir()
        (here / "drafts" / "cslint.yaml").write_text("extends: ../cslint.yaml\nfail-level: error\n", encoding="utf-8")
        (here / "drafts" / "a.txt").write_text(BAD, encoding="utf-8")
        assert check(run, "drafts", *options).exit_code == code
        (here / "b.txt").write_text(BAD, encoding="utf-8")
        assert check(run, ".", *options).exit_code == 1

    def test_an_unreadable_file_ends_with_2_and_the_rest_is_linted(self, run: Run, here: Path) -> None:
        (here / "a.csv").write_bytes(b"PK\x03\x04\0\0")
        (here / "b.txt").write_text(BAD, encoding="utf-8")
        result = check(run, "--format", "json")
        assert result.exit_code == 2
        report = json.loads(result.stdout)
        assert [file["path"] for file in report["files"]] == ["a.csv", "b.txt"]
        assert report["files"][0]["error"].startswith("a.csv: ")
        assert report["files"][1]["error"] is None
        assert [found["path"] for found in report["findings"]] == ["b.txt"]
        assert result.stderr.startswith("a.csv: ")

    def test_a_missing_path_ends_with_2_and_the_others_are_linted(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        result = check(run, "없음.txt", "a.txt")
        assert result.exit_code == 2
        assert "없음.txt: 그런 파일이나 폴더가 없습니다. 경로를 확인해 주세요." in result.stdout
        assert "a.txt:1:" in result.stdout

    def test_standard_input_has_the_name_it_is_given(self, run: Run, here: Path) -> None:
        (here / "macros").mkdir()
        (here / "macros" / "cslint.yaml").write_text("rule-dirs: [../tone]\nrules: {test-rule: error}\n", "utf-8")
        stdin = json.dumps({"body": BAD}, ensure_ascii=False).encode()
        result = check(run, "--stdin-filename", "macros/a.json", "--format", "json", stdin=stdin)
        report = json.loads(result.stdout)
        assert [(file["path"], file["format"]) for file in report["files"]] == [("macros/a.json", "json")]
        assert [found["level"] for found in report["findings"]] == ["error"]

    def test_a_dash_reads_standard_input_as_text(self, run: Run) -> None:
        result = check(run, "-", stdin=BAD.encode("cp949"))
        assert result.exit_code == 1
        assert result.stdout.startswith("-:1:1  경고")

    def test_standard_input_and_paths_do_not_mix(self, run: Run) -> None:
        result = check(run, "--stdin-filename", "a.txt", "b.txt", stdin="")
        assert result.exit_code == 2
        assert "함께 쓸 수 없습니다" in result.stderr

    def test_output_goes_to_a_file_and_the_closing_line_to_people(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        result = check(run, "--format", "json", "--output", "out/report.json")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "out/report.json: 결과를 쓰지 못했습니다." in result.stderr
        result = check(run, "--format", "json", "--output", "report.json", "a.txt")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "파일 1개, 답변 1개에서 경고 1건을 찾았습니다.\n"
        assert json.loads((here / "report.json").read_text(encoding="utf-8"))["summary"]["warning"] == 1

    def test_quiet_leaves_the_exit_code_the_file_and_what_could_not_be_read(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        result = check(run, "--quiet", "--statistics", "a.txt")
        assert (result.exit_code, result.output) == (1, "")
        result = check(run, "--quiet", "--format", "json", "--output", "report.json", "a.txt")
        assert (result.exit_code, result.output) == (1, "")
        assert json.loads((here / "report.json").read_text(encoding="utf-8"))["summary"]["warning"] == 1
        result = check(run, "-q", "a.txt", "없음.txt")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "없음.txt: 그런 파일이나 폴더가 없습니다. 경로를 확인해 주세요.\n"

    def test_statistics(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD * 3, encoding="utf-8")
        assert "규칙별 건수\n    test-rule       3\n" in check(run, "--statistics").stdout

    def test_select_and_ignore_take_lists(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        assert run("check", "--select", "test-rule,template", "--ignore", "test-rule", "a.txt").exit_code == 0

    @pytest.mark.parametrize(
        "option", [("--select", "없는-규칙"), ("--ignore", "test-rule,x"), ("--situation", "없는-상황")]
    )
    def test_an_unknown_name_ends_with_2(self, run: Run, here: Path, option: tuple[str, str]) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        result = run("check", *option)
        assert result.exit_code == 2
        assert "없는 " in result.stderr
        assert option[1].rpartition(",")[2] in result.stderr
        assert result.stdout == ""

    def test_a_broken_configuration_names_its_place(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        (here / "cslint.yaml").write_text("speech-level: hapsyo\nrulez: {}\n", encoding="utf-8")
        result = run("check")
        assert result.exit_code == 2
        assert result.stderr.startswith("cslint.yaml:2:1: ")

    def test_another_configuration_file(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        (here / "calm.yaml").write_text("extends: cslint.yaml\nrules: {test-rule: info}\n", encoding="utf-8")
        assert check(run, "--config", "calm.yaml", "a.txt").exit_code == 0
        assert check(run, "--config", "gone.yaml", "a.txt").exit_code == 2

    def test_each_file_obeys_the_nearest_configuration(self, run: Run, here: Path) -> None:
        (here / "team").mkdir()
        (here / "team" / "cslint.yaml").write_text("rule-dirs: [../tone]\nrules: {test-rule: error}\n", "utf-8")
        for name in ("a.txt", "team/b.txt", "z.txt"):
            (here / name).write_text(BAD, encoding="utf-8")
        report = json.loads(check(run, "--format", "json").stdout)
        found = [(finding["path"], finding["level"]) for finding in report["findings"]]
        assert found == [("a.txt", "warning"), ("team/b.txt", "error"), ("z.txt", "warning")]

    def test_a_report_is_never_coloured_off_a_terminal(self, run: Run, here: Path) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        assert "\x1b" not in check(run).stdout


class TestOtherCommands:
    def test_rule_prints_its_manual_page(self, run: Run) -> None:
        page = run("rule", "test-rule").stdout
        for part in (
            "test-rule  (tone, 경고)",
            "시험하려고 둔 규칙입니다.",
            "언제든지.",
            "✗ [[혼란을 드려]] 죄송합니다.",
        ):
            assert part in page
        assert page.index("✗") < page.index("○ 안내가 잘못되어 죄송합니다.") < page.index("시험 문헌 3쪽")

    def test_findings_about_suppressions_have_pages_too(self, run: Run) -> None:
        assert "나중에 생긴 같은 잘못을 가립니다." in run("rule", "suppression-unused").stdout

    def test_the_category_of_suppressions_has_all_their_pages(self, run: Run) -> None:
        page = run("rule", "suppression").stdout
        assert page.index("suppression-malformed  (suppression") < page.index("suppression-unused  (suppression")

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("test", "all"), "규칙이나 분류의 이름이 아닙니다: 'all'. 규칙을 주지 않으면 모두 시험합니다."),
            (("test", "test-rule", "suppression-unused"), "규칙이나 분류의 이름이 아닙니다: 'suppression-unused'."),
            (("rule", "all"), "규칙이나 분류의 이름이 아닙니다: 'all'."),
            (("rules", "--select", "suppression"), "고른 것 가운데 규칙이 없습니다."),
            (("check", "--select", "all", "--ignore", "all", "."), "없는 규칙이나 분류입니다: 'all'."),
            (("check", "--select", "tone", "--ignore", "test-rule", "."), "살펴볼 것이 없습니다."),
            (("check", "--select", "suppression", "--ignore", "suppression", "."), "살펴볼 것이 없습니다."),
        ],
    )
    def test_a_choice_of_nothing_ends_with_2(self, run: Run, here: Path, args: tuple[str, ...], said: str) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")
        result = run(*args)
        assert result.exit_code == 2
        assert said in result.stderr + result.stdout

    def test_a_folder_that_turns_off_what_is_chosen_is_quiet(self, run: Run, here: Path) -> None:
        folder = here / "quiet"
        folder.mkdir()
        off = ", ".join(f"{path.stem}: off" for path in (SHIPPED / "symbols").glob("*.yaml"))
        (folder / "cslint.yaml").write_text(f"rules: {{{off}}}\n", encoding="utf-8")
        for path in (folder / "a.txt", here / "b.txt"):
            path.write_text("좋은 하루 보내세요!!!\n", encoding="utf-8")
        assert run("check", "--select", "symbols", "quiet").exit_code == 0
        result = run("check", "--select", "symbols", ".")
        assert result.exit_code == 1
        assert "a.txt" not in result.stdout

    def test_suppressions_may_be_all_that_is_looked_at(self, run: Run, here: Path) -> None:
        (here / "a.md").write_text(f"<!-- cslint: ignore[test-rule] -->\n\n{BAD}\n", encoding="utf-8")
        result = run("check", "--select", "suppression", "a.md")
        assert result.exit_code == 1
        assert "suppression-no-reason" in result.stdout

    def test_a_page_shows_some_examples_and_all_when_asked(self, run: Run) -> None:
        page, whole = (run("rule", "sino-date-word", *more).stdout for more in ((), ("--all",)))
        assert page.count("✗") <= 6 < whole.count("✗")
        assert "--all로 모두 볼 수 있습니다." in page
        assert "--all" not in whole

    def test_an_unknown_rule_ends_with_2(self, run: Run) -> None:
        result = run("rule", "test-rul")
        assert result.exit_code == 2
        assert "test-rule" in result.stderr

    def test_rules_is_a_table(self, run: Run) -> None:
        rows = [line.split() for line in run("rules", "--select", "test-rule").stdout.splitlines()]
        assert rows[0] == ["규칙", "분류", "수준", "내용"]
        assert rows[2:] == [["test-rule", "tone", "경고", "시험", "규칙"]]

    def test_rules_for_machines(self, run: Run) -> None:
        listed = json.loads(run("rules", "--select", "test-rule", "--format", "json").stdout)
        assert listed == [{"rule": "test-rule", "category": "tone", "level": "warning", "summary": "시험 규칙"}]

    def test_a_rule_is_tested_by_its_examples(self, run: Run, here: Path) -> None:
        assert run("test", "test-rule").stdout == "규칙 1개를 시험했고, 예문이 모두 맞습니다.\n"
        broken = RULE.replace("[[혼란을 드려]]", "[[혼란]]을 느껴")
        (here / "tone" / "test-rule.yaml").write_text(broken, encoding="utf-8")
        result = run("test", "tone")
        assert result.exit_code == 1
        assert result.stdout.startswith("test-rule  예문 1: ")
        assert "[[혼란]]을 느껴 죄송합니다.\n규칙 1개를 시험했고, 1곳이 맞지 않습니다.\n" in result.stdout

    def test_words_shows_lemma_ending_features_and_speech_level(self, run: Run) -> None:
        result = run("words", "3일 안에 안내해 드릴 수 없습니다. 네.")
        assert result.exit_code == 0
        rows = {line.split()[0]: line.split() for line in result.stdout.splitlines() if line.strip()}
        assert rows["안내해"][1:3] == ["안내하다", "동사"]
        assert "불능" in rows["안내해"]
        assert rows["없습니다"][-1] == "ㅂ니다"
        assert "말씨  합쇼체" in result.stdout
        assert "<기간>  3일 안" in result.stdout

    def test_words_of_nothing_ends_with_2(self, run: Run) -> None:
        assert run("words", " ").exit_code == 2

    def test_init_writes_a_configuration_that_works_and_never_overwrites(
        self, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (here / "cslint.yaml").unlink()
        assert run("init").exit_code == 0
        assert run("rules").exit_code == 0
        (here / "cslint.yaml").write_text("mine", encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr("cslint.init.propose", lambda _: pytest.fail("nothing need be looked through"))
            again = run("init")
        assert again.exit_code == 2
        assert again.stderr.startswith("cslint.yaml: 설정 파일이 이미 있습니다.")
        assert (here / "cslint.yaml").read_text(encoding="utf-8") == "mine"

    def test_every_line_init_writes_is_valid_when_uncommented(self, run: Run, here: Path) -> None:
        (here / "cslint.yaml").unlink()
        run("init")
        lines = (here / "cslint.yaml").read_text(encoding="utf-8").splitlines()
        keys = [line.removeprefix("# ") for line in lines if not line.startswith("# ") or ":" in line or "- " in line]
        settings = [line for line in keys if line.isascii() or line.lstrip().startswith(("keep", "add", "columns"))]
        (here / "cslint.yaml").write_text("\n".join(settings), encoding="utf-8")

        config = load_config(here)
        assert config.files[0].situation == "refund-refusal"
        assert config.terms_keep == ("티켓",)
        assert config.rules["drida-overuse"].level == "off"


class TestUsage:
    def test_version(self, run: Run) -> None:
        assert run("--version").stdout == f"cslint {__version__}\n"

    @pytest.mark.parametrize(
        "command", [(), ("check",), ("rule",), ("rules",), ("test",), ("words",), ("init",)], ids=" ".join
    )
    def test_help_is_korean(self, run: Run, command: tuple[str, ...]) -> None:
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith("사용법: cslint")
        for english in ("Usage", "Options", "Show", "Commands", "exit."):
            assert english not in result.stdout

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("chek",), "모르는 명령입니다: chek. 혹시 check인가요?"),
            (("zzz",), "모르는 명령입니다: zzz. 쓸 수 있는 것: baseline, cache, check,"),
            (("check", "--fromat", "json"), "모르는 옵션입니다: --fromat. 혹시 --format"),
            (("check", "--nosuch"), "모르는 옵션입니다: --nosuch. 혹시 --no-cache인가요?"),
            (("check", "--xyzzy"), "모르는 옵션입니다: --xyzzy.\n"),
            (
                ("check", "--format", "xml"),
                "--format에 쓸 수 없는 값입니다. text, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, html 가운데",
            ),
            (("check", "--output", "."), "--output에는 폴더가 아니라 파일을 주세요."),
            (("check", "--output"), "값이 빠졌습니다: --output."),
            (("check", "--statistics=1"), "값을 받지 않는 옵션입니다: --statistics."),
            (("rule",), "빠진 인자가 있습니다: 규칙."),
            (("words", "가", "나"), "인자가 너무 많습니다: 나."),
        ],
    )
    def test_a_wrong_command_line_is_explained_in_korean(self, run: Run, args: tuple[str, ...], said: str) -> None:
        result = run(*args)
        assert result.exit_code == 2
        assert result.stderr.startswith(said)
        assert "--help" in result.stderr

    def test_no_command_shows_the_help(self, run: Run) -> None:
        result = run()
        assert result.exit_code == 2
        assert "check" in result.stderr


class TestEnds:
    def test_a_bug_is_one_line_and_3(self, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")

        def broken(*_: object) -> None:
            raise ValueError("a\nb")

        monkeypatch.setattr(Runner, "run", broken)
        result = run("check")
        assert result.exit_code == 3
        assert result.stderr.count("\n") == 1
        assert "ValueError: a b" in result.stderr
        monkeypatch.setenv("CSLINT_DEBUG", "1")
        assert "Traceback" in run("check").stderr

    def test_an_interrupt_is_130(self, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (here / "a.txt").write_text(BAD, encoding="utf-8")

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Runner, "run", interrupted)
        assert run("check").exit_code == 130

    def test_a_closed_pipe_is_quiet(self, here: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "cslint", "rules", "--select", "all"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=here,
        ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            said = process.stderr.read()
            code = process.wait()
        assert (code, said) == (141, b"")

    @pytest.mark.parametrize("encoding", ["cp949", "ascii"])
    def test_a_narrow_console_loses_characters_not_the_report(self, here: Path, encoding: str) -> None:
        (here / "a.txt").write_text("🙏 " + BAD, encoding="utf-8")
        command = [sys.executable, "-m", "cslint", "check", "--select", "test-rule", "a.txt"]
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        result = subprocess.run(command, capture_output=True, cwd=here, env=environment, check=False)
        assert result.returncode == 1
        assert b"test-rule" in result.stdout
        machine = subprocess.run(
            [*command, "--format", "json"], capture_output=True, cwd=here, env=environment, check=False
        )
        assert json.loads(machine.stdout.decode("utf-8"))["findings"][0]["quote"] == "혼란을 드려"

    def test_help_and_version_load_no_engine(self) -> None:
        code = (
            "import sys; from cslint.cli import main\n"
            "try: main(['--version'])\n"
            "except SystemExit: pass\n"
            "print(sorted({'kiwipiepy', 'msgspec', 'yaml', 're2', 'pyromark', 'numpy'} & sys.modules.keys()))"
        )
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert result.stdout.splitlines()[-1] == "[]"
