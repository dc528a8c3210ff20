"""Rules enough to try the index with: the words differ, the shape is that of the shipped ones."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

_RULE = """\
summary: 시험 규칙
level: info
why: 규칙이 많을 때의 빠르기를 재려고 둔 규칙입니다.
match:
  - phrase: "{noun} … {{{verb}|{verb}}}:!부정"
unless:
  - sentence-has: "@apology"
message: "다르게 써 주세요."
examples:
  - bad: "{noun} 때문에 {bad}."
"""
_FIRST = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토"
_VERBS = {"보내다": "보냅니다", "가리다": "가립니다", "모으다": "모읍니다", "나누다": "나눕니다", "남기다": "남깁니다"}


def write_rules(folder: Path, count: int) -> None:
    """Write that many rules into `folder`."""
    folder.mkdir(parents=True)
    for number, (noun, verb) in zip(range(count), _words(), strict=False):
        text = _RULE.format(noun=noun, verb=verb, bad=_VERBS[verb])
        (folder / f"made-{number:04}.yaml").write_text(text, encoding="utf-8")


def _words() -> Iterator[tuple[str, str]]:
    for first, second, verb in product(_FIRST, _FIRST, _VERBS):
        yield f"{first}{second}표", verb
