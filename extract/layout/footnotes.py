"""Footnotes: those that an office file marks, and those that stand in small print at a page's foot.

pieces ─ at_foot ─▶ the footnote lines of the page
footnote lines ─ notes ─▶ Note(marker, text)

A number that OCR misread is told from its neighbours: between 5 and 8 stand 6 and 7.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extract.core.model import Document, Page
from extract.form.folding import written
from extract.layout.geometry import Piece, rows
from extract.layout.line_joins import join
from extract.layout.model import Block, Note, Placed, Region

# "1 Công văn số 85...", "[2] Theo ...", "(3) ...": the marker has no full stop, as a list's has.
MARKER = re.compile(r"^\s*(?:\[(\d{1,2})\]|\((\d{1,2})\)|(\d{1,2}|\*{1,3})(?![\d.,/):\-]))\s*(?=\S)")
# A raised number as a text shows it: "dân cư1.", "tỉnh[1]", "tỉnh(1)"; at the end also after capitals
# ("KH&CN7"). Units ("km2") and names such as CO2 inside a sentence are none.
RAISED = re.compile(
    r"\[(\d{1,2})\]|(?<=[^\W\d_])\((\d{1,2})\)"
    r"|(?:(?<=[^\W\d_][^\W\d_A-Z])(?<!\b[kcdm]m)|(?<=[^\s\d])(?=\d{1,2}$))(\d{1,2})(?=[\s.,;:)”\"]|$)"
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# What OCR made of a marker that it did not read as a number.
MISREAD_SIGN = re.compile(r"^[^\w\s(“]\s?")
STARRED = re.compile(r"\w\*+(?!\w)")
ALONE = re.compile(r"\s*\d{1,2}\s*")
# A raised marker has this share of its line's height, or less.
RAISED_HEIGHT = 0.65
# Letters of a note are smaller than the text's by this factor or more (10 points against 13-14).
SMALL = 0.9
# One number alone behind a word is sooner a slip of the pen than a footnote that was lost.
FEWEST_LOST = 2
# Notes stand in the lower half of a page.
LOWER = 0.5


def at_foot(items: Sequence[Piece], height: float) -> list[Piece]:
    """The lines of the footnotes at the foot of a page: small print from a marker down to the end."""
    if len(items) < 4:
        return []
    usual = median(item.height for item in items)
    found: list[Piece] = []
    marks: list[str] = []
    marked = 0
    below: Piece | None = None
    for row in reversed(rows(items)):
        small = all(item.height < SMALL * usual for item in row)
        if row[0].y < LOWER * height or (written(row[0].text) and not small):
            break
        found += reversed(row)
        note = row[1] if len(row) > 1 else below
        below = row[0]
        mark = marker(row[0].text) or (_raised(row[0], note) if note else None)
        if mark:
            marks.append(mark)
            marked = len(found)
    starred = any(mark.startswith("*") for mark in marks)
    if starred and not any(STARRED.search(item.text) for item in items):
        return []
    return found[:marked][::-1] if _count_up(marks[::-1]) else []


def _count_up(marks: Sequence[str]) -> bool:
    """Whether the numbers count up by one, as footnotes do."""
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    return bool(marks) and all(b == a + 1 for a, b in pairwise(numbers))


def _raised(piece: Piece, note: Piece) -> str | None:
    """The number of a marker that stands apart from its note, small and at its upper edge."""
    near = abs(note.y - piece.y) < note.height
    small = piece.height < RAISED_HEIGHT * note.height
    return piece.text.strip() if near and small and ALONE.fullmatch(piece.text) else None


def marker(text: str) -> str | None:
    """The number or star that a footnote begins with."""
    found = MARKER.match(text.translate(SUPERSCRIPTS))
    return next((group for group in found.groups() if group), None) if found else None


def notes(document: Document, blocks: Sequence[Block]) -> tuple[Note, ...]:
    """All footnotes of the document in order; of notes that the file has lost, their markers."""
    found = [note for page in document.pages for note in _marked(page)]
    for block in blocks:
        if block.region is Region.FOOTNOTE:
            found += _printed(block)
    return tuple(_renumbered(sorted(found, key=lambda note: note.page)) or _lost(blocks))


def _lost(blocks: Iterable[Block]) -> list[Note]:
    """Notes without text, where the raised numbers of the text count up from 1."""
    raised: list[tuple[str, Placed]] = []
    for block in blocks:
        for line in block.lines if block.region in (Region.BODY, Region.APPENDIX) else ():
            numbers = RAISED.finditer(line.text.translate(SUPERSCRIPTS))
            raised += [(next(filter(None, found.groups())), line) for found in numbers]
    counted = all(number == str(place) for place, (number, _) in enumerate(raised, start=1))
    if not counted or len(raised) < FEWEST_LOST:
        return []
    return [Note(number, "", line.page, (line,)) for number, line in raised]


def _renumbered(found: Sequence[Note]) -> list[Note]:
    """The notes with the numbers that their places between well read ones prove."""
    offsets = Counter(int(note.marker) - at for at, note in enumerate(found) if note.marker.isdigit())
    usual = offsets.most_common(1)[0][0] if offsets else 0
    right = [at for at, note in enumerate(found) if note.marker == str(at + usual)]
    proved = range(right[0], right[-1]) if right else range(0)
    return [_numbered_as(note, str(at + usual)) if at in proved else note for at, note in enumerate(found)]


def _numbered_as(note: Note, number: str) -> Note:
    if note.marker == number or "*" in note.marker:
        return note
    text = note.text if note.marker else MISREAD_SIGN.sub("", note.text)
    return replace(note, marker=number, text=text)


def without_markers(text: str, notes: Collection[str]) -> str:
    """The text without the raised numbers of these notes: glued to a word, or in brackets."""
    kept = text
    for found in reversed(list(RAISED.finditer(text.translate(SUPERSCRIPTS)))):
        if next(filter(None, found.groups())) in notes:
            kept = kept[: found.start()] + kept[found.end() :]
    return kept


def _marked(page: Page) -> list[Note]:
    return [
        Note(
            note.marker,
            " ".join(line.text for line in note.lines),
            page.number,
            tuple(Placed(line, page.number) for line in note.lines),
        )
        for note in page.notes
    ]


def _printed(block: Block) -> list[Note]:
    """The notes of a block; a block without positions is one note."""
    if all(line.box is None for line in block.lines):
        return [_note(block.page, block.lines)]
    groups: list[list[int]] = []
    last = 0
    for index, line in enumerate(block.lines):
        mark = marker(line.text) or _apart(block.lines[index : index + 2])
        number = int(mark) if mark and mark.isdigit() else last
        if not groups or (mark and (number > last or not mark.isdigit())):
            groups.append([index])
            last = number
        else:
            groups[-1].append(index)
    return [_note(block.page, [block.lines[index] for index in group]) for group in groups]


def _apart(lines: Sequence[Placed]) -> str | None:
    """The number on the first line, when it is a raised marker before the second."""
    boxes = [line.box for line in lines if line.box]
    if len(boxes) < 2 or not ALONE.fullmatch(lines[0].text):
        return None
    return lines[0].text.strip() if boxes[0].height < RAISED_HEIGHT * boxes[1].height else None


def _note(page: int, lines: Sequence[Placed]) -> Note:
    text = join(line.text for line in lines)
    mark = marker(text) or ""
    begins = MARKER.match(text.translate(SUPERSCRIPTS))
    rest = text[begins.end() :] if begins else text
    return Note(mark, rest.strip(), page, tuple(lines))
