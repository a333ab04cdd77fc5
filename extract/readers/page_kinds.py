"""How many pages a file has and whether they are pictures, without reading it.

path ─▶ (number of pages, Kind of a few of them)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from extract.readers import image
from extract.readers.pdf.document import opened
from extract.readers.pdf.form_calls import check_calls
from schemas.kinds import Kind

LOOKED_AT = 3  # pages of a PDF, spread evenly: files are scanned as a whole, or as body and appendix
LEAST_TEXT = 30  # characters on a page with its own text; signatures and page numbers of scans have fewer


def of_pdf(path: Path) -> tuple[int, Sequence[Kind]]:
    """Raises EncryptedPdf, EmptyFile or BrokenFile."""
    check_calls(path)
    with opened(path) as document:
        count = len(document)
        chosen = sorted({number * count // LOOKED_AT for number in range(LOOKED_AT)}) if count else []
        return count, [_kind(document, number) for number in chosen]


def _kind(document: Any, number: int) -> Kind:
    try:
        letters = document[number].get_textpage().count_chars()
    except pypdfium2.PdfiumError:  # a damaged page: costs itself only
        return Kind.EMPTY
    return Kind.GOOD if letters >= LEAST_TEXT else Kind.IMAGE


def of_picture(path: Path) -> tuple[int, Sequence[Kind]]:
    """The frames of a picture file. Raises EmptyFile or BrokenFile."""
    with image.opened(path) as file:
        try:
            return int(getattr(file, "n_frames", 1)), [Kind.IMAGE]
        except image.DAMAGED:  # after the first frame
            return 1, [Kind.IMAGE]
