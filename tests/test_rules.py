"""Every shipped rule, proven by its own examples: the rule, its manual page and its tests are one file."""

from pathlib import Path
from typing import Any

import pytest

from cslint.morphology.analysis import Analyser
from cslint.morphology.tokenizer import Tokenizer
from cslint.proof import Prover, unmarked
from cslint.rules.possible import impossible
from cslint.rules.rulebook import SHIPPED, Rule, load
from cslint.settings.config import Config
from cslint.settings.yamlfile import read_yaml

CATEGORIES = frozenset(
    (
        "apology",
        "empathy",
        "responsibility",
        "vagueness",
        "plain-language",
        "honorifics",
        "speech-level",
        "situation",
        "blame",
        "negativity",
        "structure",
        "clarity",
        "symbols",
        "template",
        "privacy",
        "spelling",
    )
)
RULEBOOK = load(Config(Path(), extends=("all",)))
PROVER = Prover(RULEBOOK)


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_rule_is_proven_by_its_examples(rule: Rule) -> None:
    failures = [
        f"{failure.example}: {failure.kind}: {failure.text}: {failure.told}" for failure in PROVER.failures(rule)
    ]
    assert not failures


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_rule_has_bad_good_and_near_miss_examples(rule: Rule) -> None:
    examples = rule.file.examples
    assert any(example.bad for example in examples)
    fine = [example for example in examples if example.good is not None or example.fixed is not None]
    assert len(fine) >= 2, "a mended sentence and a look-alike"


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_rule_stands_in_a_known_category_and_yields_to_known_rules(rule: Rule) -> None:
    assert rule.category in CATEGORIES
    assert set(rule.file.yields_to) <= RULEBOOK.known - {rule.id}


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_rule_speaks_polite_korean(rule: Rule) -> None:
    for text in (rule.file.message, *(part.message for part in rule.parts)):
        assert text.rstrip().endswith((".", "?")), text
        assert len(text) <= 90, text
    assert rule.file.why.strip().endswith((".", ")")), rule.file.why


def test_forbidden_rules_of_situations_exist() -> None:
    named = {name for profile in RULEBOOK.lexicon.profiles.values() for name in profile.forbids}
    assert named <= RULEBOOK.known


def test_good_examples_raise_no_error_of_another_rule() -> None:
    noisy = []
    for rule in RULEBOOK.rules:
        for example in rule.file.examples:
            if example.good is None or example.bad is None:
                continue
            text, _ = unmarked(example.good)
            noisy += [
                f"{rule.id}: '{text}' is {finding.rule}"
                for finding in PROVER.findings(text, example)
                if finding.level.key == "error"
            ]
    assert not noisy


def test_vocabularies_and_situations_hold_no_impossible_words() -> None:
    analyser = Analyser(Tokenizer(RULEBOOK.user_words))
    phrases = [phrase for shared in ("vocabulary", "situations") for phrase in phrases_in(SHIPPED / shared)]
    told = {word: seen for phrase in phrases for word, seen in impossible(phrase, RULEBOOK.lexicon, analyser)}
    assert not told


def phrases_in(folder: Path) -> list[str]:
    """Return the phrases of vocabularies (`any`) and situations (`strong`, `weak`, `any`) under a folder."""
    found: list[str] = []

    def walk(value: Any, key: str = "") -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, key)
        elif key in ("any", "strong", "weak"):
            found.append(str(value))

    for path in sorted(folder.glob("*.yaml")):
        walk(read_yaml(path.name, path.read_text(encoding="utf-8")).value)
    return found
