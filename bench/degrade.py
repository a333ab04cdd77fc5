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
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]  # height x width x 3, RGB
Grey = NDArray[np.float32]  # height x width, 0 black to 255 white
Random = np.random.Generator
Defect = Callable[[Grey, int, Random, float], Grey]  # picture, severity, random, pixels at 200 dpi

A4_AT_200 = 1654  # pixels of the width
SEVERITIES = (1, 2, 3)
FACE = "/usr/share/fonts/truetype/croscore/Tinos-Bold.ttf"


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
    paper = 235 - 25 * _clouds(grey.shape, random) * severity
    strength = (0.62, 0.4, 0.25)[severity - 1] * (1 - 0.5 * _clouds(grey.shape, random))
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


def sealed(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Round seals and an oblong stamp pressed over the text in grey."""
    height, width = grey.shape
    ink = np.zeros(grey.shape, np.float32)
    for _ in range(severity):
        at = random.uniform(0.2, 0.8) * width, random.uniform(0.35, 0.9) * height
        ink = np.maximum(ink, _seal(grey.shape, at, 140 * unit, random))
    at = random.uniform(0.15, 0.6) * width, random.uniform(0.1, 0.5) * height
    ink = np.maximum(ink, _stamp(grey.shape, at, unit, random))
    ink *= 0.55 + 0.45 * _clouds(grey.shape, random)
    tone = random.uniform(70, 130)
    return np.asarray(np.minimum(grey, 255 - ink * (255 - tone)), dtype=np.float32)


def photographed(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Taken by a phone: dark table around it, perspective, a mild curl, shadow, soft focus."""
    margin = round(70 * unit)
    desk = cv2.copyMakeBorder(grey, *[margin] * 4, cv2.BORDER_CONSTANT, value=70)
    height, width = desk.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + (random.uniform(-0.012, 0.012, (4, 2)) * severity * width).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    flat = cv2.warpPerspective(desk, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=70)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bend = 5 * severity * unit * np.sin(np.pi * (x / width - 0.2))
    curled = cv2.remap(flat, x, y + bend, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    light = 1 - (0.15 + 0.1 * severity) * _clouds((height, width), random)
    soft = cv2.GaussianBlur(curled, (0, 0), (0.5 + 0.25 * severity) * unit)
    return np.asarray(soft * light + random.normal(0, 3, desk.shape), dtype=np.float32)


def on_desk(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """A sheet on a grained desk, taken by a phone from askew: opposite sides differ by 7, 11 or 15 %.

    The picture grows, so that the whole sheet is in it and print keeps its size.
    """
    height, width = grey.shape
    share = (0.07, 0.11, 0.15)[severity - 1] / 2
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * (width, height)
    seen = sheet + inwards * random.uniform(0, 0.2 * share, (4, 2))
    across, down = random.permutation((2 * share, random.uniform(0, share)))
    for corner in random.permutation([[0, 1], [3, 2]])[0]:  # the far side is the shorter one
        seen[corner, 0] += inwards[corner, 0] * across / 2
    for corner in random.permutation([[0, 3], [1, 2]])[0]:
        seen[corner, 1] += inwards[corner, 1] * down / 2
    angle = np.radians(random.uniform(-1, 1) * severity)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    seen = (seen - seen.mean(axis=0)) @ turn
    seen -= seen.min(axis=0)
    seen = (seen + random.uniform(0.03, 0.12, 2) * width).astype(np.float32)
    wide, high = (np.ceil(seen.max(axis=0) + random.uniform(0.03, 0.12, 2) * width)).astype(int).tolist()
    matrix = cv2.getPerspectiveTransform(sheet, seen)
    grain = cv2.GaussianBlur(
        random.normal(0, 60, (high, wide)).astype(np.float32), (0, 0), 12 * unit, sigmaY=unit
    )
    desk = random.uniform(50, 130) + 25 * _clouds((high, wide), random) + 2 * grain
    light = 1 - (0.1 + 0.08 * severity) * _clouds((high, wide), random)
    paper = cv2.warpPerspective(grey * 0.9, matrix, (wide, high), flags=cv2.INTER_CUBIC)
    there = cv2.warpPerspective(np.ones_like(grey), matrix, (wide, high), flags=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(paper + (1 - there) * desk, (0, 0), (0.4 + 0.2 * severity) * unit)
    return np.asarray(soft * light + random.normal(0, 3, (high, wide)), dtype=np.float32)


def curled(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """A sheet that does not lie flat, seen straight from above: its lines are bent."""
    height, width = grey.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    rise = 1 + random.uniform(-0.3, 0.3) * (y / height - 0.5)
    bend = (15 * severity * unit) * rise * np.sin(np.pi * (x / width - random.uniform(0.1, 0.4)))
    return np.asarray(cv2.remap(grey, x, (y + bend).astype(np.float32), cv2.INTER_CUBIC, borderValue=250))


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


def _clouds(shape: tuple[int, ...], random: Random) -> Grey:
    """Smooth light and dark patches from 0 to 1, a hand wide."""
    coarse_values = random.uniform(0, 1, (5, 4)).astype(np.float32)
    return np.clip(cv2.resize(coarse_values, shape[1::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def _seal(shape: tuple[int, ...], at: tuple[float, float], radius: float, random: Random) -> Grey:
    """A round seal as ink from 0 to 1: two rings, letters on the circle between them, words in the middle."""
    side = round(2 * radius) + 8
    seal = Image.new("L", (side, side))
    draw = ImageDraw.Draw(seal)
    centre, thick = side / 2, max(round(radius / 35), 2)
    for share in (1.0, 0.66):
        r = radius * share
        draw.ellipse((centre - r, centre - r, centre + r, centre + r), outline=255, width=thick)
    font = ImageFont.truetype(FACE, round(radius * 0.2))
    text = "ỦYBANNHÂNDÂNXÃTÂNPHƯỚC*HUYỆNBÌNHSƠN"
    for index, letter in enumerate(text):
        angle = 360 * index / len(text)
        tile = Image.new("L", (side, side))
        ImageDraw.Draw(tile).text((centre, centre - radius * 0.83), letter, 255, font, anchor="mm")
        seal.paste(255, (0, 0), tile.rotate(-angle, center=(centre, centre)))
    for line, text_line in enumerate(("ỦY BAN", "NHÂN DÂN", "XÃ TÂN PHƯỚC")):
        place = centre, centre + (line - 1) * radius * 0.3
        draw.text(place, text_line, 255, ImageFont.truetype(FACE, round(radius * 0.19)), anchor="mm")
    return _placed(seal.rotate(random.uniform(-20, 20)), shape, at)


def _stamp(shape: tuple[int, ...], at: tuple[float, float], unit: float, random: Random) -> Grey:
    """A slanted oblong stamp of urgency."""
    size = round(330 * unit), round(110 * unit)
    stamp = Image.new("L", size)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=255, width=max(round(4 * unit), 1))
    font = ImageFont.truetype(FACE, round(58 * unit))
    draw.text((size[0] / 2, size[1] / 2), "HỎA TỐC", 255, font, anchor="mm")
    return _placed(stamp.rotate(random.uniform(-15, 15), expand=True), shape, at)


def _placed(ink: Image.Image, shape: tuple[int, ...], at: tuple[float, float]) -> Grey:
    """Ink on an empty page, its middle at `at`, uneven at the edges."""
    page = Image.new("L", (shape[1], shape[0]))
    page.paste(ink, (round(at[0] - ink.width / 2), round(at[1] - ink.height / 2)))
    return np.asarray(page, dtype=np.float32) / 255
