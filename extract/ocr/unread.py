"""Print of which nothing was read: rows of letters that no word covers.

    view of the page in grey + all its lines ─▶ letters outside of words ─▶ rows ─▶ read alone ─▶ lines
                                                   those still unread ─▶ a notice with their place

Seals, signatures, rules, specks and pictures make no long rows of letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import mean

import numpy as np

from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Word
from extract.core.pose import Pose
from extract.imaging.print_rows import Row, pieces_of, rows_of
from extract.imaging.view import View
from extract.ocr.context import PageContext
from extract.ocr.reading import makes_sense
from schemas.catalogue import Message

COVER = 2.5  # points around a word that belong to it
LEAST = 10  # letters of a row that is reported
MOST_ROWS = 12  # read on a page, the longest first; a page of which more was lost was read both ways
ABOVE, BELOW, ASIDE = 5.0, 3.0, 6.0  # points around a row: marks, tails, a short word at its end
SURE, SENSE = 0.8, 0.8  # mean confidence of a row's words, and share of them that make sense
MILLIMETRES = 25.4 / POINTS


def unread_print(view: View, lines: Iterable[Line]) -> list[Row]:
    """The rows of letters that no word of the lines covers, on the page as it was read."""
    pieces = pieces_of(np.ascontiguousarray(view.picture), view.scale * POINTS)
    covered = np.zeros(pieces.labels.shape, np.uint8)
    small = View(covered, pieces.scale, view.left, view.top)
    for box in (word.box for line in lines for word in line.words if word.box):
        small.crop(Box(box.x0 - COVER, box.y0 - COVER, box.x1 + COVER, box.y1 + COVER))[:] = 1
    x, y = pieces.middles.astype(int).T
    free = pieces.letters & (covered[y, x] == 0)
    rows = [row for row in rows_of(pieces, free) if row.letters >= LEAST]
    return [Row(row.box.moved(view.left, view.top), row.letters) for row in rows]


def read_rows(rows: Iterable[Row], lines: Sequence[Line], view: View, context: PageContext) -> list[Line]:
    """What rows that the lines leave say, from the page as the eye sees it, where it is surely print."""
    taken = [word.box for line in lines for word in line.words if word.box]
    found: list[Line] = []
    for row in sorted(rows, key=lambda row: -row.letters)[:MOST_ROWS]:
        for line in _read(row.box, view, context):
            free = [word for word in line.words if not any(box.holds(word.box) for box in taken)]
            found += [Line.of(free)] if free and _is_print(free) else []
    return found


def _read(row: Box, view: View, context: PageContext) -> list[Line]:
    around = Box(row.x0 - ASIDE, row.y0 - ABOVE, row.x1 + ASIDE, row.y1 + BELOW)
    x0, y0, _, _ = view.pixels(around)
    right, down = view.left + x0 / view.scale, view.top + y0 / view.scale
    lines = context.read(np.ascontiguousarray(view.crop(around)), view.scale * POINTS, column=True)
    return [line.placed(lambda box: box.moved(right, down)) for line in lines]


def _is_print(words: Sequence[Word]) -> bool:
    sure = mean(word.confidence for word in words) >= SURE
    return sure and mean(makes_sense(word.text) for word in words) >= SENSE


def told(rows: Iterable[Row], page: int, pose: Pose) -> tuple[Message, ...]:
    """A notice with the place of the longest row on the page as the file has it; () for none."""
    held = list(rows)
    if not held:
        return ()
    place: Box = pose.to_stored(max(held, key=lambda row: row.letters).box)
    return (
        Message.of(
            "print-not-read",
            page=page,
            letters=sum(row.letters for row in held),
            down=round(place.y0 * MILLIMETRES),
            right=round(place.x0 * MILLIMETRES),
        ),
    )
