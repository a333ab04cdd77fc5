from __future__ import annotations

import numpy as np
import pytest

from extract.imaging.polarity import dark_on_light
from support import paper

DPI = 150.0
PRINT = paper.array(paper.picture(header=True, dpi=150))
BLUE = np.array((26, 51, 105))


def on_ground(page: np.ndarray, ground: np.ndarray | int) -> np.ndarray:
    """The page with its paper in the colour of a ground, and its print white."""
    shades = page.astype(float) / 255
    return (shades * ground + (1 - shades) * 255).astype(np.uint8)


@pytest.mark.parametrize("ground", [0, BLUE, np.array((68, 114, 196))], ids=["black", "navy", "office"])
def test_a_negative_and_a_blueprint_become_dark_print(ground: np.ndarray | int) -> None:
    turned = dark_on_light(on_ground(PRINT, ground), DPI)
    assert np.abs(turned.astype(int) - PRINT).mean() < 6


def test_of_a_bar_only_the_bar_is_turned() -> None:
    page = PRINT.copy()
    bar = np.s_[100:260, 60:-60]
    page[bar] = on_ground(PRINT, BLUE)[bar]
    turned = dark_on_light(page, DPI)
    outside = np.ones(page.shape[:2], bool)
    outside[90:270, 50:-50] = False
    assert np.array_equal(turned[outside], page[outside])
    assert np.abs(turned[105:255, 65:-65].astype(int) - PRINT[105:255, 65:-65]).mean() < 8


@pytest.mark.parametrize("dim", [1.0, 0.6])
def test_black_print_stays_in_whatever_light(dim: float) -> None:
    page = (PRINT * dim).astype(np.uint8)
    assert dark_on_light(page, DPI) is page


def test_a_black_border_and_a_dark_picture_stay() -> None:
    page = PRINT.copy()
    page[:, :60] = 0
    page[-200:, 300:700] = 60
    assert dark_on_light(page, DPI) is page
