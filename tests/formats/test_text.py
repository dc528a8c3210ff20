"""Plain text: one reply or several, who reads what, and that every character maps back."""

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapping import unmapped

from cslint.document import Audience, Document, Kind, ReadOptions
from cslint.formats.text import parse
from cslint.source import Source

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FILES = sorted(CORPUS.glob("open-files/*.txt"))


def read(text: str, audience: str | None = None) -> Document:
    document = parse(Source("a.txt", text), ReadOptions(audience))
    assert unmapped(document) == []
    return document


def replies(text: str) -> list[list[str]]:
    return [[segment.text for segment in reply.segments] for reply in read(text).replies]


def others(text: str) -> list[tuple[Audience, str]]:
    """Return what is not the customer's to read."""
    found = read(text).segments
    return [(segment.audience, segment.text) for segment in found if segment.audience is not Audience.CUSTOMER]


def test_a_file_is_one_reply_of_its_paragraphs_and_items():
    text = "안녕하세요, 고객님.\n주문을 확인했습니다.\n\n필요한 서류:\n- 신분증\n- 통장 사본\n\n감사합니다.\n"
    assert replies(text) == [
        ["안녕하세요, 고객님.\n주문을 확인했습니다.", "필요한 서류:", "신분증", "통장 사본", "감사합니다."]
    ]
    items = [segment for segment in read(text).segments if segment.kind is Kind.ITEM]
    blocks = [segment.block for segment in items]
    assert blocks[0] == blocks[1]
    assert blocks[0] is not None
    assert text[blocks[0].start : blocks[0].end] == "- 신분증\n- 통장 사본"


def test_a_line_below_a_short_item_is_a_paragraph_and_a_wrapped_one_goes_on():
    wrapped = "신분증은 주민등록증, 운전면허증, 여권 가운데 하나이며 유효한 것만 받고"
    assert replies(
        f"필요한 서류입니다.\n- 신분증\n- 통장 사본\n3월 8일까지 보내 주세요.\n\n- {wrapped}\n사본도 됩니다."
    ) == [["필요한 서류입니다.", "신분증", "통장 사본", "3월 8일까지 보내 주세요.", f"{wrapped}\n사본도 됩니다."]]
    assert replies("- 신분증\n  (여권도 됩니다)\n- 통장") == [["신분증\n(여권도 됩니다)", "통장"]]


def test_a_blank_at_the_start_of_a_line_is_no_mark():
    assert replies("오늘 보냈습니다.\n○○택배로 내일 도착합니다.\n○월 ○일에 확인해 주세요.") == [
        ["오늘 보냈습니다.\n○○택배로 내일 도착합니다.\n○월 ○일에 확인해 주세요."]
    ]


@pytest.mark.parametrize("rule", ["---", "=====", "* * *", "─────", "~~~~", "___"])
def test_rules_part_replies(rule):
    assert replies(f"첫 답입니다.\n{rule}\n둘째 답입니다.\n") == [["첫 답입니다."], ["둘째 답입니다."]]


@pytest.mark.parametrize("title", ["[환불 절차]", "【환불 절차】", "■ 환불 절차", "# 환불 절차"])
def test_titles_part_replies_and_are_not_in_them(title):
    document = read(f"{title}\n내일 입금됩니다.\n\n[배송 안내]\n오늘 보냅니다.\n")
    assert [(reply.title, reply.segments[0].text) for reply in document.replies] == [
        ("환불 절차", "내일 입금됩니다."),
        ("배송 안내", "오늘 보냅니다."),
    ]
    assert [(segment.audience, segment.kind) for segment in document.segments[::2]] == [
        (Audience.AGENT, Kind.HEADING),
        (Audience.AGENT, Kind.HEADING),
    ]


def test_a_message_in_brackets_is_no_title():
    text = "[알 수 없는 오류가 발생했습니다. 잠시 후 다시 시도해 주세요.]\n"
    assert replies(text) == [[text.strip()]]
    assert replies("[잠시만 기다려 주세요]\n") == [["[잠시만 기다려 주세요]"]]


def test_numbered_answers_are_replies_and_numbered_steps_are_not():
    answers = "1) 오늘 보냈습니다. 내일 도착합니다.\n2) 환불했습니다. 모레 입금됩니다.\n"
    assert replies(answers) == [["오늘 보냈습니다. 내일 도착합니다."], ["환불했습니다. 모레 입금됩니다."]]
    steps = "1. 앱을 열어 주세요.\n2. 설정을 눌러 주세요.\n"
    assert replies(steps) == [["앱을 열어 주세요.", "설정을 눌러 주세요."]]
    titled = "1. 배송 지연\n오늘 보냈습니다.\n\n2. 환불\n입금했습니다.\n"
    assert replies(titled) == [["오늘 보냈습니다."], ["입금했습니다."]]
    assert [reply.title for reply in read(titled).replies] == ["배송 지연", "환불"]


@pytest.mark.parametrize(("asks", "answers"), [("Q.", "A."), ("Q:", "A:"), ("고객:", "상담사:"), ("Q1.", "A1.")])
def test_the_customer_asks(asks, answers):
    text = f"{asks} 언제 와요?\n{answers} 내일 도착합니다.\n문 앞에 둡니다.\n\n{asks} 왜요?\n{answers} 눈이 왔습니다.\n"
    assert replies(text) == [["내일 도착합니다.\n문 앞에 둡니다."], ["눈이 왔습니다."]]
    assert others(text) == [(Audience.QUOTED_CUSTOMER, "언제 와요?"), (Audience.QUOTED_CUSTOMER, "왜요?")]


def test_a_bare_letter_asks_only_a_question():
    text = "Q 언제 와요?\n\n내일 도착합니다.\n\nQ 단추를 누르세요.\n"
    assert others(text) == [(Audience.QUOTED_CUSTOMER, "언제 와요?")]
    assert [line for reply in replies(text) for line in reply] == ["내일 도착합니다.", "Q 단추를 누르세요."]


@pytest.mark.parametrize("label", ["쓰지 말아야 할 표현:", "[쓰지 말아야 할 표현]", "나쁜 예 ❌", "❌ 나쁜 예시"])
def test_bad_examples_by_label(label):
    text = f"안녕하세요.\n\n{label}\n- 기다리세요.\n\n모릅니다.\n\n[답변 예시]\n오늘 보냅니다.\n"
    assert replies(text) == [["안녕하세요."], ["오늘 보냅니다."]]
    assert [pair for pair in others(text) if pair[0] is Audience.BAD_EXAMPLE] == [
        (Audience.BAD_EXAMPLE, "기다리세요."),
        (Audience.BAD_EXAMPLE, "모릅니다."),
    ]


def test_bad_examples_by_mark_and_arrow():
    text = "✗ 몰라요.\n✓ 확인했습니다.\n\n불가합니다. → 내일 됩니다.\n"
    assert replies(text) == [["확인했습니다."], ["내일 됩니다."]]
    assert others(text) == [(Audience.BAD_EXAMPLE, "몰라요."), (Audience.BAD_EXAMPLE, "불가합니다.")]


@pytest.mark.parametrize("label", ["보낼 답변", "답변", "멘트 예시", "저장 답변"])
def test_a_label_of_its_own_words_needs_no_colon(label):
    document = read(f"문의가 오면 먼저 기록을 봅니다.\n\n{label}\n\n오늘 보냅니다.\n")
    assert [segment.text for segment in document.replies[-1].segments] == ["오늘 보냅니다."]


def test_agents_notes_by_label():
    text = "[상담사 메모]\n2차 부서로 이관한다.\n\n[환불]\n입금했습니다.\n"
    assert replies(text) == [["입금했습니다."]]
    assert (Audience.AGENT, "2차 부서로 이관한다.") in others(text)


@pytest.mark.parametrize("line", ["# cslint: {}", "// cslint: {}", "<!-- cslint: {} -->", "  cslint: {}"])
def test_comments_are_no_text(line):
    text = "안녕하세요.\n" + line.format("ignore[an-anh] 예문") + "\n감사합니다.\n"
    (comment,) = read(text).comments
    assert comment.text == "ignore[an-anh] 예문"
    assert text[comment.span.start : comment.span.end] == line.format("ignore[an-anh] 예문").strip()
    assert replies(text) == [["안녕하세요.", "감사합니다."]]


def test_audience_of_the_configuration():
    text = "✗ 이관한다.\n\n확인한다.\n"
    assert [segment.audience for segment in read(text, "agent").segments] == [Audience.AGENT] * 2
    assert read(text, "agent").replies == ()
    assert [segment.audience for segment in read(text, "customer").segments] == [
        Audience.BAD_EXAMPLE,
        Audience.CUSTOMER,
    ]


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("[매크로]\n상황: 환불 거절\n고객님, 환불이 어렵습니다.\n", ["환불 거절"]),
        (
            "[매크로]\n상황 : 환불 거절\n\n고객님, 환불이 어렵습니다.\n\n[다음]\n고객님, 감사합니다.\n",
            ["환불 거절", None],
        ),
        ("[매크로]\n안녕하세요, 고객님.\n\n상황: 배송 중입니다.\n내일 도착합니다.\n", [None]),
        ("[매크로]\n사정: 배송 중입니다.\n내일 도착합니다.\n", [None]),
    ],
)
def test_a_line_above_a_reply_declares_its_situation(text: str, declared: list[str | None]) -> None:
    document = read(text)
    assert [reply.declared for reply in document.replies] == declared
    assert all("환불 거절" not in segment.text for reply in document.replies for segment in reply.segments)


def test_addresses_are_opaque():
    (segment,) = read("자세한 내용은 https://a.kr/금일 에서 보세요.").segments
    assert [segment.text[span.start : span.end] for span in segment.opaque] == ["https://a.kr/"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_and_decomposed_hangul_read_the_same(form, newline):
    text = "[환불]\n안녕하세요.\n둘째 줄입니다.\n\n쓰지 말아야 할 표현:\n- 몰라요.\n"
    document = read(unicodedata.normalize(form, text).replace("\n", newline))
    assert [segment.text for segment in document.segments] == [segment.text for segment in read(text).segments]
    assert [segment.audience for segment in document.segments] == [
        Audience.AGENT,
        Audience.CUSTOMER,
        Audience.AGENT,
        Audience.BAD_EXAMPLE,
    ]


@pytest.mark.skipif(not FILES, reason="the corpus is not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files_map_back(path):
    text = Source.decode(path.name, path.read_bytes()).text.replace("\r\n", "\n")
    for end in ("\n", "\r\n", "\r"):
        assert read(text.replace("\n", end)).replies


PARTS = [
    "가나다", "\u1112\u1161\u11ab", "✗ ", "✓ ", "Q. ", "A: ", "고객: ", "[", "]", "[제목]", "- ", "1) ", "2. ", "\n", "\n\n", "\r\n",
    "\r", "---", "===", "니다.", "세요", " → ", ":", "금지 표현:", "# cslint: off[a] 나", "\u200b", "\ud800", "\x00", "\x1c", "\x85",
    "\u2028", "😀", "ａ", "https://a.kr", " ", "\t",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_maps_back(text):
    document = read(text)
    customer = {segment for segment in document.segments if segment.audience is Audience.CUSTOMER}
    assert {segment for reply in document.replies for segment in reply.segments} == customer


@given(
    st.lists(st.sampled_from(["{}", "- {}", "[{}]", "1) {}", "✗ {}", "Q. {}", "{}:", "{}\n{}"]), min_size=1, max_size=8)
)
def test_no_words_are_lost(shapes):
    text = "\n".join(shape.format(f"낱말{at}번", f"둘째{at}번") for at, shape in enumerate(shapes))
    seen = "\n".join(segment.text for segment in read(text).segments)
    assert [seen.count(f"낱말{at}번") for at in range(len(shapes))] == [1] * len(shapes)


@pytest.mark.parametrize(
    "text",
    [" " * 300_000, "[" * 100_000, "가." * 100_000, "- 가\n" * 30_000, "가" + " " * 200_000 + "→" + " " * 200_000 + "나", "=" * 200_000 + "가",
     "cslint:" + " " * 200_000 + "가" + " " * 200_000 + "나", "1) 가합니다. 나합니다.\n" * 10_000, "✗ 가\n" * 30_000],
    ids=range(9),
)  # fmt: skip
def test_hostile_text_ends_in_time(text):
    began = time.process_time()
    parse(Source("a.txt", text), ReadOptions())
    assert time.process_time() - began < 10


def test_ticks_and_crosses_before_captions_are_parts_of_a_reply_that_greets():
    text = (
        "보낼 답변\n\n안녕하세요, 고객님. 기준을 알려 드립니다.\n\n"
        "✅ 환불 가능\n· 7일 안\n\n❌ 환불 불가\n· 7일 뒤\n\n언제든 물어 주세요.\n"
    )
    (reply,) = replies(text)
    assert [said for said in reply if "환불" in said] == ["✅ 환불 가능", "❌ 환불 불가"]


def test_crosses_before_sentences_are_bad_examples_below_a_greeting_too():
    text = "보낼 답변\n\n안녕하세요, 고객님.\n❌ 규정상 환불이 불가합니다.\n✅ 포장을 뜯으셔서 돌려드릴 수 없습니다.\n"
    assert (Audience.BAD_EXAMPLE, "규정상 환불이 불가합니다.") in others(text)
