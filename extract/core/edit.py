"""Exchange words of a page wherever they stand: in its lines, in the cells of its tables, in its notes.

    Page, {id(word): new word, or None for a word that goes} ─▶ Page

A table's cells hold the very lines of the page, so that a word is known by its identity, not its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extract.core.model import Cell, Footnote, Line, Page, Table, Word


def every_line(page: Page) -> tuple[Line, ...]:
    """The lines of the page, then those that only its cells or notes hold; each once."""
    cells = (line for table in page.tables for cell in table.cells for line in cell.lines)
    notes = (line for note in page.notes for line in note.lines)
    return tuple({id(line): line for line in (*page.lines, *cells, *notes)}.values())


def exchanged(page: Page, new: Mapping[int, Word | None]) -> Page:
    """The page with the words of `new` (by identity of the word they replace); None takes a word away."""
    if not new:
        return page
    lines = {id(line): _line(line, new) for line in every_line(page)}

    def of(held: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(lines[id(line)] for line in held)

    def cell(old: Cell) -> Cell:
        return replace(old, lines=of(old.lines))

    def table(old: Table) -> Table:
        return replace(old, cells=tuple(cell(one) for one in old.cells))

    def note(old: Footnote) -> Footnote:
        return replace(old, lines=of(old.lines))

    return replace(
        page,
        lines=of(page.lines),
        tables=tuple(table(one) for one in page.tables),
        notes=tuple(note(one) for one in page.notes),
    )


def _line(line: Line, new: Mapping[int, Word | None]) -> Line:
    if not any(id(word) in new for word in line.words):
        return line
    words = (new.get(id(word), word) for word in line.words)
    return replace(line, words=tuple(word for word in words if word is not None))
