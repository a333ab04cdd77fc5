"""Sheets of a layout as a workbook, and on a hidden sheet what the program wrote.

    described ─▶ rows ─▶ sheets that print ; rows without a record behind them ; _sohoa

Links lead to the searchable PDF beside a record, else to the record.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook

from extract.core.source import beside
from extract.export.files import replaced
from extract.packages.describe import Described
from extract.packages.registers.book import Cell, Printed, clean, styles
from extract.packages.registers.filled import HIDDEN, Orphan
from extract.packages.registers.layouts import PATH, Column, Layout, Sheet
from extract.packages.registers.rows import Row, Subject, Texts, rows, subjects
from extract.packages.settings import Settings

_WIDE, _NARROW, _MIDDLE = 40, 7, 13  # of columns, in letters
_WIDTHS = {
    **dict.fromkeys(("title", "subject", "description"), _WIDE),
    **dict.fromkeys(("organName", "path", "fileCode", "docId", "docCode"), 24),
    **dict.fromkeys(("ordinal", "docOrdinal", "process", "riskRecovery", "language"), _NARROW),
}


def write(
    described: Sequence[Described],
    settings: Settings,
    layout: Layout,
    orphans: Sequence[Orphan],
    *,
    folder: Path,
    target: Path,
) -> None:
    """Raises OutputError."""
    told = [list(subjects(one, settings, layout)) for one in described]
    lines = [settings.own.get("agencyName", ""), settings.own.get("fondsName", "")]
    with replaced([target]) as (path,):
        book = Workbook(write_only=True)
        styles(book)
        for sheet in layout.sheets:
            printed = Printed(
                book,
                sheet.name,
                [(column.heading, _width(column)) for column in sheet.columns],
                " - ".join(filter(None, lines)),
            )
            for subject in told:
                for row in rows(subject, sheet):
                    printed.add(_cells(row, sheet, folder, target))
            for orphan in orphans:
                if orphan.sheet == sheet.name:
                    printed.add([Cell(text, lacks=True) for text in orphan.texts])
            printed.close()
        _hidden(book, told)
        book.save(path)


def _cells(row: Row, sheet: Sheet, folder: Path, target: Path) -> list[Cell]:
    links = _links(row.record, folder, target) if row.record else {}
    return [
        Cell(text, lacks, links.get(column.name))
        for text, lacks, column in zip(row.texts, row.lacks, sheet.columns, strict=True)
    ]


def _links(record: str, folder: Path, target: Path) -> dict[str, str]:
    """By name of the column."""
    searchable = beside(record, "pdf")
    to = {"ordinal": record, PATH: searchable if (folder / searchable).is_file() else record}
    return {
        name: quote(os.path.relpath(folder / key, target.parent).replace(os.sep, "/"))
        for name, key in to.items()
    }


def _width(column: Column) -> int:
    return _NARROW if column.part else _WIDTHS.get(column.name, _MIDDLE)


def _hidden(book: Any, told: Sequence[Sequence[Subject]]) -> None:
    """What each cell would be without a person, and what he told; only what is not empty."""
    sheet = book.create_sheet(HIDDEN)
    sheet.sheet_state = "hidden"
    for subject in (one for some in told for one in some):
        own = {name: text for name, text in subject.texts.items() if text != subject.beneath.get(name)}
        sheet.append([subject.of, clean(subject.key), _line(subject.beneath), _line(own)])


def _line(texts: Texts) -> str:
    """As cells hold them."""
    held = {name: clean(text).strip() for name, text in texts.items() if text}
    return json.dumps(held, ensure_ascii=False)
