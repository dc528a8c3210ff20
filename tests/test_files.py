import errno
import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import cslint
from cslint.files import NotAFileError, create_file, path_from, read_file, write_file

OLD, NEW = b"old\n" * 50_000, b"new and longer\n" * 50_000

# Writes a file, and stops for ever where the first argument says; what is killed there must have lost nothing.
STOPPING = """
import os, sys, time
from pathlib import Path
from cslint.files import write_file

def stop():
    print("stopped", flush=True)
    time.sleep(60)


where, path = sys.argv[1], Path(sys.argv[2])
if where in ("fsync", "replace", "chmod"):
    setattr(os, where, lambda *_, **__: stop())
elif where == "replaced":
    replace = os.replace
    os.replace = lambda *paths: (replace(*paths), stop())
elif where == "opened":
    opened = os.open
    os.open = lambda *given: (opened(*given), stop())
write_file(path, sys.stdin.buffer.read())
"""


@pytest.mark.parametrize("where", ["opened", "fsync", "chmod", "replace", "replaced"])
def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new(tmp_path: Path, where: str) -> None:
    path = tmp_path / "환불.md"
    path.write_bytes(OLD)
    with subprocess.Popen(
        [sys.executable, "-c", STOPPING, where, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdin
        assert writer.stdout
        writer.stdin.write(NEW)
        writer.stdin.close()
        assert writer.stdout.readline() == b"stopped\n"
        writer.kill()
    assert path.read_bytes() == (NEW if where == "replaced" else OLD)
    # What is left beside it is hidden, and no manual.
    assert all(re.fullmatch(r"\.cslint-\w+\.tmp", each.name) for each in tmp_path.iterdir() if each != path)
    write_file(path, NEW)
    assert path.read_bytes() == NEW


def test_a_writer_that_is_killed_anywhere_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    code = (
        "import sys; from pathlib import Path; from cslint.files import write_file\n"
        f"old, new = {OLD[:4]!r} * 50_000, {NEW[:15]!r} * 50_000\n"
        "print('ready', flush=True)\n"
        "while True:\n  write_file(Path(sys.argv[1]), new); write_file(Path(sys.argv[1]), old)"
    )
    for _ in range(10):
        with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            signal.sigtimedwait([], 0.002 + 0.02 * int.from_bytes(os.urandom(1)) / 255)
            writer.kill()
        assert path.read_bytes() in (OLD, NEW)


def test_a_file_that_has_no_room_stays_as_it_was(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    code = (
        "import resource, sys; from pathlib import Path; from cslint.files import unwritten, write_file\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: write_file(Path(sys.argv[1]), bytes(700_000))\n"
        "except OSError as error: sys.stdout.buffer.write(str(unwritten('쓰지 못했습니다.', Path('a.md'), error)).encode())"
    )
    assert resource
    said = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    assert said.stdout.decode() == "a.md: 쓰지 못했습니다. 남은 공간이 없습니다. 공간을 마련한 뒤 다시 해 주세요."
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failure_leaves_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(OLD)

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, failing, fails)
    with pytest.raises(OSError, match="No space"):
        write_file(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


class TestWriting:
    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
    def test_the_mode_stays(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "a.md"
        path.write_bytes(OLD)
        path.chmod(mode)
        write_file(path, NEW)
        assert stat.S_IMODE(path.stat().st_mode) == mode

    def test_a_new_file_has_the_mode_of_any_new_file(self, tmp_path: Path) -> None:
        (tmp_path / "any").write_bytes(NEW)
        write_file(tmp_path / "a.md", NEW)
        create_file(tmp_path / "b.md", NEW)
        assert {path.read_bytes() for path in tmp_path.iterdir()} == {NEW}
        assert len({path.stat().st_mode for path in tmp_path.iterdir()}) == 1

    def test_links_stay_links(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "a.md").write_bytes(OLD)
        (tmp_path / "one.md").symlink_to("real/a.md")
        (tmp_path / "two.md").symlink_to("one.md")
        write_file(tmp_path / "two.md", NEW)
        assert (tmp_path / "one.md").is_symlink()
        assert (tmp_path / "two.md").is_symlink()
        assert (tmp_path / "real" / "a.md").read_bytes() == NEW
        assert [path.name for path in (tmp_path / "real").iterdir()] == ["a.md"]

    def test_the_longest_name_there_can_be(self, tmp_path: Path) -> None:
        path = tmp_path / ("가" * 84 + ".md")
        path.write_bytes(OLD)
        write_file(path, NEW)
        assert path.read_bytes() == NEW

    def test_a_pipe_is_written_as_it_is(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE) as reader:
            write_file(tmp_path / "pipe", b"text")
            assert reader.communicate()[0] == b"text"
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    def test_a_circle_of_links(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").symlink_to("b.md")
        (tmp_path / "b.md").symlink_to("a.md")
        with pytest.raises(OSError, match="symbolic links"):
            write_file(tmp_path / "a.md", NEW)

    def test_a_file_is_not_made_where_there_is_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_bytes(OLD)
        (tmp_path / "b.md").symlink_to("nowhere")
        for name in ("a.md", "b.md"):
            with pytest.raises(FileExistsError):
                create_file(tmp_path / name, NEW)
        assert (tmp_path / "a.md").read_bytes() == OLD
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]

    def test_a_file_is_made_without_hard_links(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", fails)
        create_file(tmp_path / "a.md", NEW)
        with pytest.raises(FileExistsError):
            create_file(tmp_path / "a.md", OLD)
        assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
        assert (tmp_path / "a.md").read_bytes() == NEW


class TestReading:
    def test_only_regular_files_are_read(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.md")
        for path in (tmp_path / "pipe.md", Path("/dev/zero")):
            with pytest.raises(NotAFileError):
                read_file(path)
        with pytest.raises(IsADirectoryError):
            read_file(tmp_path)


def test_paths_on_different_drives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert path_from(tmp_path, tmp_path / "가" / "나.md") == "가/나.md"

    def fails(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")  # what Windows says

    monkeypatch.setattr(os.path, "relpath", fails)
    assert path_from(tmp_path, tmp_path / "나.md") == (tmp_path / "나.md").as_posix()


def test_nothing_else_opens_a_file_to_write() -> None:
    package = Path(cslint.__file__).parent
    writing = re.compile(r"\.write_(?:text|bytes)\(|\bopen\([^)\n]*[\"'][wax]b?[\"']|os\.(?:rename|replace)\(|mkstemp")
    found = {path.name for path in package.rglob("*.py") if writing.search(path.read_text(encoding="utf-8"))}
    assert found == {"files.py"}
