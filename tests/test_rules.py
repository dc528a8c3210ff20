"""Every shipped rule, proven by its own examples: the rule, its manual page and its tests are one file."""

from dataclasses import replace
from pathlib import Path

import pytest

from cslint.proof import Prover
from cslint.rules.rulebook import Rule, load
from cslint.rules.situationfile import SituationShape
from cslint.rules.termfile import TermsShape, VocabularyShape
from cslint.settings.config import Config
from cslint.settings.fingerprint import SHIPPED
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
            noisy += [
                f"{rule.id}: '{example.good}' is {finding.rule}"
                for finding in PROVER.findings(example.good, example)
                if finding.level.key == "error"
            ]
    assert not noisy


def test_vocabularies_situations_and_terms_hold_nothing_impossible() -> None:
    shapes = {"vocabulary": VocabularyShape, "situations": SituationShape, "terms": TermsShape}
    shared = tuple(
        (path.name, read_yaml(path.name, path.read_text(encoding="utf-8")).convert(shape))
        for folder, shape in shapes.items()
        for path in sorted((SHIPPED / folder).glob("*.yaml"))
    )
    assert not list(Prover(replace(RULEBOOK, shared=shared)).shared_failures())


def test_no_suggestion_holds_an_arrow() -> None:
    """The report puts one before it."""
    suggested = {rule.id: part.suggest for rule in RULEBOOK.rules for part in rule.parts if part.suggest}
    assert not {name: suggest for name, suggest in suggested.items() if "→" in suggest}
