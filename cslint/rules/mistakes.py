"""Mistakes in rule files, told where they stand."""

from collections.abc import Sequence

from cslint.errors import CslintError
from cslint.matching.phrase import PhraseError
from cslint.settings.shape import Step
from cslint.settings.yamlfile import YamlFile


class placed:  # noqa: N801  (reads as a clause: `with placed(file, path):`)
    """Gives an error that a compiler raises the place of the value it was compiling."""

    def __init__(self, file: YamlFile, path: Sequence[Step]) -> None:
        self._file, self._path = file, path

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Turn a ValueError into a CslintError with its place."""
        if isinstance(error, PhraseError):
            where = self._file.place(self._path)
            raise CslintError(error.what, where, f"({error.at + 1}번째 글자)" if error.at else None) from error
        if isinstance(error, ValueError):
            raise CslintError(str(error), self._file.place(self._path)) from error
