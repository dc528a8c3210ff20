"""How the program ends and what it says, seen from outside: interrupts, closed pipes, and consoles that know no Hangul."""

import json
import os
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

PYTHON = sys.executable
BAD = "혼란을 드려 죄송합니다.\n"
FIXED = "금일 도착합니다.\n"
RULE = """\
summary: 시험 규칙
level: warning
why: 시험하려고 둔 규칙입니다.
message: "{{찾은 말}} 대신 다른 말을 씁니다."
match:
  - phrase: "혼란 {드리다|끼치다}"
examples:
  - bad: "[[혼란을 드려]] 죄송합니다."
    good: 안내가 잘못되어 죄송합니다.
"""
TERM = """\
summary: 시험 규칙
level: warning
why: 시험하려고 둔 규칙입니다.
message: "오늘이라고 씁니다."
match:
  - phrase: "금일"
fix: {put: 오늘}
examples:
  - bad: "[[금일]] 도착합니다."
    fixed: 오늘 도착합니다.
"""
# Stops where a module is first imported, in this process or the one for Kiwi, and says so.
PAUSING = """
import sys, time

class Pause:
    def find_spec(self, name, path=None, target=None):
        if name == WHERE:
            print("paused", file=sys.stderr, flush=True)
            time.sleep(30)

sys.meta_path.insert(0, Pause())
sys.argv = ["cslint", *sys.argv[1:]]
from cslint.__main__ import run
run()
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "말투").mkdir()
    (tmp_path / "말투" / "test-rule.yaml").write_text(RULE.replace("{{찾은 말}}", "이 말"), encoding="utf-8")
    (tmp_path / "cslint.yaml").write_text("rule-dirs: [말투]\n", encoding="utf-8")
    return tmp_path


def start(*arguments: str, pause: str | None = None) -> subprocess.Popen[bytes]:
    """Start `cslint` in a process group of its own; with `pause`, return when it stands still before that module."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            # Tests that run in the background (`nohup`) ignore these, and so would what they start.
            signal.signal(number, usual)
    command = [PYTHON, "-m", "cslint"] if pause is None else [PYTHON, "-c", PAUSING.replace("WHERE", repr(pause))]
    process = subprocess.Popen(
        [*command, *arguments], bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    if pause is not None:
        assert process.stderr
        assert process.stderr.readline() == b"paused\n"
    return process


def ends(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """Return the exit code and what was still said, within two seconds; nothing of the group may be left then."""
    began = time.monotonic()
    said, told = process.communicate(timeout=20)
    assert time.monotonic() - began < 2
    assert living(process.pid) == []
    return process.returncode, said, told


def living(group: int) -> list[str]:
    """Return the processes of a group that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, fields = status.read_text(encoding="utf-8", errors="replace").rpartition(") ")
        except OSError:
            continue
        state, _, owner = fields.split()[:3]
        if int(owner) == group and state not in "ZX":
            found.append(name)
    return found


def wait_for(said: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not said():
        assert time.monotonic() < end
        time.sleep(0.02)


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")


@needs_proc
class TestInterrupt:
    """Ctrl-C goes to the whole process group, `kill` to one process."""

    @pytest.mark.parametrize("whole_group", [True, False], ids=["ctrl-c", "kill"])
    @pytest.mark.parametrize(
        "where",
        ["click", "cslint.discovery", "cslint.formats.markdown", "cslint.rules.rulebook", "cslint.output.json"],
        ids=["starting", "looking for files", "reading", "compiling rules while Kiwi loads", "about to write"],
    )
    def test_ends_quickly_quietly_and_with_130(self, here: Path, where: str, *, whole_group: bool) -> None:
        # What is known from an earlier run needs no rules.
        (here / "a.md").write_text(BAD + where * (where == "cslint.rules.rulebook"), encoding="utf-8")
        (here / "out.json").write_text("old", encoding="utf-8")
        process = start("check", "--format", "json", "--output", "out.json", "a.md", pause=where)
        (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
        code, said, told = ends(process)
        assert (code, said, told.strip()) == (130, b"", b"")
        assert (here / "out.json").read_text(encoding="utf-8") == "old"
        assert sorted(path.name for path in here.iterdir()) == ["a.md", "cslint.yaml", "out.json", "말투"]

    def test_while_sentences_are_read(self, here: Path) -> None:
        lines = (f"고객님, 주문 {at}번은 내일 도착합니다. 기다려 주셔서 감사합니다.\n\n" for at in range(20_000))
        (here / "a.md").write_text("".join(lines), encoding="utf-8")
        process = start("check", "--no-cache", "--format", "json", "a.md")
        wait_for(lambda: len(living(process.pid)) > (os.cpu_count() or 1) // 2)
        time.sleep(3)
        os.killpg(process.pid, signal.SIGINT)
        code, said, told = ends(process)
        assert (code, said, told.strip()) == (130, b"", b"")

    def test_a_report_is_written_whole_or_not_at_all(self, here: Path) -> None:
        (here / "a.md").write_text(BAD * 2_000, encoding="utf-8")
        process = start("check", "--select", "test-rule", "--format", "json", "a.md")
        assert process.stdout
        first = process.stdout.read(1)  # the pipe is full: the rest waits for us
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        code, rest, told = ends(process)
        assert (code, told.strip()) == (130, b"")
        assert len(json.loads(first + rest)["findings"]) == 2_000

        process = start("check", "--select", "test-rule", "--format", "json", "a.md")
        assert process.stdout
        process.stdout.read(1)
        process.send_signal(signal.SIGINT)  # nobody reads on
        assert process.wait(timeout=2) == 130
        process.communicate()

    @pytest.mark.parametrize("where", ["cslint.rules.rulebook", "cslint.output.json"])
    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
    def test_other_endings_leave_no_process_behind(self, here: Path, name: str, where: str) -> None:
        (here / "a.md").write_text(BAD + where * (where == "cslint.rules.rulebook"), encoding="utf-8")
        process = start("check", "--format", "json", "a.md", pause=where)
        number = getattr(signal, name)
        process.send_signal(number)
        assert ends(process) == (128 + number, b"", b"")


FIX_STOPPING = """
import os, sys, time

def stop(*_, **__):
    print("stopped", flush=True)
    time.sleep(30)

setattr(os, sys.argv.pop(1), stop)
from cslint.__main__ import run
run()
"""


class TestWriting:
    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
    def test_a_fix_that_is_ended_in_the_middle_leaves_the_file(self, here: Path, number: signal.Signals) -> None:
        (here / "말투" / "test-term.yaml").write_text(TERM, encoding="utf-8")
        (here / "a.md").write_bytes(FIXED.encode("cp949"))
        command = [PYTHON, "-c", FIX_STOPPING, "fsync", "check", "--select", "test-term", "--fix", "a.md"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stdout.readline() == b"stopped\n"
            process.send_signal(number)
            _, told = process.communicate()
        assert (here / "a.md").read_bytes() == FIXED.encode("cp949")
        assert b"Traceback" not in told
        left = [path.name for path in here.iterdir() if path.suffix == ".tmp"]
        assert len(left) == (1 if number == signal.SIGKILL else 0)

    def test_a_full_disk_is_one_line(self, here: Path) -> None:
        if not Path("/dev/full").exists():
            pytest.skip("no /dev/full here")
        with Path("/dev/full").open("wb") as full:
            ran = subprocess.run(
                [PYTHON, "-m", "cslint", "rules"], stdout=full, stderr=subprocess.PIPE, cwd=here, check=False
            )
        line = "표준 출력: 결과를 쓰지 못했습니다. 남은 공간이 없습니다. 공간을 마련한 뒤 다시 해 주세요.\n"
        assert (ran.returncode, ran.stderr.decode()) == (2, line)

    @pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("<&-", 2)])
    def test_closed_streams(self, here: Path, closed: str, code: int) -> None:
        (here / "a.md").write_text("가나다\n", encoding="utf-8")
        path = "-" if closed == "<&-" else "a.md"
        command = f"'{PYTHON}' -m cslint check --select test-rule {path} {closed}"
        ran = subprocess.run(["sh", "-c", command], capture_output=True, cwd=here, check=False)
        assert ran.returncode == code
        assert ran.stderr.decode() == (
            "" if code == 0 else "표준 입력이 닫혀 있습니다. 살펴볼 글을 표준 입력으로 보내 주세요.\n"
        )


# Locales and consoles that know no Hangul; file names are Korean on all of them.
NARROW = {
    "C": {"LC_ALL": "C"},
    "C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii console": {"PYTHONIOENCODING": "ascii"},
    "latin-1 console": {"PYTHONIOENCODING": "latin-1"},
    "ascii everywhere": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
}


def speaking(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    left_out = ("LC_", "LANG", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONCOERCECLOCALE")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return subprocess.run(
        [PYTHON, "-m", "cslint", *arguments], capture_output=True, env={**plain, **environment}, check=False
    )


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("environment", NARROW.values(), ids=NARROW)
class TestNarrowConsole:
    def test_machine_formats_are_utf_8(self, environment: dict[str, str]) -> None:
        Path("환불 안내").mkdir()
        Path("환불 안내", "거절.md").write_text(BAD, encoding="utf-8")
        ran = speaking(environment, "check", "--select", "test-rule", "--format", "json", "환불 안내")
        assert (ran.returncode, ran.stderr) == (1, b"")
        found = json.loads(ran.stdout.decode("utf-8"))["findings"]
        assert [(each["path"], each["quote"]) for each in found] == [("환불 안내/거절.md", "혼란을 드려")]

    def test_people_get_at_least_the_places(self, environment: dict[str, str]) -> None:
        Path("a.md").write_text(BAD, encoding="utf-8")
        ran = speaking(environment, "check", "--select", "test-rule", "a.md", "없는 파일.md")
        assert ran.returncode == 2
        assert ran.stdout.startswith(b"a.md:1:1  ")
        assert b"test-rule" in ran.stdout


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["C without UTF-8", "ascii console"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--help",), 0),
        (("check", "--help"), 0),
        (("chek",), 2),
        (("rules",), 0),
        (("rules", "--format", "json"), 0),
        (("rule", "test-rule"), 0),
        (("words", "불편을 드려 죄송합니다. 🙏"), 0),
        (("formats",), 0),
        (("init",), 2),
        (("check", "--select", "test-term", "--diff", "환불.md"), 1),
        (("check", "--select", "test-term", "--fix", "환불.md"), 0),
        (("baseline", "create", "--select", "test-term", "환불.md"), 0),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else None,
)
def test_every_command_works_on_a_narrow_console(here: Path, name: str, arguments: tuple[str, ...], code: int) -> None:
    (here / "말투" / "test-term.yaml").write_text(TERM, encoding="utf-8")
    (here / "환불.md").write_text(FIXED, encoding="utf-8")
    ran = speaking(NARROW[name], *arguments)
    assert ran.returncode == code, ran.stderr
    assert b"Error" not in ran.stderr
    assert ran.stdout + ran.stderr
    if "--diff" in arguments:
        assert "-금일 도착합니다.\n+오늘 도착합니다.\n" in ran.stdout.decode("utf-8")
    if "--fix" in arguments:
        assert (here / "환불.md").read_text(encoding="utf-8") == "오늘 도착합니다.\n"
    if "baseline" in arguments:
        known = json.loads((here / "cslint-baseline.json").read_text(encoding="utf-8"))
        assert [unicodedata.normalize("NFC", path) for path in known["findings"]] == ["환불.md"]
