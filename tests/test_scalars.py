"""Our reading of YAML scalars is the library's, character for character, with both of its parsers."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from cslint.reading.scalars import ScalarPlace, ScalarSpelling, skip_properties

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
OPEN_FILES = Path(__file__).parents[2] / "shared/corpus/open-files"
MANUALS = Path(__file__).parents[2] / "shared/corpus/manuals/files"


def places(text, loader):
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.ScalarEvent) and event.value:
            start = skip_properties(text, event.start_mark.index)
            yield ScalarPlace(text, start, event.end_mark.index, event.style or "", event.value)


def check(text, loader):
    count = 0
    for place in places(text, loader):
        pieces = place.pieces()
        assert pieces is not None, (text, place)
        assert "".join(piece.said for piece in pieces) == place.value
        at = place.content
        for piece in pieces:
            assert at <= piece.start <= piece.end <= place.end
            assert not piece.verbatim or text[piece.start : piece.end] == piece.said
            at = piece.end
        count += 1
    return count


CASES = [
    "a: 환불을 요청하셨습니다.\n",
    "a: 환불을\n  요청\n\n  하셨\n",
    "a: 'it''s 환불\n\n  둘째 😀'\n",
    'a: "환불\\n\\t\\"따옴표\\" \\\\ \\/ \\x41\\uAC00\\U0001F600 접\\\n    힘  \\\n\n   끝 \n  줄"\n',
    "a: |\n  가\n   나\n\n  다\n",
    "a: |-\n  가\n  나\n\n\nb: 1",
    "a: |+\n  가\n\n\nb: >+\n  나\n\n",
    "a: >-   # 설명\n  가\n  나\n\n  다\n    - 라\n  마\n\n   바\n  사\n",
    "a: |2\n    가\n   나\n",
    "a:\n  b: >1-\n    가\n   나\n   다\n",
    "- &x !!str |\n  가\n  나\n- &y\n  !t '가'\n- !<tag:x,2000> 나\n",
    "a: [가 나, '다', \"라\", 마:바]\n",
    "a: |\n\n\n  가\n",
    "a: >\n\n  가\n\n\n  나\n",
    "a: |\n  가",
    "a: >\n  가\n  \t나\n  다\n",
    "가\n",
    "--- |\n 가\n 나\n--- >\n 다\n 라\n...\n",
    "a: 가\x85  나\u2028  다\n",
    'a: "가\u2028나\u2029\n  다"\n',
    "a: |\n  가\u2028  나\x85  다\n",
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("case", CASES)
def test_each_style(case, newline, loader):
    assert check(case.replace("\n", newline), loader)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("folder", [OPEN_FILES, MANUALS])
def test_real_files(folder, loader):
    if not folder.exists():
        pytest.skip("the corpus is not beside this checkout")
    files = sorted(folder.glob("*.yml"))
    assert files
    for file in files:
        text = file.read_bytes().decode()
        assert check(text, loader) > 10
        assert check(text.replace("\n", "\r\n"), loader) > 10


words = st.text(st.sampled_from("가나 다\n\t'\"\\:#-,[]{}|>😀\u0301\x85\u2028\r\x07\ufeff\u1100\u1161a "), max_size=30)


@pytest.mark.parametrize("loader", LOADERS)
@given(value=words, style=st.sampled_from(["", "'", '"', "|", ">"]), wide=st.booleans(), width=st.integers(3, 40))
@settings(max_examples=150, deadline=None)
def test_what_the_library_writes(loader, value, style, wide, width):
    text = yaml.dump({"a": {"b": [value, value]}}, default_style=style, allow_unicode=wide, width=width)
    check(text, loader)


@pytest.mark.parametrize("loader", LOADERS)
@given(
    head=st.sampled_from(
        ["a: ", "a: '", 'a: "', "a: |\n", "a: >\n", "a: |-\n", "a: >+\n", "a:\n  - |1\n", "- >2-\n", "[", "a: &x "]
    ),
    body=st.text(st.sampled_from("가나 다\n\n   '\"\\:#-,\r\x85\u2028\t"), max_size=40),
    tail=st.sampled_from(["", "'", '"', "\n", "]", "\nb: 1\n"]),
)
# Most texts of these letters are no YAML, in some runs nearly all of the first fifty.
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_whatever_the_library_reads(loader, head, body, tail):
    text = head + body + tail
    try:
        found = list(places(text, loader))
    except yaml.YAMLError:
        reject()
    assert all(place.pieces() is not None for place in found), found


@given(value=st.text(st.sampled_from("가나 다'\"\\:#-,[]{}\n\t😀"), min_size=1, max_size=8), flow=st.booleans())
@settings(max_examples=300, deadline=None)
def test_spelling_reads_back(value, flow):
    frames = {
        "": "a: 앞 {} 뒤",
        "'": "a: '앞 {} 뒤'",
        '"': 'a: "앞 {} 뒤"',
        "|": "a: |-\n  앞 {} 뒤",
        ">": "a: >-\n  앞 {} 뒤",
    }
    for style, frame in frames.items():
        if flow and style in ("|", ">"):
            continue
        spelled = ScalarSpelling(style, flow, escapes=False)(value)
        if spelled is None:
            continue
        text = frame.replace("{}", spelled)
        text = "{" + text + "}" if flow else text
        assert yaml.safe_load(text) == {"a": f"앞 {value} 뒤"}, (style, text)


def test_spelling_refuses_what_the_style_cannot_say():
    assert ScalarSpelling("", flow=False, escapes=False)("환불: 완료") is None
    assert ScalarSpelling("", flow=False, escapes=False)("환불 #1") is None
    assert ScalarSpelling("|", flow=False, escapes=False)("가\n나") is None
    assert ScalarSpelling('"', flow=False, escapes=True)("가😀") == "\\uac00\\U0001f600"
