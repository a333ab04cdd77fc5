"""One page with positions, as blocks of the form in reading order.

    Page ─▶ what is repeated · overlays · footnotes taken out ─▶ header · title · body · closing ─▶ Blocks

Order: left header block, right header block, title, addressees, body, nơi nhận, signature, what
follows; then footnotes, the page number, running heads and overlays, which interrupt no text. Nor does a
letterhead that stands again on a later page: it comes before the text of that page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.core.model import Origin, Page
from extract.form import cues
from extract.form.folding import fold_words
from extract.layout.footnotes import at_foot
from extract.layout.geometry import Piece, Sheet, place, rows, without
from extract.layout.model import Block, Placed, Region
from extract.layout.page_heads import standing
from extract.layout.placed.closing import find_closing
from extract.layout.placed.columns import in_columns
from extract.layout.placed.header import Header, find_header
from extract.layout.placed.overlays import lying_over, watermarks
from extract.layout.placed.title import find_opening, margins
from extract.layout.progress import Progress, is_listing, rest_of_list
from extract.layout.tables.cells import tabled

# A page number stands in this share of the page at its top or bottom.
NUMBER_BAND = 0.11
# Beside other text (between the header columns) it stands in the middle, within this share of the width.
CENTRE = 0.06
# "Phụ lục" opens an appendix when it is among the first rows of a page.
APPENDIX_ROWS = 3


Parts = list[tuple[Region, Sequence[Piece]]]


def lay_out(sheet: Sheet, before: Progress) -> tuple[tuple[Block, ...], Progress]:
    """The blocks of a page with positions, and how far the document has come after it."""
    page, items, tilt = sheet
    width, height = sheet.size
    items, numbers = _apart(items, _page_numbers(items, width, height, opens=not before.opened))
    items, heads = _apart(items, standing(items, before.repeated.heads, height))
    items, codes = _apart(items, standing(items, before.repeated.codes, height))
    marks: Sequence[Piece] = watermarks(items) if page.origin is Origin.TEXT_LAYER else ()
    items, marks = _apart(items, marks)
    items, overlays = _apart(items, lying_over(items, (table.box for table in page.tables)))
    items, notes = _apart(items, at_foot(items, height))
    header = find_header(items, width, height, tilt, opens=not before.opened)
    letterhead = () if header else standing(items, before.repeated.letterhead, height)
    lines = _lines(page, header.rest if header else without(items, letterhead), tilt)
    parts, after = _main(lines, header, before, tilt)
    parts = [(Region.ISSUER, letterhead), *parts, (Region.FOOTNOTE, notes)]
    parts += [(Region.PAGE_NUMBER, [*heads, *numbers])]
    over = (*codes, *marks, *(header.overlays if header else ()), *overlays)
    parts += [(Region.OVERLAY, sorted(over, key=place))]
    return tuple(blocks(parts, page.number)), after


def _main(
    lines: Sequence[Piece], header: Header | None, before: Progress, tilt: float
) -> tuple[Parts, Progress]:
    if count := rest_of_list([line.text for line in lines], before):
        below, after = _main(lines[count:], header, replace(before, listing=False), tilt)
        return [(Region.RECIPIENTS, lines[:count]), *below], after
    if not lines and header is None:
        return [], before
    if before.appended or before.signed or _opens_appendix(lines, header, before):
        head = [] if header is None else [(Region.APPENDIX, header.left), (Region.APPENDIX, header.right)]
        return [*head, (Region.APPENDIX, lines)], replace(before, opened=True, appended=True)
    parts: Parts = []
    rest: Sequence[Piece] = lines
    if not before.opened:
        opening = find_opening(lines, margins(lines), headed=header is not None)
        parts = [(Region.TITLE, opening.title), (Region.ADDRESSEES, opening.addressees)]
        rest = opening.body
    if header is not None:
        first = not before.opened
        regions = (Region.ISSUER, Region.MOTTO) if first else (Region.BODY, Region.BODY)
        parts = [(regions[0], header.left), (regions[1], header.right), *parts]
    body, after = _closed(
        rest, replace(before, opened=before.opened or bool(lines) or header is not None), tilt
    )
    return parts + body, after


def _closed(lines: Sequence[Piece], before: Progress, tilt: float) -> tuple[Parts, Progress]:
    closing = find_closing(lines, tilt)
    if closing is None:
        return [(Region.BODY, lines)], before
    parts: Parts = [
        (Region.BODY, closing.above),
        (Region.RECIPIENTS, closing.recipients),
        (Region.SIGNATURE, closing.signature),
        (Region.APPENDIX, closing.below),
    ]
    listing = is_listing(line.text for line in closing.recipients)
    return parts, replace(before, signed=True, listing=listing, appended=bool(closing.below))


def _opens_appendix(lines: Sequence[Piece], header: Header | None, before: Progress) -> bool:
    if header is not None and not before.opened:
        return False
    return any(
        cues.starts_appendix(line.text) and cues.APPENDIX.match(fold_words(line.text))
        for line in lines[:APPENDIX_ROWS]
    )


def _page_numbers(items: Sequence[Piece], width: float, height: float, *, opens: bool) -> list[Piece]:
    """The number of the page. At the top of the page that `opens` a document one stands in the middle only: a
    figure at its side ends the name of an office ("ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ / 4")."""
    found: list[Piece] = []
    for row in rows(items):
        outer = row[0].y < NUMBER_BAND * height or row[0].y > (1 - NUMBER_BAND) * height
        numbers = [item for item in row if cues.PAGE_NUMBER.match(item.text)] if outer else []
        alone = len(row) == 1 and not (opens and row[0].y < height / 2)
        found += [item for item in numbers if alone or abs(item.middle / width - 0.5) < CENTRE]
    return found[:1] if found and found[0].y < height / 2 else found[-1:]


def _apart(items: Iterable[Piece], taken: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    return without(items, taken), tuple(taken)


def _lines(page: Page, items: Sequence[Piece], tilt: float) -> list[Piece]:
    """Rows of running text as one line each; a table's lines cell by cell at the place of the table."""
    free, groups = tabled(page, items, tilt)
    tops = sorted(((group[0].y, group) for group in groups), key=lambda pair: pair[0])
    waiting = rows(free)
    found: list[Piece] = []
    for top, group in tops:
        above = [row for row in waiting if row[0].y <= top]
        waiting = waiting[len(above) :]
        found += [*in_columns(above, tilt), *group]
    return found + in_columns(waiting, tilt)


def blocks(parts: Iterable[tuple[Region, Sequence[Piece]]], number: int) -> list[Block]:
    """Parts that have lines, as blocks; neighbours of one region become one block."""
    found: list[Block] = []
    for region, items in parts:
        lines = tuple(Placed(item.line, number) for item in items)
        if not lines:
            continue
        if found and found[-1].region is region:
            lines = found.pop().lines + lines
        found.append(Block(region, number, lines))
    return found
