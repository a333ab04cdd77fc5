"""What is asked of the table of documents, and the rows of its answers.

Filter ─ conditions ─▶ SQL, values ;  a row of the table ─ row_of ─▶ Row
"""

from __future__ import annotations

from typing import Any

from extract.index.model import Filter, Row
from extract.index.tables import EMPTY, FACETS, ROW

COLUMNS = ", ".join(f"d.{name}" for name in ROW)
Wanted = tuple[str, list[Any]]  # a condition on `documents d`, and its values


def row_of(found: tuple[Any, ...]) -> Row:
    """A row of `documents`, its columns as in ROW."""
    named = zip(ROW, found, strict=True)
    values: dict[str, Any] = {name: None if name in EMPTY and value == "" else value for name, value in named}
    return Row(**values)


def as_stored(value: Any) -> Any:
    """Half surrogates, which no UTF-8 can hold, are question marks in all records."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def conditions(filter: Filter, without: str = "") -> Wanted:
    """What a filter asks of `documents d`, but for one facet, and the values of its question marks."""
    wanted = {name: getattr(filter, name) for name in (*FACETS, "reason") if name != without}
    asked = {name: value for name, value in wanted.items() if value is not None}
    parts = [
        "exists (select 1 from reasons where reason = ? and document = d.number)"
        if name == "reason"
        else f"d.{name} = ?"
        for name in asked
    ]
    return " and ".join(parts) or "true", [as_stored(value) for value in asked.values()]
