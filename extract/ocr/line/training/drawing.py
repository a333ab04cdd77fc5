"""A text as ink on paper, and where each of its signs stands.

    text, chance ─ drawn ─▶ Ink(grey page of one line, spans of the signs, dots an inch)

Sizes follow those of offices' print; what paper and scanner do to it comes after (`wear`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extract.imaging.colour import Grey
from extract.ocr.line.training.faces import Faces

POINT = 1 / 72  # inches
DPI = (100, 120, 150, 150, 175, 200, 200, 200, 240, 300)
SIZES = (8.0, 9.0, 10.0, 11.0, 12.0, 12.0, 13.0, 13.0, 13.0, 14.0, 14.0, 16.0)  # points; offices: 13 to 14
SPACED, UNDERLINED, NEIGHBOURS, RULED = 0.06, 0.05, 0.3, 0.08  # shares of the lines
LEADING = (1.12, 1.5)  # ems from line to line

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """A line as it was set."""

    page: Grey  # 0 is ink
    spans: tuple[Span, ...]  # left and right column of each sign
    top: int  # rows of the line's own ink
    bottom: int
    unit: float  # pixels of this page for one at 200 dpi


def drawn(text: str, faces: Faces, chance: random.Random, around: tuple[str, str]) -> Ink:
    """The line in one face; `around` are the lines above and below, that a cut may show a part of."""
    dpi = chance.choice(DPI)
    pixels = max(round(chance.choice(SIZES) * dpi * POINT), 10)
    font = faces.font(chance, pixels)
    spacing = chance.uniform(0.04, 0.25) * pixels if chance.random() < SPACED else 0.0
    lefts = [font.getlength(text[:at]) + at * spacing for at in range(len(text) + 1)]
    margin, foot = pixels, 3 * pixels
    sheet = Image.new("L", (round(lefts[-1]) + 2 * margin, 5 * pixels), 255)
    draw = ImageDraw.Draw(sheet)
    if spacing:
        for left, sign in zip(lefts, text, strict=False):
            draw.text((margin + left, foot), sign, 0, font, anchor="ls")
    else:
        draw.text((margin, foot), text, 0, font, anchor="ls")
    top, bottom = _rows(sheet, foot, pixels)
    _beside(draw, font, around, chance, (margin, foot, pixels))
    if chance.random() < UNDERLINED:
        row, thick = foot + round(0.12 * pixels), max(pixels // 18, 1)
        draw.line((margin, row, margin + lefts[-1], row), 0, thick)
        bottom = max(bottom, row + thick)
    if chance.random() < RULED:
        _rules(draw, chance, (sheet.width, foot, pixels))
    spans = tuple((margin + a, margin + b) for a, b in pairwise(lefts))
    return Ink(np.asarray(sheet), spans, top, bottom, dpi / 200)


def _rows(sheet: Image.Image, foot: int, pixels: int) -> tuple[int, int]:
    """First and last row of ink; those of a letter where a text has none of its own (a dash, a dot)."""
    box = sheet.point(lambda tone: 255 - tone).getbbox()
    if box is None or box[3] - box[1] < 0.3 * pixels:
        return foot - round(0.7 * pixels), foot + round(0.15 * pixels)
    return box[1], box[3]


def _beside(
    draw: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont,
    around: tuple[str, str],
    chance: random.Random,
    place: tuple[int, int, int],
) -> None:
    """Parts of the lines above and below."""
    margin, foot, pixels = place
    for text, way in zip(around, (-1, 1), strict=True):
        if chance.random() < NEIGHBOURS:
            row = foot + way * chance.uniform(*LEADING) * pixels
            draw.text((chance.uniform(-1, 1) * margin, row), text, 0, font, anchor="ls")


def _rules(draw: ImageDraw.ImageDraw, chance: random.Random, place: tuple[int, int, int]) -> None:
    """A table's rules: under or over the line, at one of its ends."""
    width, foot, pixels = place
    thick = max(round(pixels * chance.uniform(0.02, 0.08)), 1)
    row = foot + round(chance.choice((-1.15, 0.4)) * pixels)
    draw.line((0, row, width, row), 0, thick)
    if chance.random() < 0.5:
        at = chance.choice((0.4, width / pixels - 0.4)) * pixels
        draw.line((at, 0, at, 5 * pixels), 0, thick)
