"""`cslint rule`, `rules`, `test`, `words`: what those who write rules ask."""

# ruff: noqa: PLC0415

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cslint.commands.console import page_for, show
from cslint.commands.inputs import rulebook_of
from cslint.commands.options import CLEAN, CONFIG, FINDINGS, IGNORE, SELECT
from cslint.errors import CslintError
from cslint.usage import Command

if TYPE_CHECKING:
    from cslint.rules.rulebook import Rule, Rulebook


@click.command(cls=Command)
@click.argument("rule_id", metavar="규칙")
@click.option("--all", "whole", is_flag=True, help="예문을 모두 보여 줍니다.")
@CONFIG
def rule(rule_id: str, *, whole: bool, config_file: Path | None) -> int:
    """규칙 하나의 설명을 보여 줍니다."""
    from cslint.output.manual import about_instructions, page
    from cslint.suppression import ABOUT, CATEGORY

    width = min(page_for(None).width, 100)
    told = tuple(ABOUT) if rule_id == CATEGORY else {rule_id} & ABOUT.keys()
    if told:
        show("\n".join(about_instructions(each, width) for each in told))
        return CLEAN
    found = _named(rulebook_of(config_file, select=(rule_id,)), (rule_id,), "`cslint rules`로 목록을 볼 수 있습니다.")
    show("\n".join(page(each, width, whole=whole) for each in found))
    return CLEAN


def _named(rulebook: "Rulebook", names: Sequence[str], hint: str) -> "list[Rule]":
    """Return the rules that are called one of `names`, or whose category is. Raises CslintError for a name of none."""
    for name in names:
        if not any(name in (each.id, each.category) for each in rulebook.rules):
            raise CslintError(f"규칙이나 분류의 이름이 아닙니다: '{name}'.", hint=hint)
    return [each for each in rulebook.rules if {each.id, each.category} & set(names)]


@click.command(cls=Command)
@SELECT
@IGNORE
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="목록의 형식입니다.")
@CONFIG
def rules(select: tuple[str, ...], ignore: tuple[str, ...], format_name: str, config_file: Path | None) -> int:
    """켜져 있는 규칙의 목록을 보여 줍니다."""
    from cslint.output.manual import catalogue, catalogue_json

    render: Callable[..., str] = catalogue if format_name == "text" else catalogue_json
    found = rulebook_of(config_file, select, ignore).rules
    if select and not found:
        hint = "지시에 대한 지적은 규칙이 아닙니다. `cslint rule suppression`으로 설명을 볼 수 있습니다."
        raise CslintError("고른 것 가운데 규칙이 없습니다.", hint=hint)
    show(render(found), machine=format_name != "text")
    return CLEAN


@click.command(cls=Command)
@click.argument("rule_ids", nargs=-1, metavar="[규칙]…")
@CONFIG
def test(rule_ids: tuple[str, ...], config_file: Path | None) -> int:
    """규칙을 그 예문으로 시험합니다. 규칙을 주지 않으면 모두 시험합니다."""
    from cslint.proof import Prover

    # A rule is proven with all the others on, as users run it.
    rulebook = rulebook_of(config_file, select=("all", *rule_ids))
    prover = Prover(rulebook)
    hint = "규칙을 주지 않으면 모두 시험합니다."
    chosen = _named(rulebook, rule_ids, hint) if rule_ids else rulebook.rules
    failures = [] if rule_ids else list(prover.shared_failures())
    failures += [failure for each in chosen for failure in prover.failures(each)]
    for failure in failures:
        shown = f"    {failure.text.strip()}\n" if failure.text else ""
        show(f"{failure.rule}  {failure.about}: {failure.told}\n{shown}")
    verdict = f"{len(failures):,}곳이 맞지 않습니다." if failures else "예문이 모두 맞습니다."
    show(f"규칙 {len(chosen):,}개를 시험했고, {verdict}\n")
    return FINDINGS if failures else CLEAN


@click.command(cls=Command)
@click.argument("sentence", metavar="문장")
@CONFIG
def words(sentence: str, config_file: Path | None) -> int:
    """문장을 낱말로 나누어 보여 줍니다. 규칙을 쓸 때 도움이 됩니다."""
    from cslint.morphology.analysis import Analyser
    from cslint.morphology.sentences import split_sentences
    from cslint.morphology.tokenizer import Tokenizer
    from cslint.output.words import render
    from cslint.textbuilder import TextBuilder

    built = TextBuilder(sentence).verbatim(0, len(sentence)).build()
    if built is None:
        raise CslintError("살펴볼 문장이 없습니다.", hint='`cslint words "불편을 드려 죄송합니다."`처럼 써 주세요.')
    text, _ = built
    rulebook = rulebook_of(config_file)
    analyser = Analyser(Tokenizer(rulebook.user_words), rulebook.placeholders)
    show("\n".join(render(analyser.parse(text[span.start : span.end])) for span in split_sentences(text)))
    return CLEAN
