"""Searchable PDF/A: the document's own pages, unchanged, and the repaired text over them, unseen.

    Converted ─▶ pages (the file's own, or its pictures as pages) + layer (its words in their places)
              ─▶ grafted, metadata ─▶ pikepdf.pdfa: prepared, written, checked ─▶ a file, or why there is none

Needs the extra `sohoa[pdfa]`; `made.py` is the door for other rooms, `plugin.py` for OCRmyPDF.
"""

from __future__ import annotations

from importlib.util import find_spec

PACKAGES = ("ocrmypdf", "pikepdf", "img2pdf")  # each is called as its module


def can_make() -> bool:
    """Whether the packages are there that searchable PDFs are made with."""
    return all(find_spec(name) for name in PACKAGES)
