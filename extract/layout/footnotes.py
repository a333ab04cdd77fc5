"""Footnotes: those that an office file marks, and those that stand in small print at a page's foot.

pieces ─ at_foot ─▶ the footnote lines of the page
footnote lines ─ notes ─▶ Note(marker, text)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extract.layout.geometry import Piece, rows
from extract.layout.model import Block, Note, Region
from extract.layout.signs import written
from extract.model import Box, Document, Page

# "1 Công văn số 85...", "[2] Theo ...", "(3) ...": the marker has no full stop, as a list's has.
MARKER = re.compile(r"^\s*(?:\[(\d{1,2})\]|\((\d{1,2})\)|(\d{1,2}|\*{1,3})(?![\d.,/):\-]))\s*(?=\S)")
# Letters of a note are smaller than the text's by this factor or more (10 points against 13-14).
SMALL = 0.9
# Notes stand in the lower half of a page.
LOWER = 0.5


def at_foot(items: Sequence[Piece], height: float) -> list[Piece]:
    """The lines of the footnotes at the foot of a page: small print from a marker down to the end."""
    if len(items) < 4:
        return []
    usual = median(item.height for item in items)
    found: list[Piece] = []
    marked = 0
    for row in reversed(rows(items)):
        small = all(item.height < SMALL * usual for item in row)
        if row[0].y < LOWER * height or (written(row[0].text) and not small):
            break
        found += reversed(row)
        if MARKER.match(row[0].text):
            marked = len(found)
    return found[:marked][::-1] if _numbered(found[:marked]) else []


def _numbered(items: Sequence[Piece]) -> bool:
    """Whether the markers count up by one, as footnotes do."""
    numbers = [int(m) for item in reversed(items) if (m := marker(item.text)) and m.isdigit()]
    return bool(items) and all(b == a + 1 for a, b in pairwise(numbers))


def marker(text: str) -> str | None:
    """The number or star that a footnote begins with."""
    found = MARKER.match(text)
    return next((group for group in found.groups() if group), None) if found else None


def notes(document: Document, blocks: Iterable[Block]) -> tuple[Note, ...]:
    """All footnotes of the document in order."""
    found = [note for page in document.pages for note in _marked(page)]
    for block in blocks:
        if block.region is Region.FOOTNOTE:
            found += _printed(block)
    return tuple(sorted(found, key=lambda note: note.page))


def _marked(page: Page) -> list[Note]:
    return [
        Note(note.marker, " ".join(line.text for line in note.lines), page.number, None)
        for note in page.notes
    ]


def _printed(block: Block) -> list[Note]:
    groups: list[list[int]] = []
    last = 0
    for index, line in enumerate(block.lines):
        mark = marker(line.text)
        number = int(mark) if mark and mark.isdigit() else last
        if not groups or (mark and (number > last or not mark.isdigit())):
            groups.append([index])
            last = number
        else:
            groups[-1].append(index)
    return [_note(block, group) for group in groups]


def _note(block: Block, group: Sequence[int]) -> Note:
    lines = [block.lines[index] for index in group]
    text = " ".join(line.text for line in lines)
    mark = marker(text) or ""
    rest = MARKER.sub("", text, count=1) if mark else text
    return Note(mark, rest.strip(), block.page, Box.around(line.box for line in lines))
