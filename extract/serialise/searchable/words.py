"""Which words a page of the searchable copy gets, in reading order, and whether its own text may stay.

    Page, Layout ─▶ Said(lines, alone)

Good text of a page stays, alone, but for words that were read in pictures beside it: they are added. Where
the repaired text is another one (OCR, legacy fonts, lost marks) it stands in place of all that the page says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.core.model import Line, Origin, Page, Word
from extract.layout.model import Layout, Region
from extract.layout.page_texts import heads_page

# Of a page's own words: so many may be repaired before its text is no longer the one that is searched.
SPOILT = 0.01
NO_LETTERS = ("Cc", "Cs")  # controls, half surrogates


@dataclass(frozen=True, slots=True)
class Said:
    """Lines to be set over a page; `alone`: the page's own text is not to be found any more."""

    lines: tuple[Line, ...]
    alone: bool


def said(page: Page, layout: Layout, *, drawn: bool) -> Said:
    """What is to be set over a page that has places for its words; `drawn`: it is a picture in the copy."""
    lines = tuple(lines_of(page, layout))
    if drawn or page.origin is not Origin.TEXT_LAYER:
        return Said(lines, alone=True)
    own = [word for word in page.words if word.runs]
    repaired = sum(_plain(word.text) != _plain(word.raw) for word in own)
    if repaired > SPOILT * len(own):
        return Said(lines, alone=True)
    return Said(tuple(line for line in map(_without_own, lines) if line.words), alone=False)


def lines_of(page: Page, layout: Layout) -> Iterator[Line]:
    """The lines of a page in the order of its text, those without a place left out."""
    blocks = [block for block in layout.blocks if block.page == page.number]
    placed = [(block.region, one.line) for block in blocks for one in block.lines]
    first = [line for region, line in placed if region is Region.OVERLAY and heads_page(line.text)]
    rest = [line for region, line in placed if region is not Region.OVERLAY or not heads_page(line.text)]
    for line in (*first, *rest):
        held = tuple(word for word in line.words if word.box and text_of(word).strip())
        if held:
            yield replace(line, words=held)


def _without_own(line: Line) -> Line:
    """A line with the words only that the file does not say itself: they have no font."""
    return replace(line, words=tuple(word for word in line.words if not word.runs))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def text_of(word: Word) -> str:
    """A word as it is searched: composed letters, without what no font has."""
    composed = unicodedata.normalize("NFC", word.text)
    return "".join(sign for sign in composed if unicodedata.category(sign) not in NO_LETTERS)
