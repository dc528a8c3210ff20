"""The page for people: whole without a script or a network, safe whatever the files say, and working in a real browser."""

import functools
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cslint.cli import main
from cslint.document import ReadOptions
from cslint.findings import FileReport, Finding, FoundSituation, Level
from cslint.formats import parser
from cslint.output import Note, Page, Summary, renderer
from cslint.source import Cell, Source, SourceSpan

CONFIG = """\
rule-dirs: [tone]
"""
RULE = """\
summary: 시험 규칙
level: {level}
why: 시험하려고 둔 규칙입니다.
message: "이렇게 쓰지 않습니다."
{mend}
match:
  - phrase: "{phrase}"
examples:
  - bad: "{bad}"
    {mended}
"""
MANUAL = """\
# 배송 안내

## 배송 지연

**보낼 답변**

안녕하세요, 고객님. <b>혼란</b>을 드려 죄송합니다. 물건은 내일 도착합니다 &amp; 환불은 모레입니다.

- 첫째, 혼란을 드렸습니다.

## 칭찬 감사

**보낼 답변**

금일 주신 글 잘 읽었습니다.
"""
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&\u202e\x00"


class Reader(HTMLParser):
    """Reads a page as a browser would: every element must close, nothing may be loaded."""

    VOID = frozenset(("meta", "input", "rect", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" not in self.open and "style" not in self.open:
            self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def marked(page: str) -> list[str]:
    return [re.sub("<[^>]*>", "", found) for found in re.findall(r"<mark[^>]*>(.*?)</mark>", page)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a small manual linted with two rules of its own, one with a fix."""
    folder = tmp_path_factory.mktemp("manual")
    (folder / "tone").mkdir()
    rules = {
        "mixed-up": RULE.format(
            level="error",
            phrase="혼란 {드리다|끼치다}",
            mend='suggest: "다르게 써 주세요."',
            bad="[[혼란을 드려]] 죄송합니다.",
            mended="good: 안내가 잘못되어 죄송합니다.",
        ),
        "sino-day": RULE.format(
            level="warning",
            phrase="금일",
            mend="fix: {reword: 오늘}",
            bad="[[금일]] 주신 글 잘 읽었습니다.",
            mended="fixed: 오늘 주신 글 잘 읽었습니다.",
        ),
    }
    for name, text in rules.items():
        (folder / "tone" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "cslint.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "배송.md").write_text(MANUAL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(
            main,
            ["check", "--select", "mixed-up,sino-day", "--format", "html", "--output", "보고서.html", "--no-cache"],
            prog_name="cslint",
        )
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    return (folder / "보고서.html").read_text(encoding="utf-8")


class TestPage:
    def test_shows_the_replies_with_the_words_marked(self, report: str) -> None:
        assert marked(report) == ["혼란을 드려", "혼란을 드렸습니다", "금일"]
        text = "".join(read(report).text)
        assert "안녕하세요, 고객님. 혼란을 드려1 죄송합니다. 물건은 내일 도착합니다 & 환불은 모레입니다." in text
        assert "**" not in text  # replies as the customer reads them, not as the file spells them
        assert "이렇게 쓰지 않습니다." in text
        assert "이렇게 써 보세요다르게 써 주세요." in text
        assert "고친 문장오늘 주신 글 잘 읽었습니다." in text
        assert "시험하려고 둔 규칙입니다." in text
        assert "배송 지연" in text

    def test_counts_by_rule_and_by_file(self, report: str) -> None:
        rules, by_file = re.findall(r'<section class="chart".*?</section>', report, re.DOTALL)
        assert re.findall(r"<code>(.*?)</code>.*?aria-label=\"(.*?)\".*?(\d+)건</span>", rules) == [
            ("mixed-up", "오류 2건", "2"),
            ("sino-day", "경고 1건", "1"),
        ]
        assert re.findall(r'"name">(.*?)</span>.*?aria-label="(.*?)"', by_file) == [("배송.md", "오류 2건, 경고 1건")]
        widths = [float(width) for width in re.findall(r'width="([\d.]+)%"', rules)]
        assert widths == [100, 50]

    def test_is_whole_without_a_script(self, report: str) -> None:
        """Only the filter, which needs the script, is hidden until it runs."""
        hidden = [tag for tag, attributes in read(report).elements if "hidden" in attributes]
        assert hidden == ["form"]

    def test_loads_nothing(self, report: str) -> None:
        reader = read(report)
        for tag, attributes in reader.elements:
            assert tag not in ("link", "img", "iframe", "object", "base")
            assert not {"src", "srcset", "style", "data"} & attributes.keys()
            assert not any(name.startswith("on") for name in attributes)
            assert (attributes.get("href") or "#").startswith("#")
        assert not re.search(r"https?:|url\(|@import", report)
        (policy,) = [given["content"] for tag, given in reader.elements if given.get("http-equiv")]
        assert re.fullmatch(r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'", policy or "")

    def test_links_lead_somewhere(self, report: str) -> None:
        elements = read(report).elements
        names = [given["id"] for _, given in elements if "id" in given]
        assert len(set(names)) == len(names)
        targets = {given["href"] for tag, given in elements if tag == "a"}
        assert len(targets) == 3
        assert targets <= {f"#{name}" for name in names}


def hostile() -> str:
    source = Source(HOSTILE, HOSTILE * 2)
    level = Level.ERROR
    finding = Finding(
        SourceSpan(3, 9), HOSTILE, HOSTILE, level, HOSTILE, HOSTILE, HOSTILE, HOSTILE, FoundSituation(HOSTILE, HOSTILE)
    )
    reports = [
        FileReport(HOSTILE, "text", source, (finding,), replies=1),
        FileReport("b.csv", "csv", None, error=HOSTILE),
    ]
    return renderer("html")(reports, Summary.of(reports), Page(notes={HOSTILE: Note(HOSTILE, HOSTILE)}))


def test_what_files_say_stays_text() -> None:
    page = hostile()
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\x00" not in page
    reader = read(page)
    assert all(tag != "img" for tag, _ in reader.elements)
    assert "<script>alert(1)</script>" in "".join(reader.text)


def test_overlapping_words_are_marked_once_as_the_gravest() -> None:
    source = Source("a.txt", "이용에 불편을 드려 죄송합니다.")
    found = tuple(
        Finding(SourceSpan(start, end), rule, "apology", level, "왜", source.text[start:end])
        for start, end, rule, level in ((0, 10, "one", Level.INFO), (4, 16, "two", Level.ERROR))
    )
    document = parser("text")(source, ReadOptions())
    reports = [FileReport("a.txt", "text", source, found, replies=1, document=document)]
    page = renderer("html")(reports, Summary.of(reports), Page())
    assert re.findall(r'<mark class="(\w+)" data-of="([\d ]+)">(.*?)</mark>', page) == [
        ("info", "1", "이용에 "),
        ("error", "1 2", "불편을 드려"),
        ("error", "2", " 죄송합니다"),
    ]


def test_a_run_that_found_nothing_says_so() -> None:
    reports = [FileReport("a.txt", "text", Source("a.txt", "네."), replies=1)]
    page = renderer("html")(reports, Summary.of(reports), Page())
    text = "".join(read(page).text)
    assert "다듬을 곳을 찾지 못했습니다" in text
    assert "<form" not in page


def test_cells_are_named() -> None:
    source = Source("a.xlsx", "가나다\n불편을", cells=(Cell(0, "답변!B2"), Cell(4, "답변!B3")))
    found = (Finding(SourceSpan(4, 7), "one", "apology", Level.INFO, "왜", "불편을"),)
    reports = [FileReport("a.xlsx", "xlsx", source, found, replies=1)]
    assert "답변!B3 · <code>one</code>" in renderer("html")(reports, Summary.of(reports), Page())


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# What a reader does, then what they see; the page's own policy lets no other script run, so it is lifted for this one.
PROBE = """
<script>
const form = document.querySelector(".filter");
const pick = (name, value) => {
  form.elements[name].value = value;
  form.dispatchEvent(new Event("change", {bubbles: true}));
};
const seen = () => ({
  said: form.querySelector("output").textContent,
  remarks: [...document.querySelectorAll(".remarks > li")].filter((li) => li.offsetParent).length,
  marks: [...document.querySelectorAll("mark:not(.off)")].filter((mark) => mark.offsetParent).map((mark) => mark.textContent),
});
const result = {all: seen(), wide: document.documentElement.scrollWidth <= innerWidth, form: form.offsetParent !== null};
const box = form.querySelector("input[value=error]");
box.click();
result.without_errors = seen();
box.click();
pick("rule", "mixed-up");
result.rule = seen();
pick("rule", "");
const known = [...form.elements.situation.options].map((option) => option.value).filter(Boolean);
pick("situation", known[0] || "");
result.situation = seen();
document.body.innerHTML = "<pre id=result>" + JSON.stringify(result).replaceAll("<", "&lt;") + "</pre>";
</script></body>"""


@functools.cache
def _starts() -> bool:
    return BROWSER is not None and _browse("--dump-dom", "data:text/html,<p>ok").stdout.count("ok") > 0


def _browse(*arguments: str) -> "subprocess.CompletedProcess[str]":
    assert BROWSER
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--window-size=1200,900")
    return subprocess.run(
        [BROWSER, *flags, *arguments], capture_output=True, encoding="utf-8", check=False, timeout=100
    )


@pytest.fixture
def browser() -> None:
    if BROWSER is None:
        pytest.skip("no browser: chromium is not installed (Debian: apt-get install chromium)")
    if not _starts():
        pytest.skip(f"no browser: {BROWSER} does not start here")


@pytest.mark.usefixtures("browser")
class TestBrowser:
    @staticmethod
    def probe(page: str, folder: Path) -> dict[str, Any]:
        probed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page).replace("</body>", PROBE)
        file = folder / "probe.html"
        file.write_text(probed, encoding="utf-8")
        dom = _browse("--dump-dom", file.as_uri()).stdout
        found = re.search(r'<pre id="result">(.*?)</pre>', dom, re.DOTALL)
        assert found, dom[-2000:]
        result: dict[str, Any] = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        return result

    def test_filters(self, report: str, tmp_path: Path) -> None:
        result = self.probe(report, tmp_path)
        assert result["form"]
        assert result["wide"]  # nothing is cut off at the right
        assert result["all"] == {
            "said": "글 2편, 지적 3건",
            "remarks": 3,
            "marks": ["혼란을 드려", "혼란을 드렸습니다", "금일"],
        }
        assert result["without_errors"] == {"said": "글 1편, 지적 1건", "remarks": 1, "marks": ["금일"]}
        assert result["rule"]["marks"] == ["혼란을 드려", "혼란을 드렸습니다"]
        assert 0 < result["situation"]["remarks"] < 3

    def test_the_policy_lets_the_page_s_own_script_and_style_run(self, report: str, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(report, encoding="utf-8")
        ran = _browse("--enable-logging=stderr", "--dump-dom", file.as_uri())
        assert "Refused" not in ran.stderr
        assert "Content Security Policy" not in ran.stderr
        form = re.search(r'<form class="filter"[^>]*>', ran.stdout)
        assert form
        assert "hidden" not in form.group()
        assert "글 2편, 지적 3건" in ran.stdout

    def test_hostile_text_runs_nothing(self, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(hostile(), encoding="utf-8")
        dom = _browse("--dump-dom", file.as_uri()).stdout
        assert "<img" not in dom
        assert dom.count("<script>") == 1

    def test_prints(self, report: str, tmp_path: Path) -> None:
        file, printed = tmp_path / "page.html", tmp_path / "page.pdf"
        file.write_text(report, encoding="utf-8")
        _browse(f"--print-to-pdf={printed}", file.as_uri())
        assert printed.read_bytes().startswith(b"%PDF")
