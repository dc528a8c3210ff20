"""Whatever the file, reading gives a true document or says in one line why not.

`CSLINT_FUZZ_EXAMPLES` sets how many files a test tries (30); `tests/fuzz/harness.py` searches for hours.
"""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cslint.document import ReadOptions
from tests.fuzz.files import FILES, File, mutated
from tests.fuzz.invariants import edit_fault, editable, faults, read_or_refuse
from tests.fuzz.prose import new_texts_of
from tests.fuzz.silences import silence_faults, silenced_files, word

EXAMPLES = int(os.environ.get("CSLINT_FUZZ_EXAMPLES", "30"))
OPTIONS = st.sampled_from(
    (
        ReadOptions(),
        ReadOptions(),
        ReadOptions("customer"),
        ReadOptions("agent"),
        ReadOptions(reply_fields=("답변",), situation_fields=("상황",), title_fields=("No",)),
    )
)
bounded = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def tried(check: Callable[..., None], *strategies: st.SearchStrategy[object]) -> None:
    bounded(given(*strategies)(check))()


@pytest.mark.parametrize("name", FILES)
def test_a_believable_file_becomes_a_true_document(name: str) -> None:
    def check(file: File, options: ReadOptions) -> None:
        if document := read_or_refuse(*file, options):
            assert faults(document) == []
            assert silence_faults(document) == []

    tried(check, FILES[name], OPTIONS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_gone_wrong_is_read_or_refused(name: str) -> None:
    def check(file: File, options: ReadOptions) -> None:
        if document := read_or_refuse(*file, options):
            assert faults(document) == []

    tried(check, mutated(FILES[name]), OPTIONS)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"docx", "xlsx"}))
def test_what_an_edit_writes_is_read_again(name: str) -> None:
    def check(file: File, options: ReadOptions, at: int, text: str) -> None:
        document = read_or_refuse(*file, options)
        places = editable(document) if document else []
        if document and places:
            assert edit_fault(document, *places[at % len(places)], text, options) is None

    # Where columns are named, another name in the header is another table.
    options = OPTIONS.filter(lambda each: not each.reply_fields)
    tried(check, FILES[name], options, st.integers(0, 50), st.sampled_from(new_texts_of(name)))


def test_suppressions_silence_what_they_say_and_lose_no_line() -> None:
    def check(file: File) -> None:
        path, data = file
        document = read_or_refuse(path, data)
        assert document is not None
        seen = "\n".join(segment.text for segment in document.segments)
        words = data.decode().count("낱말")
        assert [seen.count(word(number)) for number in range(words)] == [1] * words
        assert silence_faults(document) == []

    tried(check, silenced_files())
