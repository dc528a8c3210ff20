"""Strategies for what stands inside every format: Korean CS prose, variables, marks, instructions, and odd characters."""

import unicodedata

from hypothesis import strategies as st

_SENTENCES = (
    "고객님, 안녕하세요.",
    "주문하신 상품은 내일 오후 3시까지 도착합니다.",
    "환불은 카드사에 따라 3~5영업일이 걸려요.",
    "서비스 이용에 불편을 드려 죄송합니다.",
    "상담사는 접수 번호를 먼저 확인한다.",
    "그건 저희 책임이 아닙니다 → 결제창이 두 번 닫힌 것은 저희 잘못입니다.",
    "언제 오나요?",
    "확인 후 회신 바람",
    '"환불"이라고 적어 주세요; 그러면 됩니다, 정말.',
    "값이 100% 같고 a < b & b > c 입니다.",
    "자세한 내용은 https://cs.example.kr/안내?a=1&b=2 에서 보세요!!",
    "네~~ 감사합니다^^ 👍🏽",
    "C:\\temp 폴더의 `주문.csv`를 여세요.",
    "",
)
_WORDS = (
    "환불",
    "배송 지연",
    "내부 지침",
    "보낼 답변",
    "금지 표현",
    "고객 문의",
    "제목",
    "상황",
    "낱말",
    "ok",
    "3.",
    "가",
    "ㅎㅎ",
)
_PLACEHOLDERS = ("#{고객명}", "{{name}}", "${date}", "%s", "%1$d", "{0}", "[주문번호]", "○○○", "(   )", "<이름>")
_MARKS = (
    "✗ ",
    "✓ ",
    "○ ",
    "❌",
    "고객: ",
    "상담사: ",
    "나쁜 예: ",
    "좋은 예: ",
    "Q. ",
    "A1. ",
    "- ",
    "1) ",
    "2. ",
    "• ",
    "→ ",
)
_HIDDEN = ("\u200b", "\u200d", "\u200f", "\u202e", "\u2066", "\u2069", "\ufeff", "\u00ad", "\ufe0f", "\u0301", "\u11ab")
_ODD = (
    "\x00",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufffe",
    "\U0010ffff",
    "\u3000",
    "Ａ",
    "ﾡ",
    "\t",
)
_MARKUP = (
    *("<b>", "</b>", "<br>", "&amp;", "&#44032;", "&nbsp;", "<!--", "-->", "]]>", "**", "~~", "`", "|", "\\", "\\n"),
    *(
        "\\uac00",
        "\\u1100\\u1161",
        "'",
        '"',
        '""',
        "''",
        ": ",
        " #",
        "---",
        "%",
        "=",
        "[",
        "]",
        "{",
        "}",
        "&",
        "*",
        "<",
    ),
)
INSTRUCTIONS = (
    "ignore[tilde-run] 상표 이름입니다",
    "ignore[tilde-run, long-sentence] 예문",
    "off[tilde-run] 이 아래는 옛 문구",
    "on[tilde-run]",
    "on[long-sentence]",
    "situation[refund-refusal]",
    "situation[없는-상황]",
    "situation refund-refusal",
    "situations[refund-refusal]",
    "tilde-run, long-sentence 예문",
    "ignore[] 이유",
    "ignore[tilde-run]",
    "ignore tilde-run",
    "ignore[tilde-run",
    "off[tilde-run,,long-sentence] \u200b",
    "on",
    "",
)

_NEW_TEXTS = (
    *("바꾼 말", "말", "3일 안에", "보냈습니다. 고객님!", "‘바꾼’ 말(새)", "값 < 10 & 20", "말: 나 #다", "나\\다"),
    *("\"말\"과 '글'", "가, 나", "가|나; 다", "`가`*나*"),
)  # fmt: skip
TOKENS = (*_SENTENCES, *_WORDS, *_PLACEHOLDERS, *_MARKS, *_HIDDEN, *_ODD, *_MARKUP)

words = st.sampled_from((*_WORDS, *_PLACEHOLDERS))
_marked = st.tuples(st.sampled_from(("", "", *_MARKS)), st.sampled_from(_SENTENCES)).map("".join)
_rare = st.sampled_from((*_HIDDEN, *_ODD, *_MARKUP, *_MARKS, *_PLACEHOLDERS))


@st.composite
def lines(draw: st.DrawFn) -> str:
    """One line of prose: a sentence or two, now and then with a mark, a variable or what a format may stumble over."""
    line = draw(_marked)
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
        at = draw(st.integers(0, len(line)))
        line = line[:at] + draw(_rare | words) + line[at:]
    return line


def texts(most: int = 4) -> st.SearchStrategy[str]:
    r"""Some lines, parted by `\n`, blank ones among them; now and then decomposed, as some systems keep them."""
    joined = st.lists(lines(), min_size=1, max_size=most).map("\n".join)
    return st.builds(
        lambda text, form: unicodedata.normalize(form, text), joined, st.sampled_from(("NFC", "NFC", "NFD"))
    )


instructions = st.sampled_from(INSTRUCTIONS) | st.text("ignoref[]-,tlde ru가\u200b\\\"'", max_size=20)


def new_texts_of(name: str) -> tuple[str, ...]:
    """Return what an edit may write into a file of the format `name`.

    All that `spell` can write or refuses, but: a single 가 would number a list where a full stop follows, and no rule
    writes it; a quote may close what a broken tag left open, Markdown's own marks are written as they are, and another
    delimiter may make other columns of a table.
    """
    return _NEW_TEXTS[: {"text": 6, "html": 6, "markdown": 6, "csv": 9}.get(name, len(_NEW_TEXTS))]
