"""A manuals folder with one rule of its own, for tests of adoption: no shipped rule can change what they see."""

from pathlib import Path

from click.testing import CliRunner, Result

from cslint.cli import main

RULE = """\
summary: 시험 규칙
level: {level}
why: 시험하려고 둔 규칙입니다.
message: "이렇게 쓰지 않습니다."
match:
  - phrase: "{phrase}"
examples:
  - bad: "{bad}"
    good: 안내가 잘못되어 죄송합니다.
"""
RULES = {
    "mixed-up": RULE.format(level="error", phrase="혼란 {드리다|끼치다}", bad="[[혼란을 드려]] 죄송합니다."),
    "sino-day": RULE.format(level="warning", phrase="금일", bad="[[금일]] 주신 글 잘 읽었습니다."),
}
BAD = "혼란을 드려 죄송합니다."
DAY = "금일 도착합니다."
GOOD = "주문하신 원피스는 내일 도착합니다."


def make_rules(folder: Path) -> None:
    """Put the rules and a configuration that knows them into `folder`."""
    (folder / "tone").mkdir()
    for name, text in RULES.items():
        (folder / "tone" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "cslint.yaml").write_text("rule-dirs: [tone]\n", encoding="utf-8")


def cslint(*arguments: str, stdin: str | None = None) -> Result:
    """Run the command line in the current folder."""
    return CliRunner().invoke(main, arguments, prog_name="cslint", input=stdin)


def check(*arguments: str, stdin: str | None = None) -> Result:
    """Run `check` with the two rules alone, the places found in lines like `a.txt:1:1  오류  mixed-up`."""
    return cslint("check", "--select", "mixed-up,sino-day", *arguments, stdin=stdin)


def found(result: Result) -> list[str]:
    """Return what a text report tells, as `path:line rule`."""
    told = []
    for line in result.stdout.splitlines():
        parts = line.split("  ")
        if len(parts) == 3 and not line.startswith(" "):
            told.append(f"{parts[0].rsplit(':', 1)[0]} {parts[2]}")
    return told
