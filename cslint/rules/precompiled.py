"""What reading the shipped rules comes to, worked out when cslint is built, so that a run need not read all of them anew.

It holds the values of the YAML files, the trees of their phrases, and what a sentence must hold for each phrase that rules look
for. It is a shortcut only: where it is missing, or was made of other rules or by another version of the program, all of it is
worked out as the rules are read.
"""

import itertools
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from cslint.cache import digest
from cslint.files import read_file, write_file
from cslint.matching.needs import Gate, Need
from cslint.matching.phrase import parse_phrase
from cslint.matching.tree import Sequence_
from cslint.settings.fingerprint import PACKAGE, of_modules, of_shipped

PLACE = PACKAGE / "_precompiled.json"


class Trees(dict[str, Sequence_]):
    """The trees of phrases by their text; one that is not known yet is read. Raises PhraseError where that cannot be."""

    def __missing__(self, phrase: str) -> Sequence_:
        """Read a phrase."""
        tree = self[phrase] = parse_phrase(phrase)
        return tree


class Precompiled(msgspec.Struct, frozen=True):
    """What is known of the shipped rules.

    `files` has the values of YAML files by their path below the rules' folder, `trees` the elements of phrases by their text.
    `needs` are those of all patterns, `ways` says which of them a pattern has, by its source: what it needs in any case, and
    the ways to match.
    """

    files: dict[str, Any] = {}
    trees: dict[str, Sequence_] = {}
    needs: Sequence[Need] = ()
    ways: dict[str, tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]] = {}

    def gate(self, source: str) -> Gate | None:
        """Return what a sentence must hold for the pattern of `source`, if that is known."""
        if source not in self.ways:
            return None
        needs, ways = self.ways[source]
        return Gate(self._needs(needs), tuple(frozenset(self._needs(way)) for way in ways))

    def _needs(self, numbers: Sequence[int]) -> tuple[Need, ...]:
        return tuple(map(self.needs.__getitem__, numbers))


NOTHING = Precompiled()


def precompiled(files: Mapping[str, Any], trees: Mapping[str, Sequence_], gates: Mapping[str, Gate]) -> Precompiled:
    """Return what is known of rules: the values of their files, the trees of their phrases, the gates of their patterns."""
    every = {need for gate in gates.values() for need in (*gate.needs, *itertools.chain(*gate.ways))}
    needs = sorted(every, key=sorted)  # the same file, whatever order sets have today
    numbers = {need: number for number, need in enumerate(needs)}
    ways = {
        source: (
            tuple(map(numbers.__getitem__, gate.needs)),
            tuple(tuple(sorted(map(numbers.__getitem__, way))) for way in gate.ways),
        )
        for source, gate in gates.items()
    }
    return Precompiled(dict(files), dict(trees), needs, ways)


def found(place: Path = PLACE) -> Precompiled:
    """Return what was kept in the file `place`, if it was made of the shipped rules by this program; else nothing is known."""
    with suppress(OSError, msgspec.DecodeError):
        key, _, kept = read_file(place).partition(b"\n")
        if key == _key():
            return msgspec.json.decode(kept, type=Precompiled)
    return NOTHING


def keep(known: Precompiled, place: Path = PLACE) -> None:
    """Keep what is known of the shipped rules in the file `place`. Raises OSError."""
    # Sets have no order, so they are sorted; the keys of files have one, which counts.
    files = msgspec.Raw(msgspec.json.encode(known.files))
    rest = msgspec.structs.replace(known, files=files)
    write_file(place, _key() + b"\n" + msgspec.json.encode(rest, order="deterministic"))


def _key() -> bytes:
    """Return what tells the rules and the program that something was worked out of and by."""
    return digest(of_modules(), of_shipped()).hex().encode()
