"""What the rules of a run are made from: everything read, and the lexicon and situations that all of them share.

That of the shipped files is made once in a process, however many configurations a run meets; most add rules of their own,
few add vocabularies, terms or situations, which change what the shipped rules mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TypeVar

from cslint.errors import CslintError
from cslint.matching.vocabulary import Vocabulary
from cslint.rules.lexicon import Lexicon
from cslint.rules.mistakes import Written
from cslint.rules.precompiled import NOTHING, Precompiled, Trees, found
from cslint.rules.references import check_vocabularies
from cslint.rules.rulefile import Shape
from cslint.rules.shelf import Shelf
from cslint.rules.situations import Situations
from cslint.rules.termfile import TermShape
from cslint.settings.config import Config
from cslint.settings.fingerprint import SHIPPED

# What a project adds with `terms: add` is reported by this rule.
_OWN_TERMS_TABLE = "project-terms"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Foundation:
    """Everything read from the rule folders, and what is compiled of it for all rules. Not to be changed.

    `own` names the rules that are the user's, `shared` are the user's vocabularies, situations and tables of terms, each
    with the path of its file. `known` is what was known before of the patterns.
    """

    shelf: Shelf
    lexicon: Lexicon
    situations: Situations
    own: frozenset[str] = frozenset()
    shared: tuple[tuple[str, Shape], ...] = ()
    known: Precompiled = NOTHING


def foundation_of(config: Config) -> Foundation:
    """Return what the rules of a configuration are made from.

    Raises CslintError, with file, line and column, for the first thing in a rule file or in `terms` that cannot be.
    """
    shipped = _shipped()
    if not config.rule_dirs and not config.terms_add:
        return shipped
    shelf = shipped.shelf.copy()
    for folder in config.rule_dirs:
        shelf.add_folder(folder)
    _add_own_terms(config, shelf)
    own = frozenset(name for name, rule in shelf.rules.items() if rule is not shipped.shelf.rules.get(name))
    shared = tuple(shelf.shared[len(shipped.shelf.shared) :])
    if not shared and not config.terms_add:
        return replace(shipped, shelf=shelf, own=own)
    grown = len(shelf.phrases) + len(shelf.outside) > len(shipped.shelf.phrases) + len(shipped.shelf.outside)
    founded = _founded(shelf, NOTHING if grown else shipped.known)
    return replace(founded, own=own, shared=shared)


@cache
def _shipped() -> Foundation:
    return shipped(found())


def shipped(known: Precompiled) -> Foundation:
    """Return what the shipped rules are made from; what is `known` of them need not be worked out.

    Raises CslintError, with file, line and column, for the first thing in a rule file that cannot be.
    """
    shelf = Shelf(trees=Trees(known.trees))
    shelf.add_folder(SHIPPED, known.files)
    return _founded(shelf, known)


def _founded(shelf: Shelf, known: Precompiled) -> Foundation:
    """Compile what is on a shelf. `known` must not be of other vocabularies, which are part of what patterns need."""
    vocabulary = Vocabulary(_by_name(shelf.phrases), _by_name(shelf.outside))
    profiles = {name: shape for name, (_, shape) in shelf.situations.items()}
    lexicon = Lexicon(vocabulary, shelf.terms, profiles, shelf.trees, known)
    check_vocabularies(shelf, lexicon)
    return Foundation(shelf, lexicon, Situations(shelf.situations, lexicon), known=known)


def _add_own_terms(config: Config, shelf: Shelf) -> None:
    for term, plain in config.terms_add.items():
        if not term.strip() or not plain.strip() or term.strip() == plain.strip():
            what = "바꿀 말과 대신 쓸 말을 서로 다르게 적어 주세요."
            raise CslintError(what, config.place("terms", "add", term, key=True), "예: `{스마트박스: 보관함}`")
    # The table is there already: it holds the word of the rule's own example.
    shelf.terms[_OWN_TERMS_TABLE] += [
        Written(TermShape(term=term, plain=[plain], kind="N"), partial(config.place, "terms", "add", term, key=True))
        for term, plain in config.terms_add.items()
    ]
    shelf.words += [(term, "NNG") for term in config.terms_add if term.isalpha()]


def _by_name(entries: Iterable[tuple[str, Written[T]]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for name, entry in entries:
        found.setdefault(name, []).append(entry.value)
    return found
