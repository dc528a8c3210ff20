"""Java properties: values are customer text, keys their names; escapes and continued lines keep their places."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Document, ReadOptions
from cslint.errors import CslintError
from cslint.formats.properties import parse
from cslint.offsets import TextSpan
from cslint.source import Source

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "open-files" / "jakduk-messages_ko.properties"


def read(text: str) -> Document:
    return parse(Source("messages_ko.properties", text), ReadOptions())


def replies(document: Document) -> list[tuple[str | None, str]]:
    return [(reply.title, "\n".join(segment.text for segment in reply.segments)) for reply in document.replies]


def test_values_are_replies_named_by_their_keys() -> None:
    text = (
        "# 설명\n! 또 설명\na.b=보냈습니다.\nc d\\ne\n  e\\:f : 주문을 \\\n     취소했습니다.\\n감사합니다.\n"
        "g=plain\nh\t=\t\\uC548\\uB155\\uD558\\uc138\\uc694\ni=\\u1112\\u1161\\u11ab글입니다\n"
    )
    document = read(text)
    assert replies(document) == [
        ("a.b", "보냈습니다."),
        ("e:f", "주문을 취소했습니다.\n감사합니다."),
        ("h", "안녕하세요"),
        ("i", "한글입니다"),
    ]
    assert {segment.audience for segment in document.segments} == {Audience.CUSTOMER}
    assert unmapped(document) == []


def test_escaped_hangul_is_written_anew_as_escapes() -> None:
    document = read("a=\\uAE08\\uC77C 10\nb=금일")
    escaped, plain = document.segments
    edit = document.edit(escaped, TextSpan(0, 2), "오늘")
    assert edit is not None
    assert json.loads(f'"{edit.text}"') == "오늘"
    assert document.source.text[edit.span.start : edit.span.end] == "\\uAE08\\uC77C"
    edit = document.edit(plain, TextSpan(0, 2), "오\\늘")
    assert edit is not None
    assert edit.text == "오\\\\늘"


def test_a_comment_holds_for_the_value_behind_it() -> None:
    text = "a=하나입니다.\n# cslint: ignore[x] 법무팀 문구\n\nb=둘입니다.\n#cslint: off[y] 왜\n"
    first, second = read(text).comments
    assert first.covers is not None
    assert text[first.covers.start : first.covers.end] == "b=둘입니다."
    assert (second.text, second.covers) == ("off[y] 왜", None)


def test_a_broken_escape_is_told() -> None:
    with pytest.raises(CslintError, match="네 자리") as error:
        read("a=가\nb=\\\\나\\u12G4\n")
    assert error.value.where == "messages_ko.properties:2:6"


PARTS = st.sampled_from(
    [
        "키",
        "=",
        ":",
        " ",
        "\\",
        "\\n",
        "\\u200b",
        "\\uac00",
        "\\ud83d\\ude00",
        "\\ud83d",
        "가나",
        "\n",
        "#",
        "\t",
        "\f",
        "다.",
    ]
)


@given(st.lists(PARTS, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["NFC", "NFD"]))
def test_every_character_maps_back(parts: list[str], newline: str, form: str) -> None:
    text = unicodedata.normalize(form, "".join(parts).replace("\n", newline))  # type: ignore[arg-type]
    try:
        document = read(text)
    except CslintError as error:
        assert (error.where or "").startswith("messages_ko.properties:")  # noqa: PT017
    else:
        assert unmapped(document) == []


@given(st.dictionaries(st.text("abc.-", min_size=1), st.text("가나다 \\:=#!\n\t", min_size=1), max_size=6))
def test_what_was_written_is_read(messages: dict[str, str]) -> None:
    def spelled(value: str) -> str:
        value = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        return "\\" + value if value.startswith(" ") else value

    document = read("".join(f"{key}={spelled(value)}\n" for key, value in messages.items()))
    shown = {key: value.strip() for key, value in messages.items()}
    for reply in document.replies:
        for segment in reply.segments:
            assert segment.text in shown[reply.title or ""]
    assert unmapped(document) == []


@pytest.mark.skipif(not REAL.is_file(), reason="the real files lie beside the checkout")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_real_bundle(newline: str) -> None:
    document = read(REAL.read_text("utf-8").replace("\r\n", "\n").replace("\n", newline))
    assert unmapped(document) == []
    assert ("board.category.all", "모두") in replies(document)
    assert len(document.replies) > 50
