"""Tables that a text draws with signs: "│ 1 │ Đắp đất │" between lines of "─" or "+---+".

    lines ─ with_tabs ─▶ the same lines, cells parted by tabs, rules left out

Two rows and more that bars begin, end and part alike are a table; a lone bar in a text is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

_BARS = "|\u2502\u2503\u2551"  # of ASCII, and the upright ones of "Box Drawing" (Unicode 2500 to 257F)
_RULE = re.compile(r"\s*(?=.*[-=_\u2500\u2501\u2550])[-=_+|\u2500-\u257f\s]{3,}")
_ROW = re.compile(rf"\s*[{_BARS}](.*)[{_BARS}]\s*")
_BAR = re.compile(rf"\s*[{_BARS}]\s*")
_LEAST_ROWS = _LEAST_COLUMNS = 2


def with_tabs(lines: Sequence[str]) -> list[str]:
    """The lines with each drawn table as rows of cells; all others as they are."""
    laid: list[str] = []
    for drawn, group in groupby(lines, key=_is_drawn):
        held = list(group)
        rows = [_cells(line) for line in held if not _RULE.fullmatch(line)] if drawn else []
        laid += ["\t".join(row) for row in rows] if _are_tables(rows) else held
    return laid


def _are_tables(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are tables and nothing else, one below the other."""
    tables = [(width, len(list(group))) for width, group in groupby(map(len, rows))]
    return bool(tables) and all(w >= _LEAST_COLUMNS and count >= _LEAST_ROWS for w, count in tables)


def _is_drawn(line: str) -> bool:
    return bool(_ROW.fullmatch(line) or _RULE.fullmatch(line))


def _cells(line: str) -> list[str]:
    found = _ROW.fullmatch(line)
    return _BAR.split(f" {found[1]} ".strip()) if found else []
