"""The printed pages of a text without positions, as far as they can still be told.

    lines ─ printed_pages ─▶ the lines of each page ─ page_numbers ─▶ the numbers at their edges

Converters leave of a form feed a single blank before the first line of the next page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.core.model import Line
from extract.form import cues
from extract.layout.paragraphs import wrapped_width

# A printed page has at least this many lines, so a nearer blank before a line is none of a page break.
SHORTEST_PAGE = 12
# One line in twenty or more with a blank before it: a habit of the file, no page breaks.
RARE = 0.05


def printed_pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each page, empty ones among them; all in one where pages cannot be told."""
    wrapped = wrapped_width([line.text for line in lines if line.text]) is not None
    tops = _tops(lines) if wrapped else []
    return [list(lines[start:end]) for start, end in pairwise([0, *tops, len(lines)])]


def _tops(lines: Sequence[Line]) -> list[int]:
    written = sum(1 for line in lines if line.text)
    found = [index for index, line in enumerate(lines) if line.indent == 1 and line.cell is None]
    tops: list[int] = []
    for index in found:
        if sum(1 for line in lines[tops[-1] if tops else 0 : index] if line.text) >= SHORTEST_PAGE:
            tops.append(index)
    return tops if len(found) < max(2, RARE * written) or len(tops) > len(found) / 2 else []


def page_numbers(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Numbers alone on the first or the last line of a page."""
    for page in pages:
        filled = [line for line in page if line.text]
        for line in (filled[0], filled[-1]) if len(filled) > 2 else ():
            if line.cell is None and cues.PAGE_NUMBER.match(line.text):
                yield line
