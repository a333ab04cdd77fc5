"""A page without positions (office files, plain text), as blocks of the form in reading order.

    lines ─ opening(header, title) ─▶ body ─▶ closing(nơi nhận, signature) ─▶ appendix

Without positions the parts are told by what the lines say and, in office files, by the two-column
table cells that hold header and signature. Lines that a converter ran together over both columns
("Số: .../KH-S Quảng Ngãi, ngày ...") are cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from extract.core.model import Line, Page
from extract.form import cues
from extract.form.folding import fold_words, written
from extract.form.stamps import is_mark
from extract.layout.flow.closing import close
from extract.layout.flow.header import HEADER_LINES, open_
from extract.layout.flow.notes import split_notes
from extract.layout.flow.page_numbers import page_numbers, printed_pages
from extract.layout.model import Block, Placed, Region
from extract.layout.progress import Progress, is_listing, rest_of_list

FORM = re.compile(r"^(?:mau|bieu|bieu mau|mau so|bieu so)\b.{0,40}$")

Labelled = tuple[Region, Line]


def flow(page: Page, before: Progress) -> tuple[tuple[Block, ...], Progress]:
    """The blocks of a page without positions, and how far the document has come after it."""
    lines = [line for line in page.lines if not line.text or written(line.text)]
    rules = [line for line in page.lines if line.text and not written(line.text)]
    pages = printed_pages(lines)
    numbers = list(page_numbers(pages))
    ids = {id(number) for number in numbers}
    kept, notes = split_notes([[line for line in held if id(line) not in ids] for held in pages])
    marks = [] if before.opened else _marks(kept)
    stamped = {id(mark) for mark in marks}
    labelled, after = _main([line for line in kept if id(line) not in stamped], before)
    below: list[Labelled] = [(Region.PAGE_NUMBER, line) for line in numbers]
    below += [(Region.OVERLAY, line) for line in (*marks, *rules)]
    blocks = [block for note in notes for block in _blocks([(Region.FOOTNOTE, x) for x in note], page.number)]
    return (*_blocks(labelled, page.number), *blocks, *_blocks(below, page.number)), after


def _main(lines: Sequence[Line], before: Progress) -> tuple[list[Labelled], Progress]:
    if count := rest_of_list([line.text for line in lines], before):
        labelled, after = _main(lines[count:], replace(before, listing=False))
        return [*((Region.RECIPIENTS, line) for line in lines[:count]), *labelled], after
    if not lines:
        return [], before
    after = replace(before, opened=True)
    if before.signed or before.appended:
        return [(Region.APPENDIX, line) for line in lines], replace(after, appended=True)
    head, rest = ([], list(lines)) if before.opened else _opening(lines)
    if not head and any(_opens_appendix(line) for line in rest[:2]):
        return [(Region.APPENDIX, line) for line in rest], replace(after, appended=True)
    closed = close(rest)
    if closed is None:
        return [*head, *((Region.BODY, line) for line in rest)], after
    body, closing, below = closed
    labelled = [*head, *((Region.BODY, line) for line in body), *closing]
    labelled += [(Region.APPENDIX, line) for line in below]
    listing = is_listing(line.text for region, line in closing if region is Region.RECIPIENTS)
    return labelled, replace(after, signed=True, listing=listing, appended=bool(below))


def _marks(lines: Sequence[Line]) -> list[Line]:
    """Marks among the first lines: of a page header, a text box, or a frame that holds nothing else."""
    tables = {line.cell[0] for line in lines if line.cell and not is_mark(line.text)}
    first = [line for line in lines[:HEADER_LINES] if is_mark(line.text)]
    return [line for line in first if line.cell is None or line.cell[0] not in tables]


def _opening(lines: Sequence[Line]) -> tuple[list[Labelled], list[Line]]:
    """The opening, also below the number of a form ("Mẫu số 5")."""
    head, rest = open_(lines)
    if head or not lines or not FORM.match(fold_words(lines[0].text)):
        return head, rest
    head, rest = open_(lines[1:])
    return ([(Region.BODY, lines[0]), *head], rest) if head else ([], list(lines))


def _opens_appendix(line: Line) -> bool:
    return cues.starts_appendix(line.text) and cues.APPENDIX.match(fold_words(line.text)) is not None


def _blocks(labelled: Iterable[Labelled], number: int) -> list[Block]:
    return [
        Block(region, number, tuple(Placed(line, number) for _, line in held))
        for region, held in groupby(labelled, key=itemgetter(0))
    ]
