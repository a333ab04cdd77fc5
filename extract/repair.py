"""Repair a page's words by what its verdict says they are worth; what was read stays beside.

    Page with a Verdict ─▶ Page with repaired words

    good ─▶ as it is      legacy ─▶ decoded      stripped, garbled, read by OCR ─▶ restored
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diacritics.lattice import Decoded, Token
from diacritics.restore import restore_lattice
from extract.legacy import decode_page
from extract.model import Kind, Line, Page, Source, Table, Word

CHANNELS = {Kind.GARBLED: "english-ocr", Kind.STRIPPED: "stripped"}


def repair_page(page: Page) -> Page:
    """The page with every word repaired that its verdict gives reason to repair."""
    if page.source is Source.OCR:
        return _restored(page, "vietnamese-ocr")
    if page.verdict.kind is Kind.LEGACY:
        return decode_page(page)
    channel = CHANNELS.get(page.verdict.kind)
    return _restored(page, channel) if channel else page


def _restored(page: Page, channel: str) -> Page:
    tokens = [token for line in page.lines for token in _tokens(line)]
    decoded = iter(restore_lattice(tokens, channel))
    lines = {id(line): _line(line, decoded) for line in page.lines}
    return replace(
        page,
        lines=tuple(lines[id(line)] for line in page.lines),
        tables=tuple(_table(table, lines) for table in page.tables),
    )


def _tokens(line: Line) -> Iterator[Token]:
    last = len(line.words) - 1
    for index, word in enumerate(line.words):
        yield Token(word.raw, word.confidence, ends_line=index == last)


def _line(line: Line, decoded: Iterator[Decoded]) -> Line:
    return replace(line, words=tuple(_word(word, next(decoded)) for word in line.words))


def _word(word: Word, decoded: Decoded) -> Word:
    if not decoded.changed:
        return word
    return word.repaired(decoded.text, decoded.posterior, "restored")


def _table(table: Table, lines: dict[int, Line]) -> Table:
    """A table's cells hold lines of the page (the same objects) or lines of their own, which stay."""
    cells = tuple(
        replace(cell, lines=tuple(lines.get(id(line), line) for line in cell.lines)) for cell in table.cells
    )
    return replace(table, cells=cells)
