"""What is worked out when cslint is built says the same as working it out anew, or is not used."""

import json
from functools import partial
from pathlib import Path

import pytest

from cslint.rules import foundation
from cslint.rules.foundation import shipped
from cslint.rules.precompilation import precompile
from cslint.rules.precompiled import NOTHING, Precompiled, found, keep
from cslint.rules.rulebook import Rulebook, load, load_from
from cslint.settings.config import Config

EVERY_RULE = Config(Path(), extends=("all",))


@pytest.fixture(scope="module")
def known() -> Precompiled:
    return precompile()


@pytest.fixture(scope="module")
def kept(known: Precompiled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kept") / "known.json"
    keep(known, place)
    return place


def needs(book: Rulebook) -> list[object]:
    parts = [(rule.id, part) for rule in book.rules for part in rule.parts]
    return [(name, part.detector.ways, part.detector.expressions, part.level, part.message) for name, part in parts]


def test_the_rules_are_the_same_as_if_nothing_were_known(kept: Path) -> None:
    known = found(kept)
    assert known.files
    assert known.trees
    assert needs(load_from(shipped(known), EVERY_RULE)) == needs(load_from(shipped(NOTHING), EVERY_RULE))


def test_every_pattern_has_the_gate_that_compiling_it_finds(kept: Path) -> None:
    known, foundation = found(kept), shipped(NOTHING)
    load_from(foundation, EVERY_RULE)
    gates = foundation.lexicon.gates()
    assert len(gates) > 1_000
    assert {source: known.gate(source) for source in gates} == gates


def test_what_is_kept_is_found_again(known: Precompiled, kept: Path) -> None:
    # Of spellings that a rule mends the first that fits counts, so their order must stay.
    assert json.dumps(found(kept).files) == json.dumps(known.files)
    assert found(kept).trees == known.trees
    assert found(kept).ways == known.ways


@pytest.mark.parametrize("damage", ["other rules", "cut short", "another shape", "empty"])
def test_what_does_not_fit_is_not_used(kept: Path, tmp_path: Path, damage: str) -> None:
    key, _, data = kept.read_bytes().partition(b"\n")
    place = tmp_path / "known.json"
    place.write_bytes(
        {
            "other rules": key[::-1] + b"\n" + data,
            "cut short": key + b"\n" + data[: len(data) // 2],
            "another shape": key + b'\n{"files": 3}',
            "empty": b"",
        }[damage]
    )
    assert found(place) is NOTHING


def test_nothing_is_known_where_nothing_was_kept(tmp_path: Path) -> None:
    assert found(tmp_path / "known.json") is NOTHING


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms/channel-jargon.yaml", "summary: 말\nterms:\n  - {term: 우리말, plain: [쉬운 말], kind: N}\n"),
        ("vocabulary/apology.yaml", "summary: 사과\nany: [면구하다]\n"),
    ],
)
def test_words_of_ones_own_count_as_if_nothing_were_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: Precompiled, name: str, text: str
) -> None:
    path = tmp_path / "own" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    config = Config(tmp_path, rule_dirs=(tmp_path / "own",), extends=("all",))
    asked = []
    for kept in (known, NOTHING):
        monkeypatch.setattr(foundation, "_shipped", partial(shipped, kept))
        asked.append(needs(load(config)))
    assert asked[0] == asked[1]
    monkeypatch.setattr(foundation, "_shipped", partial(shipped, known))
    assert needs(load(EVERY_RULE)) != asked[0]
