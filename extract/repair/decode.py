"""Decode the words of a page that are in a legacy Vietnamese encoding.

    Page ─ words as (text, font) runs ─▶ diacritics.encodings ─▶ Page (text decoded, raw kept)

Lines, words and boxes stay as they are; a word whose encoding was found says so in `method`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from diacritics.encodings import decode_runs
from extract.core.edit import every_line, exchanged
from extract.core.model import Line, Page, Run, Word
from schemas.methods import Method

CONFIDENCE = 0.99  # of a decoded word: the tables are exact, the choice of table is not


def decode_page(page: Page) -> Page:
    """The page with every run decoded that is in a legacy encoding; cells and notes too.

    A word that changed has method "tcvn3", "vni", ... Decoding looks at all runs of the page
    together, so that a short run is judged by its font and its neighbours.
    """
    return exchanged(page, _decode_words(every_line(page)))


def _decode_words(lines: Iterable[Line]) -> dict[int, Word]:
    """The words that changed, by identity of the word they were."""
    runs: list[tuple[str, str]] = []
    owner: list[Word] = []
    for line in lines:
        for at, word in enumerate(line.words, start=1):
            *first, last = word.runs or (Run(word.raw),)
            runs += [(run.text, run.font) for run in first]
            runs.append((last.text + ("\n" if at == len(line.words) else " "), last.font))
            owner += [word] * (len(first) + 1)
    changed: dict[int, Word] = {}
    decoded = decode_runs(runs)
    if not any(name for _, name in decoded):  # nearly every page of today
        return changed
    parts = zip(owner, decoded, strict=True)
    for _, group in groupby(parts, key=lambda part: id(part[0])):
        held = list(group)
        word, text = held[0][0], "".join(text for _, (text, _) in held)[:-1]
        method = next((name for _, (_, name) in held if name), None)
        if method and text not in (word.text, word.raw):  # what signs were resolved stays so
            changed[id(word)] = word.repaired(text, CONFIDENCE, Method(method))
    return changed
