"""Mistakes in rule files, told where they stand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cslint.errors import CslintError
from cslint.matching.phrase import PhraseError

T = TypeVar("T")
# Tells where a value stands, `file:line:column` or as near as is known, when it is asked.
Where = Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """A value of a rule file or of the configuration, and where it stands there."""

    value: T
    where: Where


class placed:  # noqa: N801  (reads as a clause: `with placed(file.at("match")):`)
    """Gives an error that a compiler raises the place of the value it was compiling."""

    def __init__(self, where: Where) -> None:
        self._where = where

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Turn a ValueError into a CslintError with its place."""
        if isinstance(error, PhraseError):
            hint = f"({error.at + 1}번째 글자)" if error.at else None
            raise CslintError(error.what, self._where(), hint) from error
        if isinstance(error, ValueError):
            raise CslintError(str(error), self._where()) from error
