"""Copies of the process do what the process alone would do, in its order."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from cslint import crew
from cslint.crew import Crew
from cslint.discovery import Configurations
from cslint.findings import FileReport
from cslint.linters import Choice, Linters
from cslint.morphology import engine
from cslint.runner import Input, Runner
from cslint.settings.config import Config
from tests.benchmarks.replies import write_manuals

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


@pytest.fixture
def made() -> Iterator[list[Crew[int, int]]]:
    crews: list[Crew[int, int]] = []
    yield crews
    for each in crews:
        each.close()


def test_every_item_is_answered_in_order_and_the_weight_is_shared(made: list[Crew[int, int]]) -> None:
    home = os.getpid()

    def by_whom(numbers: Sequence[int]) -> list[int]:
        return [os.getpid()] * len(numbers)

    made += [Crew(2, lambda _number: doubled), Crew(2, lambda _number: by_whom)]
    for count in (0, 1, 2, 50):
        assert made[0].share(range(count), int, doubled) == doubled(range(count))
    heavy, *light = made[1].share([100, *[1] * 30], int, by_whom)
    assert heavy == home
    assert home not in light
    assert len(set(light)) == 2


def _ended(_numbers: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _broken(_numbers: Sequence[int]) -> list[int]:
    raise RuntimeError


@pytest.mark.parametrize("fate", [_ended, _broken])
def test_what_a_lost_copy_was_to_do_is_done_here(
    fate: Callable[[Sequence[int]], list[int]], made: list[Crew[int, int]]
) -> None:
    made.append(Crew(2, lambda number: fate if number else doubled))
    for _ in range(2):
        assert made[0].share(range(9), lambda _item: 1, doubled) == doubled(range(9))


def test_processors_are_those_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {3}, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert (crew.processors(), crew.room()) == (1, 0)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert (crew.processors(), crew.room()) == (64, 0)


def test_with_one_processor_kiwi_gets_no_process_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0}, raising=False)
    monkeypatch.setattr(engine, "Engine", lambda _spare: pytest.fail("a process was started"))
    linters = Linters(Choice(), None)
    assert linters.rulebook(Config(tmp_path)).rules


def test_a_crew_with_no_room_works_alone(made: list[Crew[int, int]]) -> None:
    made.append(Crew(0, lambda _number: _broken))
    assert made[0].share([3, 1], int, doubled) == [6, 2]


def _reports(folder: Path) -> list[FileReport]:
    runner = Runner(Configurations())
    try:
        return list(runner.run([Input(path) for path in sorted(folder.iterdir())]))
    finally:
        runner.close()


def test_many_files_read_alike_by_one_process_and_by_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "manuals"
    write_manuals(folder, 44, seed=7)
    (folder / "00003.md").write_bytes(b"\xff\xfe\x00broken\x80")
    (folder / "00004.json").write_text("{", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(crew, "room", lambda: 2)
    shared = _reports(folder)
    monkeypatch.setattr(crew, "room", lambda: 0)
    assert shared == _reports(folder)
    assert sum(len(report.findings) for report in shared) > 20
    assert any(report.error for report in shared)
