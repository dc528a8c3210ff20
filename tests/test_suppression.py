"""A writer's instruction silences what it says, where it says; an instruction that is amiss is told."""

import re

import pytest

from cslint.document import Audience, Document, Kind, ReadOptions, Segment
from cslint.findings import Finding, Level
from cslint.formats import format_of, parser
from cslint.reading.instructions import instruction
from cslint.source import Source, SourceSpan
from cslint.suppression import apply_suppressions
from cslint.textbuilder import TextBuilder

RULES = ("tilde-run", "policy-shield", "long-sentence")


def document(text: str, *, block: SourceSpan | None = None, covers: SourceSpan | None = None) -> Document:
    """Return a document with one segment a line and one comment for each line `<…>`."""
    segments, comments = [], []
    for line in re.finditer("[^\n]+", text):
        span = SourceSpan(*line.span())
        if line.group().startswith("<"):
            comments.append(instruction(span, line.group()[1:-1], covers))
            continue
        built = TextBuilder(text).verbatim(span.start, span.end).build()
        assert built
        inside = block if block and block.covers(span) else None
        segments.append(Segment(*built, Kind.PARAGRAPH, Audience.CUSTOMER, block=inside))
    return Document(Source("a.md", text), "markdown", tuple(segments), comments=tuple(comments))


def found_in(text: str) -> list[Finding]:
    """Return a finding of tilde-run for every `~` and of policy-shield for every `규정` that stands in a plain line."""
    found = []
    for match in re.finditer("~|규정", text):
        if not text[text.rfind("\n", 0, match.start()) + 1 :].startswith("<"):
            rule = "tilde-run" if match.group() == "~" else "policy-shield"
            found.append(Finding(SourceSpan(*match.span()), rule, "symbols", Level.INFO, "…", match.group()))
    return found


def left(text: str, **covering: SourceSpan | None) -> list[tuple[str, str]]:
    """Return rule and quote of what is left."""
    kept = apply_suppressions(document(text, **covering), found_in(text), RULES)
    return [(finding.rule, finding.quote) for finding in kept]


TILDE, SHIELD = ("tilde-run", "~"), ("policy-shield", "규정")


def test_without_instructions_all_stays() -> None:
    assert left("가~\n규정") == [TILDE, SHIELD]


def test_ignore_silences_its_rules_in_the_next_block() -> None:
    assert left("나~\n<ignore[tilde-run] 이름>\n가~ 규정~\n다~") == [TILDE, SHIELD, TILDE]
    assert left("<ignore[tilde-run, policy-shield] 이름>\n가~ 규정~") == []


def test_the_next_block_is_the_whole_list_the_segment_belongs_to() -> None:
    text = "<ignore[tilde-run] 이름>\n가~\n나~\n다~"
    assert left(text, block=SourceSpan(text.index("가"), text.index("다"))) == [TILDE]


def test_what_a_place_covers_comes_before_the_next_block() -> None:
    text = "가~\n<ignore[tilde-run] 이 답변만>\n나~"
    assert left(text, covers=SourceSpan(0, 2)) == [TILDE]
    assert left("가~\n<off[tilde-run] 이 답변만>\n나~", covers=SourceSpan(0, 2)) == [TILDE]


def test_off_silences_up_to_on() -> None:
    assert left("가~\n<off[tilde-run] 이름>\n나~\n다~ 규정\n<on[tilde-run]>\n라~") == [TILDE, SHIELD, TILDE]


def test_off_silences_to_the_end_of_the_file() -> None:
    assert left("규정~\n<off[tilde-run, policy-shield] 이름>\n규정~\n<on[policy-shield]>\n규정~") == [
        SHIELD,
        TILDE,
        SHIELD,
    ]
    assert left("<off[tilde-run] 이름>\n나~\n다~") == []


@pytest.mark.parametrize(
    ("instruction", "rule", "says"),
    [
        ("<ignore[tilde-run]>", "suppression-no-reason", "`ignore[tilde-run]` 뒤에 이유를"),
        ("<off[tilde-run] -- >", "suppression-no-reason", "이유"),
        ("<ignore 이유>", "suppression-malformed", "`ignore[규칙-이름] 이유`"),
        ("<ignore[] 이유>", "suppression-malformed", "끌 규칙이 없습니다"),
        ("<ignore[tilde-run,] 이유>", "suppression-malformed", "읽을 수 없는"),
        ("<ignore[*] 이유>", "suppression-malformed", "읽을 수 없는"),
        ("<ignroe[tilde-run] 이유>", "suppression-malformed", "읽을 수 없는"),
        ("<situation 환불 거절>", "suppression-malformed", "`situation[상황]`"),
        ("<situations[환불]>", "suppression-malformed", "`situation[상황]`"),
        ("<situation[]>", "suppression-malformed", "`situation[상황]`"),
        ("<situation[환불>", "suppression-malformed", "`situation[상황]`"),
        ("<ignore[tilde-rum] 이유>", "suppression-unknown-rule", "`tilde-run`인가요?"),
        ("<ignore[전혀-다름] 이유>", "suppression-malformed", "읽을 수 없는"),
        ("<ignore[zzzz] 이유>", "suppression-unknown-rule", "`cslint rules`"),
        ("<on[tilde-run]>", "suppression-unused", "`tilde-run`"),
        ("<ignore[policy-shield] 이유>", "suppression-unused", "`policy-shield`"),
        ("<off[policy-shield] 이유>", "suppression-unused", "`policy-shield`"),
    ],
)
def test_an_instruction_that_is_amiss_is_told_and_silences_nothing(instruction: str, rule: str, says: str) -> None:
    text = f"{instruction}\n가~"
    told, kept = apply_suppressions(document(text), found_in(text), RULES)
    assert (told.rule, told.category, told.level, told.quote) == (rule, "suppression", Level.WARNING, instruction)
    assert says in told.message
    assert (kept.rule, kept.quote) == TILDE


def test_each_rule_of_an_instruction_must_have_something_to_silence() -> None:
    text = "<ignore[tilde-run, policy-shield, long-sentense] 이유>\n가~"
    told = apply_suppressions(document(text), found_in(text), RULES)
    assert [(finding.rule, finding.message.split("`")[1]) for finding in told] == [
        ("suppression-unknown-rule", "long-sentense"),
        ("suppression-unused", "policy-shield"),
    ]


def test_an_unknown_rule_is_told_once() -> None:
    assert [rule for rule, _ in left("<ignore[abc-def] 이유>\n가")] == ["suppression-unknown-rule"]


def test_a_second_off_is_told_and_the_first_holds() -> None:
    assert left("<off[tilde-run] 이유>\n가~\n<off[tilde-run] 또>\n나~\n<on[tilde-run]>\n다~") == [
        ("suppression-unused", "<off[tilde-run] 또>"),
        TILDE,
    ]


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("<!-- cslint: situation[환불 거절] -->\n\n가입니다.\n", []),
        ("가입니다.\n\n<!-- cslint: situation[환불 거절] -->\n", [0]),
        ("<!-- cslint: situation[환불 거절] -->\n\n<!-- cslint: situation[사과] -->\n\n가입니다.\n", [0]),
        (
            "<!-- cslint: situation[환불 거절] -->\n\n가입니다.\n\n---\n\n<!-- cslint: situation[사과] -->\n\n나입니다.\n",
            [],
        ),
    ],
)
def test_a_situation_that_no_reply_follows_is_told(text: str, idle: list[int]) -> None:
    document = parser("markdown")(Source("a.md", text), ReadOptions())
    amiss = apply_suppressions(document, (), RULES)
    comments = sorted(comment.span for comment in document.comments)
    assert [finding.span for finding in amiss] == [comments[at] for at in idle]
    assert all("답변이 뒤에 없습니다" in finding.message for finding in amiss)


def test_ignore_at_the_end_of_the_file_is_unused() -> None:
    assert left("가~\n<ignore[tilde-run] 이유>") == [TILDE, ("suppression-unused", "<ignore[tilde-run] 이유>")]


def test_a_rule_that_did_not_look_is_not_told_as_unused() -> None:
    text = "<ignore[tilde-run, policy-shield] 이유>\n가"
    told = apply_suppressions(document(text), [], RULES, enabled_rules=["policy-shield"])
    assert [finding.message.split("`")[1] for finding in told] == ["policy-shield"]


@pytest.mark.parametrize(
    ("suffix", "form"), [("md", "<!-- {} -->\n\n가나.\n"), ("yaml", "# {}\nbody: 가나.\n"), ("txt", "# {}\n가나.\n")]
)
@pytest.mark.parametrize(
    ("told", "amiss"),
    [
        ("cslint ignore[tilde-run] 이유", True),
        ("cslint ignore [tilde-run] 이유", True),
        ("cslint ignore tilde-run 이유", True),
        ("cslint : ignore[tilde-run] 이유", True),
        ("cslint situation[refund-refusal]", True),
        ("cslint-ignore[tilde-run] 이유", True),
        ("cslint-ignore: tilde-run 이유", True),
        ("cslint-disable", True),
        ("cslint-disable tilde-run", True),
        ("cslint-disable-next-line tilde-run", True),
        ("cslint_off[tilde-run]", True),
        ("cslint: on[tilde-run]", False),
        ("cslint로 검사함", False),
        ("cslint 검사에서 빼기로 함", False),
        ("cslint ignore 주석을 쓰지 않기로 했습니다", False),
        ("cslint-ignore 키는 머리말에 씁니다", False),
        ("cslint on GitHub", False),
        ("cslint-format 참고", False),
    ],
)
def test_an_instruction_misspelt_from_its_first_word_is_told(suffix: str, form: str, told: str, amiss: bool) -> None:  # noqa: FBT001
    path = f"a.{suffix}"
    read = parser(format_of(path))(Source(path, form.format(told)), ReadOptions())
    found = [finding for finding in apply_suppressions(read, [], RULES) if finding.rule == "suppression-malformed"]
    assert bool(found) is amiss
    if found:
        wanted = "situation[상황]" if "situation" in told else "ignore[규칙-이름] 이유"
        assert found[0].message == f"읽을 수 없는 지시입니다. `cslint: {wanted}`처럼 써 주세요."
