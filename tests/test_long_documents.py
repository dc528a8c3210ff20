"""A document of any length reads as if it were judged at one go."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cslint import linter
from cslint.cache import Cache
from cslint.discovery import Configurations
from cslint.findings import FileReport, Level
from cslint.runner import Input, Runner

COPIED = "주문하신 상품은 결제하신 다음 날 오후 세 시까지 보내 드립니다."
ROWS = [
    f'{number},"{COPIED} 이용에 불편을 드려 죄송합니다. {number}번 상품이 불출되었습니다. 서울은 익일 도착합니다."'
    for number in range(1, 31)
]


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner(Configurations())
    yield made
    made.close()


def _report(runner: Runner, folder: Path, *rows: str, settings: str = "{}") -> FileReport:
    (folder / "cslint.yaml").write_text(settings, encoding="utf-8")
    path = folder / "모음.csv"
    path.write_text("\n".join(("번호,답변", *rows)), encoding="utf-8")
    (report,) = runner.run([Input(path)])
    return report


def test_windows_change_nothing(tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _report(runner, tmp_path, *ROWS)
    monkeypatch.setattr(linter, "_WINDOW", 4)
    assert _report(runner, tmp_path, *ROWS) == whole
    assert whole.replies == len(ROWS)
    assert sum(finding.rule == "duplicate-across-macros" for finding in whole.findings) == len(ROWS)
    assert len(whole.findings) == 4 * len(ROWS)


def test_a_reply_without_end_is_judged_in_time_that_grows_with_it(tmp_path: Path, runner: Runner) -> None:
    path = tmp_path / "한줄.txt"
    path.write_text("불편을 드려 죄송합니다 " * 40_000, encoding="utf-8")
    began = time.process_time()
    (report,) = runner.run([Input(path)])
    assert len(report.findings) + report.omitted >= 40_000
    assert time.process_time() - began < 15


def test_a_reply_of_very_many_findings_is_mended_in_time_that_grows_with_it(tmp_path: Path, runner: Runner) -> None:
    path = tmp_path / "긴답변.txt"
    path.write_text("\n".join(f"익일 {number}번 상품을 보냅니다." for number in range(6_000)), encoding="utf-8")
    began = time.process_time()
    (report,) = runner.run([Input(path)])
    assert sum(finding.rule == "sino-date-word" for finding in report.findings) + report.omitted >= 6_000
    assert time.process_time() - began < 40


def test_fixes_beside_very_many_silenced_places_take_time_that_grows_with_them(tmp_path: Path, runner: Runner) -> None:
    path = tmp_path / "모음.md"
    silenced = "<!-- cslint: off[sino-date-word] 사내 표기를 따릅니다. -->\n\n"
    path.write_text(
        silenced + "서울은 익일 도착합니다. 안내해 드리도록 하겠습니다.\n\n---\n\n" * 6_000, encoding="utf-8"
    )
    began = time.process_time()
    (report,) = runner.run([Input(path)])
    assert sum(finding.fix is not None for finding in report.findings) == 6_000
    assert time.process_time() - began < 15


def test_very_many_situation_comments_take_time_that_grows_with_them(tmp_path: Path, runner: Runner) -> None:
    path = tmp_path / "모음.json"
    entry = '{"//": "cslint: situation[환불 거절]", "답변": "포장을 뜯으신 상품은 환불되지 않습니다."}'
    path.write_text(f"[{', '.join([entry] * 5_000)}]", encoding="utf-8")
    began = time.process_time()
    (report,) = runner.run([Input(path)])
    told = {finding.situation.name for finding in report.findings if finding.situation}
    assert (report.replies, told) == (5_000, {"환불 거절"})
    assert time.process_time() - began < 20


def test_the_gravest_of_very_many_findings_stay(
    tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _report(runner, tmp_path, *ROWS)
    other = tmp_path / "bounded"
    other.mkdir()
    monkeypatch.setattr(linter, "_HELD", 2)
    bounded = _report(runner, other, *ROWS, settings="limits: {findings: 10}")
    assert len(bounded.findings) + bounded.omitted == len(whole.findings)
    assert 10 <= len(bounded.findings) <= 20
    assert min(one.level for one in bounded.findings) >= sorted(one.level for one in whole.findings)[-20]


def test_nothing_is_let_go_where_instructions_may_ask_for_it(
    tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linter, "_HELD", 2)
    path = tmp_path / "모음.md"
    lines = ["<!-- cslint: off[sino-date-word] 사내 표기를 따릅니다. -->", *(["서울은 익일 도착합니다.", ""] * 40)]
    path.write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "cslint.yaml").write_text("limits: {findings: 5}", encoding="utf-8")
    (report,) = runner.run([Input(path)])
    assert report.omitted == 0
    assert not [one for one in report.findings if one.rule == "sino-date-word" and one.level > Level.INFO]


def test_what_was_let_go_is_told_again_by_a_kept_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linter, "_HELD", 2)
    reports = []
    for _ in range(2):
        runner = Runner(Configurations(), cache=Cache(tmp_path / "kept"))
        reports.append(_report(runner, tmp_path, *ROWS, settings="limits: {findings: 10}"))
        runner.close()
    assert reports[0].omitted
    assert reports[1] == reports[0]
