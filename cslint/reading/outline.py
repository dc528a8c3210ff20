"""From blocks to segments and replies; voices.py says who reads each block."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from cslint.document import Audience, Comment, Kind, ReadOptions, Reply, Segment
from cslint.offsets import TextSpan
from cslint.reading.blocks import Block, Break, Item, Row, Table, text_spans
from cslint.reading.fields import Role, role
from cslint.reading.instructions import short_comment
from cslint.reading.regions import addresses_customer, audience_of_label, audience_of_mark, ends_sentence, stretches
from cslint.reading.voices import LONGEST_LABEL, LONGEST_NAME, Label, Manner, Voices

_COLUMN: dict[Role, Audience] = {
    Role.REPLY: Audience.CUSTOMER,
    Role.QUOTED_CUSTOMER: Audience.QUOTED_CUSTOMER,
    Role.BAD_EXAMPLE: Audience.BAD_EXAMPLE,
    Role.AGENT: Audience.AGENT,
    Role.SITUATION: Audience.AGENT,
    Role.TITLE: Audience.AGENT,
}


@dataclass(frozen=True, slots=True)
class Outline:
    """What the blocks of a file became."""

    segments: tuple[Segment, ...]
    replies: tuple[Reply, ...]
    comments: tuple[Comment, ...]


def outline(blocks: Sequence[Block | Table | Break], manner: Manner) -> Outline:
    """Return the segments and replies that `blocks`, in source order, make, and the suppressions of table columns."""
    gathering = _Gathering(manner, Voices(blocks, manner))
    for block, following in zip_longest(blocks, blocks[1:]):
        gathering.add(block, introduces=_introduces(block, following))
    gathering.end_reply()
    segments = tuple(sorted(gathering.segments, key=lambda segment: segment.span.start))
    # A table inside a reply may hold replies of its own, and is done with first.
    replies = tuple(sorted(gathering.replies, key=lambda reply: reply.span))
    return Outline(segments, replies, tuple(gathering.comments))


def _introduces(block: Block | Table | Break, following: Block | Table | Break | None) -> bool:
    """Tell whether `block` is the name of a list of good and bad examples below it (`고쳐 쓰기`), not a sentence."""
    if not isinstance(block, Block) or not isinstance(following, Block) or block.item or block.level:
        return False
    named = len(block.text) <= LONGEST_LABEL and "\n" not in block.text and not ends_sentence(block.text)
    return named and following.item is not None and audience_of_mark(following.text) is not None


_STATED = re.compile(r"(?P<name>[^\n:：]{2,12}?)\s?[:：]\s*(?P<value>[^\n]*\S)\s*")


def _declaration(text: str, options: ReadOptions) -> tuple[str, TextSpan] | None:
    """Return the situation that the first line of a block declares, `상황: 환불 거절`, and that line; None if it declares none."""
    found = _STATED.match(text)
    if found is None or role(found["name"], options) is not Role.SITUATION:
        return None
    return found["value"], TextSpan(*found.span())


@dataclass(slots=True)
class _Gathering:
    """Walks down the blocks and gathers the replies; `declared` is the situation of those up to the next heading."""

    manner: Manner
    voices: Voices
    segments: list[Segment] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    title: str | None = None
    declared: str | None = None
    run: list[Segment] = field(default_factory=list)
    owner: Item | None = None

    def add(self, block: Block | Table | Break, *, introduces: bool) -> None:
        """Take the next block; one that `introduces` examples is their title if it is no label."""
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Break):
            self.end_reply()
            self.voices.cut(rule=block.rule)
            if block.rule:
                self.title = self.declared = None
        elif block.level:
            self.end_reply()
            self._name(block)
            self.voices.heading(block, block.level)
            self.title = self.declared = None
        elif (label := self.voices.label_of(block)) and not _declaration(block.text, self.manner.options):
            self._label(block, label)
        elif introduces and not audience_of_mark(block.text):
            self.end_reply()
            self._name(block)
            self.title = block.text.rstrip(":： ")
        else:
            self._prose(block)

    def end_reply(self) -> None:
        """Close the reply that is being gathered, if any."""
        if self.run:
            headings = tuple(title.text for title in reversed(self.voices.headings))
            label = (self.voices.label.text,) if self.voices.label else ()
            named = (self.title,) if self.title else ()
            title = self.title or (headings[0] if headings else None)
            # Text astray between the cells of a table is shown above it, wherever it stands.
            run = tuple(sorted(self.run, key=lambda segment: segment.span))
            self.replies.append(Reply(run, title, self.declared or self.manner.declared, (*named, *label, *headings)))
        self.run = []
        self.owner = None

    def _label(self, block: Block, label: Label) -> None:
        if block.item is None:
            self.end_reply()
            self.title = None if label.audience else label.text
        self.voices.follow(label, block.item)
        self._name(block)

    def _name(self, block: Block) -> None:
        """Keep a heading, title, label or column name as a segment of its own."""
        audience = Audience.CUSTOMER if self.voices.mode == "customer" else Audience.AGENT
        self._keep(block.segment((_all(block),), Kind.HEADING, audience, self.manner.spell))

    def _keep(self, segment: Segment | None) -> None:
        if segment:
            self.segments.append(segment)

    def _declare(self, block: Block) -> list[TextSpan]:
        """Take a situation that a manual declares above a reply; return the line that does, which is not part of the reply.

        In plain text such a line inside a reply is the reply's own.
        """
        found = _declaration(block.text, self.manner.options) if self.voices.mode == "mixed" else None
        if found is None or (self.run and not self.manner.by_prose):
            return []
        self.end_reply()
        self.declared, line = found
        self._keep(block.segment((line,), block.kind, Audience.AGENT, self.manner.spell))
        return [line]

    def _prose(self, block: Block) -> None:
        declaring = self._declare(block)
        if self.voices.begins(block):
            self.end_reply()
        audience, owner = self.voices.audience(block)
        if self.voices.mode == "agent":
            self._keep(block.segment((_all(block),), block.kind, Audience.AGENT, self.manner.spell))
            return
        struck = text_spans(block.offsets, block.struck)
        for span in struck:
            self._keep(block.segment((span,), block.kind, Audience.BAD_EXAMPLE, self.manner.spell))
        inside = bool(self.run) and addresses_customer(self.run[0].text)
        for stretch in stretches(block.text, audience, inside=inside):
            if stretch.marked and block.item and owner is not block.item:
                owner = block.item
                self.voices.mark(block.item, stretch.audience)
            if segment := block.segment(
                _without(stretch.span, [*declaring, *struck]), block.kind, stretch.audience, self.manner.spell
            ):
                self.segments.append(segment)
                self._reply(segment, owner, marked=stretch.marked)

    def _reply(self, segment: Segment, owner: Item | None, *, marked: bool) -> None:
        """Add a segment to the reply being gathered, or end that reply where another voice or a mark begins."""
        if marked or owner is not self.owner or segment.audience in (Audience.QUOTED_CUSTOMER, Audience.BAD_EXAMPLE):
            self.end_reply()
        if segment.audience is Audience.CUSTOMER:
            self.owner = owner
            self.run.append(segment)

    def _table(self, table: Table) -> None:
        options = self.manner.options
        names = [cell.text[:LONGEST_NAME] if cell else "" for cell in table.header]
        roles = [role(name, options) for name in names]
        audiences = [self._column(name, known) for name, known in zip(names, roles, strict=True)]
        answers = Audience.CUSTOMER in audiences
        if answers:
            self.end_reply()
        for cell in table.header:
            if cell:
                self._name(cell)
        said = self.voices.said()[0]
        rest = Audience.BAD_EXAMPLE if said is Audience.BAD_EXAMPLE and not answers else Audience.AGENT
        if self.voices.mode == "customer" and not answers:
            rest = Audience.CUSTOMER
        for row in table.rows:
            self._row(row, roles, [audience or rest for audience in audiences], joined=not answers)

    def _column(self, name: str, known: Role | None) -> Audience | None:
        """Return who reads a column; below an agents' heading only a name that says `reply` outright makes replies."""
        if self.voices.mode == "agent":
            return Audience.AGENT
        labelled = audience_of_label(name)
        if known is Role.REPLY and self.voices.said()[0] is Audience.AGENT and self.voices.mode != "customer":
            return labelled or Audience.AGENT
        audience = _COLUMN.get(known, labelled) if known else labelled
        return None if audience is Audience.AGENT and self.voices.mode == "customer" else audience

    def _row(self, row: Row, roles: list[Role | None], audiences: list[Audience], *, joined: bool) -> None:
        hints = {known: cell.text for known, cell in zip(roles, row.cells, strict=False) if cell and known}
        situation, title = hints.get(Role.SITUATION), hints.get(Role.TITLE)
        for known, audience, cell in zip(roles, audiences, row.cells, strict=False):
            if cell is None:
                continue
            if known is Role.SUPPRESSION:
                span = cell.offsets.locate(_all(cell))
                self.comments.append(short_comment(span, cell.text, row.span))
                continue
            # Where no column is called 답변, a cell may show by itself that it speaks to the customer.
            speaks = joined and known is None and audience is Audience.AGENT and self.voices.mode == "mixed"
            found = self._cell(cell, Audience.CUSTOMER if speaks and addresses_customer(cell.text) else audience)
            if joined and self.voices.mode == "customer":
                for segment in found:
                    self._reply(segment, None, marked=False)
            elif replies := tuple(segment for segment in found if segment.audience is Audience.CUSTOMER):
                near = [text for text in (situation, title) if text]
                label = [self.voices.label.text] if self.voices.label else []
                above = [heading.text for heading in reversed(self.voices.headings)]
                declared = situation or self.declared or self.manner.declared
                self.replies.append(Reply(replies, title or situation, declared, (*near, *label, *above)))

    def _cell(self, cell: Block, audience: Audience) -> list[Segment]:
        """Return the segments of one cell, after adding them to all segments."""
        spell = self.manner.spell_cell
        struck = text_spans(cell.offsets, cell.struck) if self.voices.mode != "agent" else []
        found = [cell.segment((span,), Kind.CELL, Audience.BAD_EXAMPLE, spell) for span in struck]
        if self.voices.mode == "agent":
            found.append(cell.segment((_all(cell),), Kind.CELL, Audience.AGENT, spell))
        else:
            found.extend(
                cell.segment(_without(stretch.span, struck), Kind.CELL, stretch.audience, spell)
                for stretch in stretches(cell.text, audience)
            )
        kept = [segment for segment in found if segment]
        self.segments.extend(kept)
        return kept


def _all(block: Block) -> TextSpan:
    return TextSpan(0, len(block.text))


def _without(span: TextSpan, holes: list[TextSpan]) -> list[TextSpan]:
    """Return what is left of `span` when `holes`, in order, are taken out."""
    left, at = [], span.start
    for hole in islice(holes, bisect_right(holes, at, key=lambda hole: hole.end), None):
        if hole.start >= span.end:
            break
        left.append(TextSpan(at, max(at, hole.start)))
        at = min(hole.end, span.end)
    return [*left, TextSpan(at, span.end)]
