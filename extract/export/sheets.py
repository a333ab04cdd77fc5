"""The registers as sheets: two CSV files in a folder, or one XLSX file.

    records ─▶ Register ─▶ ho-so.csv, van-ban.csv · one workbook with both

A text that a spreadsheet would take for a formula is never one: in CSV an apostrophe is put before it, in
XLSX the cell says that it is text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from extract.export.files import replaced
from extract.export.records import Json
from extract.export.register import DOCUMENT_COLUMNS, FILE_COLUMNS, Cell, Register

# What spreadsheets evaluate: OWASP, "CSV Injection"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FILES_CSV, DOCUMENTS_CSV = "ho-so.csv", "van-ban.csv"


def write_csv(records: Iterable[tuple[str, Json]], target: Path) -> None:
    """UTF-8 with a mark, which Excel needs. Raises OutputError."""
    with replaced([target / FILES_CSV, target / DOCUMENTS_CSV]) as (files, documents):
        register = Register()
        with documents.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(DOCUMENT_COLUMNS)
            for key, record in records:
                lines.writerow(map(harmless, register.add(key, record)))
        with files.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(FILE_COLUMNS)
            lines.writerows(map(harmless, row) for row in register.files())


def harmless(cell: Cell) -> Cell:
    """A text that would be a formula, with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell
