"""The rule folders as they stand: their files read and checked for shape, not yet compiled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from cslint.errors import CslintError
from cslint.files import read_file
from cslint.matching.tree import Sequence_
from cslint.rules.mistakes import Written, placed
from cslint.rules.precompiled import Trees
from cslint.rules.rulefile import RuleShape, Shape
from cslint.rules.situationfile import SituationShape
from cslint.rules.termfile import TermShape, TermsShape, UserWordsShape, VocabularyShape
from cslint.settings.configfile import shown
from cslint.settings.fingerprint import rule_files
from cslint.settings.yamlfile import YamlFile, known_yaml, read_yaml


@dataclass(slots=True)
class Shelf:
    """Everything read from the rule folders, before it is compiled; a later folder adds to an earlier one.

    `rules` have their category; `phrases` are those of the vocabularies, `outside` the words of those that mean any other
    noun; each with the vocabulary's name, in the order they were read. `shared` is each vocabulary, situation and table of
    terms as it was read, with the path of its file. `trees` are those of all phrases read so far.
    """

    rules: dict[str, tuple[YamlFile, RuleShape, str]] = field(default_factory=dict)
    phrases: list[tuple[str, Written[Sequence_]]] = field(default_factory=list)
    outside: list[tuple[str, Written[str]]] = field(default_factory=list)
    terms: dict[str, list[Written[TermShape]]] = field(default_factory=dict)
    situations: dict[str, tuple[YamlFile, SituationShape]] = field(default_factory=dict)
    words: list[tuple[str, str]] = field(default_factory=list)
    shared: list[tuple[str, Shape]] = field(default_factory=list)
    trees: Trees = field(default_factory=Trees)

    def copy(self) -> "Shelf":
        """Return a shelf with the same things, to which others can be added."""
        terms = {name: list(rows) for name, rows in self.terms.items()}
        return Shelf(
            dict(self.rules), list(self.phrases), list(self.outside), terms, dict(self.situations), list(self.words),
            list(self.shared), self.trees,
        )  # fmt: skip

    def add_folder(self, folder: Path, known: Mapping[str, Any] | None = None) -> None:
        """Read the rule files of a folder and of those below it. Raises CslintError, with the place, for one that cannot be.

        `known` has the values of files that were read before, by their path below `folder`.
        """
        for path in rule_files(folder):
            name, below = shown(path), path.relative_to(folder).as_posix()
            if known and below in known:
                file = known_yaml(name, known[below], partial(_text, path))
            else:
                file = read_yaml(name, _text(path))
            _READERS.get(path.parent.name, _read_rule)(path, file, self)


def _text(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8-sig")
    except OSError as error:
        hint = "보통 파일인지, 읽을 권한이 있는지 확인해 주세요."
        raise CslintError("규칙 파일을 읽지 못했습니다.", shown(path), hint) from error
    except UnicodeDecodeError as error:
        raise CslintError("규칙 파일을 읽지 못했습니다.", shown(path), "UTF-8로 저장해 주세요.") from error


def _read_rule(path: Path, file: YamlFile, shelf: Shelf) -> None:
    if path.name in ("words.yaml", "user-words.yaml"):
        words = file.convert(UserWordsShape)
        shelf.words += [(word, "NNG") for word in words.nouns] + [(word, "VV") for word in words.verbs]
        return
    shape = file.convert(RuleShape)
    if not any(example.bad for example in shape.examples):
        raise CslintError(
            "걸려야 하는 예문(bad)이 없는 규칙입니다.", file.place(["examples"]), "examples에 bad 예문을 적어 주세요."
        )
    shelf.rules[path.stem] = (file, shape, path.parent.name)


def _read_vocabulary(path: Path, file: YamlFile, shelf: Shelf) -> None:
    shape = file.convert(VocabularyShape)
    shelf.shared.append((file.path, shape))
    for index, word in enumerate(shape.noun_outside):
        shelf.outside.append((path.stem, Written(word, file.at("noun-outside", index))))
    for index, text in enumerate(shape.any):
        where = file.at("any", index)
        with placed(where):
            shelf.phrases.append((path.stem, Written(shelf.trees[text], where)))


def _read_terms(path: Path, file: YamlFile, shelf: Shelf) -> None:
    table = file.convert(TermsShape)
    shelf.shared.append((file.path, table))
    terms = enumerate(table.terms)
    shelf.terms.setdefault(path.stem, []).extend(Written(term, file.at("terms", index)) for index, term in terms)


def _read_situation(path: Path, file: YamlFile, shelf: Shelf) -> None:
    """Read a situation; a file named as one read before adds to it: cues, names and required elements, other values anew."""
    if path.stem in shelf.situations:
        file = file.over(shelf.situations[path.stem][0].value)
    shape = file.convert(SituationShape)
    shelf.shared.append((file.path, shape))
    shelf.situations[path.stem] = (file, shape)


_READERS: dict[str, Callable[[Path, YamlFile, Shelf], None]] = {
    "vocabulary": _read_vocabulary,
    "terms": _read_terms,
    "situations": _read_situation,
}
