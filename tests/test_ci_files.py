"""The README's files for CI: valid by the schemas their services publish, and their commands run as written."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from adoption import BAD, GOOD, make_rules

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed (the test extra has it)")


def block(language: str, words: str) -> str:
    """The one fenced block of `language` that has `words`."""
    (found,) = [text for text in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if words in text]
    return str(found)


def schema(name: str) -> Any:
    """A schema of SchemaStore, as check-jsonschema ships it."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema, which ships the schemas, is not installed")
    path = files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


WORKFLOW = yaml.load(block("yaml", "actions/checkout"), Loader=yaml.BaseLoader)  # noqa: S506 -- BaseLoader keeps `on` a string
PIPELINE = yaml.safe_load(block("yaml", "CI_MERGE_REQUEST_DIFF_BASE_SHA"))


def test_the_workflow_is_valid() -> None:
    given = yaml.safe_load(block("yaml", "actions/checkout"))
    given["on"] = given.pop(True)  # YAML 1.1 reads `on` as true, the service does not
    validator = jsonschema.Draft7Validator(schema("github-workflows"))
    assert list(validator.iter_errors(given)) == []
    given["jobs"]["cslint"]["steps"].append({"uses": 3})
    assert list(validator.iter_errors(given)) != []


def test_the_pipeline_is_valid() -> None:
    validator = jsonschema.Draft7Validator(schema("gitlab-ci"))
    assert list(validator.iter_errors(PIPELINE)) == []
    assert list(validator.iter_errors({"cslint": {"script": 3}})) != []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose last commit adds a bad reply to a manual that had another; `origin/main` is where it began."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    make_rules(tmp_path)
    for number, text in enumerate((f"[하나]\n{BAD}\n", f"[하나]\n{BAD}\n\n[둘]\n{BAD}\n")):
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        for command in (
            ("init", "--quiet"),
            ("add", "--all"),
            ("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "변경"),
        ):
            subprocess.run(["git", *command], cwd=tmp_path, env=environment(), check=True)
        if number == 0:
            subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=tmp_path, check=True)
    return tmp_path


def environment(**given: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**own, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **given}


def run(script: str, folder: Path, **given: str) -> "subprocess.CompletedProcess[str]":
    """Run a script as CI does, with the `cslint` of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if shutil.which("cslint", path=path) is None:
        pytest.skip("the command cslint is not installed beside this Python")
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=environment(PATH=path, **given),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


def test_the_workflow_runs(repository: Path) -> None:
    annotate, page = [
        step["run"] for step in WORKFLOW["jobs"]["cslint"]["steps"] if "cslint check" in step.get("run", "")
    ]
    told = run(annotate, repository, GITHUB_BASE_REF="main")
    assert told.returncode == 1, told.stderr
    assert "::error file=a.txt,line=5,endLine=5,col=1," in told.stdout
    assert "line=2," not in told.stdout
    assert run(page, repository).returncode == 0
    assert (repository / "cslint.html").is_file()


def test_the_pipeline_runs(repository: Path) -> None:
    report, check = PIPELINE["cslint"]["script"]
    assert run(report, repository).returncode == 0
    written = PIPELINE["cslint"]["artifacts"]["reports"]["codequality"]
    issues = json.loads((repository / written).read_text(encoding="utf-8"))
    assert [issue["location"]["lines"]["begin"] for issue in issues if issue["check_name"] == "mixed-up"] == [2, 5]
    told = run(check, repository, CI_MERGE_REQUEST_DIFF_BASE_SHA="origin/main")
    assert told.returncode == 1, told.stderr
    assert "a.txt:5:1" in told.stdout
    assert "a.txt:2:1" not in told.stdout


def test_the_script_runs(repository: Path) -> None:
    script = block("bash", "baseline")
    first = run(script, repository)
    assert first.returncode == 0, first.stderr
    assert (repository / "cslint-baseline.json").is_file()
    (repository / "a.txt").write_text(f"[하나]\n{BAD}\n\n[둘]\n{BAD}\n\n[셋]\n{GOOD} {BAD}\n", encoding="utf-8")
    second = run(script, repository)
    assert second.returncode == 1, second.stderr
    assert "mixed-up (8:" in (repository / "cslint.xml").read_text(encoding="utf-8")
