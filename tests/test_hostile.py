"""Hostile input (DESIGN 9): a clear message or a clean report, in bounded time, and the other files are linted.

Bounds are generous: they tell a hang from a slow machine, not a fast reader from a slow one.
"""

import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument

from cslint.document import ReadOptions
from cslint.formats import read
from cslint.limits import DEEPEST, Limits
from cslint.morphology.sentences import split_sentences
from tests import own_rule

# Found by its letters alone, whatever stands around them.
RULE = own_rule.RULE.replace('phrase: "혼란 {드리다|끼치다}"', 'regex: "혼란을 드려"')
BAD = "혼란을 드려 죄송합니다."
MOST_SECONDS = 120.0
# Bytes of memory a run over all of these files may take: Kiwi's model is some 300 MB of them.
MOST_MEMORY = 3_000_000_000


def word(body: str) -> bytes:
    """A Word document whose body holds the XML `body`."""
    whole, out = io.BytesIO(), io.BytesIO()
    WordDocument().save(whole)
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            text = before.read(part)
            if part.filename == "word/document.xml":
                text = re.sub(rb"<w:body>.*</w:body>", f"<w:body>{body}</w:body>".encode(), text, flags=re.DOTALL)
            after.writestr(part.filename, text)
    return out.getvalue()


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def bomb(open_: str, alias: str) -> str:
    """Nine levels of nine aliases each, in YAML."""
    lines = [f"a0: &a0 [{', '.join([open_] * 9)}]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 9)]
    return "\n".join([*lines, f"{alias}: *a8", ""])


DEEP = 100_000
TABLE = "<w:tbl><w:tr><w:tc>"
NESTED: dict[str, tuple[bytes, str | None]] = {
    "deep-list.json": (b"[" * DEEP + b"]" * DEEP, "`limits: nesting`"),
    "deep-map.json": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "`limits: nesting`"),
    "deep.jsonl": (b"[" * DEEP + b"]" * DEEP + b"\n", "`limits: nesting`"),
    "deep.arb": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "`limits: nesting`"),
    "deep-flow.yaml": (b"[" * DEEP + b"]" * DEEP, "`limits: nesting`"),
    "deep-block.yaml": ("".join(f"{' ' * at}a:\n" for at in range(1_500)).encode(), "`limits: nesting`"),
    "deep-dash.yaml": (b"- " * DEEP + b"a\n", "`limits: nesting`"),
    "deep.xml": (b"<a>" * DEEP + b"</a>" * DEEP, "`limits: nesting`"),
    "deep.xliff": (b"<a>" * DEEP + b"</a>" * DEEP, "`limits: nesting`"),
    "deep-front.md": (b"---\na: " + b"[" * 20_000 + b"]" * 20_000 + b"\n---\n\n\xea\xb0\x80\n", "`limits: nesting`"),
    "deep-quote.md": (b"> " * 20_000 + BAD.encode() + b"\n", None),
    "deep-list.md": (b"- " * 20_000 + BAD.encode() + b"\n", None),
    "deep-inline.md": (b"*[" * 20_000 + BAD.encode() + b"](a)*" * 20_000 + b"\n", None),
    "deep.html": (b"<div><ul><li><table><tr><td>" * 20_000 + BAD.encode(), None),
    "deep-inline.html": (b"<b><i>" * DEEP + BAD.encode() + b"</i></b>" * DEEP, None),
    "deep.docx": (word(TABLE * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000), "망가져"),
}
BOMBS: dict[str, tuple[bytes, str | None]] = {
    "alias.yaml": (bomb("'혼란'", "reply").encode(), None),
    "alias-ignore.yaml": (bomb("'[test-rule] 까닭'", "cslint-ignore").encode(), None),
    "alias-front.md": (f"---\n{bomb('가', 'cslint-ignore')}---\n\n{BAD}\n".encode(), None),
    "alias-itself.yaml": (b"a: &a [*a, *a]\ncslint-ignore: *a\n", "별칭"),
    "alias-itself.md": (f"---\ncslint-ignore: &a [*a, *a]\n---\n\n{BAD}\n".encode(), None),
    "merge.yaml": (b"a: &a {<<: {<<: {}}}\n" + b"b: {<<: *a, <<: *a}\n" * 1, None),
    "entity.xml": (
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>',
        "엔터티를 선언한",
    ),
    "entity-outside.xml": (b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>', "엔터티를 선언한"),
    "blown.xlsx": (packed(xl__worksheets__sheet1="<a>" + " " * 50_000_000), "`limits: archive-ratio`"),
    "blown.docx": (packed(word__document=" " * 50_000_000), "`limits: archive-ratio`"),
    "many.xlsx": (packed(**{f"a{at}": "" for at in range(20_001)}), "조각이 20,001개"),
}
BYTES: dict[str, tuple[bytes, str | None]] = {
    "nul.txt": (BAD.encode() + b"\0" * 100, "이진 파일"),
    "nul-late.txt": (BAD.encode() * 300 + b"\0" * 20_000 + BAD.encode(), None),
    "nul-late.csv": (b"a,b\n" * 3_000 + b"\0" * 20_000, None),
    "nul-late.html": (b"<p>" + b"a" * 9_000 + b"\0<\0b\0>" + BAD.encode(), None),
    "broken.txt": (BAD.encode() + b"\xff\xfe\x80", "인코딩을 알 수 없습니다"),
    "broken.md": (BAD.encode()[:-2] + b"\xc3\x28\xa0\xa1", "인코딩을 알 수 없습니다"),
    "half.txt": (b"\xff\xfe" + BAD.encode("utf-16-le") + b"\0", "인코딩을 알 수 없습니다"),
    "lone.txt": (b"\xff\xfe" + b"\x00\xd8" * 50, "인코딩을 알 수 없습니다"),
    "lone.json": (b'{"reply": "' + b"\\ud800" * 2_000 + BAD.encode() + b'"}', None),
    "marks.txt": ("\u202e".join(BAD).encode() + "\u200b\u2066\ufeff".encode() * 5_000 + BAD.encode(), None),
    "marks.md": (("\u202e" * 5_000 + f"{BAD}\n\n\u200f# \u200b{BAD}\n").encode(), None),
    "accents.txt": (("가" + "\u0301" * 100_000 + BAD).encode(), None),
    "jamo.csv": (("답변\n" + "\u1100" * 100_000 + BAD + "\n").encode(), None),
}
RUN = 100_000
LINES = {
    "space": "가" + " " * RUN + "나",
    "wide-space": "가" + "\u3000" * RUN + "나",
    "tab": "가" + "\t" * RUN + "나",
    "newline": "가" + "\n" * RUN + "나",
    "dot": "가" + "." * RUN + "나",
    "ellipsis": "가" + "…" * RUN + "나",
    "tilde": "다" + "~" * RUN + "나",
    "bang": "가" + "!?" * (RUN // 2) + "나",
    "laugh": "다" + "ㅎ" * RUN + "나",
    "emoji": "다" + "😀" * RUN + "나",
    "digit": "1" * RUN,
    "comma": "1," * (RUN // 2),
    "decimal": "1." * (RUN // 2),
    "range": "1~" * (RUN // 2),
    "number": "만" * RUN,
    "link": "www." * (RUN // 4),
    "mail": "a.a@" * (RUN // 4),
    "bracket": "[가" * (RUN // 2),
    "brace": "{{" * (RUN // 2),
    "star": "*" * RUN,
    "under": "_" * RUN,
    "tick": "`" * RUN,
    "less": "<" * RUN,
    "amp": "&" * RUN,
    "slash": "\\" * RUN,
    "quote": "“" * RUN,
}


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., tuple[int, dict[str, str | None], set[str], str, float]]:
    """Lint files in a process of its own: exit code, error by file, files with findings, what was said, seconds."""
    (tmp_path / "tone").mkdir()
    (tmp_path / "tone" / "test-rule.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "cslint.yaml").write_text("rule-dirs: [tone]\n", encoding="utf-8")

    def lint(files: dict[str, bytes]) -> tuple[int, dict[str, str | None], set[str], str, float]:
        for name, data in {**files, "zz-other.txt": BAD.encode()}.items():
            (tmp_path / name).write_bytes(data)
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", _BOUNDED, "check", "--select", "test-rule", "--format", "json", "--no-cache"],
            cwd=tmp_path,
            capture_output=True,
            timeout=10 * MOST_SECONDS,
            check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        took = time.monotonic() - begun
        said = done.stderr.decode()
        report = json.loads(done.stdout) if done.stdout else {"files": [], "findings": []}
        errors = {file["path"]: file["error"] for file in report["files"]}
        return done.returncode, errors, {found["path"] for found in report["findings"]}, said, took

    return lint


_BOUNDED = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_DATA, ({MOST_MEMORY}, {MOST_MEMORY}))
except (ImportError, ValueError, OSError):
    pass
from cslint.cli import main
main()
"""


@pytest.mark.parametrize("files", [NESTED, BOMBS, BYTES], ids=["nested", "bombs", "bytes"])
def test_each_ends_with_a_clear_line_or_a_clean_report(
    run: Callable[..., tuple[int, dict[str, str | None], set[str], str, float]],
    files: dict[str, tuple[bytes, str | None]],
) -> None:
    code, errors, found, said, took = run({name: data for name, (data, _) in files.items()})
    assert code == 2, said
    assert took < MOST_SECONDS
    told = {name: errors[name] for name in files}
    wrong = {
        name: told[name]
        for name, (_, wanted) in files.items()
        if (told[name] is None) != (wanted is None) or (wanted is not None and wanted not in (told[name] or ""))
    }
    assert wrong == {}
    assert all("\n" not in line and line.startswith(name) for name, line in told.items() if line is not None)
    assert said.splitlines() == [line for line in errors.values() if line is not None]
    assert "zz-other.txt" in found


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "json", "csv"])
def test_long_runs_of_one_character_take_no_square_of_their_length(
    run: Callable[..., tuple[int, dict[str, str | None], set[str], str, float]], suffix: str
) -> None:
    def spelled(text: str) -> str:
        if suffix == "json":
            return json.dumps({"reply": f"{text} {BAD}"}, ensure_ascii=False)
        return f'답변\n"{text} {BAD}"\n' if suffix == "csv" else f"{text} {BAD}\n"

    code, errors, found, said, took = run({f"{name}.{suffix}": spelled(text).encode() for name, text in LINES.items()})
    assert (code, said) == (1, "")
    assert set(errors.values()) == {None}
    assert "zz-other.txt" in found
    assert took < MOST_SECONDS


@pytest.mark.parametrize(
    ("name", "before", "behind"),
    [
        ("a.txt", "", ""),
        ("a.md", "", ""),
        ("a.html", "<p>", "</p>"),
        ("a.json", '{"reply": "', '"}'),
        ("a.yaml", "reply: ", ""),
        ("a.csv", "답변\n", ""),
        ("a.po", 'msgid "a"\nmsgstr "', '"'),
        ("a.properties", "a = ", ""),
        ("a.strings", '"a" = "', '";'),
        ("a.xml", '<resources><string name="a">', "</string></resources>"),
    ],
)
def test_a_line_of_five_megabytes_is_read(name: str, before: str, behind: str) -> None:
    words = "주문하신 상품은 내일 도착합니다. "
    text = words * (5_000_000 // len(words.encode()))
    begun = time.monotonic()
    document = read(name, f"{before}{text}{behind}".encode(), ReadOptions())
    read_texts = [
        segment.text for segment in document.segments if "." in segment.text
    ]  # the header of the CSV has none
    assert sum(len(split_sentences(read_text)) for read_text in read_texts) == text.count(".")
    assert time.monotonic() - begun < MOST_SECONDS


def test_a_sentence_without_an_end_is_cut_and_nothing_lost() -> None:
    text = "가나다라마 " * 1_000 + "바" * 5_000
    spans = split_sentences(text)
    assert max(span.end - span.start for span in spans) == 1_000
    assert "".join(text[span.start : span.end] for span in spans).replace(" ", "") == text.replace(" ", "")
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)


@pytest.mark.parametrize(
    ("name", "before", "behind"),
    [
        ("a.json", '{"답변":', "}"),
        ("a.json", "[", "]"),
        ("a.yaml", "[", "]"),
        ("a.yaml", "{답변: ", "}"),
        ("a.xml", "<a>", "</a>"),
        ("a.xml", "<a><b/>", "</a>"),
    ],
)
def test_the_deepest_setting_needs_no_deeper_stack(name: str, before: str, behind: str) -> None:
    leaf = BAD if name.endswith("xml") else f'"{BAD}"'
    text = before * (DEEPEST - 1) + leaf + behind * (DEEPEST - 1)
    document = read(name, text.encode(), ReadOptions(limits=Limits(nesting=DEEPEST)))
    assert [segment.text for segment in document.segments] == [BAD]
