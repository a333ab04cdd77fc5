"""A workbook as texts, from anybody: values only, within limits.

    XLSX ─▶ grids ─▶ Grid(name, rows of Cells, what is wrong with some of them)

What a spreadsheet would work out (formulas), what it could not (#REF!) and XML with a DTD are refused, and so
are packages that unpack to more than a sheet of an archive does. No link is followed.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import is_
from pathlib import Path
from typing import Any

from extract.core.errors import DocumentError, OutputError
from extract.core.limits import MIB, Limits
from extract.export.forms import NotInstalled
from extract.intake.archives import DAMAGE, check
from schemas.catalogue import Message
from schemas.catalogue.system import why

# 2,000 documents in 46 columns unpack to 5.4 MB, at a ratio of 14 (33 where the links are), and are read in
# 1.2 s; the largest deliveries that are known have some 61,600 documents.
LIMITS = Limits(max_bytes=64 * MIB, max_unpacked=512 * MIB, max_members=500)
MOST_ROWS, MOST_COLUMNS = 100_000, 200
_LAST_ROW = 1_048_576  # of any sheet; whatever says that it stands below is not read
_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_BEGINS = (b"<", b"\xef\xbb\xbf<")  # in UTF-16 or EBCDIC a DTD would not be found
_ERROR, _FORMULA = "e", "f"
# What openpyxl and its parsers raise over a broken workbook, beside what a broken ZIP does.
_BROKEN = (*DAMAGE, ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError)


@dataclass(frozen=True, slots=True)
class Row:
    """`texts` by column, from 0; only those that are not empty."""

    number: int
    texts: dict[int, str]


@dataclass(slots=True)
class Grid:
    """One sheet. `faults`: cells that hold no value, each with its column."""

    path: Path
    name: str
    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[int, Message]] = field(default_factory=list)
    is_hidden: bool = False

    def at(self, row: int, column: int) -> str:
        """A cell as a person finds it: Hồ sơ!G5."""
        return f"{self.name}!{letters(column)}{row}"


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def grids(path: Path) -> list[Grid]:
    """Raises OutputError when it cannot be read or must not, NotInstalled without openpyxl."""
    try:
        import openpyxl  # noqa: PLC0415 - of an extra
    except ModuleNotFoundError as error:
        raise NotInstalled("sheet-not-installed", package=error.name) from error
    try:
        _admit(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and headers, which are of no matter here
            book = openpyxl.load_workbook(path, read_only=True, keep_links=False, keep_vba=False)
            try:
                return [_grid(path, sheet) for sheet in book.worksheets]
            finally:
                book.close()
    except DocumentError as error:
        raise OutputError("sheet-refused", path=path, error=error.message.say()) from error
    except OSError as error:
        raise OutputError("sheet-not-read", path=path, error=why(error)) from error
    except _BROKEN as error:
        raise OutputError("sheet-no-workbook", path=path) from error


def _admit(path: Path) -> None:
    """Raises DocumentError, OutputError, and what a broken ZIP raises."""
    if path.stat().st_size > LIMITS.max_bytes:
        raise OutputError("sheet-too-many-bytes", path=path, limit=LIMITS.max_bytes)
    with zipfile.ZipFile(path) as package:
        check(package, LIMITS)
        for member in package.infolist():
            if _has_dtd(package, member):
                raise OutputError("sheet-with-dtd", path=path, part=member.filename)


def _has_dtd(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Declarations stand before the first element; a member is read as far as it says it goes."""
    with package.open(member) as part:
        before = part.read(MIB)
        if member.filename.endswith((".xml", ".rels")) and not _is_plain(before):
            return True
        while before:
            after = part.read(MIB)
            if any(mark in before + after[:16] for mark in _DTD):
                return True
            before = after
    return False


def _is_plain(begin: bytes) -> bool:
    return begin.lstrip().startswith(_BEGINS) and b"\0" not in begin[:16]


def _grid(path: Path, sheet: Any) -> Grid:
    from openpyxl.cell.read_only import EMPTY_CELL  # noqa: PLC0415 - of an extra

    grid = Grid(path, sheet.title, is_hidden=sheet.sheet_state != "visible")
    nothing = (EMPTY_CELL,) * MOST_COLUMNS
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=_LAST_ROW), 1):
        if all(map(is_, cells, nothing)):
            continue
        texts = dict(_texts(grid, number, cells))
        if texts and number > MOST_ROWS:
            raise OutputError("sheet-too-many-rows", path=path, sheet=grid.name, limit=MOST_ROWS)
        if texts:
            grid.rows.append(Row(number, texts))
    return grid


def _texts(grid: Grid, row: int, cells: tuple[Any, ...]) -> Iterator[tuple[int, str]]:
    for column, cell in enumerate(cells):
        if cell.value is None:
            continue
        if cell.data_type in (_FORMULA, _ERROR):
            code = "cell-formula" if cell.data_type == _FORMULA else "cell-error"
            grid.faults.append((column, Message.of(code, path=grid.path, at=grid.at(row, column))))
        elif text := _text(cell.value):
            yield column, text


def _text(value: Any) -> str:
    """A number without ".0", a day as DD/MM/YYYY."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return str(value).strip()
