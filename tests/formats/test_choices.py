"""Choices inside messages, in the formats of apps: each wording is text of its own."""

import json

import pytest

from cslint.document import Document, Kind, ReadOptions
from cslint.fixing import edited
from cslint.formats import read
from cslint.offsets import TextSpan
from tests.fuzz.invariants import faults


def arb(message: str) -> Document:
    return read("app_ko.arb", json.dumps({"inbox": message}, ensure_ascii=False).encode(), ReadOptions())


def said(document: Document) -> list[list[str]]:
    assert faults(document) == []
    return [[segment.text for segment in reply.segments] for reply in document.replies]


@pytest.mark.parametrize(
    ("message", "replies"),
    [
        ("{n, plural, =0 {없습니다.} other {#건입니다.}}", [["없습니다."], ["{n}건입니다."]]),
        (
            "{n,plural,offset:1 =0{없어요.} other{{name} 님 외 #명이에요.}}",
            [["없어요."], ["{name} 님 외 {n}명이에요."]],
        ),
        (
            "{who, select, male {그가 왔습니다.} other {왔습니다. #1번입니다.}}",
            [["그가 왔습니다."], ["왔습니다. #1번입니다."]],
        ),
        (
            "{who, select, vip {{n, plural, =1 {하나요.} other {#개요.}}} other {손님.}}",
            [["하나요."], ["{n}개요."], ["손님."]],
        ),
        (
            "안내 {n, plural, =0 {없이} other {#건과 함께}} 보냈습니다.",
            [["안내 {n} 보냈습니다.", "없이", "{n}건과 함께"]],
        ),
        ("{a, select, x {가} other {나}} {b, plural, other {다}}", [["가"], ["나"], ["다"]]),
        ("'{n, plural, other {가}}' 라고 적습니다.", [["'{n, plural, other {가}}' 라고 적습니다."]]),
        ("{n, plural, other {닫지 않은 말}", [["{n, plural, other {닫지 않은 말}"]]),
        ("{n, plural, other 말}", [["{n, plural, other 말}"]]),
        ("{고객명}님, {n, number}원입니다.", [["{고객명}님, {n, number}원입니다."]]),
    ],
)
def test_each_wording_is_a_message(message: str, replies: list[list[str]]) -> None:
    assert said(arb(message)) == replies


def test_fragments_of_a_sentence_are_items_of_it() -> None:
    document = arb("안내 {n, plural, =0 {없이} other {#건과 함께}} 보냈습니다.")
    assert [segment.kind for segment in document.segments] == [Kind.VALUE, Kind.ITEM, Kind.ITEM]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a_ko.json", '{"ko": {"a": "{n, plural, =0 {없습니다.} other {#건.}}"}}'),
        ("a.yml", 'ko:\n  a: "{n, plural, =0 {없습니다.} other {#건.}}"\n'),
        ("a.po", 'msgid "a"\nmsgstr "{n, plural, =0 {없습니다.} other {#건.}}"\n'),
        ("a.properties", "a={n, plural, =0 {없습니다.} other {#건.}}\n"),
    ],
)
def test_wherever_messages_are_kept(path: str, text: str) -> None:
    assert said(read(path, text.encode(), ReadOptions())) == [["없습니다."], ["{n}건."]]


def test_words_are_mended_in_their_own_branch_only() -> None:
    document = arb("안내 {n, plural, =0 {익일에} other {#일 뒤에}} 보냅니다.")
    whole, branch, _ = document.segments
    edit = document.edit(branch, TextSpan(0, 2), "다음 날")
    assert edit
    assert "=0 {다음 날에}" in edited(document.source.text, [edit])
    assert document.edit(branch, TextSpan(0, 2), "'다음 날'") is None
    assert document.edit(whole, TextSpan(whole.text.index("{"), whole.text.index("}") + 1), "곧") is None


def test_very_deep_choices_are_read() -> None:
    deep = 3_000
    document = arb("{n, select, other {" * deep + "보냈습니다." + "}}" * deep)
    assert said(document) == [["보냈습니다."]]


def test_choices_that_are_never_closed_are_looked_at_once() -> None:
    message = "{n, select, a {가} " * 30_000
    assert said(arb(message)) == [[message.strip()]]
