"""Rule files and configuration become the rules of a run: compiled, selected, with their levels set."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from cslint.document import Audience
from cslint.errors import CslintError
from cslint.findings import Level
from cslint.reading.placeholders import Placeholders
from cslint.rules.conditions import Condition, all_of, any_of, of_reply
from cslint.rules.detectors import Detector, compile_match
from cslint.rules.foundation import Foundation, foundation_of
from cslint.rules.lexicon import Lexicon
from cslint.rules.mended import Fixer
from cslint.rules.messages import blanks
from cslint.rules.mistakes import placed
from cslint.rules.references import check_file_situations, check_names, check_rule_names, check_tables
from cslint.rules.replies import AnalysedReply
from cslint.rules.rewording import compile_fix, suits
from cslint.rules.rulefile import MatchShape, RuleShape, Shape
from cslint.rules.shelf import Shelf
from cslint.rules.situations import Situations
from cslint.settings.config import Config, RuleSetting
from cslint.settings.configfile import AskedLevel
from cslint.settings.yamlfile import YamlFile
from cslint.suppression import ABOUT, CATEGORY

_LEVELS = {"info": Level.INFO, "warning": Level.WARNING, "error": Level.ERROR}
_SETS = ("recommended", "strict", "all")


@dataclass(frozen=True, slots=True)
class Part:
    """One `match` item of a rule, compiled. `of_reply` is what its condition asks of the reply whatever matches there."""

    detector: Detector
    condition: Condition | None
    of_reply: Callable[[AnalysedReply], bool]
    level: Level
    message: str
    suggest: str | None
    fixer: Fixer | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A compiled rule with the level it has in this run.

    `fixed_level`: the configuration set the level, so no situation changes it. `levels` maps a situation to its level
    there, or None for silence. `only` is None for every situation. `example_places` say where the examples of a user's
    rule stand, `file:line:column`.
    """

    id: str
    category: str
    level: Level
    file: RuleShape
    path: str
    parts: tuple[Part, ...]
    unless: Condition
    soften: Condition
    audiences: frozenset[Audience]
    only: frozenset[str] | None
    excepted: frozenset[str]
    levels: Mapping[str, Level | None]
    fixed_level: bool = False
    example_places: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether the rule is the user's; shipped rules are proven by the test suite."""
        return bool(self.example_places)

    @property
    def summary(self) -> str:
        """What the rule is about, in one line."""
        return self.file.summary

    @property
    def needs_situation(self) -> bool:
        """Whether the rule speaks, or speaks louder, because of the situation; a guessed one then counts less."""
        named = self.file.situations
        return self.only is not None or bool(self.levels) or named.declared or named.named


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """The rules of a run and what they share. `known` names every rule there is, also those that are off.

    `shared` are the user's own vocabularies, situations and tables of terms, with the paths of their files.
    `about_instructions` has the level of each kind of finding about suppressions that is on.
    """

    rules: tuple[Rule, ...]
    known: frozenset[str]
    lexicon: Lexicon
    situations: Situations
    user_words: tuple[tuple[str, str], ...]
    brand: AskedLevel = "any"
    placeholders: Placeholders = field(default_factory=Placeholders)
    shared: tuple[tuple[str, Shape], ...] = ()
    about_instructions: Mapping[str, Level] = field(default_factory=lambda: dict.fromkeys(ABOUT, Level.WARNING))


def load(config: Config, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Rulebook:
    """Return the rules that `config` asks for; `select` and `ignore` name rules or categories over it.

    Raises CslintError, with file, line and column, for the first thing in a rule file or the configuration that cannot be,
    and where `select` and `ignore` leave nothing to look for.
    """
    return load_from(foundation_of(config), config, select, ignore)


def load_from(
    foundation: Foundation, config: Config, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Rulebook:
    """Return the rules of `foundation`, which is that of `config`, as `load` does; raises what it raises."""
    shelf, lexicon = foundation.shelf, foundation.lexicon
    check_names(config, select, ignore, shelf)
    _refuse_nothing(shelf, config, select, ignore)
    check_rule_names(shelf)
    check_tables(shelf)
    rules = []
    for name, (file, shape, category) in shelf.rules.items():
        setting = config.rules.get(name, RuleSetting())
        if _is_on(name, category, shape, setting, config.extends, select, ignore):
            rule = _compile(name, file, shape, category, setting, lexicon, config)
            is_own = name in foundation.own
            rules.append(replace(rule, example_places=_example_places(file, shape)) if is_own else rule)
    check_file_situations(config, lexicon)
    return Rulebook(
        tuple(rules),
        frozenset(shelf.rules),
        lexicon,
        foundation.situations,
        tuple(dict.fromkeys(shelf.words)),
        config.speech_level,
        Placeholders(config.placeholders),
        foundation.shared,
        _about_instructions(config, ignore),
    )


def _refuse_nothing(shelf: Shelf, config: Config, select: Sequence[str], ignore: Sequence[str]) -> None:
    """Refuse a command line that leaves nothing to look for; a folder whose configuration turns off the rest is no mistake."""
    kinds = {name for name in ABOUT if not {name, CATEGORY} & set(ignore)}
    told = kinds if not select or CATEGORY in select else kinds & set(select)
    on = (
        _is_on(name, category, shape, RuleSetting(), config.extends, select, ignore)
        for name, (_, shape, category) in shelf.rules.items()
    )
    if (select or ignore) and not told and not any(on):
        what = "켜져 있는 규칙이 하나도 없어 살펴볼 것이 없습니다."
        raise CslintError(what, None, "`--select`와 `--ignore`를 확인해 주세요.")


def _about_instructions(config: Config, ignore: Sequence[str]) -> dict[str, Level]:
    """Return the levels of findings about suppressions: warnings, if nobody says otherwise."""
    said = {name: config.rules.get(name, RuleSetting()).level or "warning" for name in ABOUT}
    off = {name for name in said if said[name] not in _LEVELS or {name, CATEGORY} & set(ignore)}
    return {name: _LEVELS[level] for name, level in said.items() if name not in off}


def _is_on(
    name: str, category: str, shape: RuleShape, setting: RuleSetting, extends: Sequence[str], select: Sequence[str],
    ignore: Sequence[str],
) -> bool:  # fmt: skip
    if name in ignore or (category in ignore and name not in select):
        return False
    if select:
        return name in select or (category in select and setting.level != "off") or "all" in select
    if setting.level is not None:
        return setting.level != "off"
    widest = max((_SETS.index(preset) for preset in extends if preset in _SETS), default=0)
    return _SETS.index(shape.set) <= widest


def _compile(
    name: str, file: YamlFile, shape: RuleShape, category: str, setting: RuleSetting, lexicon: Lexicon, config: Config
) -> Rule:
    own = lexicon.with_options({**shape.options, **setting.options})
    widest = max((_SETS.index(preset) for preset in config.extends if preset in _SETS), default=0)
    tiers = frozenset((1, 2)) if widest else frozenset((1,))
    level = _LEVELS[setting.level] if setting.level in _LEVELS else _LEVELS[shape.level]
    parts = []
    for index, item in enumerate(shape.match):
        with placed(file.at("match", index)):
            part = _part(item, shape, level, own, tiers, frozenset(config.terms_keep))
        for key, text in (("message", part.message), ("suggest", part.suggest)):
            where = file.at("match", index, key) if getattr(item, key) else file.at(key)
            with placed(where):
                _check_blanks(text or "", item)
        parts.append(part)
    with placed(file.at("unless")):
        unless = any_of(shape.unless, own)
    with placed(file.at("soften")):
        soften = any_of(shape.soften, own)
    with placed(file.at("situations")):
        named = shape.situations
        only = frozenset(own.situation_id(text) for text in named.only) if named.only is not None else None
        excepted = frozenset(own.situation_id(text) for text in named.except_)
    with placed(file.at("levels")):
        levels = {own.situation_id(text): _LEVELS.get(said) for text, said in shape.levels.items()}
    return Rule(
        name, category, level, shape, file.path, tuple(parts), unless, soften,
        frozenset(Audience(text) for text in shape.audience), only, excepted, levels,
        fixed_level=setting.level in _LEVELS,
    )  # fmt: skip


def _example_places(file: YamlFile, shape: RuleShape) -> tuple[str, ...]:
    return tuple(file.place(["examples", index]) for index in range(len(shape.examples)))


_ALWAYS = frozenset(("match",))
_VALUES: dict[str, frozenset[str]] = {
    "terms": frozenset(("term", "plain")),
    "count": frozenset(("count", "max")),
    "ratio": frozenset(("count", "max")),
    "length": frozenset(("length", "count")),
    "speech_level": frozenset(("level", "odd", "count")),
    "check": frozenset(
        (
            "reason",
            "word",
            "plain",
            "count",
            "most",
            "odd",
            "missing",
            "skeleton",
            "situation",
            "max",
            "declared",
            "shown",
        )
    ),
}


def _part(
    item: MatchShape, shape: RuleShape, level: Level, lexicon: Lexicon, tiers: frozenset[int], keep: frozenset[str]
) -> Part:
    detector = compile_match(item, lexicon, tiers, keep)
    condition = all_of(item.if_, lexicon) if item.if_ else None
    message, suggest = item.message or shape.message, item.suggest or shape.suggest
    allowed = _values(item)
    fix = item.fix or (shape.fix if shape.fix and suits(shape.fix, item.terms, allowed) else None)
    fixer = compile_fix(fix, lexicon, item.terms, allowed) if fix else None
    before = of_reply(item.if_, lexicon)
    return Part(detector, condition, before, _LEVELS[item.level] if item.level else level, message, suggest, fixer)


def _values(item: MatchShape) -> frozenset[str]:
    """Return the blanks that a message of a `match` item can have."""
    kind = next(kind for kind in (*_VALUES, "phrase") if kind == "phrase" or getattr(item, kind) is not None)
    return _ALWAYS | _VALUES.get(kind, frozenset()) | ({"fixed"} if item.replace else set())


def _check_blanks(text: str, item: MatchShape) -> None:
    allowed = _values(item)
    if unknown := blanks(text) - allowed:
        raise ValueError(f"'{{{min(unknown)}}}' 자리는 채울 수 없습니다. 쓸 수 있는 것: {', '.join(sorted(allowed))}")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule file, for editors."""
    # As JSON has it: msgspec leaves a default that is a tuple as it is.
    as_json: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(RuleShape)))
    return as_json


if __name__ == "__main__":
    print(json.dumps(schema(), ensure_ascii=False, indent=2))  # noqa: T201  (renews rules/rule.schema.json)
