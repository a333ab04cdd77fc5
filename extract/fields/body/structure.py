"""Outline, footnotes and tables as layout found them.

Layout ─▶ the contract's entries
"""

from __future__ import annotations

from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.trace import Trace, evidence_at
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import FootnoteEntry, OutlineEntry, TableEntry
from schemas.language import FieldRule
from schemas.record import Review

TABLE = (Clue.TABLE,)


def read_outline(rule: FieldRule, context: Context) -> Answer:
    """Headings and points with their levels; the colon that ends a heading is left out."""
    entries = [
        OutlineEntry(marker=h.marker, level=h.level, title=h.title.rstrip(" :"), kind=h.kind)
        for h in context.layout.outline
    ]
    evidence = {
        f"{rule.name}[{i}]": Trace.of(h.paragraph.lines).evidence(IN_PLACE, (Clue.OUTLINE,))
        for i, h in enumerate(context.layout.outline)
    }
    return Answer(entries, evidence)


def read_footnotes(rule: FieldRule, context: Context) -> Answer:
    """Footnotes in order; one whose text the file has lost is for review."""
    notes = context.layout.footnotes
    paths = [f"{rule.name}[{i}]" for i in range(len(notes))]
    return Answer(
        [FootnoteEntry(marker=note.marker, text=note.text) for note in notes],
        {
            path: Trace.of(note.lines).evidence(IN_PLACE, (Clue.FOOTNOTE,))
            for path, note in zip(paths, notes, strict=True)
        },
        tuple(
            Review.of(path, Message.of("footnote-lost"))
            for path, note in zip(paths, notes, strict=True)
            if not note.text
        ),
    )


def read_tables(rule: FieldRule, context: Context) -> Answer:
    """Tables joined over their pages."""
    tables = context.layout.tables
    return Answer(
        [
            TableEntry(title=t.title, columns=list(t.columns), rows=[list(row) for row in t.rows])
            for t in tables
        ],
        {
            f"{rule.name}[{i}]": evidence_at(
                table.page, table.box, table.title or "", IN_PLACE, (Clue.TABLE,)
            )
            for i, table in enumerate(tables)
        },
    )
