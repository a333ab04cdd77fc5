"""The work sheet as a person filled it in, from whatever program he used.

    XLSX ─ grids ─▶ rows by record and field, by record, page and line ─▶ Reviewed(sample, what was said)

Rows may be sorted and columns moved. What was read stands on the hidden sheet; a cell in which it was
changed, a row that is not of this sample, a right value without which a line cannot be counted: each is told
with its sheet and cell, and then nothing is measured. Rows that are gone or say nothing were not checked.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from extract.core.errors import OutputError
from extract.packages.acceptance.drawn import FIELDS, Drawing, Sample, Text, Value
from extract.packages.acceptance.sheet import HIDDEN, OF_FIELDS, OF_LINES, Column, Layout, spoken, verdict
from extract.packages.registers.grid import Grid, Row, grids
from extract.review.sample import Per
from schemas.catalogue import Message

Key = tuple[str, ...]  # record and field; record, page and line
Drew = TypeVar("Drew", Value, Text)
NOTHING = "-"  # for the right value: nothing is printed there
_SAYING = (Column.READ, Column.VERDICT, Column.RIGHT)
_KEYS = {
    OF_FIELDS.name: (Column.RECORD, Column.FIELD),
    OF_LINES.name: (Column.RECORD, Column.PAGE, Column.LINE),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Of a row: whether it is right, and what is; `right` is "" where nothing was written."""

    is_right: bool
    right: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """`fields`, `lines`: what was said, by the place in the sample; those without were not checked."""

    sample: Sample
    fields: Mapping[Value, Said]
    lines: Mapping[Text, Said]


def read(path: Path) -> Reviewed:
    """Raises OutputError when it is no such sheet, must not be read or has cells that cannot be understood.

    NotInstalled without openpyxl.
    """
    held = grids(path)
    sample = _sample(path, held)
    reader = _Reader(path)
    values: dict[Key, Value] = {(value.record, value.field): value for value in sample.values}
    texts: dict[Key, Text] = {(text.record, str(text.page), str(text.line)): text for text in sample.texts}
    fields = dict(reader.said(_grid(path, held, OF_FIELDS), OF_FIELDS, values))
    lines = dict(reader.said(_grid(path, held, OF_LINES), OF_LINES, texts)) if texts else {}
    if reader.faults:
        first, count = reader.faults[0], len(reader.faults)
        raise OutputError("sample-wrong-cells", path=path, count=count, fault=first.say())
    return Reviewed(sample, fields, lines)


def _sample(path: Path, held: Sequence[Grid]) -> Sample:
    """From the hidden sheet. Raises OutputError when it is not there or is not ours."""
    rows = [row.texts.get(0, "") for grid in held if grid.name == HIDDEN for row in grid.rows]
    try:
        how, *drawn = map(json.loads, rows)
        of = int(how.pop("of"))
        drawing = Drawing(**{**how, "per": Per(how["per"])})
        values = tuple(Value(**one) for one in drawn if "field" in one)
        texts = tuple(Text(**one) for one in drawn if "line" in one)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OutputError("sample-no-sheet", path=path) from error
    if not (values and all(map(_is_value, values)) and all(map(_is_text, texts))):
        raise OutputError("sample-no-sheet", path=path)
    return Sample(drawing, of, values, texts)


def _is_value(one: Value) -> bool:
    """JSON may hold anything."""
    return one.field in FIELDS and all(isinstance(text, str) for text in (one.record, one.read))


def _is_text(one: Text) -> bool:
    is_told = all(isinstance(text, str) for text in (one.record, one.read))
    return is_told and all(isinstance(number, int) for number in (one.page, one.line, one.whole))


def _grid(path: Path, held: Sequence[Grid], layout: Layout) -> Grid:
    names = spoken([layout.name])
    found = next((grid for grid in held if grid.name.casefold() in names), None)
    if found is None:
        raise OutputError("sample-without-part", path=path, part=layout.name)
    return found


class _Wrong(Exception):  # noqa: N818 - as in extract/core/errors.py
    """What cannot be understood; `code` of the sentence, and the column in which it stands."""

    def __init__(self, code: str, column: Column, **params: object) -> None:
        super().__init__(code)
        self.code, self.column, self.params = code, column, params


def _said(texts: Mapping[Column, str], one: Value | Text) -> Said | None:
    """What a row says of what was read, None when nothing. A right value alone says enough. Raises _Wrong."""
    told, right, read = texts[Column.VERDICT], texts[Column.RIGHT], normal(one.read)
    if normal(texts[Column.READ]) != read:
        raise _Wrong("sample-read-changed", Column.READ)
    if not (told or right):
        return None
    is_same = normal(right) == read
    is_right = verdict(told) if told else is_same
    if is_right is None:
        raise _Wrong("sample-verdict-unknown", Column.VERDICT, value=told)
    if right and is_same is not is_right:
        raise _Wrong("sample-contradiction", Column.RIGHT)
    if isinstance(one, Text) and not (is_right or right):
        raise _Wrong("sample-right-missing", Column.RIGHT)
    return Said(is_right, "" if right == NOTHING else right)


@dataclass(slots=True)
class _Reader:
    """Goes through the sheets once and remembers what is wrong."""

    path: Path
    faults: list[Message] = field(default_factory=list)

    def said(self, grid: Grid, layout: Layout, drawn: Mapping[Key, Drew]) -> Iterator[tuple[Drew, Said]]:
        """Of each row that says something."""
        places = self._places(grid, layout)
        known, seen = spoken(FIELDS), dict[Key, int]()
        self.faults += [fault for place, fault in grid.faults if place in places.values()]
        for row in grid.rows[1:]:
            texts = {column: row.texts.get(place, "") for column, place in places.items()}
            key = tuple(_key(texts[column], column, known) for column in _KEYS[layout.name])
            if not any(texts[column] for column in _SAYING):
                continue
            at = _At(grid, row, places)
            if key not in drawn:
                self._fault("sample-row-unknown", at, _KEYS[layout.name][0])
            elif key in seen:
                self._fault("sample-row-twice", at, _KEYS[layout.name][0], first=seen[key])
            else:
                yield from self._row(at, texts, drawn[key])
            seen.setdefault(key, row.number)

    def _row(self, at: _At, texts: Mapping[Column, str], one: Drew) -> Iterator[tuple[Drew, Said]]:
        try:
            if said := _said(texts, one):
                yield one, said
        except _Wrong as wrong:
            self._fault(wrong.code, at, wrong.column, **wrong.params)

    def _places(self, grid: Grid, layout: Layout) -> dict[Column, int]:
        """Columns by their headings. Raises OutputError when one is gone."""
        heads = {text.casefold(): place for place, text in (grid.rows[0].texts if grid.rows else {}).items()}
        found = {}
        for column in (*_KEYS[layout.name], *_SAYING):
            place = next((heads[name] for name in spoken([column]) if name in heads), None)
            if place is None:
                raise OutputError("sample-without-column", path=self.path, sheet=grid.name, column=column)
            found[column] = place
        return found

    def _fault(self, code: str, at: _At, column: Column, /, **params: object) -> None:
        place = at.grid.at(at.row.number, at.places[column])
        self.faults.append(Message.of(code, path=self.path, at=place, **params))


@dataclass(frozen=True, slots=True)
class _At:
    """A row in its sheet."""

    grid: Grid
    row: Row
    places: Mapping[Column, int]


def _key(text: str, column: Column, known: Mapping[str, str]) -> str:
    return known.get(text.casefold(), text) if column is Column.FIELD else text


def normal(text: str) -> str:
    """Without what nobody sees: how letters are put together, blanks, marks that no sheet holds."""
    seen = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    return " ".join(unicodedata.normalize("NFC", seen).split())
