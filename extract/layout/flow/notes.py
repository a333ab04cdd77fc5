"""Footnotes inside a text without positions, as converters leave them between two printed pages.

    printed pages ─ split_notes ─▶ the lines of the text, the lines of each footnote

A footnote line begins with its number, without the full stop of a list; the text before it has that
number glued to a word ("... dân cư1."), for that is how a raised marker is written, or it is the next
after the last footnote's. Where the printed pages can still be told, all from the first note of a page
down to its end are notes, and small print (longer lines than the text's) tells them where OCR misread
the markers. Elsewhere, in wrapped text, a note goes on to its first short line, else it is one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.core.model import Line
from extract.form.folding import UPPER
from extract.layout.footnotes import SUPERSCRIPTS, marker
from extract.layout.markers import read
from extract.layout.paragraphs import wrapped_width

# The marker stands on the same printed page: at most this many lines before the note.
PAGE_LINES = 90
# Notes are numbered on; one or two may be lost.
LARGEST_SKIP = 3
# A note has at most this many lines, the notes of one page as many as this.
LONGEST_NOTE = 15
LONGEST_AREA = 50
# A line shorter than this share of a full one is the last of its note.
SHORT = 0.85
# Notes are set in 10 points against 13-14: their lines hold this much more letters, or more.
SMALL_PRINT = 1.12
# Empty lines tell where a note begins when they stand after fewer lines than this share.
BLANKS_TELL = 0.5
BEGINS = re.compile(rf"^\s*(?:\d{{1,2}}|\[\d{{1,2}}\]|\(\d{{1,2}}\))\s*[-–]?\s*[\"“(]?[{UPPER}(]")
# A number that OCR took for another sign: "®Tổ chức", "?Theo", '"Năm 2022: 100 lượt'.
MISREAD = re.compile(rf"^\s*[\"'”’*°®©?!&]\s?[{UPPER}(]")
UNITS = r"(?:k|c|d|m)?m"


def split_notes(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], list[tuple[Line, ...]]]:
    """The lines of the text, and those of each footnote, in their order; empty lines are left out."""
    lines = [line for page in pages for line in page]
    width = wrapped_width([line.text for line in lines if line.text])
    if len(pages) == 1:
        return _between([line for line in lines if line.text], width)
    filled = sum(1 for line in lines if line.text)
    tell = len(lines) - filled < BLANKS_TELL * filled
    kept: list[Line] = []
    notes: list[tuple[Line, ...]] = []
    for page in pages:
        area = _foot(page, kept, len(notes), width or 0.0)
        kept += [line for line in page[:area] if line.text]
        notes += _parted(page[area:], kept, len(notes), tell=tell)
    return kept, notes


def _foot(page: Sequence[Line], before: Sequence[Line], last: int, width: float) -> int:
    """Where the notes at the foot of a printed page begin; its length when there are none."""
    headed = max((index for index, line in enumerate(page) if _is_heading(line)), default=-1)
    for index, line in enumerate(page):
        if not line.text or line.cell is not None or index < headed or len(page) - index > 2 * LONGEST_AREA:
            continue
        text = [*before, *page[:index]]
        small = _is_small(page[index:], width) and not page[index - 1].text
        if _note_number(line, text, last) is not None or (small and _is_next(line, last)):
            return index
    return len(page)


def _is_heading(line: Line) -> bool:
    """Whether the line begins with a marker that notes do not have."""
    mark = read(line.text)
    return mark is not None and mark.kind not in ("bracket", "point")


def _is_next(line: Line, last: int) -> bool:
    """Whether the line begins as the next note would, or with a number that was misread."""
    if MISREAD.match(line.text):
        return True
    return _begins(line.text) and marker(line.text) == str(last + 1)


def _is_small(lines: Sequence[Line], width: float) -> bool:
    return max(len(line.text) for line in lines) >= SMALL_PRINT * width


def _parted(
    area: Sequence[Line], before: Sequence[Line], last: int, *, tell: bool
) -> Iterator[tuple[Line, ...]]:
    """The notes of one page; `tell`: an empty line parts them."""
    held: list[Line] = []
    for index, line in enumerate(area):
        if not line.text:
            continue
        new = _note_number(line, before, last) is not None
        after_blank = tell and index > 0 and not area[index - 1].text
        misread = after_blank and (_begins(line.text) or MISREAD.match(line.text))
        if held and (new or misread):
            yield tuple(held)
            held = []
        if not held:
            last += 1
        held.append(line)
    if held:
        yield tuple(held)


def _between(lines: Sequence[Line], width: float | None) -> tuple[list[Line], list[tuple[Line, ...]]]:
    """Notes of a text whose pages cannot be told."""
    kept: list[Line] = []
    notes: list[tuple[Line, ...]] = []
    last = index = 0
    while index < len(lines):
        number = _note_number(lines[index], kept, last)
        if number is None:
            kept.append(lines[index])
            index += 1
            continue
        end = _note_end(lines, index, width)
        notes.append(tuple(lines[index:end]))
        last, index = number, end
    return kept, notes


def _note_number(line: Line, before: Sequence[Line], last: int) -> int | None:
    """The number of the footnote that begins with this line, if one does."""
    mark = marker(line.text)
    if line.cell is not None or mark is None or not mark.isdigit() or not _begins(line.text):
        return None
    number = int(mark)
    bracketed = line.text.lstrip().startswith("(")  # so do items of a list begin: the mark must be raised
    if last and number == last + 1 and not bracketed:
        return number
    mark = f"({mark})" if bracketed else mark
    follows = last < number <= last + LARGEST_SKIP if last else True
    return number if follows and any(_raised(mark, text.text) for text in before[-PAGE_LINES:]) else None


def _raised(mark: str, text: str) -> bool:
    """Whether the number is glued to a word or a closing sign; that of a unit ("m2") is none."""
    glued = rf"(?:[^\W\d_]{{2,}}|[)”\"]){re.escape(mark)}(?!\w)"
    found = re.search(glued, text.translate(SUPERSCRIPTS))
    return found is not None and re.fullmatch(UNITS + re.escape(mark), found.group()) is None


def _begins(text: str) -> bool:
    return BEGINS.match(text.translate(SUPERSCRIPTS)) is not None


def _note_end(lines: Sequence[Line], start: int, width: float | None) -> int:
    if width is None:
        return start + 1
    number = marker(lines[start].text)
    for index in range(start, min(len(lines), start + LONGEST_NOTE)):
        text = lines[index].text
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if len(text) < SHORT * width or (number and marker(following) == str(int(number) + 1)):
            return index + 1
    return min(len(lines), start + LONGEST_NOTE)
