"""Decode the words of a page that are in a legacy Vietnamese encoding.

    Page ─ words as (text, font) runs ─▶ diacritics.encodings ─▶ Page (text decoded, raw kept)

Lines, words and boxes stay as they are; a word whose encoding was found says so in `method`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diacritics.encodings import decode_runs
from extract.model import Cell, Footnote, Line, Page, Run, Table, Word

CONFIDENCE = 0.99  # of a decoded word: the tables are exact, the choice of table is not


def decode_page(page: Page) -> Page:
    """The page with every run decoded that is in a legacy encoding; cells and notes too.

    A word that changed has method "tcvn3", "vni", ... Decoding looks at all runs of the page
    together, so that a short run is judged by its font and its neighbours.
    """
    lines = list(_all_lines(page))
    decoded = _decode_words([word for line in lines for word in line.words])
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


def _decode_words(words: list[Word]) -> dict[int, Word]:
    """The words that changed, by identity of the word they were."""
    runs: list[tuple[str, str]] = []
    owner: list[int] = []
    for at, word in enumerate(words):
        parts = word.runs or (Run(word.raw),)
        runs += [(run.text, run.font) for run in parts[:-1]] + [(parts[-1].text + " ", parts[-1].font)]
        owner += [at] * len(parts)
    texts = [""] * len(words)
    methods = [""] * len(words)
    for at, (text, encoding) in zip(owner, decode_runs(runs), strict=True):
        texts[at] += text
        methods[at] = methods[at] or encoding or ""
    return {
        id(word): word.repaired(text.removesuffix(" "), CONFIDENCE, method)
        for word, text, method in zip(words, texts, methods, strict=True)
        if method and text.removesuffix(" ") != word.text
    }


def _rebuilt(line: Line, decoded: dict[int, Word]) -> Line:
    return replace(line, words=tuple(decoded.get(id(word), word) for word in line.words))


def _table(table: Table, decoded: dict[int, Word]) -> Table:
    return replace(table, cells=tuple(_cell(cell, decoded) for cell in table.cells))


def _cell(cell: Cell, decoded: dict[int, Word]) -> Cell:
    return replace(cell, lines=tuple(_rebuilt(line, decoded) for line in cell.lines))


def _note(note: Footnote, decoded: dict[int, Word]) -> Footnote:
    return replace(note, lines=tuple(_rebuilt(line, decoded) for line in note.lines))
