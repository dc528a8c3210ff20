"""Variables and blanks of message templates, through `Placeholders`."""

import pytest

from cslint.reading.placeholders import Placeholders


def _found(text: str) -> list[tuple[str, str]]:
    return [(found.syntax, text[found.span.start : found.span.end]) for found in Placeholders().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#{고객명}님, 주문번호 {{order_id}}", [("#{…}", "#{고객명}"), ("{{…}}", "{{order_id}}")]),
        ("[고객명]님께", [("[…]", "[고객명]")]),
        ("%s개를 %(name)s님께", [("%s", "%s"), ("%(…)s", "%(name)s")]),
        ("OOO 고객님", [("○○", "OOO")]),
        ("환불 금액은 ○○원입니다.", [("○○", "○○")]),
        ("__월 __일까지", [("○○", "__"), ("○○", "__")]),
        ("( )님", [("○○", "( )")]),
        ("ㅇㅇㅇ 고객님", [("○○", "ㅇㅇㅇ")]),
        ("담당자 ㅇㅇㅇ입니다.", [("○○", "ㅇㅇㅇ")]),
        ("ㅇㅇ점에서 받으세요.", [("○○", "ㅇㅇ")]),
    ],
)
def test_variables_and_blanks_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[안내] 배송 지연",
        "OOTD 기획전의 XXL 사이즈",
        "X-ray 촬영",
        "주문번호 XXXX-1182",
        "김○○ 고객님",
        "홍*동 고객님",
        "ㅇㅇ 맞습니다.",
        "order__id",
        "#{상품명 발송",
    ],
)
def test_tags_sizes_and_masked_names_are_text(text: str) -> None:
    assert _found(text) == []


def test_a_project_adds_its_own_syntax() -> None:
    found = Placeholders(("«…»", "[…]")).find("«고객»님, [아무 이름] 상품을 #{수량}개 보냈습니다.")
    assert [(one.syntax, one.name) for one in found] == [("«…»", "고객"), ("[…]", "아무 이름"), ("#{…}", "수량")]


def test_a_project_without_variables_keeps_the_blanks() -> None:
    found = Placeholders(()).find("#{고객명}님, ○○원입니다.")
    assert [one.syntax for one in found] == ["○○"]
