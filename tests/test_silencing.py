"""`--add-ignore`: comments that silence what they were written for and change nothing a customer reads."""

from pathlib import Path

import pytest
from adoption import BAD, DAY, GOOD, check, found, make_rules

REASON = "법무팀 확인 중입니다"
FILES = {
    "답변.md": (
        f"# 안내\n\n**보낼 답변**\n\n{BAD} {DAY}\n\n> 상담원: 참고하세요.\n\n- {DAY}\n- {GOOD}\n",
        (
            f"# 안내\n\n**보낼 답변**\n\n<!-- cslint: ignore[mixed-up, sino-day] {REASON} -->\n{BAD} {DAY}\n\n"
            f"> 상담원: 참고하세요.\n\n<!-- cslint: ignore[sino-day] {REASON} -->\n- {DAY}\n- {GOOD}\n"
        ),
    ),
    "표.md": (
        f"| 상황 | 답변 |\n|---|---|\n| 지연 | {BAD} |\n| 도착 | {GOOD} |\n",
        f"<!-- cslint: ignore[mixed-up] {REASON} -->\n| 상황 | 답변 |\n|---|---|\n| 지연 | {BAD} |\n| 도착 | {GOOD} |\n",
    ),
    "글.txt": (
        f"[지연]\r\n{BAD}\r\n\r\n[도착]\r\n{GOOD}\r\n",
        f"[지연]\r\n# cslint: ignore[mixed-up] {REASON}\r\n{BAD}\r\n\r\n[도착]\r\n{GOOD}\r\n",
    ),
    "답변.yaml": (
        f"replies:\n  - title: 지연\n    answer: |\n      {GOOD}\n      {BAD}\n  - title: 도착\n    answer: {GOOD}\n",
        (
            f"replies:\n  - title: 지연\n    # cslint: ignore[mixed-up] {REASON}\n    answer: |\n      {GOOD}\n"
            f"      {BAD}\n  - title: 도착\n    answer: {GOOD}\n"
        ),
    ),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make_rules(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_comment_stands_in_the_formats_own_way(here: Path, name: str) -> None:
    before, after = FILES[name]
    path = here / name
    path.write_bytes(before.encode("utf-8"))
    assert found(check(name))
    written = check(name, "--add-ignore", "--reason", REASON)
    assert (written.exit_code, found(written)) == (0, []), written.output
    assert path.read_bytes().decode("utf-8") == after
    # Neither the findings nor one about a comment that silences nothing.
    assert (check(name).exit_code, found(check(name))) == (0, [])
    again = check(name, "--add-ignore", "--reason", REASON)
    assert again.stderr == "적은 주석이 없습니다.\n"
    assert path.read_bytes().decode("utf-8") == after


def test_encoding_and_byte_order_mark_stay(here: Path) -> None:
    (here / "a.txt").write_bytes(f"{BAD}\n".encode("cp949"))
    (here / "b.txt").write_bytes(f"{BAD}\r\n".encode("utf-8-sig"))
    assert check("--add-ignore", "--reason", REASON).exit_code == 0
    assert (here / "a.txt").read_bytes() == f"# cslint: ignore[mixed-up] {REASON}\n{BAD}\n".encode("cp949")
    assert (here / "b.txt").read_bytes() == f"# cslint: ignore[mixed-up] {REASON}\r\n{BAD}\r\n".encode("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "text"), [("a.csv", f"상황,답변\n지연,{BAD}\n"), ("a.json", f'[{{"title": "지연", "answer": "{BAD}"}}]\n')]
)
def test_where_a_format_has_no_comments_the_findings_stay(here: Path, name: str, text: str) -> None:
    (here / name).write_text(text, encoding="utf-8")
    result = check("--add-ignore", "--reason", REASON)
    assert (result.exit_code, len(found(result))) == (1, 1)
    assert result.stderr == "적은 주석이 없습니다.\n지적 1건은 주석을 적을 자리가 없어 그대로 두었습니다.\n"
    assert (here / name).read_text(encoding="utf-8") == text


def test_only_rules_that_were_asked_for(here: Path) -> None:
    (here / "a.txt").write_text(f"{BAD} {DAY}\n", encoding="utf-8")
    result = check("--ignore", "mixed-up", "--add-ignore", "--reason", REASON)
    assert "지적 1건을 끄는 주석을 적었습니다." in result.stderr
    assert found(check()) == ["a.txt:2 mixed-up"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--add-ignore",), "--add-ignore와 --reason은 함께 씁니다."),
        (("--reason", "까닭"), "--add-ignore와 --reason은 함께 씁니다."),
        (("--add-ignore", "--reason", " … "), "왜 그대로 두는지 적어 주세요."),
        (("--add-ignore", "--reason", "끝 --> 여기"), "쓸 수 없습니다."),
        (("--add-ignore", "--reason", "두\n줄"), "쓸 수 없습니다."),
        (("--add-ignore", "--reason", "까닭", "--fix"), "--fix, --add-ignore 옵션은 함께 쓸 수 없습니다."),
        (("--add-ignore", "--reason", "까닭", "--diff-base", "HEAD"), "함께 쓸 수 없습니다."),
        (("--add-ignore", "--reason", "까닭", "--stdin-filename", "a.txt"), "표준 입력에는 주석을 적을 수 없습니다."),
    ],
)
def test_options_that_make_no_sense(here: Path, options: tuple[str, ...], told: str) -> None:
    (here / "a.txt").write_text(f"{BAD}\n", encoding="utf-8")
    result = check(*options, stdin=BAD)
    assert result.exit_code == 2
    assert told in result.stderr
    assert (here / "a.txt").read_text(encoding="utf-8") == f"{BAD}\n"
