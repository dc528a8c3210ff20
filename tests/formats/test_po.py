"""PO: translations are customer text, their originals are names; escapes and continued strings keep their places."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Document, ReadOptions
from cslint.errors import CslintError
from cslint.formats.po import parse
from cslint.offsets import TextSpan
from cslint.source import Source

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "open-files" / "django-allauth-ko.po"


def read(text: str, **options: str) -> Document:
    return parse(Source("ko.po", text), ReadOptions(**options))  # type: ignore[arg-type]


def replies(document: Document) -> list[tuple[str | None, str]]:
    return [(reply.title, "\n".join(segment.text for segment in reply.segments)) for reply in document.replies]


WHOLE = r"""
msgid ""
msgstr "Language: ko\n안 보이는 머리말입니다.\n"

#: a.py:1
msgctxt "메일"
msgid "Sent"
msgstr "보냈습니다."

#, fuzzy, python-format
msgid "Old %s"
msgstr "짐작한 옛 말입니다."

msgid "%d item"
msgid_plural "%d items"
msgstr[0] "%d개를 담았습니다."
msgstr[1] ""
"%d개를 "
"\"모두\" 담았습니다.\n"
"감사합니다."

#~ msgid "Gone"
#~ msgstr "없어진 말입니다."

msgid "Empty"
msgstr ""
"""


def test_translations_are_replies_named_by_their_originals() -> None:
    document = read(WHOLE)
    assert replies(document) == [
        ("메일: Sent", "보냈습니다."),
        ("%d item", "%d개를 담았습니다."),
        ("%d item", '%d개를 "모두" 담았습니다.\n감사합니다.'),
    ]
    assert {segment.audience for segment in document.segments} == {Audience.CUSTOMER}
    assert document.format == "po"
    assert unmapped(document) == []


def test_words_over_a_line_of_the_file_are_marked_from_quote_to_quote() -> None:
    document = read('msgid "a"\nmsgstr "주문을 "\n"취소했습니다."\n')
    (segment,) = document.segments
    place = segment.offsets.locate(TextSpan(segment.text.index("을"), segment.text.index("했")))
    assert document.source.text[place.start : place.end] == '을 "\n"취소'
    assert document.edit(segment, TextSpan(2, 6), "을") is None
    edit = document.edit(segment, TextSpan(0, 2), '"주문"')
    assert edit is not None
    assert edit.text == '\\"주문\\"'


def test_what_may_name_a_situation() -> None:
    text = (
        'msgid "Enter the verification code"\nmsgstr "번호를 적어 주세요."\n\n'
        'msgctxt "refund-refusal"\nmsgid "Refunds are closed"\nmsgstr "환불해 드릴 수 없습니다."\n\n'
        'msgid "payment_error"\nmsgstr "두 번 결제됐습니다."\n'
    )
    assert [reply.headings for reply in read(text).replies] == [(), ("refund-refusal",), ("payment_error",)]


def test_an_agents_catalogue_has_no_replies() -> None:
    document = read('msgid "a"\nmsgstr "보냈습니다."\n', audience="agent")
    assert (document.replies, document.segments[0].audience) == ((), Audience.AGENT)


@pytest.mark.parametrize("mark", ["#", "#.", "# "])
def test_a_comment_holds_for_all_forms_of_its_entry(mark: str) -> None:
    text = f'msgid "x"\nmsgstr "하나입니다."\n\n{mark} cslint: ignore[a-b] 법무팀 문구\nmsgid "a"\nmsgstr[0] "둘입니다."\nmsgstr[1] "셋입니다."\n'
    (comment,) = read(text).comments
    assert comment.text == "ignore[a-b] 법무팀 문구"
    assert comment.covers is not None
    assert text[comment.covers.start : comment.covers.end] == '둘입니다."\nmsgstr[1] "셋입니다.'


@pytest.mark.parametrize(
    ("text", "where", "told"),
    [
        ('msgid "a"\nmsgstr "보냈\n', "ko.po:2:8", "닫히지"),
        ('msgid "a"\nmsgstr "보"냈"\n', "ko.po:2:8", "그대로"),
        ("안녕하세요\n", "ko.po:1:1", "PO 파일의 줄이 아닙니다"),
        ('"안녕하세요"\n', "ko.po:1:1", "PO 파일의 줄이 아닙니다"),
    ],
)
def test_a_line_that_is_not_po_is_told(text: str, where: str, told: str) -> None:
    with pytest.raises(CslintError, match=told) as error:
        read(text)
    assert error.value.where == where


LINES = st.sampled_from(
    [
        'msgid "a"',
        'msgid ""',
        'msgstr "보냈습니다.\\n"',
        'msgstr[0] "가\\"나\\t다\\\\"',
        '"이어집니다\\341"',
        "",
        "#, fuzzy",
        "# cslint: off[a] 왜",
        "#~ x",
        '"\\u200b가"',
    ]
)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["NFC", "NFD"]))
def test_every_character_maps_back(lines: list[str], newline: str, form: str) -> None:
    text = unicodedata.normalize(form, newline.join(lines))  # type: ignore[arg-type]
    try:
        document = read(text)
    except CslintError as error:
        assert (error.where or "").startswith("ko.po:")  # noqa: PT017
    else:
        assert [line for line in unmapped(document) if "341" not in line] == []


@given(st.text(st.sampled_from('msgidstr []"\\\n\r#~,fuzzy cslint:가0x\x00\ud800'), max_size=60))
def test_no_text_raises_anything_but_a_clear_error(text: str) -> None:
    try:
        read(text)
    except CslintError as error:
        assert (error.where or "").startswith("ko.po:")  # noqa: PT017


@pytest.mark.skipif(not REAL.is_file(), reason="the real files lie beside the checkout")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_real_catalogue(newline: str, form: str) -> None:
    text = unicodedata.normalize(form, REAL.read_text("utf-8").replace("\n", newline))  # type: ignore[arg-type]
    document = read(text)
    assert unmapped(document) == []
    assert len(document.replies) > 300
    assert ("This account is currently inactive.", "해당 계정은 현재 비활성화 상태입니다.") in replies(document)
