import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from adoption import BAD, DAY, GOOD, check, cslint, found, make_rules

from cslint.baseline import Baseline, Counted, read_baseline, write_baseline
from cslint.document import ReadOptions
from cslint.errors import CslintError
from cslint.findings import FileReport, Finding, Level
from cslint.formats import parser
from cslint.source import Source, SourceSpan

TWO = "[배송 지연]\n첫 줄입니다. 곧 보내 드립니다.\n\n[환불]\n곧 돌려드립니다. 곧 끝납니다.\n"


def report(path: str, text: str, words: Sequence[str] = ("곧",)) -> FileReport:
    """A report with a finding at each of `words`, named by the word's rule."""
    source = Source(path, text)
    findings = sorted(
        (
            Finding(SourceSpan(at, at + len(word)), f"rule-{word}", "vagueness", Level.WARNING, "왜", word)
            for word in words
            for at in range(len(text))
            if text.startswith(word, at)
        ),
        key=lambda finding: finding.span,
    )
    return FileReport(path, "text", source, tuple(findings), document=parser("text")(source, ReadOptions()))


def quotes(report: FileReport) -> list[int]:
    return [finding.span.start for finding in report.findings]


class TestCounts:
    def test_by_rule_and_reply(self, tmp_path: Path) -> None:
        made = Baseline.of([report(str(tmp_path / "가" / "a.txt"), TWO, ("곧", "첫"))], tmp_path)
        assert made.counts == {
            Counted("가/a.txt", "배송 지연", "rule-곧"): 1,
            Counted("가/a.txt", "배송 지연", "rule-첫"): 1,
            Counted("가/a.txt", "환불", "rule-곧"): 2,
        }

    def test_a_reply_without_a_title_is_named_by_its_first_words(self, tmp_path: Path) -> None:
        text = "곧 보내 드립니다. " + "그리고 아주 긴 문장이 이어집니다. " * 4
        ((place, count),) = Baseline.of([report(str(tmp_path / "a.txt"), text)], tmp_path).counts.items()
        assert count == 1
        assert text.startswith(place.reply.removesuffix("…"))
        assert len(place.reply) <= 41

    def test_what_is_known_is_left_out_wherever_it_moved(self, tmp_path: Path) -> None:
        path = str(tmp_path / "a.txt")
        known = Baseline.of([report(path, TWO)], tmp_path)
        assert quotes(known.unknown(report(path, TWO))) == []
        first, second = TWO.split("\n\n")
        moved = f"[새 답변]\n내일 갑니다.\n\n{second}\n\n{first}\n"
        assert quotes(known.unknown(report(path, moved))) == []

    def test_one_more_of_a_rule_tells_all_of_them_in_that_reply_only(self, tmp_path: Path) -> None:
        path = str(tmp_path / "a.txt")
        known = Baseline.of([report(path, TWO)], tmp_path)
        worse = TWO.replace("첫 줄입니다. 곧", "곧 첫 줄입니다. 곧")
        assert [worse[at : at + 3] for at in quotes(known.unknown(report(path, worse)))] == ["곧 첫", "곧 보"]

    def test_another_rule_or_file_is_not_known(self, tmp_path: Path) -> None:
        known = Baseline.of([report(str(tmp_path / "a.txt"), TWO)], tmp_path)
        assert len(known.unknown(report(str(tmp_path / "a.txt"), TWO, ("첫",))).findings) == 1
        assert len(known.unknown(report(str(tmp_path / "b.txt"), TWO)).findings) == 3

    def test_paths_are_the_same_from_anywhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "가").mkdir()
        monkeypatch.chdir(tmp_path)
        here = Baseline.of([report("가/a.txt", TWO)], Path())
        monkeypatch.chdir(tmp_path / "가")
        assert Baseline.of([report("a.txt", TWO)], Path("..")).counts == here.counts


class TestPruning:
    def test_counts_sink_and_nothing_is_added(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("", encoding="utf-8")
        known = Baseline.of([report(str(path), TWO)], tmp_path)
        better = (
            TWO.replace("곧 끝납니다", "내일 끝납니다").replace("곧 보내", "오늘 보내") + "\n[새 답변]\n곧 갑니다.\n"
        )
        now = [report(str(path), better)]
        assert known.stale(now) == 2
        assert known.pruned(now).counts == {Counted("a.txt", "환불", "rule-곧"): 1}
        assert known.pruned(now).stale(now) == 0

    def test_files_not_looked_at_stay_unless_gone(self, tmp_path: Path) -> None:
        kept, gone = tmp_path / "a.txt", tmp_path / "b.txt"
        kept.write_text(TWO, encoding="utf-8")
        known = Baseline.of([report(str(kept), TWO), report(str(gone), TWO)], tmp_path)
        assert {place.path for place in known.pruned([]).counts} == {"a.txt"}
        unread = FileReport(str(kept), "text", None, error="읽을 권한이 없습니다.")
        assert {place.path for place in known.pruned([unread]).counts} == {"a.txt"}


class TestFile:
    def test_reads_what_it_writes_sorted(self, tmp_path: Path) -> None:
        counts = {Counted("나.md", "", "b"): 2, Counted("가.md", "환불", "z"): 1, Counted("가.md", "환불", "a"): 3}
        file = tmp_path / "base.json"
        write_baseline(Baseline(tmp_path, counts), file)
        assert read_baseline(file) == Baseline(tmp_path, counts)
        assert json.loads(file.read_text(encoding="utf-8")) == {
            "version": 1,
            "findings": {"가.md": {"환불": {"a": 3, "z": 1}}, "나.md": {"": {"b": 2}}},
        }
        assert file.read_text(encoding="utf-8").index('"a": 3') < file.read_text(encoding="utf-8").index('"z": 1')

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[]",
            "{",
            '{"version": 2, "findings": {}}',
            '{"version": 1, "findings": {"a": 3}}',
            '{"findings": {}}',
            "\xff",
        ],
    )
    def test_another_shape_is_told(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "base.json"
        file.write_bytes(text.encode("latin-1"))
        with pytest.raises(CslintError, match=r"base\.json: 기준 파일의 내용을 읽을 수 없습니다"):
            read_baseline(file)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make_rules(tmp_path)
    (tmp_path / "a.txt").write_text(f"[지연]\n{BAD}\n\n[도착]\n{GOOD}\n", encoding="utf-8")
    return tmp_path


def test_from_the_command_line(here: Path) -> None:
    made = cslint("baseline", "create", "--select", "mixed-up,sino-day")
    assert (made.exit_code, made.stdout) == (0, "지적 1건을 cslint-baseline.json에 적었습니다.\n")
    file = here / "cslint-baseline.json"
    assert json.loads(file.read_text(encoding="utf-8"))["findings"] == {"a.txt": {"지연": {"mixed-up": 1}}}

    # The baseline itself is no manual, and what it knows is quiet.
    quiet = check("--baseline", "cslint-baseline.json")
    assert (quiet.exit_code, found(quiet)) == (0, [])
    assert "파일 1개" in quiet.stdout
    assert quiet.stderr == ""

    (here / "a.txt").write_text(f"새 줄\n\n[지연]\n{BAD}\n\n[도착]\n{DAY}\n", encoding="utf-8")
    told = check("--baseline", "cslint-baseline.json")
    assert (told.exit_code, found(told)) == (1, ["a.txt:7 sino-day"])

    refused = cslint("baseline", "create")
    assert refused.exit_code == 2
    assert "기준 파일이 이미 있습니다" in refused.stderr

    (here / "a.txt").write_text(f"[지연]\n{GOOD}\n", encoding="utf-8")
    stale = cslint("check", "--baseline", "cslint-baseline.json", "--exit-zero")
    assert "기준 파일의 지적 1건은 이제 없습니다." in stale.stderr
    # A run that looks for a part of the rules cannot say what is gone.
    assert check("--baseline", "cslint-baseline.json").stderr == ""
    assert cslint("baseline", "prune").stdout == "기준 파일에서 지적 1건을 지웠습니다.\n"
    assert json.loads(file.read_text(encoding="utf-8"))["findings"] == {}
    assert cslint("baseline", "prune").stdout == "지울 것이 없습니다.\n"


@pytest.mark.usefixtures("here")
def test_a_missing_baseline_is_an_error_before_anything_runs() -> None:
    result = check("--baseline", "none.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("none.json: 기준 파일이 없습니다.")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("other", ["--fix", "--diff"])
def test_fixing_and_a_baseline_do_not_go_together(other: str) -> None:
    result = check("--baseline", "none.json", other)
    assert result.exit_code == 2
    assert f"{other}, --baseline 옵션은 함께 쓸 수 없습니다." in result.stderr


def test_a_report_that_was_written_here_is_no_manual(here: Path) -> None:
    for name in ("cslint.html", "낱말.json"):
        for _ in range(2):
            written = check("--format", "html" if name.endswith("html") else "json", "--output", name)
            assert "파일 1개" in written.stderr
        (here / name).unlink()
