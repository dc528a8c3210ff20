import html
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cslint.offsets import TextSpan
from cslint.reading.markup import has_html, rendered, without_html
from cslint.textbuilder import TextBuilder


def shown(text):
    built = TextBuilder(text).verbatim(0, len(text)).build()
    found = without_html(text, *built) if built else None
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가<br>나<br/>다<BR />라", "가\n나\n다\n라"),
        ("<p>가</p><p>나</p>", "가\n나"),
        ("<p>가</p>\n\n<p>나\n다</p>", "가\n나 다"),
        ("<div>가<p>나</p></div>다", "가\n나\n다"),
        ("가<br><br>나", "가\n\n나"),
        ("<ul><li>가<li>나</ul>다", "가\n나\n다"),
        ("<tr><td>가</td><td>나</td></tr>다", "가 나\n다"),
        ('<b>환불</b>은 <a href="https://a.kr/?a=1&amp;b=>">여기</a>', "환불은 여기"),
        ("가&amp;나 &lt;다&gt; &#44032;&#xAC01;&nbsp;라", "가&나 <다> 가각 라"),
        (
            "<이름>님 a < b, 3 > 2, <name> & <code>를 &없음; &nosuch;",
            "<이름>님 a < b, 3 > 2, <name> & <code>를 &없음; &nosuch;",
        ),
        ("가<!-- 숨은 말 -->나<!-- 끝 없음", "가나"),
        ("가<!-- 숨은 말 --!>나", "가나"),
        ("a & b, AT&T, &copy 표시, ?a=1&copy=2, 가&nbsp나", "a & b, AT&T, &copy 표시, ?a=1&copy=2, 가&nbsp나"),
        ("<b>AT&T</b> &copy 표시, 가&nbsp3&amp나 &copyx;", "AT&T © 표시, 가 3&나 ©x;"),
        ("가<iframe>나</iframe>다<svg>라</svg> <object>와 <textarea>", "가다 <object>와 <textarea>"),
        ("<address>로 <title>을 보내 드립니다.<br>", "<address>로 <title>을 보내 드립니다."),
        ("<style>p{}</style>가<script>x('<p>')</script>", "가"),
        ("가 <del>나</del>다<s>라</s>", "가 다"),
        ("<p title='>'>가</p>", "가"),
        ("가\n나", "가\n나"),
        ("<br>", None),
        ("&nbsp;<p></p>", None),
    ],
)
def test_what_a_reader_sees(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<b>", True), ("&lt;", True), ("<이름> & a<b", False), ("<!-- -->", True), ("\n", False), ("&copy", False)],
)
def test_has_html(text, expected):
    assert has_html(text) is expected


def test_what_tags_say():
    text = " <p>앞 <code>오류 &lt;1&gt;</code> 뒤</p><ul> <li>하나</li><li>둘</li></ul><del>지운 <b>말</b></del>"
    page = rendered(text, *TextBuilder(text).verbatim(0, len(text)).build())
    assert [page.text[span.start : span.end] for span in page.opaque] == ["오류 <1>"]
    assert [page.text[at:].split("\n")[0] for at in page.items] == ["하나", "둘"]
    assert [struck for struck, _ in page.struck] == ["지운 말"]
    assert "지운" not in page.text


def test_places():
    text = "<p>가&amp;나</p><p>다</p>"
    found, offsets = without_html(text, *TextBuilder(text).verbatim(0, len(text)).build())
    spots = {"&": "&amp;", "나": "나", "\n": "</p>", "다": "다", "가&나": "가&amp;나"}
    for wanted, spelled in spots.items():
        at = found.index(wanted)
        span = offsets.locate(TextSpan(at, at + len(wanted)))
        assert text[span.start : span.end] == spelled


PARTS = st.lists(
    st.sampled_from(
        [
            "가",
            "나다",
            "\n",
            "<p>",
            "</p>",
            "<br>",
            "<li>",
            "</li>",
            "<b>",
            "</b>",
            "<del>",
            "</del>",
            "<code>",
            "</code>",
            "<pre>",
            "</pre>",
            "&amp;",
            "&nbsp;",
            "&#44032;",
            "&lt;",
            "&x;",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<이름>",
            "<",
            ">",
            "&",
            '"',
            "'",
            "<td>",
            "<a\thref='>",
            '<a\thref="x">',
            "😀",
            "가",
            "\u200b",
        ]
    )
    | st.just(" "),
    max_size=14,
)


@given(PARTS)
@settings(max_examples=500, deadline=None)
def test_every_character_maps_back(parts):
    text = "".join(parts)
    built = TextBuilder(text).verbatim(0, len(text)).build()
    if built is None:
        return
    page = rendered(text, *built)
    pages = [(page.text, page.offsets), *page.struck]
    for said, offsets in pages:
        assert said == said.strip()
        for at, char in enumerate(said):
            span = offsets.locate(TextSpan(at, at + 1))
            spelling = text[span.start : span.end]
            assert spelling
            read = html.unescape(spelling).replace("\xa0", " ").replace("\u1100\u1161", "가")
            assert char == read or (char.isspace() and (spelling.startswith("<") or spelling.isspace()))
    for span in page.opaque:
        assert 0 <= span.start < span.end <= len(page.text)
    assert all(0 <= at < len(page.text) for at in page.items)


@pytest.mark.parametrize(
    "part", ["<!--", '<b "', "<b '<b \"", "<del>", "<code></code>x", "&", "<", "<b ", "<script>", "&#1", "<li>가\n"]
)
def test_hostile_text_takes_linear_time(part):
    def seconds(count):
        """Return the least time of the processor that three runs took: what else the machine does must not count."""
        taken = []
        for _ in range(3):
            start = time.process_time()
            shown(part * count)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(20_000) < 40 * seconds(2_000) + 0.2
