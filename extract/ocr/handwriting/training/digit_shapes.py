"""Single digits as people write, stamp and print them: the raw material of the digit reader.

    pictures of real handwriting, fonts, pen strokes ─▶ Shapes: digit ─▶ ink mask (float32, 0..1, cropped)

Real handwriting: 5,000 digits of MNIST (LeCun, Cortes, Burges 1998) in the sheet `digits.png` that OpenCV
ships with its samples, and the 1,797 of scikit-learn's `load_digits` (Alpaydin and Kaynak, Optical
Recognition of Handwritten Digits, UCI 1998, CC BY 4.0). Neither shows all that Vietnamese hands do, so pen
strokes drawn along splines add it: 1 with a long upstroke, 7 with a bar, 2 with a loop, open 4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Mask = NDArray[np.float32]  # ink 0..1, cropped to the ink

SIZE = 48  # pixels that a mask is high, before it is scaled to its line

# Ways to write each digit: points "x,y" in hundredths of its height, x to the right, y down, joined by
# smooth curves; "!" marks a corner, "/" lifts the pen.
STROKES: dict[int, tuple[str, ...]] = {
    0: (
        "30,0 8,20 0,55 12,93 32,100 52,80 60,40 48,6 28,2",
        "42,4 15,10 0,50 10,92 30,98 50,75 52,30 36,0 22,12",
        "20,6 2,40 10,95 40,98 60,50 48,10 25,5 40,20",
    ),
    1: (
        "10,0 10,50 8,100",
        "0,28 30,0! 30,100",
        "0,60 40,0! 36,100",
        "0,95 42,2! 44,100",
        "0,75 25,40 45,0! 38,100",
        "0,85 45,0! 50,100",
        "0,70 35,25 55,0! 40,100",
        "0,25 25,0! 25,100 / 0,100 50,98",
    ),
    2: (
        "4,22 25,0 50,20 35,60 0,98! 30,95 60,97",
        "2,25 25,0 50,18 38,60 12,97 0,90 10,78 35,93 68,95",
        "20,30 5,22 15,3 42,2 50,25 30,65 2,97! 60,95",
        "22,30 6,25 18,2 48,6 46,40 20,90 2,95 10,78 40,98 75,85",
        "32,34 8,30 12,5 42,0 52,22 38,60 10,96 0,86 12,76 40,92 70,95",
        "22,22 32,30 40,14 25,1 8,16 14,32 40,30 50,50 25,88 2,98 -4,86 12,78 40,95 75,92",
        "8,25 30,0 55,20 40,60 5,98 -8,88 10,76 55,98 110,88",
        "46,26 24,30 14,12 35,0 52,20 40,60 8,98! 62,95",
        "0,30 22,0 48,14 40,50 12,92 -6,92 -2,74 20,80 45,100 80,96",
        "20,20 30,27 42,12 28,0 14,12 34,42 20,82 -15,100 -25,86 -6,78 25,95 60,92",
        "14,12 38,0 50,22 30,65 -5,98 -18,84 2,76 30,96 85,94",
        "26,24 36,22 34,6 16,2 12,18 36,40 24,80 0,98 -12,82 4,70 26,90 58,96",
    ),
    3: (
        "3,12 28,0 48,18 20,45! 52,65 40,95 2,92",
        "3,3 50,0! 20,40! 52,60 42,96 0,95",
        "5,15 30,0 44,20 25,42 12,45 45,55 50,85 20,100 0,85",
    ),
    4: (
        "25,0 0,55! 60,55 / 42,20 38,100",
        "45,0 0,65! 65,65 / 45,0 43,100",
        "5,0 5,45 10,50 55,45 / 50,0 48,100",
        "30,2 5,50! 65,48 / 55,0 30,100",
        "38,98 45,0! 0,62! 62,60",
    ),
    5: (
        "10,2 6,42! 35,38 52,65 38,96 0,95 / 10,3 60,0",
        "60,0 12,3! 6,42! 35,40 50,68 34,98 0,92",
        "15,5 10,40! 40,45 45,75 28,100 0,90 / 15,6 95,-5",
    ),
    6: (
        "48,0 15,30 2,75 25,100 50,80 35,55 5,75",
        "30,0 5,45 8,92 35,98 50,72 30,52 4,68",
        "42,10 30,2 8,30 2,80 28,100 48,75 30,50 6,65",
    ),
    7: (
        "0,4 50,0! 20,100",
        "0,4 52,0! 25,100 / 8,50 60,47",
        "0,15 5,2 55,5! 30,50 22,100 / 12,52 55,50",
        "0,20 10,3 30,12 55,0! 20,100 / 0,58 65,42",
        "0,6 45,0! 35,60 35,100",
        "0,4 50,0! 15,100 / 0,45 62,55",
    ),
    8: (
        "48,12 26,0 6,20 28,46 50,75 26,100 2,78 28,46 50,15",
        "58,2 20,2 8,22 35,50 42,85 20,100 2,80 30,45 60,5",
        "30,46 8,25 28,0 50,20 28,46 2,75 26,100 52,78 30,46",
        "55,22 40,0 12,10 20,40 46,70 30,100 5,85 15,60 50,25",
    ),
    9: (
        "48,15 25,0 2,25 22,48 48,20! 45,100",
        "48,15 25,0 2,22 20,46 48,22! 42,80 20,100 0,90",
        "50,8 20,2 4,30 28,48 50,10! 30,100",
    ),
}


@dataclass(frozen=True, slots=True)
class Shapes:
    """The sources of digits; `draw` names one and gives a mask of the digit in its hand."""

    hands: dict[str, Callable[[int, np.random.Generator], Mask]]

    def draw(self, hand: str, digit: int, chance: np.random.Generator) -> Mask:
        return self.hands[hand](digit, chance)


def from_pictures(pictures: NDArray[np.floating[Any]], labels: NDArray[np.int64]) -> Callable[..., Mask]:
    """Real digits: N x height x width of ink 0..1 with their labels."""
    by_digit = [np.flatnonzero(labels == digit) for digit in range(10)]

    def draw(digit: int, chance: np.random.Generator) -> Mask:
        small = pictures[chance.choice(by_digit[digit])]
        large = cv2.resize(small, None, fx=6, fy=6, interpolation=cv2.INTER_CUBIC)
        level = chance.uniform(0.25, 0.55)  # where the edge is: thin to thick pens
        return _cropped(np.clip((cv2.GaussianBlur(large, (0, 0), 2) - level) * 6 + 0.5, 0, 1))

    return draw


def from_strokes(digit: int, chance: np.random.Generator) -> Mask:
    """A digit drawn with a pen along one of the ways to write it, each time a little different."""
    ways = STROKES[digit]
    way = ways[chance.integers(len(ways))]
    canvas = np.zeros((220, 260), np.uint8)
    pen = int(chance.integers(5, 22))
    wobble = chance.uniform(0.01, 0.05)
    for stroke in way.split("/"):
        points = [(point.rstrip("!").split(","), point.endswith("!")) for point in stroke.split()]
        curve = _spline(
            [(np.array(at, float) / 100 + chance.normal(0, wobble, 2), end) for at, end in points]
        )
        fine = np.round((curve * 130 + 45) * 16).astype(np.int32)
        cv2.polylines(canvas, [fine], False, 255, pen, cv2.LINE_AA, 4)
    return _cropped(np.asarray(canvas / 255, np.float32))


def from_fonts(paths: Sequence[Path]) -> Callable[..., Mask]:
    """Digits of a font drawn by chance among `paths`."""

    def draw(digit: int, chance: np.random.Generator) -> Mask:
        return printed(paths[int(chance.integers(len(paths)))], str(digit), SIZE)[0]

    return draw


@lru_cache(maxsize=20_000)
def printed(path: Path, text: str, size: int) -> tuple[Mask, int]:
    """A text in a font of `size` pixels: its ink, cropped, and how far its foot is below the baseline."""
    face = ImageFont.truetype(str(path), size)
    sheet = Image.new("L", (int(face.getlength(text)) + 4 * size, 4 * size))
    ImageDraw.Draw(sheet).text((size, 2 * size), text, 255, face, anchor="ls")
    ink = np.asarray(sheet, np.float32) / 255
    rows = np.flatnonzero(ink.max(axis=1) > 0.3)
    return _cropped(ink), int(rows[-1]) + 1 - 2 * size if rows.size else 0


def _spline(points: list[tuple[NDArray[np.float64], bool]]) -> NDArray[np.float64]:
    """A smooth curve through the points, broken at corners."""
    curve: list[NDArray[np.float64]] = []
    run: list[NDArray[np.float64]] = []
    for point, is_corner in points:
        run.append(point)
        if is_corner and len(run) > 1:
            curve.append(smooth(run))
            run = [point]
    if len(run) > 1:
        curve.append(smooth(run))
    return np.concatenate(curve)


def smooth(run: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """A Catmull-Rom curve through points, twelve points for each stretch."""
    knots = [run[0], *run, run[-1]]
    t = np.linspace(0, 1, 12)[:, None]
    pieces = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.concatenate(pieces)


def _cropped(ink: NDArray[np.floating[Any]]) -> Mask:
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.3), np.flatnonzero(ink.max(axis=0) > 0.3)
    if not rows.size:
        return np.zeros((SIZE, SIZE // 3), np.float32)
    return np.ascontiguousarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], np.float32)
