"""Search for files that break a reader, led by what they make it do; for hours if need be. Needs `pip install 'cslint[fuzz]'`.

    python -m tests.fuzz.harness csv -max_total_time=600

The first word is a format (text markdown html yaml json arb csv po properties strings xml docx xlsx) or `suppression`; the
rest are options of libFuzzer. It begins with believable files, keeps those that reach new code in the folder
`cslint-fuzz/NAME` of the system's temporary folder, and stops at the first that raises anything but CslintError, breaks a
promise of `cslint/document.py` (`tests/fuzz/invariants.py`), takes longer than 10 s or more than 2 GB. That file is kept
beside the others as `crash-…`, `timeout-…` or `oom-…`; give its path in place of the options to try it again, and make a
small test of it in `test_found.py`.

The first byte of an input says with which options the rest is read, and whether broken UTF-8 is left as it is; of Word
documents and workbooks the rest is one part of the archive, or the archive itself.
"""

import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cslint"]):
    from cslint.document import Document, ReadOptions
    from cslint.formats import FORMATS
    from tests.fuzz.invariants import edit_fault, editable, faults, read_or_refuse
    from tests.fuzz.silences import silence_faults

    for module in set(FORMATS.values()):
        import_module(f"cslint.formats.{module}")
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.files import FILES, File
from tests.fuzz.office import DOCUMENT, SHARED, SHEET, TYPES, packed, part_of, parts
from tests.fuzz.prose import INSTRUCTIONS, TOKENS, new_texts_of
from tests.fuzz.silences import silenced_files

_SEEDS = 200
_OPTIONS = (
    ReadOptions(),
    ReadOptions("customer"),
    ReadOptions("agent"),
    ReadOptions(reply_fields=("답변",), situation_fields=("상황",)),
)
_PARTS = {
    "docx": (DOCUMENT, "word/styles.xml", "word/_rels/document.xml.rels", TYPES),
    "xlsx": (SHEET, "xl/workbook.xml", "xl/styles.xml", SHARED),
}
_ALL = len(_PARTS["docx"])


class _Target:
    """One format, and what is done with each input of it."""

    def __init__(self, name: str) -> None:
        self._files = FILES[name] if name in FILES else silenced_files()
        self._name = name
        files = self._believable()
        self._paths = sorted({path for path, _ in files})
        self.seeds = [*self._inputs(files), *self._parts()]

    def _believable(self) -> list[File]:
        found: list[File] = []

        @settings(max_examples=_SEEDS, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(self._files)
        def keep(file: File) -> None:
            found.append(file)

        keep()
        return found

    def _inputs(self, files: list[File]) -> Iterator[bytes]:
        """Yield believable files as inputs."""
        for path, data in files:
            content = part_of(data, _PARTS[self._name][0]) if self._name in _PARTS else data
            yield bytes([4 * self._paths.index(path)]) + content

    def _parts(self) -> Iterator[bytes]:
        """Yield the other parts of an archive, and the whole of it."""
        if self._name in _PARTS:
            for at, part in enumerate(_PARTS[self._name]):
                yield bytes([4 * at]) + parts(self._name)[part]
            yield bytes([4 * _ALL]) + packed(self._name, {})

    def file(self, data: bytes) -> tuple[str, bytes, ReadOptions]:
        """Return the path, the bytes and the options that an input stands for."""
        head, data = data[0] if data else 0, data[1:]
        options, choice = _OPTIONS[head % 4], head // 4 % 16
        if head >= 0x80:
            data = data.decode("utf-8", "ignore").encode()
        if self._name not in _PARTS:
            return self._paths[choice % len(self._paths)], data, options
        if choice < _ALL:
            data = packed(self._name, {_PARTS[self._name][choice]: data})
        return f"답변.{self._name}", data, options

    def try_one(self, data: bytes) -> None:
        """Read one input, edit it in a place and apply its suppressions; raise whatever is wrong."""
        path, content, options = self.file(data)
        document = read_or_refuse(path, content, options)
        if document is None:
            return
        wrong = faults(document) or silence_faults(document) or _edited(document, options, len(data) + sum(data[:4]))
        if wrong:
            raise AssertionError(wrong)


def _edited(document: Document, options: ReadOptions, number: int) -> str | None:
    """Return what goes wrong when a place chosen by `number` is made to read something else."""
    places = editable(document)
    if not places or options.reply_fields:  # where columns are named, another name in the header is another table
        return None
    segment, span = places[number % len(places)]
    new_texts = new_texts_of(document.format)
    return edit_fault(document, segment, span, new_texts[number % len(new_texts)], options)


def _quoted(token: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"'


def main() -> None:
    """Run the target that the command line names."""
    name, *given_options = sys.argv[1:] or [""]
    if name not in (*FILES, "suppression"):
        sys.exit(__doc__)
    target = _Target(name)
    folder = Path(tempfile.gettempdir()) / "cslint-fuzz" / name
    folder.mkdir(parents=True, exist_ok=True)
    for at, seed in enumerate(target.seeds):
        (folder / f"seed-{at}").write_bytes(seed)
    words = folder.with_suffix(".words")
    words.write_text("\n".join(map(_quoted, filter(None, (*TOKENS, *INSTRUCTIONS)))), "ascii")
    options = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=20000", f"-dict={words}", f"-artifact_prefix={folder}/"]
    inputs = [] if any(not option.startswith("-") for option in given_options) else [str(folder)]
    atheris.Setup([sys.argv[0], *options, *given_options, *inputs], target.try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
