"""Annotations of a page that is turned: they go with what they lie on.

    annotation, matrix of the page ─ moved ─▶ its frame, its corners (/QuadPoints) and its appearance, turned

The appearance is fitted into the frame as ISO 32000-1, 12.5.5 says, so its own matrix takes the turn up.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, Stream

HOW_STORED = ("/Length", "/Filter", "/DecodeParms")


def moved(pdf: Pdf, page: pikepdf.Page, way: Matrix) -> None:
    """Lead the annotations of a page by the matrix that leads all that it draws."""
    for annotation in page.obj.get(Name.Annots, Array()):
        if not (isinstance(annotation, Dictionary) and Name.Rect in annotation):
            continue
        if Name.QuadPoints in annotation:
            annotation[Name.QuadPoints] = _points(annotation.QuadPoints, way)
        frame = _numbers(annotation.Rect)
        seen = annotation.get(Name.AP, Dictionary()).get(Name.N)
        if isinstance(seen, Stream) and Name.BBox in seen:
            form = Matrix(*_numbers(seen.Matrix)) if Name.Matrix in seen else Matrix()
            turned = form @ _fitting(_around(seen.BBox, form), frame) @ way
            annotation[Name.AP] = Dictionary(N=_copy(pdf, seen, turned))
            annotation[Name.Rect] = Array(_around(seen.BBox, turned))
        else:
            annotation[Name.Rect] = Array(_around(frame, way))


def _numbers(held: Iterable[Object]) -> list[float]:
    return [float(one) for one in held]


def _points(held: Object, way: Matrix) -> Array:
    flat = _numbers(held)
    places = zip(flat[::2], flat[1::2], strict=False)
    return Array([edge for place in places for edge in way.transform(place)])


def _around(box: Iterable[Object | float], way: Matrix) -> list[float]:
    """The smallest frame around a box led by a matrix: left, bottom, right, top."""
    left, bottom, right, top = map(float, box)
    places = [way.transform((x, y)) for x in (left, right) for y in (bottom, top)]
    x, y = zip(*places, strict=True)
    return [min(x), min(y), max(x), max(y)]


def _fitting(box: list[float], frame: list[float]) -> Matrix:
    """The matrix that scales and moves a box into a frame."""
    left, bottom = min(frame[0], frame[2]), min(frame[1], frame[3])
    wide, high = (abs(frame[at + 2] - frame[at]) / ((box[at + 2] - box[at]) or 1.0) for at in (0, 1))
    return Matrix(wide, 0, 0, high, left - box[0] * wide, bottom - box[1] * high)


def _copy(pdf: Pdf, form: Stream, way: Matrix) -> Stream:
    """A form with another matrix; other annotations may share the one before."""
    made = Stream(pdf, form.read_bytes())
    for key, value in form.items():
        if key not in HOW_STORED:
            made[key] = value
    made[Name.Matrix] = Array(way.shorthand)
    return made
