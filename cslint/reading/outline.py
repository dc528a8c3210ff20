"""From blocks to segments and replies: headings, labels, quotes and marks say who reads each block (guide 0.1)."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from cslint.document import Audience, Comment, Kind, ReadOptions, Reply, Segment
from cslint.offsets import TextSpan
from cslint.reading.blocks import Block, Break, Item, Row, Table, text_spans
from cslint.reading.fields import Role, role
from cslint.reading.regions import (
    audience_of_label,
    audience_of_mark,
    audience_of_prose,
    ends_sentence,
    names_agents,
    stretches,
)
from cslint.source import SourceSpan

_LONGEST_LABEL = 40  # code points; a longer line is prose, whatever it ends with
_LONGEST_NAME = 200  # code points of a heading or a column name that are asked who it speaks to
_COLUMN: dict[Role, Audience] = {
    Role.REPLY: Audience.CUSTOMER,
    Role.QUOTED_CUSTOMER: Audience.QUOTED_CUSTOMER,
    Role.BAD_EXAMPLE: Audience.BAD_EXAMPLE,
    Role.AGENT: Audience.AGENT,
    Role.SITUATION: Audience.AGENT,
    Role.TITLE: Audience.AGENT,
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a format wants its blocks read.

    `by_prose`: unlabelled prose is told apart by its endings; otherwise the customer reads it. `declared` is the
    situation declared for the whole file. `spell` and `spell_cell` write text outside and inside tables.
    """

    options: ReadOptions
    by_prose: bool
    spell: Callable[[str], str | None]
    spell_cell: Callable[[str], str | None]
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What the blocks of a file became."""

    segments: tuple[Segment, ...]
    replies: tuple[Reply, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    level: int
    audience: Audience | None


def outline(blocks: Sequence[Block | Table | Break], manner: Manner) -> Outline:
    """Return the segments and replies that `blocks`, in source order, make, and the suppressions of table columns."""
    gathering = _Gathering(manner, _prose_of_lists(blocks), _has_structure(blocks, manner))
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
    named = len(block.text) <= _LONGEST_LABEL and "\n" not in block.text and not ends_sentence(block.text)
    return named and following.item is not None and audience_of_mark(following.text) is not None


def _prose_of_lists(blocks: Sequence[Block | Table | Break]) -> dict[SourceSpan, Audience | None]:
    """Return who each list speaks to by the endings of all its items: one item alone is often a fragment."""
    texts: dict[SourceSpan, list[str]] = {}
    for block in blocks:
        if isinstance(block, Block) and block.whole and block.item:
            texts.setdefault(block.whole, []).append(block.text)
    return {whole: audience_of_prose("\n".join(lines)) for whole, lines in texts.items()}


def _has_structure(blocks: Sequence[Block | Table | Break], manner: Manner) -> bool:
    """Tell whether any heading, label or column says who reads what."""
    for block in blocks:
        if isinstance(block, Table):
            if any(cell and role(cell.text[:_LONGEST_NAME], manner.options) for cell in block.header):
                return True
        elif (
            isinstance(block, Block)
            and (block.level or _is_label(block))
            and audience_of_label(block.text[:_LONGEST_NAME])
        ):
            return True
    return False


def _is_label(block: Block) -> bool:
    """Tell whether a block has the shape of a label: one short line, all bold or ending in a colon."""
    text = block.text
    if len(text) > _LONGEST_LABEL or "\n" in text or block.level:
        return False
    return text.endswith((":", "：")) or (block.strong and not ends_sentence(text))


@dataclass(slots=True)
class _Gathering:
    """Walks down the blocks, knowing the headings and the label above."""

    manner: Manner
    prose_of_list: dict[SourceSpan, Audience | None]
    structured: bool
    segments: list[Segment] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    headings: list[_Title] = field(default_factory=list)
    label: _Title | None = None
    title: str | None = None
    item_audience: dict[Item, Audience] = field(default_factory=dict)
    last_prose: Audience | None = None
    after_quote: bool = False
    run: list[Segment] = field(default_factory=list)
    owner: Item | None = None

    @property
    def mode(self) -> str:
        return self.manner.options.audience or "mixed"

    def add(self, block: Block | Table | Break, *, introduces: bool) -> None:
        """Take the next block; one that `introduces` examples is their title if it is no label."""
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Break):
            self.end_reply()
            self.last_prose = None
            if block.rule:
                self.label = self.title = None
        elif block.level:
            self._heading(block, block.level)
        elif _is_label(block) and self._take_label(block):
            self._name(block)
        elif introduces and not audience_of_mark(block.text):
            self.end_reply()
            self._name(block)
            self.title = block.text.rstrip(":： ")
        else:
            self._prose(block)

    def end_reply(self) -> None:
        """Close the reply that is being gathered, if any."""
        if self.run:
            headings = tuple(title.text for title in reversed(self.headings))
            label = (self.label.text,) if self.label else ()
            named = (self.title,) if self.title else ()
            title = self.title or (headings[0] if headings else None)
            # Text astray between the cells of a table is shown above it, wherever it stands.
            run = tuple(sorted(self.run, key=lambda segment: segment.span))
            self.replies.append(Reply(run, title, self.manner.declared, (*named, *label, *headings)))
        self.run = []
        self.owner = None

    def _heading(self, block: Block, level: int) -> None:
        self.end_reply()
        self._name(block)
        audience = audience_of_label(block.text[:_LONGEST_NAME])
        if audience is Audience.AGENT and not self.manner.by_prose and not names_agents(block.text):
            audience = None  # in plain text a title names a reply: `[환불 절차]`
        self.headings = [title for title in self.headings if title.level < level]
        self.headings.append(_Title(block.text, level, audience))
        self.label = self.title = self.last_prose = None
        self.after_quote = False

    def _take_label(self, block: Block) -> bool:
        """Let `block` label what follows if its wording says so; a bold line that says nothing is a title."""
        audience = audience_of_label(block.text)
        in_reply = self._said()[0] is Audience.CUSTOMER or not self.manner.by_prose
        if audience is Audience.AGENT and in_reply and not block.strong and not names_agents(block.text):
            return False  # `환불 절차:` inside a reply is the reply's own
        if audience is None and (not block.strong or block.item or block.quoted):
            return False
        if block.item:
            if audience:
                self.item_audience[block.item] = audience
            return True
        self.end_reply()
        self.after_quote = False
        if audience is None:
            self.title = block.text
            return True
        self.label, self.title = _Title(block.text.rstrip(":： "), 0, audience), None
        return True

    def _name(self, block: Block) -> None:
        """Keep a heading, title, label or column name as a segment of its own."""
        audience = Audience.CUSTOMER if self.mode == "customer" else Audience.AGENT
        self._keep(block.segment((_all(block),), Kind.HEADING, audience, self.manner.spell))

    def _keep(self, segment: Segment | None) -> None:
        if segment:
            self.segments.append(segment)

    def _said(self) -> tuple[Audience | None, bool]:
        """Return the audience the label or a heading gives, and whether it stands right above, not further out."""
        if self.label:
            return self.label.audience, True
        for depth, title in enumerate(reversed(self.headings)):
            if title.audience:
                return title.audience, depth == 0
        return None, False

    def _audience(self, block: Block) -> Audience:
        said, near = self._said()
        if self.mode == "agent":
            return Audience.AGENT
        if said is Audience.BAD_EXAMPLE:
            return said
        if block.quoted:
            return Audience.CUSTOMER if said is Audience.CUSTOMER and near else Audience.QUOTED_CUSTOMER
        if said is Audience.QUOTED_CUSTOMER:
            return said
        if self.mode == "customer":
            return Audience.CUSTOMER
        if said is None or (said is Audience.CUSTOMER and not near):
            return self._by_prose(block, said)
        return said

    def _by_prose(self, block: Block, said: Audience | None) -> Audience:
        """Return who unlabelled prose speaks to; a fragment goes with the prose before it."""
        if not self.manner.by_prose:
            return Audience.CUSTOMER
        prose = self.prose_of_list[block.whole] if block.item and block.whole else audience_of_prose(block.text)
        if prose:
            self.last_prose = prose
            return prose
        return self.last_prose or said or (Audience.AGENT if self.structured else Audience.CUSTOMER)

    def _marked_item(self, block: Block) -> tuple[Item | None, Audience | None]:
        """Return the innermost item around `block` that a mark or label gave an audience, and that audience."""
        item = block.item
        while item and item not in self.item_audience:
            item = item.parent
        return (item, self.item_audience[item]) if item else (None, None)

    def _prose(self, block: Block) -> None:
        if self.label and self.label.audience is Audience.QUOTED_CUSTOMER and self.after_quote and not block.quoted:
            self.end_reply()
            self.label = None  # the quote was all the customer said
        self.after_quote = block.quoted
        owner, given = self._marked_item(block)
        audience = given or self._audience(block)
        if self.mode == "agent":
            self._keep(block.segment((_all(block),), block.kind, Audience.AGENT, self.manner.spell))
            return
        struck = text_spans(block.offsets, block.struck)
        for span in struck:
            self._keep(block.segment((span,), block.kind, Audience.BAD_EXAMPLE, self.manner.spell))
        for stretch in stretches(block.text, audience):
            if stretch.marked and block.item and owner is not block.item:
                owner = block.item
                self.item_audience.setdefault(block.item, stretch.audience)
            if segment := block.segment(
                _without(stretch.span, struck), block.kind, stretch.audience, self.manner.spell
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
        names = [cell.text[:_LONGEST_NAME] if cell else "" for cell in table.header]
        roles = [role(name, options) for name in names]
        audiences = [self._column(name, known) for name, known in zip(names, roles, strict=True)]
        answers = Audience.CUSTOMER in audiences
        if answers:
            self.end_reply()
        for cell in table.header:
            if cell:
                self._name(cell)
        said = self._said()[0]
        rest = Audience.BAD_EXAMPLE if said is Audience.BAD_EXAMPLE and not answers else Audience.AGENT
        if self.mode == "customer" and not answers:
            rest = Audience.CUSTOMER
        for row in table.rows:
            self._row(row, roles, [audience or rest for audience in audiences], joined=not answers)

    def _column(self, name: str, known: Role | None) -> Audience | None:
        """Return who reads a column; below an agents' heading only a name that says `reply` outright makes replies."""
        if self.mode == "agent":
            return Audience.AGENT
        labelled = audience_of_label(name)
        if known is Role.REPLY and self._said()[0] is Audience.AGENT and self.mode != "customer":
            return labelled or Audience.AGENT
        audience = _COLUMN.get(known, labelled) if known else labelled
        return None if audience is Audience.AGENT and self.mode == "customer" else audience

    def _row(self, row: Row, roles: list[Role | None], audiences: list[Audience], *, joined: bool) -> None:
        hints = {known: cell.text for known, cell in zip(roles, row.cells, strict=False) if cell and known}
        situation, title = hints.get(Role.SITUATION), hints.get(Role.TITLE)
        for known, audience, cell in zip(roles, audiences, row.cells, strict=False):
            if cell is None:
                continue
            if known is Role.SUPPRESSION:
                span = cell.offsets.locate(_all(cell))
                self.comments.append(Comment(span, _ignore(cell.text), row.span))
                continue
            found = self._cell(cell, audience)
            if joined and self.mode == "customer":
                for segment in found:
                    self._reply(segment, None, marked=False)
            elif replies := tuple(segment for segment in found if segment.audience is Audience.CUSTOMER):
                near = [text for text in (situation, title) if text]
                label = [self.label.text] if self.label else []
                above = [heading.text for heading in reversed(self.headings)]
                declared = situation or self.manner.declared
                self.replies.append(Reply(replies, title or situation, declared, (*near, *label, *above)))

    def _cell(self, cell: Block, audience: Audience) -> list[Segment]:
        """Return the segments of one cell, after adding them to all segments."""
        spell = self.manner.spell_cell
        struck = text_spans(cell.offsets, cell.struck) if self.mode != "agent" else []
        found = [cell.segment((span,), Kind.CELL, Audience.BAD_EXAMPLE, spell) for span in struck]
        if self.mode == "agent":
            found.append(cell.segment((_all(cell),), Kind.CELL, Audience.AGENT, spell))
        else:
            found.extend(
                cell.segment(_without(stretch.span, struck), Kind.CELL, stretch.audience, spell)
                for stretch in stretches(cell.text, audience)
            )
        kept = [segment for segment in found if segment]
        self.segments.extend(kept)
        return kept


def _ignore(text: str) -> str:
    """Return a suppression column's text as the instruction it stands for: `[rule] 이유` and `rule 이유` ignore."""
    if text.startswith(("ignore[", "off[", "on[", "situation[")):
        return text
    if text.startswith("["):
        return f"ignore{text}"
    rule, _, reason = text.partition(" ")
    return f"ignore[{rule}] {reason}".rstrip()


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
