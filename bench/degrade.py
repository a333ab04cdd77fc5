"""Old paper made from clean pages: what copying, fading, scanners and stamps do to a page.

    RGB picture of a clean page, kind, seed ─▶ RGB picture of the page as an archive would hold it

Kinds are a defect and a severity from 1 to 3 ("faded-2"); "old" mixes the defects as the papers of 2003-2013
have them. The same picture, kind and seed always give the same result. Sizes are given for 200 dpi and scale
with the picture, whose width is taken for that of A4.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.degrade_clouds import Grey, Random, clouds
from bench.degrade_photo import curled, on_desk, photographed
from bench.degrade_seals import sealed

Picture = NDArray[np.uint8]  # height x width x 3, RGB
Defect = Callable[[Grey, int, Random, float], Grey]  # picture, severity, random, pixels at 200 dpi

A4_AT_200 = 1654  # pixels of the width
SEVERITIES = (1, 2, 3)


def degraded(picture: Picture, kind: str, seed: int) -> Picture:
    """The page with the defects of `kind` ("old-2"); raises KeyError for an unknown one.

    The result is grey in three channels; a low resolution gives a smaller picture.
    """
    name, _, severity = kind.partition("-")
    random = np.random.default_rng([seed, int(severity), *name.encode()])
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    for defect in _RECIPES[name]:
        grey = defect(grey, int(severity), random, grey.shape[1] / A4_AT_200)
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def copied(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Generations of photocopying: blur, grain, threshold; strokes grow or break."""
    for _ in range(severity):
        soft = cv2.GaussianBlur(grey, (0, 0), 0.8 * unit)
        soft += cv2.GaussianBlur(random.normal(0, 30, grey.shape).astype(np.float32), (0, 0), 0.8 * unit)
        level = random.uniform(165, 210)
        grey = np.where(soft > level, 255, 0).astype(np.float32)
    return grey


def speckled(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Toner and dust: dots of one to four pixels, single and in clouds; a few hairs."""
    count = int(0.0002 * severity * grey.size / unit**2)
    middle = random.uniform(0, 1, (6, 2))
    cloud = middle[random.integers(0, 6, count // 2)] + random.normal(0, 0.08, (count // 2, 2))
    places = np.vstack([random.uniform(0, 1, (count - count // 2, 2)), cloud])
    for y, x in places:
        radius = max(round(random.exponential(0.8) * unit), 0)
        at = int(x * grey.shape[1]), int(y * grey.shape[0])
        cv2.circle(grey, at, min(radius, round(2 * unit)), float(random.uniform(0, 110)), -1)
    return grey


def faded(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Weak toner on yellowed paper: low and uneven contrast, and the scanner's noise."""
    del unit
    paper = 235 - 25 * clouds(grey.shape, random) * severity
    strength = (0.62, 0.4, 0.25)[severity - 1] * (1 - 0.5 * clouds(grey.shape, random))
    noise = random.normal(0, 3 + severity, grey.shape)
    return np.asarray(paper - (255 - grey) * strength + noise, dtype=np.float32)


def skewed(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Laid askew by up to 1, 2 or 3 degrees."""
    del unit
    angle = random.choice((-1, 1)) * random.uniform(0.7, 1) * severity
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=250))


def streaked(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Lines of a dirty drum or a scratched glass, dark and light, from top to bottom."""
    for _ in range(3 * severity):
        x, wide = int(random.uniform(0, grey.shape[1])), max(round(random.uniform(1, 3) * unit), 1)
        tone = random.choice((0.0, 255.0)) if random.uniform() < 0.5 else random.uniform(60, 180)
        weight = random.uniform(0.3, 0.8)
        part = grey[:, x : x + wide]
        grey[:, x : x + wide] = part * (1 - weight) + tone * weight
    return grey


def shown_through(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """The back of the sheet shines through thin paper: mirrored, blurred, pale."""
    back = cv2.GaussianBlur(grey[:, ::-1], (0, 0), 1.6 * unit)
    lines = round(random.uniform(5, 20) * unit)  # its lines stand between ours
    back = np.roll(back, lines, axis=0)
    weight = (0.15, 0.28, 0.42)[severity - 1]
    return np.asarray(np.minimum(grey, 255 - (255 - back) * weight) - 6, dtype=np.float32)


def bordered(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """The lid of the copier left open: black at one or more sides, ragged, and holes of a binder."""
    sides = random.permutation(4)[: severity + 1]
    for side in sides:
        turned = np.rot90(grey, side)
        depth = random.uniform(15, 60) * unit
        ragged = depth + 6 * unit * np.cumsum(random.normal(0, 0.08, turned.shape[0]))
        columns = np.arange(turned.shape[1])[None, :]
        turned[columns < ragged[:, None]] = random.uniform(0, 40)
    for y in random.uniform(0.2, 0.8, severity):
        centre = round(45 * unit), int(y * grey.shape[0])
        cv2.circle(grey, centre, round(20 * unit), 20.0, -1)
    return grey


def coarse(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Scanned at 150, 125 or 100 dpi, kept as a poor JPEG."""
    del random
    factor = (0.75, 0.625, 0.5)[severity - 1] / unit
    size = round(grey.shape[1] * factor), round(grey.shape[0] * factor)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    quality = [cv2.IMWRITE_JPEG_QUALITY, (60, 45, 35)[severity - 1]]
    _, data = cv2.imencode(".jpg", np.clip(small, 0, 255).astype(np.uint8), quality)
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.float32)


def binary(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Stored in 1 bit, with a threshold that suits the page badly."""
    del unit
    black, white = np.percentile(grey, (0.5, 60))
    level = black + (white - black) * random.uniform(0.5 - 0.06 * severity, 0.6 + 0.06 * severity)
    return np.where(grey > level, 255, 0).astype(np.float32)


def old(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Some of all, as one sheet has it: copied once, then faded, dirty, askew, scanned badly."""
    bits = random.uniform() < 0.4
    grey = skewed(grey, min(severity, 2), random, unit)
    grey = copied(grey, 1 if severity < 3 else 2, random, unit)
    grey = cv2.GaussianBlur(grey, (0, 0), 0.7 * unit)
    if random.uniform() < 0.4:
        grey = shown_through(grey, 1 if bits else min(severity, 2), random, unit)
    if random.uniform() < 0.7 and not bits:
        grey = faded(grey, min(severity, 2), random, unit)
    grey = speckled(grey, severity, random, unit)
    grey = streaked(grey, severity, random, unit)
    grey = sealed(grey, 1, random, unit) if random.uniform() < 0.4 else grey
    grey = bordered(grey, 1, random, unit) if random.uniform() < 0.4 else grey
    if bits:
        return binary(grey, 1, random, unit)
    return coarse(grey, min(severity, 2), random, unit)


_RECIPES: dict[str, tuple[Defect, ...]] = {
    "copied": (copied,),
    "speckled": (speckled,),
    "faded": (faded,),
    "skewed": (skewed,),
    "streaked": (streaked,),
    "shown": (shown_through,),
    "bordered": (bordered,),
    "coarse": (coarse,),
    "sealed": (sealed,),
    "sealed_bits": (sealed, binary),
    "photo": (photographed,),
    "desk": (on_desk,),
    "curled": (curled,),
    "old": (old,),
}
KINDS = tuple(f"{name}-{severity}" for name in _RECIPES for severity in SEVERITIES)
