"""Ruling lines to tables: the same geometry for lines drawn in a PDF and lines found in a scan.

    Rule (a straight line) ─▶ grid of cells (pdfplumber's table geometry) ─▶ Table with the page's words

pdfplumber's own page parser is not used: it is some forty times slower than pdfium. Its table functions
(snap and join edges, crossings, smallest cells) take plain edges from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from extract.core.geometry import Box, first_holding, grouped
from extract.core.model import Cell, Line, Table, Word

SNAP = 3.0  # points: lines of neighbouring cells drawn this near are one line (pdfplumber's default)
NARROWEST = 12.0  # points: a column holds at least a number
SHORTEST = 6.0  # points: a rule shorter than a line of print bounds no cell
MOST_CROSSINGS = 4_000  # a dense page of table has about 600; beyond this it is a drawing
SAME_ROW = 0.6  # share of the lower line's height that two pieces of one line have in common


Grid = list[Box]  # the cells of one table, in points, in no order


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal (y0 = y1) or vertical (x0 = x1) line, points from the top left of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.y0 == self.y1

    @property
    def box(self) -> Box:
        """Where it runs: a box without height or without width."""
        return Box(self.x0, self.y0, self.x1, self.y1)


def grids_of(rules: Iterable[Rule]) -> list[Grid]:
    """The ruled tables, each as the boxes of its cells.

    A frame of one column, or of two cells side by side, is no table; one row of three cells is: a long row
    often has a continued page for itself.
    """
    return [grid for grid in _grids(rules) if _is_table(grid)]


def tables_of(grids: Iterable[Grid], lines: Sequence[Line]) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """The tables with the words inside, and the page's lines cut at the borders of the cells.

    Lines outside of tables come back unchanged and first.
    """
    tables: list[Table] = []
    for grid in grids:
        table, lines = _fill(grid, lines)
        tables.append(table)
    return tuple(tables), tuple(lines)


def flat_rules(rules: Iterable[Rule]) -> list[Rule]:
    """The flat rules from top to bottom, the pieces of one put together."""
    edges = merge_edges([_edge(rule) for rule in rules if rule.horizontal], SNAP, SNAP, SNAP, SNAP)
    found = [Rule(edge["x0"], edge["top"], edge["x1"], edge["top"]) for edge in edges]
    return sorted(found, key=lambda rule: rule.y0)


def _grids(rules: Iterable[Rule]) -> list[Grid]:
    """Connected groups of smallest cells."""
    edges = merge_edges([_edge(rule) for rule in rules], SNAP, SNAP, SNAP, SNAP)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= SHORTEST]
    edges += [_edge(side) for side in _open_sides(edges)]
    crossings = edges_to_intersections(edges, SNAP, SNAP)
    if not 4 < len(crossings) <= MOST_CROSSINGS:
        return []
    return [[Box(*cell) for cell in group] for group in cells_to_tables(intersections_to_cells(crossings))]


def _open_sides(edges: Sequence[dict[str, Any]]) -> list[Rule]:
    """The outer sides that a table lacks: flat rules that end together beyond the last upright one.

    So typists rule a table that fills the page from margin to margin; the same for upright rules that
    end together above the first or below the last flat one.
    """
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    sides: list[Rule] = []
    for group in _crossing(level, upright):
        flat = [edge for edge in group if edge["orientation"] == "h"]
        tall = [edge for edge in group if edge["orientation"] == "v"]
        left, right = min(edge["x0"] for edge in tall), max(edge["x0"] for edge in tall)
        for end, last in (("x0", left), ("x1", right)):
            beyond = [edge for edge in flat if abs(edge[end] - last) > NARROWEST]
            beyond = [edge for edge in beyond if (edge[end] < last) == (end == "x0")]
            sides += _side(beyond, end)
    return sides


def _side(flat: Sequence[dict[str, Any]], end: str) -> list[Rule]:
    """An upright rule through the ends of the flat ones, when they all end at one place."""
    if len(flat) < 2:
        return []
    at = median(edge[end] for edge in flat)
    if any(abs(edge[end] - at) > 2 * SNAP for edge in flat):
        return []
    return [Rule(at, min(edge["top"] for edge in flat), at, max(edge["top"] for edge in flat))]


def _crossing(
    level: Sequence[dict[str, Any]], upright: Sequence[dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    """Groups of rules that cross or touch one another, each with rules of both kinds."""
    groups: list[list[dict[str, Any]]] = []
    for edge in (*level, *upright):
        met = [group for group in groups if any(_meet(edge, other) for other in group)]
        rest = [group for group in groups if not any(group is other for other in met)]
        groups = [*rest, [edge, *(other for group in met for other in group)]]
    return [group for group in groups if len({edge["orientation"] for edge in group}) == 2]


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["orientation"] != other["orientation"]
        and one["x0"] <= other["x1"] + SNAP
        and other["x0"] <= one["x1"] + SNAP
        and one["top"] <= other["bottom"] + SNAP
        and other["top"] <= one["bottom"] + SNAP
    )


def _edge(rule: Rule) -> dict[str, Any]:
    """The rule as pdfplumber describes an edge."""
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.y0,
        "bottom": rule.y1,
        "width": rule.x1 - rule.x0,
        "height": rule.y1 - rule.y0,
        "orientation": "h" if rule.horizontal else "v",
    }


def _is_table(grid: Grid) -> bool:
    columns, rows = len(_positions(b.x0 for b in grid)), len(_positions(b.y0 for b in grid))
    return columns > 2 or (columns == 2 and rows > 1)


def _positions(values: Iterable[float]) -> list[float]:
    """Distinct positions, those within SNAP counted once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _fill(grid: Grid, lines: Sequence[Line]) -> tuple[Table, tuple[Line, ...]]:
    """Put the words into the cells; give the table and all lines, those inside cut to their cells."""
    rows = _positions(box.y0 for box in grid)
    columns = _positions(box.x0 for box in grid)
    boxes = sorted(grid, key=lambda box: (_index(rows, box.y0), _index(columns, box.x0)))
    inside: list[list[Line]] = [[] for _ in boxes]
    outside: list[Line] = []
    for line in lines:
        rest: list[Word] = []
        parts: dict[int, list[Word]] = {}
        for word in line.words:
            cell = first_holding(boxes, word.box)
            (rest if cell is None else parts.setdefault(cell, [])).append(word)
        if not parts:
            outside.append(line)
        elif rest:
            outside.append(Line.of(rest))
        for cell, words in parts.items():
            inside[cell].append(Line.of(words))
    cells = []
    for box, held in zip(boxes, inside, strict=True):
        row, column = _index(rows, box.y0), _index(columns, box.x0)
        row_span = _index(rows, box.y1 - 2 * SNAP) - row + 1
        column_span = _index(columns, box.x1 - 2 * SNAP) - column + 1
        cells.append(Cell(row, column, tuple(_joined(held)), box, max(row_span, 1), max(column_span, 1)))
    table = Table(tuple(cells), Box.around(boxes))
    return table, (*outside, *(line for cell in cells for line in cell.lines))


def _index(positions: Sequence[float], value: float) -> int:
    """The last position at or before the value."""
    return max((i for i, at in enumerate(positions) if at <= value + SNAP), default=0)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Pieces of one printed line in one cell put together, from top to bottom."""
    rows = grouped(lines, lambda line: line.box.y0 if line.box else 0.0, _joins)
    return [_one(row) for row in rows]


def _joins(row: Sequence[Line], line: Line) -> bool:
    """Whether a piece shares most of its height, or of theirs, with those of a row."""
    box = Box.around(piece.box for piece in row)
    if box is None or line.box is None:
        return False
    shared = min(box.y1, line.box.y1) - max(box.y0, line.box.y0)
    return shared > SAME_ROW * min(box.height, line.box.height)


def _one(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    return Line.of(sorted((word for line in row for word in line.words), key=lambda word: word.left))
