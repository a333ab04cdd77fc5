"""The text of each page in reading order, without page numbers and overlays.

Blocks ─ page_texts ─▶ one text a page, line for line
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.core.model import Document
from extract.layout.model import Block, Region

LEFT_OUT = (Region.PAGE_NUMBER, Region.OVERLAY)


def page_texts(document: Document, blocks: Sequence[Block]) -> tuple[str, ...]:
    """One text for each page of the document, in the document's order."""
    return tuple(
        "\n".join(
            line.text
            for block in blocks
            if block.page == page.number and block.region not in LEFT_OUT
            for line in block.lines
            if line.text
        )
        for page in document.pages
    )
