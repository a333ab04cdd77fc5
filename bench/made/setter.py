"""Sets blocks on pages, as a typist following Nghị định 30/2020/NĐ-CP, Phụ lục I, would.

    blocks, Style ─▶ set_pages ─▶ Pages without numbers

Offices differ in the size of their type, their margins and how wide they space the lines: that is the Style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bench.made.blocks import Addressees, Block, Break, Centre, Head, Par, Sign, Signs, Table
from bench.made.page import Page, Seal
from golden.paper import Rule, Stroke, width_of, wrap

INDENT = 28.0
COLUMN = 185.0  # widest line of the left column of a head
CELL, CELL_LEADING, PAD = 12.0, 15.0, 4.0
SIGNED = 64.0  # between the title and the name of the signer


@dataclass(frozen=True)
class Style:
    """Measures of one office, in points."""

    size: float = 13.0
    leading: float = 18.0
    left: float = 85.0
    right: float = 57.0  # margin
    top: float = 62.0
    bottom: float = 57.0  # margin
    gap: float = 4.0  # between paragraphs


def set_pages(blocks: Sequence[Block], style: Style) -> list[Page]:
    """The pages of one document; page numbers and running heads are added later."""
    setter = Setter(style)
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Par) and isinstance(following, Signs):
            setter.keep_with(following)
        setter.add(block)
    return setter.pages


class Setter:
    """Puts one block after the other on pages; a block that has no room begins a new one."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.pages: list[Page] = [Page()]
        self.y = style.top

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def edge(self) -> float:
        return self.page.width - self.style.right

    @property
    def middle(self) -> float:
        return (self.style.left + self.edge) / 2

    def add(self, block: Block) -> None:
        match block:
            case Head():
                self._head(block)
            case Centre():
                self._centre(block)
            case Par():
                self._paragraph(block)
            case Addressees():
                self._addressees(block)
            case Table():
                self._table(block)
            case Signs():
                self._signs(block)
            case Break():
                self._page(wide=block.wide, afresh=block.afresh)

    def keep_with(self, signs: Signs) -> None:
        """Begin a page if the signature has no room under two lines of text: it does not stand alone."""
        self._room(2 * self.style.leading + _height(signs))

    def _page(self, *, wide: bool, afresh: bool = False) -> None:
        self.pages.append(Page(wide=wide, afresh=afresh))
        self.y = self.style.top + 8

    def _room(self, height: float) -> None:
        if self.y + height > self.page.height - self.style.bottom:
            self._page(wide=self.page.wide)

    def _put(self, text: str, face: str, size: float, x: float, width: float | None = None) -> None:
        self.page.strokes.append(Stroke(x, self.y, text, face, size, width))

    def _at(self, text: str, face: str, size: float, centre: float) -> None:
        self._put(text, face, size, centre - width_of(text, face, size) / 2)

    def _line(self, centre: float, half: float, below: float) -> None:
        self.page.rules.append(Rule(centre - half, self.y + below, centre + half, self.y + below))

    def _head(self, head: Head) -> None:
        left, top = self.style.left + 82, self.y
        for texts, face in ((head.parents, "regular"), (head.organs, "bold")):
            for text in (line for held in texts for line in wrap(held, face, 12.5, COLUMN)):
                self._at(text, face, 12.5, left)
                self.y += 16
        if head.star:
            self._at("*", "bold", 13, left)
            self.y += 4
        else:
            self.y -= 16
            self._line(left, 35, 6)
            self.y += 16
        self.y = max(self.y + 6, top + 48)
        line = self.y
        if head.number:
            self._at(head.number, "regular", 13, left)
        for text in wrap(head.subject, "regular", 12, COLUMN):
            self.y += 15
            self._at(text, "regular", 12, left)
        low = self.y
        self._motto(head, top, line)
        self.y = low + (30 if head.number or head.date else 8)

    def _motto(self, head: Head, top: float, line: float) -> None:
        right = self.edge - 132
        for number, text in enumerate(head.motto):
            self.y = top + 16 * number
            self._at(text, "bold", (12.5, 13.5)[number], right)
        if head.motto:
            size = (12.5, 13.5)[len(head.motto) - 1]
            self._line(right, width_of(head.motto[-1], "bold", size) / 2, 5)
        self.y = line
        if head.date:
            self._at(head.date, "italic", 13, right)

    def _centre(self, block: Centre) -> None:
        size = self.style.size + block.larger
        for line in wrap(block.text, block.face, size, self.edge - self.style.left - 30):
            self._room(self.style.leading)
            self._at(line, block.face, size, self.middle)
            self.y += self.style.leading
        if block.ruled:
            self.y -= self.style.leading
            self._line(self.middle, 45, 7)
            self.y += self.style.leading + 12

    def _paragraph(self, block: Par) -> None:
        size, left = self.style.size, self.style.left
        if block.right:
            self._room(self.style.leading)
            self._put(block.text, block.face, size, self.edge - width_of(block.text, block.face, size))
            self.y += self.style.leading
            return
        lead = INDENT + (width_of(f"{block.lead} ", "bold", size) if block.lead else 0)
        lines = wrap(block.text, block.face, size, self.edge - left, lead) or [""]
        for number, line in enumerate(lines):
            self._room(self.style.leading)
            if number == 0 and block.lead:
                self._put(block.lead, "bold", size, left + INDENT)
            x = left + (0 if number else lead)
            self._put(line, block.face, size, x, None if number == len(lines) - 1 else self.edge - x)
            self.y += self.style.leading
        self.y += self.style.gap

    def _addressees(self, block: Addressees) -> None:
        if len(block.names) == 1:
            self._at(f"Kính gửi: {block.names[0]}", "regular", self.style.size, self.middle)
            self.y += self.style.leading + 8
            return
        self._put("Kính gửi:", "regular", self.style.size, 150.0)
        for number, name in enumerate(block.names, start=1):
            self.y += self.style.leading
            end = "." if number == len(block.names) else ";"
            self._put(f"- {name}{end}", "regular", self.style.size, 212.0)
        self.y += self.style.leading + 8

    def _table(self, table: Table) -> None:
        self.y -= 8
        for number, row in enumerate((table.columns, *table.rows)):
            self._row(row, table.widths, "regular" if number else "bold")
        self.y += 24

    def _row(self, row: Sequence[str], widths: Sequence[float], face: str) -> None:
        spans = [share * (self.edge - self.style.left) for share in widths]
        cells = [wrap(text, face, CELL, span - 2 * PAD) for text, span in zip(row, spans, strict=True)]
        height = CELL_LEADING * max(map(len, cells)) + 8
        self._room(height)
        x, top = self.style.left, self.y
        for lines, span in zip(cells, spans, strict=True):
            for number, line in enumerate(lines):
                self.y = top + CELL_LEADING * (number + 1)
                centred = face == "bold" or span < 60
                start = (span - width_of(line, face, CELL)) / 2 if centred else PAD
                self._put(line, face, CELL, x + start)
            self.page.rules.append(Rule(x, top, x, top + height))
            x += span
        self.page.rules += [
            Rule(x, top, x, top + height),
            Rule(self.style.left, top, x, top),
            Rule(self.style.left, top + height, x, top + height),
        ]
        self.y = top + height

    def _signs(self, block: Signs) -> None:
        self._room(_height(block))
        self.y += 10
        top = low = self.y
        first, last = self.style.left + 100, self.edge - 110
        count = len(block.signs) - 1
        centres = [first + (last - first) * n / count for n in range(count + 1)] if count else [last]
        for sign, centre in zip(block.signs, centres, strict=True):
            self.y = top
            self._sign(sign, centre)
            low = max(low, self.y)
        self.y = top if len(block.signs) == 1 else low + 24
        if block.recipients:
            self._recipients(block.recipients)
        self.y = max(self.y, low) + 2 * self.style.leading

    def _sign(self, sign: Sign, centre: float) -> None:
        for text in sign.lines:
            self._at(text, "bold", self.style.size, centre)
            self.y += 16
        if sign.mark:
            self._at(sign.mark, "regular", self.style.size, centre)
        self.y += SIGNED
        if sign.name:
            self._at(sign.name, "bold", self.style.size, centre)
        if sign.seal:
            self.page.seals.append(Seal(sign.seal, centre - 48, self.y - 38))

    def _recipients(self, names: Sequence[str]) -> None:
        self._put("Nơi nhận:", "bolditalic", 12, self.style.left)
        for text in names:
            self.y += 14
            self._put(text, "regular", 11, self.style.left)


def _height(signs: Signs) -> float:
    """Of the foot of a document, in points."""
    signature = 10 + 16.0 * max(len(sign.lines) for sign in signs.signs) + SIGNED
    recipients = 14.0 * (1 + len(signs.recipients))
    return max(signature, recipients) if len(signs.signs) == 1 else signature + 24 + recipients
