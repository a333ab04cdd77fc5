"""Sheets that print: A4 across, wrapped, headings on every page, a filter, cells that are text.

    headings + widths ─▶ Printed ─ add(cells) ─▶ rows of a workbook, one after the other

Nothing but the row is in memory. A text stays what it is: 01 is no 1, and "=" begins no formula.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

A4 = 9  # of Excel's list of papers
# On A4 across stand about 140 letters of 11 points; two thirds of that size can still be read.
LETTERS_ON_PAGE = 210
MOST_LINKS = 65_000  # in one sheet; Excel takes 65,530
_TEXT, _DAY = "@", "dd/mm/yyyy"
_LINE = Side(style="thin", color="BFBFBF")
_LACKS = PatternFill("solid", fgColor="FFF2CC")  # to be filled in
_HEAD = PatternFill("solid", fgColor="E7E6E6")


@dataclass(frozen=True, slots=True)
class Cell:
    """`link`: where it leads to, from the workbook."""

    value: str | int | date | None
    lacks: bool = False
    link: str | None = None


def styles(book: Any) -> None:
    """Made known to a workbook once."""
    around = Border(_LINE, _LINE, _LINE, _LINE)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for name, font, fill, form in (
        ("text", Font(), None, _TEXT),
        ("lacks", Font(), _LACKS, _TEXT),
        ("link", Font(color="0563C1", underline="single"), None, _TEXT),
        ("number", Font(), None, "0"),
        ("day", Font(), None, _DAY),
        ("head", Font(bold=True), _HEAD, _TEXT),
    ):
        style = NamedStyle(f"sohoa-{name}", font, border=around, alignment=wrapped, number_format=form)
        if fill:
            style.fill = fill
        book.add_named_style(style)


class Printed:
    """A sheet."""

    def __init__(self, book: Any, name: str, columns: Sequence[tuple[str, int]], head: str) -> None:
        """`columns`: headings, each with its width in letters; `head` stands above every page."""
        self._sheet = book.create_sheet(name)
        self._links, self._rows, self._columns = 0, 1, len(columns)
        self._setup([width for _, width in columns], head)
        self._sheet.append([self._styled(heading, "head") for heading, _ in columns])

    def add(self, cells: Sequence[Cell]) -> None:
        """One more row."""
        self._sheet.append([self._cell(cell) for cell in cells])
        self._rows += 1

    def offer(self, column: int, values: Sequence[str]) -> None:
        """A list to choose from in every row of a column, from 0; when all rows are there."""
        letter = get_column_letter(column + 1)
        listed = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True)
        listed.add(f"{letter}2:{letter}{max(self._rows, 2)}")
        self._sheet.data_validations.append(listed)

    def close(self) -> None:
        """When all rows are there."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(self._columns)}{self._rows}"

    def _setup(self, widths: Sequence[int], head: str) -> None:
        sheet = self._sheet
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0  # as many as it takes
        sheet.page_setup.fitToWidth = math.ceil(sum(widths) / LETTERS_ON_PAGE)
        sheet.page_margins = PageMargins(0.4, 0.4, 0.6, 0.6)
        if head:
            sheet.oddHeader.center.text = clean(head).replace("&", "&&")
        sheet.oddFooter.center.text = "&P/&N"
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    def _cell(self, cell: Cell) -> Any:
        if isinstance(cell.value, date):
            return self._styled(cell.value, "day")
        if isinstance(cell.value, int):
            return self._styled(cell.value, "number")
        if cell.link and self._links < MOST_LINKS:
            self._links += 1
            written = self._styled(cell.value, "link")
            written.hyperlink = cell.link
            return written
        return self._styled(cell.value, "lacks" if cell.lacks else "text")

    def _styled(self, value: str | int | date | None, style: str) -> Any:
        text = isinstance(value, str)
        cell = WriteOnlyCell(self._sheet, (clean(str(value)) or None) if text else value)
        if text and cell.value is not None:
            cell.data_type = "s"  # also when it begins with "="
        cell.style = f"sohoa-{style}"
        return cell


def clean(text: str) -> str:
    """Without what XML cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))
