"""A sheet of paper photographed askew on a desk: where it lies, and the page as seen straight from above.

    RGB ─▶ sheet_in ─▶ Corners ─▶ flat ─▶ RGB of the same size: the sheet alone, its sides square

Only a sheet seen in perspective with its desk around it counts: a scan has nothing to gain, whatever black
its borders hold.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.imaging.colour import Grey, Mask, Picture

# 4 x 2: top left, top right, bottom right, bottom left, in shares of the picture's width and height.
Corners = NDArray[np.float64]

SMALL_SIDE = 400  # pixels of the longer side that the sheet is looked for at
PRINT = 11  # pixels of the small picture, wider than strokes and the gaps between them
SMALLEST = 19  # pixels: smaller bright things (a lamp's reflection, a pen) beside the sheet fall away
# Set on 30 drawn photos (bench/degrade.py, desk), all seen, and 12 pictures by phones, 7 found (the others
# are too small, bent, reach beyond the picture or have a desk as light as paper), against 321 pages of real
# scans, web pictures and PDFs: none of those has four sides inside of the picture.
LEAST_AREA = 0.3  # of the picture; found 0.33 to 0.80
LEAST_FILL = 0.96  # common to the paper and the four-sided figure, of both together; found 0.98 and more
LEAST_CONTRAST = 25.0  # grey levels from paper to desk beside every side; found 69 and more
# Degrees between opposite sides. Word recall made flat against left alone, 32 drawn photos: below 4 degrees
# 3 of 8 are better, 0.003 on average (print drawn anew loses up to 0.018); above, 16 of 24 are better and 6
# worse by 0.009 at most, 0.023 on average.
LEAN = (4.0, 25.0)
MOST_OBLIQUE = 25.0  # degrees from a right angle at a corner; found 2 to 17
SHEETS = (1.1, 1.75)  # long side to short side as seen; found 1.16 to 1.56
A4 = 297 / 210
BESIDE = 6  # pixels of the small picture from a side, where paper and desk are compared
ROUGH = (0.01, 0.015, 0.02, 0.03, 0.04, 0.05)  # of the outline's length, to make it four-sided
NEAR_SIDE = 5  # pixels of the small picture within which the outline belongs to a side
SEEN_SIDE = 0.5  # of a side, to be found on the outline


def sheet_in(picture: Picture) -> Corners | None:
    """The corners of a sheet on a desk; None for a page that fills its picture, or when none is sure."""
    small = _small(picture)
    outline = _outline(small)
    corners = None if outline is None else _corners(outline)
    if corners is None or outline is None or not _plausible(corners, _filled(outline, small.shape), small):
        return None
    return corners / small.shape[::-1]


def homography(corners: Corners, width: float, height: float) -> NDArray[np.float64]:
    """From places on the flat page to places on the photo, both of that size: 3 x 3."""
    seen = (corners * (width, height)).astype(np.float32)
    across, down = _lengths(seen)
    tall = A4 if down > across else 1 / A4
    wide = min(width, height / tall) / 2
    half = np.array((wide, wide * tall))
    square = np.array((width, height)) / 2 + half * [[-1, -1], [1, -1], [1, 1], [-1, 1]]
    return np.asarray(cv2.getPerspectiveTransform(square.astype(np.float32), seen), np.float64)


def flat(picture: Picture, corners: Corners) -> Picture:
    """The sheet as an A4 page in the middle of a picture of the same size, white beside it."""
    height, width = picture.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(mask, np.round(corners * (width, height)).astype(np.int32), 1)
    alone = np.where(mask[:, :, None] > 0, picture, np.uint8(255))
    return warped(alone, homography(corners, width, height))


def warped(picture: Picture, matrix: NDArray[np.float64]) -> Picture:
    """The flat page of a photo, of the same size, by its homography in pixels."""
    how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = picture.shape[1], picture.shape[0]
    return np.asarray(
        cv2.warpPerspective(picture, matrix, size, flags=how, borderValue=(255, 255, 255)), np.uint8
    )


def _small(picture: Picture) -> Grey:
    """The darkest channel on a small picture: paper is white, wood is bright in red only."""
    scale = SMALL_SIDE / max(picture.shape)
    size = max(round(picture.shape[1] * scale), 1), max(round(picture.shape[0] * scale), 1)
    # By halves first: OpenCV takes a third of the time.
    for _ in range(int(math.log2(max(1 / scale, 1)))):
        half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        picture = np.asarray(half, np.uint8)
    red, green, blue = cv2.split(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    return np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)


def _outline(small: Grey) -> NDArray[np.float64] | None:
    """Places on the outline of the largest bright thing, its print painted over."""
    bare = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((PRINT, PRINT), np.uint8))
    # A dark edge: on a page without a desk it is what Otsu's threshold splits off.
    bare = cv2.copyMakeBorder(bare, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    _, light = cv2.threshold(bare, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (SMALLEST, SMALLEST))
    light = cv2.morphologyEx(light, cv2.MORPH_OPEN, brush)[1:-1, 1:-1]
    found, _ = cv2.findContours(np.ascontiguousarray(light), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return max(found, key=cv2.contourArea)[:, 0].astype(np.float64) if found else None


def _corners(outline: NDArray[np.float64]) -> Corners | None:
    hull = cv2.convexHull(outline.astype(np.float32))
    length = cv2.arcLength(hull, True)
    for share in ROUGH:
        rough = cv2.approxPolyDP(hull, share * length, True)[:, 0].astype(np.float64)
        if len(rough) == 4:
            return _refined(_in_order(rough), outline)
    return None


def _in_order(points: Corners) -> Corners:
    """Clockwise from the top left."""
    middle = points - points.mean(axis=0)
    turned = points[np.argsort(np.arctan2(middle[:, 1], middle[:, 0]))]
    return np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0)


def _refined(rough: Corners, outline: NDArray[np.float64]) -> Corners | None:
    """Where straight lines along the four sides meet; None when the outline leaves one of them."""
    lines = []
    for start, end in zip(rough, np.roll(rough, -1, axis=0), strict=True):
        length = float(np.hypot(*(end - start)))
        x, y = (end - start) / max(length, 1.0)
        at = (outline - start) @ (x, y)
        aside = np.abs((outline - start) @ (y, -x))
        near = outline[(aside < NEAR_SIDE) & (at > 0.1 * length) & (at < 0.9 * length)]
        if len(near) < max(SEEN_SIDE * length, 2):
            return None
        x, y, at_x, at_y = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01)[:, 0]
        lines.append(np.cross((at_x, at_y, 1.0), (at_x + x, at_y + y, 1.0)))
    met = np.array([np.cross(before, line) for before, line in zip([lines[-1], *lines], lines, strict=False)])
    return None if np.any(np.abs(met[:, 2]) < 1e-6) else met[:, :2] / met[:, 2:]


def _filled(outline: NDArray[np.float64], shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    return np.asarray(mask > 0, np.bool_)


def _plausible(corners: Corners, paper: Mask, small: Grey) -> bool:
    """Whether the corners are those of a sheet of paper, darker things all around it."""
    sheet = _filled(corners, small.shape)
    if np.count_nonzero(sheet) < LEAST_AREA * small.size:
        return False
    if np.count_nonzero(sheet & paper) < LEAST_FILL * np.count_nonzero(sheet | paper):
        return False
    x, y = (np.roll(corners, -1, axis=0) - corners).T
    way = np.degrees(np.arctan2(y, x))
    turn = (np.roll(way, -1) - way + 180) % 360 - 180
    lean = max(abs(turn[0] + turn[1] - 180), abs(turn[1] + turn[2] - 180))
    across, down = _lengths(corners)
    return bool(
        np.all(np.abs(turn - 90) <= MOST_OBLIQUE)
        and LEAN[0] <= lean <= LEAN[1]
        and SHEETS[0] <= max(across, down) / min(across, down) <= SHEETS[1]
        and _contrast(corners, small) >= LEAST_CONTRAST
    )


def _lengths(corners: NDArray[np.floating]) -> tuple[float, float]:
    """Mean length of the sides that run across and of those that run down."""
    top, right, bottom, left = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return float(top + bottom) / 2, float(left + right) / 2


def _contrast(corners: Corners, small: Grey) -> float:
    """Grey levels by which the desk is darker than the paper, at the side where it is least.

    Below 0 when a side lies at the picture's edge.
    """
    share = np.linspace(0.1, 0.9, 40)[:, None]
    least = 255.0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        out = np.array((end[1] - start[1], start[0] - end[0])) / max(np.hypot(*(end - start)), 1.0)
        pair = []
        for step in (-BESIDE, BESIDE):
            x, y = np.round(start + (end - start) * share + out * step).astype(int).T
            there = (x >= 0) & (y >= 0) & (x < small.shape[1]) & (y < small.shape[0])
            if np.count_nonzero(there) < len(share) / 2:
                return -1.0
            pair.append(float(np.median(small[y[there], x[there]])))
        least = min(least, pair[0] - pair[1])
    return least
