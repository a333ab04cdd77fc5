"""Patch codes: bars as printers and scanners give them, and what only looks like bars."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.imaging.patch_codes import NARROW, UNIT, WIDE, has_patch_code

PATCH_T = (NARROW, WIDE, NARROW, WIDE)


def sheet(
    bars: tuple[float, ...], dpi: int = 150, space: float = NARROW, scale: float = 1.0
) -> NDArray[np.uint8]:
    """An A4 page with bars across it, near its head."""
    page = np.full((round(11.7 * dpi), round(8.3 * dpi)), 250, np.uint8)
    y, unit = 0.6 * dpi, UNIT * dpi * scale
    for bar in bars:
        page[round(y) : round(y + bar * unit), dpi : round(7.3 * dpi)] = 10
        y += (bar + space) * unit
    return page


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("dpi", [100, 150, 300])
@pytest.mark.parametrize("bars", sorted(set(permutations(PATCH_T))))
def test_all_six_codes_however_the_sheet_lies(bars: tuple[float, ...], dpi: int, turns: int) -> None:
    assert has_patch_code(np.ascontiguousarray(np.rot90(sheet(bars, dpi), turns)), dpi)


@pytest.mark.parametrize(("scale", "found"), [(0.96, True), (1.05, True), (0.6, False), (1.8, False)])
def test_the_size_counts(scale: float, found: bool) -> None:
    assert has_patch_code(sheet(PATCH_T, scale=scale), 150) is found


@pytest.mark.parametrize(
    ("bars", "space"),
    [
        ((1.0, 1.0, 1.0, 1.0), NARROW),  # a printer's lines
        ((2.5, 2.5, 2.5, 1.0), NARROW),
        (PATCH_T, 2.0),  # rows of a table with dark heads
        ((), NARROW),
        ((1.0, 2.5, 1.0), NARROW),
    ],
)
def test_other_bars_are_none(bars: tuple[float, ...], space: float) -> None:
    assert not has_patch_code(sheet(bars, space=space), 150)
