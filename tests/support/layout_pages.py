"""Pages written by hand for the layout tests: a table of (x, y, text) becomes lines with boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.core.geometry import Box
from extract.core.model import Document, Line, Origin, Page, Word
from extract.layout import analyse
from extract.layout.model import Layout, Region

LETTER = 6.0  # points of width
HEIGHT = 12.0
WIDTH, LENGTH = 595.0, 842.0

Printed = tuple[float, float, str]


def printed(x: float, y: float, text: str, *, height: float = HEIGHT, slope: float = 0.0) -> Line:
    """A line whose words stand beside each other from x on; "|" in the text leaves a wide gap."""
    words = []
    for part in text.split():
        if part == "|":
            x += 60.0
            continue
        width = LETTER * height / HEIGHT * len(part)
        top = y + slope * (x + width / 2)
        words.append(Word.read(part, Box(x, top, x + width, top + height)))
        x += width + 3.0
    return Line.of(words)


def centred(y: float, text: str, *, middle: float = 288.0) -> Printed:
    """A line in the middle of the text."""
    width = sum(LETTER * len(part) + 3.0 for part in text.split()) - 3.0
    return middle - width / 2, y, text


def page(lines: Iterable[Printed | Line], number: int = 1) -> Page:
    """A page of A4 with these lines."""
    held = tuple(line if isinstance(line, Line) else printed(*line) for line in lines)
    return Page(number, held, Origin.TEXT_LAYER, WIDTH, LENGTH)


def flow_page(texts: Iterable[str | Line], origin: Origin = Origin.PLAIN, number: int = 1) -> Page:
    """A page without positions."""
    return Page(number, tuple(flowing(text) for text in texts), origin)


def flowing(text: str | Line, cell: tuple[int, int, int] | None = None, *, bold: bool = False) -> Line:
    if isinstance(text, Line):
        return text
    return Line.of((Word.read(part, bold=bold) for part in text.split()), cell)


def laid_out(*pages: Page) -> Layout:
    return analyse(Document(tuple(pages), "application/pdf", paged=True))


def texts(layout: Layout, *regions: Region) -> list[str]:
    """The lines of these regions in reading order."""
    return [line.text for block in layout.of(*regions) for line in block.lines]


def read_words(pages: Sequence[Page]) -> list[str]:
    return sorted(word.raw for one in pages for word in one.words)


def placed_words(layout: Layout) -> list[str]:
    return sorted(word.raw for block in layout.blocks for line in block.lines for word in line.line.words)
