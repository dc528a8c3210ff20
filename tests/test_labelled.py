"""Replies that editors labelled, each set without sight of the rules: what is found is what they marked, and little else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cslint.discovery import Configurations
from cslint.findings import FileReport, Level
from cslint.rules.rulebook import load
from cslint.runner import Input, Runner
from cslint.settings.layers import load_config

QUIET = Path(__file__).with_name("labelled") / "quiet.txt"

# Seen when they were set: .958 and .966. A kindred rule of another category counts as a miss here.
FOUND, RIGHT = 0.94, 0.94

LABELLED = sorted(Path(__file__).with_name("labelled").glob("*.jsonl"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], FileReport]]:
    """Return every labelled reply with the report on it, its situation told by the folder where the writer declared it."""
    folder = tmp_path_factory.mktemp("labelled")
    replies = [json.loads(line) for path in LABELLED for line in path.read_text(encoding="utf-8").splitlines()]
    declared = {reply["situation"] for reply in replies if reply["declared"]}
    entries = [{"glob": f"{situation}/*", "situation": situation} for situation in sorted(declared)]
    (folder / "cslint.yaml").write_text(json.dumps({"files": entries}), encoding="utf-8")
    paths = []
    for reply in replies:
        path = folder / (reply["situation"] if reply["declared"] else "undeclared") / f"{reply['id']}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(reply["text"], encoding="utf-8")
        paths.append(path)
    runner = Runner(Configurations())
    try:
        return list(zip(replies, runner.run([Input(path) for path in paths]), strict=True))
    finally:
        runner.close()


@pytest.fixture(scope="module")
def category() -> dict[str, str]:
    return {rule.id: rule.category for rule in load(load_config(Path(__file__).parent.parent), ("all",)).rules}


def spans(reply: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield the rule and the code points of every label that is a warning or an error."""
    for label in reply["labels"]:
        if label["level"] == "info":
            continue
        start, end = 0, len(reply["text"])
        if label["quote"]:
            start = -1
            for _ in range(label.get("occurrence") or 1):
                start = reply["text"].index(label["quote"], start + 1)
            end = start + len(label["quote"])
        yield label["rule"], start, end


def loud(report: FileReport) -> list[tuple[str, int, int]]:
    return [(one.rule, one.span.start, one.span.end) for one in report.findings if one.level >= Level.WARNING]


def test_most_of_what_editors_mark_is_found(
    judged: list[tuple[dict[str, Any], FileReport]], category: dict[str, str]
) -> None:
    def meets(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
        return category[one[0]] == category[other[0]] and one[1] < other[2] and other[1] < one[2]

    marked = [(label, loud(report)) for reply, report in judged for label in spans(reply)]
    found = [(finding, list(spans(reply))) for reply, report in judged for finding in loud(report)]
    assert len(marked) > 900
    assert sum(any(meets(label, one) for one in findings) for label, findings in marked) / len(marked) >= FOUND
    assert sum(any(meets(finding, one) for one in labels) for finding, labels in found) / len(found) >= RIGHT


def test_a_reply_without_labels_is_left_alone(judged: list[tuple[dict[str, Any], FileReport]]) -> None:
    clean = [(reply["id"], loud(report)) for reply, report in judged if not reply["labels"]]
    assert len(clean) > 200
    assert sum(bool(findings) for _, findings in clean) <= len(clean) / 50


def test_quiet_sentences_are_left_alone(tmp_path: Path) -> None:
    lines = [line for line in QUIET.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    paths = [tmp_path / f"{number:03}.txt" for number in range(len(lines))]
    for path, line in zip(paths, lines, strict=True):
        path.write_text(line, encoding="utf-8")
    runner = Runner(Configurations())
    try:
        reports = list(runner.run([Input(path) for path in paths]))
    finally:
        runner.close()
    assert len(lines) > 120
    assert [(line, found) for line, report in zip(lines, reports, strict=True) if (found := loud(report))] == []
