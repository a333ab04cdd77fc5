"""Workbooks in one XML file (Excel 2003, SpreadsheetML), which programs also call .xls.

    bytes ─▶ rows of values, merged cells ─ sheet_blocks ─▶ Paragraph | Grid ─▶ Document

Source: Office 2003 XML Reference Schemas, "SpreadsheetML".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml

from extract.core.errors import BrokenFile, DocumentError, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document
from extract.readers.flow import Block, check_length
from extract.readers.office.docx_package import check_marks
from extract.readers.office.sheet_blocks import Spans, sheet_blocks
from extract.readers.office.sheets import Workbook, document_of, hidden_sheets
from extract.readers.office.shown_values import shown_number, shown_value

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14  # of a sheet of Excel
_PERCENT = "%"


def read_sheet_xml(path: Path, limits: Limits) -> Document:
    """The sheets as one page. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    data = path.read_bytes()
    check_marks(path.name, data)
    try:
        book = _workbook(parse_xml(data), limits)
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in XML
        raise BrokenFile("sheets-damaged", error=type(error).__name__) from error
    return document_of(book)


def _workbook(root: Any, limits: Limits) -> Workbook:
    check_length(sum(len(text) + 1 for data in root.iter(_SS + "Data") for text in data.itertext()), limits)
    percents = {
        style.get(_SS + "ID")
        for style in root.iter(_SS + "Style")
        for form in style.iter(_SS + "NumberFormat")
        if _PERCENT in form.get(_SS + "Format", "").replace("Percent", _PERCENT)
    }
    blocks: list[Block] = []
    hidden: list[str] = []
    for sheet in root.iter(_SS + "Worksheet"):
        name = sheet.get(_SS + "Name", "")
        if any((visible.text or "").startswith("SheetHidden") for visible in sheet.iter(_X + "Visible")):
            hidden.append(name)
            continue
        blocks += sheet_blocks(name, *_table(sheet, percents))
    return Workbook(tuple(blocks), hidden_sheets(hidden))


def _table(sheet: Any, percents: set[str | None]) -> tuple[list[list[str]], Spans]:
    """The rows that hold a value, each as long as it is filled, and the merged cells."""
    rows: list[list[str]] = []
    spans: Spans = {}
    for row in sheet.iter(_SS + "Row"):  # where a row stands does not matter: empty ones are left out
        values: list[str] = []
        for column, cell in _placed(row.findall(_SS + "Cell")):
            values += [""] * (column - len(values))
            values.append(_shown(cell, cell.get(_SS + "StyleID") in percents))
            down, across = (_whole(cell.get(_SS + key)) for key in ("MergeDown", "MergeAcross"))
            if down or across:
                spans[len(rows), column] = (len(rows) + down, column + across)
        rows.append(values)
    return rows, spans


def _placed(cells: Any) -> Iterator[tuple[int, Any]]:
    """Cells with their columns from 0: each may say its own, and how many it takes beside it."""
    at = 0
    for cell in cells:
        given = cell.get(_SS + "Index")
        at = max(at, _whole(given) - 1) if given else at
        if at >= _MOST_COLUMNS:
            return
        yield at, cell
        at += 1 + _whole(cell.get(_SS + "MergeAcross"))


def _whole(text: str | None) -> int:
    return min(int(text), _MOST_ROWS) if text and text.isdecimal() and len(text) < 9 else 0


def _shown(cell: Any, is_percent: bool) -> str:
    data = cell.find(_SS + "Data")
    if data is None:
        return ""
    text, kind = "".join(data.itertext()).strip(), data.get(_SS + "Type")
    if kind == "Number":
        with suppress(ValueError):
            return f"{shown_value(float(text) * 100)}{_PERCENT}" if is_percent else shown_number(text)
    if kind == "DateTime":
        with suppress(ValueError):
            return shown_value(datetime.datetime.fromisoformat(text))
    return shown_value(text == "1") if kind == "Boolean" else text
