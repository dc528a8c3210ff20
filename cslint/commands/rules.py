"""`cslint rule`, `rules`, `test`, `words`: what those who write rules ask."""

# ruff: noqa: PLC0415

from collections.abc import Callable
from pathlib import Path

import click

from cslint.commands.console import page_for, show
from cslint.commands.inputs import rulebook_of
from cslint.commands.options import CLEAN, CONFIG, FINDINGS, IGNORE, SELECT
from cslint.errors import CslintError
from cslint.usage import Command


@click.command(cls=Command)
@click.argument("rule_id", metavar="규칙")
@click.option("--all", "whole", is_flag=True, help="예문을 모두 보여 줍니다.")
@CONFIG
def rule(rule_id: str, *, whole: bool, config_file: Path | None) -> int:
    """규칙 하나의 설명을 보여 줍니다."""
    from cslint.output.manual import about_instructions, page
    from cslint.suppression import ABOUT

    if rule_id in ABOUT:
        show(about_instructions(rule_id, min(page_for(None).width, 100)))
        return CLEAN
    found = rulebook_of(config_file, select=(rule_id,)).rules
    show("\n".join(page(each, min(page_for(None).width, 100), whole=whole) for each in found))
    return CLEAN


@click.command(cls=Command)
@SELECT
@IGNORE
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="목록의 형식입니다.")
@CONFIG
def rules(select: tuple[str, ...], ignore: tuple[str, ...], format_name: str, config_file: Path | None) -> int:
    """켜져 있는 규칙의 목록을 보여 줍니다."""
    from cslint.output.manual import catalogue, catalogue_json

    render: Callable[..., str] = catalogue if format_name == "text" else catalogue_json
    show(render(rulebook_of(config_file, select, ignore).rules), machine=format_name != "text")
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
    chosen = [each for each in rulebook.rules if not rule_ids or {each.id, each.category} & set(rule_ids)]
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
