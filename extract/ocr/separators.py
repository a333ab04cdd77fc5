"""Sheets that were laid between documents to part them: a code, and hardly a word beside it.

    Page (read), its picture ─ is_separator ─▶ whether it is such a sheet

Patch codes are read here (imaging.patch_codes); QR, Code 128 and other bar codes by zxing-cpp (extra
`separators`), where it is installed. Documents bear codes too: a QR code for looking them up, an archive's
label. Beside those stands a page of text, or they are small.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from extract.core.geometry import POINTS
from extract.core.model import Page
from extract.form.folding import written
from extract.imaging.colour import Grey, Picture
from extract.imaging.patch_codes import has_patch_code

PACKAGE = "zxingcpp"
DPI = 150.0
# "PATCH T", "Tờ phân cách văn bản": what sheets say. The last page of a letter, with a signature alone, has a
# dozen words.
MOST_WORDS = 10
LEAST_SIDE = 120.0  # points: labels and codes for looking a document up are 20 to 40 mm long
NAMED = "PATCH"  # what sheets made for this say first, by whatever code: a code so named may be small


def can_read_codes() -> bool:
    """Whether bar codes are read, and not patch codes alone."""
    return importlib.util.find_spec(PACKAGE) is not None


def may_separate(page: Page) -> bool:
    """Whether its picture is worth a look."""
    return sum(written(word.text) for word in page.words) <= MOST_WORDS


def is_separator(page: Page, picture_at: Callable[[float], Picture]) -> bool:
    """Of a page that may be one; `picture_at`: its picture at about a resolution. Raises what that raises."""
    picture = picture_at(DPI)
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    width, _ = page.stored_size
    dpi = picture.shape[1] * POINTS / width if width else DPI
    return has_patch_code(grey, dpi) or (can_read_codes() and _has_large_code(grey, dpi))


def _has_large_code(grey: Grey, dpi: float) -> bool:
    import zxingcpp  # noqa: PLC0415 - an extra

    found = zxingcpp.read_barcodes(grey)
    least = LEAST_SIDE * dpi / POINTS
    return any(code.text.upper().startswith(NAMED) or _side(code) >= least for code in found)


def _side(code: Any) -> float:
    """The longer side of a code, in pixels."""
    corners = code.position.top_left, code.position.bottom_right
    return float(max(abs(corners[0].x - corners[1].x), abs(corners[0].y - corners[1].y)))
