"""Rules proven by their own examples: a rule that does not find its bad examples, exactly, is no rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cslint.document import Audience, Document, Kind, Reply, Segment
from cslint.errors import CslintError
from cslint.findings import Finding
from cslint.fixing import edited
from cslint.linter import Linter
from cslint.morphology.analysis import Analyser
from cslint.morphology.engine import Line
from cslint.morphology.sentences import split_sentences
from cslint.morphology.tokenizer import Tokenizer
from cslint.rules.marking import unmarked
from cslint.rules.possible import impossible, phrases_of, reading
from cslint.rules.rulebook import Rule, Rulebook
from cslint.rules.rulefile import CircumstancesShape, ExampleShape, Shape
from cslint.settings.config import FileSettings
from cslint.settings.configfile import AskedLevel
from cslint.source import Source
from cslint.textbuilder import TextBuilder

FailureKind = Literal["missing", "misplaced", "level", "unmended", "noisy", "impossible", "unproven"]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not behave; `told` is one Korean line.

    `rule` is its id, or the path of a vocabulary, a situation or a table of terms. `example` counts from 1; 0 means the
    file itself: `impossible`, a phrase with something that no sentence can hold, and `unproven`, a fix that is applied
    unseen and that no example shows.
    """

    rule: str
    example: int
    kind: FailureKind
    text: str
    told: str

    @property
    def about(self) -> str:
        """What in the rule file does not behave."""
        if self.example:
            return f"예문 {self.example}"
        return "문구" if self.text else "고침"


def refuse_unproven(rulebook: Rulebook, engine: Line | None = None) -> None:
    """Raise CslintError for the first rule of the user's own whose examples fail: it would be silent, or noisy, unseen.

    So for the first of their vocabularies, situations and tables of terms with a phrase that can never match. `engine` is
    a line to Kiwi, if a process has it loaded.
    """
    prover: Prover | None = None
    if rulebook.shared:
        prover = Prover(rulebook, engine)
        for failure in prover.shared_failures():
            raise CslintError(f"문구 '{failure.text}': {failure.told}", failure.rule)
    for rule in rulebook.rules:
        if rule.is_own:
            prover = prover or Prover(rulebook, engine)
            for failure in prover.failures(rule):
                about = f"문구 '{failure.text}'" if failure.kind == "impossible" else failure.about
                what = f"{failure.example}번째 예문이 맞지 않습니다" if failure.example else about
                raise CslintError(
                    f"규칙 {rule.id}의 {what}: {failure.told}",
                    rule.example_places[failure.example - 1] if failure.example else rule.path,
                    f"`cslint test {rule.id}`로 고쳐 가며 시험해 보세요.",
                )


class Prover:
    """Runs examples; keeps what it analysed, so that many rules are proven quickly."""

    def __init__(self, rulebook: Rulebook, engine: Line | None = None) -> None:
        """Prove rules of `rulebook`; every rule is proven with all the others on, as users run it."""
        self._rulebook, self._engine = rulebook, engine
        self._linters: dict[AskedLevel, Linter] = {}
        self._analyser = Analyser(Tokenizer(rulebook.user_words, engine=engine), rulebook.placeholders)

    def failures(self, rule: Rule) -> Iterator[Failure]:
        """Yield what is wrong with the words of `rule`, then with its examples, in their order."""
        yield from self._impossible(rule.id, rule.file)
        if _mends_unseen(rule) and not any(example.fixed for example in rule.file.examples):
            told = "묻지 않고 고치는 규칙(safety: safe)입니다. 고친 글을 `fixed`로 적은 예문이 하나는 있어야 합니다."
            yield Failure(rule.id, 0, "unproven", "", told)
        for number, example in enumerate(rule.file.examples, start=1):
            if example.bad is not None:
                yield from self._bad(rule, number, example)
            for text in (example.fixed, example.good):
                if text is not None:
                    yield from self._good(rule, number, example, text)

    def shared_failures(self) -> Iterator[Failure]:
        """Yield the phrases that can never match in the user's own vocabularies, situations and tables of terms."""
        for path, shape in self._rulebook.shared:
            yield from self._impossible(path, shape)

    def findings(self, text: str, example: CircumstancesShape) -> tuple[Finding, ...]:
        """Return what the rulebook finds in a text, judged as its example says."""
        document = _document(text, None if example.inferred else example.situation)
        return self._linter(example.brand).lint(
            document, FileSettings(sent=example.sent, channel=example.channel)
        ).findings  # fmt: skip

    def _impossible(self, named: str, shape: Shape) -> Iterator[Failure]:
        for phrase in phrases_of(shape):
            for told in impossible(phrase, self._rulebook.lexicon, self._analyser):
                yield Failure(named, 0, "impossible", phrase, told)

    def _read(self, text: str, spans: Sequence[tuple[int, int]]) -> str:
        """Return what Kiwi makes of the sentences of a text that hold one of `spans`, or of all if there are none."""
        return " / ".join(
            reading(self._analyser.parse(text[span.start : span.end]))
            for span in split_sentences(text)
            if not spans or any(start < span.end and span.start < end for start, end in spans)
        )

    def _linter(self, brand: AskedLevel | None) -> Linter:
        key: AskedLevel = brand or "any"
        if key not in self._linters:
            self._linters[key] = Linter(replace(self._rulebook, brand=key), engine=self._engine)
        return self._linters[key]

    def _bad(self, rule: Rule, number: int, example: ExampleShape) -> Iterator[Failure]:
        marked = example.bad or ""
        text, spans = unmarked(marked)
        found = [finding for finding in self.findings(text, example) if finding.rule == rule.id]
        if not found:
            told = f"찾지 못했습니다. 낱말로 나누면 '{_cut(self._read(text, spans))}'입니다."
            yield Failure(rule.id, number, "missing", marked, told)
            return
        if spans and sorted((finding.span.start, finding.span.end) for finding in found) != spans:
            got = ", ".join(f"'{finding.quote}'" for finding in found)
            yield Failure(rule.id, number, "misplaced", marked, f"표시한 곳과 다른 곳을 찾았습니다: {got}")
        made = _mended(text, found)
        if example.fixed is not None and made != example.fixed:
            yield Failure(rule.id, number, "unmended", marked, f"`fixed`와 다르게 고쳐집니다: '{made}'")
        if example.level and any(finding.level.key != example.level for finding in found):
            got = ", ".join(finding.level.key for finding in found)
            yield Failure(
                rule.id, number, "level", marked, f"수준이 다릅니다: 예문에는 {example.level}, 찾은 것은 {got}"
            )

    def _good(self, rule: Rule, number: int, example: ExampleShape, text: str) -> Iterator[Failure]:
        noisy = [finding for finding in self.findings(text, example) if finding.rule == rule.id]
        if noisy:
            yield Failure(rule.id, number, "noisy", text, f"괜찮은 문장인데 '{noisy[0].quote}'에서 걸립니다.")


_LONGEST_READING = 120


def _cut(reading_: str) -> str:
    return reading_ if len(reading_) <= _LONGEST_READING else f"{reading_[:_LONGEST_READING]}…"


def _mends_unseen(rule: Rule) -> bool:
    fixes = (rule.file.fix, *(item.fix for item in rule.file.match))
    return any(fix is not None and fix.safety == "safe" for fix in fixes)


def _mended(text: str, found: Sequence[Finding]) -> str:
    """Return a text with all fixes of what was found in it."""
    return edited(
        text, sorted((edit for each in found if each.fix for edit in each.fix.edits), key=lambda edit: edit.span)
    )


_NEXT_REPLY = "\n---\n"


def _document(text: str, situation: str | None) -> Document:
    """Return the text as one reply of one segment, each line a line; `---` on its own line begins another reply."""
    source = Source("<예문>", text)
    segments: list[Segment] = []
    start = 0
    for part in text.split(_NEXT_REPLY):
        if built := TextBuilder(text).verbatim(start, start + len(part)).build():
            segments.append(Segment(built[0], built[1], Kind.PARAGRAPH, Audience.CUSTOMER))
        start += len(part) + len(_NEXT_REPLY)
    replies = tuple(Reply((segment,), declared=situation) for segment in segments)
    return Document(source, "text", tuple(segments), replies)
