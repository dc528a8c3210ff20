"""Strategies for files that are pages of prose: plain text, Markdown, HTML."""

import html

from hypothesis import strategies as st

from tests.fuzz.prose import instructions, lines, texts, words

_COMMENTS = ("# cslint: {}", "// cslint: {}", "<!-- cslint: {} -->", "cslint:{}")
_RULES = ("---", "====", "* * *", "━━━━━━", "~~~", "- - -")
_TITLES = ("[{}]", "【{}】", "■ {}", "## {}", "{}:", "**{}**", "보낼 답변:", "금지 표현:", "[환불 절차]")


def comments(*forms: str) -> st.SearchStrategy[str]:
    """An instruction in one of the comment `forms`, where `{}` stands for it."""
    return st.builds(str.format, st.sampled_from(forms), instructions)


@st.composite
def plain(draw: st.DrawFn) -> str:
    """A text file with titles, rules, lists, speakers and instructions."""
    title = st.builds(str.format, st.sampled_from(_TITLES), words)
    block = texts() | title | st.sampled_from(_RULES) | comments(*_COMMENTS) | st.just("")
    gap = st.sampled_from(("\n", "\n\n", "\n \n"))
    return "".join(draw(block) + draw(gap) for _ in range(draw(st.integers(0, 8))))


def _indented(text: str, first: str, rest: str) -> str:
    return "\n".join((rest if at else first) + line for at, line in enumerate(text.split("\n")))


@st.composite
def _front_matter(draw: st.DrawFn) -> str:
    given = (
        "audience: customer",
        "audience: mixed",
        "situation: refund-refusal",
        "title: &a '머리말 #1'",
        "tags: [가, *a, {나: 다}]",
        "cslint-ignore: '[tilde-run] 이름'",
        'cslint-ignore: ["[tilde-run] 이름", {long-sentence: 예문}, []]',
        "cslint-ignore:\n  tilde-run: 이름\n  ? [a]\n  : b",
        "<<: {a: b}",
        "- 목록",
        "date: 2025-02-30",
        "? {a: b}\n: c",
        "이름: !!python/object:os.system 가",
    )
    told = draw(st.lists(st.sampled_from(given), max_size=3))
    return "\n".join(["---", *told, draw(st.sampled_from(("---", "...", "----", "--- "))), ""])


@st.composite
def _markdown_block(draw: st.DrawFn, depth: int = 0) -> str:
    kinds = ("prose", "prose", "heading", "list", "list", "quote", "table", "code", "html", "comment", "rule", "styled")
    kind = draw(st.sampled_from(kinds))
    if kind in ("list", "quote"):
        inner = draw(_markdown_block(depth + 1)) if depth < 3 and draw(st.booleans()) else draw(texts(2))
        first = "> " if kind == "quote" else draw(st.sampled_from(("- ", "* ", "1. ", "10) ", "- [x] ", "- ✗ ")))
        rest = "> " if kind == "quote" else " " * draw(st.sampled_from((2, 3, 0)))
        return _indented(inner, first, rest)
    if kind == "heading":
        shape = draw(st.sampled_from(("# {}", "### {} ###", "{}\n===", "{}\n---", "#{}")))
        return shape.format(draw(words | lines()))
    if kind == "table":
        cells = lines().map(lambda line: line.replace("|", "\\|")) | words
        header = draw(st.lists(words | comments("{}") | st.just("cslint"), min_size=1, max_size=3))
        rows = draw(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=3))
        drawn = ["| " + " | ".join(row) + " |" for row in ([*header], ["---"] * len(header), *rows)]
        return "\n".join(drawn)
    if kind == "code":
        fence = draw(st.sampled_from(("```", "~~~", "    ", "```yaml ")))
        return f"{fence}\n{draw(texts(2))}\n{fence}"
    if kind == "html":
        return draw(page_part(1))
    if kind == "comment":
        return draw(comments("<!-- cslint: {} -->", "<!--cslint:{}-->", "<!-- cslint: {}", "가 <!-- cslint: {} --> 나"))
    if kind == "rule":
        return draw(st.sampled_from(("---", "***", "[^1]: 각주", "[a]: /b '가'", "\\", "&nbsp;")))
    if kind == "styled":
        around = (
            "**{}**",
            "*{}*",
            "~~{}~~",
            "`{}`",
            "``{} ` ``",
            "[{}](/a 'b')",
            "![{}](a)",
            "<{}>",
            "가 {}[^1]",
            "__{}__나",
        )
        return draw(lines()) + draw(st.sampled_from(around)).format(draw(texts(2))) + draw(lines())
    return draw(texts())


@st.composite
def markdown(draw: st.DrawFn) -> str:
    """A Markdown manual, with or without front matter."""
    front = draw(_front_matter()) if draw(st.sampled_from((False, False, True))) else ""
    blocks = draw(st.lists(_markdown_block(), max_size=6))
    return front + draw(st.sampled_from(("\n\n", "\n\n", "\n"))).join(blocks)


_TAGS = (
    "p",
    "div",
    "h2",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "b",
    "del",
    "code",
    "pre",
    "blockquote",
    "span",
    "title",
)
_ATTRIBUTES = ("", " class='가'", ' title="a > b"', " hidden", ' href="?a=1&amp;b"', " =", " a='")


@st.composite
def page_part(draw: st.DrawFn, depth: int = 0) -> str:
    """Some HTML: elements in one another, not always closed, with prose, entities and comments between."""
    if depth > 3 or draw(st.sampled_from((False, False, True))):
        prose = draw(texts(2))
        return draw(st.sampled_from((prose, html.escape(prose), prose.replace(" ", "&nbsp;"))))
    if draw(st.sampled_from((False,) * 5 + (True,))):
        odd = (
            "<br/>",
            "<hr>",
            "<!DOCTYPE html>",
            "<script>a<b</script>",
            "<style>",
            "<textarea>가",
            "</p>",
            "<",
            "<![CDATA[가]]>",
        )
        return draw(st.sampled_from(odd) | comments("<!-- cslint: {} -->", "<!--cslint:{}", "<!-- cslint: {} --!>"))
    tag, attributes = draw(st.sampled_from(_TAGS)), draw(st.sampled_from(("", "", *_ATTRIBUTES)))
    inner = "".join(draw(st.lists(page_part(depth + 1), max_size=3)))
    close = draw(st.sampled_from((f"</{tag}>", f"</{tag}>", f"</{tag}>", f"</{tag.upper()} >", "")))
    return f"<{tag}{attributes}>{inner}{close}"


def page() -> st.SearchStrategy[str]:
    """A web page or a mail."""
    return st.lists(page_part(), max_size=4).map("\n".join)
