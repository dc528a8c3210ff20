"""Dates and spans of time in a sentence, and words that only look like them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cslint.korean import entities
from cslint.korean.entities import find_entities


def spans(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_entities(text) if found.kind in ("기간", "시각")]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("하루 안에 도착합니다.", "하루 안"),
        ("하루나 이틀 걸립니다.", "하루나 이틀"),
        ("하루가 지나면 바뀝니다.", "하루"),
        ("두 주 뒤에 옵니다.", "두 주 뒤"),
        ("한 달이면 됩니다.", "한 달"),
        ("세 시간이 걸립니다.", "세 시간"),
        ("두 달치 요금입니다.", "두 달"),
        ("두 시에 옵니다.", "두 시"),
        ("낮 열두 시에 옵니다.", "낮 열두 시"),
        ("오전 열한 시 반까지 옵니다.", "오전 열한 시 반"),
        ("저녁 일곱 시께 옵니다.", "저녁 일곱 시"),
        ("정오까지 보냅니다.", "정오"),
        ("엿새 걸립니다.", "엿새"),
        ("이레 안에 도착합니다.", "이레 안"),
        ("여드레 걸립니다.", "여드레"),
        ("아흐레 걸립니다.", "아흐레"),
        ("두 해 동안 보관합니다.", "두 해 동안"),
        ("서너 해 걸립니다.", "서너 해"),
        ("3시간 안에 답합니다.", "3시간 안"),
        ("어젯밤 11시에 끝났습니다.", "11시"),
        ("내일 밤 11시에 끝납니다.", "밤 11시"),
    ],
)
def test_a_span_is_found(text: str, span: str) -> None:
    assert spans(text) == [span]


@pytest.mark.parametrize(
    "text",
    [
        "하루빨리 처리하겠습니다.",
        "하루라도 빨리 보내겠습니다.",
        "좋은 하루 되세요.",
        "즐거운 하루를 보내세요.",
        "모두 주문하신 상품입니다.",
        "전달한 주소로 보냈습니다.",
        "두 주문을 하나로 보냅니다.",
        "한 해지 건만 남았습니다.",
        "안내한 시점부터입니다.",
        "약한 시약입니다.",
    ],
)
def test_what_only_looks_like_a_span_is_none(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("모레 옵니다.", "모레"),
        ("다음 날 옵니다.", "다음 날"),
        ("익월에 청구합니다.", "익월"),
        ("내년 말에 끝납니다.", "내년 말"),
        ("초순에 옵니다.", "초순"),
        ("그제 보냈습니다.", "그제"),
        ("어젯밤에 끝났습니다.", "어젯밤"),
        ("당일 출고합니다.", "당일"),
        ("이튿날 왔습니다.", "이튿날"),
    ],
)
def test_a_day_without_numbers_is_found(text: str, day: str) -> None:
    assert [text[found.start : found.end] for found in find_entities(text)] == [day]


@pytest.mark.parametrize(("text", "dates"), [("18일 밤에 끝났습니다.", ["18일"]), ("3일 밤낮으로 살폈습니다.", [])])
def test_a_day_of_the_month_by_its_part_of_day(text: str, dates: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_entities(text) if found.kind == "날짜"] == dates


@pytest.mark.parametrize("kind", entities._COMPILED)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_hint_hides_what_its_pattern_finds(kind: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(entities._COMPILED[kind][1]))
    assert kind in [found.kind for found in find_entities(text)]
