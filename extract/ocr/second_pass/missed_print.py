"""Print that the first recogniser passed over: beside a seal, in a table, the name under a signature.

    lines + picture ─▶ letters that no word covers ─▶ groups on one height ─▶ second recogniser ─▶ words added

A group is taken only where every word of it is surely read and is a syllable, a number or an abbreviation:
seals and signatures leave ink of every shape. Junk that the first recogniser read there itself goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import mean, median

import numpy as np
from numpy.typing import NDArray

from diacritics.syllable import is_syllable
from extract.core.geometry import Box, grouped
from extract.core.model import Line, Word
from extract.imaging.ink_boxes import boxes_of_ink
from extract.imaging.view import View
from extract.ocr.engine import Heard, LineRecogniser
from schemas.methods import Method

DARK = 128  # ink is darker
JUNK = 0.5  # mean confidence of a line under which what it covers may be other print
COVER = 1.0  # points around a word that belong to it
# Ems: a higher box is that of two lines read as one; of it the lower line was read.
TALLEST, ONE_WORD = 1.6, 0.9
# Sizes of letters in ems, and the share of ink in their box; dots, rules, rings and scribbles have others.
LOWEST, HIGHEST, WIDEST, LEAST_INK = 0.36, 1.1, 1.8, 0.15
NEAR = 0.9  # ems between letters of one group
ONE_LINE = 0.45  # ems by which their feet may differ
LEAST_LETTERS, LEAST_WIDTH = 3, 1.2  # of a group; ems
MOST_GROUPS = 6  # read on a page, the longest first: 10 ms each
RISE, FALL, MARGIN = 0.95, 0.27, 0.8  # ems that are cut out above and below the feet, and to the sides
LEAST_SURE, SURE = 0.7, 0.85  # confidence of the least sure word, and of all on average
MOST_TRUST = 0.9  # a lone witness
_EDGE = re.compile(r"^\W+|\W+$")
_SAID = re.compile(r"[A-ZĐ&]{2,}|[\d.,/:-]*\d[\w.,/:&-]*", re.UNICODE)

Letters = NDArray[np.int32]  # n x 4: left, top, right, bottom in pixels


def with_lost_print(lines: Sequence[Line], view: View, reader: LineRecogniser, em: float) -> tuple[Line, ...]:
    """The lines with words for print that none of them covers; `em` is the page's font size in points."""
    solid = [line for line in lines if mean(word.confidence for word in line.words) >= JUNK]
    letters = _letters(_uncovered(solid, view, em), em * view.scale)
    groups = sorted(_groups(letters, em * view.scale), key=len, reverse=True)[:MOST_GROUPS]
    read = (_read(group, solid, view, reader, em) for group in groups)
    found = [line for line in read if line and not _is_said(line, solid)]
    if not found:
        return tuple(lines)
    places = [new.box for new in found if new.box]
    kept = [line for line in lines if line in solid or not any(box.overlaps(line.box) for box in places)]
    for new in found:
        _place(kept, new, em)
    return tuple(kept)


def _is_said(new: Line, lines: Sequence[Line]) -> bool:
    """Whether the words were read there already: a rule under a line makes boxes as high as of two lines."""
    held = [word for line in lines for word in line.words]
    return all(any(word.text == one.text and _meet(word, one) for word in held) for one in new.words)


def _meet(one: Word, other: Word) -> bool:
    return one.box is not None and one.box.overlaps(other.box)


def _uncovered(lines: Sequence[Line], view: View, em: float) -> NDArray[np.uint8]:
    """The picture's ink that is under no word."""
    ink = (view.picture < DARK).astype(np.uint8)
    for line in lines:
        for word in line.words:
            if word.box:
                top = word.box.y1 - ONE_WORD * em if word.box.height > TALLEST * em else word.box.y0
                x0, y0, x1, y1 = view.pixels(
                    Box(word.box.x0 - COVER, top - COVER, word.box.x1 + COVER, word.box.y1 + COVER)
                )
                ink[y0:y1, x0:x1] = 0
    return ink


def _letters(ink: NDArray[np.uint8], em: float) -> Letters:
    """Boxes of what has the size of letters, from left to right; `em` in pixels."""
    left, top, width, height, area = boxes_of_ink(ink).T
    size = (height > LOWEST * em) & (height < HIGHEST * em) & (width < WIDEST * em)
    held = size & (area > LEAST_INK * width * height)
    boxes = np.stack([left, top, left + width, top + height], axis=1)[held]
    return np.asarray(boxes[np.argsort(boxes[:, 0])], dtype=np.int32)


def _groups(letters: Letters, em: float) -> list[list[NDArray[np.int32]]]:
    """Letters beside each other on one height, long enough to be words."""

    def joins(group: Sequence[NDArray[np.int32]], letter: NDArray[np.int32]) -> bool:
        last = group[-1]
        return bool(letter[0] - last[2] < NEAR * em and abs(letter[3] - last[3]) < ONE_LINE * em)

    return [
        group
        for group in grouped(letters, lambda letter: int(letter[0]), joins, among=None)
        if len(group) >= LEAST_LETTERS and group[-1][2] - group[0][0] > LEAST_WIDTH * em
    ]


def _read(
    group: Sequence[NDArray[np.int32]], lines: Sequence[Line], view: View, reader: LineRecogniser, em: float
) -> Line | None:
    """The words of a group; None where it is not surely print."""
    foot = median(float(letter[3]) for letter in group) / view.scale + view.top
    left = min(int(letter[0]) for letter in group) / view.scale + view.left
    right = max(int(letter[2]) for letter in group) / view.scale + view.left
    beside = [
        word.box for line in lines for word in line.words
        if word.box and word.box.y0 < foot and word.box.y1 > foot - LOWEST * em
    ]  # fmt: skip
    x0 = max([left - MARGIN * em, *(box.x1 for box in beside if box.x1 <= left + COVER)])
    x1 = min([right + MARGIN * em, *(box.x0 for box in beside if box.x0 >= right - COVER)])
    box = Box(x0, foot - RISE * em, x1, foot + FALL * em)
    piece = view.crop(box)
    heard = reader.read(np.ascontiguousarray(piece)) if min(piece.shape) > 1 else ()
    return line_of(heard, box, foot, em) if _is_print(heard) else None


def _is_print(heard: Sequence[Heard]) -> bool:
    said = [_EDGE.sub("", one.text) for one in heard]
    return (
        bool(heard)
        and all(one.confidence >= LEAST_SURE for one in heard)
        and mean(one.confidence for one in heard) >= SURE
        and all(is_syllable(text) or _SAID.fullmatch(text) for text in said if text)
        and max(map(len, said)) > 2
    )


def line_of(heard: Sequence[Heard], box: Box, foot: float, em: float) -> Line:
    """Words where they were heard; their sides are guessed from their lengths."""
    letters = sum(len(one.text) for one in heard) + len(heard) - 1
    half = box.width / max(letters, 1) / 2
    words = []
    for one in heard:
        middle, wide = box.x0 + one.place * box.width, half * len(one.text)
        place = Box(middle - wide, foot - 0.7 * em, middle + wide, foot)
        sure = min(one.confidence, MOST_TRUST)
        words.append(Word.read("", place).repaired(one.text, sure, Method.READ_AGAIN))
    return Line.of(words)


def _place(lines: list[Line], new: Line, em: float) -> None:
    """Put new words into the line that they stand in or go on, else as a line of their own."""
    for index, line in enumerate(lines):
        a, b = line.box, new.box
        if a and b and a.is_beside(b) and a.x0 - em < b.x1 and b.x0 < a.x1 + em:
            words = sorted((*line.words, *new.words), key=lambda word: word.left)
            lines[index] = Line.of(words, line.cell)
            return
    lines.append(new)
