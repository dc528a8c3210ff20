"""The shape of rule files. Shapes only; rulebook.py gives them meaning."""

from typing import Annotated, Literal

import msgspec

from cslint.document import Kind
from cslint.morphology.speech import SpeechLevel
from cslint.morphology.words import Pos
from cslint.rules.marking import unmarked

Phrase = Annotated[str, "phrase"]  # the mark by which possible.py finds the phrases of a file
Phrases = Phrase | list[Phrase]
Regexes = str | list[str]
Number = int | float | str  # a number, or the name of an option: "$max-chars"
LevelName = Literal["error", "warning", "info"]
SetName = Literal["recommended", "strict", "all"]
AudienceName = Literal["customer", "agent", "quoted-customer"]


class Shape(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, frozen=True):
    """Keys are kebab-case; an unknown key is an error."""


class ConditionShape(Shape, kw_only=True, frozen=True):
    """What must hold; several keys in one condition must all hold. Neighbours are sentences of the same reply."""

    sentence_has: Phrases | None = None
    sentence_lacks: Phrases | None = None
    before_has: Phrases | None = None
    after_has: Phrases | None = None
    overlaps: Phrases | None = None
    previous_has: Phrases | None = None
    next_has: Phrases | None = None
    near_has: Phrases | None = None
    near_lacks: Phrases | None = None
    beside_has: Phrases | None = None
    reply_has: Phrases | None = None
    reply_lacks: Phrases | None = None
    later_has: Phrases | None = None
    earlier_has: Phrases | None = None
    within: int = 1
    regex: str | None = None
    match_regex: str | None = None
    before_regex: str | None = None
    after_regex: str | None = None
    near_regex: str | None = None
    reply_regex: str | None = None
    situation: list[str] | None = None
    declared: bool | None = None
    quoted: bool | None = None
    glossed: bool | None = None
    position: Literal["first", "last"] | None = None
    min_sentences: int | None = None
    max_sentences: int | None = None
    sent: bool | None = None
    channel: list[str] | None = None
    kind: list[Kind] | None = None
    all: list["ConditionShape"] | None = None
    any: list["ConditionShape"] | None = None
    not_: "ConditionShape | None" = msgspec.field(default=None, name="not")


class WordShape(Shape, kw_only=True, frozen=True):
    """One word by its parts; each key lists what is allowed."""

    lemma: list[str] | None = None
    noun: list[str] | None = None
    light: list[str] | None = None
    pos: list[Pos] | None = None
    tag: list[str] | None = None
    form: list[str] | None = None
    ending: list[str] | None = None
    ending_tag: list[str] | None = None
    particle: list[str] | None = None
    suffix: list[str] | None = None
    feature: list[str] | None = None
    honorific: bool | None = None
    past: bool | None = None
    surface: str | None = None
    optional: bool = False


class CountShape(Shape, kw_only=True, frozen=True):
    """More of something than allowed: `of` phrases or a regular expression, counted in a reply or a sentence."""

    of: Phrases | None = None
    of_regex: str | None = None
    more_than: Number
    in_: Literal["reply", "sentence"] = msgspec.field(default="reply", name="in")
    per_eojeol: int | None = None
    error_at: Number | None = None
    extra_in: dict[str, int] = {}
    mark: Literal["last", "all", "first"] = "last"


class RequireShape(Shape, kw_only=True, frozen=True):
    """What a reply must have: one of these phrases, anywhere, in its first or in its last sentence."""

    any: Phrases
    in_: Literal["reply", "first", "last"] = msgspec.field(default="reply", name="in")


class OrderShape(Shape, kw_only=True, frozen=True):
    """What must come first: a finding where `then` stands before the first `first`."""

    first: Phrases
    then: Phrases


class LengthShape(Shape, kw_only=True, frozen=True):
    """A sentence too long: in code points without variables and links, or in connective endings."""

    chars: Number | None = None
    connectives: Number | None = None


class RatioShape(Shape, kw_only=True, frozen=True):
    """Too large a share of sentences of one sort."""

    of: Phrases
    at_least: Number
    sentences: Number
    facts: Phrases | None = None
    facts_at_most: Number = 0


class MixedShape(Shape, kw_only=True, frozen=True):
    """Two speech levels in one reply: declaratives only, the rarer one with at least this share."""

    declaratives: Number
    share: Number
    formulas: Phrases


class SpeechLevelShape(Shape, kw_only=True, frozen=True):
    """The speech level of a sentence, of a reply, or against the brand's."""

    is_: list[SpeechLevel] | None = msgspec.field(default=None, name="is")
    mixed: MixedShape | None = None
    off_brand: bool = False
    formulas: Phrases | None = None
    min_eojeol: int = 1


class CheckShape(Shape, kw_only=True, frozen=True):
    """A check that needs arithmetic or memory, by name, with its numbers and words; `lists` are words by what they are."""

    name: str
    phrases: Phrases | None = None
    regex: Regexes | None = None
    words: list[str] | None = None
    sets: list[list[str]] | None = None
    lists: dict[str, list[str]] | None = None
    number: Number | None = None
    eojeol: Number | None = None
    chars: Number | None = None


class FixShape(Shape, kw_only=True, frozen=True):
    """How a match is mended; exactly one way, and whether that is `safe` to apply unseen.

    `term`: by the row of the table of terms that matched. `reword`: another predicate for the last one of the match, with
    its endings (`보내다`, `있으시다`), or for everything from the word `from` on (`양해를 구하다` from `양해`); `-하다` joins the first
    word of the match and drops what is between (환불 처리 진행하다 → 환불하다); a noun is put for a noun, its particle suited.
    `merge`: the word with this ending takes those of the word behind it (`도록`, `어`). `ending`: another ending for the last
    predicate (`어 주세요`), or, in dictionary form, an auxiliary before it (`어 주다`). `drop-honorific`: without 시 the `last`
    predicate, or `all`, 께서 too. `choose-particle`: one of `을(를)` by what is before. `classifier`: a noun between a variable
    and its particle, by the end of the variable's name (`이름: 님`). `put`: this text, with the blanks of the message
    (`{fixed}`). `delete`: without the match and the space before it.
    """

    term: bool = False
    reword: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    merge: str | None = None
    ending: str | None = None
    drop_honorific: Literal["last", "all"] | None = None
    choose_particle: bool = False
    classifier: dict[str, str] | None = None
    put: str | None = None
    delete: bool = False
    safety: Literal["safe", "unsafe"] = "safe"


class MatchShape(Shape, kw_only=True, frozen=True):
    """One way to match; exactly one of the kinds.

    `replace` spells the match right for `{fixed}` in the message: expressions and what stands in their place (`\\1` is
    a group), one after the other.
    """

    phrase: Phrases | None = None
    regex: Regexes | None = None
    words: list[WordShape] | None = None
    terms: str | None = None
    speech_level: SpeechLevelShape | None = None
    count: CountShape | None = None
    require: RequireShape | None = None
    forbid: Phrases | None = None
    order: OrderShape | None = None
    length: LengthShape | None = None
    ratio: RatioShape | None = None
    check: CheckShape | None = None
    if_: list[ConditionShape] = msgspec.field(default=[], name="if")
    replace: dict[str, str] = {}
    fix: FixShape | None = None
    level: LevelName | None = None
    message: str | None = None
    suggest: str | None = None


class SituationsShape(Shape, kw_only=True, frozen=True):
    """Where a rule speaks: only in these situations, or in all but these; `declared`: not on a guess.

    `named`: one level lower where a heading only points to the situation (`배달이 늦을 때`) and nobody named it.
    """

    only: list[str] | None = None
    except_: list[str] = msgspec.field(default=[], name="except")
    declared: bool = False
    named: bool = False


class CircumstancesShape(Shape, kw_only=True, frozen=True):
    """What the text of an example is judged by; `inferred`: its situation is not declared but must be recognised or absent."""

    situation: str | None = None
    inferred: bool = False
    sent: bool = False
    channel: str | None = None
    brand: Literal["hapsyo", "haeyo"] | None = None


class ExampleShape(CircumstancesShape, kw_only=True, frozen=True):
    """A text that must be found (`bad`, with `[[…]]` around each place) or must not (`good`); at least one of them.

    `good` beside `bad` is what a writer would put instead; `fixed` is what the rule's own fixes make of `bad`, letter for
    letter. `inferred`: the situation is not declared but must be recognised or absent.
    """

    bad: str | None = None
    good: str | None = None
    fixed: str | None = None
    level: LevelName | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse, by a ValueError with a Korean sentence, an example that proves nothing."""
        if self.bad is not None:
            unmarked(self.bad)
        elif self.fixed is not None:
            raise ValueError("고치기 전의 글이 없는 예문입니다. `fixed` 옆에 `bad`도 적어 주세요.")
        elif self.good is None:
            raise ValueError("글이 없는 예문입니다. 찾을 글을 `bad`에, 찾지 않을 글을 `good`에 적어 주세요.")


class RuleShape(Shape, kw_only=True, frozen=True):
    """A rule file: rule, test and manual page."""

    summary: str
    level: LevelName
    why: str
    message: str
    match: list[MatchShape]
    examples: list[ExampleShape]
    set: SetName = "recommended"
    keep_when: str | None = None
    see: list[str] = []
    audience: tuple[AudienceName, ...] = ("customer",)
    situations: SituationsShape = SituationsShape()
    levels: dict[str, Literal["error", "warning", "info", "off"]] = {}
    options: dict[str, int | float | str] = {}
    unless: list[ConditionShape] = []
    soften: list[ConditionShape] = []
    yields_to: list[str] = []
    suggest: str | None = None
    fix: FixShape | None = None
