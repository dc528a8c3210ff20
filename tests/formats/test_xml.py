"""XML: string resources are catalogues, other XML is keyed data; nothing outside the file is ever read."""

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Document, ReadOptions
from cslint.errors import CslintError
from cslint.formats.xml import parse
from cslint.offsets import TextSpan
from cslint.source import Source

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "open-files" / "syncthing-strings-ko.xml"


def read(text: str, **options: str) -> Document:
    return parse(Source("strings.xml", text), ReadOptions(**options))  # type: ignore[arg-type]


def replies(document: Document) -> list[tuple[str | None, str]]:
    return [(reply.title, "\n".join(segment.text for segment in reply.segments)) for reply in document.replies]


ANDROID = r"""<?xml version="1.0" encoding="utf-8"?>
<resources xmlns:xliff="urn:x">
  <string name="app" translatable="false">앱입니다</string>
  <string name="sent">주문을
     <b>보냈</b>습니다\?\n1 &lt; 2 &amp; \'가\'\u0020<xliff:g id="n">%1$s</xliff:g></string>
  <string name="html"><![CDATA[<b>굵게</b> & 보냅니다.]]></string>
  <string name="quoted">"  여러   칸 "</string>
  <string name="title">제목입니다</string>
  <plurals name="items"><item quantity="one">한 개입니다</item><item quantity="other">%d개입니다</item></plurals>
  <string-array name="list"><item>첫째입니다</item><item>둘째입니다</item></string-array>
  <!-- 안 읽는 주석입니다. -->
  <string name="english">Sent</string>
</resources>"""


class TestAndroid:
    def test_strings_plurals_and_arrays_are_replies(self) -> None:
        document = read(ANDROID)
        assert replies(document) == [
            ("sent", "주문을 보냈습니다?\n1 < 2 & '가' %1$s"),
            ("html", "굵게 & 보냅니다."),
            ("quoted", "여러   칸"),
            ("title", "제목입니다"),
            ("items.one", "한 개입니다"),
            ("items.other", "%d개입니다"),
            ("list.0", "첫째입니다"),
            ("list.1", "둘째입니다"),
        ]
        assert {segment.audience for segment in document.segments} == {Audience.CUSTOMER}
        assert unmapped(document) == []

    def test_text_is_written_with_its_escapes(self) -> None:
        document = read(
            "<resources><string name='a'>금일 보냅니다.</string><string name='b'><![CDATA[금일 가]]></string></resources>"
        )
        plain, cdata = document.segments
        edits = [document.edit(segment, TextSpan(0, 2), "오<'늘") for segment in (plain, cdata)]
        assert [edit and edit.text for edit in edits] == ["오&lt;\\'늘", "오<\\'늘"]
        assert document.edit(cdata, TextSpan(0, 2), "]]>") is None

    def test_a_comment_holds_for_all_forms_of_the_entry_behind_it(self) -> None:
        text = '<resources>\n<!-- cslint: ignore[x] 까닭 -->\n<plurals name="a"><item quantity="one">가입니다</item></plurals></resources>'
        (comment,) = read(text).comments
        assert comment.text == "ignore[x] 까닭"
        assert comment.covers is not None
        assert text[comment.covers.start : comment.covers.end].startswith("<plurals")


class TestOtherCatalogues:
    @pytest.mark.parametrize(
        "text",
        [
            '<!DOCTYPE properties SYSTEM "http://x/y.dtd"><properties><entry key="title">보냈습니다.</entry></properties>',
            '<root><data name="title"><value>보냈습니다.</value><comment>설명입니다</comment></data></root>',
            '<root><data name="x" type="T"><value>기계값</value></data><data name="title"><value>보냈습니다.</value></data></root>',
            '<xliff><file><body><trans-unit id="title"><source>Sent</source><target>보냈습니다.</target></trans-unit></body></file></xliff>',
            '<xliff><file><unit id="title"><segment><source>S</source><target>보냈<mrk>습니다</mrk>.</target></segment></unit></file></xliff>',
            '<messages><message key="title">보냈습니다.</message><message key="b">Sent</message></messages>',
            '<m><group><text id="title">보냈<b>습니다</b>.</text></group></m>',
        ],
    )
    def test_their_messages_are_replies(self, text: str) -> None:
        document = read(text)
        assert replies(document) == [("title", "보냈습니다.")]
        assert unmapped(document) == []

    def test_a_unit_not_to_be_translated_is_left_out(self) -> None:
        text = '<xliff><trans-unit id="a" translate="no"><target>보냈습니다.</target></trans-unit></xliff>'
        assert replies(read(text)) == []


class TestKeyedXml:
    def test_elements_and_attributes_are_keys(self) -> None:
        document = read(
            '<macros><macro title="환불 &amp; 교환"><situation>환불</situation><body>취소했습니다.\n\n<![CDATA[A&B]]>입니다.</body>'
            "<note>확인할 것</note></macro><macro title='배송'><body>보냈습니다.</body></macro></macros>"
        )
        assert replies(document) == [("환불 & 교환", "취소했습니다.\nA&B입니다."), ("배송", "보냈습니다.")]
        assert document.replies[0].declared == "환불"
        audiences = {segment.text: segment.audience for segment in document.segments}
        assert audiences["확인할 것"] is Audience.AGENT
        assert unmapped(document) == []


BOMB = '<!DOCTYPE a [<!ENTITY a "가가가"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("text", "where", "told"),
        [
            ("<a>\n<b>가</a>", "strings.xml:2:7", "짝이"),
            ("<a>가", "strings.xml:1:5", "닫히지 않은"),
            ("<a>&foo;</a>", "strings.xml:1:4", "엔터티"),
            ("<a/>가", "strings.xml:1:5", "맨 바깥"),
            ("", "strings.xml:1:1", "닫히지 않은"),
            ("안녕하세요", "strings.xml:1:1", "문법"),
            (BOMB, "strings.xml:1:14", "엔터티를 선언한"),
            ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "strings.xml:1:14", "엔터티를 선언한"),
            ('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x/">%x;]><a/>', "strings.xml:1:14", "엔터티를 선언한"),
            ("<a>" * 300 + "</a>" * 300, "strings.xml:1:601", "200겹"),
        ],
    )
    def test_one_line_says_why(self, text: str, where: str, told: str) -> None:
        with pytest.raises(CslintError, match=told) as error:
            read(text)
        assert error.value.where == where
        assert "\n" not in str(error.value)

    def test_the_encoding_of_the_file_counts_not_that_it_declares(self) -> None:
        text = '<?xml version="1.0" encoding="EUC-KR"?><resources><string name="a">보냈습니다.</string></resources>'
        document = parse(Source.decode("a.xml", text.encode("cp949")), ReadOptions())
        assert replies(document) == [("a", "보냈습니다.")]


PARTS = st.sampled_from(
    [
        "<string name='a'>",
        "</string>",
        "<b>",
        "</b>",
        "<br/>",
        "보냈습니다.",
        " \n ",
        "\\n",
        "\\'",
        "&amp;",
        "&#44032;",
        "\\uac00",
        '"',
        "<![CDATA[<i>가</i> &amp;",
        "]]>",
        "<!-- cslint: off[a] 왜 -->",
        "\u200b나",
        "<",
    ]
)


@settings(max_examples=200)
@given(st.lists(PARTS, max_size=16), st.sampled_from(["resources", "a"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_character_maps_back(parts: list[str], root: str, newline: str) -> None:
    text = f"<{root}>" + "".join(parts).replace("\n", newline) + f"</{root}>"
    try:
        document = read(text)
    except CslintError as error:
        assert (error.where or "").startswith("strings.xml:")  # noqa: PT017
    else:
        assert unmapped(document) == []


@given(
    st.lists(
        st.lists(
            st.sampled_from(["보냈습니다.", " ", "\\n", "&lt;", "<b>가</b>", '"', "<![CDATA[나]]>", "\\u1112\\u1161"]),
            max_size=6,
        ),
        max_size=5,
    ),
    st.sampled_from(["NFC", "NFD"]),
)
def test_every_character_of_well_formed_resources_maps_back(strings: list[list[str]], form: str) -> None:
    body = "".join(f'<string name="s{at}">{"".join(parts)}</string>' for at, parts in enumerate(strings))
    document = read(unicodedata.normalize(form, f"<resources>{body}</resources>"))  # type: ignore[arg-type]
    assert unmapped(document) == []
    named = {f"s{at}" for at, parts in enumerate(strings) if "가" in "".join(parts) or "보" in "".join(parts)}
    assert named <= {reply.title for reply in document.replies}


@given(st.text(st.sampled_from("<>/!?-[]&;\"'= a가\\\n\x00\x01\ud800DOCTYPENI%"), max_size=50))
def test_no_text_raises_anything_but_a_clear_error(text: str) -> None:
    try:
        read(text)
    except CslintError as error:
        assert (error.where or "").startswith("strings.xml:")  # noqa: PT017


def test_long_files_take_no_longer_than_their_length() -> None:
    begin = time.process_time()
    read("<resources>" + "<string name='a'>가<b>나</b></string>" * 3000 + "</resources>")
    assert time.process_time() - begin < 5


@pytest.mark.skipif(not REAL.is_file(), reason="the real files lie beside the checkout")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_real_resources(newline: str, form: str) -> None:
    text = unicodedata.normalize(form, REAL.read_text("utf-8").replace("\n", newline))  # type: ignore[arg-type]
    document = read(text)
    assert unmapped(document) == []
    assert ("finish", "완료") in replies(document)
    assert len(document.replies) > 450
