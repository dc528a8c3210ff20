"""The pipeline for one source, the page to read first.

    Document → sentences (morphology/analysis.py) → replies with their situation (rules/situations.py)
    → matches (rules/index.py, rules/detectors.py) → conditions and levels (rules/judge.py) → findings in the source
    → suppression (suppression.py) → FileReport

Everything above works in the coordinates of one sentence; `_finding` is the only place where they become the source's.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from cslint.cache import Cache
from cslint.document import Audience, Comment, Document, Reply, Segment
from cslint.errors import CslintError
from cslint.findings import FileReport, Finding, Fix, FoundBy, FoundSituation, gravest
from cslint.morphology.analysis import Analyser, Sentence, sentence_texts
from cslint.morphology.engine import Line
from cslint.morphology.inflection import Inflector
from cslint.morphology.speech import ASKED_LEVELS, SpeechLevel
from cslint.morphology.tokenizer import Tokenizer
from cslint.rules.judge import Judge, Judged
from cslint.rules.mended import Mended, Target
from cslint.rules.messages import fill
from cslint.rules.replies import AnalysedReply
from cslint.rules.rulebook import Rulebook
from cslint.settings.config import FileSettings
from cslint.source import SpanSet
from cslint.suppression import apply_suppressions, situations_told

# How many segments of a long document are analysed ahead of being judged.
_WINDOW = 1_000
# How many times the findings that a report may hold are gathered before the least grave are let go.
_HELD = 4
_T = TypeVar("_T")


class Linter:
    """Applies a rulebook to documents."""

    def __init__(
        self, rulebook: Rulebook, cache: Cache | None = None, engine: Line | None = None, judge: Judge | None = None
    ) -> None:
        """Index the rules, unless there is a `judge` of them; Kiwi is loaded with the first sentence that `cache` does not know."""
        self.rulebook = rulebook
        tokenizer = Tokenizer(rulebook.user_words, cache, engine)
        self._analyser = Analyser(tokenizer, rulebook.placeholders)
        self._inflector = Inflector(tokenizer.join)
        self._judge = judge or Judge(rulebook)

    def prepare(self, documents: Iterable[Document]) -> None:
        """Analyse the sentences of many documents in one batch; of a long one as many as are judged at a time."""
        self._analyser.prepare(
            segment for document in documents for segment in itertools.islice(_read_by_us(document), _WINDOW)
        )

    def lint(self, document: Document, settings: FileSettings) -> FileReport:
        """Return what the rulebook finds in `document`. Raises CslintError for an unknown situation in `settings`.

        Of a file with very many findings and no instructions only the gravest are held on to.
        """
        findings: list[Finding] = []
        most, left_out = settings.read.limits.findings, 0
        comments = situations_told(document)
        told, unknown = self._situations(comments)
        for reply in self._replies(document, settings, told):
            findings += [_finding(document, reply, judged, self._inflector) for judged in self._judge.judged(reply)]
            for sentence in reply.sentences:
                sentence.parsed.scratch.clear()
            if most and len(findings) > _HELD * most and not document.comments:
                left_out += len(findings) - most
                findings = gravest(findings, most)
        enabled = frozenset(rule.id for rule in self.rulebook.rules)
        kept = apply_suppressions(
            document, findings, self.rulebook.known, enabled, self.rulebook.about_instructions, {**comments, **unknown}
        )
        kept = _without_touching(kept, findings)
        kept = tuple(sorted(dict.fromkeys(kept), key=lambda finding: (finding.span, finding.rule)))
        return FileReport(
            document.source.path, document.format, document.source, kept, len(document.replies), omitted=left_out
        )

    def _replies(
        self, document: Document, settings: FileSettings, told: Mapping[int, FoundSituation]
    ) -> Iterator[AnalysedReply]:
        """Yield every reply, then every segment that belongs to none and is not a bad example.

        `told` are the situations that comments give, by the id() of the reply.

        A reply that is a variable and no more stands for words kept elsewhere: nobody can say what it lacks.
        """
        channel = document.meta.get("channel") or settings.channel
        analysed = partial(AnalysedReply, brand=self.rulebook.brand, sent=settings.sent, channel=channel)
        path = self._of_path(settings.situation, document.source.path) if settings.situation else None
        copies = self._copies(document.replies)
        long = len(document.segments) > _WINDOW
        for reply, sentences in self._analysed([(reply, reply.segments) for reply in document.replies], long=long):
            if not _has_words(sentences):
                yield analysed(sentences, Audience.CUSTOMER)
                continue
            points = self.rulebook.situations.scores(sentences)
            situation = self.rulebook.situations.find(reply, points, told.get(id(reply)) or path)
            yield analysed(sentences, Audience.CUSTOMER, reply, situation, points=points, copies=copies)
        in_replies = {id(segment) for reply in document.replies for segment in reply.segments}
        others = [(one, (one,)) for one in _read_by_us(document) if id(one) not in in_replies]
        for segment, sentences in self._analysed(others, long=long):
            yield analysed(sentences, segment.audience)

    def _analysed(
        self, asked: Sequence[tuple[_T, Sequence[Segment]]], *, long: bool
    ) -> Iterator[tuple[_T, tuple[Sentence, ...]]]:
        """Yield each with the sentences of its segments; of a `long` document only some thousand are analysed at a time."""
        for start in range(0, len(asked), _WINDOW):
            window = asked[start : start + _WINDOW]
            if long:
                self._analyser.prepare(segment for _, segments in window for segment in segments)
            for one, segments in window:
                yield one, tuple(sentence for segment in segments for sentence in self._analyser.sentences(segment))

    def _copies(self, replies: Sequence[Reply]) -> dict[str, int]:
        """Return in how many replies each sentence stands, by its text, if in more than one."""
        seen: set[int] = set()
        copies: dict[str, int] = {}
        for reply in replies if len(replies) > 1 else ():
            for text in {text for segment in reply.segments for text in sentence_texts(segment)}:
                if hash(text) in seen:  # not the text: of a million different ones none is wanted
                    copies[text] = copies.get(text, 1) + 1
                else:
                    seen.add(hash(text))
        return copies

    def _found(self, name: str, source: FoundBy) -> FoundSituation:
        return self.rulebook.situations.found(self.rulebook.lexicon.situation_id(name), source)

    def _of_path(self, name: str, path: str) -> FoundSituation:
        try:
            return self._found(name, "path")
        except ValueError as error:
            raise CslintError(str(error), path) from error

    def _situations(
        self, comments: Mapping[Comment, Sequence[Reply]]
    ) -> tuple[dict[int, FoundSituation], dict[Comment, str]]:
        """Return the situations that comments give to their replies, by the reply's id(), and why some give none."""
        told: dict[int, FoundSituation] = {}
        unknown: dict[Comment, str] = {}
        for comment, replies in comments.items():
            try:
                situation = self._found(comment.names[0], "comment")
            except ValueError as error:
                unknown[comment] = str(error)
                continue
            told.update((id(reply), situation) for reply in replies)
        return told, unknown


def _has_words(sentences: Iterable[Sentence]) -> bool:
    """Tell whether there is a letter or a number outside variables, code and links."""
    return any(char.isalnum() for sentence in sentences for char in sentence.parsed.surface)


def _read_by_us(document: Document) -> Iterator[Segment]:
    return (segment for segment in document.segments if segment.audience is not Audience.BAD_EXAMPLE)


def _finding(document: Document, reply: AnalysedReply, judged: Judged, inflector: Inflector) -> Finding:
    """Return the finished finding: the one crossing from a sentence's code points to the source's."""
    sentence = reply.sentences[judged.match.at]
    segment = sentence.segment
    span = judged.match.span
    quote = sentence.parsed.text[span.start : span.end]
    values = {"match": quote, **judged.match.values}
    title = reply.reply.title if reply.reply else None
    mended = _mended(sentence, values, reply, judged, inflector)
    suggestion = fill(judged.part.suggest, values) if judged.part.suggest else None
    return Finding(
        span=segment.offsets.locate(sentence.locate(span)),
        rule=judged.rule.id,
        category=judged.rule.category,
        level=judged.level,
        message=fill(judged.part.message, values),
        quote=quote,
        suggestion=mended.shown(sentence.parsed) or suggestion if mended else suggestion,
        reply=title,
        situation=reply.situation,
        fix=_fix(document, sentence, mended) if mended else None,
    )


def _mended(
    sentence: Sentence, values: Mapping[str, str], reply: AnalysedReply, judged: Judged, inflector: Inflector
) -> Mended | None:
    """Return the words that mend a match, if its rule knows any."""
    if judged.part.fixer is None:
        return None
    match = judged.match
    after = sentence.segment.text[sentence.span.end :]
    target = Target(sentence.parsed, match.span, values, _level_around(reply, match.at), after)
    return judged.part.fixer(target, inflector)


def _level_around(reply: AnalysedReply, at: int) -> SpeechLevel:
    """Return the speech level that the other sentences of a reply have, or the brand's."""
    named = ASKED_LEVELS.get(reply.brand)
    if named is not None:
        return named
    own = reply.sentences[at].parsed.declarative
    haeyo = reply.levels[SpeechLevel.HAEYO] - (own is SpeechLevel.HAEYO)
    hapsyo = reply.levels[SpeechLevel.HAPSYO] - (own is SpeechLevel.HAPSYO)
    return SpeechLevel.HAEYO if haeyo > hapsyo else SpeechLevel.HAPSYO


def _fix(document: Document, sentence: Sentence, mended: Mended) -> Fix | None:
    """Return the edits of the source, or None where markup or an escape stands in the way, or in a spreadsheet."""
    if document.source.cells:
        return None
    edits = []
    for part in mended.parts:
        edit = document.edit(sentence.segment, sentence.locate(part.span), part.text)
        if edit is None:
            return None
        edits.append(edit)
    return Fix(tuple(edits), mended.safety)


def _without_touching(kept: Sequence[Finding], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stand; those whose fix would change a place that was silenced lose it."""
    silenced = SpanSet(finding.span for finding in set(found) - set(kept))
    return tuple(
        finding._replace(fix=None)
        if finding.fix and any(silenced.overlaps(edit.span) for edit in finding.fix.edits)
        else finding
        for finding in kept
    )
