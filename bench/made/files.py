"""Pages become files: a PDF with text, or one of pictures as a scanner gives them.

    Pages ─▶ born_digital ─▶ PDF ─▶ scanned: drawn, sealed, degraded ─▶ PDF of JPEGs

Everything is deterministic: the same pages and seed give the same bytes on the same machine.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.degrade import degraded
from bench.made.page import Code, Page, Seal
from golden.paper import Stroke, font_files, width_of

RED, BLUE, INK = (0.77, 0.12, 0.15), (0.11, 0.17, 0.51), (0.08, 0.08, 0.1)
POINTS = 72
RADIUS = 50.0  # of a seal, points: 36 mm wide
# Faults of a good office scanner; "colour" leaves seals red, the others are grey (bench/degrade.py).
FAULTS = ("colour", "colour", "skewed-1", "speckled-1", "coarse-1", "shown-1")
SHINE = 0.12  # share of the front's ink that is seen on a blank back


def born_digital(pages: Sequence[Page], *, sealed: bool = False) -> bytes:
    """A PDF with text; seals and signatures are drawn only for scans."""
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    canvas.setTitle("")
    font_files()
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        _draw(canvas, page, sealed=sealed)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def scanned(pages: Sequence[Page], seed: str) -> bytes:
    """A PDF of pictures."""
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    canvas.setTitle("")
    for page, picture in zip(pages, pictures(pages, seed), strict=True):
        width, height = page.width, page.height
        if (picture.width > picture.height) != (width > height):  # it lay as the others do
            width, height = height, width
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(io.BytesIO(jpeg(picture))), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def jpeg(picture: Image.Image) -> bytes:
    """As scanners store it."""
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=60)
    return data.getvalue()


def pictures(pages: Sequence[Page], seed: str) -> Iterator[Image.Image]:
    """The pages as seen by one scanner, with its resolution and its fault for all of them."""
    chance = random.Random(seed)
    dpi, fault = chance.choice((150, 175, 200)), chance.choice(FAULTS)
    document = pdfium.PdfDocument(born_digital(pages, sealed=True))
    front: NDArray[np.uint8] | None = None
    for number, page in enumerate(pages):
        picture = np.asarray(document[number].render(scale=dpi / POINTS).to_pil().convert("RGB"))
        drawn = picture
        if page.what == "blank" and front is not None and chance.random() < 0.5:
            drawn = _shone_through(front)
        front = None if page.wide else picture
        upright = page.wide and chance.random() < 0.5  # fed like the others, so its lines run upwards
        seen = _seen(drawn, fault, chance.randrange(1 << 30))
        yield seen.transpose(Image.Transpose.ROTATE_90) if upright else seen


def _seen(picture: NDArray[np.uint8], fault: str, seed: int) -> Image.Image:
    """The page as the scanner sees it."""
    if fault != "colour":
        return Image.fromarray(degraded(picture, fault, seed)).convert("L")
    noise = np.random.default_rng(seed).normal(0, 3, (*picture.shape[:2], 1)).astype(np.float32)
    soft = cv2.GaussianBlur(picture, (0, 0), 0.5).astype(np.float32) * (250 / 255)
    return Image.fromarray(np.clip(soft + noise, 0, 255).astype(np.uint8))


def _shone_through(front: NDArray[np.uint8]) -> NDArray[np.uint8]:
    soft = cv2.GaussianBlur(np.ascontiguousarray(front[:, ::-1]), (0, 0), 2.0).astype(np.float32)
    return np.asarray(255 - (255 - soft) * SHINE, dtype=np.uint8)


def _draw(canvas: Canvas, page: Page, *, sealed: bool) -> None:
    canvas.setFillColorRGB(*INK)
    canvas.setStrokeColorRGB(*INK)
    for stroke in page.strokes:
        canvas.setFont(stroke.face, stroke.size)
        canvas.drawString(stroke.x, page.height - stroke.y, stroke.text, wordSpace=_spread(stroke))
    canvas.setLineWidth(0.7)
    for rule in page.rules:
        canvas.line(rule.x0, page.height - rule.y0, rule.x1, page.height - rule.y1)
    for x, y, width, height in page.bars:
        canvas.rect(x, page.height - y - height, width, height, stroke=0, fill=1)
    for code in page.codes:
        _code(canvas, code, page.height)
    for seal in page.seals if sealed else ():
        _seal(canvas, seal, page.height)


def _spread(stroke: Stroke) -> float:
    """What each space gains so that the line fills its width."""
    spaces = stroke.text.count(" ")
    if stroke.width is None or not spaces:
        return 0.0
    return (stroke.width - width_of(stroke.text, stroke.face, stroke.size)) / spaces


def _code(canvas: Canvas, code: Code, height: float) -> None:
    if code.symbology == "qr":
        widget = QrCodeWidget(code.payload, barWidth=code.size, barHeight=code.size)
        drawing = Drawing(code.size, code.size)
        drawing.add(widget)
        renderPDF.draw(drawing, canvas, code.x, height - code.y - code.size)
        return
    bars = code128.Code128(code.payload, barWidth=1, barHeight=code.size / 4, quiet=False)
    wider = code.size / bars.width
    bars = code128.Code128(code.payload, barWidth=wider, barHeight=code.size / 4, quiet=False)
    bars.drawOn(canvas, code.x, height - code.y - code.size / 4)


def _seal(canvas: Canvas, seal: Seal, height: float) -> None:
    """Rings, a star, the office's name on the circle; a signature that runs out of it to the right."""
    canvas.saveState()
    canvas.translate(seal.x, height - seal.y)
    canvas.setStrokeColorRGB(*RED)
    canvas.setFillColorRGB(*RED)
    for radius, width in ((RADIUS, 2.2), (0.9 * RADIUS, 0.8), (0.6 * RADIUS, 0.8)):
        canvas.setLineWidth(width)
        canvas.circle(0, 0, radius)
    star = [_polar(RADIUS * (0.28 if n % 2 == 0 else 0.11), 36 * n + 90) for n in range(10)]
    path = canvas.beginPath()
    path.moveTo(*star[0])
    for point in star[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFont("bold", 7.5)
    text = f"{seal.text.upper()} * "
    for number, sign in enumerate(text):
        canvas.saveState()
        canvas.rotate(200 - 360 * number / len(text))
        canvas.drawCentredString(0, 0.7 * RADIUS, sign)
        canvas.restoreState()
    canvas.setStrokeColorRGB(*BLUE)
    canvas.setLineWidth(1.5)
    for n in range(5):
        x = 8.0 + 16 * n
        canvas.bezier(x - 14, -4, x - 4, 26 - 4 * n, x + 6, -24 + 3 * n, x + 14, 2)
    canvas.restoreState()


def _polar(radius: float, degrees: float) -> tuple[float, float]:
    return radius * math.cos(math.radians(degrees)), radius * math.sin(math.radians(degrees))
