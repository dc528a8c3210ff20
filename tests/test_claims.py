"""The sentences this project began with: three clichés are reported where a customer reads them, two model answers pass."""

from pathlib import Path

import pytest

from cslint.findings import Finding
from cslint.formats import parser
from cslint.linter import Linter
from cslint.rules.rulebook import load
from cslint.settings.config import Config, FileSettings
from cslint.source import Source

LINTER = Linter(load(Config(Path())))
CLICHES = {
    "불편하셨겠습니다. 확인 후 안내해 드리겠습니다.": {"hollow-empathy", "check-and-guide-no-time"},
    "서비스 이용에 불편을 드려 죄송합니다.": {"hollow-inconvenience-apology"},
    "[알 수 없는 오류가 발생했습니다. 잠시 후 다시 시도해 주세요.]": {"unknown-error-message"},
}
MODEL_ANSWERS = (
    (
        "고객님 송금 진행이 원활히 진행되지 않아 많이 답답하셨을 것 같습니다. 저 또한 한 명의 사용자이기에 고객님께서 겪으신 문제가 얼마나 "
        "불편하고 답답한지 너무나 잘 알고 있습니다. 송금 과정에서 발생된 오류로 인해 불편감을 전해드려 죄송합니다. 저희가 먼저 확인하고 "
        "조치했어야 하는데 그러지 못해 발생된 문제이며"
    ),
    (
        "고객님께서 저희에게 신속히 전달해 주신 덕분에 해당 문제가 빠르게 해결될 수 있었습니다. 앞으로 같은 문제가 발생하지 않도록 내부적으로도 "
        "지속 확인 및 조치하겠습니다."
    ),
)


def lint(name: str, text: str) -> tuple[Finding, ...]:
    document = parser(name)(Source(f"답변.{name}", text), FileSettings().read)
    return LINTER.lint(document, FileSettings()).findings


@pytest.mark.parametrize("name", ["text", "markdown"])
@pytest.mark.parametrize("cliche", CLICHES)
def test_a_cliche_is_reported_in_customer_text(name: str, cliche: str) -> None:
    assert {finding.rule for finding in lint(name, cliche)} >= CLICHES[cliche]


@pytest.mark.parametrize("cliche", CLICHES)
def test_a_cliche_is_quiet_in_a_list_of_what_not_to_write(cliche: str) -> None:
    assert not lint("markdown", f"## 쓰지 말아야 할 표현\n\n- {cliche}\n- 다른 말입니다.\n")


@pytest.mark.parametrize("cliche", CLICHES)
def test_a_cliche_is_quiet_behind_a_cross(cliche: str) -> None:
    findings = lint("markdown", f"## 고쳐 쓰기\n\n- ✗ {cliche}\n- ✓ 오늘 오후 3시에 상품을 다시 보냈습니다.\n")
    assert not findings


@pytest.mark.parametrize("answer", [*MODEL_ANSWERS, " ".join(MODEL_ANSWERS)])
def test_a_model_answer_gets_no_warning(answer: str) -> None:
    assert [(finding.rule, finding.quote) for finding in lint("text", answer) if finding.level.key != "info"] == []
