"""What is drawn on one PDF page beside its text: ruling lines, pictures, letters drawn as outlines.

pdfium page objects (also inside forms) ─▶ Drawing(rules, image_share, paths, pictures, outlines)
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from extract.core.geometry import Box
from extract.readers.pdf.calls import (
    address,
    bounds_of,
    count_in_form,
    count_segments,
    draw_mode_of,
    fill_of,
    is_clear,
    kind_of,
    object_at,
    object_in_form,
    place_of,
    point_of,
    render_mode_of,
    segment_at,
    segment_closes,
    segment_kind,
)
from extract.readers.pdf.frame import Frame
from extract.tables.ruled import Rule

THIN = 3.0  # points: a filled rectangle up to this width is a line
LEVEL = 0.7  # points that a line's ends may differ and it still is horizontal or vertical
DEEPEST = 4  # forms inside forms
MOST_OBJECTS = 30_000  # a page of map or drawing has more; its lines are no tables
SCAN_SHARE = 0.5  # of the page: a scan covers it nearly whole, logos and pasted signatures below a fifth
INVISIBLE = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
LEAST_PICTURE = 24.0, 7.0  # points: a smaller one shows no line of print (8 point type, a short name)
LIGHT = 0xF0  # a fill as light as this on all channels paints no visible edge
# Where pdfium writes what it is asked for; it is one thread's at a time.
_CHANNELS = (ctypes.c_uint * 4)()
_MODES = (ctypes.c_int * 2)()
_NUMBERS = (ctypes.c_float * 6)()
_CHANNELS_AT, _MODES_AT, _NUMBERS_AT = (
    [ctypes.c_void_p(ctypes.addressof(held) + 4 * at) for at in range(len(held))]
    for held in (_CHANNELS, _MODES, _NUMBERS)
)


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f (ISO 32000-1, 8.3.3)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: Matrix) -> Matrix:
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


@dataclass(slots=True)
class Drawing:
    """Rules in points of the upright page; share of the page that images cover (0..1); count of paths.

    `texts` counts text objects; `shown` has the addresses of those that are neither invisible nor under an
    image as large as the page; `invisible` those that are; `pale` has what is as light as paper.
    `pictures`: the boxes of images that may hold a line of print; `outlines`: of shapes with curves, as
    letters drawn as paths have them.
    """

    rules: list[Rule] = field(default_factory=list)
    image_share: float = 0.0
    paths: int = 0
    texts: int = 0
    shown: set[int] = field(default_factory=set)
    invisible: set[int] = field(default_factory=set)
    pale: list[int] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    outlines: list[Box] = field(default_factory=list)


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """Walk over the page's objects. A page of more than MOST_OBJECTS gives no rules."""
    drawing = Drawing()
    width, height = frame.size
    for count, (item, kind, matrix) in enumerate(objects(page)):
        if count > MOST_OBJECTS:
            drawing.rules.clear()
            break
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            _add_image(drawing, item, _on_page(item, matrix, frame), width * height)
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            drawing.texts += 1
            _add_text(drawing, item)
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            drawing.paths += 1
            _add_path(drawing, item, matrix, frame)
    return drawing


def _add_text(drawing: Drawing, item: int) -> None:
    if render_mode_of(item) in INVISIBLE:
        drawing.invisible.add(item)
        return
    drawing.shown.add(item)
    if _is_light(item):
        drawing.pale.append(item)


def _add_image(drawing: Drawing, item: int, box: Box, page: float) -> None:
    """An image by the part of it that lies on the page; `page`: its area."""
    wide, high = max(box.width, 0.0), max(box.height, 0.0)
    share = wide * high / max(page, 1.0)
    drawing.image_share += share
    if share >= SCAN_SHARE and not is_clear(item):
        drawing.shown.clear()
    if wide >= LEAST_PICTURE[0] and high >= LEAST_PICTURE[1]:
        drawing.pictures.append(box)


def _add_path(drawing: Drawing, item: int, outer: Matrix, frame: Frame) -> None:
    """The rules of a visible path, or its box where it has curves."""
    if not _visible(item):
        return
    parts = _subpaths(item)
    if parts is None:
        bounds_of(item, *_NUMBERS_AT[:4])
        left, bottom, right, top = _NUMBERS[:4]
        drawing.outlines.append(_placed(outer, frame, (left, bottom, right, top)))
    else:
        drawing.rules.extend(_rules(parts, own_matrix(item).then(outer), frame))


def text_objects(page: Any, first: int) -> set[int]:
    """Addresses of the page's text objects from its `first` object on."""
    return {item for item, kind, _ in objects(page, first) if kind == pdfium_c.FPDF_PAGEOBJ_TEXT}


def objects(page: Any, first: int = 0) -> Iterator[tuple[int, int, Matrix]]:
    """All objects but forms: address, kind, and the matrix that takes them to page space."""
    place = address(page.raw)
    items = (object_at(place, index) for index in range(first, pdfium_c.FPDFPage_CountObjects(page)))
    yield from _flat(items, Matrix(), 0)


def _flat(items: Iterable[int], outer: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    for item in items:
        kind = kind_of(item)
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield item, kind, outer
        elif depth < DEEPEST:
            inside = (object_in_form(item, index) for index in range(count_in_form(item)))
            yield from _flat(inside, own_matrix(item).then(outer), depth + 1)


def own_matrix(item: int) -> Matrix:
    """That of an object itself, within what holds it."""
    return Matrix(*_NUMBERS[:]) if place_of(item, _NUMBERS_AT[0]) else Matrix()


def _on_page(item: int, outer: Matrix, frame: Frame) -> Box:
    """Where an image lies, cut at the edges of the page: without area when it lies outside."""
    box = _placed(own_matrix(item).then(outer), frame, (0.0, 0.0, 1.0, 1.0))  # images fill the unit square
    width, height = frame.size
    return Box(max(box.x0, 0.0), max(box.y0, 0.0), min(box.x1, width), min(box.y1, height))


def _placed(matrix: Matrix, frame: Frame, edges: tuple[float, float, float, float]) -> Box:
    """A rectangle (left, bottom, right, top) as the box around it on the upright page."""
    left, bottom, right, top = edges
    corners = [matrix.apply(x, y) for x, y in ((left, bottom), (right, bottom), (left, top), (right, top))]
    xs, ys = zip(*(frame.point(x, y) for x, y in corners), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _rules(parts: list[list[tuple[float, float]]], matrix: Matrix, frame: Frame) -> Iterator[Rule]:
    for part in parts:
        points = [frame.point(*matrix.apply(x, y)) for x, y in part]
        box = Box(
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )
        yield from _of_outline(points, box)


def _of_outline(points: Sequence[tuple[float, float]], box: Box) -> Iterator[Rule]:
    """A thin outline is one rule along its middle; of a wide one every straight side is a rule."""
    x, y = box.centre
    if box.height <= THIN and box.width > box.height:
        yield Rule(box.x0, y, box.x1, y)
    elif box.width <= THIN and box.height > box.width:
        yield Rule(x, box.y0, x, box.y1)
    else:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) <= LEVEL < abs(x0 - x1):
                yield Rule(min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2)
            elif abs(x0 - x1) <= LEVEL < abs(y0 - y1):
                yield Rule((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1))


def _visible(item: int) -> bool:
    """Stroked, or filled with something darker than paper."""
    draw_mode_of(item, *_MODES_AT)
    fill, stroke = _MODES[:]
    return bool(stroke) or (bool(fill) and not _is_light(item))


def _is_light(item: int) -> bool:
    """Whether a filling leaves paper as it is: without colour, or hardly any."""
    fill_of(item, *_CHANNELS_AT)
    red, green, blue, cover = _CHANNELS[:]  # a slice is five times as fast as the array itself
    return cover == 0 or min(red, green, blue) >= LIGHT


def _subpaths(item: int) -> list[list[tuple[float, float]]] | None:
    """The outlines of a path as points; None for a path with curves (letters, logos)."""
    parts: list[list[tuple[float, float]]] = []
    for index in range(count_segments(item)):
        segment = segment_at(item, index)
        kind = segment_kind(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return None
        point_of(segment, *_NUMBERS_AT[:2])
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        x, y = _NUMBERS[:2]
        parts[-1].append((x, y))
        if segment_closes(segment):
            parts[-1].append(parts[-1][0])
    return [part for part in parts if len(part) > 1]
