"""A page as pixels, for OCR and for drawing.

    (file, page number, dpi) ─▶ draw_page · draw_frame ─▶ RGB picture of the upright page

A sheet above MOST_PIXELS comes out smaller: the true scale is the picture's width over the page's width.
PDF pages are rendered without their annotations unless asked: signature panels lie over the print, and what
they say is read as text (`readers.annotation_lines`).
"""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from extract.core.geometry import POINTS
from extract.imaging.colour import Picture
from extract.readers import image as image_reader
from extract.readers.pdf import document as pdf_reader

MOST_PIXELS = 40_000_000  # A2 at 200 dpi; a larger sheet is rendered coarser
MOST_SIDE = 32_000  # Tesseract and OpenCV count pixels of a side with 15 bits
# Print in white is made for a dark ground: of what is drawn (alpha) the darkest hundredth is lighter (grey
# level), and it covers no more of the page than print does.
OPAQUE, DARKEST, LIGHT, MOST_INK = 127, 1, 200, 0.4
DAMAGED = (pdfium.PdfiumError, *image_reader.DAMAGED)  # what a page raises that cannot be drawn


def draw_page(path: Path, number: int, dpi: float, annotations: bool) -> Picture:
    """A page of a PDF. Raises what `opened` raises, and DAMAGED."""
    with pdf_reader.opened(path) as document:
        if annotations:
            document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        scale = _bounded(dpi / POINTS, width, height)
        bitmap = page.render(
            scale=scale, draw_annots=annotations, may_draw_forms=annotations, rev_byteorder=True
        )
        return _rgb(bitmap.to_numpy())


def draw_frame(path: Path, number: int, dpi: float, _annotations: bool) -> Picture:
    """A frame of a picture file, which has no annotations. Raises what `opened` raises, and DAMAGED."""
    with image_reader.opened(path) as file:
        frame = image_reader.upright(file, number)
        scale = dpi / image_reader.dpi_of(frame)
        picture = np.asarray(on_paper(frame))
    scale = _bounded(scale, picture.shape[1], picture.shape[0])
    size = max(round(picture.shape[1] * scale), 1), max(round(picture.shape[0] * scale), 1)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=how), dtype=np.uint8)


def _bounded(scale: float, width: float, height: float) -> float:
    """The scale, or the largest one that keeps the picture within MOST_PIXELS and MOST_SIDE."""
    return min(scale, math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / max(width, height))


def on_paper(frame: Image.Image) -> Image.Image:
    """The frame as RGB; what is transparent shows white paper, black where all that is drawn is light."""
    if frame.mode[0] in "IF":  # 16 and 32 bits, floating point: from black to white, whatever their scale
        deep = np.asarray(frame, dtype=np.float64)
        top = 65_535.0 if frame.mode.startswith("I;16") else max(float(np.nanmax(deep)), 1e-9)
        frame = Image.fromarray((np.nan_to_num(deep).clip(0, top) * (255 / top)).astype(np.uint8))
    if "transparency" in frame.info or frame.mode in ("RGBA", "LA", "PA"):
        frame = frame.convert("RGBA")
        paper = Image.new("RGBA", frame.size, "black" if _is_light_ink(np.asarray(frame)) else "white")
        frame = Image.alpha_composite(paper, frame)
    return frame.convert("RGB")


def _is_light_ink(pixels: Picture) -> bool:
    """Whether what is drawn on a transparent ground (RGBA) is little, and light all of it."""
    drawn = pixels[pixels[:, :, 3] > OPAQUE][:, :3]
    if not 0 < len(drawn) < MOST_INK * pixels[:, :, 3].size:
        return False
    return bool(np.percentile(drawn.min(axis=1), DARKEST) > LIGHT)


def _rgb(pixels: Picture) -> Picture:
    """Grey, RGB or RGBA bytes as RGB."""
    if pixels.ndim == 2:
        return np.repeat(pixels[:, :, None], 3, axis=2)
    if pixels.shape[2] == 1:
        return np.repeat(pixels, 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3])
