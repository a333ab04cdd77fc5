"""Pages that PDF/A cannot hold, as pictures of themselves: only where that is asked for.

    PDF, numbers of pages ─ draw ─▶ the PDF with those pages drawn at 300 dpi, their text to be set over them

Fonts that are not in the file, layers that can be switched, JPEG 2000: what they draw is kept, how is not.
"""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Name, pdfa
from PIL import Image

from extract.core.geometry import POINTS
from extract.readers.rasterise import draw_page
from extract.serialise.searchable.idle_fonts import without_idle_fonts
from extract.serialise.searchable.picture_page import page_of

DPI = 300  # what TT 05/2025 asks of drawings, and twice what a screen shows


def draw(pdf: pikepdf.Pdf, path: Path, first: int, numbers: Collection[int]) -> None:
    """Put pictures in place of pages (from 1); the first one has the number `first` in the file."""
    for number in numbers:
        picture = draw_page(path, first + number - 1, DPI, annotations=False)
        grey = bool((picture == picture[:, :, :1]).all())
        held = BytesIO()
        Image.fromarray(np.ascontiguousarray(picture[:, :, 0]) if grey else picture).save(held, "PNG")
        size = picture.shape[1] * POINTS / DPI, picture.shape[0] * POINTS / DPI
        made = page_of(held.getvalue(), size, 0)
        del pdf.pages[number - 1]
        pdf.pages.insert(number - 1, made.pages[0])
    if len(numbers) == len(pdf.pages) and Name.OCProperties in pdf.Root:
        del pdf.Root[Name.OCProperties]  # no page has layers any more


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
