"""The shipped rules are read and compiled once, when cslint is built, and what that comes to is kept beside the program."""

from pathlib import Path

from cslint.files import read_file
from cslint.rules.foundation import shipped
from cslint.rules.precompiled import NOTHING, Precompiled, keep, precompiled
from cslint.rules.rulebook import load_from
from cslint.settings.config import Config
from cslint.settings.fingerprint import SHIPPED, rule_files
from cslint.settings.yamlfile import read_yaml


def precompile() -> Precompiled:
    """Return what reading the shipped rules, all of them, comes to. Raises CslintError for a rule that cannot be."""
    foundation = shipped(NOTHING)
    load_from(foundation, Config(Path(), extends=("all",)))
    files = {
        path.relative_to(SHIPPED).as_posix(): read_yaml(path.name, read_file(path).decode("utf-8-sig")).value
        for path in rule_files(SHIPPED)
    }
    return precompiled(files, foundation.shelf.trees, foundation.lexicon.gates())


if __name__ == "__main__":
    keep(precompile())
