"""The linter over real files of all kinds: none of them stops it, and every place it reports reads back its words."""

from pathlib import Path

import pytest

from cslint.discovery import Configurations
from cslint.document import Document, ReadOptions
from cslint.findings import FileReport, Finding
from cslint.formats import read
from cslint.linter import Linter
from cslint.rules.rulebook import load

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FILES = sorted([*(CORPUS / "open-files").glob("*"), *(CORPUS / "manuals" / "files").glob("*")])


def read_back(document: Document, finding: Finding) -> set[str]:
    """Return what stands at the finding's place: the source itself, and what the segments there spell with it."""
    start, end = finding.span.start, finding.span.end
    seen = ""
    for segment in document.segments:
        for piece in segment.offsets.pieces:
            if piece.source.end <= start or end <= piece.source.start:
                continue
            low, high = piece.text.start, piece.text.end
            if piece.verbatim:
                low += max(0, start - piece.source.start)
                high -= max(0, piece.source.end - end)
            seen += segment.text[low:high]
        if seen:
            break
    return {document.source.text[start:end], seen}


@pytest.fixture(scope="module")
def linted() -> dict[Path, tuple[Document, FileReport]]:
    # The defaults of a folder without a configuration, which says nothing of other people's files.
    config = Configurations().of_folder(CORPUS)
    linter = Linter(load(config))
    documents = {path: read(path.as_posix(), path.read_bytes(), ReadOptions()) for path in FILES}
    linter.prepare(tuple(documents.values()))
    return {path: (document, linter.lint(document, config.for_file(path))) for path, document in documents.items()}


@pytest.mark.skipif(not FILES, reason="the corpus lies beside the checkout")
def test_every_file_is_read_and_linted(linted: dict[Path, tuple[Document, FileReport]]) -> None:
    formats = {report.format for _, report in linted.values()}
    assert formats >= {"markdown", "text", "yaml", "json", "csv", "xlsx", "po", "properties", "xml"}
    assert all(document.segments for document, _ in linted.values())
    assert sum(bool(report.findings) for _, report in linted.values()) > 10


@pytest.mark.skipif(not FILES, reason="the corpus lies beside the checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_place_reads_back_the_words_it_quotes(
    path: Path, linted: dict[Path, tuple[Document, FileReport]]
) -> None:
    document, report = linted[path]
    for finding in report.findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(document.source.text)
        assert document.source.place(finding.span.end)
        if finding.quote:
            assert finding.quote in read_back(document, finding), finding
