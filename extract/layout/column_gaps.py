"""Wide gaps in a line that a reader ran together over two columns, and the line cut there.

Piece ─ gaps ─▶ Gap(word behind it, left and right edge) ─ cut_at ─▶ the pieces at its sides
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.core.model import Line
from extract.layout.geometry import Piece, piece

# A gap between columns is wider than this many letter heights; justified text stays under 1.2.
COLUMN_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Gap:
    """Room before a word: the word's index in its piece, and the edges of the room in points."""

    index: int
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def away(self, x: float) -> float:
        """How far the gap is from `x`; 0 when it lies around it."""
        return max(self.left - x, x - self.right, 0.0)


def gaps(item: Piece, least: float = COLUMN_GAP) -> list[Gap]:
    """Where the piece has more room between words than `least` letter heights, from left to right."""
    words = [(i, word.box) for i, word in enumerate(item.line.words) if word.box]
    found = []
    reach = words[0][1].x1 if words else 0.0
    for i, box in words[1:]:
        found.append(Gap(i, reach, box.x0))
        reach = max(reach, box.x1)
    return [gap for gap in found if gap.width > least * item.height]


def cut(item: Piece, index: int, tilt: float) -> tuple[Piece, Piece]:
    """The piece in two, before its word number `index`."""
    words = item.line.words
    return piece(Line.of(words[:index]), tilt), piece(Line.of(words[index:]), tilt)


def cut_at(item: Piece, gutter: float, tilt: float, least: float = COLUMN_GAP) -> tuple[Piece, ...]:
    """The piece cut at its wide gap nearest the gutter, when it has words on both sides of one."""
    wide = gaps(item, least)
    if not wide or not item.x0 < gutter < item.x1:
        return (item,)
    nearest = min(wide, key=lambda gap: gap.away(gutter) - 0.2 * gap.width)
    if nearest.away(gutter) > 0.12 * item.width + 20:
        return (item,)
    return cut(item, nearest.index, tilt)


def parts(item: Piece, tilt: float) -> tuple[Piece, ...]:
    """The piece cut at every wide gap, from left to right."""
    wide = gaps(item)
    if not wide:
        return (item,)
    first, rest = cut(item, wide[0].index, tilt)
    return (first, *parts(rest, tilt))
