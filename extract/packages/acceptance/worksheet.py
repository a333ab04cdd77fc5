"""The work sheet: a row a field, a row a line, columns for what a person says; what was drawn, hidden.

Sample + links ─ write ─▶ XLSX
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from extract.export.files import replaced
from extract.packages.acceptance.drawn import Sample, Text, Value
from extract.packages.acceptance.sheet import HIDDEN, OF_FIELDS, OF_LINES, RIGHT, WRONG, Column, Layout
from extract.packages.registers.book import Cell, Printed, clean, styles
from schemas.catalogue import say

_TO_FILL_IN = Cell(None, lacks=True)


def write(sample: Sample, links: Mapping[str, str], target: Path) -> None:
    """Raises OutputError."""
    with replaced([target]) as (path,):
        book = Workbook(write_only=True)
        styles(book)
        _sheet(book, OF_FIELDS, (_of_value(value) for value in sample.values), sample, links)
        _sheet(book, OF_LINES, (_of_text(text) for text in sample.texts), sample, links)
        _hidden(book, sample)
        book.save(path)


def _sheet(
    book: Any,
    layout: Layout,
    rows: Iterable[dict[Column, str | int | None]],
    sample: Sample,
    links: Mapping[str, str],
) -> None:
    told = asdict(sample.drawing)
    head = say("sample-head", documents=len(sample.records), of=sample.of, seed=told["seed"])
    sheet = Printed(book, say(layout.name), [(say(column), width) for column, width in layout.columns], head)
    for number, row in enumerate(rows, 1):
        cells = {column: Cell(value) for column, value in row.items()}
        link = links[str(row[Column.RECORD])]
        cells[Column.NUMBER] = Cell(number)
        cells[Column.FILE] = Cell(say("sample-open"), link=link)
        sheet.add([cells.get(column, _TO_FILL_IN) for column, _ in layout.columns])
    sheet.offer(layout.place(Column.VERDICT), [say(RIGHT), say(WRONG)])
    sheet.close()


def _of_value(value: Value) -> dict[Column, str | int | None]:
    return {
        Column.RECORD: value.record,
        Column.PAGE: value.page,
        Column.FIELD: say(value.field),
        Column.READ: value.read,
    }


def _of_text(text: Text) -> dict[Column, str | int | None]:
    return {
        Column.RECORD: text.record,
        Column.PAGE: text.page,
        Column.LINE: text.line,
        Column.READ: text.read,
    }


def _hidden(book: Any, sample: Sample) -> None:
    """One line of JSON each: how it was drawn, then what."""
    sheet = book.create_sheet(HIDDEN)
    sheet.sheet_state = "hidden"
    how = {"of": sample.of, **asdict(sample.drawing)}
    for one in (how, *map(asdict, sample.values), *map(asdict, sample.texts)):
        sheet.append([clean(json.dumps(one, ensure_ascii=False))])
