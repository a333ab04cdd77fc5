"""The way of boxes from a page as the file has it to the page as it was read, and back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.core.geometry import Box
from extract.core.pose import Pose, as_grid

NODES = 5


@st.composite
def poses(draw: st.DrawFn) -> Pose:
    width, height = draw(st.floats(300, 900)), draw(st.floats(300, 1200))
    bend = draw(st.floats(-12, 12))
    drops = as_grid(
        [bend * math.sin(math.pi * column / (NODES - 1)) * (1 + row / NODES) for column in range(NODES)]
        for row in range(NODES)
    )
    lean = draw(st.floats(-2e-4, 2e-4))
    photo = ((0.8, 0.05, 30.0), (-0.04, 0.85, 20.0), (lean, lean / 2, 1.0))
    return Pose(
        width,
        height,
        draw(st.integers(0, 3)),
        draw(st.floats(-8, 8)),
        drops if draw(st.booleans()) else (),
        photo if draw(st.booleans()) else (),
    )


@given(pose=poses(), across=st.floats(0.2, 0.8), down=st.floats(0.2, 0.8))
def test_there_and_back(pose: Pose, across: float, down: float) -> None:
    x, y = across * pose.width, down * pose.height
    box = Box(x - 20, y - 6, x + 20, y + 6)
    back = pose.to_level(pose.to_stored(box))
    assert back.centre == pytest.approx(box.centre, abs=0.05)
    assert (back.width, back.height) == pytest.approx((box.width, box.height), rel=0.05)


@pytest.mark.parametrize(("turns", "stored"), [(0, (20, 10)), (1, (10, 80)), (2, (80, 190)), (3, (190, 20))])
def test_a_corner_of_the_read_page_on_the_stored_one(turns: int, stored: tuple[float, float]) -> None:
    """A place near the top left of a page that reads 100 x 200."""
    assert Pose(100, 200, turns).to_stored(Box(15, 5, 25, 15)).centre == pytest.approx(stored)


def test_what_falls_to_the_right_is_raised() -> None:
    """Levelling a page that leans by 90 degrees: what stood right of the centre stands above it."""
    pose = Pose(200, 200, skew=90.0)
    assert pose.levelled(Box(140, 95, 160, 105)).centre == pytest.approx((100, 50))
