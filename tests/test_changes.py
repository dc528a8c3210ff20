"""`--diff-base` in real git repositories."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from adoption import BAD, DAY, GOOD, check, found, make_rules

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    who = {f"GIT_{role}_{what}": "cs@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **who}, capture_output=True, encoding="utf-8", check=True
    ).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "변경")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two manuals, each with findings, committed."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "저장소"
    (folder / "글").mkdir(parents=True)
    make_rules(folder)
    (folder / "글" / "답변.md").write_text(manual(f"{BAD} 하나.", f"{BAD} 둘.", BAD), encoding="utf-8")
    (folder / "a.txt").write_text(f"{BAD}\n", encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def manual(first: str, second: str, outside: str) -> str:
    """A manual with two answers, and a paragraph for agents."""
    return (
        f"# 안내\n\n## 지연\n\n**보낼 답변**\n\n{first}\n\n## 환불\n\n**보낼 답변**\n\n{second}\n\n"
        f"## 상담원 참고\n\n{outside}\n"
    )


def test_nothing_changed_is_nothing_to_look_at(here: Path) -> None:
    assert len(found(check())) >= 3
    quiet = check("--diff-base", "HEAD")
    assert (quiet.exit_code, quiet.stdout) == (0, "살펴볼 파일이 없습니다.\n")
    assert here.is_dir()


def test_only_replies_that_changed_are_told(here: Path) -> None:
    (here / "글" / "답변.md").write_text(
        "새 머리말입니다.\n\n" + manual(f"{BAD} 하나.", f"{BAD} {DAY}", BAD), encoding="utf-8"
    )
    told = check("--diff-base", "HEAD")
    assert told.exit_code == 1
    # The whole reply is told, not the line alone; the one above only moved.
    assert found(told) == ["글/답변.md:15 mixed-up", "글/답변.md:15 sino-day"]


def test_a_copy_under_another_title_is_new(here: Path) -> None:
    (here / "글" / "답변.md").write_text(
        manual(f"{BAD} 하나.", f"{BAD} 둘.", BAD) + f"\n## 교환\n\n**보낼 답변**\n\n{BAD} 하나.\n", encoding="utf-8"
    )
    assert found(check("--diff-base", "HEAD")) == ["글/답변.md:23 mixed-up"]


def test_new_files_are_told_committed_or_not(here: Path) -> None:
    (here / "글" / "새 글.txt").write_text(f"{DAY}\n", encoding="utf-8")
    assert found(check("--diff-base", "HEAD")) == ["글/새 글.txt:1 sino-day"]
    commit(here)
    assert found(check("--diff-base", "HEAD~1")) == ["글/새 글.txt:1 sino-day"]
    assert found(check("--diff-base", "HEAD")) == []


def test_a_renamed_file_is_compared_with_what_it_was(here: Path) -> None:
    (here / "글" / "답변.md").rename(here / "글" / "배송.md")
    git(here, "add", "--all")
    assert found(check("--diff-base", "HEAD")) == []


def test_work_is_compared_with_where_it_branched_off(here: Path) -> None:
    git(here, "checkout", "--quiet", "-b", "work")
    (here / "b.txt").write_text(f"{DAY}\n", encoding="utf-8")
    commit(here)
    git(here, "checkout", "--quiet", "main")
    (here / "a.txt").write_text(f"{GOOD}\n", encoding="utf-8")
    commit(here)
    git(here, "checkout", "--quiet", "work")
    assert found(check("--diff-base", "main")) == ["b.txt:1 sino-day"]


def test_from_a_folder_below(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "글" / "답변.md").write_text(manual(f"{BAD} 하나.", DAY, BAD), encoding="utf-8")
    monkeypatch.chdir(here / "글")
    assert found(check("--diff-base", "HEAD")) == ["답변.md:13 sino-day"]


def test_standard_input_is_compared_by_its_name(here: Path) -> None:
    draft = manual(f"{BAD} 하나.", DAY, BAD)
    asked = ("--diff-base", "HEAD", "--stdin-filename", "글/답변.md")
    assert found(check(*asked, stdin=draft)) == ["글/답변.md:13 sino-day"]  # not saved yet
    (here / "글" / "답변.md").write_text(draft, encoding="utf-8")
    assert found(check(*asked, stdin=draft)) == ["글/답변.md:13 sino-day"]
    same = check(*asked, stdin=manual(f"{BAD} 하나.", f"{BAD} 둘.", BAD))
    assert (same.exit_code, found(same)) == (0, [])


@pytest.mark.parametrize("name", ["-", "글/새 글.txt"])
def test_standard_input_that_git_does_not_know_is_new(here: Path, name: str) -> None:
    assert here.is_dir()
    assert found(check("--diff-base", "HEAD", "--stdin-filename", name, stdin=DAY)) == [f"{name}:1 sino-day"]


def test_a_workbook_that_did_not_change_has_its_copy_without_notes(here: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="workbooks are read with an extra")
    book = openpyxl.Workbook()
    book.active.append(["답변"])
    book.active.append([DAY])
    book.save(here / "답변.xlsx")
    commit(here)
    made = check("답변.xlsx", "--annotate", "사본.xlsx", "--diff-base", "HEAD")
    assert (made.exit_code, found(made)) == (0, [])
    assert openpyxl.load_workbook(here / "사본.xlsx").active["A2"].comment is None


@pytest.mark.parametrize("revision", ["없는-가지", "--output=x", "HEAD:a.txt", ""])
def test_an_unknown_revision_is_told(here: Path, revision: str) -> None:
    result = check(f"--diff-base={revision}")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"--diff-base: git이 모르는 판입니다: {revision}")
    assert sorted(path.name for path in here.iterdir()) == [".git", "a.txt", "cslint.yaml", "tone", "글"]


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    result = check("--diff-base", "HEAD")
    assert result.exit_code == 2
    assert result.stderr.startswith("--diff-base: git 저장소가 아닙니다.")


def test_without_git(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(here))
    result = check("--diff-base", "HEAD")
    assert result.exit_code == 2
    assert result.stderr.startswith("--diff-base: git을 실행하지 못했습니다.")
