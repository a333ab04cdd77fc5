"""The text of each page in reading order, without page numbers and what lies over the page.

    Blocks ─ page_texts ─▶ one text a page, line for line

Marks of urgency and secrecy, the code of a form and the box with its code, day and version lie over the page
too, but are part of the document: they head the text of their page, since they have no place in the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.core.model import Document
from extract.form.cues import is_form_box, is_form_code
from extract.form.stamps import is_mark
from extract.layout.model import Block, Region


def page_texts(document: Document, blocks: Sequence[Block]) -> tuple[str, ...]:
    """One text for each page of the document, in the document's order."""
    return tuple(
        "\n".join(_lines([block for block in blocks if block.page == page.number])) for page in document.pages
    )


def _lines(blocks: Iterable[Block]) -> list[str]:
    marks: list[str] = []
    texts: list[str] = []
    for block in blocks:
        held = [line.text for line in block.lines if line.text]
        if block.region is Region.OVERLAY:
            marks += filter(heads_page, held)
        elif block.region is not Region.PAGE_NUMBER:
            texts += held
    return marks + texts


def heads_page(text: str) -> bool:
    """Whether a line that lies over a page is part of the document, and heads the page's text."""
    return is_mark(text) or is_form_code(text) or is_form_box(text)
