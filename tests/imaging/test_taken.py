"""Steps that take ink off a page: when they must prove themselves."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.imaging import colour
from extract.imaging.preprocess import ways_to_read
from extract.imaging.taken import print_taken
from support import paper

DPI = 150.0
SHEET = paper.array(paper.picture(header=True))
GREY = colour.colour_max(SHEET)


def inked(ink: tuple[int, int, int], rows: slice) -> NDArray[np.uint8]:
    """The sheet with some of its rows in another ink."""
    page = SHEET.copy()
    shades = SHEET[rows].astype(float) / 255
    page[rows] = (shades * 255 + (1 - shades) * ink).astype(np.uint8)
    return page


def test_a_clean_page_is_read_one_way() -> None:
    assert len(list(ways_to_read(SHEET, DPI))) == 1


def test_so_is_a_page_with_a_seal() -> None:
    page = SHEET.copy()
    rows, columns = np.indices(page.shape[:2])
    distance = np.hypot(rows - 500, columns - 800)
    page[(distance > 80) & (distance < 90)] = (220, 40, 50)
    assert len(list(ways_to_read(page, DPI))) == 1


def test_print_within_a_ring_is_not_lost_to_a_seal() -> None:
    rows, columns = np.indices(SHEET.shape[:2])
    distance = np.hypot(rows - 520, columns - 500)
    page = np.where((distance < 80)[:, :, None], SHEET, np.uint8(255))  # it does not go on beside the ring
    page[(distance > 92) & (distance < 97)] = 10
    clean, *others = ways_to_read(page, DPI)
    assert np.count_nonzero(clean[distance < 80] < 128) == 0
    assert any(np.count_nonzero(way[distance < 80] < 128) > 500 for way in others)


@pytest.mark.parametrize(
    ("ink", "rows"),
    [
        ((150, 150, 150), np.s_[230:]),  # grey between black: may be the back of the sheet
        ((180, 180, 180), np.s_[:]),  # all pale: light and contrast are evened
        ((40, 40, 220), np.s_[180:300]),  # blue beside black: may be stamps
    ],
)
def test_a_page_of_which_print_may_be_taken_is_read_both_ways(ink: tuple[int, int, int], rows: slice) -> None:
    ways = list(ways_to_read(inked(ink, rows), DPI))
    assert len(ways) > 1
    assert any(np.count_nonzero(way < 230) > 0.9 * np.count_nonzero(GREY < 170) for way in ways)


@pytest.mark.parametrize(("rows", "least", "most"), [(np.s_[0:0], 0, 0), (np.s_[160:330], 0.2, 0.7)])
def test_print_that_is_gone_is_counted(rows: slice, least: float, most: float) -> None:
    after = GREY.copy()
    after[rows] = 255
    assert least <= print_taken(GREY, after, DPI) <= most


def test_a_scribble_that_is_gone_is_no_print() -> None:
    before = GREY.copy()
    before[600:640, 300:304] = before[640:644, 300:500] = 0
    assert print_taken(before, GREY, DPI) == 0
