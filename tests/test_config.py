"""What a team writes in cslint.yaml holds for the files it means; what does not fit is told at its place."""

from pathlib import Path

import pytest

from cslint.document import ReadOptions
from cslint.errors import CslintError
from cslint.settings.config import Config, RuleSetting
from cslint.settings.globs import glob_matches
from cslint.settings.layers import load_config


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def config(text: str) -> Config:
    return load_config(write("cslint.yaml", text))


def refusal(text: str) -> CslintError:
    with pytest.raises(CslintError) as caught:
        config(text)
    return caught.value


WHOLE = """\
extends: strict
speech-level: hapsyo
rules: {long-sentence: {max-chars: 100, level: info}, drida-overuse: off, policy-shield: error, tilde-run: false}
rule-dirs: [tone/rules]
terms: {keep: [티켓], add: {스마트박스: 보관함, 404: 없는 쪽}}
files:
  - glob: "macros/refund/**"
    situation: refund-refusal
  - glob: "**/*.xlsx"
    columns: {reply: [답변, 멘트], situation: 상황, title: 제목}
    audience: customer
    channel: email
    sent: true
exclude: 옛것/
placeholders: ["#{…}"]
channel: chat
"""


def test_a_whole_file(tmp_path: Path) -> None:
    Path("tone/rules").mkdir(parents=True)
    read = config(WHOLE)
    assert (read.root, read.path, read.extends, read.speech_level) == (tmp_path, "cslint.yaml", ("strict",), "hapsyo")
    assert read.rules == {
        "long-sentence": RuleSetting("info", {"max-chars": 100}),
        "drida-overuse": RuleSetting("off"),
        "policy-shield": RuleSetting("error"),
        "tilde-run": RuleSetting("off"),
    }
    assert read.rule_dirs == (tmp_path / "tone/rules",)
    assert (read.terms_keep, read.terms_add) == (("티켓",), {"스마트박스": "보관함", "404": "없는 쪽"})
    assert (read.placeholders, read.channel) == (("#{…}",), "chat")


def test_the_entries_that_match_add_up_and_the_last_wins() -> None:
    Path("tone/rules").mkdir(parents=True)
    read = config(WHOLE)
    both = read.for_file(Path("macros/refund/가.xlsx"))
    assert (both.situation, both.channel, both.sent) == ("refund-refusal", "email", True)
    assert both.read == ReadOptions("customer", ("답변", "멘트"), ("상황",), ("제목",))
    other = read.for_file(Path("guide/가.md"))
    assert (other.situation, other.channel, other.sent, other.read) == (None, "chat", False, ReadOptions())
    later = config("files: [{glob: '*.md', situation: a, sent: true}, {glob: '**/b.md', situation: b, sent: false}]")
    assert [later.for_file(Path(name)).situation for name in ("x/a.md", "x/b.md")] == ["a", "b"]
    assert [later.for_file(Path(name)).sent for name in ("x/a.md", "x/b.md")] == [True, False]


def test_include_and_exclude() -> None:
    read = config("include: ['*.md', 가/]\nexclude: 옛것/\n")
    covered = {name: read.covers(Path(name)) for name in ("a/b.md", "가/b.csv", "b.csv", "옛것/b.md")}
    assert covered == {"a/b.md": True, "가/b.csv": True, "b.csv": False, "옛것/b.md": False}


@pytest.mark.parametrize(
    ("glob", "path", "means"),
    [
        ("**/*.md", "a.md", True),
        ("**/*.md", "a/b/c.md", True),
        ("a/*.md", "a/b/c.md", False),
        ("a/**", "a/b/c.md", True),
        ("a/**/c.md", "a/c.md", True),
        ("a/**/c.md", "b/a/c.md", False),
        ("*.md", "a/b.md", True),
        ("*.md", "a/b.mdx", False),
        ("./a/?.md", "a/b.md", True),
        ("./b.md", "b.md", True),
        ("./b.md", "a/b.md", False),
        ("a/", "a/b/c.md", True),
        ("a/", "b/a/c.md", False),
        ("*.{md,csv}", "x/a.csv", True),
        ("*.{md,csv}", "x/a.txt", False),
        ("환불/**", "\u1112\u116a\u11ab\u1107\u116e\u11af/a.md", True),
        ("a.md", "aXmd", False),
        ("[답변].md", "[답변].md", True),
    ],
)
def test_globs(glob: str, path: str, means: bool) -> None:  # noqa: FBT001
    assert glob_matches(glob, path) is means


def test_found_upward_and_only_the_nearest(tmp_path: Path) -> None:
    write("cslint.yaml", "channel: top")
    write("a/cslint.yaml", "channel: near")
    write("a/b/c/x.md", "글")
    read = load_config(Path("a/b/c/x.md"))
    assert (read.root, read.path, read.channel) == (tmp_path / "a", "a/cslint.yaml", "near")
    assert load_config(Path("b")).channel == "top"


def test_without_a_file_everything_is_default(tmp_path: Path) -> None:
    read = load_config(tmp_path)
    assert read == Config(tmp_path)
    assert read.extends == ("recommended",)
    assert read.place("rules") is None


def test_pyproject_reads_the_same_and_names_the_key_path() -> None:
    text = '[tool.cslint]\nspeech-level = "haeyo"\n[tool.cslint.rules]\ntilde-run = "off"\n[[tool.cslint.files]]\nglob = "*"\n'
    write("pyproject.toml", text)
    read = load_config(Path())
    assert (read.speech_level, read.rules["tilde-run"].level, len(read.files)) == ("haeyo", "off", 1)
    assert read.place("files", 0, "glob") == "pyproject.toml: tool.cslint.files[0].glob"
    write("pyproject.toml", '[tool.cslint]\nspech-level = "haeyo"\n')
    with pytest.raises(CslintError, match=r"pyproject.toml: tool.cslint.spech-level: .*`speech-level`인가요") as caught:
        load_config(Path())
    assert caught.value.where == "pyproject.toml: tool.cslint.spech-level"


def test_somebody_elses_pyproject_is_passed_by() -> None:
    write("cslint.yaml", "channel: top")
    write("a/pyproject.toml", "[project]\nname = 'a'\n")
    write("b/pyproject.toml", "not toml")
    assert load_config(Path("a")).channel == load_config(Path("b")).channel == "top"
    write("b/pyproject.toml", "[tool.cslint\n")
    with pytest.raises(CslintError, match="TOML"):
        load_config(Path("b"))


def test_yaml_comes_before_pyproject() -> None:
    write("pyproject.toml", "[tool.cslint]\nchannel = 'toml'\n")
    assert config("channel: yaml").channel == "yaml"


def test_an_extended_file_lies_under_the_one_that_extends_it(tmp_path: Path) -> None:
    Path("shared/rules").mkdir(parents=True)
    write(
        "shared/base.yaml",
        "extends: strict\nspeech-level: hapsyo\nrules: {a: {level: error, max: 1, min: 0}, b: off}\nrule-dirs: rules\n"
        "files: [{glob: '*.md', situation: how-to}]\nterms: {keep: 티켓}\n",
    )
    read = config(
        "extends: [shared/base.yaml, all]\nrules:\n  a: {max: 2}\nfiles: [{glob: 'a/*', situation: praise}]\n"
    )
    assert read.extends == ("strict", "all")
    assert read.speech_level == "hapsyo"
    assert read.rules == {"a": RuleSetting("error", {"max": 2, "min": 0}), "b": RuleSetting("off")}
    assert read.rule_dirs == (tmp_path / "shared/rules",)
    assert [entry.situation for entry in read.files] == ["how-to", "praise"]
    assert read.place("rules", "a", "max") == "cslint.yaml:3:12"
    assert read.place("rules", "b", key=True) == "shared/base.yaml:3:44"
    assert read.place("files", 0, "situation") == "shared/base.yaml:5:35"
    assert read.place("files", 1, "situation") == "cslint.yaml:4:34"


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("speech-level: hapsho", "1:15", ["hapsho", "hapsyo, haeyo, any"]),
        ("rule: {}", "1:1", ["`rule`", "`rules`인가요?"]),
        ("rules:\n  a: eror", "2:6", ["eror", "off, info, warning, error"]),
        ("rules:\n  a: true", "2:6", ["true", "off, info, warning, error"]),
        ("rules:\n  a: {level: 3}", "2:14", ["3", "off, info"]),
        ("rules:\n  a: {level: }", "2:14", ["비어", "off, info"]),
        ("rules:\n  a:", "2:5", ["비어"]),
        ("rule-dirs: [없는폴더]", "1:13", ["없는폴더"]),
        ("extends: recomended", "1:10", ["`recommended`인가요?"]),
        ("extends: [strict, ../x.yaml]", "1:19", ["../x.yaml"]),
        ("extends: cslint.yaml", "1:10", ["서로"]),
        ("files: [{situation: a}]", "1:9", ["`glob`"]),
        ("files: [{glob: a, audience: boss}]", "1:29", ["customer, agent, mixed"]),
        ("files: [{glob: a, columns: {reply: 3}}]", "1:36", ["글 또는 목록"]),
        ("files: [{glob: a, columns: {replies: a}}]", "1:29", ["`reply`인가요?"]),
        ("terms: {add: {가: [나]}}", "1:18", ["글을"]),
        ("placeholders: true", "1:15", ["off"]),
        ("channel: [a]", "1:10", ["글을"]),
    ],
)
def test_what_does_not_fit_is_told(text: str, where: str, says: list[str]) -> None:
    error = refusal(text)
    assert error.where == f"cslint.yaml:{where}"
    for words in says:
        assert words in str(error)


@pytest.mark.parametrize("said", ["off", "false", "[]"])
def test_placeholders_can_be_turned_off(said: str) -> None:
    assert config(f"placeholders: {said}").placeholders == ()


def test_an_empty_file_is_the_default_at_its_place() -> None:
    assert config("# 나중에\n").extends == ("recommended",)
