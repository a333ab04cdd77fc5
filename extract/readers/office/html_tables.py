"""What a table of a web page holds: its rows, and what stands in it without a cell.

    <table> ─ rows_of ─▶ rows of cells, elements outside of them
            ─ loose_text ─▶ text outside of them

Programs that fill in forms put a <form> around rows, leave <tr> out, or write text between rows; browsers
show all of it, captions and stray text above the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_CELLS = ("td", "th")
_AROUND = ("thead", "tbody", "tfoot", "form")
_SHOWN_ELSEWHERE = ("colgroup", "col")


def rows_of(table: Any) -> tuple[list[list[Any]], list[Any]]:
    """The rows of a table, not those of tables in its cells, and the elements that lie in no cell."""
    rows: list[list[Any]] = []
    loose: list[Any] = []
    for child in table:
        if child.tag == "tr":
            inner, outside = rows_of(child)
            rows += inner or [[]]
            loose += outside
        elif child.tag in _CELLS:
            if not rows:
                rows.append([])
            rows[-1].append(child)
        elif child.tag in _AROUND:
            inner, outside = rows_of(child)
            rows += inner
            loose += outside
        elif isinstance(child.tag, str) and child.tag not in _SHOWN_ELSEWHERE:
            loose.append(child)
    return rows, loose


def loose_text(table: Any) -> Iterator[str]:
    """Text of a table, its rows and forms that lies in no cell."""
    for text in (table.text, *(child.tail for child in table)):
        if text and text.strip():
            yield text
    for child in table:
        if child.tag == "tr" or child.tag in _AROUND:
            yield from loose_text(child)
