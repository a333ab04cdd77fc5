"""Sheets photographed on a desk: found, made flat, and led back; everything else stays as it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from extract.core.geometry import Box
from extract.core.pose import Pose
from extract.imaging.perspective import Corners, flat, homography, sheet_in
from support import paper

PAGE = paper.array(paper.picture(header=True))
HEIGHT, WIDTH = PAGE.shape[:2]
DESK = (130, 90, 50)  # brown: as bright as grey paper in red
ASKEW = ((0.12, 0.08), (0.90, 0.13), (0.95, 0.93), (0.06, 0.90))
TURNED = ((0.22, 0.06), (0.95, 0.16), (0.82, 0.94), (0.05, 0.82))


def photo(corners: object, desk: tuple[int, int, int] = DESK) -> NDArray[np.uint8]:
    return paper.photo(PAGE, corners, desk)


@pytest.mark.parametrize("corners", [ASKEW, TURNED])
def test_a_sheet_on_a_desk_is_found(corners: object) -> None:
    found = sheet_in(photo(corners))
    assert found is not None
    assert found == pytest.approx(np.array(corners), abs=0.008)


def bordered() -> NDArray[np.uint8]:
    return np.asarray(
        cv2.copyMakeBorder(PAGE, 60, 90, 80, 40, cv2.BORDER_CONSTANT, value=(0, 0, 0)), np.uint8
    )


def leaning() -> NDArray[np.uint8]:
    """A scan laid askew, the scanner's lid open."""
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 4, 0.85)
    return np.asarray(cv2.warpAffine(PAGE, matrix, (WIDTH, HEIGHT), borderValue=(10, 10, 10)), np.uint8)


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(PAGE, id="page"),
        pytest.param(np.full_like(PAGE, 255), id="blank"),
        pytest.param(np.zeros_like(PAGE), id="black"),
        pytest.param(np.full((3, 2, 3), 200, np.uint8), id="tiny"),
        pytest.param(bordered(), id="black borders"),
        pytest.param(leaning(), id="askew, its sides parallel"),
        pytest.param(photo(ASKEW, (244, 244, 244)), id="desk as light as paper"),
        pytest.param(photo(((0.1, -0.1), (0.9, -0.1), (1.0, 1.1), (0.0, 1.1))), id="beyond the picture"),
        pytest.param(photo(((0.4, 0.4), (0.7, 0.42), (0.72, 0.8), (0.38, 0.8))), id="too small"),
    ],
)
def test_other_pictures_have_no_sheet(picture: NDArray[np.uint8]) -> None:
    assert sheet_in(picture) is None


def test_the_flat_page_has_straight_sides_and_no_desk() -> None:
    found = sheet_in(photo(ASKEW))
    assert found is not None
    page = flat(photo(ASKEW), found)
    assert page.shape == PAGE.shape
    both = PAGE[::4, ::4].astype(float), page[::4, ::4].astype(float)
    print_of = [cv2.GaussianBlur(grey.mean(axis=2), (0, 0), 4).ravel() for grey in both]
    assert np.corrcoef(print_of)[0, 1] > 0.7
    assert np.percentile(np.ptp(page, axis=2), 99) < 20  # brown is gone


shares = st.floats(0.0, 0.12)


@given(
    inwards=st.lists(shares, min_size=8, max_size=8), turns=st.integers(0, 3), at=st.tuples(shares, shares)
)
def test_boxes_lead_back_to_the_photo(inwards: list[float], turns: int, at: tuple[float, float]) -> None:
    """A place of the photo, sought on the flat turned page, is led back to where it was."""
    signs = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    corners: Corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) + signs * np.reshape(inwards, (4, 2))
    width, height = 595.0, 842.0
    matrix = homography(corners, width, height)
    seen = np.array((at[0] + 0.4, at[1] + 0.5)) * (width, height)
    x, y, share = np.linalg.inv(matrix) @ (*seen, 1.0)
    x, y, wide, high = x / share, y / share, width, height
    for _ in range(turns):  # clockwise
        x, y, wide, high = high - y, x, high, wide
    rows = tuple(tuple(row) for row in matrix.tolist())
    pose = Pose(wide, high, turns, photo=rows)
    back = pose.to_stored(Box(x - 10, y - 5, x + 10, y + 5))
    assert back.centre == pytest.approx(tuple(seen), abs=1e-6)
    assert pose.stored_size == (width, height)
    # Some of the desk is seen: what is on the photo is smaller than on the flat page, as the sheet is there.
    assert 0.5 < back.width * back.height / 200 <= 1.5
