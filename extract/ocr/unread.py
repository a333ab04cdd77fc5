"""Print of which nothing was read: rows of letters that no word covers.

    view of the page in grey + all its lines ─▶ letters outside of words ─▶ rows ─▶ a notice with their place

Seals, signatures, rules, specks and pictures make no long rows of letters.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from extract.core.geometry import POINTS, Box
from extract.core.model import Line
from extract.core.pose import Pose
from extract.imaging.print_rows import Row, pieces_of, rows_of
from extract.imaging.view import View
from schemas.catalogue import Message

COVER = 2.5  # points around a word that belong to it
LEAST = 10  # letters of a row that is reported
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
