"""What the customer said is quoted, not said by us: every rule is off there but those about personal data (guide 0.2)."""

import pytest

from cslint.formats import parser
from cslint.linter import Linter
from cslint.rules.rulebook import load
from cslint.settings.config import Config, FileSettings
from cslint.source import Source


@pytest.fixture(scope="module")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    return Linter(load(Config(tmp_path_factory.mktemp("empty"))))


def found(linter: Linter, text: str) -> set[str]:
    document = parser("text")(Source("a.txt", text), FileSettings().read)
    return {finding.rule for finding in linter.lint(document, FileSettings()).findings if finding.level > 1}


@pytest.mark.parametrize(
    "text",
    [
        '"왜 안 돼요? 빨리 보내 줘요!!!"라고 물으시는 경우에는 3월 4일에 도착한다고 말씀드립니다.',
        "'세 번 전화했는데 말이 다 다르다'고 적어 주신 글을 읽었습니다.",
        "‘금일 안에 처리해 달라’는 문의를 오늘 오전 10시에 받았습니다.",
        "“환불이 불가하다니 너무하네요ㅠㅠ”라고 남겨 주신 후기를 팀장이 읽었습니다.",
    ],
)
def test_the_customers_words_are_not_judged(linter: Linter, text: str) -> None:
    assert not found(linter, text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("'고객님이 잘못 입력하셔서 안 됩니다'라고 안내해 드렸습니다.", "customer-fault-direct"),
        ("“금일 발송”이라고 적힌 상품은 금일 오후 6시에 나갑니다.", "sino-date-word"),
        ('"900101-1234567이 제 번호예요"라고 적어 주신 글을 읽었습니다.', "pii-literal"),
        ("'언제 와요?'라고 물으셨는데 금일 도착합니다.", "sino-date-word"),
    ],
)
def test_our_words_and_personal_data_are(linter: Linter, text: str, rule: str) -> None:
    assert rule in found(linter, text)
