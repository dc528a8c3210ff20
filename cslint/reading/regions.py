"""Who a stretch of a manual speaks to, told by headings, marks and labels (guide 0.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cslint.document import Audience
from cslint.offsets import TextSpan

_BAD_LABEL = re.compile(
    r"(나쁜|잘못된|틀린|안\s?좋은|좋지\s?않은|어색한)\s?(예|답변|문장|표현|말|사례)|금지\s?(표현|문구|예시|어|멘트)?$|금칙어|지양|"
    r"피해야\s?할|피할\s?(말|표현)|쓰지\s?(말|마|않)|사용하지\s?(말|마|않)|하지\s?말아야|수정\s?전|고치기\s?전|바꾸기\s?전|"
    r"^(NG|BAD|WRONG|BEFORE|DON'?T)\b|이렇게\s?(쓰지|말하지)|비추천",
    re.IGNORECASE,
)
_GOOD_LABEL = re.compile(
    r"(좋은|바른|올바른|옳은|권장|추천|모범)\s?(예|답변|문장|표현|말|사례|멘트)?|수정\s?후|고친\s?(뒤|후|문장)|이렇게\s?써|"
    r"^(OK|GOOD|AFTER|DO)\b|보낼\s?(답변|말|메시지|문구)|(답변|응대|발송|안내)\s?(예시|문구|멘트|템플릿|스크립트|내용|문)|^답변$|^멘트$|"
    r"(대신|바꿔|고쳐)\s?(쓸|할|쓴)\s?(말|문장|표현|예)|저장\s?답변|고객(님)?(께|에게)\s?(보내|보낼|나가|할|드릴)|자동\s?(응답|발송)|알림톡|매크로\s?본문",
    re.IGNORECASE,
)
_MARKS = "✗✘×✕❌🚫⛔✓✔⭕✅👍👎\ufe0f"
_EDGES = re.compile(rf"^[\s\d.)#*_\[(【<{_MARKS}]+|[\s:：*_\])】>{_MARKS}]+$")
# A line of nothing else is a label without a colon too.
_BARE_LABEL = re.compile(
    r"(?:(?:보낼|보내는|저장|발송|모범|추천|권장|좋은|나쁜|잘못된|고객)\s?)?(?:답변|멘트|메시지|문구|응대)"
    r"(?:\s?(?:예시|예|예문|내용|문구|템플릿|스크립트|본문|문|안))?|(?:좋은|바른|올바른|나쁜|잘못된)\s?(?:예시?|사례|표현)"
)
_AGENT_LABEL = re.compile(
    r"내부|지침|절차|운영\s?(규칙|원칙|기준)|상담(사|원)\s?(메모|참고|안내|용|지침)|담당자\s?(메모|참고)|처리\s?(방법|기준|절차)|업무|"
    r"체크\s?리스트|개발\s?참고|참고\s?(사항|자료)|작성\s?(원칙|규칙|방법|요령)|에스컬레이션|권한|변경\s?이력|용어",
)
_QUOTED_LABEL = re.compile(
    r"^고객(님)?$|고객(님)?(의)?\s?(문의|질문|말|발화|글|메시지|반응|표현)|문의\s?(내용|예시|글)|^(질문|문의|Q)\s?\d*$",
    re.IGNORECASE,
)
_BAD_MARK = re.compile(r"(?:[✗✘×✕❌🚫⛔]\ufe0f?|[xX](?=[\s.):])|\([xX]\)|\[[xX]\])\s*[:.)]?\s*")
_GOOD_MARK = re.compile(r"(?:[✓✔⭕✅]\ufe0f?|[○◯]\ufe0f?(?=[\s:.)])|[oO](?=[):]\s)|\([oO]\)|\[[oO]\])\s*[:.)]?\s*")
_BAD_WORD = re.compile(
    r"(?:NG|BAD|Before|나쁜\s?예|잘못된\s?예|금지(?:\s?표현)?|수정\s?전|지양)\s?(?:[:：]|\)|-(?=\s))\s*", re.IGNORECASE
)
_GOOD_WORD = re.compile(
    r"(?:OK|GOOD|After|좋은\s?예|바른\s?예|권장(?:\s?표현)?|수정\s?후)\s?(?:[:：]|\)|-(?=\s))\s*", re.IGNORECASE
)
_SPEAKER = re.compile(
    # Only a letter takes a full stop: `고객님. 확인했습니다.` greets. Without one, Q asks: `Q 어떻게 하나요?`, not `Q 단추를 누르세요.`
    r"(?:(?P<who>[QA]\d*(?=\s?[:：.])|(?:고객(?:님)?|손님|회원|소비자|문의자|질문|상담(?:사|원)|매니저|답변|답|봇|챗봇|직원)(?=\s?[:：]))\s?[:：.]"
    r"|Q(?=\s[^\n]*[?？]\s*(?:\n|$)))\s*"
)
_CUSTOMER_SPEAKER = re.compile(r"고객|손님|회원|소비자|문의자|Q|질문")
_CAPTION = re.compile(r"\s*(?:[-*]\s+)?[✅❌⭕✔❎]\ufe0f?\s*(.+)")
_ARROW = re.compile(r"(?:→|➔|➜|⇒|=>|->|▶)\s*")


def audience_of_label(label: str) -> Audience | None:
    """Return who the text under a heading, column title or label of this wording is for, or None if it does not say.

    Bad-example words win over the rest (`고객 답변 금지 표현`), then labels of replies, quoted customers, agents.
    """
    label = _EDGES.sub("", label)
    for pattern, audience in (
        (_BAD_LABEL, Audience.BAD_EXAMPLE),
        (_QUOTED_LABEL, Audience.QUOTED_CUSTOMER),
        (_AGENT_LABEL, Audience.AGENT),
        (_GOOD_LABEL, Audience.CUSTOMER),
    ):
        if pattern.search(label):
            return audience
    return Audience.CUSTOMER if is_bare_label(label) else None


def audience_of_mark(text: str) -> tuple[Audience, int] | None:
    """Return the audience a line that starts with a mark (`✗`, `○`, `나쁜 예:`, `고객:`, `A.`) has, and the mark's length.

    The length counts code points of `text`, white space behind the mark included. None if there is no mark.
    """
    for pattern, audience in (
        (_BAD_MARK, Audience.BAD_EXAMPLE),
        (_BAD_WORD, Audience.BAD_EXAMPLE),
        (_GOOD_MARK, Audience.CUSTOMER),
        (_GOOD_WORD, Audience.CUSTOMER),
    ):
        if mark := pattern.match(text):
            return audience, mark.end()
    if speaker := _SPEAKER.match(text):
        said_by_customer = _CUSTOMER_SPEAKER.match(speaker["who"] or "Q")
        return Audience.QUOTED_CUSTOMER if said_by_customer else Audience.CUSTOMER, speaker.end()
    return None


def arrow_pair(text: str) -> tuple[TextSpan, TextSpan] | None:
    """Return the two sides of `나쁜 말 → 좋은 말`, if `text` is one line with one arrow between two sentences.

    A menu path (`설정 → 알림 → 끄기`) has more arrows, or sides too short to be a sentence, and is no pair.
    """
    arrows = list(_ARROW.finditer(text))
    if len(arrows) != 1 or "\n" in text.strip():
        return None
    left, right = TextSpan(0, len(text[: arrows[0].start()].rstrip())), TextSpan(arrows[0].end(), len(text))
    ends = re.compile(r"(다|요|죠|까|니다|음|함|됨)[\s.!?~)\"'”’]*$")
    sides = (text[left.start : left.end], text[right.start : right.end])
    return (left, right) if all(ends.search(side[-24:]) for side in sides) else None


_POLITE_END = re.compile(
    r"(?:니다|니까|[시소십]시오|으십시오|세요|셔요|어요|아요|에요|예요|이요|해요|돼요|되요|네요|데요|래요|군요|지요|나요|가요|까요|게요|께요|"
    r"워요|와요|려요|져요|여요|줘요|봐요|겨요|켜요|대요|러요|죠|까)[\s.!?~…^ㅎㅠㅋ)\]\"'”’」]*$"
)
_PLAIN_END = re.compile(r"(?:(?<!니)다|음|함|됨|임|할 것|말 것|요망|바람)[\s.!)\]\"'”’」]*$")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_STOP = re.compile(r"[.!?。…][)\]\"'”’」]*$")
_FOR_AGENTS = re.compile(r"상담(사|원)|내부|담당자|직원|지침|운영\s?(규칙|원칙|기준)")
_GREETING = re.compile(r"[\s\"'“‘]*(?:안녕하세요|안녕하십니까|반갑습니다)")
# A greeting, a name: `안녕하세요, 김하늘 고객님`. Customers do not call anybody so.
_ADDRESS = re.compile(
    r"[\s\"'“‘]*(?:(?:안녕하세요|안녕하십니까|반갑습니다)[,.!~\s]*)?(?:[^\s,.!?~\"'“‘]{1,14}\s)?[^\s,.!?~\"'“‘]{0,8}"
    r"(?:고객|회원|이용자|구매자|예약자|투숙객|승객|입주민|수강생|학부모|보호자|환자|구독자|독자)님(?![\"'”’]|이라)"
)
_INLINE_LABEL = re.compile(r"([^\n.!?:：]{2,20}?)\s?[:：]\s*")


def is_bare_label(text: str) -> bool:
    """Tell whether a line says who reads what follows and nothing else: `보낼 답변`, `멘트 예시`."""
    return _BARE_LABEL.fullmatch(text.strip(f"{_MARKS} ")) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, by a stop or a polite ending: a title or a label does not."""
    text = text.rstrip()
    return bool(_STOP.search(text[-12:]) or _POLITE_END.search(text[-24:]))


def polite_sentences(text: str) -> int:
    """Return how many sentences of `text` end politely."""
    return sum(1 for found in _SENTENCE.finditer(text) if _POLITE_END.search(found.group()[-24:]))


def audience_of_prose(text: str) -> Audience | None:
    """Return who unlabelled prose speaks to, by its sentence endings, or None if no sentence ends in it.

    Manuals speak politely to customers (`-니다`, `-세요`) and plainly to agents (`-한다`, `-함`); as many of both: customer.
    """
    polite = plain = 0
    for found in _SENTENCE.finditer(text):
        end = found.group().rstrip()[-24:]
        if _POLITE_END.search(end):
            polite += 1
        elif _PLAIN_END.search(end):
            plain += 1
    if not polite and not plain:
        return None
    return Audience.AGENT if plain > polite else Audience.CUSTOMER


def addresses_customer(text: str) -> bool:
    """Tell whether `text` begins by addressing a customer, as only our own texts do."""
    return bool(_ADDRESS.match(text))


def greets_customer(text: str) -> bool:
    """Tell whether `text` begins with a greeting and addresses a customer: so begins a reply, whatever stands above."""
    return bool(_GREETING.match(text)) and addresses_customer(text)


def names_agents(label: str) -> bool:
    """Tell whether a label names the agents themselves (`상담사 메모`), not only their work (`환불 절차`)."""
    return bool(_FOR_AGENTS.search(label))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a block that speaks to one audience; `marked` if a mark or an arrow stands before it (not part of it)."""

    span: TextSpan
    audience: Audience
    marked: bool


def stretches(text: str, audience: Audience, *, inside: bool = False) -> tuple[Stretch, ...]:
    """Cut a block's text where marks at line starts and arrow pairs change its audience from `audience`.

    An unmarked line goes on with the stretch before it. Spans may have outer white space, and may be empty behind a
    mark that stands alone. `inside` a reply that has begun with a greeting, `✅ 환불 가능` heads a part of it.
    """
    found: list[Stretch] = []
    inside = inside or (audience is Audience.CUSTOMER and addresses_customer(text))
    for start, end in _lines(text):
        line = text[start:end]
        if inside and _heads_a_part(line):
            found = found or [Stretch(TextSpan(start, start), audience, marked=False)]
            found[-1] = Stretch(TextSpan(found[-1].span.start, end), found[-1].audience, found[-1].marked)
            continue
        for stretch in _marked(line, audience, first=not found):
            span = TextSpan(start + stretch.span.start, start + stretch.span.end)
            if stretch.marked or not found:
                found.append(Stretch(span, stretch.audience, stretch.marked))
            else:
                found[-1] = Stretch(TextSpan(found[-1].span.start, span.end), found[-1].audience, found[-1].marked)
    return tuple(found)


def _heads_a_part(line: str) -> bool:
    """Tell whether a line is a caption with a coloured tick or cross: `❌ 환불 불가`. Examples are whole sentences."""
    caption = _CAPTION.match(line)
    return caption is not None and not ends_sentence(caption[1])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _marked(line: str, audience: Audience, *, first: bool) -> tuple[Stretch, ...]:
    """Return the stretches of one line; the last of them goes on in unmarked lines below."""
    indent = len(line) - len(line.lstrip())
    if mark := audience_of_mark(line[indent:]):
        return (Stretch(TextSpan(indent + mark[1], len(line)), mark[0], marked=True),)
    if pair := arrow_pair(line):
        return (Stretch(pair[0], Audience.BAD_EXAMPLE, marked=True), Stretch(pair[1], Audience.CUSTOMER, marked=True))
    if first and (label := _INLINE_LABEL.match(line)):
        said = audience_of_label(label[1])
        if said in (Audience.CUSTOMER, Audience.BAD_EXAMPLE):
            return (Stretch(TextSpan(label.end(), len(line)), said, marked=True),)
    return (Stretch(TextSpan(0, len(line)), audience, marked=False),)
