"""The foot of the text from positions: nơi nhận at the lower left, the signature at the lower right.

    pieces of a page ─ find_closing ─▶ Closing(body above, recipients, signature, below)

Boxes 7 to 9b of Nghị định 30/2020/NĐ-CP, Phụ lục I. The two stand level, so readers run their lines
together; they are cut at the gutter between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from extract.form import cues
from extract.form.folding import is_capitals
from extract.layout.column_gaps import COLUMN_GAP, Gap, cut_at, gaps
from extract.layout.geometry import Piece, Row, lines_of, rows, without
from extract.layout.placed.signers import columns, is_head

# Nơi nhận and the signature can come close: a gap this wide between them is enough.
NARROW_GAP = 0.9
# A signature's head has at most this many lines above the line that "Nơi nhận" is level with.
HEAD_LINES = 5
# The gutter lies in this part of the text's width.
GUTTER_RANGE = (0.25, 0.75)
# A line this much of the text's width is running text again.
FULL_LINE = 0.8
# A line of a signature is at most this much of the text's width; the end of a paragraph begins within this
# much of its left side, and with a full stop.
WIDEST_OF_SIGNATURE, START_OF_TEXT = 0.55, 0.15
# Nơi nhận and signature take at most this many rows: a list of fifteen organs beside two signers.
CLOSING_ROWS = 18


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands above, the two blocks, and what follows them on the page."""

    above: tuple[Piece, ...]
    recipients: tuple[Piece, ...]
    signature: tuple[Piece, ...]
    below: tuple[Piece, ...]


def find_closing(items: Sequence[Piece], tilt: float) -> Closing | None:
    """The closing of the page; None when it has none."""
    if not items:
        return None
    left, right = min(p.x0 for p in items), max(p.x1 for p in items)
    lines = rows(items)
    top = _recipients_top(lines, left, right)
    if top is None:
        return _signature_alone(items, lines, tilt)
    gutter = _gutter(lines[top:], left, right)
    first = _signature_top(lines, top, gutter, (left, right), tilt)
    end = _end(lines, top, gutter, right - left)
    recipients, signature = _halves(lines[top:end], gutter, tilt)
    if first == top and not signature and not cues.is_recipients(lines[top][0].text):
        return None
    return Closing(
        without(items, chain.from_iterable(lines[first:])),
        recipients,
        _signed(lines[first:top], left, right, tilt) + signature,
        without(items, chain.from_iterable(lines[:end])),
    )


def _halves(lines: Sequence[Row], gutter: float, tilt: float) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The left and the right column of some rows, each as lines from top to bottom."""
    zone = [part for row in lines for item in row for part in cut_at(item, gutter, tilt, NARROW_GAP)]
    return (
        lines_of([p for p in zone if p.middle < gutter], tilt),
        lines_of([p for p in zone if p.middle >= gutter], tilt),
    )


def _signed(lines: Sequence[Row], left: float, right: float, tilt: float) -> tuple[Piece, ...]:
    """A signature over the whole width: one signer, or some beside each other, the left one first."""
    if not lines:
        return ()
    beside = columns(lines, tilt)
    if len(beside) > 2:
        return tuple(chain.from_iterable(beside))
    first, second = _halves(lines, _gutter(lines, left, right), tilt)
    return first + second


def _recipients_top(lines: Sequence[Row], left: float, right: float) -> int | None:
    """The row of "Nơi nhận:"; when OCR lost it, the first of the dashes that end with "Lưu:"."""
    middle = (left + right) / 2
    heads = [i for i, row in enumerate(lines) if _at_left(row, middle) and cues.is_recipients(row[0].text)]
    if heads:
        return heads[-1]
    archive = [i for i, row in enumerate(lines) if _at_left(row, middle) and cues.is_archive(row[0].text)]
    if not archive:
        return None
    top = archive[-1]
    end = _text_end(lines, top)
    if end is not None:
        return end
    while top > 0 and _is_item(lines[top - 1], middle):
        top -= 1
    return top


def _at_left(row: Row, middle: float) -> bool:
    return row[0].x0 < middle and row[0].line.cell is None


def _is_item(row: Row, middle: float) -> bool:
    """Whether the row's left part is a short line of a list, not the end of the text."""
    first = row[0]
    if cues.END_OF_TEXT.search(first.text) or first.x0 > middle:
        return False
    room = gaps(first)
    return first.x1 < middle or (bool(room) and room[0].left < middle)


def _gutter(lines: Sequence[Row], left: float, right: float) -> float:
    """The x between the blocks: the middle of the gaps in the rows that have words at both sides."""
    low, high = (left + share * (right - left) for share in GUTTER_RANGE)
    found = [gap for row in lines for gap in _gaps_of(row) if low < gap.middle < high]
    if found:
        return (median(gap.left for gap in found) + 2 * min(gap.right for gap in found)) / 3
    starts = [item.x0 for row in lines for item in row if item.x0 > low + 0.1 * (right - left)]
    return min(starts) - 1.0 if starts else (left + right) / 2


def _gaps_of(row: Row) -> Iterator[Gap]:
    """The wide gaps between the pieces of a row and inside them."""
    reach = row[0].x0
    for item in row:
        if reach > row[0].x0 and item.x0 - reach > COLUMN_GAP * item.height:
            yield Gap(0, reach, item.x0)
        yield from gaps(item)
        reach = max(reach, item.x1)


def _text_end(lines: Sequence[Row], before: int) -> int | None:
    """The row after "./.", with which every text ends, when it is near enough above row `before`."""
    start = max(0, before - CLOSING_ROWS)
    found = [i + 1 for i in range(start, before) if cues.END_OF_TEXT.search(lines[i][-1].text)]
    return found[-1] if found else None


def _signature_top(
    lines: Sequence[Row], top: int, gutter: float, sides: tuple[float, float], tilt: float
) -> int:
    """The first row of a signature that begins above "Nơi nhận": after "./.", at its head, or capitals at the
    right."""
    end = _text_end(lines, top)
    if end is not None:
        return end
    first = _head_above(lines, top, sides, tilt)
    if first < top:
        return first
    while first > 0 and top - first < HEAD_LINES:
        row = lines[first - 1]
        if not all(p.middle >= gutter and is_capitals(p.text) and not p.line.cell for p in row):
            break
        first -= 1
    return first


def _head_above(lines: Sequence[Row], top: int, sides: tuple[float, float], tilt: float) -> int:
    """The row of a signature's head over row `top`, with nothing but a signature between them; else `top`."""
    first = top
    for index in range(top - 1, max(top - CLOSING_ROWS, 0), -1):
        if any(_is_text(item, *sides) for item in lines[index]):
            break
        if is_head(lines[index], *sides, tilt):
            first = index
    return first


def _is_text(item: Piece, left: float, right: float) -> bool:
    """Whether a piece is running text, the end of a paragraph or an item: a signature has none."""
    wide = item.width > WIDEST_OF_SIGNATURE * (right - left) and not gaps(item)
    ends = item.x0 < left + START_OF_TEXT * (right - left) and cues.TERMINAL.search(item.text) is not None
    return wide or ends or item.line.cell is not None or cues.MARKER.match(item.text) is not None


def _end(lines: Sequence[Row], top: int, gutter: float, width: float) -> int:
    """The row where something else begins: an appendix, or running text over both columns."""
    for i in range(top + 1, len(lines)):
        row = lines[i]
        whole = row[0].width > FULL_LINE * width and not gaps(row[0])
        if whole or (cues.starts_appendix(row[0].text) and row[0].x1 > gutter):
            return i
    return len(lines)


def _signature_alone(items: Sequence[Piece], lines: Sequence[Row], tilt: float) -> Closing | None:
    """A signature without nơi nhận: a signing head at the right, near the end of the page."""
    left, right = min(p.x0 for p in items), max(p.x1 for p in items)
    start = max(0, len(lines) - CLOSING_ROWS)
    heads = [i for i in range(start, len(lines)) if is_head(lines[i], left, right, tilt)]
    if not heads or _end(lines, heads[0], (left + right) / 2, right - left) != len(lines):
        return None
    end = _text_end(lines, heads[0])
    first = heads[0] if end is None else end
    above = without(items, chain.from_iterable(lines[first:]))
    return Closing(above, (), _signed(lines[first:], left, right, tilt), ())
