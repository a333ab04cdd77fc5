"""Sheets become files: PDFs, scans with their faults, image-only and mixed ones.

    Sheets ─▶ born_digital | scanned | mixed ─▶ PDF bytes      Sheets ─▶ image ─▶ degraded image

Everything is deterministic: fixed seeds, fixed dates and ids in PDFs, so that a second run of
`make.py` on the same machine writes the same bytes.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from golden.garble import garbled
from golden.paper import HEIGHT, WIDTH, Sheet, Stroke, font_files, width_of

SCAN_DPI = 150
_INVISIBLE = 3  # PDF text render mode
_RED, _BLUE, _INK = (196, 30, 38), (28, 44, 130), (24, 24, 28)


def born_digital(sheets: Sequence[Sheet]) -> bytes:
    """A PDF with text and rules."""
    return _pdf([(sheet, None, False) for sheet in sheets])


def scanned(sheets: Sequence[Sheet], *, english_layer: bool = False) -> bytes:
    """A PDF of page images; with `english_layer` an invisible text as an English OCR would have read it."""
    return _pdf([(sheet, clean_scan(sheet, seed), english_layer) for seed, sheet in enumerate(sheets)])


def mixed(sheets: Sequence[Sheet]) -> bytes:
    """A PDF whose first page is text and whose others are images."""
    return _pdf([(sheet, clean_scan(sheet, n) if n else None, False) for n, sheet in enumerate(sheets)])


def _pdf(pages: Sequence[tuple[Sheet, Image.Image | None, bool]]) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle("")
    font_files()
    for sheet, image, english_layer in pages:
        if image is not None:
            canvas.drawImage(ImageReader(io.BytesIO(jpeg(image))), 0, 0, WIDTH, HEIGHT)
        if image is None or english_layer:
            _draw_text(canvas, sheet, english_layer=english_layer)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _draw_text(canvas: Canvas, sheet: Sheet, *, english_layer: bool) -> None:
    mode = _INVISIBLE if english_layer else 0
    for number, stroke in enumerate(sheet.strokes):
        text = garbled(stroke.text, seed=number) if english_layer else stroke.text
        canvas.setFont("regular" if english_layer else stroke.face, stroke.size)
        spread = _spread(stroke) if not english_layer else 0.0
        canvas.setFillColorRGB(*_share(stroke.red))
        canvas.drawString(stroke.x, HEIGHT - stroke.y, text, mode=mode, wordSpace=spread)
    if not english_layer:
        canvas.setLineWidth(0.7)
        for rule in sheet.rules:
            canvas.setStrokeColorRGB(*_share(rule.red))
            canvas.line(rule.x0, HEIGHT - rule.y0, rule.x1, HEIGHT - rule.y1)


def _share(red: bool) -> tuple[float, ...]:
    return tuple(part / 255 for part in (_RED if red else _INK))


def _spread(stroke: Stroke) -> float:
    """What each space gains so that the line fills its width."""
    spaces = stroke.text.count(" ")
    if stroke.width is None or not spaces:
        return 0.0
    return (stroke.width - width_of(stroke.text, stroke.face, stroke.size)) / spaces


def draw(sheet: Sheet, dpi: int) -> Image.Image:
    """The page in RGB, as a perfect scanner would see it."""
    scale = dpi / 72
    image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    pen = ImageDraw.Draw(image)
    for stroke in sheet.strokes:
        font = ImageFont.truetype(str(font_files()[stroke.face]), stroke.size * scale)
        x, extra = stroke.x, _spread(stroke)
        pieces = stroke.text.split(" ") if extra else [stroke.text]
        for piece in pieces:
            pen.text((x * scale, stroke.y * scale), piece, _RED if stroke.red else _INK, font, anchor="ls")
            x += width_of(piece + " ", stroke.face, stroke.size) + extra
    for rule in sheet.rules:
        ends = (rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale)
        pen.line(ends, _RED if rule.red else _INK, max(1, round(0.7 * scale)))
    return image


def clean_scan(sheet: Sheet, seed: int, dpi: int = SCAN_DPI) -> Image.Image:
    """A good grey scan: slightly soft, slightly grey paper, faint noise."""
    image = draw(sheet, dpi).convert("L").filter(ImageFilter.GaussianBlur(0.4))
    return _noisy(image, seed, spread=3.0, paper=250)


def poor_scan(sheet: Sheet, seed: int, *, angle: float, dpi: int = SCAN_DPI) -> Image.Image:
    """A skewed, noisy colour scan with a red seal and blue ink over the signature."""
    image = draw(sheet, dpi)
    _sign(image, sheet, dpi)
    turned = image.rotate(angle, Image.Resampling.BICUBIC, expand=False, fillcolor="white")
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    return _specks(_noisy(soft, seed, spread=9.0, paper=240), seed)


def _noisy(image: Image.Image, seed: int, *, spread: float, paper: int) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32) * (paper / 255)
    noise = np.random.default_rng(seed).normal(0, spread, pixels.shape[:2]).astype(np.float32)
    pixels += noise if pixels.ndim == 2 else noise[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _specks(image: Image.Image, seed: int) -> Image.Image:
    """Dust: a few hundred dark dots."""
    chance = random.Random(seed)
    pen = ImageDraw.Draw(image)
    for _ in range(400):
        x, y = chance.randrange(image.width), chance.randrange(image.height)
        size = chance.choice((1, 1, 1, 2))
        pen.ellipse((x, y, x + size, y + size), (chance.randrange(60, 160),) * 3)
    return image


def _sign(image: Image.Image, sheet: Sheet, dpi: int) -> None:
    """A round red seal over the left third of a blue signature, above the signer's name."""
    name = sheet.strokes[-1]
    scale = dpi / 72
    x, y = (name.x + 20) * scale, (name.y - 40) * scale
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    radius = 50 * scale  # a seal is 36 mm wide
    centre = (x - 10 * scale, y)
    for size, width in ((radius, 2.4), (radius * 0.9, 1.0), (radius * 0.62, 1.0)):
        box = (centre[0] - size, centre[1] - size, centre[0] + size, centre[1] + size)
        pen.ellipse(box, outline=(*_RED, 210), width=max(1, round(width * scale)))
    _seal_text(layer, centre, radius * 0.76, scale)
    star = [_polar(centre, radius * (0.3 if n % 2 == 0 else 0.12), 36 * n - 90) for n in range(10)]
    pen.polygon(star, fill=(*_RED, 200))
    wave = [(x + 14 * n * scale / 2, y + (14 if n % 2 else -16) * scale * (1 - n / 16)) for n in range(15)]
    pen.line(wave, fill=(*_BLUE, 220), width=round(1.6 * scale), joint="curve")
    image.paste(layer, mask=layer.getchannel("A"))


def _seal_text(layer: Image.Image, centre: tuple[float, float], radius: float, scale: float) -> None:
    text = "ỦY BAN NHÂN DÂN * TỈNH NINH BÌNH * "
    font = ImageFont.truetype(str(font_files()["bold"]), 8.5 * scale)
    for number, sign in enumerate(text):
        angle = 360 * number / len(text) - 150
        tile = Image.new("RGBA", (round(14 * scale), round(14 * scale)), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((7 * scale, 7 * scale), sign, (*_RED, 220), font, anchor="mm")
        tile = tile.rotate(-(angle + 90), Image.Resampling.BICUBIC)
        x, y = _polar(centre, radius, angle)
        layer.alpha_composite(tile, (round(x - 7 * scale), round(y - 7 * scale)))


def _polar(centre: tuple[float, float], radius: float, degrees: float) -> tuple[float, float]:
    angle = np.deg2rad(degrees)
    return centre[0] + radius * float(np.cos(angle)), centre[1] + radius * float(np.sin(angle))


def jpeg(image: Image.Image, quality: int = 55, dpi: int = SCAN_DPI) -> bytes:
    """The image as JPEG."""
    held = io.BytesIO()
    image.save(held, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)
    return held.getvalue()


def tiff(images: Sequence[Image.Image], dpi: int) -> bytes:
    """Black and white pages in one TIFF, compressed as fax machines and archives do (Group 4)."""
    pages = [image.convert("L").point(lambda value: 255 * (value > 170)).convert("1") for image in images]
    held = io.BytesIO()
    pages[0].save(held, "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(dpi, dpi))
    return held.getvalue()
