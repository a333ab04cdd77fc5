"""Those who signed beside each other: joint documents, minutes, contracts, forms.

rows of a page's foot ─▶ is there a signature's head      rows ─▶ columns, one a signer
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.core.geometry import grouped
from extract.form.positions import is_signing
from extract.layout.column_gaps import parts
from extract.layout.geometry import Piece, Row, lines_of

Column = tuple[Piece, ...]


def is_head(row: Row, left: float, right: float, tilt: float) -> bool:
    """Whether the row is a signature's head: one at the right, or some beside each other and nothing else."""
    beside = _parts(row, tilt)
    if len(beside) > 1 and all(is_signing(part.text) and part.line.cell is None for part in beside):
        return beside[-1].middle > (left + right) / 2
    return any(_is_at_right(item, left, right) for item in row)


def columns(rows: Sequence[Row], tilt: float) -> list[Column]:
    """The columns that the rows fall into, from left to right, each under a signing head; [] for others."""
    held = [part for row in rows for part in _parts(row, tilt)]

    def over(column: Sequence[Piece], part: Piece) -> bool:
        return part.x0 < max(item.x1 for item in column)

    found = [lines_of(group, tilt) for group in grouped(held, lambda part: part.x0, over, among=None)]
    return found if all(any(is_signing(line.text) for line in column) for column in found) else []


def _parts(row: Row, tilt: float) -> list[Piece]:
    return [part for item in row for part in parts(item, tilt)]


def _is_at_right(item: Piece, left: float, right: float) -> bool:
    far = item.middle > (left + right) / 2 and item.x0 > left + 0.3 * (right - left)
    return far and item.line.cell is None and is_signing(item.text)
