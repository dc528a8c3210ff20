"""People who write YAML for cslint are told where it does not fit, and how to mend it."""

import contextlib
from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cslint.errors import CslintError
from cslint.settings.yamlfile import known_yaml, read_yaml


class Limits(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, frozen=True):
    max_chars: Annotated[int, msgspec.Meta(ge=1)]


class Shape(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, frozen=True):
    level: Literal["error", "warning", "info"] = "info"
    keep_when: str | None = None
    names: list[str] = []
    one_or_more: str | list[str] = ""
    limits: dict[str, Limits] = {}
    steps: Annotated[list[Limits], msgspec.Meta(min_length=1)] | None = None
    words: dict[Literal["keep", "add"], str] = {}
    share: float = 0.0


class Named(msgspec.Struct, forbid_unknown_fields=True):
    name: str

    def __post_init__(self) -> None:
        if " " in self.name:
            raise ValueError("이름에는 빈칸을 쓸 수 없습니다.")


class Phrase(msgspec.Struct, tag_field="kind", tag="phrase", forbid_unknown_fields=True):
    phrase: str


class Count(msgspec.Struct, tag_field="kind", tag="count", forbid_unknown_fields=True):
    most: int


def refusal(text: str, type_: object = Shape) -> CslintError:
    with pytest.raises(CslintError) as caught:
        read_yaml("a.yaml", text).convert(type_)  # type: ignore[arg-type]
    return caught.value


def test_plain_values_are_yaml_1_2() -> None:
    text = "a: off\nb: no\nc: 010\nd: 1.5\ne: 'true'\nf: true\ng: ~\nh: 12:30\ni: 2024-01-01\n1: x\nj: 1e3\nk: -7\n"
    assert read_yaml("a.yaml", text).value == {
        "a": "off", "b": "no", "c": 10, "d": 1.5, "e": "true", "f": True, "g": None, "h": "12:30", "i": "2024-01-01",
        "1": "x", "j": 1000.0, "k": -7,
    }  # fmt: skip


def test_a_file_is_converted_whole() -> None:
    text = "level: error\nkeep-when: 꼭 필요할 때\none-or-more: [가, 나]\nlimits: {가: {max-chars: 3}}\nshare: 1\n"
    assert read_yaml("a.yaml", text).convert(Shape) == Shape(
        "error", "꼭 필요할 때", [], ["가", "나"], {"가": Limits(3)}, share=1.0
    )


def test_places_count_code_points_from_one() -> None:
    file = read_yaml("rules/a.yaml", "가나다: 😀\n😀: {다: [1, 둘]}\n라: |\n  줄\n")
    assert file.place(["가나다"]) == "rules/a.yaml:1:6"
    assert file.place(["😀", "다", 1]) == "rules/a.yaml:2:12"
    assert file.place(["😀", "다"], key=True) == "rules/a.yaml:2:5"
    assert file.place(["라"]) == "rules/a.yaml:3:4"
    assert file.place(["😀", "없음", 3], key=True) == "rules/a.yaml:2:4"
    assert file.place([]) == "rules/a.yaml:1:1"


def test_a_file_whose_value_is_known_is_read_only_for_its_places() -> None:
    asked = []

    def text() -> str:
        asked.append(1)
        return "level: loud"

    file = known_yaml("a.yaml", {"level": "info"}, text)
    assert file.convert(Shape).level == "info"
    assert not asked
    assert file.place(["level"]) == "a.yaml:1:8"
    assert asked


def test_an_alias_stands_where_it_is_written() -> None:
    file = read_yaml("a.yaml", "a: &x [1, 2]\nb: *x\n")
    assert file.value == {"a": [1, 2], "b": [1, 2]}
    assert file.place(["b"]) == "a.yaml:2:4"


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("lvel: error", "1:1", ["`lvel`", "`level`인가요?"]),
        ("전혀다름: 1", "1:1", ["`전혀다름`", "keep-when", "level"]),
        ("names: []\nlevel: eror", "2:8", ["`eror`", "error, warning, info"]),
        ("level: off", "1:8", ["`off`"]),
        ("names: [가, 3]", "1:12", ["글을", "정수가", "따옴표"]),
        ("names: 가", "1:8", ["목록을", "글이", "- "]),
        ("keep-when: {불편|심려}", "1:12", ["따옴표"]),
        ("keep-when: 4", "1:12", ["글을", "정수가"]),
        ("one-or-more: true", "1:14", ["글 또는 목록을", "true나 false 값이"]),
        ("level:", "1:7", ["비어"]),
        ("limits:\n  가: {max-chars: 3}\n  나: {max-chars: 셋}", "3:18", ["정수를", "글이"]),
        ("limits:\n  가: {max-chars: 3}\n  나: {max-char: 3}", "3:7", ["`max-char`", "`max-chars`인가요?"]),
        ("limits: {가: {}}", "1:13", ["`max-chars`", "더해"]),
        ("limits: {가: {max-chars: 0}}", "1:25", ["1 이상"]),
        ("steps: []", "1:8", ["비워"]),
        ("steps: [{max-chars: 1}, {max-chars: 1.5}]", "1:37", ["정수를", "숫자가"]),
        ("words: {kep: a}", "1:9", ["`kep`", "`keep`인가요?"]),
        ("- a", "1:1", ["묶음", "목록이"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_place(text: str, where: str, says: list[str]) -> None:
    error = refusal(text)
    assert error.where == f"a.yaml:{where}"
    for words in says:
        assert words in str(error)


def test_an_empty_file_is_refused() -> None:
    assert str(refusal("# 아직 없음\n")) == "a.yaml: 파일이 비어 있습니다."


def test_a_sentence_of_the_shape_itself_is_passed_on() -> None:
    assert str(refusal("name: 두 낱말", Named)) == "a.yaml:1:1: 이름에는 빈칸을 쓸 수 없습니다."


def test_tagged_shapes_are_told_apart() -> None:
    error = refusal("- {kind: phrase, phrase: 가}\n- {kind: count, mots: 3}", list[Phrase | Count])
    assert error.where == "a.yaml:2:17"
    assert error.hint == "혹시 `most`인가요?"
    error = refusal("- {kind: frase}", list[Phrase | Count])
    assert error.where == "a.yaml:1:10"
    assert "phrase, count" in str(error)


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("level: error\nlevel: info", "2:1", ["두 번", "1:1"]),
        ("names: @apology", "1:8", ["따옴표"]),
        ("keep-when: {불편} 드리다", "1:17", ["따옴표"]),
        ("keep-when: *강조*", "1:13", ["따옴표"]),
        ("keep-when: 가: 나", "1:13", ["`: `"]),
        ('keep-when: "가', "1:14", ["닫히지"]),
        ('keep-when: "\\d"', "1:13", ["작은따옴표"]),
        ("level: info\n\tnames: []", "2:1", ["탭"]),
        ("names: [가", "1:10", ["괄호"]),
        ("level: !!python/name:os.system x", "1:8", ["태그"]),
        ("? [가]\n: 나", "1:3", ["키는 글"]),
        ("--- {}\n--- {}", "2:1", ["둘 이상"]),
        ("keep-when: 가\0", "1:13", ["U+0000"]),
        ("keep-when: \ud800", "1:12", ["U+D800"]),
        ("names: &a [*a]", "1:12", ["*a"]),
    ],
)  # fmt: skip
def test_bad_yaml_is_refused_at_its_place(text: str, where: str, says: list[str]) -> None:
    error = refusal(text)
    assert error.where == f"a.yaml:{where}"
    for words in says:
        assert words in str(error)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert "50겹" in refusal(opening * 100_000).what


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "너무 많습니다" in refusal("\n".join(lines)).what


@given(st.text(alphabet="a가:-[]{}|>'\"&*!#%@`, \n\t\\?~\0é😀", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(CslintError):
        read_yaml("a.yaml", text).convert(Shape)
