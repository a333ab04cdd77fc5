"""Lines of text to the page image that a scanner makes of them.

    true lines, seed ─ draw ─▶ grey page ─ skew, blur, wear, noise, threshold or JPEG ─▶ uint8 H x W

What may go wrong follows the degradation model of Kanungo et al. ("Global and local document
degradation models", 1993) in the small: the ranges are those at which an office scanner's page is still
easy for a person to read.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Page = NDArray[np.uint8]

_INCH = 72.0
# Faces with every Vietnamese letter, as (regular, bold, italic, bold italic), and how often each is used:
# nine reports in ten are set in Times or in what stands in for it.
FACES: tuple[tuple[float, tuple[str, str, str, str]], ...] = (
    (5, ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")),
    (
        2,
        (
            "texgyretermes-regular.otf",
            "texgyretermes-bold.otf",
            "texgyretermes-italic.otf",
            "texgyretermes-bolditalic.otf",
        ),
    ),
    (2, ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf")),
    (1, ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "Arimo-BoldItalic.ttf")),
)
_STYLES = (0.62, 0.15, 0.18, 0.05)  # regular, bold, italic, bold italic
_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts"), Path("/usr/local/share/fonts"))
_SIZES = (11.0, 12.0, 13.0, 13.0, 14.0, 14.0)  # points; Decree 30/2020 asks for 13 to 14
_MARGIN = 0.4  # inches


@lru_cache(maxsize=1)
def _font_files() -> dict[str, Path]:
    return {path.name: path for folder in _FONT_FOLDERS for path in sorted(folder.rglob("*.[ot]tf"))}


@lru_cache(maxsize=256)
def _font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Raises FileNotFoundError that names the font to install."""
    if name not in _font_files():
        raise FileNotFoundError(f"font {name} (Debian: fonts-croscore, fonts-texgyre, fonts-freefont-ttf)")
    return ImageFont.truetype(str(_font_files()[name]), pixels)


def scan(lines: Sequence[str], seed: int) -> tuple[Page, int]:
    """The page image of the lines, one under the other, and its dots an inch."""
    rng = random.Random(seed)
    dpi = rng.choice((200, 300))
    return _degraded(_drawn(lines, dpi, rng), dpi, rng), dpi


def _drawn(lines: Sequence[str], dpi: int, rng: random.Random) -> Page:
    faces = rng.choices([face for _, face in FACES], [share for share, _ in FACES])[0]
    pixels = round(rng.choice(_SIZES) * dpi / _INCH)
    fonts = [_font(rng.choices(faces, _STYLES)[0], pixels) for _ in lines]
    margin, step = round(_MARGIN * dpi), round(pixels * rng.uniform(1.25, 1.6))
    width = math.ceil(max(font.getlength(line) for font, line in zip(fonts, lines, strict=True)))
    image = Image.new("L", (width + 2 * margin, step * len(lines) + 2 * margin), 255)
    draw = ImageDraw.Draw(image)
    for at, (font, line) in enumerate(zip(fonts, lines, strict=True)):
        draw.text((margin, margin + at * step), line, fill=0, font=font)
    return np.asarray(image)


def _degraded(page: Page, dpi: int, rng: random.Random) -> Page:
    """Skew and blur of the glass, wear of the copy, noise of the sensor, then 1 bit or JPEG."""
    noise = np.random.default_rng(rng.getrandbits(32))
    page = _turned(page, rng.gauss(0, 0.25))
    if rng.random() < 0.35:
        page = worn(page, rng)
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.25, 0.8) * dpi / 200).astype(np.uint8)
    ink, paper = rng.uniform(0, 90), rng.uniform(215, 255)
    grey = ink + page.astype(np.float32) * ((paper - ink) / 255)
    grey += noise.normal(0, rng.uniform(1, 9), page.shape)
    if rng.random() < 0.4:
        grey = np.where(grey > ink + (paper - ink) * rng.uniform(0.4, 0.75), 255.0, 0.0)
    dirty = speckled(np.clip(grey, 0, 255).astype(np.uint8), rng, noise)
    return jpeg(dirty, rng.randint(30, 90)) if rng.random() < 0.6 else dirty


def _turned(page: Page, degrees: float) -> Page:
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(page, turn, (width, height), borderValue=255).astype(np.uint8)


def worn(page: Page, rng: random.Random) -> Page:
    """Strokes a pixel fatter or thinner, as copies of copies have them."""
    kernel = np.ones(rng.choice(((2, 2), (1, 2), (2, 1))), np.uint8)
    change = cv2.erode if rng.random() < 0.7 else cv2.dilate  # dark letters: eroding fattens them
    return change(page, kernel).astype(np.uint8)


def speckled(page: Page, rng: random.Random, noise: np.random.Generator) -> Page:
    """Half of all pages with dots of toner and dust."""
    if rng.random() < 0.5:
        return page
    dots = int(page.size * 10 ** rng.uniform(-5, -3.5))
    page = page.copy()
    rows, columns = noise.integers(0, page.shape[0] - 1, dots), noise.integers(0, page.shape[1] - 1, dots)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        page[row : row + 1 + row % 2, column : column + 1 + column % 2] = 0 if (row + column) % 3 else 255
    return page


def jpeg(page: Page, quality: int) -> Page:
    """The page as a JPEG of this quality keeps it."""
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
