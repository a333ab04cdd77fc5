"""Columns that a typist laid out with tabs or rows of spaces, told from ordinary paragraphs.

    Paragraph | Grid ─▶ lay_columns ─▶ Paragraph | Grid

Older letters have no table under their header and signature block: "BỘ TÀI CHÍNH<tab>CỘNG HÒA XÃ HỘI
..." is one paragraph of two columns. Two forms are known:

- pairs: a short line with one wide gap and text on both sides. Consecutive pairs are one table of two
  columns, so that layout can read the left column before the right one; list lines between or
  below them ("- Lưu: VT.") and lines set far to the right belong to the columns too.
- tab-separated tables: at least two consecutive lines with the same two or more tabs; under a head that
  begins with the number column also uneven ones, and such as are set with spaces (see `typed_tables`).

A marker before a tab ("1.<tab>Mục đích") and a page number after one (a table of contents) are no columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from extract.readers.flow import Block, Grid, GridCell, Paragraph, Span, printed_lines
from extract.readers.plain.typed_tables import Slice, find

# White space before a slash is a number left open ("Số:          /QĐ-UBND").
_GAP = re.compile(r"(?:[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{8,})(?![\s/])")
_TAB_WIDTH = 8
# Two columns of a header fit on one printed line: A4 between its margins takes about 100 letters of size 13.
_LONGEST_PAIR = 120
_LONGEST_LEFT = 60
_LONGEST_LIST = 30  # lines of a list of recipients beside a signature
_FAR_RIGHT = 20  # columns of white space before a line that belongs to the right column
# "1.", "2.1.", "a)", "IV.", "-", and "Điều 1." or "Phần II:" in any encoding.
_MARKER = re.compile(r"\S*[\d.]+[.)/:]?|[IVXLC]+[.)/]?|\w{1,2}[.)/]|[-+*•–o]|\S+ (?:\d+[a-z]?|[IVXLC]+)[.:)]")
_PAGE_NUMBER = re.compile(r"[\d.\s…]+")
_STRETCHED = re.compile(
    r"\S {3,7}(?=\S)"
)  # justified by a converter: "Thời  gian   thực     hiện:        24 tháng"
_LETTER = re.compile(r"[^\W\d_]")
_LIST = re.compile(r"[-+•–]\s*[^\W\d_].*[^-]$")  # "- Lưu: VT", but no rule such as "-o0o-"


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line: its cells, when it falls into columns."""

    spans: tuple[Span, ...]
    cells: tuple[tuple[Span, ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def lay_columns(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks with columns as tables and paragraphs split at their line breaks."""
    laid: list[Block] = []
    for is_grid, group in groupby(blocks, key=lambda block: isinstance(block, Grid)):
        if is_grid:
            laid.extend(group)
            continue
        rows = [
            _Row(spans) for block in group if isinstance(block, Paragraph) for spans in printed_lines(block)
        ]
        laid.extend(_blocks(_tables(rows)))
    return laid


def _tables(rows: list[_Row]) -> list[_Row]:
    """Rows of tables as cells; the others as they are."""
    done: list[_Row] = []
    at = 0
    for table in find([row.text for row in rows]):
        done += _even_tables(rows[at : table.start])
        for cells in table.rows:
            spans = [_joined_slices(rows, cell) for cell in cells]
            done.append(_Row(tuple(span for cell in spans for span in cell), tuple(spans)))
        at = table.end
    return done + _even_tables(rows[at:])


def _joined_slices(rows: list[_Row], cell: tuple[Slice, ...]) -> tuple[Span, ...]:
    """What the slices of a cell hold, a space between them."""
    parts = [_cut(rows[line].spans, start, end) for line, start, end in cell]
    return tuple(span for part in parts for span in (*part, Span(" ")))[:-1]


def _even_tables(rows: list[_Row]) -> list[_Row]:
    """Rows of tab-separated tables without a number column split at every tab; the others as they are."""
    done: list[_Row] = []
    for tabs, group in _by_tabs(rows):
        filled = [row for row in group if row.text.strip()]
        if tabs >= 2 and len(filled) >= 2 and not filled[0].text.startswith("\t"):
            done.extend(replace(row, cells=_at_tabs(row.spans)) for row in filled)
        else:
            done.extend(group)
    return done


def _by_tabs(rows: list[_Row]) -> list[tuple[int, list[_Row]]]:
    """Consecutive rows with the same number of tabs; an empty row goes with the row before it."""
    groups: list[tuple[int, list[_Row]]] = []
    for row in rows:
        tabs = row.text.rstrip(" ").count("\t")
        if groups and (groups[-1][0] == tabs or not row.text.strip()):
            groups[-1][1].append(row)
        else:
            groups.append((tabs, [row]))
    return groups


def _at_tabs(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    cells: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\t")
        cells[-1].append(replace(span, text=first))
        cells.extend([replace(span, text=text)] for text in rest)
    return tuple(tuple(cell) for cell in cells)


def _blocks(rows: list[_Row]) -> list[Block]:
    """Consecutive rows of columns as one grid, the rest as paragraphs of one line."""
    done: list[Block] = []
    held: list[_Row] = []
    touching = False  # no empty line between the held rows and this one
    for at, row in enumerate(rows):
        if not row.text.strip() and _is_list(held):  # the space for a signature beside a list of recipients
            touching = False
            continue
        placed = row if row.cells else _pair(row, below_pair=bool(held) and touching)
        if not placed.cells and held and len(held[-1].cells) == 2:
            placed = _beside(row, held, rows[at + 1 : at + 4], touching=touching)
        if held and len(placed.cells) != len(held[-1].cells):
            done.append(_grid(held))
            held = []
        touching = True
        if placed.cells:
            held.append(placed)
        else:
            done.append(Paragraph(row.spans))
    return [*done, _grid(held)] if held else done


def _lefts(held: list[_Row]) -> list[str]:
    """What stands in the left column of the rows held, if they are pairs."""
    if not held or len(held[-1].cells) != 2:
        return []
    lefts = ("".join(span.text for span in row.cells[0]).strip() for row in held[-_LONGEST_LIST:])
    return [left for left in lefts if left]


def _is_list(held: list[_Row]) -> bool:
    lefts = _lefts(held)
    return bool(lefts) and (lefts[-1].endswith(":") or any(_LIST.match(left) for left in lefts))


def _pair(row: _Row, *, below_pair: bool = False) -> _Row:
    """The row as two columns, when it has the form of two."""
    text = row.text
    inner = text.strip(" \u00a0\t")
    if len(re.sub(r"\s+", " ", inner)) > _LONGEST_PAIR:
        return row
    start = len(text) - len(text.lstrip(" \u00a0\t"))
    gaps = [gap for gap in _GAP.finditer(text, start) if gap.end() < start + len(inner)]
    if not gaps:
        return row
    middle = start + len(inner) / 2
    gap = max(gaps, key=lambda found: (_width(found[0]), -abs((found.start() + found.end()) / 2 - middle)))
    left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
    if not _are_columns(left, right, below_pair=below_pair):
        return row
    return replace(row, cells=(_cut(row.spans, 0, gap.start()), _cut(row.spans, gap.end(), len(text))))


def _are_columns(left: str, right: str, *, below_pair: bool) -> bool:
    if _MARKER.fullmatch(left) or _PAGE_NUMBER.fullmatch(right) or len(_STRETCHED.findall(left)) >= 2:
        return False
    if below_pair:
        return True
    # A single word beside a gap is a stretched table heading ("Ghi      chú"), unless it is a mere rule.
    many = all(len(side.split()) >= 2 or not _LETTER.search(side) for side in (left, right))
    return many or min(len(left), len(right)) >= 6


def _beside(row: _Row, held: list[_Row], coming: list[_Row], *, touching: bool) -> _Row:
    """A line of one column among pairs: far to the right, or part of the list in the left column."""
    text = row.text
    inner = text.strip()
    if not inner or len(inner) > _LONGEST_LEFT:
        return row
    in_list = _is_list(held)
    lead = text[: len(text) - len(text.lstrip())]
    # One tab is enough where columns are still open; elsewhere it is the indent of a paragraph.
    if _width(lead) >= _FAR_RIGHT or ("\t" in lead and (touching or in_list)):
        return replace(row, cells=((), row.spans))
    if in_list and not _LIST.match(inner):  # the second line of an entry too long for its column
        in_list = touching and not _lefts(held)[-1].endswith((".", ";", ":"))
    if not touching:
        return replace(row, cells=(row.spans, ())) if in_list else row
    follows = next((later for later in coming if not later.text.strip() or _pair(later).cells), None)
    if in_list or (follows is not None and follows.text.strip()):
        return replace(row, cells=(row.spans, ()))
    return row


def _width(space: str) -> int:
    return sum(_TAB_WIDTH if sign == "\t" else 1 for sign in space)


def _cut(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The spans between two offsets of their joined text."""
    cut: list[Span] = []
    at = 0
    for span in spans:
        piece = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if piece:
            cut.append(replace(span, text=piece))
    return tuple(cut)


def _grid(rows: list[_Row]) -> Grid:
    return Grid(
        tuple(
            GridCell(number, column, (Paragraph(spans),))
            for number, row in enumerate(_joined(rows))
            for column, spans in enumerate(row.cells)
        ),
        drawn=False,
    )


def _joined(rows: list[_Row]) -> list[_Row]:
    """A row of a wider table with text in one later cell only continues the row above it."""
    done: list[_Row] = []
    for row in rows:
        filled = [at for at, cell in enumerate(row.cells) if any(span.text.strip() for span in cell)]
        if done and len(row.cells) > 2 and len(filled) == 1 and filled[0] > 0:
            at = filled[0]
            above = list(done[-1].cells)
            above[at] = (*above[at], Span(" "), *row.cells[at])
            done[-1] = replace(done[-1], cells=tuple(above))
        else:
            done.append(row)
    return done
