"""Decode the words of a page that are in a legacy Vietnamese encoding.

    Page ─ words as (text, font) runs ─▶ diacritics.encodings ─▶ Page (text decoded, raw kept)

Lines, words and boxes stay as they are; a word whose encoding was found says so in `method`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from diacritics.encodings import decode_runs
from extract.model import Cell, Footnote, Line, Page, Run, Table, Word

CONFIDENCE = 0.99  # of a decoded word: the tables are exact, the choice of table is not


def decode_page(page: Page) -> Page:
    """The page with every run decoded that is in a legacy encoding; cells and notes too.

    A word that changed has method "tcvn3", "vni", ... Decoding looks at all runs of the page
    together, so that a short run is judged by its font and its neighbours.
    """
    lines = list(_all_lines(page))
    decoded = _decode_words(lines)
    return replace(
        page,
        lines=tuple(_rebuilt(line, decoded) for line in page.lines),
        tables=tuple(_table(table, decoded) for table in page.tables),
        notes=tuple(_note(note, decoded) for note in page.notes),
    )


def _all_lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    for table in page.tables:
        for cell in table.cells:
            yield from cell.lines
    for note in page.notes:
        yield from note.lines


def _decode_words(lines: list[Line]) -> dict[int, Word]:
    """The words that changed, by identity of the word they were."""
    runs: list[tuple[str, str]] = []
    owner: list[Word] = []
    seen: set[int] = set()  # a table's cells may hold the very words of the page's lines
    for line in lines:
        for at, word in enumerate(line.words, start=1):
            if id(word) in seen:
                continue
            seen.add(id(word))
            *first, last = word.runs or (Run(word.raw),)
            runs += [(run.text, run.font) for run in first]
            runs.append((last.text + ("\n" if at == len(line.words) else " "), last.font))
            owner += [word] * (len(first) + 1)
    changed: dict[int, Word] = {}
    parts = zip(owner, decode_runs(runs), strict=True)
    for _, group in groupby(parts, key=lambda part: id(part[0])):
        held = list(group)
        word, text = held[0][0], "".join(text for _, (text, _) in held)[:-1]
        method = next((name for _, (_, name) in held if name), None)
        if method and text != word.text:
            changed[id(word)] = word.repaired(text, CONFIDENCE, method)
    return changed


def _rebuilt(line: Line, decoded: dict[int, Word]) -> Line:
    return replace(line, words=tuple(decoded.get(id(word), word) for word in line.words))


def _table(table: Table, decoded: dict[int, Word]) -> Table:
    return replace(table, cells=tuple(_cell(cell, decoded) for cell in table.cells))


def _cell(cell: Cell, decoded: dict[int, Word]) -> Cell:
    return replace(cell, lines=tuple(_rebuilt(line, decoded) for line in cell.lines))


def _note(note: Footnote, decoded: dict[int, Word]) -> Footnote:
    return replace(note, lines=tuple(_rebuilt(line, decoded) for line in note.lines))
