"""A document's pages as formats of recognised text see them: words in lines, paragraphs, blocks; pixels.

    Converted ─ layered ─▶ LayeredPage ─▶ LayeredBlock ─▶ LayeredParagraph ─▶ LayeredLine ─▶ LayeredWord

The shared ground of hOCR, ALTO and PAGE. Blocks come in the order of the record's text; what that text leaves
out (page numbers, running heads, what lies over the page) comes after it. Boxes are those of the page as the
file has it. All text is NFC and can stand in XML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Page, Word
from extract.intake import formats
from extract.layout.model import Block, Placed, Region
from extract.layout.page_texts import in_reading_order
from extract.pipeline import Converted

# Of all pixels here: what archives ask scans for; a picture's own resolution is not kept once it is read.
DPI = 300
# What no XML document may hold (XML 1.0, production 2), half surrogates among it.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Pixels:
    """A rectangle in pixels at DPI from the top left of the page as stored: on it, at least one pixel."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class LayeredWord:
    """A word as repaired; `others`: what else it may be, with its probability, its raw reading left out."""

    text: str
    raw: str  # "" where it is as the text
    confidence: float  # 0..1
    box: Pixels
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LayeredLine:
    """At least one word."""

    words: tuple[LayeredWord, ...]
    box: Pixels

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def raw(self) -> str:
        """As it was read."""
        return " ".join(word.raw or word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class LayeredCell:
    """A place in a table, all counted from 0; `table`: which one of the page."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class LayeredParagraph:
    """At least one line; in a table those of one cell."""

    lines: tuple[LayeredLine, ...]
    box: Pixels
    heading: bool = False  # an entry of the outline
    cell: LayeredCell | None = None

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class LayeredBlock:
    """At least one paragraph of a part of the form."""

    region: Region
    paragraphs: tuple[LayeredParagraph, ...]
    box: Pixels


@dataclass(frozen=True, slots=True)
class LayeredPage:
    """A page; `turned`: degrees that its text is turned to the left, above -180 to 180."""

    number: int  # in the file, from 1
    image: str  # what it is a page of, "#page=3" after it where that has several
    width: int
    height: int
    turned: float
    blocks: tuple[LayeredBlock, ...]


def layered(converted: Converted) -> Iterator[LayeredPage]:
    """The pages; flowing text has none. One that could not be read, not even its size, is a pixel."""
    headings = {id(heading.paragraph.lines[0]) for heading in converted.layout.outline}
    paragraphs = {id(line): at for at, held in enumerate(converted.layout.paragraphs) for line in held.lines}
    for page in converted.document.pages:
        if page.width is None and not converted.document.paged:
            continue
        said, beside = in_reading_order(
            block for block in converted.layout.blocks if block.page == page.number
        )
        of = _Pixels(page)
        blocks = [_block(block, page, of, paragraphs, headings) for block in (*said, *beside)]
        yield LayeredPage(
            converted.page_of_file(page.number),
            plain(_image(converted, page.number)),
            of.width,
            of.height,
            _turned(page),
            tuple(block for block in blocks if block),
        )


def plain(text: str) -> str:
    """A text in NFC; what XML cannot hold is U+FFFD."""
    return NO_XML.sub("\ufffd", unicodedata.normalize("NFC", text))


class _Pixels:
    """The pixels of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._scale = DPI / POINTS
        wide, high = page.stored_size
        self.width, self.height = (max(round((side or 0) * self._scale), 1) for side in (wide, high))

    def of(self, box: Box | None) -> Pixels:
        """Where a box of the page as read lies; the whole page without one."""
        if box is None:
            return Pixels(0, 0, self.width, self.height)
        x0, y0, x1, y1 = (edge * self._scale for edge in self._page.to_stored(box).edges)
        left, top = _within(x0, self.width - 1), _within(y0, self.height - 1)
        right, bottom = _within(x1, self.width), _within(y1, self.height)
        return Pixels(left, top, max(right, left + 1), max(bottom, top + 1))


def _within(edge: float, last: int) -> int:
    return min(max(round(edge), 0), last)


def around(boxes: Sequence[Pixels]) -> Pixels:
    """The smallest rectangle around all of them, at least one."""
    return Pixels(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _block(
    block: Block, page: Page, of: _Pixels, paragraphs: dict[int, int], headings: set[int]
) -> LayeredBlock | None:
    """None for one without words."""

    def key(line: Placed) -> tuple[int | None, tuple[int, int, int] | None]:
        return paragraphs.get(id(line)), line.line.cell

    held = []
    for _, group in groupby(block.lines, key):
        placed = list(group)
        lines = tuple(line for one in placed if (line := _line(one.line, of)))
        if lines:
            box = around([line.box for line in lines])
            cell = _cell(placed[0].line, page)
            held.append(LayeredParagraph(lines, box, id(placed[0]) in headings, cell))
    return LayeredBlock(block.region, tuple(held), around([one.box for one in held])) if held else None


def _cell(line: Line, page: Page) -> LayeredCell | None:
    """Where a line stands in a table of its page."""
    if line.cell is None or line.cell[0] >= len(page.tables):
        return None
    table, row, column = line.cell
    cells = (one for one in page.tables[table].cells if (one.row, one.column) == (row, column))
    spans = next(((one.row_span, one.column_span) for one in cells), (1, 1))
    return LayeredCell(table, row, column, *spans)


def _line(line: Line, of: _Pixels) -> LayeredLine | None:
    words = tuple(_word(word, line, of) for word in line.words if word.text)
    return LayeredLine(words, around([word.box for word in words])) if words else None


def _word(word: Word, line: Line, of: _Pixels) -> LayeredWord:
    text = plain(word.text)
    raw = text if word.raw == word.text else plain(word.raw)
    others = ((plain(other), chance) for other, chance in word.readings)
    return LayeredWord(
        text,
        "" if raw == text else raw,
        round(min(max(word.confidence, 0.0), 1.0), 3),
        of.of(word.box or line.box),
        tuple((other, round(chance, 3)) for other, chance in others if other and other not in (text, raw)),
    )


def _turned(page: Page) -> float:
    if page.pose is None:
        return 0.0
    degrees = (page.pose.turns * 90 - page.pose.skew) % 360
    return round(degrees - 360 if degrees > 180 else degrees, 2)


def _image(converted: Converted, number: int) -> str:
    """The file that a page is of; where it has more pages than that, also which one."""
    source, pages = converted.source, converted.document.pages
    if len(source.files) == len(pages):
        return source.files[number - 1]
    alone = len(pages) == 1 and converted.part is None and formats.is_picture(source.media_type)
    return source.original if alone else f"{source.original}#page={converted.page_of_file(number)}"
