"""Layouts written by hand for the tests of fields: regions and their lines, words with a given confidence."""

from __future__ import annotations

from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.layout.model import Block, Layout, Paragraph, Placed, Region, WholeTable

LINE_HEIGHT = 14.0


def placed(text: str, page: int = 1, confidence: float = 1.0, top: float = 100.0) -> Placed:
    """A line of print; each word has a box."""
    words = []
    x = 85.0
    for part in text.split():
        width = 6.0 * len(part)
        words.append(Word.read(part, Box(x, top, x + width, top + 12.0), confidence))
        x += width + 4.0
    return Placed(Line.of(words), page)


def layout(*parts: tuple[str, str], confidence: float = 1.0, tables: tuple[WholeTable, ...] = ()) -> Layout:
    """Parts are (region, text); each line of the text is a line of print, a blank line ends a paragraph."""
    blocks, paragraphs = [], []
    top = 60.0
    for name, text in parts:
        region = Region(name)
        lines: list[Placed] = []
        for chunk in text.strip("\n").split("\n\n"):
            held = [
                placed(row, 1, confidence, top + i * LINE_HEIGHT)
                for i, row in enumerate(chunk.split("\n"))
                if row.strip()
            ]
            top += LINE_HEIGHT * len(held)
            lines += held
            if held and name in ("title", "addressees", "body", "appendix"):
                whole = " ".join(line.text for line in held)
                paragraphs.append(Paragraph(region, tuple(held), whole))
        blocks.append(Block(region, 1, tuple(lines)))
    text = "\n".join(block.text for block in blocks)
    return Layout(tuple(blocks), tuple(paragraphs), (), tables, (), (text,))
