"""Pages that PDF/A cannot hold, as pictures of themselves: only where that is asked for.

    PDF, numbers of pages ─ draw ─▶ the PDF with those pages drawn at 300 dpi, their text to be set over them

Fonts that are not in the file, layers that can be switched, JPEG 2000: what they draw is kept, how is not.
"""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pikepdf
from pikepdf import pdfa
from PIL import Image

from extract.core.geometry import POINTS
from extract.imaging.colour import Picture
from extract.readers.rasterise import draw_page
from extract.serialise.searchable.idle_fonts import without_idle_fonts
from extract.serialise.searchable.picture_page import page_of

STRUCTURE = ("/StructTreeRoot", "/MarkInfo")  # of the catalog: these speak of what is drawn now
LAYERS = ("/OCProperties",)
DPI = 300  # what TT 05/2025 asks of drawings, and twice what a screen shows


def draw(pdf: pikepdf.Pdf, numbers: Collection[int]) -> None:
    """Put pictures in place of pages (from 1)."""
    if not numbers:
        return
    with TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder, "pages.pdf")
        pdf.save(path)
        for number in numbers:
            made = _picture(draw_page(path, number, DPI, annotations=True))
            del pdf.pages[number - 1]
            pdf.pages.insert(number - 1, made.pages[0])
    every = len(numbers) == len(pdf.pages)
    for key in (*STRUCTURE, *LAYERS) if every else STRUCTURE:
        if key in pdf.Root:
            del pdf.Root[key]


def _picture(pixels: Picture) -> pikepdf.Pdf:
    """A page of so many pixels, grey where all of them are."""
    grey, held = bool((pixels == pixels[:, :, :1]).all()), BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[:, :, 0]) if grey else pixels).save(held, "PNG")
    size = pixels.shape[1] * POINTS / DPI, pixels.shape[0] * POINTS / DPI
    return page_of(held.getvalue(), size, 0)


def refused_pages(pdf: pikepdf.Pdf, flavour: str) -> frozenset[int]:
    """Which pages (from 1) are no PDF/A by themselves; all when none of them is to blame."""
    found = set()
    for number, page in enumerate(pdf.pages, start=1):
        if without_idle_fonts(pdf, page):
            found.add(number)
            continue
        with pikepdf.new() as alone:
            alone.pages.append(page)
            pdfa.prepare(alone, flavour)
            if not pdfa.check(alone, flavour).passed:
                found.add(number)
    return frozenset(found or range(1, len(pdf.pages) + 1))
