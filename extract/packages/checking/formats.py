"""What digitised documents are: PDF/A, or not. Their own claim is looked for, and not believed further."""

from __future__ import annotations

from extract.packages.checking.findings import Report
from extract.packages.checking.mets_check import Read
from extract.packages.checking.tree import Tree
from extract.packages.values import DIGITISED

# Of the XMP, which PDF/A-1 wants unpacked (ISO 19005-1, 6.7.2), and writers of the later parts leave so.
CLAIM = b"pdfaid:part"


def check_formats(tree: Tree, read: Read, report: Report) -> None:
    """One warning for all of them: an archive that takes in other formats is not hindered."""
    digitised = []
    for description, data in read.pairs:
        root = tree.xml(description)
        if root is not None and root.findtext("confidenceLevel") == DIGITISED and data in tree.files:
            digitised.append(data)
    without = [path for path in digitised if not tree.holds(path, CLAIM)]
    if without:
        report.warn("check-no-pdfa", without[0], count=len(without), all=len(digitised))
