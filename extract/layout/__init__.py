"""Layout: what a document's lines are in the legal form, in which order they are read.

    Document ─ analyse ─▶ Layout(blocks, paragraphs, outline, tables, footnotes, page texts)

Pages with positions go through `placed.spread`, pages without through `flow.page`; both give the same blocks.
"""

from __future__ import annotations

from extract.core.model import Document
from extract.layout.flow.page import flow
from extract.layout.footnotes import notes
from extract.layout.geometry import Sheet, is_placed, sheet_of
from extract.layout.model import Block, Layout
from extract.layout.outline import outline
from extract.layout.page_texts import page_texts
from extract.layout.paragraphs import paragraphs
from extract.layout.placed.running_heads import repeated
from extract.layout.placed.spread import lay_out_sheet
from extract.layout.progress import Progress
from extract.layout.tables.joined import tables


def analyse(document: Document) -> Layout:
    """The layout of a document whose words are repaired; no line is lost and none comes twice."""
    blocks: list[Block] = []
    pages = [sheet_of(page) if is_placed(page) else page for page in document.pages]
    progress = Progress(repeated=repeated(pages))
    for page in pages:
        found, progress = lay_out_sheet(page, progress) if isinstance(page, Sheet) else flow(page, progress)
        blocks += found
    whole = tuple(blocks)
    text = paragraphs(document, whole)
    footnotes = notes(document, whole)
    return Layout(
        blocks=whole,
        paragraphs=text,
        outline=outline(text, frozenset(note.marker for note in footnotes)),
        tables=tables(document, whole),
        footnotes=footnotes,
        page_texts=page_texts(document, whole),
    )


__all__ = ["analyse"]
