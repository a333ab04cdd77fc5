"""Lines that run crooked, on a curled or tilted page under a camera, made level.

    grey ─▶ slopes of short pieces of its lines ─▶ one smooth field of slopes ─▶ pixels moved up or down

Turning (`skew.deskew`) levels a page whose lines are straight and parallel; left are bent lines, and lines
that lean otherwise at the top than at the bottom. Only heights change: slanted sides hurt no line. Engine's
word recall on 5 rendered pages: lines bent by 15 pixels at 200 dpi 0.964 to 0.974 (0.973 unbent), by 45
pixels 0.890 to 0.952, photo-3 of bench/degrade.py 0.942 to 0.947; on a photo by hand of a curled letter
(Tesseract alone) 0.51 to 0.64.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.imaging.colour import Grey
from extract.imaging.ink_boxes import pieces_of_ink
from extract.imaging.skew import sharpness, small_ink

Real = NDArray[np.float64]

WORD_GAP = 13  # pixels of the small picture (1000 on the longer side): letters of a line are joined over it
PIECE = 48  # pixels: a line's slope is taken over so many, six or so letters
LEAST_FILLED = 0.6  # of a piece's columns with print
HIGHEST = 2.0  # of the usual height of pieces: higher ones are two lines joined
STEEPEST = 0.25  # slope of a piece: 14 degrees
LEAST_PIECES = 60
CALM = 0.03  # weight of an even field against the slopes measured
REACHES = 0.1, 0.08, 0.06, 0.05, 0.04, 0.04  # slopes further off than this count less, round after round
NODES = 17  # the field's grid, a side
# How much sharper lines of text become, and how far (of 1000 pixels) any moves, where it is worth doing.
CLEARER, LEAST_DROP = 1.15, 5.0


@dataclass(frozen=True, slots=True)
class Bend:
    """A field of slopes over a picture: polynomial coefficients over its sides (see `_terms`)."""

    weights: tuple[float, ...]
    shape: tuple[int, int]  # rows, columns of the picture

    def drops(self, width: float, height: float) -> Real:
        """Pixels by which the picture lies below the level page, at NODES x NODES places.

        They are spread evenly over a page of `width` x `height` pixels with the same centre as the picture.
        """
        rows, columns = self.shape
        v = np.linspace(-0.5, 0.5, NODES) * height / rows
        u = np.linspace(-0.5, 0.5, NODES) * width / columns
        fine = 4
        step = (u[1] - u[0]) / fine
        drops = np.zeros((NODES, NODES))
        for way in (1, -1):
            at, where = v.copy(), 0.0
            for node in range(1, NODES // 2 + 1):
                for _ in range(fine):
                    slope = _terms(np.full(NODES, where + way * step / 2), at) @ np.array(self.weights)
                    at = at + way * step * slope * columns / rows
                    where += way * step
                drops[:, NODES // 2 + way * node] = (at - v) * rows
        return drops


def bend_of(grey: Grey, ink: Grey | None = None) -> Bend | None:
    """How a level page's lines bend; None when they run straight, or too few are seen.

    `ink`: the page's `small_ink`, where it is known.
    """
    ink = small_ink(grey) if ink is None else ink
    pieces = _pieces(ink)
    if len(pieces) < LEAST_PIECES:
        return None
    high, wide = ink.shape
    weights = _fitted(pieces, ink.shape)
    drops = Bend(weights, (high, wide)).drops(wide, high)
    if np.abs(drops).max() < LEAST_DROP or sharpness(straight(ink, drops)) < CLEARER * sharpness(ink):
        return None
    return Bend(weights, (grey.shape[0], grey.shape[1]))


def straight(picture: NDArray[np.uint8], drops: Real) -> NDArray[np.uint8]:
    """The picture (grey, RGB, or ink as 0 and 1) with every pixel taken from so many pixels below."""
    high, wide = picture.shape[:2]
    scale = np.float32(NODES - 1)
    columns = np.tile(np.linspace(0, scale, wide, dtype=np.float32), (high, 1))
    rows = np.repeat(np.linspace(0, scale, high, dtype=np.float32)[:, None], wide, axis=1)
    y = cv2.remap(drops.astype(np.float32), columns, rows, cv2.INTER_LINEAR)
    y = np.add(y, np.arange(high, dtype=np.float32)[:, None])
    x = np.tile(np.arange(wide, dtype=np.float32), (high, 1))
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _pieces(ink: Grey) -> Real:
    """Middle (x, y) and slope of short pieces of lines of print, one a row."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, WORD_GAP), np.uint8))
    count, labels, stats, _ = pieces_of_ink(joined)
    found = [np.zeros((0, 4))]
    for index in range(1, count):
        x, y, wide, high, _ = stats[index].tolist()
        if wide >= PIECE:
            box = np.s_[y : y + high, x : x + wide]
            found.append(_line_pieces(ink[box] * (labels[box] == index)) + np.array((x, y, 0, 0)))
    pieces = np.concatenate(found)
    usual = np.median(pieces[:, 3]) if len(pieces) else 0.0
    return np.asarray(pieces[pieces[:, 3] < HIGHEST * usual], np.float64)


def _line_pieces(own: NDArray[np.uint8]) -> Real:
    """Middle, slope and tallness of the pieces of one line: least squares through the ink of each."""
    rows, columns = np.arange(own.shape[0], dtype=np.float64), np.arange(own.shape[1], dtype=np.float64)
    amount = own.sum(axis=0, dtype=np.float64)
    down, square = rows @ own, (rows * rows) @ own
    sums = np.stack((amount > 0, amount, amount * columns, amount * columns**2, down, down * columns, square))
    total = np.cumsum(np.pad(sums, ((0, 0), (1, 0))), axis=1)
    first = np.arange(0, own.shape[1] - PIECE + 1, PIECE // 2)
    filled, n, x, xx, y, xy, yy = total[:, first + PIECE] - total[:, first]
    spread = np.maximum(xx - x * x / n, 1e-9)
    slope = (xy - x * y / n) / spread
    off = np.sqrt(np.maximum(yy - y * y / n - slope * (xy - x * y / n), 0) / n)
    middle = first + PIECE / 2
    height = y / n + slope * (middle - x / n)
    kept = (filled >= LEAST_FILLED * PIECE) & (np.abs(slope) < STEEPEST)
    return np.asarray(np.stack((middle, height, slope, off), axis=1)[kept], np.float64)


def _terms(u: Real, v: Real) -> Real:
    """The polynomials of a field of slopes, from -0.5 to 0.5 over the picture's sides."""
    return np.stack((np.ones_like(u), u, v, u * u, u * v, v * v, u**3, u * u * v, u * v * v, v**3), axis=-1)


def _fitted(pieces: Real, shape: tuple[int, ...]) -> tuple[float, ...]:
    """Coefficients of the field that most pieces follow; few stray ones do not move it."""
    terms = _terms(pieces[:, 0] / shape[1] - 0.5, pieces[:, 1] / shape[0] - 0.5)
    slopes, trust = pieces[:, 2], np.ones(len(pieces))
    calm = np.diag([0.0, *[CALM] * 2, *[3 * CALM] * 3, *[10 * CALM] * 4])
    for reach in REACHES:
        weighed = terms * trust[:, None]
        found = np.linalg.solve(weighed.T @ terms + calm, weighed.T @ slopes)
        trust = 1 / (1 + ((slopes - terms @ found) / reach) ** 2)
    return tuple(map(float, found))
