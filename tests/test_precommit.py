"""The hook as users have it: pre-commit installs cslint from a git repository and refuses a commit.

Builds a hook environment with pip, so it needs a package index and takes a while; skipped, with the reason, without one.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from cslint.formats import FORMATS

ROOT = Path(__file__).parent.parent
# What the package is built from.
PARTS = ("cslint", "rules", ".ci", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml")
# What pip says when no index answers; a wrong pin of a dependency of ours says something else.
UNREACHABLE = re.compile(
    r"NewConnectionError|Max retries|ProxyError|ReadTimeoutError|No matching distribution found for hatchling"
)

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
pytest.importorskip("pre_commit", reason="pre-commit is not installed")


@pytest.mark.parametrize(("hook", "left_out"), [("cslint", set()), ("cslint-fix", {".xlsx", ".docx"})])
def test_a_hook_is_given_the_files_of_every_format_it_can_do_something_with(hook: str, left_out: set[str]) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (pattern,) = (each["files"] for each in hooks if each["id"] == hook)
    assert {suffix for suffix in FORMATS if re.search(pattern, f"글/환불{suffix.upper()}")} == set(FORMATS) - left_out
    assert not any(re.search(pattern, name) for name in ("a.png", "a.py", "md", "a.md.bak"))


def git(folder: Path, environment: Mapping[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *args],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=110,
    )


def commit(folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    assert git(folder, environment, "add", "--all").returncode == 0
    return git(folder, environment, "commit", "--message", "변경")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Git and pre-commit without the settings of whoever runs the tests."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    who = {f"GIT_{role}_{what}": "cs@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {
        **own,
        **who,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        "PIP_RETRIES": "1",
    }


@pytest.fixture
def hook(tmp_path: Path, environment: dict[str, str]) -> tuple[Path, str]:
    """A git repository of this package as it stands, and its revision."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "hook"
    folder.mkdir()
    for name in PARTS:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, folder / name)
    git(folder, environment, "init", "--quiet")
    assert commit(folder, environment).returncode == 0
    return folder, git(folder, environment, "rev-parse", "HEAD").stdout.strip()


def test_a_commit_with_a_hollow_apology_is_refused(
    tmp_path: Path, environment: dict[str, str], hook: tuple[Path, str]
) -> None:
    manuals = tmp_path / "manuals"
    (manuals / "초안").mkdir(parents=True)
    reply = manuals / "배송 지연.txt"
    bad = "이용에 불편을 드려 죄송합니다.\n"
    reply.write_text(bad, encoding="utf-8")
    (manuals / "초안" / "a.txt").write_text(bad, encoding="utf-8")
    (manuals / "문구.arb").write_text(f'{{"sorry": "{bad.strip()}"}}\n', encoding="utf-8")
    workbook = openpyxl.Workbook()
    workbook.active.append(["답변"])
    workbook.active.append([bad.strip()])
    workbook.save(manuals / "답변.xlsx")
    (manuals / "cslint.yaml").write_text('exclude: ["초안/**"]\n', encoding="utf-8")
    folder, revision = hook
    (manuals / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {folder.as_posix()}\n  rev: {revision}\n  hooks:\n  - id: cslint\n"
        "    args: [--select, hollow-inconvenience-apology]\n"
        "  - id: cslint-fix\n    args: [--select, doe-dwae]\n    stages: [manual]\n",
        encoding="utf-8",
    )
    git(manuals, environment, "init", "--quiet")
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=manuals,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=110,
    )
    if installed.returncode and UNREACHABLE.search(installed.stdout):
        pytest.skip("no package index answers, so pre-commit cannot build the hook's environment")
    assert installed.returncode == 0, installed.stdout

    refused = commit(manuals, environment)
    assert refused.returncode == 1, refused.stderr
    assert "배송 지연.txt:1:5  경고  hollow-inconvenience-apology" in refused.stderr
    assert "문구.arb:1:16  경고  hollow-inconvenience-apology" in refused.stderr
    assert "답변.xlsx:Sheet!A2:1:5  경고  hollow-inconvenience-apology" in refused.stderr
    assert "초안" not in refused.stderr
    (manuals / "문구.arb").unlink()
    (manuals / "답변.xlsx").unlink()

    reply.write_text("주문하신 원피스가 아니라 다른 색상을 보내 드렸습니다. 죄송합니다.\n", encoding="utf-8")
    accepted = commit(manuals, environment)
    assert accepted.returncode == 0, accepted.stderr

    reply.write_text("처리가 되요.\n", encoding="utf-8")
    assert git(manuals, environment, "add", "--all").returncode == 0
    mended = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "cslint-fix", "--hook-stage", "manual", "--all-files"],
        cwd=manuals,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=110,
    )
    assert mended.returncode == 1, mended.stdout
    assert "files were modified by this hook" in mended.stdout
    assert reply.read_text(encoding="utf-8") == "처리가 돼요.\n"
