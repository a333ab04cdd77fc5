"""What lies over the page or stands outside its text: stamps, pictures of signatures, specks, running heads.

pieces ─ lying_over, watermarks ─▶ pieces that are no part of the text
pages  ─ running_heads ─▶ texts that stand at the edge of several pages
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from extract.core.geometry import Box
from extract.form import cues
from extract.form.folding import written
from extract.form.stamps import is_digital, is_incoming, is_part_of_incoming, is_stamp, is_weakly_digital
from extract.layout.geometry import Piece, Row, rows
from schemas.methods import Method

# An incoming stamp is 35 x 50 mm: points around its title line in which its lines lie.
STAMP_BELOW, STAMP_ABOVE, STAMP_SIDE = 110.0, 40.0, 120.0
# Lines of one picture of a digital signature are nearer than this (points).
PICTURE_STEP, PICTURE_SIDE = 45.0, 90.0
# A bullet and its text, cut apart by a hanging indent, are nearer than this (points).
HANGING = 60.0
# Print so many times as high as most of a page, with two lines and more behind it, is a watermark: a word of
# 40 points askew is 30 high, one of a line 9. A large initial has no line behind it, a title neither.
LARGE = 2.5
BULLET = re.compile(r"^[-–—_~+*•●·]{1,3}$")


def lying_over(items: Sequence[Piece], tables: Iterable[Box | None]) -> list[Piece]:
    """The pieces that are specks, stamps or pictures of signatures; a table keeps all it holds."""
    inside = [box for box in tables if box]
    free = [item for item in items if not any(box.holds(item.line.box) for box in inside)]
    found = [item for row in rows(free) for item in _in_row(row)]
    for item in (*_beside_digital(free, found), *_incoming(free)):
        found += [] if any(item is other for other in found) else [item]
    return found


def watermarks(items: Sequence[Piece]) -> list[Piece]:
    """The pieces of large print that run across the lines of a page: "BẢN NHÁP" askew over its text."""
    if not items:
        return []
    usual = median(item.height for item in items)
    small = [item for item in items if item.height <= LARGE * usual]
    large = [item for item in items if item.height > LARGE * usual and written(item.text)]
    return [item for item in large if len({round(other.y) for other in small if _lies_in(other, item)}) > 1]


def _lies_in(item: Piece, large: Piece) -> bool:
    beside = item.x1 <= large.x0 or item.x0 >= large.x1
    return not beside and abs(item.y - large.y) < large.height / 2


def _in_row(row: Row) -> list[Piece]:
    found = []
    for index, item in enumerate(row):
        after = row[index + 1] if index + 1 < len(row) else None
        hangs = after is not None and written(after.text) and after.x0 - item.x1 < HANGING
        if not written(item.text):
            found += [] if hangs and BULLET.match(item.text) else [item]
        elif _stamped_on(item) or is_stamp(item.text) or is_digital(item.text):
            found.append(item)
    return found


def _stamped_on(item: Piece) -> bool:
    return any(word.method is Method.STAMP for word in item.line.words)


def _beside_digital(items: Sequence[Piece], found: Sequence[Piece]) -> list[Piece]:
    """Lines of a digital signature's picture that are told only by those beside them."""
    sure = [item for item in found if is_digital(item.text)]
    weak = [item for item in items if is_weakly_digital(item.text)]
    return [item for item in weak if any(_near(item, other) for other in sure)]


def _near(item: Piece, other: Piece) -> bool:
    return abs(item.y - other.y) < PICTURE_STEP and abs(item.x0 - other.x0) < PICTURE_SIDE


def _incoming(items: Sequence[Piece]) -> list[Piece]:
    """The lines of an incoming stamp ("ĐẾN / Số: ... / Ngày: ... / Chuyển: ...")."""
    seeds = [item for item in items if is_incoming(item.text) and item.text[:1].isupper()]
    return [
        item
        for item in items
        if any(item is seed or _stamped(item, seed) for seed in seeds) and len(item.text) < 45
    ]


def _stamped(item: Piece, seed: Piece) -> bool:
    near = -STAMP_ABOVE < item.y - seed.y < STAMP_BELOW and abs(item.middle - seed.middle) < STAMP_SIDE
    coded = cues.CODE.search(item.text) is not None and not is_incoming(item.text)
    return near and is_part_of_incoming(item.text) and not coded
