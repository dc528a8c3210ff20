"""Strategies for files that are data: YAML, JSON and its lines, application resources, delimited tables."""

import csv
import io
import json
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.pages import comments
from tests.fuzz.prose import instructions, texts, words

_KEYS = (
    *("답변", "body", "title", "상황", "message", "비고", "고객 문의", "tags", "value", "field", "ko", "en", "type"),
    *("public", "cslint-ignore", "cslint", "//", "_comment", "macros", "reply", "나쁜 예", "<<", "name", "제목", "id"),
)
_keys = st.sampled_from(_KEYS) | words
_plain_values = st.none() | st.booleans() | st.integers(-5, 10**20) | st.floats() | st.just("")
_values = texts() | texts() | texts(1) | _plain_values | instructions.map(lambda told: f"[{told}")
values: st.SearchStrategy[Any] = st.recursive(
    _values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4), max_leaves=8
)


def _dumped(value: Any, *, ascii_only: bool, indent: int | None) -> str:
    return json.dumps(value, ensure_ascii=ascii_only, indent=indent)


_indents = st.sampled_from((None, 1, 2))
_json = st.builds(_dumped, values, ascii_only=st.booleans(), indent=_indents)


def json_text() -> st.SearchStrategy[str]:
    """A macro export or a message catalogue."""
    return _json


def json_lines() -> st.SearchStrategy[str]:
    """A value a line, blank lines among them."""
    line = st.builds(_dumped, values, ascii_only=st.booleans(), indent=st.none())
    return st.lists(line | st.just(""), max_size=5).map("\n".join)


@st.composite
def _choices(draw: st.DrawFn) -> str:
    """A message of several wordings, now and then around each other or inside a sentence, with a brace too few."""
    inner = draw(texts(1) | st.just("#건 {name} 님") | st.just("{who, select, a{그가} other{그분이}} 왔습니다."))
    choice = draw(st.sampled_from(("{count, plural, =0{없습니다} other{", "{who, select, other {"))) + inner + "}}"
    around = draw(st.sampled_from(("{}", "{}", "앞 {} 뒤", "'{}'", "{}{}")))
    return around.replace("{}", choice[: draw(st.sampled_from((None, None, -1)))])


@st.composite
def arb(draw: st.DrawFn) -> str:
    """An application resource bundle: messages, and what is said of them under `@` keys."""
    messages: dict[str, Any] = {"@@locale": "ko"} if draw(st.booleans()) else {}
    for name in draw(st.lists(st.sampled_from(("refund", "delay", "인사", "title", "답변")), max_size=4)):
        messages[name] = draw(texts() | _choices() | _plain_values)
        if draw(st.booleans()):
            messages["@" + name] = draw(st.fixed_dictionaries({"description": texts(1), "placeholders": values}))
    return _dumped(messages, ascii_only=draw(st.booleans()), indent=draw(_indents))


_SPECIAL = frozenset("\"'#:{}[]&*!|>%@`\\-?,\t")


@st.composite
def _scalar(draw: st.DrawFn, indent: int, *, flow: bool = False) -> str:
    """A string in one of the five styles, its further lines indented."""
    text = draw(texts() | texts(1) | st.sampled_from(("", "null", "1.5", "true", "~", "2025-01-01", "=")))
    pad = "\n" + " " * indent
    style = draw(st.sampled_from(("'", '"', '"', "plain") if flow else ("'", '"', '"', "plain", "|", "|", ">")))
    if style == "'":
        return "'" + text.replace("'", "''").replace("\n", "\n" + pad) + "'"
    if style == '"':
        escaped = json.dumps(text, ensure_ascii=draw(st.booleans()))
        fold = draw(st.sampled_from((None, pad, "\\" + pad)))
        return escaped.replace(" ", " " + fold, 1) if fold else escaped
    if style == "plain":
        plain = draw(st.sampled_from((text, "".join(char for char in text if char not in _SPECIAL))))
        return plain.replace("\n", pad).strip() or "~"
    chomp = draw(st.sampled_from(("", "-", "+", "2", "1-", " # 가")))
    return style + chomp + pad + text.replace("\n", pad) + draw(st.sampled_from(("", "\n", "\n\n", pad)))


@st.composite
def _node(draw: st.DrawFn, indent: int = 0) -> str:
    """A node as it stands behind its key: with anchors, tags, aliases, comments and flow collections."""
    mark = draw(st.sampled_from(("", "", "", "", "&a ", "&b !!str ", "! ", "!<x> ")))
    kind = draw(
        st.sampled_from(("scalar", "scalar", "scalar", "mapping", "mapping", "list", "list", "alias", "flow", "flow"))
    )
    if kind == "alias":
        return draw(st.sampled_from(("*first", "*first ", "*a")))
    if kind == "flow":
        inner = ", ".join(draw(st.lists(_scalar(indent + 1, flow=True), max_size=3)))
        return mark + draw(st.sampled_from(("[{}]", "[{}, ]", "{{답변: {}}}", '{{"body":{}}}'))).format(inner)
    if kind == "scalar" or indent > 6:
        return mark + draw(_scalar(indent + 1))
    return mark + "\n" + draw(_collection(indent + 2, mapping=kind == "mapping"))


_yaml_keys = _keys.filter(_SPECIAL.isdisjoint) | st.sampled_from(("'답변'", '"body"', "? 가\n:", "? [a, b]\n:", "[x]"))


@st.composite
def _collection(draw: st.DrawFn, indent: int, *, mapping: bool) -> str:
    out, seen = [], set()
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.sampled_from((False, False, False, True))):
            out.append(" " * indent + draw(comments("# cslint: {}", "#cslint:{}", "# 메모")))
        key = draw(_yaml_keys)
        if mapping and key in seen:
            continue
        seen.add(key)
        lead = f"{key}: " if mapping else "- "
        tail = draw(st.sampled_from(("", "", "", " # cslint: ignore[tilde-run] 이름")))
        out.append(" " * indent + lead + draw(_node(indent)) + tail)
    return "\n".join(out)


@st.composite
def yaml_text(draw: st.DrawFn) -> str:
    """One or more YAML documents, most of them well formed."""
    document = st.booleans().flatmap(lambda mapping: _collection(0, mapping=mapping)) | _node()
    start = draw(
        st.sampled_from(
            ("", "", "---\n", "%YAML 1.1\n---\n", "# 머리말\n", "\ufeff", "- &first 가나다\n", "처음: &first 가\n")
        )
    )
    return start + draw(st.sampled_from(("\n---\n", "\n...\n---\n"))).join(draw(st.lists(document, max_size=2))) + "\n"


_HEADERS = (
    "상황",
    "답변",
    "고객 문의",
    "비고",
    "cslint",
    "제목",
    "보낼 답변",
    "금지 표현",
    "답변(영문)",
    "답변 사본",
    "No",
    "",
)


def table(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Rows of cells, most times below a row of names that people give to columns, at times a title above it."""
    header = st.lists(st.sampled_from(_HEADERS), min_size=1, max_size=5)
    rows = st.lists(st.lists(cells, max_size=5), max_size=5)
    lead = st.sampled_from(([], [], [["CS 답변 모음"]], [[], ["", "2025"]]))
    named = st.builds(lambda lead, header, rows: [*lead, header, *rows], lead, header, rows)
    return st.one_of(named, named, rows)


@st.composite
def delimited(draw: st.DrawFn) -> str:
    """A table as a spreadsheet or a script writes it."""
    cells = texts(3) | texts(1) | words | instructions | st.sampled_from(("", "12", "2025-01-01", "=A1&B2"))
    out = io.StringIO(newline="")
    quoting = draw(st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)))
    rows = draw(table(cells))
    csv.writer(out, delimiter=draw(st.sampled_from(",,,\t;|")), quoting=quoting, lineterminator="\n").writerows(rows)
    return out.getvalue()
