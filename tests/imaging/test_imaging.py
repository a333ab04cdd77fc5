from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.core.geometry import Box
from extract.core.pose import Pose
from extract.imaging import colour
from extract.imaging.dewarp import bend_of, straight
from extract.imaging.skew import deskew, lines_of, quarter_turns, sharpness, small_ink
from extract.imaging.view import posed, posed_part
from support import paper

SHEET = colour.colour_max(paper.array(paper.picture(header=True)))


def leaning(degrees: float) -> NDArray[np.uint8]:
    """The sheet with its lines falling to the right by so many degrees."""
    return deskew(SHEET, -degrees)


@pytest.mark.parametrize("degrees", [-7.0, -2.0, -0.6, 0.8, 3.3])
def test_skew_is_measured(degrees: float) -> None:
    assert lines_of(leaning(degrees)).skew == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize("degrees", [-15.0, 15.0, 30.0, -38.0])
def test_a_sheet_laid_askew_is_measured(degrees: float) -> None:
    assert lines_of(leaning(degrees)).skew == pytest.approx(degrees, abs=0.3)


def test_level_and_empty_pages_have_no_skew() -> None:
    assert lines_of(SHEET).skew == 0.0
    assert lines_of(np.full((800, 600), 255, np.uint8)).skew == 0.0


@pytest.mark.parametrize("turns", [0, 1])
@pytest.mark.parametrize("skew", [0.0, 1.3, -4.0])
@pytest.mark.parametrize("box", [Box(100, 200, 300, 320), Box(-20, -5, 90, 60), Box(300, 300, 900, 1200)])
def test_a_part_of_a_posed_page_is_that_of_the_whole(turns: int, skew: float, box: Box) -> None:
    picture = np.stack([SHEET, SHEET, SHEET], axis=-1)
    high, wide = SHEET.shape
    pose = Pose(*((wide, high) if turns == 0 else (high, wide)), turns=turns, skew=skew)
    whole, part = posed(picture, pose).crop(box), posed_part(picture, pose, box)
    assert part.shape == whole.shape
    assert np.abs(part.astype(int) - whole).max() <= 1


def test_deskew_levels_the_lines() -> None:
    level = deskew(leaning(3.0), 3.0)
    assert lines_of(level).skew == 0.0


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 2.0])
def test_sideways_pages_are_told(turns: int, degrees: float) -> None:
    assert lines_of(quarter_turns(leaning(degrees), turns)).sideways is (turns % 2 == 1)


def test_pages_without_lines_of_text_are_never_sideways() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (900, 700), dtype=np.uint8)
    assert not lines_of(noise).sideways
    assert not lines_of(np.full((900, 700), 255, np.uint8)).sideways


def test_the_colour_maximum_fades_red_and_blue_but_not_black() -> None:
    inks = np.array([[[200, 30, 40], [40, 50, 190], [20, 20, 20], [250, 250, 250]]], np.uint8)
    assert colour.colour_max(inks).tolist() == [[200, 190, 20, 250]]


@pytest.mark.parametrize("ink", [(0, 0, 255), (255, 0, 0), (40, 60, 200), (0, 120, 60)])
@pytest.mark.parametrize("sheet", [(255, 255, 255), (240, 225, 190)])
def test_print_of_one_colour_stays(ink: tuple[int, int, int], sheet: tuple[int, int, int]) -> None:
    shades = SHEET[..., None].astype(float) / 255
    page = (shades * sheet + (1 - shades) * ink).astype(np.uint8)
    grey = colour.print_of(page)
    assert np.abs(grey.astype(int) - SHEET).mean() < 6
    assert grey[SHEET < 40].mean() < 110


def test_a_seal_becomes_paper_and_print_under_it_stays() -> None:
    sheet = np.full((60, 60, 3), 250, np.uint8)
    sheet[10:40, 10:40] = (215, 60, 70)
    sheet[15:45, 20:55] = (30, 25, 25)
    grey = colour.print_of(sheet)
    assert grey[12, 12] == 255
    assert grey[20, 30] == 30


def test_a_page_printed_in_blue_is_not_wiped() -> None:
    sheet = np.full((60, 60, 3), 250, np.uint8)
    sheet[20:24, 5:55] = (60, 70, 160)
    assert colour.print_of(sheet)[22, 30] < 70


def test_ink_mask_finds_seals_not_print_or_tinted_paper() -> None:
    inks = np.array([[[200, 30, 40], [40, 50, 190], [20, 20, 20], [220, 215, 190]]], np.uint8)
    assert colour.ink_mask(inks).tolist() == [[True, True, False, False]]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("skew", [0.0, -4.0, 2.5])
def test_boxes_lead_back_to_the_page_as_stored(turns: int, skew: float) -> None:
    """A dot on the stored page, found again after turning and levelling, is led back to where it was."""
    stored = np.full((400, 300), 255, np.uint8)
    stored[60:70, 200:220] = 0  # centre (210, 65)
    turned = quarter_turns(stored, turns)
    level = deskew(turned, skew)
    y, x = (found.mean() + 0.5 for found in np.nonzero(level < 128))
    x, y = x + (turned.shape[1] - level.shape[1]) / 2, y + (turned.shape[0] - level.shape[0]) / 2
    pose = Pose(turned.shape[1], turned.shape[0], turns, skew)
    back = pose.to_stored(Box(x - 10, y - 5, x + 10, y + 5))
    assert back.centre == pytest.approx((210, 65), abs=1.0)
    assert (back.width, back.height) == ((10, 20) if turns % 2 else (20, 10))


def test_a_black_border_is_not_taken_for_lines() -> None:
    bordered = leaning(2.0).copy()
    bordered[:, :40] = 0
    cv2.line(bordered, (0, 600), (bordered.shape[1], 600), 0, 3)
    assert lines_of(bordered).skew == pytest.approx(2.0, abs=0.2)


def curled(high: float) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A page of print bent by `high` pixels at its sides, and how far every column went up."""
    flat = colour.colour_max(paper.array(paper.picture(header=True)))
    rows, columns = np.indices(flat.shape, dtype=np.float32)
    bend = (high * np.cos(2 * np.pi * columns / flat.shape[1])).astype(np.float32)
    return np.asarray(cv2.remap(flat, columns, rows + bend, cv2.INTER_LINEAR, borderValue=255)), bend[0]


def test_bent_lines_are_made_straight() -> None:
    page, _ = curled(14.0)
    bend = bend_of(page)
    assert bend is not None
    level = straight(page, bend.drops(*page.shape[::-1]))
    before, after = (sharpness(small_ink(picture)) for picture in (page, level))
    assert after > 2 * before


@pytest.mark.parametrize("page", [leaning(0.0), np.full((1500, 1000), 255, np.uint8)])
def test_a_page_with_straight_lines_or_none_has_no_bend(page: NDArray[np.uint8]) -> None:
    assert bend_of(page) is None


def test_boxes_of_a_bent_page_lead_back() -> None:
    page, up = curled(14.0)
    bend = bend_of(page)
    assert bend is not None
    high, wide = page.shape
    drops = tuple(map(tuple, bend.drops(wide, high).tolist()))
    held = Pose(float(wide), float(high), bend=drops)
    # Places on one line of the straightened page lie on one bent line of the page as stored.
    xs = np.linspace(0.2, 0.8, 7) * wide
    ys = [held.to_stored(Box(x - 1, 499, x + 1, 501)).centre[1] for x in xs]
    bent = np.array(ys) + up[xs.astype(int)]
    assert np.ptp(bent) < 6 < np.ptp(up[xs.astype(int)])
