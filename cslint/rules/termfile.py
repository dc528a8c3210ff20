"""The shape of files with words: vocabularies, tables of terms, words for Kiwi."""

from typing import Literal

import msgspec

from cslint.rules.rulefile import Phrase, Phrases, Shape


class VocabularyShape(Shape, kw_only=True, frozen=True):
    """A named list of phrases, or (`noun-outside`) any noun that is not in a list of words and `@names`."""

    summary: str
    any: list[Phrase] = []
    noun_outside: list[str] = []


class TermFixShape(Shape, kw_only=True, frozen=True):
    """How a term is put into plain words where the first of `plain` does not say it.

    `noun` for the noun, `active` for 하다 and 드리다 (적다), `passive` for 되다 (적히다), `with-object` for `active` behind 을
    where that takes none (답하다, but 결과를 알리다). `safety` is `none` where no machine
    should; `safe-with`: safe in a sentence with one of these phrases, and as `safety` says (unsafe) in any other.
    """

    noun: str | None = None
    active: str | None = None
    passive: str | None = None
    with_object: str | None = None
    safety: Literal["safe", "unsafe", "none"] | None = None
    safe_with: Phrases | None = None


class TermShape(Shape, kw_only=True, frozen=True):
    """A term, the plain words for it, and how it bends.

    `kind` is the inflection class of guide/4-terms.md: N, N-time, N-det, VN, A-하, V, ADV, NNB, DET, SFX, phrase.
    `tier` 1 is on by default, 2 in `strict`, 0 means: never rewrite. `spelled` is what to look for where that is not the
    term itself: nouns, or phrases. `not` are phrases around which it means something else, `only` those it must stand in.
    `bad` sentences hold the term and `good` ones do not, though they may look like it.
    """

    term: str
    plain: list[str] = []
    kind: str
    tier: Literal[0, 1, 2] = 1
    spelled: Phrases = []
    not_: list[Phrase] = msgspec.field(default=[], name="not")
    only: list[Phrase] = []
    fix: TermFixShape | None = None
    note: str | None = None
    bad: list[str] = []
    good: list[str] = []


class TermsShape(Shape, kw_only=True, frozen=True):
    """A table of terms of one field."""

    summary: str
    terms: list[TermShape]


class UserWordsShape(Shape, kw_only=True, frozen=True):
    """Words Kiwi does not know and would cut wrongly (guide 0.6): nouns, and verbs by their stem."""

    summary: str
    nouns: list[str] = []
    verbs: list[str] = []
