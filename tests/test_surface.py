"""What regular expressions need: never more than every match holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cslint.surface import needed_characters


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        ("됬", "됬"),
        ("되(?:요|서)", "되"),
        ("됬|않되", "됬않"),
        ("[ㅠㅜ]{2,}", "ㅠㅜ"),
        (r"\d{3}-\d{4}", "-"),
        ("a?b", "b"),
        ("(?:ab)*c", "c"),
        (r"\.{2,}", "."),
        ("[가-힣]요", "요"),
        (r"\x{1F600}", "😀"),
    ],
)
def test_the_most_telling_part_is_needed(expression: str, needed: str) -> None:
    assert needed_characters(expression) == frozenset(needed)


@pytest.mark.parametrize("expression", ["[가-힣]+", "a?", "a|b?", ".*", "[^a]", "(?i)ok", r"\w+", ""])
def test_nothing_is_said_where_nothing_is_known(expression: str) -> None:
    assert needed_characters(expression) is None


ATOMS = st.sampled_from(["a", "b", "되", "[ab]", "[^a]", ".", r"\.", "(?:a|되)", "(?P<x>b)", r"\d"])
QUANTIFIERS = st.sampled_from(["", "", "?", "*", "+", "{2}", "{0,2}"])


@given(
    st.lists(st.lists(st.tuples(ATOMS, QUANTIFIERS), min_size=1, max_size=4), min_size=1, max_size=3),
    st.text("ab되.0 ", max_size=12),
)
def test_every_match_holds_a_needed_character(parts: list[list[tuple[str, str]]], text: str) -> None:
    expression = "|".join("".join(atom + quantifier for atom, quantifier in branch) for branch in parts)
    expression = re.sub(r"\(\?P<x>", "(?:", expression)
    needed = needed_characters(expression)
    for found in re.finditer(expression, text):
        assert needed is None or needed & set(found.group())
