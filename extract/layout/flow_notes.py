"""Footnotes inside a text without positions, as converters leave them between two printed pages.

    lines ─ split_notes ─▶ the lines of the text, the lines of the footnotes

A footnote line begins with its number, without the full stop of a list; the text before it has that
number glued to a word ("... dân cư1."), for that is how a raised marker is written, or it is the next
after the last footnote's. In wrapped text the note goes on to its first
short line, else it is one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.footnotes import marker
from extract.layout.paragraphs import wrapped_width
from extract.layout.signs import UPPER
from extract.model import Line

# The marker stands on the same printed page: at most this many lines before the note.
PAGE_LINES = 90
# Notes are numbered on; one or two may be lost.
LARGEST_SKIP = 3
# A note has at most this many lines.
LONGEST_NOTE = 15
# A line shorter than this share of a full one is the last of its note.
SHORT = 0.85
BEGINS = re.compile(rf"^\s*\d{{1,2}}\s*[-–]?\s*[\"“(]?[{UPPER}(]")
UNITS = r"(?:k|c|d|m)?m"


def split_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the text and those of its footnotes, each in their order."""
    width = wrapped_width([line.text for line in lines])
    kept: list[Line] = []
    notes: list[Line] = []
    last = index = 0
    while index < len(lines):
        number = _note_number(lines[index], kept, last)
        if number is None:
            kept.append(lines[index])
            index += 1
            continue
        end = _note_end(lines, index, width)
        notes += lines[index:end]
        last, index = number, end
    return kept, notes


def _note_number(line: Line, before: Sequence[Line], last: int) -> int | None:
    """The number of the footnote that begins with this line, if one does."""
    mark = marker(line.text)
    if line.cell is not None or mark is None or not mark.isdigit() or not BEGINS.match(line.text):
        return None
    number = int(mark)
    if last and number == last + 1:
        return number
    follows = last < number <= last + LARGEST_SKIP if last else True
    return number if follows and any(_raised(mark, text.text) for text in before[-PAGE_LINES:]) else None


def _raised(mark: str, text: str) -> bool:
    """Whether the number is glued to a word or a closing sign; that of a unit ("m2") is none."""
    found = re.search(rf"(?:[^\W\d_]{{2,}}|[)”\"]){mark}(?!\w)", text)
    return found is not None and re.fullmatch(UNITS + mark, found.group()) is None


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
