"""What the words of a rule file refer to: phrases, regular expressions, vocabularies, terms, situations."""

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, Protocol

import re2

from cslint.korean.syllables import OPEN, with_final
from cslint.matching.compilation import compile_phrases
from cslint.matching.expressions import OPTIONS
from cslint.matching.matchers import CLASS_NAMES
from cslint.matching.needs import Gate
from cslint.matching.patterns import Pattern
from cslint.matching.phrase import PhraseError
from cslint.matching.tree import Choice, ClassName, Marked, Sequence_, VocabularyName
from cslint.matching.vocabulary import Vocabulary
from cslint.morphology.analysis import BLOT
from cslint.rules.mistakes import Written
from cslint.rules.precompiled import NOTHING, Precompiled, Trees
from cslint.rules.rulefile import Phrases
from cslint.rules.situationfile import SituationShape
from cslint.rules.termfile import TermShape
from cslint.settings.configfile import shown
from cslint.settings.fingerprint import SHIPPED
from cslint.settings.shape import close_to, closest

_HANGUL = "가-힣"
_MACROS = {
    "자리표시자": f"{BLOT}+",
    "받침없음": f"[{''.join(OPEN)}]",
    "받침있음": "[" + "".join(with_final(open_, "ㄱ") + "-" + with_final(open_, "ㅎ") for open_ in OPEN) + "]",
    "ㄹ받침": "[" + "".join(with_final(open_, "ㄹ") for open_ in OPEN) + "]",
    "한글": f"[{_HANGUL}]",
}


_DEEPEST = 50  # groups in one another; no expression that people can read has more
_REFUSALS = {
    "pattern too large": "너무 큽니다. 반복 횟수를 줄이거나 여러 규칙으로 나누어 주세요.",
    "invalid repetition size": "반복은 1,000번까지만 쓸 수 있습니다.",
    "bad repetition operator": "반복 기호를 겹쳐 쓸 수 없습니다.",
    "no argument for repetition operator": "반복 기호 앞에 되풀이할 것이 없습니다.",
    "invalid perl operator": "앞뒤를 살피는 식((?=…) 따위)은 쓸 수 없습니다.",
    "missing )": "여는 괄호에 짝이 없습니다.",
    "missing ]": "여는 대괄호에 짝이 없습니다.",
    "unexpected )": "닫는 괄호에 짝이 없습니다.",
    "invalid escape sequence": "역슬래시(\\) 뒤의 글자를 쓸 수 없습니다.",
    "invalid character class range": "대괄호 안의 범위가 거꾸로입니다.",
}


_NO_GROUP = re.compile(r"\\.|\[\^?\]?(?>(?:\\.|[^\]\\]++)*)\]", re.DOTALL)
_GROUP_MARK = re.compile(r"[()]")


class Regex(Protocol):
    """What we use of a compiled RE2 expression; it cannot hang, and has neither lookaround nor back references."""

    def search(self, text: str) -> Any:
        """Return a match object or None."""

    def finditer(self, text: str) -> Any:
        """Iterate over the matches."""


class Lexicon:
    """Compiles what rules name, once each."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        terms: Mapping[str, Sequence[Written[TermShape]]],
        profiles: Mapping[str, SituationShape],
        trees: Trees | None = None,
        known: Precompiled = NOTHING,
    ) -> None:
        """`terms` are the tables of terms by name, `profiles` the situations by id, `trees` those of phrases already read."""
        self.vocabulary = vocabulary
        self.terms = terms
        self.profiles = profiles
        self._options: dict[str, Any] = {}
        self._situations = _situation_names(profiles)
        self._trees, self._known = Trees() if trees is None else trees, known
        self._checked: set[str] = set()
        self._patterns: dict[tuple[str, ...], Pattern] = {}
        self._regexes: dict[str, Regex] = {}

    def with_options(self, options: Mapping[str, Any]) -> "Lexicon":
        """Return the same lexicon for another rule's numbers; what is compiled is shared."""
        found = copy(self)
        found._options = dict(options)  # noqa: SLF001 -- one of us
        return found

    def patterns(self, phrases: Phrases) -> Pattern:
        """Return the pattern for any of `phrases`. Raises PhraseError for one that cannot be read or names nothing known."""
        listed = (phrases,) if isinstance(phrases, str) else tuple(phrases)
        if listed not in self._patterns:
            trees, source = list(map(self.tree, listed)), " | ".join(listed)
            self._patterns[listed] = compile_phrases(trees, self.vocabulary, source, self._known.gate(source))
        return self._patterns[listed]

    def gates(self) -> dict[str, Gate]:
        """Return the gates of all patterns that were asked for, by their source."""
        return {pattern.source: pattern.gate for pattern in self._patterns.values()}

    def tree(self, phrase: str) -> Sequence_:
        """Return the elements of a phrase. Raises PhraseError for one that cannot be read or names nothing known."""
        tree = self._trees[phrase]
        if phrase not in self._checked:
            self.check_names(tree)
            self._checked.add(phrase)
        return tree

    def check_names(self, tree: Sequence_) -> None:
        """Raise PhraseError for an unknown vocabulary or class."""
        for element in tree.elements:
            match element:
                case VocabularyName(name) if name not in self.vocabulary:
                    raise PhraseError(f"없는 어휘입니다: '@{name}'. {self._meant(name)}", 0)
                case ClassName(name) if name not in CLASS_NAMES:
                    raise PhraseError(f"없는 부류입니다: '<{name}>'. 있는 것: {' '.join(CLASS_NAMES)}", 0)
                case Choice(options):
                    for option in options:
                        self.check_names(option)
                case Marked(inner):
                    self.check_names(inner)

    def _meant(self, vocabulary: str) -> str:
        """Say which vocabulary an unknown name is likely to mean, and where all of them are."""
        close = close_to(f"@{vocabulary}", (f"@{name}" for name in self.vocabulary.names()))
        listed = f"어휘의 목록은 `{shown(SHIPPED / 'vocabulary')}` 폴더의 파일 이름입니다."
        return f"{close} {listed}" if close.startswith("혹시") else listed

    def regex(self, pattern: str) -> Regex:
        """Return a compiled RE2 expression; `{받침없음}`, `{받침있음}`, `{자리표시자}`, `{한글}` are spelled out.

        Raises ValueError for one RE2 does not take, or that would take more memory than a rule may have.
        """
        if pattern not in self._regexes:
            if _depth(pattern) > _DEEPEST:
                raise ValueError(f"정규식을 쓸 수 없습니다: 괄호가 {_DEEPEST}겹보다 깊게 겹쳐 있습니다.")
            try:
                self._regexes[pattern] = re2.compile(spelled_out(pattern), OPTIONS)
            except re2.error as error:
                raise ValueError(_refusal(error)) from error
        return self._regexes[pattern]

    def number(self, value: float | str) -> float:
        """Return a number, given itself or as `$option`. Raises ValueError for an option the rule does not declare."""
        if isinstance(value, str):
            if not value.startswith("$") or value[1:] not in self._options:
                raise ValueError(f"없는 옵션입니다: '{value}'. 규칙의 options에 적어 주세요.")
            return float(self._options[value[1:]])
        return float(value)

    def situation_named(self, text: str) -> str | None:
        """Return the id of the situation whose id, Korean name or alias `text` is, however composed or cased, or None."""
        return self._situations.get(_folded(text))

    def situation_id(self, name: str) -> str:
        """Return the id of a situation, found as `situation_named` does. Raises ValueError for an unknown one."""
        known = self.situation_named(name)
        if known is None:
            called = {text for profile in self.profiles.values() for text in (profile.name, *profile.aliases)}
            close = closest(name, called | self.profiles.keys())
            mend = f"혹시 `{close}`인가요?" if close else f"있는 것: {' '.join(sorted(self.profiles))}"
            raise ValueError(f"없는 상황입니다: '{name}'. {mend}")
        return known

    def table(self, name: str) -> Sequence[Written[TermShape]]:
        """Return a table of terms. Raises ValueError for an unknown one."""
        if name not in self.terms:
            raise ValueError(f"없는 용어표입니다: '{name}'. 있는 것: {' '.join(sorted(self.terms))}")
        return self.terms[name]


def _situation_names(profiles: Mapping[str, SituationShape]) -> dict[str, str]:
    """Return the id for every name of a situation; of two with one name that with the greater risk has it."""
    found = {_folded(name): name for name in profiles}
    for name, profile in sorted(profiles.items(), key=lambda item: item[1].priority):
        for text in (profile.name, *profile.aliases):
            found.setdefault(_folded(text), name)
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()


def _depth(pattern: str) -> int:
    """Return how many groups of a regular expression stand in one another, at the deepest place."""
    marks = _GROUP_MARK.findall(_NO_GROUP.sub("", pattern))
    return max(itertools.accumulate((1 if mark == "(" else -1 for mark in marks), initial=0))


def _refusal(error: Exception) -> str:
    """Return what is wrong with a regular expression, in the words of the people who write rules."""
    said = error.args[0] if error.args else ""
    told = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    reason, _, part = told.partition(": ")
    for sign, why in _REFUSALS.items():
        if reason.startswith(sign):
            return f"정규식을 쓸 수 없습니다: {why}" + (f" `{part[:40]}`" if part else "")
    return f"정규식을 읽을 수 없습니다: {told[:80]}"


def spelled_out(pattern: str) -> str:
    """Return a regular expression with the macros of rule files replaced by RE2 syntax."""
    for name, spelling in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", spelling)
    return pattern
