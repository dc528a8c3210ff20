"""What the READMEs tell about rules is so: their rules are proven as they stand, their phrases find what they say."""

import re
from pathlib import Path

import pytest

from cslint.formats import parser
from cslint.linter import Linter
from cslint.proof import refuse_unproven
from cslint.rules.rulebook import Rulebook, load
from cslint.settings.config import FileSettings
from cslint.settings.layers import load_config
from cslint.source import Source

ROOT = Path(__file__).parent.parent
RULE = """\
summary: 시험
level: warning
why: 시험입니다.
match:
  - phrase: '{phrase}'
message: 시험입니다.
examples:
  - bad: 시험입니다.
"""


def rulebook(folder: Path, rule: str) -> Rulebook:
    """Return the rulebook of a folder with one rule of its own."""
    (folder / "우리규칙" / "wording").mkdir(parents=True)
    (folder / "우리규칙" / "wording" / "bare-wait.yaml").write_text(rule, encoding="utf-8")
    (folder / "cslint.yaml").write_text("rule-dirs: [우리규칙]\n", encoding="utf-8")
    return load(load_config(folder), select=("wording",))


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_rule_a_readme_shows_is_proven(tmp_path: Path, name: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    (rule,) = [block for block in blocks if block.startswith("summary:")]
    book = rulebook(tmp_path, rule)
    refuse_unproven(book)
    assert [each.id for each in book.rules] == ["bare-wait"]


def phrases() -> list[tuple[str, list[str]]]:
    """Return the phrases of the Korean README's table with the words that it says they find."""
    table = (ROOT / "README.ko.md").read_text(encoding="utf-8").partition("| 이렇게 적으면 |")[2].partition("\n\n")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:3] for line in table.splitlines()[2:]]
    return [
        (re.findall("`([^`]+)`", phrase)[0].replace("\\|", "|"), re.sub(r" \(.*", "", words).strip().split(" · "))
        for phrase, words in rows
    ]


@pytest.mark.parametrize(("phrase", "words"), phrases()[:3])
def test_a_phrase_of_the_korean_readme_finds_what_it_says(tmp_path: Path, phrase: str, words: list[str]) -> None:
    linter = Linter(rulebook(tmp_path, RULE.format(phrase=phrase)))
    for word in words:
        document = parser("text")(Source("a.txt", f"{word}."), FileSettings().read)
        assert linter.lint(document, FileSettings()).findings, word


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in phrases()])
def test_every_phrase_of_the_korean_readme_can_be_read(tmp_path: Path, phrase: str) -> None:
    assert rulebook(tmp_path, RULE.format(phrase=phrase)).rules
