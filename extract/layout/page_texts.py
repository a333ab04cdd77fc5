"""The text of each page in reading order, without page numbers and what lies over the page.

    Blocks ─ page_texts ─▶ one text a page, line for line

Marks of urgency and secrecy, the code of a form and the box with its code, day and version lie over the page
too, but are part of the document: they head the text of their page, since they have no place in the order.
So does a sentence above the letterhead ("Phụ lục kèm theo Công văn số ..."), unless a stamp, the note of a
copy or the picture of a digital signature says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.core.model import Document
from extract.form.cues import is_form_box, is_form_code, starts_appendix
from extract.form.folding import written
from extract.form.stamps import SIGNED_AT, is_digital, is_mark, is_part_of_incoming, is_weakly_digital
from extract.layout.model import Block, Region

SENTENCE = 6  # words: lines of a digital signature or an incoming stamp without a label have four and fewer


def page_texts(document: Document, blocks: Sequence[Block]) -> tuple[str, ...]:
    """One text for each page of the document, in the document's order."""
    return tuple(
        "\n".join(_lines([block for block in blocks if block.page == page.number])) for page in document.pages
    )


def in_reading_order(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of a page as its text has them, and those that it leaves out."""
    marks: list[Block] = []
    texts: list[Block] = []
    beside: list[Block] = []
    for block in blocks:
        if block.region is Region.OVERLAY:
            said = tuple(line for line in block.lines if line.text and heads_page(line.text))
            marks += [replace(block, lines=said)] if said else []
            rest = tuple(line for line in block.lines if not (line.text and heads_page(line.text)))
            beside += [replace(block, lines=rest)] if rest else []
        else:
            (beside if block.region is Region.PAGE_NUMBER else texts).append(block)
    return marks + texts, beside


def _lines(blocks: Iterable[Block]) -> list[str]:
    return [line.text for block in in_reading_order(blocks)[0] for line in block.lines if line.text]


def heads_page(text: str) -> bool:
    """Whether a line that lies over a page is part of the document, and heads the page's text."""
    if is_mark(text) or is_form_code(text) or is_form_box(text):
        return True
    stamped = (
        is_digital(text) or is_weakly_digital(text) or is_part_of_incoming(text) or SIGNED_AT.search(text)
    )
    return not stamped and (starts_appendix(text) or sum(map(written, text.split())) >= SENTENCE)
