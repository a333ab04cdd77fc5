"""Lines that stand at the same height of page after page, by what they say and where.

placed.running_heads ─▶ Repeated(heads, letterhead, codes) ─ standing ─▶ those pieces of a page
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.form.folding import fold_words
from extract.layout.geometry import Piece

# Share of the page's height: sheets lie up to 6 mm apart in a scanner's feeder.
SAME_PLACE = 0.02
NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Head:
    """A line at the edge of pages: its letters, folded, and its height in shares of the page's."""

    key: str
    place: float


@dataclass(frozen=True, slots=True)
class Repeated:
    """What repeats in place: running heads; lines of a document's own head; codes of forms."""

    heads: tuple[Head, ...] = ()
    letterhead: tuple[Head, ...] = ()
    codes: tuple[Head, ...] = ()


NOTHING = Repeated()


def head_key(text: str) -> str:
    """A line's letters; the page's number may stand before or behind them, "" when it stands alone."""
    return NUMBER.sub("#", fold_words(text)).strip("# ")


def standing(items: Iterable[Piece], heads: Sequence[Head], height: float) -> list[Piece]:
    """The pieces of a page `height` points high that are one of the heads."""
    return [
        item
        for item in items
        if any(
            abs(item.y / height - head.place) <= SAME_PLACE and head_key(item.text) == head.key
            for head in heads
        )
    ]
