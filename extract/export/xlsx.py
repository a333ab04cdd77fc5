"""The registers as a workbook for Excel and LibreOffice, row by row: nothing but the row is in memory.

records ─▶ Register ─▶ Sheet "Văn bản" (and "Văn bản (2)", ... beyond a sheet's last row), "Hồ sơ"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from extract.export import register
from extract.export.files import replaced
from extract.export.records import Json
from extract.export.register import Cell, Register
from schemas.catalogue import say

# Excel's specifications and limits
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
CUT = " […]"
WIDTHS = (12, 60)  # of columns, in letters


def write(records: Iterable[tuple[str, Json]], target: Path, note: Callable[[str], None]) -> None:
    """`note` is told what a sheet could not hold. Raises OutputError."""
    with replaced([target]) as (path,):
        book, made = Workbook(write_only=True), Register()
        files = _Sheet(book, register.FILES, register.FILE_COLUMNS)
        documents = _Sheet(book, register.DOCUMENTS, register.DOCUMENT_COLUMNS)
        try:
            for key, record in records:
                documents.add(made.add(key, record))
            for row in made.files():
                files.add(row)
        except BaseException:
            for sheet in book.worksheets:  # one left open complains when it is thrown away
                sheet.close()
            raise
        book.save(path)
    for written in (files, documents):
        written.tell(note)


class _Sheet:
    """A sheet that goes on in another one when it is full."""

    def __init__(self, book: Any, code: str, columns: tuple[str, ...]) -> None:
        self._book, self._name, self._columns = book, register.in_vietnamese(code), columns
        self._number, self._cut = 0, 0
        self._begin()

    def add(self, row: tuple[Cell, ...]) -> None:
        """One more row."""
        if self._rows == MOST_ROWS:
            self._begin()
        self._append([self._cell(value) for value in row])

    def tell(self, note: Callable[[str], None]) -> None:
        """What was cut or went on elsewhere."""
        if self._cut:
            note(say("cells-cut", sheet=self._name, limit=MOST_LETTERS, count=self._cut))
        if self._number > 1:
            note(say("sheets-go-on", sheet=self._name, count=self._number, rows=MOST_ROWS))

    def _begin(self) -> None:
        self._number, self._rows = self._number + 1, 0
        self._sheet = self._book.create_sheet(
            self._name if self._number == 1 else f"{self._name} ({self._number})"
        )
        self._sheet.freeze_panes = "A2"
        for number, column in enumerate(self._columns, 1):
            width = min(max(len(column), WIDTHS[0]), WIDTHS[1])
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        heads = [self._cell(column) for column in self._columns]
        for head in heads:
            head.font = Font(bold=True)
        self._append(heads)

    def _append(self, cells: list[Any]) -> None:
        self._sheet.append(cells)
        self._rows += 1

    def _cell(self, value: Cell) -> Any:
        if not isinstance(value, str):
            return WriteOnlyCell(self._sheet, value)
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        if len(text) > MOST_LETTERS:
            self._cut += 1
            text = text[: MOST_LETTERS - len(CUT)] + CUT
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"  # also when it begins with "=": a text, no formula
        return cell
