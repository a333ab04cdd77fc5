"""Which layout a workbook has, and which of its columns is which: by headings, not by place.

    grids ─▶ find ─▶ Layout, Found(sheet, its columns) ... ;  Found.values(row) ─▶ texts by kind and name

Headings that stand twice in the sheet of 46 columns belong to the hồ sơ before, to the document behind
"Số thứ tự văn bản trong hồ sơ". Columns that nobody knows are told, and not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.core.errors import OutputError
from extract.packages.elements import FILE
from extract.packages.registers import layouts
from extract.packages.registers.grid import Grid, Row, letters
from extract.packages.registers.layouts import PARTS, PATH, Column, Layout, Sheet
from schemas.catalogue import Message

_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet of a layout, as it lies there."""

    grid: Grid
    layout: Sheet
    columns: dict[int, Column]  # by place

    @property
    def name(self) -> str:
        """As its layout calls it."""
        return self.layout.name

    @property
    def rows_of(self) -> str:
        """What a row is of."""
        return self.layout.rows

    @property
    def rows(self) -> Sequence[Row]:
        """Below the headings, but those in which only a number or nothing stands."""
        return [
            row
            for row in self.grid.rows[1:]
            if any(self.columns[c].of for c in row.texts if c in self.columns)
        ]

    @property
    def faults(self) -> list[Message]:
        """Cells without a value in columns that are read: a running number may well be a formula."""
        read = {place for place, column in self.columns.items() if column.of}
        return [fault for place, fault in self.grid.faults if place in read]

    def values(self, row: Row) -> dict[tuple[str, str], tuple[str, str]]:
        """The text of each column and where it stands, by kind and name; a day of three columns as one."""
        held: dict[tuple[str, str], tuple[str, str]] = {}
        dates: dict[tuple[str, str], dict[str, str]] = {}
        for place, column in self.columns.items():
            if not column.of:
                continue
            key, text = (column.of, column.name), row.texts.get(place, "")
            held.setdefault(key, (text, self.grid.at(row.number, place)))
            if column.part:
                dates.setdefault(key, {})[column.part] = text
        for key, parts in dates.items():
            held[key] = (_joined(parts), held[key][1])
        return held

    def texts(self, row: Row) -> tuple[str, ...]:
        """In the order of the layout."""
        by_column = {column: row.texts.get(place, "") for place, column in self.columns.items()}
        return tuple(by_column.get(column, "") for column in self.layout.columns)


@dataclass(frozen=True, slots=True)
class Workbook:
    """`notes`: columns that are not known, or not there."""

    layout: Layout
    sheets: tuple[Found, ...]
    notes: tuple[Message, ...]


def find(path: Path, visible: Sequence[Grid]) -> Workbook:
    """Raises OutputError when it has none of the layouts."""
    for name in layouts.Name:
        layout = layouts.layout(name)
        matched = [_match(sheet, visible) for sheet in layout.sheets]
        if found := [one for one in matched if one and (one.rows_of, PATH) in _named(one)]:
            others = [
                Message.of("sheet-unknown", path=path, sheet=grid.name)
                for grid in visible
                if grid.rows and grid.name not in {one.grid.name for one in found}
            ]
            return Workbook(layout, tuple(found), (*_notes(path, found), *others))
    raise OutputError("sheet-no-layout", path=path)


def _named(found: Found) -> set[tuple[str, str]]:
    return {(column.of, column.name) for column in found.columns.values()}


def _match(sheet: Sheet, visible: Sequence[Grid]) -> Found | None:
    """The grid that has most of its headings, and more than half of them."""
    tried = [Found(grid, sheet, _columns(sheet, grid)) for grid in visible if grid.rows]
    best = max(tried, key=lambda one: len(one.columns), default=None)
    return best if best and len(best.columns) * 2 > len(sheet.columns) else None


def _columns(sheet: Sheet, grid: Grid) -> dict[int, Column]:
    """Each heading takes the first column of its name that is free in its block."""
    free, found, block = list(sheet.columns), dict[int, Column](), sheet.columns[0].of or FILE
    for place, heading in sorted(grid.rows[0].texts.items()):
        alike = [column for column in free if _plain(column.heading) == _plain(heading)]
        own = next((column for column in alike if column.of in ("", block)), alike[0] if alike else None)
        if own:
            free.remove(own)
            found[place] = own
            block = own.of or block
    return found


def _notes(path: Path, found: Sequence[Found]) -> list[Message]:
    notes = []
    for one in found:
        for place, heading in sorted(one.grid.rows[0].texts.items()):
            if place not in one.columns:
                at = f"{one.grid.name}!{letters(place)}"
                notes.append(Message.of("column-unknown", path=path, at=at, heading=heading))
        absent = [column.heading for column in one.layout.columns if column not in one.columns.values()]
        if absent:
            headings = "; ".join(absent)
            notes.append(Message.of("columns-absent", path=path, sheet=one.grid.name, headings=headings))
    return notes


def _plain(heading: str) -> str:
    """Without brackets, spaces and case."""
    return " ".join(_BRACKETS.sub(" ", unicodedata.normalize("NFC", heading)).casefold().split())


def _joined(parts: dict[str, str]) -> str:
    """A day of its parts; a gap between them stays, so that it is no date."""
    texts = [parts.get(part, "") for part in PARTS]
    while texts and not texts[0]:
        texts.pop(0)
    return "/".join(text.zfill(2) for text in texts)
