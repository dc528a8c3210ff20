import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cslint import linters
from cslint.discovery import Configurations
from cslint.morphology import engine as engine_module
from cslint.morphology.engine import Engine, EngineLostError
from cslint.morphology.tokenizer import Asked, Morpheme, Noun, Token, Tokenizer
from cslint.offsets import SentenceSpan
from cslint.rules.judge import Judge, Judged
from cslint.rules.replies import AnalysedReply
from cslint.runner import Input, Runner

WORDS = [("새벽발송", "NNG"), ("안내드리", "VV")]
SENTENCES = [
    ("새벽발송 상품은 내일 안내드리겠습니다.", ()),
    ("#{이름}님, 기다려 주셔서 감사합니다.", [Noun(SentenceSpan(0, 5), "서울", "NNP")]),
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


def test_configurations_share_an_engine_unless_they_teach_it_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Engine] = []

    class Counted(Engine):
        def __init__(self, spare: int = 0) -> None:
            super().__init__(spare)
            started.append(self)

    monkeypatch.setattr(engine_module, "Engine", Counted)
    monkeypatch.setattr(linters, "processors", lambda: 2)
    inputs = []
    for name, config in (
        ("가", "extends: strict"),
        ("나", "extends: all"),
        ("다", "terms: {add: {새벽발송: 새벽 배송}}"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "cslint.yaml").write_text(config, "utf-8")
        (folder / "a.txt").write_text("새벽발송 상품입니다. 불편을 드려 죄송합니다.", "utf-8")
        inputs.append(Input(folder / "a.txt"))
    runner = Runner(Configurations(None))
    found = [[finding.rule for finding in report.findings] for report in runner.run(inputs)]
    runner.close()
    assert len(started) == 2
    assert all("hollow-inconvenience-apology" in rules for rules in found)
    assert ["project-term" in rules for rules in found] == [False, False, True]


def test_files_are_judged_while_kiwi_reads_on_and_no_sentence_is_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    asked: list[str] = []
    chunks, judged = Tokenizer.chunks, Judge.judged

    def read(self: Tokenizer, sentences: Sequence[Asked]) -> Iterator[list[tuple[Token, ...]]]:
        asked.extend(text for text, _ in sentences)
        for chunk in chunks(self, sentences):
            happened.append("read")
            yield chunk

    def judge(self: Judge, reply: AnalysedReply) -> list[Judged]:
        happened.append("judged")
        return judged(self, reply)

    monkeypatch.setattr(Tokenizer, "chunks", read)
    monkeypatch.setattr(Judge, "judged", judge)
    inputs = [Input(tmp_path / f"{number}.txt") for number in range(5)]
    for number, given in enumerate(inputs):
        given.path.write_text("\n\n".join(f"상품 {number}-{line}을 보냅니다." for line in range(200)), "utf-8")
    runner = Runner(Configurations(None))
    assert len(list(runner.run(inputs))) == len(inputs)
    runner.close()
    assert len(asked) == len(set(asked)) == 1_000
    assert happened.index("judged") < len(happened) - 1 - happened[::-1].index("read")
