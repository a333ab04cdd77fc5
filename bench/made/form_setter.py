"""Sets whole documents in the ways in which offices differ: heads, addressees, feet.

    blocks, Style, Manner ─▶ set_form ─▶ Pages

The measures are the setter's. What is set otherwise is what typists do to the form: recipients below the
signature, in two columns, with a brace; addressees without dashes; a V/v as wide as the column lets it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bench.made.blocks import Addressees, Block, Head, Signs
from bench.made.page import Page
from bench.made.setter import Setter, Style
from golden.paper import Rule, width_of, wrap

LIST, LIST_LEADING = 11.0, 13.5
LEFT_COLUMN = 205.0  # from the margin to where the signature begins


@dataclass(frozen=True)
class Manner:
    """How a typist sets the parts that the form leaves open."""

    addressees: Literal["dashes", "plain", "beside"] = "dashes"
    foot: Literal["beside", "below", "columns", "brace"] = "beside"
    column: float = 185.0  # width of the left column of the head
    head_size: float = 12.5


def set_form(blocks: Sequence[Block], style: Style, manner: Manner) -> list[Page]:
    """The pages of one document."""
    setter = FormSetter(style, manner)
    for block in blocks:
        setter.add(block)
    return setter.pages


class FormSetter(Setter):
    """A setter with a manner of its own."""

    def __init__(self, style: Style, manner: Manner) -> None:
        super().__init__(style)
        self.manner = manner

    def _head(self, head: Head) -> None:
        size, column = self.manner.head_size, self.manner.column
        left, top = self.style.left + column / 2 - 6, self.y
        for texts, face in ((head.parents, "regular"), (head.organs, "bold")):
            for text in (line for held in texts for line in wrap(held, face, size, column + 15)):
                self._at(text, face, size, left)
                self.y += 1.25 * size
        if head.star:
            self._at("*", "bold", 13, left)
            self.y += 4
        elif head.organs:
            self.y -= 1.25 * size
            self._line(left, 30, 5)
            self.y += 1.25 * size
        self.y = max(self.y + 6, top + 46)
        line = self.y
        if head.number:
            self._at(head.number, "regular", 13, left)
        subject = head.subject.split("|") if head.subject else ()
        for text in (line for part in subject for line in wrap(part, "regular", 12, column)):
            self.y += 14
            self._at(text, "regular", 12, left)
        low = self.y
        self._motto(head, top, line)
        self.y = low + 28

    def _addressees(self, block: Addressees) -> None:
        if self.manner.addressees == "dashes" or len(block.names) == 1:
            super()._addressees(block)
            return
        size, start = self.style.size, 190.0
        beside = self.manner.addressees == "beside"
        first = start - width_of("Kính gửi: ", "regular", size)
        self._put("Kính gửi:", "regular", size, first)
        if not beside:
            self.y += self.style.leading
        for name in block.names:
            for line in wrap(f"- {name};" if beside else name, "regular", size, self.edge - start):
                self._put(line, "regular", size, start)
                self.y += self.style.leading
        self.y += 8

    def _signs(self, block: Signs) -> None:
        match self.manner.foot:
            case "below":
                self._below(block)
            case "columns" | "brace" if block.recipients and len(block.signs) == 1:
                self._room(190)
                self._beside(block)
            case _:
                super()._signs(block)

    def _below(self, block: Signs) -> None:
        """The signature, and under it the recipients at the left."""
        super()._signs(Signs(block.signs))
        self._room(14.0 * (len(block.recipients) + 1))
        if block.recipients:
            self._recipients(block.recipients)
        self.y += 2 * self.style.leading

    def _beside(self, block: Signs) -> None:
        """The recipients with a brace beside some of them, or in two columns above the archive line."""
        top = self.y + 10
        super()._signs(Signs(block.signs))
        low, self.y = self.y, top
        names, last = block.recipients[:-1], block.recipients[-1]
        self._put("Nơi nhận:", "bolditalic", 12, self.style.left)
        if self.manner.foot == "brace":
            self._braced(names)
        else:
            half = (len(names) + 1) // 2
            start = self.y
            for number, text in enumerate(names):
                column, row = divmod(number, half)
                self.y = start + LIST_LEADING * (row + 1)
                x = self.style.left + column * (LEFT_COLUMN / 2 + 4)
                self._put(text, "regular", LIST - 1.5, x)
            self.y = start + LIST_LEADING * half
        self.y += LIST_LEADING
        self._put(last, "regular", LIST, self.style.left)
        self.y = max(low, self.y + 2 * self.style.leading)

    def _braced(self, names: Sequence[str]) -> None:
        """A brace drawn of lines to the right of the items, "(để b/c)" beside it."""
        start = self.y
        for text in names:
            self.y += LIST_LEADING
            self._put(text, "regular", LIST, self.style.left)
        x = self.style.left + max(width_of(text, "regular", LIST) for text in names) + 4
        self.page.rules.append(Rule(x, start + 4, x, self.y))


def fits_columns(names: Sequence[str]) -> bool:
    """Whether each name is short enough for half of the left column."""
    return all(width_of(name, "regular", LIST - 1.5) < LEFT_COLUMN / 2 for name in names)
