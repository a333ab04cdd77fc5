"""The table of a schema's own that has these columns, its cells in the order and kind that it declares.

tables of the layout ─ heads matched ─▶ TableEntry(columns by their names, rows)
"""

from __future__ import annotations

from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.own.values import cell
from extract.fields.trace import evidence_at
from extract.form.matching import first_anchor
from extract.layout.model import WholeTable
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import TableEntry
from schemas.language import Column, ExtraRule
from schemas.record import Evidence, Review

ENOUGH = 0.6  # share of the columns by which a table is known; a recogniser loses one head in three at most


def read_table(rule: ExtraRule, context: Context) -> Answer:
    """The table in which most of the declared columns stand; None when no table has enough of them."""
    found = [(places(table, rule.columns), table) for table in context.layout.tables]
    found = [(p, t) for p, t in found if sum(i is not None for i in p) >= ENOUGH * len(rule.columns)]
    if not found:
        return Answer(None)
    where, table = max(found, key=lambda f: sum(i is not None for i in f[0]))
    name = f"extra.{rule.name}"
    rows, doubts = [], []
    for number, row in enumerate(table.rows):
        cells = [row[index] if index is not None else "" for index in where]
        rows.append([_written(text, column) for text, column in zip(cells, rule.columns, strict=True)])
        doubts += _unreadable(name, number, cells, rule.columns)
    missing = [column.name for column, index in zip(rule.columns, where, strict=True) if index is None]
    doubts += [Review.of(name, Message.of("column-missing", column=column)) for column in missing]
    value = TableEntry(title=table.title, columns=[column.name for column in rule.columns], rows=rows)
    return Answer(value, {name: _evidence(table)}, tuple(doubts))


def places(table: WholeTable, columns: tuple[Column, ...]) -> list[int | None]:
    """Which column of the table each declared one is; a column of the table is used once."""
    taken: set[int] = set()
    held: list[int | None] = []
    for column in columns:
        wanted = (column.name, *column.anchors)
        free = (i for i, head in enumerate(table.columns) if i not in taken and first_anchor(head, wanted))
        index = next(free, None)
        taken |= {index} if index is not None else set()
        held.append(index)
    return held


def _written(text: str, column: Column) -> str:
    return cell(text, column.type) or text if text.strip() else ""


def _unreadable(name: str, number: int, cells: list[str], columns: tuple[Column, ...]) -> list[Review]:
    return [
        Review.of(f"{name}.rows[{number}]", _no_value(column, text))
        for text, column in zip(cells, columns, strict=True)
        if text.strip() and cell(text, column.type) is None
    ]


def _no_value(column: Column, text: str) -> Message:
    return Message.of("cell-not-read", type=f"type-{column.type.value}", column=column.name, seen=text[:40])


def _evidence(table: WholeTable) -> Evidence:
    return evidence_at(table.page, table.box, " | ".join(table.columns), IN_PLACE, (Clue.TABLE_COLUMNS,))
