"""Light print on dark grounds: negatives, blueprints, dark heads of tables and bars over a text.

    RGB ─▶ dark grounds ─▶ those with light letters on them, hardly a dark one ─▶ turned over

A recogniser knows dark print on light paper. Black borders, pictures and the shadow of a photo hold no light
letters and stay; so does black print on a tinted ground.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.core.geometry import POINTS
from extract.imaging.colour import Grey, Mask, Picture
from extract.imaging.ink_boxes import pieces_of_ink

Area: TypeAlias = tuple[slice, slice]  # rows and columns of a box

SMALL_DPI = 100.0  # grounds are looked for in a picture of this resolution
GROUND = 165  # grey level below which a ground is dark: the fills that word processors offer for heads
SOLID = 3.0  # points: strokes of print are thinner (2 at 13 points bold), a ground is not
BRIDGED = 4.0, 16.0  # points down and across: a letter's gap in a ground that ends close above it
LEAST = 9.0, 30.0  # points: height and width of a ground
STANDS_OUT = 50  # grey levels of a letter from its ground
LETTER = 3.0, 40.0  # points: height of a letter
WIDEST = 90.0  # points of a word whose letters touch
NONE = 255  # where there is no dark ground
LEAST_INK = 0.15  # of a letter's box
FEW = 4  # letters on a ground: fewer may be anything
FACTOR = 3  # light letters to dark ones; a dim photo's paper has dark ones only, a negative light ones only
# Share of a ground that is solid: a head with bold print has 0.6, headings whose strokes are that thick 0.3.
LEAST_SOLID = 0.45
# Of the narrowest rectangle around it: bars, cells and whole pages 0.95 and more, parts of seals up to 0.7.
SQUARE = 0.85
RULE = 25  # grey levels: what is so much darker than its ground is a rule on it, and stays


def dark_on_light(picture: Picture, dpi: float) -> Picture:
    """The picture with light print made dark where its ground is dark; the same one where there is none."""
    small = _small(picture, dpi)
    tones = np.full(small.shape, NONE, np.uint8)
    for box, ground in _grounds(small):
        if tone := _tone_under_print(small[box], ground):
            tones[box][ground] = tone
    if np.all(tones == NONE):
        return picture
    wide = np.asarray(cv2.resize(tones, picture.shape[1::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
    return np.where((wide == NONE)[:, :, None], picture, _turned(picture, wide)[:, :, None])


def _turned(picture: Picture, tones: Grey) -> Grey:
    """Each spot as dark as it is lighter than its ground; rules stay dark."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    ground = tones.astype(np.float32)
    light = np.clip((grey - ground) / np.maximum(255 - ground, 1), 0, 1)
    return np.where(grey < ground - RULE, grey, 255 * (1 - light)).astype(np.uint8)


def _small(picture: Picture, dpi: float) -> Grey:
    scale = min(SMALL_DPI / dpi, 1.0)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _pixels(points: float) -> int:
    return max(round(points * SMALL_DPI / POINTS), 1)


def _square(points: float) -> NDArray[np.uint8]:
    return np.ones((_pixels(points),) * 2, np.uint8)


def _grounds(small: Grey) -> list[tuple[Area, Mask]]:
    """What is dark and wider than any stroke, with the letters that stand on it, and the box around it."""
    solid = cv2.morphologyEx((small < GROUND).astype(np.uint8), cv2.MORPH_OPEN, _square(SOLID))
    if np.count_nonzero(solid) < LEAST_SOLID * _pixels(LEAST[0]) * _pixels(LEAST[1]):
        return []
    shape = _pixels(BRIDGED[0]), _pixels(BRIDGED[1])
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones(shape, np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for outline in outlines:
        x, y, wide, high = cv2.boundingRect(outline)
        large = high >= _pixels(LEAST[0]) and wide >= _pixels(LEAST[1])
        if large and cv2.contourArea(outline) >= SQUARE * math.prod(cv2.minAreaRect(outline)[1]):
            box = np.s_[y : y + high, x : x + wide]
            ground = cv2.drawContours(np.zeros((high, wide), np.uint8), [outline - (x, y)], 0, 1, -1) > 0
            if np.count_nonzero(solid[box][ground]) > LEAST_SOLID * np.count_nonzero(ground):
                found.append((box, ground))
    return found


def _tone_under_print(part: Grey, ground: Mask) -> int | None:
    """The ground's grey level, when light letters stand on it; at most 254."""
    tone = int(np.median(part[ground]))
    light = _letters((part > tone + STANDS_OUT) & ground)
    dark = _letters((part < tone - STANDS_OUT) & ground)
    return max(tone, 1) if light >= max(FEW, FACTOR * dark) else None


def _letters(ink: Mask) -> int:
    """How many pieces of the ink have the size of letters."""
    _, _, stats, _ = pieces_of_ink(ink.astype(np.uint8))
    high, wide, area = (stats[1:, at] for at in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    sized = (high >= _pixels(LETTER[0])) & (high <= _pixels(LETTER[1])) & (wide <= _pixels(WIDEST))
    return int(np.count_nonzero(sized & (wide > 1) & (area > LEAST_INK * high * wide)))
