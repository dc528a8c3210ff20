import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from cslint.morphology.engine import Engine, EngineLostError
from cslint.morphology.tokenizer import Asked, Morpheme, Noun, Token, Tokenizer
from cslint.offsets import TextSpan

WORDS = [("새벽발송", "NNG"), ("안내드리", "VV")]
SENTENCES = [
    ("새벽발송 상품은 내일 안내드리겠습니다.", ()),
    ("#{이름}님, 기다려 주셔서 감사합니다.", [Noun(TextSpan(0, 5), "서울", "NNP")]),
    *((f"주문하신 상품 {number}개를 내일 보내 드립니다.", ()) for number in range(400)),
]
JOINED = [Morpheme("돕", "VV-I"), Morpheme("어", "EC"), Morpheme("드리", "VX", spaced=True), Morpheme("ᆯ게요", "EF")]


def tokens_of(tokenizer: Tokenizer, sentences: Sequence[Asked]) -> list[tuple[Token, ...]]:
    return [tokens for chunk in tokenizer.chunks(sentences) for tokens in chunk]


@pytest.fixture
def engine() -> Iterator[Engine]:
    found = Engine()
    yield found
    found.close()


def test_says_what_a_kiwi_of_our_own_says(engine: Engine) -> None:
    far, near = Tokenizer(WORDS, engine=engine.line), Tokenizer(WORDS)
    chunks = far.chunks(SENTENCES)
    first = next(chunks)
    # Something else is asked while sentences are still being read.
    assert far.join(JOINED) == near.join(JOINED) == "도와 드릴게요"
    assert [tokens for chunk in (first, *chunks) for tokens in chunk] == tokens_of(near, SENTENCES)
    assert tokens_of(near, []) == tokens_of(far, []) == []


def test_a_lost_engine_is_replaced_in_the_middle(engine: Engine) -> None:
    far = Tokenizer(WORDS, engine=engine.line)
    chunks = far.chunks(SENTENCES)
    first = next(chunks)
    engine.close()
    assert [tokens for chunk in (first, *chunks) for tokens in chunk] == tokens_of(Tokenizer(WORDS), SENTENCES)
    assert far.join(JOINED) == "도와 드릴게요"


def test_a_closed_engine_says_so(engine: Engine) -> None:
    engine.close()
    with pytest.raises(EngineLostError):
        engine.line.send("tokens", [])
    engine.close()


def test_ends_when_nobody_asks_any_more() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "cslint.morphology.engine"],
        input=b'["words", []]\n',
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout == b"null\n"
    assert ended.stderr == b""
