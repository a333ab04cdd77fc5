"""Where rows begin that no rule parts: at running numbers, or line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.core.geometry import Box, first_holding
from extract.core.model import Line, Word
from extract.tables.ruled import Grid
from extract.tables.text_rows import TextRow, text_rows

LEAST_COLUMNS = 3
ROOM = 2.0  # points of a cell around its words where no rule bounds it
NUMBER = re.compile(r"\(?\d{1,3}\)?[.)]?|[IVXLivx]{1,5}[.)]?|[A-HĐ][.)]?")
SUM = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)


def split_rows(grids: Iterable[Grid], lines: Iterable[Line]) -> list[Grid]:
    """The grids with rows that hold several running numbers, one under the other, cut between these."""
    words = [(word, word.box.centre[1]) for line in lines for word in line.words if word.box]
    return [[cell for band in _bands(grid) for cell in _split(band, grid, words)] for grid in grids]


def _bands(grid: Grid) -> list[list[Box]]:
    """The cells grouped to those that begin and end at the same height, from left to right."""
    bands: dict[tuple[int, int], list[Box]] = {}
    for box in sorted(grid, key=lambda box: box.x0):
        bands.setdefault((round(box.y0), round(box.y1)), []).append(box)
    return list(bands.values())


def _split(band: list[Box], grid: Grid, words: Sequence[tuple[Word, float]]) -> list[Box]:
    """The cells of a band, cut; `words`: all of the page, with the heights of their middles."""
    top, bottom = band[0].y0, band[0].y1
    alone = all(box in band or box.y1 < top + ROOM or box.y0 > bottom - ROOM for box in grid)
    if not alone or len(band) < LEAST_COLUMNS:
        return band
    highest, lowest = min(box.y0 for box in band), max(box.y1 for box in band)
    level = [word for word, y in words if highest <= y <= lowest]
    rows = text_rows([word for word in level if first_holding(band, word.box) is not None], [])
    numbers = [row.first(band[0].x1) for row in rows]
    found = [int(text.rstrip(".")) for text in numbers if re.fullmatch(r"\d{1,3}\.?", text)]
    if len(found) < 2 or found != sorted(set(found)) or len(rows[0].spans) < 2:
        return band
    count = found[-1] - found[0] + 1
    cuts = starts(rows, band[0].x1)
    if len(found) < count:  # a recogniser lost some: rows begin with lines that fill nearly all columns
        full = [i for i, row in enumerate(rows) if len(row.spans) >= len(band) - 1]
        cuts = [(rows[i - 1].box.y1 + rows[i].box.y0) / 2 for i in full[1:]] if full[:1] == [0] else []
    if len(cuts) + 1 != count:
        return band
    return [
        Box(box.x0, upper, box.x1, lower) for upper, lower in pairwise([top, *cuts, bottom]) for box in band
    ]


def starts(band: Sequence[TextRow], first: float) -> list[float]:
    """Where rows begin within a band: above the lines with a number, or where the paper between is widest."""
    numbered = [i for i, row in enumerate(band) if NUMBER.fullmatch(row.first(first)) or is_sum(row)]
    if not numbered:
        return _steps(band, first)
    at_top = numbered[0] == 0 and all(len(band[i].spans) > 1 for i in numbered)
    cuts = []
    for before, number in pairwise(numbered):
        if at_top:
            cut = number
        else:
            cut = max(range(before + 1, number + 1), key=lambda i: band[i].box.y0 - band[i - 1].box.y1)
        cuts.append((band[cut - 1].box.y1 + band[cut].box.y0) / 2)
    return cuts


def is_sum(row: TextRow) -> bool:
    """Whether a line of several columns begins with "Tổng" or "Cộng"."""
    return SUM.match(row.words[0].text) is not None and len(row.spans) > 1


def _steps(band: Sequence[TextRow], first: float) -> list[float]:
    """Rows of a band without numbers: each line with text in the first and another column begins one."""
    begins = [i for i, row in enumerate(band) if i and row.first(first) and len(row.spans) > 1]
    return [(band[i - 1].box.y1 + band[i].box.y0) / 2 for i in begins]
