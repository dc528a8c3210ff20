"""Which formats there are, what they need, and that one file nobody can read does not stop the others."""

import importlib.util
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cslint.cli import main
from cslint.document import Audience, ReadOptions
from cslint.errors import CslintError
from cslint.formats import FORMATS, known_formats, read


def test_every_suffix_is_listed_under_its_format() -> None:
    listed = {suffix: each.name for each in known_formats() for suffix in each.suffixes}
    assert listed == FORMATS
    assert {each.name: each.extra for each in known_formats() if each.extra} == {"xlsx": "xlsx", "docx": "docx"}


@pytest.mark.parametrize(
    ("path", "file", "texts"),
    [
        ("a.ndjson", '{"body": "하나"}\n{"body": "둘"}\n', ["하나", "둘"]),
        ("A.TAB", "상황, 문의\t답변\n환불\t네, 오늘\n", ["네, 오늘"]),
    ],
)
def test_other_suffixes_of_lines_and_tabs_are_read_as_such(path: str, file: str, texts: list[str]) -> None:
    document = read(path, file.encode(), ReadOptions())
    assert [segment.text for reply in document.replies for segment in reply.segments] == texts


def test_the_command_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr("cslint.formats.find_spec", lambda name: None if name == "docx" else found(name))
    done = CliRunner().invoke(main, ["formats"])
    assert done.exit_code == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert set(lines) == set(FORMATS.values())
    assert "pip install 'cslint[docx]'" in lines["docx"]
    assert ".xml" in lines["xml"]
    assert "pip" not in lines["text"]


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".xlsx", ".docx"}))
def test_every_text_format_tells_bytes_that_are_no_text(suffix: str) -> None:
    for data in (b"\x00\x01" * 100, b"\xff\xfe\xff\xdc\x00", "가".encode("cp949")[:1] + b"\xff" * 9):
        with pytest.raises(CslintError) as error:
            read(f"답변{suffix}", data, ReadOptions())
        assert "\n" not in str(error.value)
        assert (error.value.where or "").startswith(f"답변{suffix}")


@pytest.mark.parametrize(
    ("told", "instruction"),
    [
        ("tilde-run 상표", "ignore[tilde-run] 상표"),
        ("tilde-run, long-sentence 상표", "ignore[tilde-run, long-sentence] 상표"),
        ("[tilde-run, long-sentence] 상표", "ignore[tilde-run, long-sentence] 상표"),
        ("on-time-promise 상표", "ignore[on-time-promise] 상표"),
        ("ignore [tilde-run] 상표", "ignore [tilde-run] 상표"),
        ("off[tilde-run] 상표", "off[tilde-run] 상표"),
        ("cslint: situation[환불 거절]", "situation[환불 거절]"),
        ("tilde-run", "ignore[tilde-run]"),
        ("ignore 상표", None),
        ("상표 이름", None),
    ],
)
@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("a.csv", '답변,cslint\n가나,"{}"\n'),
        ("a.md", "| 답변 | cslint |\n|---|---|\n| 가나 | {} |\n"),
        ("front.md", "---\ncslint-ignore: '{}'\n---\n가나\n"),
        ("list.md", "---\ncslint-ignore:\n- '{}'\n---\n가나\n"),
        ("a.yaml", "답변: 가나\ncslint-ignore: '{}'\n"),
        ("a.json", '{{"답변": "가나", "cslint-ignore": ["{}"]}}'),
    ],
)
def test_a_place_for_instructions_takes_the_same_short_ones_in_every_format(
    path: str, file: str, told: str, instruction: str | None
) -> None:
    (comment,) = read(path, file.format(told).encode(), ReadOptions()).comments
    assert comment.text == (instruction or told)
    assert bool(comment.verb) == (instruction is not None)
    assert comment.covers is not None


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("a.txt", "// cslint: {}\n가나"),
        ("b.txt", "<!-- cslint:{}-->\n가나"),
        ("a.md", "<!-- cslint: {} -->\n가나"),
        ("a.html", "<!--cslint: {} --!><p>가나</p>"),
        ("a.xml", "<resources><!-- cslint: {} --><string name='a'>가나</string></resources>"),
        ("a.yaml", "#cslint: {}\n답변: 가나\n"),
        ("a.json", '{{"//": "cslint: {}", "답변": "가나"}}'),
        ("a.po", '#. cslint: {}\nmsgid "a"\nmsgstr "가나"\n'),
        ("a.properties", "! cslint: {}\na=가나\n"),
        ("a.strings", '/* cslint: {} */\n"a" = "가나";\n'),
    ],
)
def test_a_comment_tells_its_instruction_in_every_format(path: str, file: str) -> None:
    (comment,) = read(path, file.format("ignore[a-b, c] 상표 이름").encode(), ReadOptions()).comments
    assert (comment.verb, comment.names, comment.reason) == ("ignore", ("a-b", "c"), "상표 이름")
    assert comment.text == "ignore[a-b, c] 상표 이름"
    (comment,) = read(path, file.format("a-b 상표 이름").encode(), ReadOptions()).comments
    assert not comment.verb  # a comment says what it does: other words may stand there


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("보냈어요.&nbsp받았어요.<!-- x --!>봤어요.", "보냈어요. 받았어요.봤어요."),
        ("<p>&copyright &#44032 &lt;b&gt; &nosuch;</p>", "©right 가 <b> &nosuch;"),
        ("<pre>보냈어요 <s>또</s><code>나</code></pre><script>x</script>", "보냈어요 나"),
        ("<p>보냈어요<iframe>x</iframe>.</p><svg>x</svg>", "보냈어요."),
    ],
)
def test_a_page_and_a_value_read_html_alike(html: str, text: str) -> None:
    page = read("a.html", html.encode(), ReadOptions(audience="customer")).segments
    value = read("a.csv", f"답변\n{html}\n".encode(), ReadOptions()).segments[1:]
    assert "\n".join(segment.text for segment in page if segment.audience is Audience.CUSTOMER) == text
    assert "\n".join(segment.text for segment in value if segment.audience is Audience.CUSTOMER) == text
    assert [segment.opaque for segment in page if segment.opaque] == [
        segment.opaque for segment in value if segment.opaque
    ]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    return out.getvalue()


def test_files_nobody_can_read_do_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    broken = {
        "a.docx": b"PK\x03\x04cut",
        "b.docx": bomb(),
        "c.xml": b'<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><a>&b;</a>',
        "d.po": b'msgid "a\n',
        "e.properties": b"a=\\u12",
        "f.html": b"\x00\x01binary",
        "g.strings": b"nothing",
        "h.xlsx": b"not a zip",
        "i.arb": b"{",
    }
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "z.html").write_text("<p>고객님. 서비스 이용에 불편을 드려 죄송합니다.</p>", encoding="utf-8")
    done = CliRunner().invoke(main, ["check", "--no-cache", "--format", "json", "."])
    assert done.exit_code == 2
    report = json.loads(done.stdout)
    errors = {file["path"]: file["error"] for file in report["files"] if file["error"]}
    assert set(errors) == set(broken)
    assert all("\n" not in error for error in errors.values())
    found = next(one for one in report["findings"] if one["rule"] == "hollow-inconvenience-apology")
    assert (found["path"], found["quote"] in "고객님. 서비스 이용에 불편을 드려 죄송합니다.") == ("z.html", True)
