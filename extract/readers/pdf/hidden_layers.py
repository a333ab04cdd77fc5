"""Text that is in the file, but not on the page that a reader sees: in layers that are off, or without ink.

    file ─ mentions layers? ─▶ pdfium page: each text object in a colour of its own ─▶ drawn once
         ─▶ the colours that are missing ─▶ drawn again without these: the same picture ─▶ their addresses

pdfium tells of no object whether its layer is on, but draws as the layers say. The colours change only the
page in memory. Files without layers cost one search for a word.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from extract.imaging.colour import Picture
from extract.readers.pdf.calls import render_mode_of, set_active, set_fill, set_stroke
from extract.readers.pdf.drawing import INVISIBLE, SCAN_SHARE, Drawing, objects

SCALE = 2.0  # pixels a point: the thinnest stroke of 6 point type covers one
MOST_CANDIDATES = 40  # objects that are drawn away one by one, where all together changed the picture
LAYERS = b"/OCProperties"
MOST_UNPACKED = 1 << 20  # bytes of one object stream looked at; writers put 100 to 200 objects into one
MOST_STREAMS = 1_000

_OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)


def has_layers(path: Path) -> bool:
    """Whether the file speaks of layers; an encrypted or damaged object stream says nothing."""
    if path.stat().st_size == 0:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(LAYERS) >= 0:
            return True
        streams = islice(_OBJECT_STREAM.finditer(data), MOST_STREAMS)
        return any(LAYERS in _unpacked(data, found.end()) for found in streams)


def _unpacked(data: mmap.mmap, at: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data[at : at + MOST_UNPACKED], MOST_UNPACKED)
    except zlib.error:
        return b""


def hidden_texts(page: Any) -> set[int]:
    """Addresses of the page's text objects that would be print if their layer were on."""
    texts = [
        item
        for item, kind, _ in objects(page)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT and render_mode_of(item) not in INVISIBLE
    ]
    colours = _painted(page, texts)
    missing = [item for index, item in enumerate(texts, 1) if index not in colours]
    if not missing:
        return set()
    before = _drawn(page)
    if _same_without(page, missing, before):
        return set(missing)
    tried = missing[:MOST_CANDIDATES]
    return {item for item in tried if _same_without(page, [item], before)}


def unseen_texts(page: Any, drawing: Drawing) -> set[int]:
    """Addresses of texts that nobody sees beside those that are seen: invisible ones, or paper on paper.

    Where most texts are invisible they are the layer of a scan, which is held against the picture.
    """
    found: set[int] = set()
    if drawing.image_share < SCAN_SHARE and 2 * len(drawing.invisible) < drawing.texts:
        found |= drawing.invisible
    return found | _paper_on_paper(page, drawing.pale) if drawing.pale else found


def _paper_on_paper(page: Any, texts: Sequence[int]) -> set[int]:
    """Those without which the page looks the same; light letters on a dark ground are seen."""
    changed = np.any(_drawn(page) != _without(page, texts), axis=2)
    seen = _colours(_drawn_in_colours(page, texts)[changed]) if changed.any() else set()
    return {item for index, item in enumerate(texts, 1) if index not in seen}


def _painted(page: Any, texts: Iterable[int]) -> set[int]:
    """The texts, counted from 1, of which some pixel is seen."""
    return _colours(_drawn_in_colours(page, texts))


def _drawn_in_colours(page: Any, texts: Iterable[int]) -> Picture:
    """The page with each text in the colour that its number is, counted from 1."""
    for index, item in enumerate(texts, 1):
        colour = (index >> 16 & 0xFF, index >> 8 & 0xFF, index & 0xFF, 0xFF)
        set_fill(item, *colour)
        set_stroke(item, *colour)
    return _drawn(page)


def _colours(pixels: Picture) -> set[int]:
    """The colours of pixels (... x 3) as numbers."""
    picture = pixels.astype(np.uint32)
    return set(np.unique(picture[..., 0] << 16 | picture[..., 1] << 8 | picture[..., 2]).tolist())


def _same_without(page: Any, items: Iterable[int], before: Picture) -> bool:
    """Whether the page looks the same without some objects."""
    return np.array_equal(before, _without(page, list(items)))


def _without(page: Any, items: Sequence[int]) -> Picture:
    for item in items:
        set_active(item, False)
    after = _drawn(page)
    for item in items:
        set_active(item, True)
    return after


def _drawn(page: Any) -> Picture:
    """The page as RGB without blended edges."""
    bitmap = page.render(
        scale=SCALE,
        no_smoothtext=True,
        no_smoothpath=True,
        no_smoothimage=True,
        rev_byteorder=True,
        draw_annots=False,
    )
    return np.array(bitmap.to_numpy()[:, :, :3])
