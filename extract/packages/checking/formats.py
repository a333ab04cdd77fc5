"""What the files of documents are: digitised ones PDF/A, or not; PDFs with as many pages as is told of them.

The claim to be PDF/A is looked for, and not believed further. Pages are counted where the extra `pdfa` is.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from extract.intake import formats
from extract.intake.archives import DAMAGE
from extract.packages.checking.findings import Report
from extract.packages.checking.mets_check import Read
from extract.packages.checking.tree import Tree
from extract.packages.values import DIGITISED

# Of the XMP, which PDF/A-1 wants unpacked (ISO 19005-1, 6.7.2), and writers of the later parts leave so.
CLAIM = b"pdfaid:part"


def check_formats(tree: Tree, read: Read, report: Report) -> None:
    """Warnings: an archive that takes in other formats, or counts pages of paper, is not hindered."""
    _check_pdfa(tree, read, report)
    if find_spec("pikepdf"):
        _check_pages(tree, read, report)


def _check_pages(tree: Tree, read: Read, report: Report) -> None:
    for description, data in read.pairs:
        root = tree.xml(description)
        told = (root.findtext("numberOfPage") or "").strip() if root is not None else ""
        is_pdf = PurePosixPath(data).suffix.lower() in formats.PDF.suffixes
        if told.isdecimal() and is_pdf and data in tree.files:
            count = _pages(tree, data)
            if count not in (None, int(told)):
                report.warn("check-pages-of-pdf", data, told=told, count=count)


def _pages(tree: Tree, path: str) -> int | None:
    """How many pages a PDF has; None for one that cannot be read."""
    import pikepdf  # noqa: PLC0415 - an extra

    try:
        with tree.files[path]() as file, pikepdf.open(cast("BinaryIO", file)) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, *DAMAGE):
        return None


def _check_pdfa(tree: Tree, read: Read, report: Report) -> None:
    """One warning for all of them."""
    digitised = []
    for description, data in read.pairs:
        root = tree.xml(description)
        if root is not None and root.findtext("confidenceLevel") == DIGITISED and data in tree.files:
            digitised.append(data)
    without = [path for path in digitised if not tree.holds(path, CLAIM)]
    if without:
        report.warn("check-no-pdfa", without[0], count=len(without), all=len(digitised))
