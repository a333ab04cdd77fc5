"""What copying, age, scanners and cameras do to a line.

    Ink ─ turned ─▶ ─ worn, stained ─▶ ─ exposed (blur, light, noise) ─▶ ─ stored (bits, JPEG) ─▶ Worn

Ranges are those of pages that a person still reads; sizes are given for 200 dpi and scale with the page.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from diacritics.training import synthesis_pages
from extract.imaging.colour import Grey
from extract.ocr.line.training.drawing import Ink, Span

Float = NDArray[np.float32]

TURN, LEAN, STRETCH = 0.35, 0.04, 0.07  # spread of degrees, of shear, of width; pages are levelled before
CURLED, COPIED, SEALED, STRUCK, SHOWN, FAX, BITS, JPEG = 0.06, 0.3, 0.08, 0.06, 0.12, 0.04, 0.3, 0.5  # shares
CURL = 0.03  # of the sheet's height, the most
SLACK = (-0.02, 0.22)  # paper above and below a piece, as a share of its height


@dataclass(frozen=True, slots=True)
class Worn:
    """A line as it was scanned."""

    page: Grey
    spans: tuple[Span, ...]  # left and right column of each sign
    top: float  # rows of the line's own ink, all of it
    bottom: float


def spoiled(ink: Ink, other: Grey, chance: random.Random) -> Worn:
    """The line as a scan of it has it; `other` is what the back of the sheet says."""
    noise = np.random.default_rng(chance.getrandbits(32))
    turned = _turned(ink, chance)
    page = synthesis_pages.worn(turned.page, chance) if chance.random() < COPIED else turned.page
    stained = _stained(page, other, chance, ink.unit)
    stored = _stored(_exposed(stained, chance, noise, ink.unit), chance, noise)
    return replace(turned, page=stored)


def _turned(ink: Ink, chance: random.Random) -> Worn:
    """Askew, leaning, narrow or wide; of one line in so many, curled."""
    height, width = ink.page.shape
    middle, angle = (ink.top + ink.bottom) / 2, chance.gauss(0, TURN)
    matrix = cv2.getRotationMatrix2D((width / 2, middle), angle, 1.0)
    lean, wide = chance.gauss(0, LEAN), max(chance.gauss(1, STRETCH), 0.8)
    shear = np.array([[wide, -lean, lean * middle], [0, 1, 0]])
    whole = shear[:, :2] @ matrix
    whole[:, 2] += shear[:, 2]
    size = max(round(width * wide), 8), height
    page = np.asarray(cv2.warpAffine(ink.page, whole, size, borderValue=255), np.uint8)
    reach = abs(math.radians(angle)) * (ink.spans[-1][1] - ink.spans[0][0]) / 2
    if chance.random() < CURLED:
        bend = CURL * height * chance.uniform(0.3, 1)
        page, reach = _curled(page, bend, chance), reach + bend
    a, b, c = whole[0].tolist()
    spans = tuple((a * left + b * middle + c, a * right + b * middle + c) for left, right in ink.spans)
    return Worn(page, spans, ink.top - reach, ink.bottom + reach)


def _curled(page: Grey, bend: float, chance: random.Random) -> Grey:
    """A line that is not straight, as on a sheet before a camera; `bend` rows up and down."""
    height, width = page.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    rise = bend * np.sin(np.pi * (x / (5 * height) + chance.uniform(0, 2)))
    return np.asarray(cv2.remap(page, x, (y + rise).astype(np.float32), cv2.INTER_LINEAR, borderValue=255))


def _stained(page: Grey, other: Grey, chance: random.Random, unit: float) -> Grey:
    """Seals and strokes across, the back of the sheet shining through."""
    page = page.copy()
    height, width = page.shape
    if chance.random() < SEALED:
        layer, radius = np.full_like(page, 255), round(chance.uniform(90, 150) * unit)
        at = chance.randrange(width), height // 2 + round(chance.uniform(-1, 1) * radius)
        for share in (1.0, 0.94, 0.66):
            tone = chance.randint(90, 210)
            cv2.circle(layer, at, round(radius * share), tone, max(round(chance.uniform(1, 4) * unit), 1))
        page = np.minimum(page, layer)
    if chance.random() < STRUCK:
        points = [(chance.uniform(-0.1, 1.1) * width, chance.uniform(0.2, 0.8) * height) for _ in range(4)]
        thick, tone = max(round(chance.uniform(1, 5) * unit), 1), chance.randint(0, 120)
        cv2.polylines(page, [np.array(points, np.int32)], False, tone, thick, cv2.LINE_AA)
    if chance.random() < SHOWN:
        back = cv2.resize(other[:, ::-1], (width, height), interpolation=cv2.INTER_AREA)
        back = cv2.GaussianBlur(back, (0, 0), 1.6 * unit + 0.3).astype(np.float32)
        back = np.roll(back, round(chance.uniform(-0.2, 0.2) * height), axis=0)
        page = np.minimum(page, 255 - (255 - back) * chance.uniform(0.1, 0.35)).astype(np.uint8)
    return page


def _exposed(page: Grey, chance: random.Random, noise: np.random.Generator, unit: float) -> Float:
    """The lens's blur, uneven toner and light, tones of ink and paper, the sensor's noise."""
    soft = cv2.GaussianBlur(page, (0, 0), chance.uniform(0.25, 0.9) * max(unit, 0.6)).astype(np.float32)
    height, width = page.shape
    if chance.random() < 0.3:
        coarse = noise.normal(0, 1, (height // 2 + 1, width // 2 + 1)).astype(np.float32)
        grain = cv2.resize(coarse, (width, height))
        soft = 255 - (255 - soft) * np.clip(1 + grain * chance.uniform(0, 0.35), 0, 1.2)
    ink, paper = chance.uniform(0, 110), chance.uniform(195, 255)
    if chance.random() < 0.12:  # weak toner, a tenth copy
        ink = paper - chance.uniform(45, 90)
    grey = ink + soft * ((paper - ink) / 255)
    light = np.linspace(chance.uniform(0.85, 1), chance.uniform(0.85, 1), width, dtype=np.float32)
    spread = chance.uniform(0.5, 8)
    return np.asarray(grey * light + noise.normal(0, spread, page.shape).astype(np.float32), np.float32)


def _stored(grey: Float, chance: random.Random, noise: np.random.Generator) -> Grey:
    """One bit (a fax: with half the rows too), or a JPEG."""
    fax = chance.random() < FAX
    if fax:
        half = cv2.resize(grey, None, fx=1.0, fy=0.5, interpolation=cv2.INTER_AREA)
        grey = cv2.resize(half, grey.shape[::-1], interpolation=cv2.INTER_NEAREST).astype(np.float32)
    if fax or chance.random() < BITS:
        black, white = np.percentile(grey, (1, 70))
        level = black + (white - black) * chance.uniform(0.45, 0.75)
        grey = np.where(grey > level, 255, 0).astype(np.float32)
    page = synthesis_pages.speckled(np.clip(grey, 0, 255).astype(np.uint8), chance, noise)
    return synthesis_pages.jpeg(page, chance.randint(25, 90)) if chance.random() < JPEG else page


def cut(worn: Worn, chance: random.Random) -> tuple[Grey, float]:
    """The line's own piece, cut as closely and as unevenly as boxes of lines are; and its first column."""
    height, width = worn.page.shape
    tall = worn.bottom - worn.top
    top = max(round(worn.top - chance.uniform(*SLACK) * tall), 0)
    bottom = min(round(worn.bottom + chance.uniform(*SLACK) * tall), height)
    left = max(round(worn.spans[0][0] - chance.uniform(0, 0.5) * tall), 0)
    right = min(round(worn.spans[-1][1] + chance.uniform(0, 0.5) * tall), width)
    return worn.page[top:bottom, left:right], float(left)
