"""Seals and stamps in grey ink over a page.

    grey page, severity, random, pixels at 200 dpi ─ sealed ─▶ the page with round seals and an oblong stamp

What they say is invented.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.degrade_clouds import Grey, Random, clouds

FACE = "/usr/share/fonts/truetype/croscore/Tinos-Bold.ttf"


def sealed(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Round seals and an oblong stamp pressed over the text in grey."""
    height, width = grey.shape
    ink = np.zeros(grey.shape, np.float32)
    for _ in range(severity):
        at = random.uniform(0.2, 0.8) * width, random.uniform(0.35, 0.9) * height
        ink = np.maximum(ink, _seal(grey.shape, at, 140 * unit, random))
    at = random.uniform(0.15, 0.6) * width, random.uniform(0.1, 0.5) * height
    ink = np.maximum(ink, _stamp(grey.shape, at, unit, random))
    ink *= 0.55 + 0.45 * clouds(grey.shape, random)
    tone = random.uniform(70, 130)
    return np.asarray(np.minimum(grey, 255 - ink * (255 - tone)), dtype=np.float32)


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
