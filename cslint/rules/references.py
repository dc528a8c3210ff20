"""Names that rule files and the configuration refer to: refused, with their place, where nothing is called so."""

from collections.abc import Iterable, Mapping, Sequence

from cslint.errors import CslintError
from cslint.korean.particles import with_particle
from cslint.rules.lexicon import Lexicon
from cslint.rules.mistakes import placed
from cslint.rules.shelf import Shelf
from cslint.settings.config import Config
from cslint.settings.shape import close_to, closest
from cslint.suppression import ABOUT, CATEGORY


def check_names(config: Config, select: Sequence[str], ignore: Sequence[str], shelf: Shelf) -> None:
    """Refuse rules, categories and options that the command line or the configuration gets wrong. Raises CslintError."""
    categories = {category for _, _, category in shelf.rules.values()}
    known = {*shelf.rules, *categories, *ABOUT, CATEGORY}
    for names, allowed in ((select, {*known, "all"}), (ignore, known)):
        for name in names:
            if name not in allowed:
                raise CslintError(f"없는 규칙이나 분류입니다: '{name}'.", None, _close(name, allowed))
    for name in config.rules:
        where = config.place("rules", name, key=True)
        if name in categories:
            hint = f"규칙마다 적어 주세요. 한 번만 모두 빼려면: `--ignore {name}`"
            raise CslintError(f"규칙이 아니라 분류의 이름입니다: '{name}'.", where, hint)
        if name not in shelf.rules and name not in ABOUT:
            raise CslintError(f"없는 규칙입니다: '{name}'.", where, _close(name, {*shelf.rules, *ABOUT}))
        _check_options(name, shelf.rules[name][1].options if name in shelf.rules else {}, config)


def _check_options(name: str, known: Mapping[str, int | float | str], config: Config) -> None:
    for option, value in config.rules[name].options.items():
        where = config.place("rules", name, option)
        if option not in known:
            hint = close_to(option, known) or None
            raise CslintError(f"규칙 {name}에는 '{option}' 옵션이 없습니다.", where, hint)
        if not _is_like(value, known[option]):
            wanted = with_particle("글" if isinstance(known[option], str) else "0 이상의 숫자", "을/를")
            what = f"규칙 {name}의 '{option}'에는 {wanted} 적어 주세요."
            raise CslintError(what, where, f"기본은 {known[option]}입니다.")


def check_rule_names(shelf: Shelf) -> None:
    """Refuse rules that yield to a rule there is not, and situations that forbid one. Raises CslintError with the place."""
    named = [
        (name, file.at(key, index))
        for key, file, names in (
            *(("yields-to", file, shape.yields_to) for file, shape, _ in shelf.rules.values()),
            *(("forbids", file, shape.forbids) for file, shape in shelf.situations.values()),
        )
        for index, name in enumerate(names)
    ]
    for name, where in named:
        if name not in shelf.rules:
            raise CslintError(f"없는 규칙입니다: '{name}'.", where(), _close(name, shelf.rules))


def check_tables(shelf: Shelf) -> None:
    """Refuse a table of terms that no rule looks for: its words would never be found. Raises CslintError with the place.

    Terms of tier 0 are never looked for: they are named so that nobody proposes them.
    """
    asked = {item.terms for _, shape, _ in shelf.rules.values() for item in shape.match}
    for name, rows in shelf.terms.items():
        wanted = next((row for row in rows if row.value.tier), None)
        if wanted is not None and name not in asked:
            hint = f"`match: [{{terms: {name}}}]`로 찾는 규칙을 만들거나, 파일 이름을 더하려는 표의 이름으로 바꾸세요."
            close = closest(name, shelf.terms.keys() - {name})
            hint = f"혹시 `{close}` 표에 더하시려면 파일 이름을 `{close}.yaml`로 바꾸세요." if close else hint
            raise CslintError(f"이 용어표를 찾는 규칙이 없습니다: '{name}'.", wanted.where(), hint)


def _close(name: str, known: Iterable[str]) -> str:
    close = closest(name, known)
    return f"혹시 `{close}`인가요?" if close else "`cslint rules`로 목록을 볼 수 있습니다."


def check_file_situations(config: Config, lexicon: Lexicon) -> None:
    """Refuse situations of `files` that there are not. Raises CslintError with their place."""
    for index, entry in enumerate(config.files):
        if entry.situation is not None:
            try:
                lexicon.situation_id(entry.situation)
            except ValueError as error:
                raise CslintError(str(error), config.place("files", index, "situation")) from error


def check_vocabularies(shelf: Shelf, lexicon: Lexicon) -> None:
    """Refuse names that nothing is called by, and vocabularies that contain themselves. Raises CslintError with the place."""
    for _, phrase in shelf.phrases:
        with placed(phrase.where):
            lexicon.check_names(phrase.value)
    lists = {name for name, _ in shelf.phrases}
    for _, word in shelf.outside:
        if word.value.startswith("@") and word.value[1:] not in lists:
            raise CslintError(
                f"없는 어휘입니다: '{word.value}'.", word.where(), close_to(word.value[1:], lists) or None
            )
    # Of the phrases that make a circle the one read last closed it: the user's, not ours.
    for name, phrase in reversed(shelf.phrases):
        with placed(phrase.where):
            lexicon.vocabulary.check_circles(name, phrase.value)


def _is_like(value: object, default: object) -> bool:
    """Tell whether an option's value is of its default's sort: a word, or a number that is not below 0."""
    if isinstance(default, str):
        return isinstance(value, str)
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
