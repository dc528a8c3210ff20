import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cslint.cache import Cache, Kind, contents, digest
from cslint.morphology.tokenizer import Asked, Noun, Token, Tokenizer
from cslint.offsets import SentenceSpan
from cslint.settings import fingerprint
from cslint.settings.config import Config


def tokens_of(tokenizer: Tokenizer, sentences: Sequence[Asked]) -> list[tuple[Token, ...]]:
    return [tokens for chunk in tokenizer.chunks(sentences) for tokens in chunk]


RULE = """\
summary: 시험 규칙
level: warning
why: 시험하려고 둔 규칙입니다.
match:
  - phrase: "혼란 {드리다|끼치다}"
message: "이렇게 쓰지 않습니다."
suggest: "다르게 써 주세요."
examples:
  - bad: "[[혼란을 드려]] 죄송합니다."
    good: 안내가 잘못되어 죄송합니다.
"""
ENGINE = (
    "kiwipiepy",
    "numpy",
    "re2",
    "yaml",
    "pyromark",
    "cslint.rules.rulebook",
    "cslint.morphology.analysis",
)
PROGRAM = f"""
import sys
from cslint.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print("LOADED", sorted({set(ENGINE)!r} & sys.modules.keys()), file=sys.stderr)
    sys.exit(end.code)
"""

Lint = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def manuals(tmp_path: Path) -> Path:
    folder = tmp_path / "manuals"
    (folder / "tone").mkdir(parents=True)
    (folder / "tone" / "test-rule.yaml").write_text(RULE, encoding="utf-8")
    (folder / "cslint.yaml").write_text(
        "rule-dirs: [tone]\nfiles: [{glob: 'x/**', situation: outage}]\n", encoding="utf-8"
    )
    (folder / "a.txt").write_text("혼란을 드려 죄송합니다.\n내일 오후에 다시 보내 드릴게요.\n", encoding="utf-8")
    (folder / "b.md").write_text("# 배송\n\n## 보낼 답변\n\n당일 유선으로 회신드리겠습니다.\n", encoding="utf-8")
    (folder / "c.csv").write_text("상황,답변\n장애,빠른 시일 내에 처리하겠습니다.\n", encoding="cp949")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    return folder


@pytest.fixture
def lint(manuals: Path, tmp_path: Path) -> Lint:
    def run(*args: str, cache: Path = tmp_path / "cache", code: int = 2) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "CSLINT_CACHE_DIR": str(cache)}
        command = [sys.executable, "-c", PROGRAM, "check", "--format", "json", *args]
        result = subprocess.run(
            command, cwd=manuals, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert result.returncode == code, result.stderr
        return result

    return run


def loaded(result: subprocess.CompletedProcess[str]) -> set[str]:
    line = next(line for line in result.stderr.splitlines() if line.startswith("LOADED"))
    return {name for name in ENGINE if f"'{name}'" in line}


def of_rule(result: subprocess.CompletedProcess[str], rule: str) -> list[dict[str, object]]:
    return [finding for finding in json.loads(result.stdout)["findings"] if finding["rule"] == rule]


class TestRuns:
    def test_a_warm_run_says_the_same_and_loads_no_engine(self, lint: Lint, manuals: Path) -> None:
        (manuals / "broken.json").unlink()
        bare, cold, warm = lint("--no-cache", code=1), lint(code=1), lint(code=1)
        assert bare.stdout == cold.stdout == warm.stdout
        assert of_rule(warm, "test-rule")
        assert "cslint.morphology.analysis" in loaded(cold)
        assert loaded(warm) == set()

    def test_what_fails_a_run_changes_no_result(self, lint: Lint, manuals: Path) -> None:
        (manuals / "broken.json").unlink()
        first = lint("--select", "test-rule", code=1)
        with (manuals / "cslint.yaml").open("a", encoding="utf-8") as config:
            config.write("fail-level: error\n")
        again = lint("--select", "test-rule", code=0)
        assert again.stdout == first.stdout
        assert not {"cslint.rules.rulebook", "cslint.morphology.analysis"} & loaded(again)

    def test_spreadsheets_and_text_reports_too(self, lint: Lint, manuals: Path, tmp_path: Path) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for row in (["상황", "답변"], ["장애", "혼란을 드려 죄송합니다.\n곧 회신드리겠습니다."]):
            book.active.append(row)
        book.save(manuals / "d.xlsx")
        for form in ("json", "text"):
            first, again = lint("--format", form, "d.xlsx", code=1), lint("--format", form, "d.xlsx", code=1)
            assert first.stdout == again.stdout
            assert "Sheet!B2" in first.stdout
        assert not loaded(again)
        assert contents(tmp_path / "cache").entries[Kind.RESULT] == 1

    def test_a_file_that_cannot_be_read_is_reported_every_time(self, lint: Lint) -> None:
        first, again = lint(), lint()
        assert first.stdout == again.stdout
        assert "broken.json" in again.stderr

    def test_a_changed_file_costs_only_its_new_sentences(self, lint: Lint, manuals: Path, tmp_path: Path) -> None:
        def sentences() -> int:
            return contents(tmp_path / "cache").entries[Kind.SENTENCE]

        lint("a.txt", code=1)
        read = sentences()
        # The same sentences in another order: the rules must look again, Kiwi need not.
        (manuals / "a.txt").write_text("내일 오후에 다시 보내 드릴게요.\n혼란을 드려 죄송합니다.\n", encoding="utf-8")
        moved = lint("a.txt", code=1)
        assert [finding["start"]["line"] for finding in of_rule(moved, "test-rule")] == [2]  # type: ignore[index]
        assert "cslint.morphology.analysis" in loaded(moved)
        assert sentences() == read
        (manuals / "a.txt").write_text("전에 없던 문장으로 혼란을 끼쳤습니다.\n", encoding="utf-8")
        assert of_rule(lint("a.txt", code=1), "test-rule")
        assert sentences() > read

    def test_what_is_kept_of_a_sentence_is_used(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        cache = Cache(tmp_path / "own")
        nouns = [Noun(SentenceSpan(0, 5), "서울", "NNP")]
        sentences = [("모르던 문장입니다.", ()), ("#{이름}님, 반갑습니다.", nouns), ("#{이름}님, 반갑습니다.", ())]
        tokens = tokens_of(Tokenizer((), cache), sentences)
        assert tokens[1] != tokens[2]
        assert tokens == tokens_of(Tokenizer(()), sentences)
        cache.close()
        monkeypatch.setattr("cslint.morphology.tokenizer.tokenized", None)
        assert tokens_of(Tokenizer((), Cache(tmp_path / "own")), sentences) == tokens

    @pytest.mark.parametrize(
        ("name", "before", "after"),
        [
            ("tone/test-rule.yaml", "이렇게 쓰지 않습니다.", "달리 쓰는 말입니다."),
            ("cslint.yaml", "rule-dirs", "rules: {test-rule: error}\nrule-dirs"),
        ],
    )
    def test_a_changed_rule_or_setting_is_obeyed(
        self, lint: Lint, manuals: Path, name: str, before: str, after: str
    ) -> None:
        first = of_rule(lint("a.txt", code=1), "test-rule")
        path = manuals / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        then = of_rule(lint("a.txt", code=1), "test-rule")
        assert len(first) == len(then) == 1
        assert first != then

    def test_options_of_the_run_are_obeyed(self, lint: Lint) -> None:
        assert of_rule(lint("a.txt", code=1), "test-rule")
        assert not of_rule(lint("a.txt", "--ignore", "test-rule,structure", code=1), "test-rule")
        told = lint("a.txt", "--situation", "outage", code=1)
        assert of_rule(told, "test-rule")[0]["situation"] == {"id": "outage", "source": "path"}

    def test_a_broken_configuration_is_never_hidden_by_the_cache(self, lint: Lint, manuals: Path) -> None:
        lint("a.txt", code=1)
        config = manuals / "cslint.yaml"
        whole = config.read_text(encoding="utf-8")
        config.write_text(whole.replace("outage", "outrage"), encoding="utf-8")
        assert "cslint.yaml:2:" in lint("a.txt", code=2).stderr
        config.write_text(whole, encoding="utf-8")
        (manuals / "tone").rename(manuals / "elsewhere")
        assert "cslint.yaml:1:" in lint("a.txt", code=2).stderr

    def test_a_rule_of_ones_own_with_failing_examples_stays_refused(self, lint: Lint, manuals: Path) -> None:
        rule = manuals / "tone" / "test-rule.yaml"
        rule.write_text(RULE.replace("good: 안내가", "good: 혼란을 드려"), encoding="utf-8")
        assert "test-rule" in lint("a.txt", code=2).stderr
        assert "test-rule" in lint("a.txt", code=2).stderr

    def test_another_version_of_kiwi_or_cslint_starts_anew(
        self, manuals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def prints() -> tuple[bytes, bytes]:
            fingerprint.of_program.cache_clear()
            fingerprint.of_engine.cache_clear()
            return fingerprint.of_engine(), fingerprint.of_run(Config(manuals), None)

        engine, run = prints()
        monkeypatch.setattr(fingerprint, "__version__", "9.9.9")
        assert prints()[0] == engine
        assert prints()[1] != run
        monkeypatch.setattr(fingerprint, "__version__", "0.1.0")
        fake = tmp_path / "site" / "kiwipiepy-9.9.9.dist-info"
        fake.mkdir(parents=True)
        monkeypatch.setattr(sys, "path", [str(fake.parent), *sys.path])
        assert prints()[0] != engine
        assert prints()[1] != run
        run = prints()[1]
        for reader in ("lxml", "python_docx", "openpyxl"):
            (fake.parent / f"{reader}-9.9.9.dist-info").mkdir()
            assert prints()[1] != run
            run = prints()[1]
        monkeypatch.undo()
        prints()


class TestDegrading:
    @pytest.mark.parametrize("damage", ["noise", "foreign", "truncated", "flipped"])
    def test_a_damaged_file_costs_one_line_at_most(self, lint: Lint, tmp_path: Path, damage: str) -> None:
        good = lint()
        path = tmp_path / "cache" / "cache-1.sqlite3"
        data = bytearray(path.read_bytes())
        if damage == "noise":
            path.write_bytes(bytes(range(256)) * 64)
        elif damage == "truncated":
            path.write_bytes(data[: len(data) // 3])
        elif damage == "flipped":
            for at in range(5000, len(data), 701):
                data[at] ^= 0xFF
            path.write_bytes(data)
        else:
            path.unlink()
            with sqlite3.connect(path) as other:
                other.execute("CREATE TABLE theirs (x)")
            other.close()
        damaged = lint()
        assert damaged.stdout == good.stdout
        assert damaged.stderr.count("cslint cache clear") <= 1
        if damage == "foreign":
            assert damaged.stderr.count("cslint cache clear") == 1
            with sqlite3.connect(path) as other:
                assert other.execute("SELECT count(*) FROM theirs").fetchone() == (0,)
            other.close()

    def test_a_folder_that_cannot_be_used_costs_one_line(self, lint: Lint, tmp_path: Path) -> None:
        good = lint("--no-cache")
        (tmp_path / "file").write_text("", encoding="utf-8")
        result = lint(cache=tmp_path / "file" / "below")
        assert result.stdout == good.stdout
        assert result.stderr.count("--no-cache") == 1
        assert "--no-cache" not in good.stderr

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is writable here")
    def test_a_read_only_folder_costs_one_line(self, lint: Lint, tmp_path: Path) -> None:
        folder = tmp_path / "locked"
        folder.mkdir(mode=0o500)
        assert lint(cache=folder).stderr.count("--no-cache") == 1

    def test_a_value_of_another_shape_is_not_trusted(self, lint: Lint, tmp_path: Path) -> None:
        good = lint()
        cache = Cache(tmp_path / "cache")
        keys = [
            bytes(row[0])
            for row in sqlite3.connect(tmp_path / "cache" / "cache-1.sqlite3").execute("SELECT key FROM kept")
        ]
        for key in keys:
            cache.put(Kind.RESULT, key, {"findings": [1, None, "x"]})
        cache.close()
        assert lint().stdout == good.stdout

    def test_several_processes_at_once(self, manuals: Path, tmp_path: Path) -> None:
        environment = {**os.environ, "CSLINT_CACHE_DIR": str(tmp_path / "cache")}
        command = [sys.executable, "-m", "cslint", "check", "--format", "json", "a.txt", "b.md", "c.csv"]
        running = [
            subprocess.Popen(command, cwd=manuals, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(3)
        ]
        ended = [process.communicate() for process in running]
        assert len({out for out, _ in ended}) == 1
        assert [err for _, err in ended] == [b"", b"", b""]
        assert [process.returncode for process in running] == [1, 1, 1]
        assert contents(tmp_path / "cache").entries[Kind.RESULT] == 3


class TestCache:
    def test_what_is_put_is_found_by_another(self, tmp_path: Path) -> None:
        first, second = Cache(tmp_path), Cache(tmp_path)
        first.put(Kind.SENTENCE, digest("a"), ["가", 1, None])
        assert second.get([digest("a")]) == {}
        first.flush()
        assert second.get([digest("a"), digest("b")]) == {digest("a"): ["가", 1, None]}
        first.close()
        second.close()

    def test_keys_tell_parts_apart(self) -> None:
        assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4

    def test_what_json_cannot_hold_is_not_kept(self, tmp_path: Path) -> None:
        cache = Cache(tmp_path)
        cache.put(Kind.SENTENCE, digest("a"), {1, 2})
        cache.flush()
        assert cache.get([digest("a")]) == {}
        assert cache.problem is None

    def test_the_file_stays_small_and_keeps_what_was_used_last(self, tmp_path: Path) -> None:
        cache = Cache(tmp_path, largest=300_000)
        for at in range(60):
            cache.put(Kind.SENTENCE, digest(str(at)), "가" * 10_000)
            cache.flush()
        cache.close()
        held = contents(tmp_path)
        assert 0 < held.entries[Kind.SENTENCE] < 30
        assert (tmp_path / "cache-1.sqlite3").stat().st_size < 700_000
