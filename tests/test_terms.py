"""Every term of the shipped tables against its own sentences, and the door that finds them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cslint.matching.vocabulary import Vocabulary
from cslint.morphology.analysis import Analyser
from cslint.morphology.sentences import split_sentences
from cslint.morphology.tokenizer import Tokenizer
from cslint.proof import Prover
from cslint.rules import rulebook
from cslint.rules.lexicon import Lexicon
from cslint.rules.mistakes import Written
from cslint.rules.rulebook import Rulebook
from cslint.rules.rulefile import CircumstancesShape
from cslint.rules.termfile import TermShape
from cslint.rules.termtable import TermTable
from cslint.settings.config import Config

BOTH_TIERS = frozenset((1, 2))


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook.load(Config(Path(), extends=("all",)))


@pytest.fixture(scope="module")
def analyser(book: Rulebook) -> Analyser:
    return Analyser(Tokenizer(book.user_words))


def terms_in(text: str, table: TermTable, analyser: Analyser) -> list[str]:
    sentences = [analyser.parse(text[span.start : span.end]) for span in split_sentences(text)]
    return [match.values["row"] for sentence in sentences for match in table.matches(sentence)]


def rows(book: Rulebook) -> Iterator[tuple[str, TermShape]]:
    for name, table in book.lexicon.terms.items():
        yield from ((name, term.value) for term in table)


def test_each_term_is_found_in_its_bad_sentences_and_not_in_its_good_ones(book: Rulebook, analyser: Analyser) -> None:
    tables = {name: TermTable(table, book.lexicon, BOTH_TIERS) for name, table in book.lexicon.terms.items()}
    wrong = [
        f"{name}: {term.term}: {text}"
        for name, term in rows(book)
        for text, is_bad in [*((text, True) for text in term.bad), *((text, False) for text in term.good)]
        if (term.term in terms_in(text, tables[name], analyser)) is not is_bad
    ]
    assert wrong == []


def test_a_term_is_called_as_it_stands_in_the_sentence(book: Rulebook, analyser: Analyser) -> None:
    table = TermTable(book.lexicon.terms["bureaucratic-verb"], book.lexicon, BOTH_TIERS)
    said = [match.values["term"] for match in table.matches(analyser.parse("조건 미달로 서류를 재송부했습니다."))]
    assert said == ["미달", "재송부"]


def test_terms_of_the_second_tier_are_quiet_by_default(book: Rulebook, analyser: Analyser) -> None:
    tables = {name: TermTable(table, book.lexicon, frozenset((1,))) for name, table in book.lexicon.terms.items()}
    second = [(name, term) for name, term in rows(book) if term.tier == 2]
    assert len(second) > 50
    assert [
        term.term
        for name, term in second
        for text in term.bad
        if term.term in terms_in(text, tables[name], analyser)
    ] == []  # fmt: skip


def test_each_term_stands_in_one_table_with_a_sentence_to_prove_it(book: Rulebook) -> None:
    names = [term.term for _, term in rows(book)]
    assert len(names) == len(set(names))
    for _, term in rows(book):
        assert bool(term.bad) is (term.tier > 0), term.term
        assert term.good or term.tier > 0, term.term
        assert term.plain or term.tier == 0, term.term


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("문의가 인입되어 이관드렸습니다.", ["인입", "이관"]),
        ("인입건은 다른 팀으로 재이관합니다.", ["인입", "이관"]),
        ("고객님, 본인입니까?", []),
    ],
)
def test_a_noun_is_found_in_any_form_but_not_inside_a_longer_word(
    text: str, found: list[str], analyser: Analyser
) -> None:
    table = [Written(TermShape(term=term, kind="VN"), lambda: None) for term in ("인입", "이관")]
    lexicon = Lexicon(Vocabulary({}, {}), {}, {})
    assert terms_in(text, TermTable(table, lexicon, BOTH_TIERS), analyser) == found


def test_the_longest_of_overlapping_terms_is_reported(analyser: Analyser) -> None:
    table = [Written(TermShape(term=term, kind="N"), lambda: None) for term in ("귀책", "귀책 사유")]
    lexicon = Lexicon(Vocabulary({}, {}), {}, {})
    assert terms_in("귀책 사유를 확인했습니다.", TermTable(table, lexicon, BOTH_TIERS), analyser) == ["귀책 사유"]


@pytest.mark.parametrize(("keep", "found"), [("귀책", []), ("귀책 사유", ["귀책"]), ("귀", ["귀책 사유"])])
def test_a_word_that_is_kept_is_kept_in_terms_that_begin_with_it(
    keep: str, found: list[str], analyser: Analyser
) -> None:
    table = [Written(TermShape(term=term, kind="N"), lambda: None) for term in ("귀책", "귀책 사유")]
    kept = TermTable(table, Lexicon(Vocabulary({}, {}), {}, {}), BOTH_TIERS, frozenset((keep,)))
    assert terms_in("귀책 사유를 확인했습니다.", kept, analyser) == found


def test_terms_of_a_project_are_reported_and_its_kept_terms_are_not() -> None:
    config = Config(Path(), terms_add={"도담몰": "저희 쇼핑몰"}, terms_keep=("금일",))
    prover = Prover(rulebook.load(config))
    found = prover.findings("금일 도담몰에서 익일까지 보내 드립니다.", CircumstancesShape())
    jargon = [(x.rule, x.quote, x.suggestion) for x in found if x.category == "plain-language"]
    assert jargon == [
        ("project-term", "도담몰", "저희 쇼핑몰에서"),
        ("sino-date-word", "익일", "다음 날까지"),
    ]
