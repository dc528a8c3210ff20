"""Who reads each block of a manual: the headings, labels and marks above it say, else its own wording (guide 0.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cslint.document import Audience, ReadOptions
from cslint.reading.blocks import Block, Break, Item, Table
from cslint.reading.fields import role
from cslint.reading.regions import (
    addresses_customer,
    audience_of_label,
    audience_of_prose,
    ends_sentence,
    greets_customer,
    is_bare_label,
    names_agents,
)
from cslint.source import SourceSpan

LONGEST_LABEL = 40  # code points; a longer line is prose, whatever it ends with
LONGEST_NAME = 200  # code points of a heading or a column name that are asked who it speaks to


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
class Label:
    """A heading (`level` from 1) or a label (0), and who it says reads what stands below it, if it does."""

    text: str
    level: int
    audience: Audience | None


class Voices:
    """Walks down the blocks, knowing the headings and the label above."""

    def __init__(self, blocks: Sequence[Block | Table | Break], manner: Manner) -> None:
        """Look all `blocks` of a file through; each is then told of, in order, as what it is."""
        self.mode = manner.options.audience or "mixed"
        self.headings: list[Label] = []
        self.label: Label | None = None
        self._manner = manner
        self._prose_of_list = _prose_of_lists(blocks)
        self._structured = _has_structure(blocks, manner)
        self._item_audience: dict[Item, Audience] = {}
        self._last_prose: Audience | None = None
        # Of the quote that goes on: None if there is none, else whether it is ours.
        self._quote: bool | None = None

    def heading(self, block: Block, level: int) -> None:
        """Take a heading: it ends the label and what deeper headings said."""
        audience = audience_of_label(block.text[:LONGEST_NAME])
        if audience is Audience.AGENT and not self._manner.by_prose and not names_agents(block.text):
            audience = None  # in plain text a title names a reply: `[환불 절차]`
        self.headings = [above for above in self.headings if above.level < level]
        self.headings.append(Label(block.text, level, audience))
        self.label = self._last_prose = self._quote = None

    def cut(self, *, rule: bool) -> None:
        """Take a break: prose says nothing of what follows it, and behind a drawn line neither does the label."""
        self._last_prose = None
        if rule:
            self.label = None

    def label_of(self, block: Block) -> Label | None:
        """Return what `block` says of what follows if it is a label; a bold line that says nothing is a title."""
        if not _is_label(block):
            return None
        audience = audience_of_label(block.text)
        in_reply = self.said()[0] is Audience.CUSTOMER or not self._manner.by_prose
        if audience is Audience.AGENT and in_reply and not block.strong and not names_agents(block.text):
            return None  # `환불 절차:` inside a reply is the reply's own
        if audience is None and (not block.strong or block.item or block.quoted):
            return None
        return Label(block.text.rstrip(":： ") if audience else block.text, 0, audience)

    def follow(self, label: Label, item: Item | None) -> None:
        """Take a label: it holds for the rest of its list item, outside lists for all below; a title changes nothing."""
        if item is None:
            self._quote = None
        if label.audience and item:
            self._item_audience[item] = label.audience
        elif label.audience:
            self.label = label

    def mark(self, item: Item, audience: Audience) -> None:
        """Take a mark that begins a list item: it holds for the rest of the item."""
        self._item_audience.setdefault(item, audience)

    def said(self) -> tuple[Audience | None, bool]:
        """Return the audience the label or a heading gives, and whether it stands right above, not further out."""
        if self.label:
            return self.label.audience, True
        for depth, above in enumerate(reversed(self.headings)):
            if above.audience:
                return above.audience, depth == 0
        return None, False

    def begins(self, block: Block) -> bool:
        """Take prose; tell whether it begins anew: with a greeting, or where a quote that is a reply begins or ends.

        A label that announced a customer's words ends with their quote.
        """
        before, self._quote = self._quote, None
        if block.quoted:
            self._quote = bool(before) or addresses_customer(block.text)
            return (before is None and self._quote) or greets_customer(block.text)
        if before is not None and self.label and self.label.audience is Audience.QUOTED_CUSTOMER:
            self.label = None
        return bool(before) or greets_customer(block.text)

    def audience(self, block: Block) -> tuple[Audience, Item | None]:
        """Return who reads a block of prose, and the innermost list item around it that says so by a mark or label."""
        item = block.item
        while item and item not in self._item_audience:
            item = item.parent
        return (self._item_audience[item], item) if item else (self._unmarked(block), None)

    def _unmarked(self, block: Block) -> Audience:
        said, near = self.said()
        if self.mode == "agent":
            return Audience.AGENT
        if said is Audience.BAD_EXAMPLE:
            return said
        if block.quoted:
            ours = (said is Audience.CUSTOMER and near) or (self._quote and said is not Audience.QUOTED_CUSTOMER)
            return Audience.CUSTOMER if ours else Audience.QUOTED_CUSTOMER
        if said is Audience.QUOTED_CUSTOMER:
            return said
        if self.mode == "customer":
            return Audience.CUSTOMER
        if said is None or (said is Audience.CUSTOMER and not near):
            return self._by_prose(block, said)
        return said

    def _by_prose(self, block: Block, said: Audience | None) -> Audience:
        """Return who unlabelled prose speaks to; a fragment goes with the prose before it."""
        if not self._manner.by_prose:
            return Audience.CUSTOMER
        prose = self._prose_of_list[block.whole] if block.item and block.whole else audience_of_prose(block.text)
        if prose:
            self._last_prose = prose
            return prose
        return self._last_prose or said or (Audience.AGENT if self._structured else Audience.CUSTOMER)


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
            if any(cell and role(cell.text[:LONGEST_NAME], manner.options) for cell in block.header):
                return True
        elif (
            isinstance(block, Block)
            and (block.level or _is_label(block))
            and audience_of_label(block.text[:LONGEST_NAME])
        ):
            return True
    return False


def _is_label(block: Block) -> bool:
    """Tell whether a block has the shape of a label: one short line, all bold, ending in a colon or a label's very words."""
    text = block.text
    if len(text) > LONGEST_LABEL or "\n" in text or block.level:
        return False
    # A bold question names the answer below it, as in a list of frequent questions.
    if text.endswith((":", "：")) or is_bare_label(text):
        return True
    return block.strong and (text.endswith("?") or not ends_sentence(text))
