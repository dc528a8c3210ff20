"""HTML pages: what a browser shows, who reads it, and where each character stands."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Document, Kind, ReadOptions
from cslint.formats.html import parse
from cslint.offsets import TextSpan
from cslint.source import Source


def read(text: str, **options: str) -> Document:
    return parse(Source("답변.html", text), ReadOptions(**options))  # type: ignore[arg-type]


def replies(document: Document) -> list[str]:
    return ["\n".join(segment.text for segment in reply.segments) for reply in document.replies]


def texts(document: Document) -> list[str]:
    return [segment.text for segment in document.segments]


PAGE = """<!DOCTYPE html><html><head><title>환불 안내</title><style>p{content:"스타일입니다."}</style>
<script>var a = "<p>스크립트입니다.</p>";</script></head><body>
<h1>환불 매뉴얼</h1>
<p>상담사는 먼저 주문을 확인한다.</p>
<h2>보낼 답변</h2><!-- 안 보이는 주석입니다. -->
<p>안녕하세요, 고객님.<br>불편을 드려
   <b>죄송</b>합니다.&nbsp;1 &lt; 2 &amp; <code>ABC</code>입니다.</p>
<ul><li>카드는 3일 걸립니다.<ul><li>계좌는 1일입니다.</li></ul><li>감사합니다.</ul>
<p><del>금일 보냅니다.</del> 오늘 보냅니다.
</body></html>"""


class TestPages:
    def test_blocks_speak_to_whom_their_headings_say(self) -> None:
        document = read(PAGE)
        assert replies(document) == [
            "안녕하세요, 고객님.\n불편을 드려 죄송합니다. 1 < 2 & ABC입니다.\n카드는 3일 걸립니다.\n계좌는 1일입니다.\n감사합니다.\n오늘 보냅니다."
        ]
        (reply,) = document.replies
        assert (reply.title, reply.headings) == ("보낼 답변", ("보낼 답변", "환불 매뉴얼"))
        seen = {segment.text: (segment.audience, segment.kind) for segment in document.segments}
        assert seen["상담사는 먼저 주문을 확인한다."] == (Audience.AGENT, Kind.PARAGRAPH)
        assert seen["환불 매뉴얼"] == (Audience.AGENT, Kind.HEADING)
        assert seen["금일 보냅니다."][0] is Audience.BAD_EXAMPLE
        assert seen["계좌는 1일입니다."] == (Audience.CUSTOMER, Kind.ITEM)
        assert not [text for text in seen if "스" in text or "주석" in text]
        assert unmapped(document) == []

    def test_code_is_opaque(self) -> None:
        (segment,) = read("<p>오류 <code>E-1 나쁨</code>이 보이면 알려 주세요.</p>").segments
        assert [segment.text[span.start : span.end] for span in segment.opaque] == ["E-1 나쁨"]
        assert texts(read("<pre><code>불가합니다.</code></pre>")) == []

    def test_a_quote_is_a_customers(self) -> None:
        document = read("<p>이렇게 묻습니다.</p><blockquote><p>왜 안 와요?</p></blockquote>")
        assert document.segments[1].audience is Audience.QUOTED_CUSTOMER

    def test_an_unclosed_script_does_not_hide_the_page(self) -> None:
        assert texts(read("<p>안녕하세요.</p><script><p>보냈습니다.</p>")) == ["안녕하세요.", "보냈습니다."]

    def test_what_only_looks_like_a_tag_is_text(self) -> None:
        assert texts(read("<p>1 < 2, 3<5 입니다. <3 a & b</p>")) == ["1 < 2, 3<5 입니다. <3 a & b"]
        assert texts(read("<p>안녕하세요. <고객명")) == ["안녕하세요. <고객명"]

    def test_an_attribute_may_hold_what_ends_a_tag(self) -> None:
        assert texts(read("<p title=\"a > b\" data-x='</p>'>보냈습니다.</p>")) == ["보냈습니다."]

    def test_the_audience_of_the_file_wins(self) -> None:
        assert read(PAGE, audience="agent").replies == ()
        assert "상담사는 먼저 주문을 확인한다." in "\n".join(replies(read(PAGE, audience="customer")))

    def test_text_is_written_with_entities(self) -> None:
        document = read("<p>금일 보냅니다.</p>")
        edit = document.edit(document.segments[0], TextSpan(0, 2), "<오늘>\n")
        assert edit is not None
        assert edit.text == "&lt;오늘&gt;<br>"


class TestComments:
    def test_an_instruction_stands_in_a_comment(self) -> None:
        text = "<p>가입니다.</p><!-- cslint: ignore[x] 법무팀 문구 --><ul><li>나입니다.<li>다입니다.</ul>"
        document = read(text)
        (comment,) = document.comments
        assert comment.text == "ignore[x] 법무팀 문구"
        assert text[comment.span.start : comment.span.end].startswith("<!-- cslint")
        block = document.segments[1].block
        assert block is not None
        assert text[block.start : block.end] == "<ul><li>나입니다.<li>다입니다.</ul>"


class TestTables:
    def test_columns_say_who_reads_the_cells(self) -> None:
        document = read(
            "<table><thead><tr><th>상황<th>답변<th>비고<th>cslint</thead><tbody>"
            "<tr><td>환불<td><p>내일 보냅니다.</p><p>감사합니다.</p><td>확인할 것<td>[x] 법무팀</tr></table>"
        )
        assert replies(document) == ["내일 보냅니다.\n감사합니다."]
        assert document.replies[0].declared == "환불"
        assert [comment.text for comment in document.comments] == ["ignore[x] 법무팀"]
        assert unmapped(document) == []

    def test_rows_may_have_the_names(self) -> None:
        document = read("<table><tr><td>답변<td>오늘 보냅니다.<tr><td>상황<td>배송 지연</table>")
        assert replies(document) == ["오늘 보냅니다."]
        assert document.replies[0].declared == "배송 지연"

    def test_a_table_that_lays_out_a_mail_is_prose(self) -> None:
        document = read(
            "<table><tr><td><p>안녕하세요.</p><table><tr><td>주문을 취소했습니다.</td></tr></table></td></tr>"
            "<tr><td>감사합니다.</td></tr></table>"
        )
        assert replies(document) == ["안녕하세요.\n주문을 취소했습니다.\n감사합니다."]

    def test_rows_of_answers_without_a_header_are_replies_each(self) -> None:
        document = read("<table><tr><td>환불<td>취소했습니다.<tr><td>배송<td>보냈습니다.</table>")
        assert replies(document) == ["취소했습니다.", "보냈습니다."]
        assert [reply.title for reply in document.replies] == ["환불", "배송"]

    def test_a_header_nobody_knows_makes_no_replies(self) -> None:
        document = read("<table><tr><th>이름<th>값<tr><td>가<td>보냈습니다.</table>")
        assert replies(document) == []


PARTS = st.sampled_from(
    [
        *("<p>", "</p>", "<br>", "<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<table>", "<tr>", "<td>", "<th>", "</table>"),
        *("<b>", "</b>", "<code>", "</code>", "<del>", "</del>", "<pre>", "</pre>", "<blockquote>", "</blockquote>"),
        *("<!-- cslint: off[a] 왜 -->", "<!--", "-->", "<script>", "</script>", "<hr>", '<a href="x>y">', "</a>", "<"),
        *("보냈습니다.", "답변", "상황", "가 ", " \n\t", "&amp;", "&#44032;", "&nbsp;", "&foo;", "\u200b", "\u1112\u1161\u11ab", "Ａ"),
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["NFC", "NFD"]))
def test_every_character_maps_back(parts: list[str], newline: str, form: str) -> None:
    document = read(unicodedata.normalize(form, "".join(parts).replace("\n", newline)))  # type: ignore[arg-type]
    assert unmapped(document) == []
    in_replies = [segment for reply in document.replies for segment in reply.segments]
    assert all(segment.audience is Audience.CUSTOMER for segment in in_replies)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["보냈습니다.", "가 나", "가 < 나", "a&b"]), min_size=1, max_size=6))
def test_no_paragraph_is_lost(paragraphs: list[str]) -> None:
    document = read("".join(f"<p>{text}" for text in paragraphs), audience="customer")
    assert texts(document) == paragraphs


@given(st.text(st.sampled_from("<>/!?-&;#\"'=abptd 가\n\x00\ud800"), max_size=60))
def test_any_text_is_a_page(text: str) -> None:
    assert unmapped(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "<a" * 20_000,
        "<a " * 20_000 + '=">"',
        "<script>" * 20_000,
        "<ul><li>가" * 3_000,
        "<table><tr><td>가나다" * 1_000,
        "<!--" * 20_000,
        "<code>가 " * 5_000,
    ],
)
def test_hostile_pages_take_no_longer_than_their_length(text: str) -> None:
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 8
