"""Picture files as pages of a PDF, their pixels as they are.

    (path, frame, size in points) ─ picture_page ─▶ a PDF of one page, by img2pdf

A JPEG is put in as it is, turned by the page; other frames are packed without loss (two colours as a fax).
What PDF/A cannot hold (CMYK, transparency, floating point) is shown as the program draws it, in RGB.
"""

from __future__ import annotations

import io
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image

from extract.readers import image as image_reader
from extract.readers.rasterise import on_paper

AS_THEY_ARE = ("1", "L", "RGB", "P")  # modes of Pillow
JPEGS = ("JPEG", "MPO")
ORIENTATION = 274  # of EXIF
TURNS = {1: 0, 3: 180, 6: 90, 8: 270}  # what EXIF says ─▶ degrees clockwise; the others are mirrored


def picture_page(path: Path, frame: int, size: tuple[float, float]) -> pikepdf.Pdf:
    """A page as large as the upright frame (from 1); raises what `opened` raises, and DAMAGED."""
    with image_reader.opened(path) as file:
        turns = TURNS.get(file.getexif().get(ORIENTATION, 1)) if file.format in JPEGS else None
        if turns is not None and file.mode in ("L", "RGB") and _is_whole(file):
            return page_of(path.read_bytes(), size, turns)
        return page_of(_packed(image_reader.upright(file, frame)), size, 0)


def _is_whole(file: Image.Image) -> bool:
    """Whether all rows are there: readers of PDF show the rows of a cut off picture in their own way."""
    frame = image_reader.upright(file, 1)
    return image_reader.ROWS_THERE not in frame.info


def _packed(frame: Image.Image) -> bytes:
    plain = frame if frame.mode in AS_THEY_ARE and "transparency" not in frame.info else on_paper(frame)
    held = io.BytesIO()
    if plain.mode == "1":
        plain.save(held, "TIFF", compression="group4")
    else:
        plain.save(held, "PNG", icc_profile=None)
    return held.getvalue()


def page_of(data: bytes, size: tuple[float, float], turns: int) -> pikepdf.Pdf:
    """A picture file as the one page of a PDF, turned clockwise by so many degrees."""
    wide, high = size if turns % 180 == 0 else size[::-1]
    layout = lambda *_: (wide, high, wide, high)  # noqa: E731
    made = img2pdf.convert(data, layout_fun=layout, rotation=img2pdf.Rotation.none, nodate=True)
    pdf = pikepdf.open(io.BytesIO(made))
    del pdf.pages[1:]  # what else a camera's file holds
    if turns:
        pdf.pages[0].rotate(turns, relative=False)
    return pdf
