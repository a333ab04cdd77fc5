"""Workbooks (.xls, .xlsx, .xlsb, .ods): each sheet a table under its name.

    path, bytes ─ calamine ─▶ rows of values ─ sheet_blocks ─▶ Paragraph | Grid ─▶ Document
                ─ sheet_parts ─▶ what lies beside the values of a .xlsx

Days and fractions are written as offices write them (14/08/2031; 12,5), other numbers digit by digit, since
they may be codes; what a format adds to them is known of .xlsx and .xls (`number_formats`). Hidden sheets
are left out, which is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from extract.core.errors import BrokenFile, EmptyFile, EncryptedOffice, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.formats import XLSX
from extract.readers.flow import Block, check_length, page
from extract.readers.office.number_formats import NumberFormat, Place
from extract.readers.office.sheet_blocks import Spans, sheet_blocks
from extract.readers.office.sheet_parts import SheetParts
from extract.readers.office.shown_values import shown_value
from extract.readers.office.xls_formats import formats_in
from schemas.catalogue import Message

Formats = Mapping[Place, NumberFormat]

_ENCRYPTED = ("password", "encrypt")
_MOST_CELLS = 4_000_000  # of a workbook; two million values take a gigabyte as words


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a print of the workbook shows, and what is told of it."""

    blocks: tuple[Block, ...]
    notices: tuple[Message, ...] = ()


def read_sheets(path: Path, limits: Limits) -> Document:
    """The sheets as one page. Raises EmptyFile, TooLarge, TooManyPages, EncryptedOffice or BrokenFile."""
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    with path.open("rb") as file:  # by its content: a path would be believed by its suffix
        book = workbook(file, limits)
    return document_of(book)


def document_of(book: Workbook) -> Document:
    """A workbook as a document. Raises EmptyFile."""
    if not book.blocks:
        raise EmptyFile("text-empty")
    return Document((page(book.blocks, Origin.OFFICE),), XLSX.media_type, XLSX.paged, book.notices)


def workbook(file: BinaryIO, limits: Limits) -> Workbook:
    """The sheets of an open workbook. Raises TooLarge, TooManyPages, EncryptedOffice or BrokenFile."""
    import python_calamine  # noqa: PLC0415 - an extra

    parts = SheetParts(file, limits)
    formats = formats_in(file)
    file.seek(0)
    try:
        blocks, hidden = _blocks(python_calamine.CalamineWorkbook.from_filelike(file), parts, formats, limits)
    except python_calamine.CalamineError as error:
        if any(word in str(error).lower() for word in _ENCRYPTED):
            raise EncryptedOffice from error
        raise BrokenFile("sheets-damaged", error=type(error).__name__) from error
    return Workbook(tuple(blocks), (*hidden_sheets(hidden), *parts.notices()))


def hidden_sheets(names: Sequence[str]) -> tuple[Message, ...]:
    """What is told of sheets that are not shown."""
    return (Message.of("sheets-hidden", count=len(names), names=", ".join(names)),) if names else ()


def _blocks(
    book: Any, parts: SheetParts, formats: Mapping[str, Formats], limits: Limits
) -> tuple[list[Block], list[str]]:
    """The sheets that a print shows, and the names of those that it does not."""
    blocks: list[Block] = parts.heading()
    hidden: list[str] = []
    letters = 0
    for sheet in book.sheets_metadata:
        if str(sheet.visible).rpartition(".")[2] != "Visible":
            hidden.append(sheet.name)
            continue
        held = book.get_sheet_by_name(sheet.name)
        if held.total_height * held.total_width > _MOST_CELLS:
            raise TooLarge("sheet-too-large", sheet=sheet.name, limit=_MOST_CELLS)
        rows = _shown(held, formats.get(sheet.name) or parts.formats(sheet.name))
        letters += sum(len(value) + 1 for row in rows for value in row if value)
        check_length(letters, limits)
        merged = held.merged_cell_ranges or ()
        blocks += sheet_blocks(sheet.name, rows, _spans(merged, held.start or (0, 0)))
        blocks += parts.beside(sheet.name)
    return blocks, hidden


def _shown(sheet: Any, formats: Formats) -> list[list[str]]:
    """The values as a print shows them."""
    top, left = sheet.start or (0, 0)
    return [
        [
            held.shown(value) if (held := formats.get((row, column))) else shown_value(value)
            for column, value in enumerate(values, left)
        ]
        for row, values in enumerate(sheet.to_python(skip_empty_area=True), top)
    ]


def _spans(merged: Sequence[Any], start: tuple[int, int]) -> Spans:
    top, left = start
    return {(first[0] - top, first[1] - left): (last[0] - top, last[1] - left) for first, last in merged}
