"""Print of which nothing was read is told, with its place."""

from __future__ import annotations

import cv2
import numpy as np

from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Word
from extract.core.pose import Pose
from extract.imaging.colour import colour_max
from extract.imaging.view import View
from extract.ocr.unread import told, unread_print
from support import paper

DPI = 150.0
GREY = colour_max(paper.array(paper.picture(header=True)))
VIEW = View(GREY, DPI / POINTS)


def words(*boxes: Box) -> list[Line]:
    return [Line.of([Word.read("chữ", box)]) for box in boxes]


def test_print_without_words_is_told_where_it_is() -> None:
    read = words(Box(50, 25, 560, 85))  # the head
    rows = unread_print(VIEW, read)
    assert len(rows) >= len(paper.BODY)
    (notice,) = told(rows, 3, Pose(595, 420))
    params = dict(notice.params)
    assert (notice.code, params["page"]) == ("print-not-read", 3)
    assert params["right"] == round(60 * 25.4 / 72)
    assert str(notice)


def test_a_page_that_was_read_says_nothing() -> None:
    assert unread_print(VIEW, words(Box(50, 25, 560, 400))) == []
    assert told([], 1, Pose(595, 420)) == ()


def test_seals_signatures_rules_and_specks_are_no_print() -> None:
    page = np.full((1754, 1240), 255, np.uint8)
    cv2.circle(page, (400, 400), 85, 60, 3)
    curve = np.array([(600 + 4 * i, 500 + int(60 * np.sin(i / 4))) for i in range(90)])
    cv2.polylines(page, [curve], False, 40, 3)
    cv2.rectangle(page, (100, 800), (1100, 1200), 0, 2)
    cv2.line(page, (100, 1000), (1100, 1000), 0, 2)
    for y, x in np.random.default_rng(1).integers((0, 0), page.shape, (300, 2)):
        cv2.circle(page, (int(x), int(y)), 1, 0, -1)
    assert unread_print(View(page, DPI / POINTS), ()) == []
