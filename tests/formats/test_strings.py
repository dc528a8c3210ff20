"""Apple string tables: values are customer text, keys their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Document, ReadOptions
from cslint.errors import CslintError
from cslint.formats.strings import parse
from cslint.source import Source


def read(text: str) -> Document:
    return parse(Source("ko.strings", text), ReadOptions())


def test_values_are_replies_named_by_their_keys() -> None:
    text = '/* 설명 */\n"a b" = "보냈\\"습\\"니다.\\n끝";\n// cslint: ignore[x] 까닭\nkey="\\Uc548녕";\n"en" = "Hi";\n'
    document = read(text)
    assert [(reply.title, reply.segments[0].text) for reply in document.replies] == [
        ("a b", '보냈"습"니다.\n끝'),
        ("key", "안녕"),
    ]
    (comment,) = document.comments
    assert comment.covers is not None
    assert text[comment.covers.start : comment.covers.end] == 'key="\\Uc548녕";'
    assert unmapped(document) == []


@pytest.mark.parametrize(
    ("text", "where", "told"),
    [
        ('"a" = "가"', "ko.strings:1:1", "모양이 아닙니다"),
        ('"a" = "가";\n/* 끝', "ko.strings:2:1", "주석이 닫히지"),
    ],
)
def test_what_is_no_string_table_is_told(text: str, where: str, told: str) -> None:
    with pytest.raises(CslintError, match=told) as error:
        read(text)
    assert error.value.where == where


PARTS = st.sampled_from(
    ['"', "가", "a", "=", ";", "\\n", "\\Uac00", "\\\\", "\n", "/*", "*/", "//", ' "k" = "글입니다";']
)


@given(st.lists(PARTS, max_size=25))
def test_every_character_maps_back(parts: list[str]) -> None:
    try:
        document = read("".join(parts))
    except CslintError as error:
        assert (error.where or "").startswith("ko.strings:")  # noqa: PT017
    else:
        assert unmapped(document) == []
