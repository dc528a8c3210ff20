"""Strategies for whole files of every format: believable ones in every encoding, and the same with bytes gone wrong."""

import codecs

from hypothesis import strategies as st

from tests.fuzz.catalogues import po, properties, strings, xml
from tests.fuzz.office import word, workbook
from tests.fuzz.pages import markdown, page, plain
from tests.fuzz.records import arb, delimited, json_lines, json_text, yaml_text

File = tuple[str, bytes]

_NEWLINES = (("\n",), ("\n",), ("\r\n",), ("\r",), ("\n", "\r\n", "\r"))
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "cp949", "cp949", "euc-kr", "utf-16-le", "utf-16-be", "utf-32-le")
_BOMS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-32-le": codecs.BOM_UTF32_LE}


def encoded(text: str, newlines: tuple[str, ...], encoding: str) -> bytes:
    r"""Return `text` with its `\n` as the given newlines in turn; what the encoding lacks is left out."""
    first, *rest = text.split("\n")
    ends = (newlines[at % len(newlines)] for at in range(len(rest)))
    text = first + "".join(end + line for end, line in zip(ends, rest, strict=True))
    return _BOMS.get(encoding, b"") + text.encode(encoding, "ignore")


def _files(suffixes: tuple[str, ...], text: st.SearchStrategy[str]) -> st.SearchStrategy[File]:
    data = st.builds(encoded, text, st.sampled_from(_NEWLINES), st.sampled_from(_ENCODINGS))
    return st.tuples(st.sampled_from(suffixes).map("답변{}".format), data)


FILES: dict[str, st.SearchStrategy[File]] = {
    "text": _files((".txt",), plain()),
    "markdown": _files((".md",), markdown()),
    "html": _files((".html",), page()),
    "yaml": _files((".yaml",), yaml_text()),
    "json": _files((".json",), json_text()) | _files((".jsonl", ".ndjson"), json_lines()),
    "arb": _files((".arb",), arb()),
    "csv": _files((".csv", ".tsv", ".tab"), delimited()),
    "po": _files((".po",), po()),
    "properties": _files((".properties",), properties()),
    "strings": _files((".strings",), strings()),
    "xml": _files((".xml", ".resx", ".xlf"), xml()),
    "docx": st.tuples(st.just("답변.docx"), word()),
    "xlsx": st.tuples(st.just("답변.xlsx"), workbook()),
}
_PAYLOADS = (
    b"",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r",
    b'"',
    b"'",
    b"<",
    b"\\",
    b"\\u",
    b"&",
    b"#",
    b"- ",
    b"{",
    b"]]>",
    b"\t",
)
_mutations = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from((0, 0, 1, 3, 20)),
        st.sampled_from(_PAYLOADS) | st.binary(max_size=3),
        st.integers(0, 3),
    ),
    max_size=4,
)


def _mutate(data: bytes, mutations: list[tuple[float, int, bytes, int]]) -> bytes:
    """Return `data` with stretches replaced, the replacement standing there once or several times."""
    for place, length, payload, times in mutations:
        at = int(place * len(data))
        data = data[:at] + payload * (1, 1, 2, 200)[times] + data[at + length :]
    return data


def mutated(files: st.SearchStrategy[File]) -> st.SearchStrategy[File]:
    """The same files with some of their bytes deleted, replaced or repeated, or cut at the end."""
    cut = st.sampled_from((1.0, 1.0, 1.0, 0.9, 0.5))
    return st.builds(
        lambda file, mutations, kept: (file[0], _mutate(file[1], mutations)[: int(kept * (len(file[1]) + 600))]),
        files,
        _mutations,
        cut,
    )
