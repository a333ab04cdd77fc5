"""The head of page 1 from positions: the left block (organs, number, V/v) and the right one (motto, date).

    pieces of a page ─ find_header ─▶ Header(left, right, overlays, rest)

Boxes 1 to 5b of Nghị định 30/2020/NĐ-CP, Phụ lục I. Anchors (motto, place and date, number) are found
by what they say, the gutter from where they stand; then every line above the lowest anchor belongs to
one of the two columns, and a line that the reader ran across both is cut at the gutter. The columns
are never interleaved, in whatever order the lines come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.form import cues
from extract.form.folding import fold_words, is_capitals, written
from extract.form.motto import is_motto, motto_span
from extract.form.stamps import EMAIL, is_stamp
from extract.layout.column_gaps import cut, cut_at, gaps
from extract.layout.geometry import Piece, joined, lines_of, place, rows

# The head stands in the upper part of the page; on a photo of half a page it reaches further down.
HEAD_SHARE = 0.45
# Tops of the two columns differ by less than this many letter heights.
LEVEL = 2.2
# What stands more than this many letter heights above the motto is no line of it.
ABOVE = 0.7
# Number and date stand at most this many letter heights below the motto (seven lines of organs), and
# beside each other within this many.
DEEPEST = 14.0
BESIDE = 5.0
DATE_START = re.compile(r",\s*ng[àaáâ]y\W*$")
# A day or month that a clerk filled in leaves a wide gap: "Minh Hà, ngày 17" / "tháng 02 năm 2031".
DATE_CUT = re.compile(r",\s*ng[àaáâ]y[\s.…]*\d{0,2}(?:\s*th[áaàâ]ng[\s.…]*\d{0,2})?$")
DATE_GOES_ON = re.compile(r"^(?:\d{1,2}\s+)?(?:th[áaàâ]ng\b.*\b)?n[ăaâ]m\s+\d{4}\W*$")
# The next line of a V/v stands at most this many letter heights below the last.
SUBJECT_STEP = 2.4
# The date of a judgment stands under its number (Nghị quyết 01/2017/NQ-HĐTP, mẫu 52-DS): "Ngày: 15-3-2019".
DAY_UNDER_NUMBER = re.compile(r"(?i)^\W*ng[àa]y\W{0,3}\d{1,2}\s?[-–/.]\s?\d{1,2}\s?[-–/.]\s?\d{4}\W*$")
# "V/v" itself may stand lower under the number: by what it says it can be nothing else.
SUBJECT_DROP = 4.0


@dataclass(frozen=True, slots=True)
class Header:
    """The two columns from top to bottom, what lies over them, and the pieces that are not of the head."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    overlays: tuple[Piece, ...]
    rest: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Anchors:
    mottos: tuple[Piece, ...]
    dates: tuple[Piece, ...]
    numbers: tuple[Piece, ...]

    @property
    def right(self) -> tuple[Piece, ...]:
        return self.mottos + self.dates

    @property
    def all(self) -> tuple[Piece, ...]:
        return self.right + self.numbers


def find_header(
    items: Sequence[Piece], width: float, height: float, tilt: float, *, opens: bool
) -> Header | None:
    """The header of a page `width` x `height` points; None when it has none.

    `opens` tells that nothing came before: then less is enough to be a header.
    """
    upper = [item for item in items if item.y < HEAD_SHARE * height]
    parts = _cut_at_anchors(_rejoined(upper, tilt), tilt)
    anchors = _anchors(parts, width, opens=opens)
    if anchors is None:
        return None
    gutter = _gutter(anchors, parts, width)
    bottom = _bottom(anchors)
    band = [part for item in parts for part in _cut_item(item, gutter, bottom, tilt)]
    below = [item for item in items if item.y >= HEAD_SHARE * height]
    return _sorted_out(band, below, anchors, gutter, tilt)


def _rejoined(items: Sequence[Piece], tilt: float) -> list[Piece]:
    """Pieces of a motto, or of place and date, that a wide gap cut apart, as one piece again."""
    found: list[Piece] = []
    for row in rows(items):
        held = [row[0]]
        for item in row[1:]:
            both = joined((held[-1], item), tilt)
            if _is_one_motto(held[-1], both) or _is_one_date(held[-1], item):
                held[-1] = both
            else:
                held.append(item)
        found += held
    return found


def _is_one_motto(before: Piece, both: Piece) -> bool:
    span = motto_span(both.line.words)
    return span is not None and span[0] < len(before.line.words) < span[1]


def _is_one_date(before: Piece, item: Piece) -> bool:
    return bool(DATE_CUT.search(before.text) and DATE_GOES_ON.match(item.text))


def _cut_at_anchors(items: Sequence[Piece], tilt: float) -> list[Piece]:
    """Lines that hold the motto or the date behind words of the left column, cut before it."""
    found: list[Piece] = []
    for item in items:
        span = motto_span(item.line.words)
        index = span[0] if span else _date_start(item)
        found += cut(item, index, tilt) if index else (item,)
    return found


def _date_start(item: Piece) -> int:
    """Index of the first word of place and date when a number stands before them, else 0."""
    if not cues.is_number_and_date(item.text):
        return 0
    words = item.line.words
    day = next((i for i, w in enumerate(words) if fold_words(w.text)[:2] == "ng"), len(words))
    wide = [gap for gap in gaps(item, least=1.0) if gap.index <= day]
    coded = max((i + 1 for i, w in enumerate(words[:day]) if "/" in w.text), default=0)
    late = [gap for gap in wide if gap.index >= coded]
    if late:
        return max(late, key=lambda gap: gap.width).index
    return coded


def _anchors(parts: Sequence[Piece], width: float, *, opens: bool) -> _Anchors | None:
    mottos = [p for p in parts if is_motto(p.line.words)]
    numbers = [p for p in parts if cues.is_number(p.text) and p.x0 < 0.45 * width]
    dates = [
        p for p in parts if p.x1 > 0.5 * width and (cues.is_place_date(p.text) or _starts_date(p, width))
    ]
    if mottos:
        # A line beside the motto is none: "THAN - KHOÁNG SẢN VIỆT NAM" of an enterprise.
        mottos = [p for p in mottos if p.x1 > max(other.x0 for other in mottos)]
        top = mottos[0]
        mottos = [p for p in mottos if p.y < top.y + 5 * top.height]
        near = [p for p in (*dates, *numbers) if top.y < p.y < top.y + DEEPEST * top.height]
        dates, numbers = ([p for p in found if p in near] for found in (dates, numbers))
    if dates:
        numbers = [p for p in numbers if abs(p.y - dates[0].y) < BESIDE * p.height]
    found = _Anchors(tuple(mottos), tuple(dates[:1]), tuple(numbers[:1]))
    whole = bool(mottos) or bool(dates and numbers)
    return found if whole or (opens and any(_under_organ(p, parts, width) for p in found.all)) else None


def _starts_date(item: Piece, width: float) -> bool:
    """ "Minh Hà, ngày" alone at the right: the day was written by hand, and a gap cut the rest off."""
    return item.x0 > 0.4 * width and len(item.text) < 40 and DATE_START.search(item.text) is not None


def _under_organ(anchor: Piece, parts: Sequence[Piece], width: float) -> bool:
    """Whether an organ in capitals stands at the left above: enough where OCR lost the rest of the head."""
    above = [p for p in parts if 0 < anchor.y - p.y < DEEPEST * anchor.height and p.middle < 0.5 * width]
    return any(is_capitals(p.text) and len(p.text) > 5 and not cues.opens_title(p.text) for p in above)


def _gutter(anchors: _Anchors, parts: Sequence[Piece], width: float) -> float:
    """The x between the columns: left of the motto, and right of what stands beside it at the left."""
    edge = min((p.x0 for p in (anchors.mottos or anchors.dates)), default=0.5 * width)
    beside = [
        p.x1
        for p in parts
        if p not in anchors.right
        and p.x1 < edge + p.height
        and any(abs(p.y - a.y) < LEVEL * a.height for a in anchors.all)
    ]
    return (max(beside) + edge) / 2 if beside and max(beside) < edge else edge - 2.0


def _bottom(anchors: _Anchors) -> float:
    return max(p.y + 0.6 * p.height for p in anchors.all)


def _cut_item(item: Piece, gutter: float, bottom: float, tilt: float) -> tuple[Piece, ...]:
    if item.y > bottom or is_motto(item.line.words):
        return (item,)
    return cut_at(item, gutter, tilt)


def _sorted_out(
    band: Sequence[Piece],
    below: Sequence[Piece],
    anchors: _Anchors,
    gutter: float,
    tilt: float,
) -> Header:
    left: list[Piece] = []
    right: list[Piece] = []
    overlays: list[Piece] = []
    rest = list(below)
    top, bottom = min(p.y for p in anchors.all), _bottom(anchors)
    for item in sorted(band, key=place):
        if _lies_over(item, anchors, gutter, top):
            overlays.append(item)
        elif item.y > bottom:
            rest.append(item)
        elif item.middle >= gutter or item in anchors.right:
            right.append(item)
        else:
            left.append(item)
    subject = _subject(left, rest, gutter)
    rest = [item for item in rest if item not in subject]
    columns = (lines_of([*left, *subject], tilt), lines_of(right, tilt))
    return Header(*columns, tuple(overlays), tuple(sorted(rest, key=place)))


def _lies_over(item: Piece, anchors: _Anchors, gutter: float, top: float) -> bool:
    """Stamps, pictures of digital signatures, codes of forms, and what is printed above the head."""
    if item in anchors.all:
        return False
    stamped = is_stamp(item.text) or cues.is_form_code(item.text)
    if not written(item.text) or stamped or EMAIL.search(item.text):
        return True
    if not anchors.mottos:
        return False
    above = top - item.y > ABOVE * item.height
    if item.middle < gutter:
        return above and (top - item.y > LEVEL * 2 * item.height or not is_capitals(item.text))
    return above


def _subject(left: Sequence[Piece], rest: Sequence[Piece], gutter: float) -> list[Piece]:
    """The lines of V/v (5b) under the number, a judgment's date before them, down to the first step that is
    too large."""
    if not left:
        return []
    last = max(left, key=lambda p: p.y)
    found: list[Piece] = []
    for item in sorted(rest, key=place):
        if item.middle >= gutter or item.x0 >= gutter:
            continue
        step = item.y - (found[-1] if found else last).y
        opens = cues.SUBJECT.match(item.text) is not None
        near = step < (SUBJECT_DROP if opens else SUBJECT_STEP) * max(item.height, last.height)
        dated = not found and DAY_UNDER_NUMBER.match(item.text) is not None
        begun = any(not DAY_UNDER_NUMBER.match(line.text) for line in found)
        if not near or cues.is_addressees(item.text) or (opens is begun and not dated):
            break
        if not opens and item.x1 > gutter + 3 * item.height:
            break
        found.append(item)
    return found
