"""What the words of a rule file refer to: phrases, regular expressions, vocabularies, terms, situations."""

from collections.abc import Mapping
from typing import Any, Protocol

import re2

from cslint.matchers import CLASS_NAMES
from cslint.patterns import Pattern, compile_phrase, one_of
from cslint.phrase import Choice, ClassName, Marked, PhraseError, Sequence_, VocabularyName, parse_phrase
from cslint.rulefile import Phrases, SituationShape, TermsShape
from cslint.vocabulary import Vocabulary

_VOWEL_END = "".join(chr(0xAC00 + at) for at in range(0, 11172, 28))
_HANGUL = "가-힣"
_MACROS = {
    "자리표시자": "\ue000+",
    "받침없음": f"[{_VOWEL_END}]",
    "받침있음": "[" + "".join(chr(0xAC00 + at + 1) + "-" + chr(0xAC00 + at + 27) for at in range(0, 11172, 28)) + "]",
    "ㄹ받침": "[" + "".join(chr(0xAC00 + at + 8) for at in range(0, 11172, 28)) + "]",
    "한글": f"[{_HANGUL}]",
}


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
        terms: Mapping[str, TermsShape],
        profiles: Mapping[str, SituationShape],
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """`profiles` are the situations by id; `options` holds the numbers of one rule, by name."""
        self.vocabulary = vocabulary
        self.terms = terms
        self.profiles = profiles
        self._options = dict(options or {})
        self._patterns: dict[tuple[str, ...], Pattern] = {}
        self._regexes: dict[str, Regex] = {}

    def with_options(self, options: Mapping[str, Any]) -> "Lexicon":
        """Return the same lexicon for another rule's numbers; what is compiled is shared."""
        found = Lexicon(self.vocabulary, self.terms, self.profiles, options)
        found._patterns, found._regexes = self._patterns, self._regexes
        return found

    def patterns(self, phrases: Phrases) -> Pattern:
        """Return the pattern for any of `phrases`. Raises PhraseError for one that cannot be read or names nothing known."""
        listed = (phrases,) if isinstance(phrases, str) else tuple(phrases)
        if listed not in self._patterns:
            compiled = [self.phrase(text) for text in listed]
            self._patterns[listed] = compiled[0] if len(compiled) == 1 else one_of(compiled)
        return self._patterns[listed]

    def phrase(self, text: str) -> Pattern:
        """Return the pattern of one phrase."""
        tree = parse_phrase(text)
        self.check_names(tree)
        return compile_phrase(tree, self.vocabulary, text)

    def check_names(self, tree: Sequence_) -> None:
        """Raise PhraseError for an unknown vocabulary or class."""
        for element in tree.elements:
            match element:
                case VocabularyName(name) if name not in self.vocabulary:
                    raise PhraseError(f"없는 어휘입니다: '@{name}'. 있는 것: {' '.join(self.vocabulary.names())}", 0)
                case ClassName(name) if name not in CLASS_NAMES:
                    raise PhraseError(f"없는 부류입니다: '<{name}>'. 있는 것: {' '.join(CLASS_NAMES)}", 0)
                case Choice(options):
                    for option in options:
                        self.check_names(option)
                case Marked(inner):
                    self.check_names(inner)

    def regex(self, pattern: str) -> Regex:
        """Return a compiled RE2 expression; `{받침없음}`, `{받침있음}`, `{자리표시자}`, `{한글}` are spelled out.

        Raises ValueError (re2.error) for one RE2 does not take.
        """
        if pattern not in self._regexes:
            try:
                self._regexes[pattern] = re2.compile(spelled_out(pattern))
            except re2.error as error:
                raise ValueError(f"정규식을 읽을 수 없습니다: {error}") from error
        return self._regexes[pattern]

    def number(self, value: float | str) -> float:
        """Return a number, given itself or as `$option`. Raises ValueError for an option the rule does not declare."""
        if isinstance(value, str):
            if not value.startswith("$") or value[1:] not in self._options:
                raise ValueError(f"없는 옵션입니다: '{value}'. 규칙의 options에 적어 주세요.")
            return float(self._options[value[1:]])
        return float(value)

    def situation_id(self, name: str) -> str:
        """Return the id of a situation. Raises ValueError for an unknown one."""
        if name in self.profiles:
            return name
        for known, profile in self.profiles.items():
            if name == profile.name:
                return known
        raise ValueError(f"없는 상황입니다: '{name}'. 있는 것: {' '.join(sorted(self.profiles))}")

    def table(self, name: str) -> TermsShape:
        """Return a table of terms. Raises ValueError for an unknown one."""
        if name not in self.terms:
            raise ValueError(f"없는 용어표입니다: '{name}'. 있는 것: {' '.join(sorted(self.terms))}")
        return self.terms[name]


def spelled_out(pattern: str) -> str:
    """Return a regular expression with the macros of rule files replaced by RE2 syntax."""
    for name, spelling in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", spelling)
    return pattern
