"""Rule files of one's own: what they can say, and what is told when they cannot be."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cslint.errors import CslintError
from cslint.findings import Finding
from cslint.formats import parser
from cslint.linter import Linter
from cslint.proof import refuse_unproven
from cslint.rules.rulebook import Rulebook, load
from cslint.settings.config import FileSettings
from cslint.settings.layers import load_config
from cslint.source import Source

RULE = """\
summary: 시험
level: warning
why: 시험입니다.
match:
  - phrase: "{phrase}"
message: "'{{match}}'{{은/는}} 쓰지 않습니다."
{more}
examples:
  - bad: 시험입니다.
"""

Lint = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    """Lint a text with one rule of one's own; returns (rule, level, quote) of each finding of the category `own`."""

    def run(
        text: str, phrase: str = "인입", more: str = "", config: str = "", situation: str | None = None
    ) -> list[tuple[str, str, str]]:
        findings = find(tmp_path, text, RULE.format(phrase=phrase, more=more), config, situation)
        return [(finding.rule, finding.level.key, finding.quote) for finding in findings]

    return run


def find(folder: Path, text: str, rule: str, config: str = "", situation: str | None = None) -> list[Finding]:
    (folder / "tone" / "own").mkdir(parents=True, exist_ok=True)
    (folder / "tone" / "own" / "my-rule.yaml").write_text(rule, encoding="utf-8")
    (folder / "cslint.yaml").write_text(f"rule-dirs: [tone]\n{config}", encoding="utf-8")
    book = load(load_config(folder), select=("own",))
    document = parser("text")(Source("a.txt", text), FileSettings().read)
    return list(Linter(book).lint(document, FileSettings(situation)).findings)


def test_a_phrase_of_ones_own_is_found_where_it_stands(lint: Lint) -> None:
    assert lint("문의가 들어왔습니다.\n박스 회송 안내입니다.", phrase="회송 안내") == [
        ("my-rule", "warning", "회송 안내")
    ]


def test_the_message_has_the_right_particle(tmp_path: Path) -> None:
    [finding] = find(tmp_path, "쿠폰 안내입니다.", RULE.format(phrase="쿠폰", more=""))
    assert finding.message == "'쿠폰'은 쓰지 않습니다."


@pytest.mark.parametrize(
    ("mark", "particle"), [("ㅠㅠ", "는"), (":)", "는"), ("😱", "는"), ("ㅋㅋㅋ", "는"), ("email", "은(는)")]
)
def test_a_mark_is_no_reason_to_write_both_particles(tmp_path: Path, mark: str, particle: str) -> None:
    rule = RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', f"regex: '{re.escape(mark)}'")
    [finding] = find(tmp_path, f"네 {mark} 쿠폰", rule)
    assert finding.message == f"'{mark}'{particle} 쓰지 않습니다."


@pytest.mark.parametrize(
    ("condition", "text", "quiet"),
    [
        ('sentence-has: "무료"', "쿠폰은 무료입니다.", True),
        ('sentence-has: "무료"', "쿠폰입니다. 배송은 무료입니다.", False),
        ('near-has: "무료"', "쿠폰입니다. 배송은 무료입니다.", True),
        ('next-has: "무료"', "배송은 무료입니다. 쿠폰입니다.", False),
        ('previous-has: "무료"', "배송은 무료입니다. 쿠폰입니다.", True),
        ('reply-has: "무료"', "쿠폰입니다. 네. 네. 배송은 무료입니다.", True),
        ('reply-lacks: "무료"', "쿠폰입니다.", True),
        ('before-has: "무료"', "무료 쿠폰입니다.", True),
        ('after-has: "무료"', "무료 쿠폰입니다.", False),
        ('overlaps: "할인 쿠폰"', "할인 쿠폰입니다.", True),
        ("quoted: true", "'쿠폰' 버튼을 눌러 주세요.", True),
        ("quoted: true", "쿠폰 버튼을 눌러 주세요.", False),
        ("quoted: true", '"쿠폰은 언제 와요?"', True),
        ("quoted: true", '"고객님, 쿠폰을 보내 드렸습니다."', False),  # a script, set off by quotation marks
        ("quoted: true", '"고객님, 쿠폰을 보내 드렸습니다."라고 답합니다.', True),
        ("position: first", "쿠폰입니다. 네.", True),
        ("position: last", "쿠폰입니다. 네.", False),
        ('before-regex: "무료\\\\s*"', "무료 쿠폰입니다.", True),
        ('regex: "[0-9]장"', "쿠폰 3장입니다.", True),
        ("situation: [praise]", "쿠폰입니다.", False),
        ('not: {sentence-has: "무료"}', "쿠폰입니다.", True),
        ('{sentence-has: "무료", quoted: true}', "무료 쿠폰입니다.", False),
    ],
)
def test_unless(lint: Lint, condition: str, text: str, quiet: bool) -> None:  # noqa: FBT001
    assert bool(lint(text, phrase="쿠폰", more=f"unless:\n  - {condition}")) is not quiet


def test_soften_lowers_one_level(lint: Lint) -> None:
    assert lint("무료 쿠폰입니다.", phrase="쿠폰", more='soften: [{sentence-has: "무료"}]')[0][1] == "info"


def test_the_level_of_a_situation(lint: Lint) -> None:
    more = "levels: {safety: error, praise: 'off'}"
    assert lint("쿠폰입니다.", phrase="쿠폰", more=more, situation="safety")[0][1] == "error"
    assert lint("쿠폰입니다.", phrase="쿠폰", more=more, situation="praise") == []
    assert lint("쿠폰입니다.", phrase="쿠폰", more=more)[0][1] == "warning"


def test_a_rule_for_some_situations_only(lint: Lint) -> None:
    more = "situations: {only: [safety]}"
    assert lint("쿠폰입니다.", phrase="쿠폰", more=more, situation="safety")
    assert not lint("쿠폰입니다.", phrase="쿠폰", more=more, situation="praise")
    assert not lint("쿠폰입니다.", phrase="쿠폰", more=more)


def test_the_configuration_sets_the_level_whatever_the_situation(lint: Lint) -> None:
    more = "levels: {safety: error}"
    assert (
        lint("쿠폰입니다.", phrase="쿠폰", more=more, config="rules: {my-rule: info}", situation="safety")[0][1]
        == "info"
    )


def test_an_option_of_the_configuration(tmp_path: Path) -> None:
    rule = RULE.format(phrase="쿠폰", more="options: {most: 1}").replace(
        'phrase: "쿠폰"', 'count: {of: "쿠폰", more-than: "$most"}'
    )
    text = "쿠폰입니다. 쿠폰입니다."
    assert find(tmp_path, text, rule)
    assert not find(tmp_path, text, rule, "rules: {my-rule: {most: 2}}")


def test_vocabulary_of_ones_own_adds_to_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "tone" / "vocabulary").mkdir(parents=True)
    (tmp_path / "tone" / "vocabulary" / "apology.yaml").write_text("summary: 더\nany: [면목 없다]\n", encoding="utf-8")
    rule = RULE.format(phrase="@apology", more="")
    assert [finding.quote for finding in find(tmp_path, "면목이 없습니다. 죄송합니다.", rule)] == [
        "면목이 없습니다",
        "죄송합니다",
    ]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("@mine-too", "@mine", "mine.yaml:2:7: 어휘가 자기 자신을 담고 있습니다: mine → mine-too → mine"),
        ("@mine-too", "@nothing", "mine-too.yaml:2:7: 없는 어휘입니다: '@nothing'"),
        ("{쿠폰|(무료) <없는부류>}", "쿠폰", "mine.yaml:2:7: 없는 부류입니다: '<없는부류>'"),
    ],
)
def test_vocabulary_that_stands_for_nothing_is_refused(tmp_path: Path, first: str, second: str, told: str) -> None:
    folder = tmp_path / "tone" / "vocabulary"
    folder.mkdir(parents=True)
    for name, phrase in (("mine", first), ("mine-too", second)):
        (folder / f"{name}.yaml").write_text(f'summary: 시험\nany: ["{phrase}"]\n', encoding="utf-8")
    with pytest.raises(CslintError) as error:
        find(tmp_path, "쿠폰입니다.", RULE.format(phrase="쿠폰", more=""))
    assert told in str(error.value)


SITUATION = """\
name: 시험
summary: 시험입니다.
priority: 9
{more}
"""
SHARED = {
    "vocabulary": "summary: 시험\n{more}",
    "terms": "summary: 시험\nterms:\n  - {more}",
    "situations": SITUATION,
}


@pytest.mark.parametrize(
    ("name", "more", "where", "told"),
    [
        ("situations/mine", 'strong: [쿠폰, "@없는어휘 주다"]', "4:14", "없는 어휘"),
        ("situations/mine", "weak: ['{쿠폰|']", "4:8", "닫아"),
        ("situations/mine", 'strong: [쿠폰, "(불편)"]', "4:14", "찾을 낱말"),
        ("situations/mine", 'headings: [쿠폰, "(?=쿠폰)"]', "4:16", "정규식"),
        ("situations/mine", "headings: [')|(쿠폰']", "4:12", "정규식"),
        ("situations/outage", "required: {now: {name: 지금, skeleton: 지금, any: '@없는어휘'}}", "4:47", "없는 어휘"),
        ("situations/outage", "required: {now: {name: 지금, skeleton: 지금, any: [쿠폰, '<날자>']}}", "4:52", "날자"),
        (
            "situations/mine",
            "required: {now: {name: 지금, skeleton: 지금, any: 쿠폰, when: [{situation: [없는상황]}]}}",
            "4:58",
            "없는 상황",
        ),
        ("situations/mine", "forbids: [tilde-run, policy-sheild]", "4:22", "`policy-shield`인가요"),
        ("vocabulary/apology", 'any: [쿠폰, "@없는어휘"]', "2:11", "없는 어휘"),
        ("vocabulary/closing", "any: [쿠폰, '@boilerplate']", "2:11", "closing → boilerplate → closing"),
        ("vocabulary/mine", 'noun-outside: [쿠폰, "@aplogy"]', "2:20", "`apology`인가요"),
        ("terms/sino-date-word", "{term: '@없는어휘', kind: phrase}", "3:5", "없는 어휘"),
        ("terms/sino-date-word", "{term: 금금일, kind: N, fix: {safe-with: '@없는어휘'}}", "3:5", "없는 어휘"),
        ("terms/sino-date-words", "{term: 금금일, kind: N, plain: [오늘]}", "3:5", "`sino-date-word.yaml`로"),
        ("terms/우리말", "{term: 금금일, kind: N, plain: [오늘]}", "3:5", "terms: 우리말"),
    ],
)
def test_what_is_broken_in_a_shared_file_is_told_with_line_and_column(
    tmp_path: Path, name: str, more: str, where: str, told: str
) -> None:
    path = tmp_path / "tone" / f"{name}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(SHARED[path.parent.name].format(more=more), encoding="utf-8")
    (tmp_path / "cslint.yaml").write_text("rule-dirs: [tone]", encoding="utf-8")
    with pytest.raises(CslintError) as error:
        load(load_config(tmp_path))
    assert f"{name}.yaml:{where}: " in str(error.value)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("broken", "where", "told"),
    [
        (RULE.format(phrase="쿠폰:이상한것", more=""), "5:5", "자질"),
        (RULE.format(phrase="{쿠폰|", more=""), "5:5", "닫아"),
        (RULE.format(phrase="@없는어휘", more=""), "5:5", "없는 어휘"),
        (RULE.format(phrase="쿠폰", more="levle: error"), "7:1", "levle"),
        (RULE.format(phrase="쿠폰", more="levels: {없는상황: error}"), "7:9", "없는 상황"),
        (RULE.format(phrase="쿠폰", more="unless: [{regex: '('}]"), "7:9", "정규식"),
        (RULE.format(phrase="쿠폰", more="unless: [{kind: [itme]}]"), "7:18", "paragraph, heading, item, cell, value"),
        (RULE.format(phrase="쿠폰", more="yields-to: [tilde-runn]"), "7:13", "`tilde-run`인가요"),
        (
            RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', "words: [{pos: [동사님]}]"),
            "5:20",
            "명사, 동사",
        ),
        (RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', "speech-level: {is: [해요]}"), "5:25", "해요체"),
        (RULE.format(phrase="쿠폰", more="").replace("{match}", "{mach}"), "6:10", "{mach}"),
        (RULE.format(phrase="쿠폰", more="suggest: '{mach}'"), "7:10", "{mach}"),
        (RULE.format(phrase='쿠폰"\n    suggest: "{mach}', more=""), "6:14", "{mach}"),
        (RULE.format(phrase="@apologie", more=""), "5:5", "혹시 `@apology`인가요? 어휘의 목록은"),
        (RULE.format(phrase="쿠폰 ^", more=""), "5:5", "문장의 시작"),
        (RULE.format(phrase="쿠폰", more="").replace("level: warning", "level: eror"), "2:8", "error"),
        (RULE.format(phrase="쿠폰", more="").replace("  - bad: 시험입니다.", "  - good: 시험입니다."), "9:3", "bad"),
        (RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', "{}"), "5:5", "종류가 하나만"),
        (
            RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', 'count: {of: 쿠폰, more-than: "$x"}'),
            "5:5",
            "$x",
        ),
        (RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', "terms: 없는표"), "5:5", "없는 용어표"),
        (RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', "check: {name: 없는검사}"), "5:5", "없는 검사"),
        (
            RULE.format(phrase="쿠폰", more="").replace('phrase: "쿠폰"', "check: {name: card-number, chars: 3}"),
            "5:5",
            "card-number 검사에는 'chars' 키를 쓰지 않습니다. 이름만",
        ),
        (
            RULE.format(phrase="쿠폰", more="").replace(
                'phrase: "쿠폰"', "check: {name: card-number, lists: {staff: []}}"
            ),
            "5:5",
            "'lists' 키를 쓰지 않습니다",
        ),
        (
            RULE.format(phrase="쿠폰", more="").replace(
                'phrase: "쿠폰"', "check: {name: self-honorific, lists: {staff: []}}"
            ),
            "5:5",
            "모두 적어 주세요: others, staff",
        ),
    ],
)
def test_a_broken_rule_is_told_with_file_line_and_column(tmp_path: Path, broken: str, where: str, told: str) -> None:
    with pytest.raises(CslintError) as error:
        find(tmp_path, "쿠폰입니다.", broken)
    assert f"my-rule.yaml:{where}" in str(error.value)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("rules: {my-rul: info}", "my-rule"),
        ("rules: {my-rule: {mots: 1}}", "mots"),
        ("files: [{glob: '*.txt', situation: 없는상황}]", "없는상황"),
        ("rules: {long-sentence: {max-chars: [1]}}", "'max-chars'에는 0 이상의 숫자를"),
        ("rules: {long-sentence: {max-chars: many}}", "'max-chars'에는 0 이상의 숫자를"),
        ("rules: {long-sentence: {max-chars: -3}}", "'max-chars'에는 0 이상의 숫자를"),
        ("rules: {apology: off}", "분류의 이름입니다"),
        ("terms: {add: {스마트박스: ''}}", "서로 다르게"),
        ("terms: {add: {스마트박스: 스마트박스}}", "서로 다르게"),
    ],
)
def test_a_name_the_configuration_gets_wrong_is_told_with_its_place(tmp_path: Path, config: str, told: str) -> None:
    with pytest.raises(CslintError) as error:
        find(tmp_path, "쿠폰입니다.", RULE.format(phrase="쿠폰", more=""), config)
    assert "cslint.yaml:2:" in str(error.value)
    assert told in str(error.value)


def test_a_term_the_configuration_adds_and_nothing_can_be_looked_for_by_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "cslint.yaml").write_text("terms:\n  add: {쿠폰북: 쿠폰, '@없는어휘': 쿠폰}\n", encoding="utf-8")
    with pytest.raises(CslintError, match=r"cslint.yaml:2:18: 없는 어휘입니다"):
        load(load_config(tmp_path))


def test_a_rule_of_ones_own_that_fails_its_examples_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tone" / "own").mkdir(parents=True)
    (tmp_path / "tone" / "own" / "my-rule.yaml").write_text(RULE.format(phrase="쿠폰", more=""), encoding="utf-8")
    (tmp_path / "cslint.yaml").write_text("rule-dirs: [tone]\n", encoding="utf-8")
    with pytest.raises(CslintError) as error:
        refuse_unproven(load(load_config(tmp_path), select=("own",)))
    assert "my-rule.yaml:9:5: 규칙 my-rule의 1번째 예문이 맞지 않습니다" in str(error.value)


@pytest.mark.parametrize(
    ("fix", "examples", "told"),
    [
        ("{reword: 던지다}", "  - {bad: 자료를 보냈습니다., fixed: 자료를 던졌습니다.}\n", None),
        ("{reword: 던지다}", "  - {bad: 자료를 보냈습니다., fixed: 자료를 건넸습니다.}\n",
         "1번째 예문이 맞지 않습니다: `fixed`와 다르게 고쳐집니다: '자료를 던졌습니다.'"),
        ("{reword: 보내다}", "  - {bad: 자료를 보냈습니다., fixed: 자료를 보냈습니다.}\n", "괜찮은 문장인데 '보냈습니다'에서 걸립니다"),
        ("{reword: 던지다}", "  - {bad: 자료를 보냈습니다., good: 자료를 드렸습니다.}\n", "고침: 묻지 않고 고치는 규칙"),
        ("{reword: 던지다, safety: unsafe}", "  - {bad: 자료를 보냈습니다., good: 자료를 드렸습니다.}\n", None),
    ],
)  # fmt: skip
def test_a_fix_that_is_applied_unseen_is_shown_by_an_example(
    tmp_path: Path, fix: str, examples: str, told: str | None
) -> None:
    rule = RULE.format(phrase="보내다", more=f"fix: {fix}").partition("  - bad:")[0] + examples
    (tmp_path / "tone" / "own").mkdir(parents=True)
    (tmp_path / "tone" / "own" / "my-rule.yaml").write_text(rule, encoding="utf-8")
    (tmp_path / "cslint.yaml").write_text("rule-dirs: [tone]\n", encoding="utf-8")
    book = load(load_config(tmp_path), select=("own",))
    if told is None:
        refuse_unproven(book)
    else:
        with pytest.raises(CslintError, match=re.escape(told)):
            refuse_unproven(book)


def test_shipped_rules_are_not_proven_again_at_every_run(tmp_path: Path) -> None:
    assert not any(rule.is_own for rule in load(load_config(tmp_path)).rules)


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("{시험|챙기다하다}", "'챙기다하다'는 어떤 문장에도 나올 수 없는 낱말입니다"),
        (
            "기달리다요",
            "'기달리다요'는 기본형에 '요'가 붙어 어떤 문장에도 나올 수 없습니다. 나누면 '기달리다-다요'입니다.",
        ),
        ("기다리다-ㅋㅋ", "어미 '-ㅋㅋ'가 붙는 낱말은 없습니다."),
        ("(조금만) 기다리다-세요", "어미 '-세요'가 붙는 낱말은 없습니다. 붙여서 나누면 '보내다-어요'입니다."),
        ("환불+에서는", "조사 '+에서는'이 붙는 낱말은 없습니다. 붙여서 나누면 '고객+에서+은 보내다-ㅂ니다'입니다."),
        ("불편-면", "'불편'은 용언이 아니라서 어미 '-면'을 묶을 수 없습니다."),
        ("[환불:높임]", "'환불'은 용언이 아니라서 자질 ':높임'을 묶을 수 없습니다."),
        ("<명사>-면", "'<명사>'는 용언이 아니라서"),
    ],
)
def test_what_no_sentence_can_hold_is_told(tmp_path: Path, phrase: str, told: str) -> None:
    with pytest.raises(CslintError, match=re.escape(told)):
        refuse_unproven(_own(tmp_path, RULE.format(phrase=phrase, more="")))


@pytest.mark.parametrize(
    "condition",
    [
        "match:\n  - check: {name: situation-lacks, phrases: 챙기다하다}",
        "unless: [{any: [{not: {sentence-has: [시험, 챙기다하다]}}]}]",
    ],
)
def test_a_phrase_is_proven_wherever_it_stands(tmp_path: Path, condition: str) -> None:
    rule = RULE.format(phrase="시험", more=condition if condition.startswith("unless") else "")
    if condition.startswith("match"):
        rule = rule.replace('match:\n  - phrase: "시험"', condition)
    with pytest.raises(CslintError, match="'챙기다하다'는"):
        refuse_unproven(_own(tmp_path, rule))


def test_an_example_that_is_not_found_is_shown_as_it_is_read(tmp_path: Path) -> None:
    rule = RULE.format(phrase="쿠폰", more="").replace("bad: 시험입니다.", "bad: '네. [[잠시만]] 기다려 주세요.'")
    with pytest.raises(
        CslintError, match=re.escape("찾지 못했습니다. 낱말로 나누면 '잠시+만 기다리다-어 주다-어요'입니다.")
    ):
        refuse_unproven(_own(tmp_path, rule))


@pytest.mark.parametrize(
    ("example", "told"),
    [
        ("{bad: '[[쿠폰입니다.'}", "짝이 없는 `[[`"),
        ("{bad: '쿠폰]]입니다. [[쿠폰]]'}", "짝이 없는 `]]`"),
        ("{fixed: 할인권입니다.}", "`fixed` 옆에 `bad`도"),
        ("{good: 네., fixed: 할인권입니다.}", "`fixed` 옆에 `bad`도"),
        ("{note: 쿠폰은 할인권이라고 합니다.}", "글이 없는 예문"),
    ],
)
def test_an_example_that_proves_nothing_is_refused_where_it_stands(tmp_path: Path, example: str, told: str) -> None:
    rule = RULE.format(phrase="쿠폰", more="").replace("bad: 시험입니다.", f"bad: 쿠폰입니다.\n  - {example}")
    with pytest.raises(CslintError, match=re.escape(told)) as error:
        _own(tmp_path, rule)
    assert "my-rule.yaml:10:5: " in str(error.value)


def test_brackets_may_be_what_an_example_is_about(tmp_path: Path) -> None:
    examples = "bad: '[[쿠폰]] [[{{order_id}}]]입니다.'\n  - good: '할인권 [[ {{order_id}}'"
    book = _own(tmp_path, RULE.format(phrase="쿠폰", more="").replace("bad: 시험입니다.", examples))
    with pytest.raises(CslintError, match="1번째 예문이 맞지 않습니다: 표시한 곳과 다른 곳을"):
        refuse_unproven(book)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vocabulary/mine.yaml", "summary: 시험\nany: [챙기다하다]\n"),
        ("situations/mine.yaml", "name: 시험\nsummary: 시험\npriority: 9\nweak: [챙기다하다]\n"),
        ("terms/project-terms.yaml", "summary: 시험\nterms: [{term: 쿠폰북, kind: N, only: [챙기다하다]}]\n"),
    ],
)
def test_what_rules_of_ones_own_share_is_proven_too(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "tone" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CslintError, match=f"{name}: 문구 '챙기다하다'"):
        refuse_unproven(_own(tmp_path, RULE.format(phrase="시험", more="")))


def _own(folder: Path, rule: str) -> Rulebook:
    """Return the rulebook of a folder with one rule of its own."""
    (folder / "tone" / "own").mkdir(parents=True)
    (folder / "tone" / "own" / "my-rule.yaml").write_text(rule, encoding="utf-8")
    (folder / "cslint.yaml").write_text("rule-dirs: [tone]\n", encoding="utf-8")
    return load(load_config(folder), select=("own",))
