"""Searchable copies as a reader sees them: what is found in them, how they are drawn."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from rapidfuzz.distance import LCSseq

from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.find import find
from extract.pipeline import Converted, convert
from extract.serialise.searchable.made import Searchable, searchable


def copies(path: Path, out: Path, options: Options | None = None) -> list[tuple[Converted, Searchable]]:
    """Each document of a file, and its copy in a folder."""
    asked = options or Options()
    (source,) = find([path], Limits(), out)
    found = [one for one in convert(source, asked) if isinstance(one, Converted)]
    return [(one, searchable(one, asked, out / f"{at}.pdf")) for at, one in enumerate(found)]


def text_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        return "\f".join(page.get_textpage().get_text_range().replace("\ufffe", "-\n") for page in document)


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def share_found(one: Converted, path: Path) -> float:
    """Of the record's words, in its order."""
    wanted = words("\f".join(one.layout.page_texts))
    return LCSseq.similarity(wanted, words(text_of(path))) / len(wanted)


def drawn(path: Path) -> list[np.ndarray]:
    with pdfium.PdfDocument(path) as document:
        return [page.render(scale=1.5, draw_annots=False).to_numpy() for page in document]


def places(path: Path) -> dict[str, tuple[float, float]]:
    """Of each word on the first page its middle in user space; under "" the size of the page as seen."""
    letters: list[list[tuple[float, float]]] = [[]]
    with pdfium.PdfDocument(path) as document:
        page = document[0]
        text = page.get_textpage()
        for at in range(text.count_chars()):
            if text.get_text_range(at, 1).isspace():
                letters.append([])
                continue
            left, bottom, right, top = text.get_charbox(at)
            letters[-1].append(((left + right) / 2, (bottom + top) / 2))
        names, size = text.get_text_range().split(), page.get_size()
    middles = (tuple(np.mean(held, axis=0)) for held in letters if held)
    return dict(zip(names, middles, strict=True)) | {"": size}
