"""An answer with its sentences: what conditions and whole-reply rules look at."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cslint.document import Audience, Reply
from cslint.findings import FoundSituation
from cslint.morphology.analysis import Parsed, Sentence
from cslint.morphology.speech import SpeechLevel
from cslint.morphology.words import Pos
from cslint.offsets import SentenceSpan
from cslint.settings.configfile import AskedLevel


@dataclass(frozen=True, eq=False)
class AnalysedReply:
    """The sentences of one reply (or of one lone segment) and the circumstances it is judged in.

    `situation` is None where nothing is known. `brand` is the speech level the configuration asks for (hapsyo, haeyo
    or any), `sent` tells a text already sent from a template, `channel` is where it is sent (email, chat …). `points` are
    those of every situation the reply's words show any cue of (Situations.scores); `copies` says in how many replies of
    the file a sentence stands, by its text.
    """

    sentences: tuple[Sentence, ...]
    audience: Audience
    reply: Reply | None = None
    situation: FoundSituation | None = None
    brand: AskedLevel = "any"
    sent: bool = False
    channel: str | None = None
    points: Mapping[str, int] = field(default_factory=dict)
    copies: Mapping[str, int] = field(default_factory=dict)

    @property
    def situation_id(self) -> str | None:
        """The situation's id, if one is known."""
        return self.situation.id if self.situation else None

    @property
    def is_declared(self) -> bool:
        """Whether the situation was told by the writer, not guessed."""
        return self.situation is not None and self.situation.source != "inferred"

    @cached_property
    def text(self) -> str:
        """The surfaces of all sentences, one a line: for regular expressions over the whole reply."""
        return "\n".join(sentence.parsed.surface for sentence in self.sentences)

    @cached_property
    def levels(self) -> Counter[SpeechLevel | None]:
        """How many sentences declare something in each speech level; under None those that do not."""
        return Counter(sentence.parsed.declarative for sentence in self.sentences)

    @cached_property
    def eojeol(self) -> int:
        """How many space-delimited words the reply has."""
        return sum(len(sentence.parsed.text.split()) for sentence in self.sentences)

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The indices of the sentences that hold more than symbols."""
        return tuple(
            at
            for at, sentence in enumerate(self.sentences)
            if any(word.pos is not Pos.SYMBOL for word in sentence.parsed.words)
        )

    def around(self, at: int, distance: int = 1) -> Iterator[Sentence]:
        """Yield the sentences up to `distance` before and behind the one at index `at`, itself included."""
        yield from self.sentences[max(0, at - distance) : at + distance + 1]


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """Something found in a sentence, whatever reply that belongs to.

    `values` fill the blanks of messages besides `match`, the words found.
    """

    span: SentenceSpan
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """Something a rule found in a reply: the sentence's index there, where in that sentence, and values as above.

    `error`: grave, whatever the level of the rule.
    """

    at: int
    span: SentenceSpan
    values: Mapping[str, str] = field(default_factory=dict)
    error: bool = False


# What looks for something in one sentence, or in a whole reply.
SentenceCheck = Callable[[Parsed], list[SentenceMatch]]
ReplyCheck = Callable[[AnalysedReply], list[Match]]


def whole_sentence(reply: AnalysedReply, at: int, values: Mapping[str, str] | None = None) -> Match:
    """Return a match of the whole sentence at index `at`: where a rule about the whole reply points."""
    return Match(at, SentenceSpan(0, len(reply.sentences[at].parsed.text)), values or {})
