"""Markdown: who reads what, which replies there are, and that every character maps back."""

import json
import os
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Document, Kind, ReadOptions
from cslint.errors import CslintError
from cslint.formats.markdown import parse
from cslint.offsets import TextSpan
from cslint.source import Source, SourceSpan

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FILES = sorted([*CORPUS.glob("manuals/files/*.md"), *CORPUS.glob("open-files/*.md")])
SHORT = {
    Audience.CUSTOMER: "C",
    Audience.AGENT: "A",
    Audience.BAD_EXAMPLE: "X",
    Audience.QUOTED_CUSTOMER: "Q",
}


def read(text: str, audience: str | None = None) -> Document:
    document = parse(Source("a.md", text), ReadOptions(audience))
    assert unmapped(document) == []
    return document


def shown(text: str, audience: str | None = None) -> list[str]:
    """Return each segment as `C 글`; headings and labels as `# 글`."""
    return [
        ("#" if segment.kind is Kind.HEADING else SHORT[segment.audience]) + " " + segment.text
        for segment in read(text, audience).segments
    ]


def replies(text: str, audience: str | None = None) -> list[list[str]]:
    return [[segment.text for segment in reply.segments] for reply in read(text, audience).replies]


def test_a_label_turns_what_follows_into_a_reply():
    text = "## 배달\n\n> 왜 안 와요?\n\n**보낼 답변**\n\n곧 도착합니다.\n\n- 문 앞\n- 경비실\n\n## 다음\n\n상담사가 닫는다.\n"
    assert shown(text) == [
        "# 배달",
        "Q 왜 안 와요?",
        "# 보낼 답변",
        "C 곧 도착합니다.",
        "C 문 앞",
        "C 경비실",
        "# 다음",
        "A 상담사가 닫는다.",
    ]
    (reply,) = read(text).replies
    assert [segment.text for segment in reply.segments] == ["곧 도착합니다.", "문 앞", "경비실"]
    assert reply.headings == ("보낼 답변", "배달")
    item = reply.segments[2]
    assert item.kind is Kind.ITEM
    assert item.block is not None
    assert text[item.block.start : item.block.end].strip() == "- 문 앞\n- 경비실"


def test_each_label_starts_a_reply_of_its_own():
    text = "**보낼 답변 (음료)**\n\n음료를 보냈습니다.\n\n답변 예시:\n\n쿠폰을 보냈습니다.\n"
    assert replies(text) == [["음료를 보냈습니다."], ["쿠폰을 보냈습니다."]]
    assert [reply.headings for reply in read(text).replies] == [("보낼 답변 (음료)",), ("답변 예시",)]


def test_a_quote_below_a_reply_label_is_the_reply():
    assert shown("좋은 예:\n\n> 오늘 보내 드리겠습니다.\n")[1:] == ["C 오늘 보내 드리겠습니다."]
    assert shown("# 상황\n\n> 오늘 보내 주세요.\n")[1:] == ["Q 오늘 보내 주세요."]


@pytest.mark.parametrize(
    "opening", ["안녕하세요, 고객님.", "고객님께서 주문하신 소파입니다.", "#{이름} 회원님,", "김하늘 고객님~"]
)
def test_a_quote_that_addresses_the_customer_is_ours(opening: str):
    assert shown(f"# 배송 지연\n\n> {opening}\n>\n> 내일 보내 드립니다.\n")[1:] == [
        f"C {opening}",
        "C 내일 보내 드립니다.",
    ]
    assert replies(f"# 배송 지연\n\n> {opening}\n>\n> 내일 보내 드립니다.\n") == [[opening, "내일 보내 드립니다."]]
    # The customer's own words end with their quote, and what a label says counts for more.
    asked = f"# 상황\n\n> {opening}\n\n상담사가 닫는다.\n\n> 언제 와요?\n"
    assert shown(asked)[1:] == [f"C {opening}", "A 상담사가 닫는다.", "Q 언제 와요?"]
    assert shown(f"**고객 문의**\n\n> {opening}\n")[1:] == [f"Q {opening}"]
    assert shown(f"**나쁜 예**\n\n> {opening}\n")[1:] == [f"X {opening}"]


@pytest.mark.parametrize(
    "said", ["고객센터 전화가 안 돼요.", "어제 온 회원 등급 문자가 뭔가요?", "‘고객님’이라고만 하지 마세요."]
)
def test_a_quote_that_only_speaks_of_customers_is_the_customers(said: str):
    assert shown(f"# 상황\n\n> {said}\n")[1:] == [f"Q {said}"]


def test_replies_set_off_one_by_one_are_not_joined():
    assert replies("# 지연\n\n> 고객님, 내일 갑니다.\n\n위 답변은 옛것이다.\n\n> 고객님, 모레 갑니다.\n") == [
        ["고객님, 내일 갑니다."],
        ["고객님, 모레 갑니다."],
    ]
    first, second = "안녕하세요, 고객님. 내일 갑니다.", "안녕하세요, 고객님. 모레 갑니다."
    assert replies(f"# 지연\n\n> {first}\n\n> {second}\n") == [[first], [second]]
    assert replies(f"# 지연\n\n{first}\n\n감사합니다.\n\n{second}\n") == [[first, "감사합니다."], [second]]


def test_a_cell_that_addresses_the_customer_is_a_reply_whatever_its_column_is_called():
    text = "| 단계 | 개요 |\n|---|---|\n| 1 | 고객님, 내일 갑니다. |\n| 2 | 송장을 먼저 봅니다. |\n"
    assert replies(text) == [["고객님, 내일 갑니다."]]
    assert replies(text.replace("개요", "비고")) == []
    assert replies("| 기존 멘트 | 개선 멘트 |\n|---|---|\n| 금일 갑니다. | 오늘 갑니다. |\n") == [["오늘 갑니다."]]


def test_a_bold_question_names_the_answer_below_it():
    assert replies("**언제 환불되나요?**\n\n내일 됩니다.\n\n**교환은요?**\n\n모레 됩니다.\n") == [
        ["내일 됩니다."],
        ["모레 됩니다."],
    ]


def test_what_follows_the_quote_of_a_customer_label_is_not_the_customer():
    text = "**고객 문의**\n\n> 언제 와요?\n\n내일 도착합니다.\n"
    assert shown(text) == ["# 고객 문의", "Q 언제 와요?", "C 내일 도착합니다."]


def test_everything_below_a_bad_heading_is_bad_until_the_next_of_its_level():
    text = "## 쓰지 말아야 할 말\n\n기다리세요.\n\n### 배송\n\n- 모릅니다.\n\n## 배송\n\n오늘 보냅니다.\n"
    assert shown(text) == [
        "# 쓰지 말아야 할 말",
        "X 기다리세요.",
        "# 배송",
        "X 모릅니다.",
        "# 배송",
        "C 오늘 보냅니다.",
    ]


def test_marks_are_not_part_of_what_they_mark():
    text = "고쳐 쓰기\n\n- ✗ 저희는 몰라요.\n- ✓ 확인했습니다.\n  바로 보내 드립니다.\n- ✓ 둘째 답입니다.\n"
    assert shown(text) == [
        "# 고쳐 쓰기",
        "X 저희는 몰라요.",
        "C 확인했습니다.\n바로 보내 드립니다.",
        "C 둘째 답입니다.",
    ]
    assert replies(text) == [["확인했습니다.\n바로 보내 드립니다."], ["둘째 답입니다."]]
    assert read(text).replies[0].title == "고쳐 쓰기"


def test_a_mark_holds_for_all_of_its_item():
    text = "- ✗ 나쁜 말입니다.\n\n  둘째 문단입니다.\n\n  - 안에 있습니다.\n\n- ✓ 좋은 말입니다.\n\n  이어집니다.\n"
    assert shown(text) == [
        "X 나쁜 말입니다.",
        "X 둘째 문단입니다.",
        "X 안에 있습니다.",
        "C 좋은 말입니다.",
        "C 이어집니다.",
    ]
    assert replies(text) == [["좋은 말입니다.", "이어집니다."]]


def test_dialogue_lines():
    text = "- 고객: 책임자 바꿔.\n- 상담사: 오후 5시까지 전화드리겠습니다.\n"
    assert shown(text) == ["Q 책임자 바꿔.", "C 오후 5시까지 전화드리겠습니다."]


def test_strike_through_and_arrows_are_bad_examples():
    assert shown("~~조속히~~ 오늘 보냅니다.\n") == ["X 조속히", "C 오늘 보냅니다."]
    assert shown("- 안 됩니다. → 다음 달에 됩니다.\n") == ["X 안 됩니다.", "C 다음 달에 됩니다."]
    assert shown("설정 → 알림 → 끄기를 눌러 주세요.\n") == ["C 설정 → 알림 → 끄기를 눌러 주세요."]


def test_a_table_with_an_answer_column_holds_a_reply_a_row():
    text = "# 환불\n\n| 상황 | 답변 | 비고 |\n|---|---|---|\n| 조리 전 | 취소했습니다. | 즉시 |\n| 조리 뒤 | 어렵습니다. | |\n"
    document = read(text)
    cells = [SHORT[segment.audience] + segment.text for segment in document.segments if segment.kind is Kind.CELL]
    assert cells == ["A조리 전", "C취소했습니다.", "A즉시", "A조리 뒤", "C어렵습니다."]
    assert [(reply.title, reply.declared, reply.headings) for reply in document.replies] == [
        ("조리 전", "조리 전", ("조리 전", "환불")),
        ("조리 뒤", "조리 뒤", ("조리 뒤", "환불")),
    ]


def test_tables_of_good_and_bad():
    text = "| 수정 전 | 수정 후 |\n|---|---|\n| 불가합니다. | 내일 됩니다. |\n"
    assert shown(text)[2:] == ["X 불가합니다.", "C 내일 됩니다."]
    assert shown("| 말 | 뜻 |\n|---|---|\n| ✗ 몰라요. | ✓ 압니다. |\n")[2:] == ["X 몰라요.", "C 압니다."]


def test_a_table_without_answers_is_for_agents():
    text = "| 항목 | 기준 |\n|---|---|\n| 응대 | 60초 안에 답합니다. |\n"
    assert {line[0] for line in shown(text)[2:]} == {"A"}
    assert {line[0] for line in shown(text, "customer")[2:]} == {"C"}
    assert {line[0] for line in shown("## 내부 절차\n\n| 단계 | 내용 |\n|--|--|\n| 1 | 이관합니다. |\n")[1:]} <= {
        "#",
        "A",
    }


def test_a_suppression_column_covers_its_row():
    text = "| 답변 | cslint |\n|---|---|\n| 조속히 보냅니다. | ignore[vague-time] 법정 문구 |\n| 네. | an-anh 이유 |\n"
    first, second = read(text).comments
    assert first.text == "ignore[vague-time] 법정 문구"
    assert second.text == "ignore[an-anh] 이유"
    assert first.covers is not None
    assert text[first.covers.start : first.covers.end].startswith("| 조속히")


def test_unlabelled_prose_is_told_apart_by_its_endings():
    assert shown("# 운영\n\n상담사가 닫는다. 팀장에게 알림.\n\n오늘 보내 드리겠습니다.\n")[1:] == [
        "A 상담사가 닫는다. 팀장에게 알림.",
        "C 오늘 보내 드리겠습니다.",
    ]


def test_audience_of_options_and_front_matter():
    text = "## 내부 지침\n\n확인한다.\n\n- ✗ 몰라요.\n"
    assert shown(text, "customer") == ["# 내부 지침", "C 확인한다.", "X 몰라요."]
    assert shown(text, "agent") == ["# 내부 지침", "A 확인한다.", "A ✗ 몰라요."]
    agent = "---\naudience: agent\n---\n\n보내 드립니다.\n"
    assert shown(agent) == ["A 보내 드립니다."]
    assert read(agent).replies == ()
    assert shown(agent, "customer") == ["C 보내 드립니다."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter(newline):
    text = (
        "---\nsituation: refund-refusal\nversion: 4\ncslint-ignore:\n  - '[tilde-run] 브랜드 말투'\n  - an-anh: 예문\n---\n\n"
        "# 환불\n\n어렵습니다.\n"
    ).replace("\n", newline)
    document = read(text)
    assert document.meta["situation"] == "refund-refusal"
    assert document.meta["version"] == "4"
    assert [reply.declared for reply in document.replies] == ["refund-refusal"]
    assert [(comment.text, comment.covers) for comment in document.comments] == [
        ("ignore[tilde-run] 브랜드 말투", SourceSpan(0, len(text))),
        ("ignore[an-anh] 예문", SourceSpan(0, len(text))),
    ]
    assert "브랜드" in text[document.comments[0].span.start : document.comments[0].span.end]


@pytest.mark.parametrize(
    ("matter", "where"),
    [
        (
            "audience: customer\naudience: agent\n",
            "a.md:3:1: 같은 키가 두 번 있습니다: `audience`. 앞의 것은 2:1에 있습니다.",
        ),
        ("cslint-ignore:\n  - an-anh: 가\n    an-anh: 나\n", "a.md:4:5: 같은 키가 두 번 있습니다: `an-anh`."),
    ],
)
def test_a_key_that_front_matter_has_twice_is_told(matter: str, where: str) -> None:
    with pytest.raises(CslintError) as error:
        read(f"---\n{matter}---\n\n보내 드립니다.\n")
    assert str(error.value).startswith(where)


def test_front_matter_that_holds_itself_ends() -> None:
    assert read("---\na: &a [*a]\nb: *a\naudience: agent\n---\n\n보내 드립니다.\n").replies == ()


@pytest.mark.parametrize("line", ["상황: 환불 거절", "**상황**: 환불 거절", "**상황: 환불 거절**", "- 상황: 환불 거절"])
def test_a_line_declares_the_situation_of_the_replies_below_it(line: str) -> None:
    text = (
        f"---\nsituation: 배송 지연\n---\n# 매크로\n\n{line}\n\n**답변**\n\n고객님, 어렵습니다.\n\n"
        "상황: 칭찬\n\n> 고객님, 고맙습니다.\n\n## 다음\n\n> 고객님, 늦었습니다.\n"
    )
    document = read(text)
    assert [(reply.declared, reply.segments[0].text) for reply in document.replies] == [
        ("환불 거절", "고객님, 어렵습니다."),
        ("칭찬", "고객님, 고맙습니다."),
        ("배송 지연", "고객님, 늦었습니다."),
    ]


@pytest.mark.parametrize("fence", ["---", "..."])
def test_front_matter_ends_at_its_fence_and_at_no_other_dashes(fence):
    document = read(f"---\ntitle: 가 --- 나\nsituation: 환불 거절\n{fence}\n글입니다.\n")
    assert document.meta == {"title": "가 --- 나", "situation": "환불 거절"}
    assert [segment.text for segment in document.segments] == ["글입니다."]


@pytest.mark.parametrize(
    ("value", "says"), [("costumer", "`costumer`"), ("고객", "`고객`"), ("[customer]", "`[customer]`")]
)
def test_an_audience_that_front_matter_cannot_name_is_an_error_at_its_place(value, says):
    with pytest.raises(CslintError) as error:
        read(f"---\ntitle: 가\naudience: {value}\n---\n\n글\n")
    assert error.value.where == "a.md:3:11"
    assert says in error.value.what
    assert "customer, agent, mixed" in (error.value.hint or "")


def test_front_matter_that_is_not_yaml_is_an_error_with_its_place():
    with pytest.raises(CslintError) as error:
        parse(Source("a.md", "---\ntitle: [가\n---\n\n글\n"), ReadOptions())
    assert re.fullmatch(r"a\.md:\d+:\d+", error.value.where or "")


def test_a_rule_between_replies_hides_nothing():
    assert replies("첫 답입니다.\n\n---\n둘째 답입니다.\n\n---\n셋째 답입니다.\n") == [
        ["첫 답입니다."],
        ["둘째 답입니다."],
        ["셋째 답입니다."],
    ]
    assert shown("---\n\n안녕하세요.\n") == ["C 안녕하세요."]


def test_comments():
    text = "<!-- cslint: ignore[an-anh] 예문 -->\n\n글입니다. <!-- cslint: situation[refund] -->\n\n<!-- 다른 말 -->\n"
    assert [comment.text for comment in read(text).comments] == ["ignore[an-anh] 예문", "situation[refund]"]
    assert shown(text) == ["C 글입니다."]


def test_code_and_addresses_are_opaque_and_code_blocks_are_nothing():
    document = read(
        "값은 `금일 취소`이고 <https://a.kr/금일> 또는 https://b.kr/x 입니다.\n\n```\n금일\n```\n\n    익일\n"
    )
    (segment,) = document.segments
    assert segment.text == "값은 금일 취소이고 https://a.kr/금일 또는 https://b.kr/x 입니다."
    assert [segment.text[span.start : span.end] for span in segment.opaque] == [
        "금일 취소",
        "https://a.kr/금일",
        "https://b.kr/x",
    ]


def test_code_over_two_lines_and_in_cells_maps_character_by_character():
    text = "> 값은 ` 가나\n> 다라 `이다.\n\n| 답변 |\n|---|\n| `가\\|\u1112\u1161\u11ab` 입니다. |\n"
    prose, _, cell = read(text).segments
    assert prose.text == "값은 가나 다라이다."
    assert text[prose.offsets.locate(TextSpan(6, 7)).start] == "다"
    assert cell.text == "가|한 입니다."
    assert [cell.text[span.start : span.end] for span in cell.opaque] == ["가|한"]


def test_markup_vanishes_and_placeholders_stay():
    text = (
        '**강조**와 [링크](u "t")와 ![그림](u) <b>굵게</b><br>&lt;다음\\*&#44032; <이름>님[^1]\n\n[^1]: 각주입니다.\n'
    )
    assert shown(text) == ["C 강조와 링크와  굵게\n<다음*가 <이름>님", "C 각주입니다."]


def test_visible_text_of_html_blocks():
    assert shown("<div>\n안녕하세요.<br>감사합니다.\n</div>\n") == ["C 안녕하세요.\n감사합니다."]


def test_task_lists_have_no_boxes():
    assert shown("- [ ] 확인합니다.\n- [x] 보냅니다.\n") == ["C 확인합니다.", "C 보냅니다."]


def test_what_can_be_written_back():
    document = read("답변입니다.\n\n| 답변 |\n|---|\n| 네 \\| 예 됩니다. |\n")
    prose, cell = document.segments[0], document.segments[-1]
    assert prose.spell("가|나") == "가|나"
    assert prose.spell("가\n나") is None
    assert cell.spell("가|나") is None
    assert cell.spell("가") == "가"
    assert document.edit(prose, TextSpan(0, 2), "회신") is not None


@pytest.mark.skipif(not FILES, reason="the corpus is not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_real_files_map_back(path, form):
    text = unicodedata.normalize(form, Source.decode(path.name, path.read_bytes()).text).replace("\r\n", "\n")
    texts = [[segment.text for segment in read(text.replace("\n", end)).segments] for end in ("\n", "\r\n", "\r")]
    assert texts[0]
    assert texts[0] == texts[1] == texts[2]


@pytest.mark.skipif(not FILES, reason="the corpus is not beside this checkout")
def test_labelled_text_is_for_customers_and_agents_text_is_not():
    folder = CORPUS / "manuals"
    for path in (path for path in FILES if path.parent.parent == folder):
        source = Source.decode(path.name, path.read_bytes())
        customer = [segment.text for reply in parse(source, ReadOptions()).replies for segment in reply.segments]
        for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
            label = json.loads(line)
            agents_too = label["rule"] == "an-anh"  # a typo, judged in agents' text too
            if label["file"] == path.name and not agents_too:
                assert any(label["quote"] in text for text in customer), label
        for line in (folder / "quiet.jsonl").read_text("utf-8").splitlines():
            quiet = json.loads(line)
            if quiet["file"] == path.name and re.search("agent-facing|quote|비고|bad|code|turn", quiet["why"]):
                assert not any(quiet["quote"] in text for text in customer), quiet


@pytest.mark.skipif("COMMONMARK_JSON" not in os.environ, reason="COMMONMARK_JSON names no copy of the specification")
def test_examples_of_the_specification_map_back():
    examples = json.loads(Path(os.environ["COMMONMARK_JSON"]).read_text("utf-8"))
    assert len(examples) == 652
    for example in examples:
        for end in ("\n", "\r\n", "\r"):
            read(example["markdown"].replace("\n", end))
            read(example["markdown"].replace("\n", end).replace("foo", "\u1100\u1161\u11a8 &amp; 각"))


PARTS = [
    "가나다", "\u1112\u1161\u11ab", "보낼 답변", "✗ ", "✓ ", "고객: ", "**", "~~", "`", "``", "[", "](u)", "![", "<br>", "<b>", "<이름>",
    "&amp;", "&#44032;", "\\*", "\\", "| ", "|---|", "> ", "- ", "1. ", "# ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "---\n",
    "```\n", " → ", "니다.", "한다.", "\u200b", "\ud800", "\x00", "😀", "ａ", "https://a.kr", "<!-- cslint: off[a] 나 -->", ":",
    "| 답변 | 상황 |\n|---|---|\n| 네 | 예 |\n", "[^1]", "\n[^1]: ", "[ ] ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join), st.sampled_from([None, "customer", "agent"]))
def test_any_text_maps_back_or_says_what_is_wrong(text, audience):
    try:
        document = parse(Source("a.md", text), ReadOptions(audience))
    except CslintError:
        assert text.startswith("---")
        return
    assert unmapped(document) == []
    customer = [segment for segment in document.segments if segment.audience is Audience.CUSTOMER]
    in_replies = [segment for reply in document.replies for segment in reply.segments]
    assert len(set(in_replies)) == len(in_replies)
    assert set(in_replies) == {segment for segment in customer if segment.kind is not Kind.HEADING}


@given(st.lists(st.integers(min_value=0, max_value=8), min_size=1, max_size=8))
def test_no_words_are_lost(kinds):
    shapes = ["{}", "# {}", "- {}", "> {}", "1. {}", "**{}**", "- ✓ {}", "| 답변 |\n|---|\n| {} |", "~~{}~~ 끝"]
    words = [f"낱말{at}번" for at in range(len(kinds))]
    text = "\n\n".join(shapes[kind].format(word) for kind, word in zip(kinds, words, strict=True))
    seen = "\n".join(segment.text for segment in read(text).segments)
    assert [seen.count(word) for word in words] == [1] * len(words)


@pytest.mark.parametrize(
    "text",
    [">" * 50_000, "1. " * 30_000, "[" * 50_000, "*가 " * 30_000, "---\na: " + "[" * 20_000 + "\n---\n", " " * 200_000 + "가",
     "- ✗ ~~가~~ `나`\n" * 5_000, "✗ ~~가~~ `나`\n" * 5_000, "가" + "." * 200_000, "# " + ">" * 100_000 + "가", "가:" * 50_000, "`" + "가\n" * 30_000 + "`"],
    ids=range(12),
)  # fmt: skip
def test_hostile_text_ends_in_time(text):
    began = time.process_time()
    try:
        parse(Source("a.md", text), ReadOptions())
    except CslintError as error:
        assert error.where  # noqa: PT017 -- most of these are Markdown; none may raise anything else
    assert time.process_time() - began < 10
