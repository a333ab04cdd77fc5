"""One page's picture read: how the reading tells whether the page lay right."""

from __future__ import annotations

import numpy as np
import pytest

from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.core.pose import Pose
from extract.imaging.view import View
from extract.ocr.reading import Reading

LEVEL = [Box(90, 100, 500, 112), Box(90, 120, 400, 132), Box(300, 20, 306, 40)]  # a page number is narrow
UP = [Box(box.y0, box.x0, box.y1, box.x1) for box in LEVEL]


@pytest.mark.parametrize(("boxes", "up"), [(LEVEL, False), (UP, True), ([], False)])
def test_lines_that_run_up_the_page(boxes: list[Box], up: bool) -> None:
    lines = tuple(Line.of([Word.read("x" * round(max(b.width, b.height) / 6), b)]) for b in boxes)
    view = View(np.zeros((1, 1), np.uint8), 1.0)
    assert Reading(lines, [], Pose(595, 842), view).runs_up is up
