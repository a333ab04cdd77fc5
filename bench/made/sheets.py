"""Sheets that are no document: blank ones, and separators with a pattern or a code on them.

The pattern is Kodak's Patch T (A-61599, Patch Code Information): four bars of 0.08, 0.20, 0.08 and 0.20 inch
with spaces of 0.08 inch. The codes say "PATCHT", what programs that part scans look for by default
(paperless-ngx, PAPERLESS_CONSUMER_BARCODE_STRING).
"""

from __future__ import annotations

import random

from bench.made.page import Code, Page, Symbology

NARROW, WIDE = 0.08 * 72, 0.20 * 72  # points
PATCH_T = (NARROW, WIDE, NARROW, WIDE)
PAYLOAD = "PATCHT"


def blank() -> Page:
    return Page(what="blank")


def patch_sheet(chance: random.Random) -> Page:
    """Bars across the page at its head and at its foot, with or without words between."""
    page = Page(what="separator")
    for top in (45.0, page.height - 45 - sum(PATCH_T) - 3 * NARROW):
        y = top
        for thick in PATCH_T:
            page.bars.append((60, y, page.width - 120, thick))
            y += thick + NARROW
    if chance.random() < 0.7:
        page.centred("PATCH T", 400, "bold", 36)
        page.centred(chance.choice(("Document separator", "Tờ phân cách văn bản")), 440, size=16)
    return page


def code_sheet(chance: random.Random, symbology: Symbology) -> Page:
    """A QR code or a Code 128 in the middle of the page, with or without words."""
    page = Page(what="separator")
    size = 180.0 if symbology == "qr" else 300.0
    page.codes.append(Code(symbology, PAYLOAD, (page.width - size) / 2, chance.choice((120.0, 320.0)), size))
    if chance.random() < 0.7:
        page.centred(chance.choice(("TỜ PHÂN CÁCH VĂN BẢN", PAYLOAD, "Tách tài liệu")), 620, "bold", 24)
    return page
