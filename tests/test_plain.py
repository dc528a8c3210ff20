"""Words without their honorific."""

import pytest

from cslint.korean.plain import without_honorific


@pytest.mark.parametrize(
    ("text", "at", "stem", "plain"),
    [
        ("완료되셨습니다", 3, "완료되", "완료됐습니다"),
        ("안 되세요", 3, "되", "안 돼요"),
        ("없으십니다", 1, "없", "없습니다"),
        ("많으시니", 1, "많", "많으니"),
        ("3,000원이세요", 7, "이", "3,000원이에요"),
        ("무료세요", 2, "이", "무료예요"),
        ("품절이셨고", 3, "이", "품절이었고"),
        ("오르셨습니다", 2, "오르", "올랐습니다"),
        ("기셔서", 1, "길", "길어서"),
        ("무거우십니다", 2, "무겁", "무겁습니다"),
        ("무거우세요", 2, "무겁", "무거워요"),
        ("무거우시면", 2, "무겁", "무거우면"),
        ("무거우시고", 2, "무겁", "무겁고"),
        ("도착하실 예정", 3, "도착하", "도착할 예정"),
        ("잡히신 부분", 2, "잡히", "잡힌 부분"),
        ("나오셨습니다", 2, "나오", "나왔습니다"),
        ("바뀌셨다면", 2, "바뀌", "바뀌었다면"),
    ],
)
def test_the_honorific_is_taken_out(text: str, at: int, stem: str, plain: str) -> None:
    assert without_honorific(text, at, stem) == plain


def test_text_without_an_honorific_there_is_left_alone() -> None:
    assert without_honorific("완료됐습니다", 3, "완료되") == "완료됐습니다"
