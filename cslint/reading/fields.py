"""What a key or a column is for, told by its name: the customer's text, a title, a situation, or none of our business."""

import re
import unicodedata
from enum import Enum

from cslint.document import ReadOptions


class Role(Enum):
    """What the value under a key or column holds."""

    REPLY = "reply"
    TITLE = "title"
    SITUATION = "situation"
    AGENT = "agent"
    QUOTED_CUSTOMER = "quoted-customer"
    BAD_EXAMPLE = "bad-example"
    SUPPRESSION = "suppression"


_NAMES: dict[Role, str] = {
    Role.REPLY: (
        "답변 답변내용 답변문구 답변예시 답변템플릿 권장답변 모범답변 추천답변 보낼답변 응답 응답내용 회신 회신내용 본문 본문내용 내용 "
        "멘트 응대멘트 대응멘트 대응문구 응대문구 상담사멘트 상담원멘트 상담사발화 상담원발화 개선안 개선멘트 개선답변 개선문구 "
        "수정안 수정멘트 수정답변 수정문구 이렇게답합니다 이렇게말합니다 이렇게안내합니다 메시지 메세지 메시지내용 템플릿 템플릿내용 문구 안내문 안내문구 안내멘트 스크립트 대본 인사말 좋은예 권장표현 수정후 "
        "body reply replies answer answers message messages content contents text comment comments comment_value "
        "comment_value_html value template response script macro_body canned_response html_body rich_text plain_text "
        "body_text body_html content_html html_content text_html message_html reply_text reply_html saved_reply "
        "macro_content template_content templt_content template_extra 템플릿본문 알림톡내용 "
        "알림톡본문 발송내용 전송내용 "
        "description_html good after"
    ),
    Role.TITLE: (
        "제목 이름 명칭 템플릿명 템플릿이름 템플릿코드 매크로명 매크로이름 답변제목 답변명 매크로 코드 번호 title name subject id key "
        "label shortcut macro_name template_name template_code template_title templt_name templt_code "
        "templt_title"
    ),
    Role.SITUATION: "상황 상황분류 문의상황 situation case scenario",
    Role.AGENT: (
        "비고 메모 내부메모 상담사메모 상담원메모 참고 참고사항 지침 내부지침 처리지침 처리방법 처리절차 절차 기준 담당 담당자 담당부서 "
        "주의 주의사항 조건 태그 분류 카테고리 유형 버전 설명 상담사용 내부용 "
        "note notes memo internal internal_note guide instruction instructions remark remarks tags tag category description"
    ),
    Role.QUOTED_CUSTOMER: (
        "고객문의 고객질문 고객의말 고객 문의 문의내용 문의예시 질문 질문내용 고객발화 customer question inquiry query customer_message"
    ),
    Role.BAD_EXAMPLE: (
        "나쁜예 나쁜답변 잘못된예 잘못된답변 금지 금지표현 금지어 금칙어 피해야할표현 쓰지말아야할표현 수정전 개선전 기존문구 기존멘트 기존답변 "
        "기존문장 기존표현 ng bad before wrong"
    ),
    Role.SUPPRESSION: "cslint cslint-ignore",
}
# A letter or two behind the name: `질문(Q)`, `답변 [A]`.
_ABBREVIATION = re.compile(r"(?<=\w)\s*[(\[（][A-Za-z]{1,2}[)\]）]\s*$")
_NOISE = re.compile(r"[\s()\[\]{}<>「」『』*:：.·/_-]+")


def _folded(name: str) -> str:
    return _NOISE.sub("", _ABBREVIATION.sub("", unicodedata.normalize("NFC", name))).lower()


_ROLE = {_folded(name): role for role, names in _NAMES.items() for name in names.split()}


def role(name: str, options: ReadOptions) -> Role | None:
    """Return what the key or column called `name` holds, or None if its name says nothing.

    The configuration's names come first; its reply names replace the default ones. Spaces, brackets, dashes and
    case do not count: `고객 문의`, `[답변]`, `질문(Q)`, `Answer`, `comment-value` and `commentValue` are known.
    """
    folded = _folded(name)
    for names, found in (
        (options.reply_fields, Role.REPLY),
        (options.situation_fields, Role.SITUATION),
        (options.title_fields, Role.TITLE),
    ):
        if folded in {_folded(given) for given in names}:
            return found
    known = _ROLE.get(folded)
    if known is Role.REPLY and options.reply_fields:
        return None
    return known
