"""ARB: JSON whose messages are customer text and whose `@` keys describe them."""

import json

from mapping import unmapped

from cslint.document import Audience, ReadOptions
from cslint.formats import format_of, read


def test_messages_are_replies_and_their_descriptions_are_not_read() -> None:
    messages = {
        "@@locale": "ko",
        "title": "환영합니다",
        "@title": {"description": "첫 화면의 제목입니다.", "placeholders": {"body": {"example": "보기입니다"}}},
        "body": "보냈습니다.\n감사합니다.",
    }
    data = json.dumps(messages, ensure_ascii=False).encode()
    document = read("app_ko.arb", data, ReadOptions())
    assert format_of("app_ko.arb") == "json"
    assert [(reply.title, reply.segments[0].text) for reply in document.replies] == [
        ("title", "환영합니다"),
        ("body", "보냈습니다.\n감사합니다."),
    ]
    assert {segment.audience for segment in document.segments} == {Audience.CUSTOMER}
    assert unmapped(document) == []
