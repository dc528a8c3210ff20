"""Which situation a reply is taken for, and what the checks of a situation say, through the linter."""

from pathlib import Path

import pytest

from cslint.document import Audience, Kind, ReadOptions, Segment
from cslint.errors import CslintError
from cslint.formats import parser
from cslint.linter import Linter
from cslint.morphology.analysis import Analyser
from cslint.morphology.tokenizer import Tokenizer
from cslint.proof import Prover
from cslint.rules.rulebook import Rulebook, load
from cslint.rules.rulefile import CircumstancesShape
from cslint.settings.config import Config, FileSettings
from cslint.source import Source
from cslint.textbuilder import TextBuilder


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The shipped rules, all of them on."""
    return load(Config(tmp_path_factory.mktemp("project"), extends=("all",)))


@pytest.fixture(scope="module")
def prover(book: Rulebook) -> Prover:
    """Judges texts with the shipped rules."""
    return Prover(book)


@pytest.fixture(scope="module")
def analyser(book: Rulebook) -> Analyser:
    """One analyser, so that Kiwi is loaded once."""
    return Analyser(Tokenizer(book.user_words))


@pytest.mark.parametrize(
    ("words", "situation"),
    [
        ("배달이 늦을 때", "delivery-delay"),
        ("3. 안전·상해: 이물이 나왔을 때", "safety"),
        ("환불 거절", "refund-refusal"),
        ("refund-refusal", "refund-refusal"),
        ("로그인이 안 될 때", "how-to"),
        ("결제오류", "payment-error"),
        ("중복 결제 문의", "payment-error"),
        ("개인정보 유출 안내", "privacy-incident"),
        ("근무 시간 외 자동 응답", "after-hours"),
        ("서비스 장애 공지", "outage"),
        ("칭찬 답변", "praise"),
        ("장애인 할인 안내", None),
        ("사과 상자 예약", None),
        ("도착 사진 문의", None),
        ("소아 발열", None),
        ("운영 규칙 (내부)", None),
    ],
)
def test_headings_point_to_situations(book: Rulebook, words: str, situation: str | None) -> None:
    found = book.situations.read(words, "heading")
    assert (found.id if found else None) == situation


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("뚜껑에 손을 다치셨다니 놀라셨겠습니다.", "safety"),
        ("고객님의 이름과 전화번호가 유출됐습니다.", "privacy-incident"),
        ("같은 금액이 두 번 결제되어 놀라셨겠습니다.", "payment-error"),
        ("욕설이 계속되면 상담을 마칠 수 있습니다.", "abusive"),
        ("9시 10분부터 접속이 되지 않고 있습니다.", "outage"),
        ("저희가 라벨을 잘못 붙였습니다.", "fault-apology"),
        ("세탁한 흔적이 있어 환불은 어렵습니다.", "refund-refusal"),
        ("폭설로 배송이 늦어지고 있습니다.", "delivery-delay"),
        ("39,000원을 3월 8일까지 카드로 돌려드립니다.", "refund-accept"),
        ("파손된 부분 사진을 보내 주세요.", "info-request"),
        ("저장 버튼을 누르시면 됩니다.", "how-to"),
        ("이체 수수료는 한 번에 500원입니다.", "policy-info"),
        ("자동 응답입니다.", "after-hours"),
        ("시각 장애가 있는 분은 안내견과 들어오실 수 있습니다.", None),
        ("환불이 안 돼서 문의하셨다고 들었습니다.", None),
        ("주문하신 커피가 나왔습니다.", None),
    ],
)
def test_cues_show_the_situation(book: Rulebook, analyser: Analyser, text: str, situation: str | None) -> None:
    segment = Segment(text, TextBuilder(text).verbatim(0, len(text)).build()[1], Kind.PARAGRAPH, Audience.CUSTOMER)
    assert book.situations.inferred(book.situations.scores(analyser.sentences(segment))) == situation


def rules_of(prover: Prover, text: str, situation: str | None = None) -> dict[str, str]:
    """Return the level of each rule that speaks."""
    found = prover.findings(text, CircumstancesShape(situation=situation))
    return {finding.rule: finding.level.key for finding in found}


def test_what_is_missing_is_named_together(prover: Prover) -> None:
    found = prover.findings("저희 서버가 멈췄습니다. 곧 고치겠습니다.", CircumstancesShape(situation="outage"))
    missing = [finding.message for finding in found if finding.rule == "reply-incomplete-for-situation"]
    assert len(missing) == 1
    assert "언제부터인지" in missing[0]
    assert "다음 소식을 알리는 때" in missing[0]


def test_a_guess_is_judged_a_level_lower(prover: Prover) -> None:
    text = "폭설로 배송이 늦어지고 있어요😢 내일 도착합니다."
    assert rules_of(prover, text, "delivery-delay")["cheerful-in-complaint"] == "error"
    assert rules_of(prover, text)["cheerful-in-complaint"] == "info"


@pytest.mark.parametrize(
    ("mark", "serious", "anywhere"),
    [("ㅠㅠ", "cheerful-in-complaint", "emoticon-jamo"), ("!!", "exclamation-in-serious", "exclamation-run")],
)
def test_a_guess_makes_no_mark_less_grave_than_it_is_anywhere(
    prover: Prover, mark: str, serious: str, anywhere: str
) -> None:
    text = f"폭설로 배송이 늦어지고 있습니다{mark} 내일 도착합니다."
    guessed, declared = rules_of(prover, text), rules_of(prover, text, "delivery-delay")
    assert guessed[anywhere] == rules_of(prover, f"좋은 하루 보내세요{mark}")[anywhere] == "warning"
    assert serious not in guessed
    assert anywhere not in declared
    assert declared[serious] in ("warning", "error")


def test_a_single_sentence_of_a_guessed_situation_is_no_whole_answer(prover: Prover) -> None:
    assert "reply-incomplete-for-situation" not in rules_of(prover, "폭설로 배송이 늦어지고 있습니다.")


@pytest.mark.parametrize("text", ["#{본문}", "{{환불거절안내}}", "#{인사}\n\n#{본문}"])
def test_a_reply_that_is_kept_elsewhere_is_not_asked_for_what_it_lacks(prover: Prover, text: str) -> None:
    assert rules_of(prover, text, "refund-refusal") == {}
    assert "no-next-step" in rules_of(prover, f"{text} 환불되지 않습니다.", "refund-refusal")


def test_a_variable_that_is_misspelt_is_told_wherever_it_stands(prover: Prover) -> None:
    assert "placeholder-syntax-mix" in rules_of(prover, "#{본문}}", "refund-refusal")


def test_past_problems_do_not_contradict_the_situation(prover: Prover) -> None:
    assert "situation-mismatch" in rules_of(prover, "후기 감사합니다. 손을 다치셨다니 병원에 가 주세요.", "praise")
    assert "situation-mismatch" not in rules_of(prover, "지난번 배송 지연 때 기다려 주셔서 감사합니다.", "praise")


def test_copies_count_replies_not_sentences(prover: Prover) -> None:
    copied = "환불 금액은 결제하신 수단으로 3영업일 안에 돌아갑니다."
    assert "duplicate-across-macros" not in rules_of(prover, " ".join([copied] * 3))
    assert "duplicate-across-macros" in rules_of(prover, "\n---\n".join([copied] * 3))


@pytest.mark.parametrize(
    ("declared", "meant"),
    [
        ("refund-refusel", "환불 거절"),
        ("환불거젤", "환불 거절"),
        ("개인정보 사거", "개인정보 사고"),
        ("환불 거절", None),
        ("환불 거절(단순 변심)", None),
        ("배송 문의", None),
        ("billing", None),
    ],
)
def test_a_situation_misspelt_is_told_with_what_was_meant(book: Rulebook, declared: str, meant: str | None) -> None:
    source = Source("a.csv", f"상황,답변\n{declared},포장을 뜯으셔서 돌려드리기 어렵습니다. 수선해 드립니다.\n")
    report = Linter(book).lint(parser("csv")(source, ReadOptions()), FileSettings())
    told = [finding.message for finding in report.findings if f"'{declared}'" in finding.message]
    assert told == [message for message in told if meant and f"혹시 '{meant}'" in message]
    assert len(told) == (meant is not None)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("환불거젤", "혹시 `환불거절`인가요?"),
        ("delivery-dealy", "혹시 `delivery-delay`인가요?"),
        ("zzzz", "있는 것: "),
    ],
)
def test_an_unknown_situation_in_a_comment_is_told_where_it_stands_beside_all_else(
    book: Rulebook, name: str, mend: str
) -> None:
    comment = f"<!-- cslint: situation[{name}] -->"
    source = Source("a.md", f"# 가\n\n{comment}\n\n서울은 익일 도착합니다.\n")
    report = Linter(book).lint(parser("markdown")(source, ReadOptions()), FileSettings())
    found = {finding.rule: finding for finding in report.findings}
    told = found["suppression-unknown-situation"]
    assert (told.category, told.quote) == ("suppression", comment)
    assert told.message.startswith(f"없는 상황입니다: '{name}'. {mend}")
    assert "sino-date-word" in found


@pytest.mark.parametrize(
    "name", ["delivery-delay", "배송 지연", "배송지연", "Late-Delivery", " 출고 지연 ", "배송지연"]
)
def test_a_situation_has_the_same_names_wherever_it_is_told(book: Rulebook, name: str) -> None:
    source = Source("a.md", f"<!-- cslint: situation[{name}] -->\n\n네, 알겠습니다.\n\n---\n\n네, 알겠습니다.\n")
    report = Linter(book).lint(parser("markdown")(source, ReadOptions()), FileSettings(situation=name))
    asked = [finding.situation for finding in report.findings if finding.rule == "reply-incomplete-for-situation"]
    assert {(found.id, found.source) for found in asked if found} == {
        ("delivery-delay", "comment"),
        ("delivery-delay", "path"),
    }
    declared = book.situations.read(name, "declared")
    assert declared
    assert declared.id == "delivery-delay"


def test_an_unknown_situation_of_the_configuration_stops_the_file(book: Rulebook) -> None:
    source = Source("a.md", "글입니다.\n")
    with pytest.raises(CslintError, match=r"a\.md: 없는 상황입니다: '없는상황'"):
        Linter(book).lint(parser("markdown")(source, ReadOptions()), FileSettings(situation="없는상황"))


def test_what_a_situation_of_ones_own_requires_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "tone" / "situations"
    folder.mkdir(parents=True)
    required = "{place: {name: 모이는 곳, any: 정문, skeleton: 정문에서 뵙겠습니다.}}"
    (folder / "tour.yaml").write_text(
        f"name: 견학\nsummary: 견학 안내\npriority: 30\nrequired: {required}\n", encoding="utf-8"
    )
    prover = Prover(load(Config(tmp_path, rule_dirs=(tmp_path / "tone",))))
    assert "reply-incomplete-for-situation" in rules_of(prover, "내일 10시에 뵙겠습니다.", "tour")
    assert "reply-incomplete-for-situation" not in rules_of(prover, "내일 10시에 정문에서 뵙겠습니다.", "tour")


def test_a_file_named_as_a_shipped_situation_adds_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "tone" / "situations"
    folder.mkdir(parents=True)
    required = "{fee: {name: 반품 비용, any: 반품비, skeleton: 반품비는 저희가 냅니다.}}"
    (folder / "refund-accept.yaml").write_text(f"aliases: [돈 돌려주기]\nrequired: {required}\n", encoding="utf-8")
    prover = Prover(load(Config(tmp_path, rule_dirs=(tmp_path / "tone",))))
    told = [
        finding.message
        for finding in prover.findings("환불해 드리겠습니다.", CircumstancesShape(situation="돈 돌려주기"))
        if finding.rule == "reply-incomplete-for-situation"
    ]
    assert told
    assert "반품 비용" in told[0]
    assert "돌려받거나" in told[0]
