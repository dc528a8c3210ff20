"""What helpdesks export is known by its shape: one reply a saved answer, named by its title, read once."""

import csv
import io
import json
from typing import Any

import pytest

from cslint.document import Audience, Document, ReadOptions
from cslint.formats import read


def replies(document: Document) -> list[tuple[str | None, str]]:
    return [(reply.title, "\n".join(segment.text for segment in reply.segments)) for reply in document.replies]


def from_json(content: Any) -> Document:
    return read("export.json", json.dumps(content, ensure_ascii=False).encode(), ReadOptions())


def from_csv(*rows: list[str]) -> Document:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return read("export.csv", out.getvalue().encode(), ReadOptions())


ZENDESK = {
    "macros": [
        {
            "id": 1,
            "title": "환불 안내",
            "description": "상담사가 씁니다.",
            "actions": [
                {"field": "status", "value": "solved"},
                {"field": "comment_value_html", "value": "<p>안녕하세요.</p><p>환불했습니다.</p>"},
            ],
        }
    ],
    "count": 1,
}
FRESHDESK = [
    {
        "id": 1,
        "title": "환불 안내",
        "folder_id": 3,
        "content": "안녕하세요.\n환불했습니다.",
        "content_html": "<div>안녕하세요.<br>환불했습니다.</div>",
    }
]
INTERCOM = {
    "type": "list",
    "data": [
        {
            "type": "macro",
            "id": "12",
            "name": "환불 안내",
            "body": "<p>안녕하세요.</p><p>환불했습니다.</p>",
            "body_text": "안녕하세요.\n환불했습니다.",
            "json_blocks": [{"type": "paragraph", "text": "안녕하세요."}],
        }
    ],
}
CHANNEL_TALK = {
    "macros": [
        {
            "id": "1",
            "name": "환불 안내",
            "messages": [
                {
                    "blocks": [
                        {"type": "text", "value": "안녕하세요."},
                        {"type": "bullets", "blocks": [{"type": "text", "value": "환불했습니다."}]},
                    ],
                    "plainText": "안녕하세요. 환불했습니다.",
                }
            ],
        }
    ]
}
ALIMTALK = {
    "templates": [
        {
            "templateCode": "A01",
            "templateName": "환불 안내",
            "templateContent": "안녕하세요.\n환불했습니다.",
            "comments": [{"content": "검수에 통과했습니다.", "status": "APR"}],
            "buttons": [{"name": "환불 조회", "linkType": "WL"}],
        }
    ]
}


@pytest.mark.parametrize(
    "content", [ZENDESK, FRESHDESK, INTERCOM, CHANNEL_TALK, ALIMTALK], ids=["zendesk", "freshdesk", "intercom", "channel", "alimtalk"]
)  # fmt: skip
def test_a_saved_answer_is_one_reply_with_its_title(content: Any) -> None:
    assert replies(from_json(content)) == [("환불 안내", "안녕하세요.\n환불했습니다.")]


def test_what_inspectors_wrote_is_not_for_the_customer() -> None:
    document = from_json(ALIMTALK)
    said = {segment.text: segment.audience for segment in document.segments}
    assert said["검수에 통과했습니다."] is Audience.AGENT


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["템플릿 코드", "템플릿명", "템플릿 내용", "버튼명", "검수 의견"], ["A1", "환불 안내", "환불했습니다.", "조회", "통과입니다."]),
        (["Title", "Folder", "Content", "Content HTML"], ["환불 안내", "기본", "환불했습니다.", "<p>환불했습니다.</p>"]),
        (["Macro name", "Macro content"], ["환불 안내", "환불했습니다."]),
        (["name", "body", "body_text"], ["환불 안내", "<b>환불</b>했습니다.", "환불했습니다."]),
        (["title", "comment_value_html", "active"], ["환불 안내", "<p>환불했습니다.</p>", "true"]),
    ],
    ids=["alimtalk", "freshdesk", "intercom", "intercom-api", "zendesk"],
)  # fmt: skip
def test_a_row_is_one_reply_with_its_title(header: list[str], row: list[str]) -> None:
    assert replies(from_csv(header, row)) == [("환불 안내", "환불했습니다.")]


def test_a_copy_under_a_configured_name_is_read_all_the_same() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["title", "content", "content_html"], ["가", "보냈습니다.", "<p>보냈습니다.</p>"]])
    document = read("export.csv", out.getvalue().encode(), ReadOptions(reply_fields=("content",)))
    assert replies(document) == [("가", "보냈습니다.")]
