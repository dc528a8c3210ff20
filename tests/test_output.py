import json
import unicodedata
from collections.abc import Sequence

import pytest

from cslint import __version__
from cslint.findings import FileReport, Finding, Fix, FoundSituation, Level, Safety
from cslint.output import FORMATS, Page, Summary, renderer
from cslint.output.columns import excerpt, printable, width, wrapped
from cslint.source import Cell, Edit, Source, SourceSpan

TEXT = "안녕하세요, 고객님.\n  불편을 드려 죄송합니다. 곧 처리하겠습니다.\n"


def finding(source: Source, quote: str, level: Level = Level.WARNING, **more: object) -> Finding:
    start = source.text.index(quote)
    span = SourceSpan(start, start + len(quote))
    return Finding(
        **{
            "span": span,
            "rule": "hollow-inconvenience-apology",
            "category": "apology",
            "level": level,
            "message": "무엇이 불편했는지 밝혀 주세요.",
            "quote": quote,
            **more,
        }
    )


def show(reports: Sequence[FileReport], name: str = "text", page: Page | None = None) -> str:
    return renderer(name)(reports, Summary.of(reports), page or Page())


@pytest.fixture
def source() -> Source:
    return Source("replies/a.txt", TEXT)


def test_text_underlines_the_quoted_words_in_terminal_columns(source: Source) -> None:
    found = finding(source, "불편을 드려", suggestion="배송이 늦어 기다리시게 해 드려")
    report = FileReport("replies/a.txt", "text", source, (found,), replies=1)
    assert show([report]) == (
        "replies/a.txt:2:3  경고  hollow-inconvenience-apology\n"
        "    불편을 드려 죄송합니다. 곧 처리하겠습니다.\n"
        "    ^^^^^^^^^^^\n"
        "    무엇이 불편했는지 밝혀 주세요.\n"
        "    → 배송이 늦어 기다리시게 해 드려\n"
        "\n"
        "파일 1개, 답변 1개에서 경고 1건을 찾았습니다.\n"
    )


def test_text_puts_the_caret_behind_wide_and_narrow_characters() -> None:
    source = Source("a.txt", "① VIP 고객님🙏 죄송")
    report = FileReport("a.txt", "text", source, (finding(source, "죄송"),), replies=1)
    _, line, caret, *_ = show([report]).splitlines()
    # "VIP" and "①" (ambiguous: narrow) take one column a character, Hangul and the emoji two.
    assert caret == " " * (4 + 2 + 4 + 6 + 2 + 1) + "^^^^"
    assert line == "    ① VIP 고객님🙏 죄송"


def test_text_names_reply_and_situation_once_for_neighbouring_findings(source: Source) -> None:
    where = {"reply": "배송 지연", "situation": FoundSituation("delivery-delay", "inferred")}
    findings = (finding(source, "불편을", **where), finding(source, "곧", **where))
    shown = show([FileReport("replies/a.txt", "text", source, findings, replies=1)])
    assert shown.count("replies/a.txt · 답변 ‘배송 지연’ · 상황 delivery-delay(추정)\n") == 1
    assert shown.index("상황 delivery-delay(추정)") < shown.index("replies/a.txt:2:3")


@pytest.mark.parametrize(
    ("found_by", "word"),
    [("comment", "주석"), ("declared", "선언"), ("heading", "제목"), ("path", "경로"), ("inferred", "추정")],
)
def test_text_says_how_the_situation_was_found(source: Source, found_by: str, word: str) -> None:
    found = finding(source, "곧", situation=FoundSituation("delivery-delay", found_by))
    assert f"상황 delivery-delay({word})" in show([FileReport("replies/a.txt", "text", source, (found,))])


def test_text_names_the_cell_of_a_spreadsheet() -> None:
    source = Source("a.xlsx", "가나다\n불편을", cells=(Cell(0, "답변!B2"), Cell(4, "답변!B3")))
    found = finding(source, "불편을")
    assert show([FileReport("a.xlsx", "xlsx", source, (found,))]).startswith("a.xlsx:답변!B3:1:1  경고")


def test_text_tells_unreadable_files_in_one_line_and_counts_them() -> None:
    broken = FileReport("b.csv", "csv", None, error="b.csv:3:1: 따옴표가 닫히지 않았습니다.")
    shown = show([broken, FileReport("c.txt", "text", Source("c.txt", "네."), replies=1)])
    assert "읽지 못함  b.csv:3:1: 따옴표가 닫히지 않았습니다.\n" in shown
    assert shown.endswith("이대로 쓰셔도 좋습니다. 파일 1개는 읽지 못했습니다.\n")


@pytest.mark.parametrize(
    ("levels", "line"),
    [
        ((), "파일 1개, 답변 2개를 살펴보았고, 다듬을 곳을 찾지 못했습니다. 이대로 쓰셔도 좋습니다."),
        ((Level.INFO, Level.INFO), "파일 1개, 답변 2개에서 참고 2건을 찾았습니다."),
        (
            (Level.INFO, Level.ERROR, Level.WARNING, Level.ERROR),
            "파일 1개, 답변 2개에서 오류 2건, 경고 1건, 참고 1건을 찾았습니다.",
        ),
    ],
)
def test_text_closes_with_one_natural_sentence(source: Source, levels: Sequence[Level], line: str) -> None:
    findings = tuple(finding(source, "곧", level) for level in levels)
    shown = show([FileReport("replies/a.txt", "text", source, findings, replies=2)])
    assert shown.splitlines()[-1] == line


def test_text_of_no_files_is_kind() -> None:
    assert show([]) == "살펴볼 파일이 없습니다.\n"


def test_a_file_in_which_nothing_was_read_is_not_praised() -> None:
    told = show([FileReport("a.md", "markdown", Source("a.md", ""))])
    assert "답변을 찾지 못했습니다" in told
    assert "이대로 쓰셔도" not in told


def test_text_has_colour_only_when_asked(source: Source) -> None:
    report = FileReport("replies/a.txt", "text", source, (finding(source, "곧"),))
    assert "\x1b" not in show([report])
    assert "\x1b[33m" in show([report], page=Page(colour=True))


def test_text_counts_rules_when_asked(source: Source) -> None:
    findings = (finding(source, "불편을"), finding(source, "곧", rule="vague-wait"), finding(source, "죄송"))
    shown = show([FileReport("replies/a.txt", "text", source, findings)], page=Page(statistics=True))
    counts = shown[shown.index("규칙별 건수") :].splitlines()[1:3]
    assert [line.split() for line in counts] == [["hollow-inconvenience-apology", "2"], ["vague-wait", "1"]]


def test_text_never_passes_escape_sequences_on() -> None:
    source = Source("a.txt", "\x1b[31m불편을\u202e 드려")
    report = FileReport("a.txt", "text", source, (finding(source, "불편을", message="\x1b]0;제목\x07"),), replies=1)
    shown = show([report])
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown


def test_an_nfd_line_is_measured_as_it_is_drawn() -> None:
    assert width(unicodedata.normalize("NFD", "각하")) == width("각하") == 4


@pytest.mark.parametrize("columns", [20, 33, 60, 100])
def test_a_long_line_is_cut_around_the_words(columns: int) -> None:
    text = "앞말 " * 200 + "불편을 드려" + " 뒷말" * 200
    start = text.index("불")
    shown = excerpt(text, start, start + 6, columns)
    assert width(shown.text) <= columns
    assert shown.text[0] == shown.text[-1] == "…"
    assert width(shown.text[: shown.text.index("불편을 드려")]) == shown.before
    assert shown.marked == width("불편을 드려")


def test_words_longer_than_the_page_are_cut_and_marked_to_the_edge() -> None:
    shown = excerpt("가" * 500, 100, 400, 40)
    assert width(shown.text) <= 40
    assert shown.before + shown.marked <= width(shown.text)
    assert shown.text.startswith("…가")
    assert shown.text.endswith("가…")


def test_a_finding_over_several_lines_shows_its_first_line() -> None:
    shown = excerpt("가나다\r\n라마바", 1, 7, 40)
    assert (shown.text, shown.before, shown.marked) == ("가나다", 2, 4)


def test_an_empty_place_is_marked_by_one_column() -> None:
    assert excerpt("가나", 2, 2, 40).marked == 1
    assert excerpt("", 0, 0, 40).text == ""


def test_printable_keeps_length() -> None:
    text = "가\t나\x00\u2066\x9b다\U0001f64f"
    assert len(printable(text)) == len(text)


def test_messages_are_wrapped_at_spaces() -> None:
    lines = wrapped("가나 다라 마바 사아자차카타", 9)
    assert lines == ("가나 다라", "마바", "사아자차카타")


def test_json_is_the_contract_field_by_field(source: Source) -> None:
    start = source.text.index("불편을")
    found = finding(
        source,
        "불편을 드려",
        Level.ERROR,
        suggestion="배송이 늦어",
        reply="배송 지연",
        situation=FoundSituation("delivery-delay", "heading"),
        fix=Fix((Edit(SourceSpan(start, start + 3), "걱정을"),), Safety.SAFE),
    )
    reports = [
        FileReport("replies/a.txt", "text", source, (found,), replies=3),
        FileReport("b.csv", "csv", None, error="b.csv: 읽을 권한이 없습니다."),
    ]
    report = json.loads(show(reports, "json"))
    assert report.pop("kiwi").count(".") >= 1
    assert report == {
        "version": 1,
        "cslint": __version__,
        "files": [
            {"path": "replies/a.txt", "format": "text", "replies": 3, "error": None},
            {"path": "b.csv", "format": "csv", "replies": 0, "error": "b.csv: 읽을 권한이 없습니다."},
        ],
        "findings": [
            {
                "path": "replies/a.txt",
                "rule": "hollow-inconvenience-apology",
                "category": "apology",
                "level": "error",
                "message": "무엇이 불편했는지 밝혀 주세요.",
                "quote": "불편을 드려",
                "start": {"offset": 14, "line": 2, "column": 3},
                "end": {"offset": 20, "line": 2, "column": 9},
                "cell": None,
                "reply": "배송 지연",
                "situation": {"id": "delivery-delay", "source": "heading"},
                "suggestion": "배송이 늦어",
                "fix": {"safety": "safe", "edits": [{"start": 14, "end": 17, "text": "걱정을"}]},
            }
        ],
        "summary": {"error": 1, "warning": 0, "info": 0, "files": 2, "replies": 3},
    }


def test_json_has_null_for_what_is_not_known(source: Source) -> None:
    report = json.loads(show([FileReport("replies/a.txt", "text", source, (finding(source, "곧"),))], "json"))
    (found,) = report["findings"]
    assert {key for key, value in found.items() if value is None} == {"cell", "reply", "situation", "suggestion", "fix"}


def test_json_counts_code_points_not_bytes_or_utf16() -> None:
    source = Source("a.txt", "🙏🙏\n🙏죄송")
    (found,) = json.loads(show([FileReport("a.txt", "text", source, (finding(source, "죄송"),))], "json"))["findings"]
    assert found["start"] == {"offset": 4, "line": 2, "column": 2}


def test_every_format_renders_an_empty_run() -> None:
    for name in FORMATS:
        assert show([], name).endswith("\n")
