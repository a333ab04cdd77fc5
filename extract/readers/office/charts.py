"""Charts of Office files: their titles, and the values that they were drawn from, as a table.

    chart part ─ chart_blocks ─▶ Paragraph (titles) | Grid (a row for each category, a column for each series)

Every chart keeps a copy of its values, so that it can be drawn without its workbook. Source: ECMA-376,
part 1, 21.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.readers.flow import Block, Grid, GridCell, Paragraph, Span
from extract.readers.office.shown_values import shown_number

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST = 5_000  # values of one series that are read

Points = dict[int, str]


def chart_blocks(root: Any) -> list[Block]:
    """What a chart says; nothing where it keeps no values."""
    titles: list[Block] = [
        Paragraph((Span(text),)) for paragraph in root.iter(_A + "p") if (text := _text(paragraph)).strip()
    ]
    series = [_series(element) for element in root.iter(_C + "ser")]
    numbers = sorted({at for _, names, values in series for at in (*names, *values)})[:_MOST]
    names = next((names for _, names, _ in series if names), {})
    if not series or not numbers:
        return titles
    table = [["", *(name for name, _, _ in series)]]
    table += [[names.get(at, ""), *(values.get(at, "") for _, _, values in series)] for at in numbers]
    return [*titles, Grid(tuple(_cells(table)))]


def _cells(table: list[list[str]]) -> Iterator[GridCell]:
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            yield GridCell(row, column, (Paragraph((Span(value),)),) if value else ())


def _text(paragraph: Any) -> str:
    return "".join(part.text or "" for part in paragraph.iter(_A + "t"))


def _series(element: Any) -> tuple[str, Points, Points]:
    """The name of a series, its categories and its values, each by its number."""
    name = " ".join(_points(element.find(_C + "tx")).values())
    names = _points(_first(element, "cat", "xVal"))
    return (
        name,
        names,
        {at: shown_number(value) for at, value in _points(_first(element, "val", "yVal")).items()},
    )


def _first(element: Any, *tags: str) -> Any:
    return next((found for tag in tags if (found := element.find(_C + tag)) is not None), None)


def _points(element: Any) -> Points:
    """Values by their number; several levels of a category are written one after the other."""
    found: Points = {}
    for point in () if element is None else element.iter(_C + "pt"):
        value, at = (point.findtext(_C + "v") or "").strip(), point.get("idx", "")
        if value and at.isdecimal():
            number = int(at)
            found[number] = f"{value} {found[number]}" if number in found else value
    direct = None if element is None else element.find(_C + "v")
    return found or ({0: direct.text or ""} if direct is not None else {})
