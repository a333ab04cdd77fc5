"""Round seals in grey or 1-bit ink, told by their ring, taken off the print they lie on.

    grey ─▶ circles of a seal's size, dark all around ─▶ ring fitted ─┬▶ paler than print: told by tone
                                                                      └▶ as black: by place

Coloured seals fade before (`colour.print_of`). Under a seal stand the signer's title and name, and Tesseract
takes the whole block for a picture. 12 scans with red seals made grey (bench/grey_seals.py): of the words
around the seal that are read in colour, Tesseract reads 0.56, with this 0.91; made 1-bit 0.58 and 0.76.
Tesseract's word recall of 10 whole pages made grey with seals (sealed-2 of bench/degrade.py): 0.80 to 0.93.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.core.geometry import POINTS
from extract.imaging.colour import Grey, Mask
from extract.imaging.ink_boxes import pieces_of_ink

Real = NDArray[np.float64]

SMALL_DPI = 60.0  # seals are looked for in a picture of this resolution
RADIUS = 36.0, 62.0  # points; 19 seals of scans had 42 to 55 (organs 32 to 42 mm across)
VOTES = 22  # of OpenCV's circle transform: a ring half covered still has as many
MOST = 8  # circles looked at
DARKER = 35  # grey levels of a ring against the paper outside
# Share of the ring that is dark: 19 seals on grey and 1-bit pages had 0.88 to 1.0, the best circle through
# print 0.79.
WHOLE = 0.85
# Of a band (pixels of SMALL_DPI) around the circle as OpenCV gives it: seals 0.88 and more, print up to 0.78;
# of a wide one, which still holds a ring some pixels off the circle: seals 0.96 and more, print up to 0.82.
PROMISING, BAND = 0.8, 5
WIDELY_PROMISING, WIDE_BAND = 0.88, 7
NEAR = 2  # pixels by which a ring is looked for at once
SWEEPS = 3  # of that search, each from the best place of the one before
ANGLES = 1080
DARK = 165  # grey level of ink
EDGE = 1.06  # of the ring's radius: where the seal ends; some rings are double
OUTERMOST = 1.12  # of the radius: no ring lies further out
USUAL_TONE = 50  # percentile around the ring: print crosses less of it
BLACKEST = 10  # percentile of what is darker than DARK: the tone of print, also where a seal has most of it
PALE = 20  # grey levels of a ring over such print
PALER = 30  # grey levels of the ring over print, from which tone tells them apart
ARC = 12.0  # degrees: longer runs around the middle are rings, strokes of letters are shorter
ACROSS = 0.1  # of the radius: longer runs from or to the middle are strokes of letters
INNERMOST = 0.3  # of the radius: no ring lies further in
BESIDE = 130.0  # points to the right of a seal in which the lines that it covers go on
LETTER = 4.0, 16.0  # points: height of a letter
LEAST_LETTERS = 3  # side by side, in a line
AROUND = 3.0, 2.5  # points above and below a line's letters: marks, tails


@dataclass(frozen=True, slots=True)
class Seal:
    """A ring in pixels; `wobble` holds the radius as a + b cos + c sin + d cos 2 + e sin 2 of the angle."""

    x: float
    y: float
    wobble: tuple[float, ...]

    def radius(self, angles: Real) -> Real:
        return np.asarray(_waves(angles) @ np.array(self.wobble), np.float64)


def without_seals(grey: Grey, dpi: float) -> tuple[Grey, Mask | None]:
    """The page without its seals, and what was made paper; the same picture and None when it has none."""
    seals = find_seals(grey, dpi)
    if not seals:
        return grey, None
    cleaned, mask = grey.copy(), np.zeros(grey.shape, np.bool_)
    dark = grey[grey < DARK]
    print_tone = float(np.percentile(dark, 25)) if dark.size else 0.0
    for seal in seals:
        _take_off(seal, cleaned, mask, print_tone, dpi)
    return cleaned, mask


def seals_as_paper(grey: Grey, dpi: float) -> Grey | None:
    """The picture with all ink as pale as a seal's made paper, and the tones of print spread between; None
    where there is no seal, or none that is paler than print.

    What `without_seals` takes off whole leaves letters with holes; here they only get thinner.
    """
    tones = [_tone(grey, seal) for seal in find_seals(grey, dpi, widely=True)]
    dark = grey[grey < DARK]
    black = float(np.percentile(dark, BLACKEST)) if dark.size else 0.0
    if not tones or max(tones) - black < PALE:
        return None
    spread = (grey.astype(np.float32) - black) * (255 / (max(tones) - black))
    return np.asarray(np.clip(spread, 0, 255), np.uint8)


def find_seals(grey: Grey, dpi: float, *, widely: bool = False) -> list[Seal]:
    """Every round seal that lies on the page whole; `widely`: also where OpenCV's circle is somewhat off."""
    scale = SMALL_DPI / dpi
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    least, most = (int(side * SMALL_DPI / POINTS) for side in RADIUS)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0), cv2.HOUGH_GRADIENT, 1, 15,
        param1=120, param2=VOTES, minRadius=least, maxRadius=most,
    )  # fmt: skip
    best = _best_ring_widely if widely else _best_ring
    found: list[tuple[float, float, float]] = []
    for circle in [] if circles is None else circles[0][:MOST]:
        share, x, y, radius = best(np.asarray(small, np.uint8), *map(float, circle))
        apart = all(np.hypot(x - other[0], y - other[1]) > radius for other in found)
        if share >= WHOLE and apart:
            found.append((x, y, radius))
    return [_fitted(grey, (x + 0.5) / scale, (y + 0.5) / scale, radius / scale) for x, y, radius in found]


def _best_ring(small: Grey, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """Share that is dark, middle and radius of the best ring near a circle."""
    dark = _profile(small, x, y, radius - 6, 12 + BAND)
    if max(_share(dark, step, BAND) for step in range(10)) < PROMISING:
        return 0.0, x, y, radius
    return _ring_near(small, x, y, radius)


def _best_ring_widely(small: Grey, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """The same for a ring that may be some pixels off the circle."""
    best = 0.0, x, y, radius
    dark = _profile(small, x, y, radius - 6, 12 + WIDE_BAND)
    if max(_share(dark, step, WIDE_BAND) for step in range(10)) < WIDELY_PROMISING:
        return best
    for _ in range(SWEEPS):
        before = best
        best = max(best, _ring_near(small, *before[1:]))
        if max(abs(best[1] - before[1]), abs(best[2] - before[2])) < NEAR:
            break
    return best


def _ring_near(small: Grey, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    best = 0.0, x, y, radius
    for right in range(-NEAR, NEAR + 1):
        for down in range(-NEAR, NEAR + 1):
            dark = _profile(small, x + right, y + down, radius - 4, 13)
            for step in range(7):
                best = max(best, (_share(dark, step, 3), x + right, y + down, radius - 3 + step))
    return best


def _share(dark: NDArray[np.int16], first: int, width: int) -> float:
    """At how many angles a band of radii has ink that the paper outside of it has not."""
    return float(np.mean(dark[first : first + width].max(axis=0) - dark[first + width + 2] > DARKER))


def _profile(small: Grey, x: float, y: float, first: float, count: int) -> NDArray[np.int16]:
    """Darkness at `count` radii from the first on (rows), all around (columns)."""
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    radii = first + np.arange(count)[:, None]
    columns = np.clip(np.rint(x + radii * np.cos(angles)), 0, small.shape[1] - 1).astype(int)
    rows = np.clip(np.rint(y + radii * np.sin(angles)), 0, small.shape[0] - 1).astype(int)
    return np.asarray(255 - small[rows, columns].astype(np.int16))


def _waves(angles: Real) -> Real:
    ones = np.ones_like(angles)
    return np.stack((ones, np.cos(angles), np.sin(angles), np.cos(2 * angles), np.sin(2 * angles)), axis=-1)


def _fitted(grey: Grey, x: float, y: float, radius: float) -> Seal:
    """The ring in full resolution: at each angle the darkest radius, a smooth curve through most of them."""
    angles = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    radii = radius * np.linspace(0.92, 1.08, max(round(0.16 * radius), 8))
    dark = cv2.GaussianBlur(255.0 - _sampled(grey, x, y, radii[:, None] * np.ones(360), angles), (1, 5), 0)
    at = radii[np.argmax(dark, axis=0)]
    waves, weight = _waves(angles), np.ones(360)
    for _ in range(5):
        curve = np.linalg.lstsq(waves * weight[:, None], at * weight, rcond=None)[0]
        weight = 1 / (1 + ((at - waves @ curve) / (0.01 * radius)) ** 2)
    return Seal(x, y, tuple(map(float, curve)))


def _sampled(grey: Grey, x: float, y: float, radii: Real, angles: Real) -> Real:
    """The picture at polar places, nearest pixels."""
    columns = np.clip(np.rint(x + radii * np.cos(angles)), 0, grey.shape[1] - 1).astype(int)
    rows = np.clip(np.rint(y + radii * np.sin(angles)), 0, grey.shape[0] - 1).astype(int)
    return np.asarray(grey[rows, columns], np.float64)


def _take_off(seal: Seal, grey: Grey, mask: Mask, print_tone: float, dpi: float) -> None:
    """Make the seal's ink paper, in `grey`, and mark it in `mask`."""
    reach = 1.15 * seal.wobble[0]
    top, left = max(int(seal.y - reach), 0), max(int(seal.x - reach), 0)
    box = np.s_[top : int(seal.y + reach) + 1, left : int(seal.x + reach) + 1]
    part = grey[box]
    rows, columns = np.indices(part.shape)
    down, right = rows + top - seal.y, columns + left - seal.x
    angles = np.arctan2(down, right) % (2 * np.pi)
    inward = np.hypot(down, right) / seal.radius(angles)  # 1 on the ring
    disc = inward < EDGE
    tone = _tone(grey, seal)
    if tone - print_tone > PALER:
        core = (part < (tone + print_tone) / 2).astype(np.uint8)
        ink = disc & (cv2.dilate(core, np.ones((3, 3), np.uint8)) == 0)
    else:
        ink = _rings(grey, seal, angles, inward)
        on_line = np.zeros(grey.shape[0], np.bool_)
        for above, below in _lines_beside(grey, seal, dpi / POINTS):
            on_line[max(above, 0) : below] = True
        ink |= disc & ~on_line[top : top + part.shape[0], None]
    mask[box] |= ink & (part < 255)
    part[ink] = 255


def _tone(grey: Grey, seal: Seal) -> float:
    """The usual grey level of a seal's ring."""
    return float(np.percentile(_ring(grey, seal, np.linspace(0.96, 1.04, 9)).min(axis=0), USUAL_TONE))


def _ring(grey: Grey, seal: Seal, shares: Real) -> Real:
    """The picture along the ring, at shares of its radius (rows) and all angles (columns)."""
    angles = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    return _sampled(grey, seal.x, seal.y, shares[:, None] * seal.radius(angles), angles)


def _rings(grey: Grey, seal: Seal, angles: Real, inward: Real) -> Mask:
    """Ink that runs around the middle, at the places given."""
    steps = round(seal.wobble[0] * OUTERMOST)
    ink = (_ring(grey, seal, np.arange(steps) * OUTERMOST / steps) < DARK).astype(np.uint8)
    ink = np.hstack((ink[:, -ANGLES // 12 :], ink, ink[:, : ANGLES // 12]))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, round(ANGLES * ARC / 360)), np.uint8))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(ACROSS * seal.wobble[0]), 1), np.uint8))
    runs = cv2.subtract(cv2.dilate(runs, np.ones((3, 3), np.uint8)), across)
    runs = runs[:, ANGLES // 12 : -(ANGLES // 12)]
    runs[: round(INNERMOST * steps)] = 0
    at = np.minimum((inward * steps / OUTERMOST).astype(int), steps - 1)
    turn = (angles * ANGLES / (2 * np.pi)).astype(int) % ANGLES
    return np.asarray((runs[at, turn] > 0) & (inward < OUTERMOST), np.bool_)


def _lines_beside(grey: Grey, seal: Seal, scale: float) -> list[tuple[int, int]]:
    """First and last row of the lines of print that go on to the right of the seal."""
    radius = seal.wobble[0]
    left, right = int(seal.x + 1.02 * radius), int(seal.x + radius + BESIDE * scale)
    top = max(int(seal.y - 1.15 * radius), 0)
    part = (grey[top : int(seal.y + 1.15 * radius), left:right] < DARK).astype(np.uint8)
    if not part.size:
        return []
    _, _, stats, _ = pieces_of_ink(part)
    rows = np.zeros(part.shape[0] + 2, int)
    for _, y, wide, high, _ in stats[1:].tolist():
        if LETTER[0] * scale < high < LETTER[1] * scale and scale < wide < 3 * LETTER[1] * scale:
            rows[y + 1 : y + high + 1] += 1
    edges = np.flatnonzero(np.diff((rows >= LEAST_LETTERS).astype(np.int8)))
    return [
        (round(top + first - AROUND[0] * scale), round(top + last + AROUND[1] * scale))
        for first, last in edges.reshape(-1, 2).tolist()
        if last - first > LETTER[0] * scale
    ]
