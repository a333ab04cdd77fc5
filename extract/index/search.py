"""Full text: documents that have the words, each once.

    query ─ phrases ─▶ fields of documents, then pages ─▶ Hit(row, page, snippet)

Documents whose fields have the words come first, then those with a page that has them, both in the order in
which they came into the index: so a list is read on from where it was left without counting what lies before,
and a word that stands on every page costs as much as a rare one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from diacritics.syllable import nfc
from extract.index.asked import COLUMNS, Wanted, row_of
from extract.index.model import MARK_BEGIN, MARK_END, Cursor, Hit
from extract.index.words import FOLDED, MARKED, Phrase, folded, marked, phrases, question, small
from extract.index.write import unpacked

BEFORE, AFTER = 60, 180  # letters of a snippet round the first hit
HEADS, PAGES = 0.0, 1.0  # the rank of a cursor: among which hits the list was left
_IN_HEADS = f"""select d.number, 0, h.text, {COLUMNS} from head_words w
    cross join documents d on d.number = w.rowid cross join heads h on h.number = w.rowid
    where head_words match ? and w.rowid > ? and {{where}} order by w.rowid"""
_IN_PAGES = f"""select p.number, p.page, p.text, {COLUMNS} from page_words w
    cross join pages p on p.number = w.rowid cross join documents d on d.number = p.document
    where page_words match ? and w.rowid > ? and {{where}}
        and d.number not in (select rowid from head_words where head_words match ?) order by w.rowid"""
AS_HELD = {FOLDED: folded, MARKED: marked}
_SPACE = re.compile(r"\s+")


def search(
    connection: sqlite3.Connection, query: str, after: Cursor | None, limit: int, wanted: Wanted
) -> list[Hit]:
    """See `Index.search`. Raises sqlite3.Error."""
    sought = phrases(query)
    if not sought:
        return []
    return list(islice(_hits(connection, sought, after, wanted), limit))


def _hits(
    connection: sqlite3.Connection, sought: Sequence[Phrase], after: Cursor | None, wanted: Wanted
) -> Iterator[Hit]:
    match, (where, values) = question(sought), wanted
    rank, place = after or Cursor(HEADS, "0")
    behind = int(place) if place.isdecimal() and len(place) < 19 else 0
    if rank < PAGES:
        with closing(connection.execute(_IN_HEADS.format(where=where), (match, behind, *values))) as rows:
            yield from (_hit([row], sought, HEADS) for row in rows)
        behind = 0
    with closing(connection.execute(_IN_PAGES.format(where=where), (match, behind, *values, match))) as rows:
        for _, of_one in groupby(rows, key=itemgetter(3)):
            yield _hit(list(of_one), sought, PAGES)


def _hit(rows: Sequence[tuple[Any, ...]], sought: Sequence[Phrase], rank: float) -> Hit:
    _, page, text, *row = rows[0]
    return Hit(
        row_of(tuple(row)),
        page,
        snippet(unpacked(text), sought),
        len(rows) - 1,
        Cursor(rank, str(rows[-1][0])),
    )


def snippet(text: str, sought: Sequence[Phrase]) -> str:
    """The text round the first hit, MARK_BEGIN and MARK_END round all hits in it; blanks are one each."""
    text = _SPACE.sub(" ", nfc(text))
    seen = {column: small(AS_HELD[column](text)) for column in {phrase.column for phrase in sought}}
    spans = sorted(span for phrase in sought for span in phrase.spans(seen[phrase.column]))
    first = spans[0][0] if spans else 0
    begin = text.rfind(" ", 0, max(0, first - BEFORE)) + 1 if first > BEFORE else 0
    end = min(len(text), first + AFTER)
    end = max(text.rfind(" ", 0, end), first) if end < len(text) else end
    return f"{'… ' if begin else ''}{_with_marks(text, spans, begin, end)}{' …' if end < len(text) else ''}"


def _with_marks(text: str, spans: Sequence[tuple[int, int]], begin: int, end: int) -> str:
    parts, at = list[str](), begin
    for first, last in spans:
        if first >= at and last <= end:
            parts += [text[at:first], MARK_BEGIN, text[first:last], MARK_END]
            at = last
    return "".join((*parts, text[at:end]))
