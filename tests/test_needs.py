"""Most phrases are never looked for in a sentence: those that are passed over could not have been found."""

# ruff: noqa: S311 -- samples, no secrets

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cslint.matching.patterns import Pattern
from cslint.morphology.analysis import Analyser, Parsed
from cslint.morphology.tokenizer import Tokenizer
from cslint.rules.rulebook import Rulebook, load
from cslint.settings.config import Config

RULES = Path(__file__).parent.parent / "rules"
QUIET = Path(__file__).with_name("labelled") / "quiet.txt"
SENTENCES, PHRASES = 50, 1200


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load(Config(tmp_path_factory.mktemp("empty")), ["all"])


@pytest.fixture(scope="module")
def sentences() -> list[Parsed]:
    """Return some sentences of rules' bad examples and some quiet ones, others on every day the rules change."""
    examples = [
        example["bad"].replace("[[", "").replace("]]", "")
        for path in sorted(RULES.glob("*/*.yaml"))
        for example in _loaded(path).get("examples", ())
        if "bad" in example
    ]
    texts = random.Random(len(examples)).sample(examples, SENTENCES)
    texts += random.Random(1).sample(QUIET.read_text(encoding="utf-8").splitlines(), SENTENCES)
    analyser = Analyser(Tokenizer())
    return [analyser.parse(text) for text in texts]


@pytest.fixture(scope="module")
def patterns(rulebook: Rulebook) -> list[Pattern]:
    written = sorted({phrase for path in RULES.glob("*/*.yaml") for phrase in _phrases(_loaded(path).get("match", ()))})
    chosen = random.Random(len(written)).sample(written, PHRASES)
    names = [f"@{name}" for name in rulebook.lexicon.vocabulary.names()]
    return [rulebook.lexicon.patterns(phrase) for phrase in (*chosen, *names)]


def _loaded(path: Path) -> dict[str, Any]:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 -- strings only
    return data if isinstance(data, dict) else {}


def _phrases(data: Any, key: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _phrases(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _phrases(value, key)
    elif key in ("phrase", "sentence-has", "near-has", "reply-has"):
        yield data


def test_what_is_passed_over_could_not_match(patterns: list[Pattern], sentences: list[Parsed]) -> None:
    found = 0
    for parsed in sentences:
        for pattern in patterns:
            anywhere = any(
                reached > at for at in range(len(parsed.words)) for reached, _ in pattern.compiled.matcher(parsed, at)
            )
            assert bool(pattern.matches(parsed)) == anywhere, (pattern.source, parsed.text)
            assert pattern.is_in(parsed) == anywhere, (pattern.source, parsed.text)
            found += anywhere
    assert found > len(sentences)
