"""What annotations of a PDF page say that no drawing of them shows: form values, free text, marks, notes.

    pdfium page, before its annotations are merged into it ─ read_annotations ─▶ Annotations
    lines of the page ─ with_values ─▶ lines with those values, each beside its label

Signatures and stamps bring an appearance, which is merged into the page and read with it. A form filled in by
a program often has none, nor has a comment; viewers make one when they show the page. Notes that only open at
a click are no part of the page and are told in its record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.form.folding import fold_words, written
from extract.readers.pdf.form_fields import OFF, ON, form_of, string_of, value_of
from extract.readers.pdf.frame import Frame

HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
CLICKED = frozenset((
    pdfium_c.FPDF_ANNOT_TEXT, pdfium_c.FPDF_ANNOT_HIGHLIGHT, pdfium_c.FPDF_ANNOT_UNDERLINE,
    pdfium_c.FPDF_ANNOT_SQUIGGLY, pdfium_c.FPDF_ANNOT_STRIKEOUT, pdfium_c.FPDF_ANNOT_CARET,
))  # fmt: skip
USUAL_SIZE = 12.0  # points, where a field leaves it to the viewer
ADVANCE = 0.5  # ems that a letter of Times takes on average
INK = 0.35  # ems of a line's ink above and below its middle
LABEL_GAP = 110.0  # points between a label that ends with a colon and its field
NEXT_TO = 24.0  # points between a field and any other word beside it
BLANK = 3.0  # points between a label and its value
SAID = 0.5  # of a value's words: so many in its place, and the page has it
MOST_NOTED = 400  # letters of a page's notes that are told

_SIZE = re.compile(r"([\d.]+)\s+Tf")


@dataclass(frozen=True, slots=True)
class Said:
    """What a field or a note says, and its rectangle: left, bottom, right, top in page space."""

    text: str
    rectangle: tuple[float, float, float, float]
    size: float  # points
    drawn: bool = False  # there is an appearance, which may be an empty one


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a page's annotations say; rectangles of all form fields, of which some have a drawing."""

    said: tuple[Said, ...] = ()
    fields: tuple[tuple[float, float, float, float], ...] = ()
    notes: tuple[str, ...] = ()
    files: int = 0  # attached to a place on the page


def read_annotations(document: Any, page: Any) -> Annotations:
    """Of a page of pdfium that is not changed by it."""
    said: list[Said] = []
    fields, notes, files = [], [], 0
    with form_of(document) as form:
        for annotation in each_annotation(page):
            kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            if pdfium_c.FPDFAnnot_GetFlags(annotation) & HIDDEN:
                continue
            if kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                files += 1
            elif kind in CLICKED:
                notes.append(string_of(annotation, "Contents").strip())
            elif kind == pdfium_c.FPDF_ANNOT_WIDGET:
                said.append(_said(annotation, value_of(form, annotation)))
                fields.append(_rectangle(annotation))
            elif kind == pdfium_c.FPDF_ANNOT_FREETEXT:
                said.append(_said(annotation, string_of(annotation, "Contents")))
    return Annotations(
        tuple(one for one in said if one.text), tuple(fields), tuple(filter(None, notes)), files
    )


def _said(annotation: Any, text: str) -> Said:
    drawn = _is_drawn(annotation) and text not in (ON, OFF)  # a tick is drawn as a shape
    return Said(text, _rectangle(annotation), _size(annotation), drawn)


def with_values(lines: Sequence[Line], held: Annotations, frame: Frame) -> tuple[Line, ...]:
    """The lines of a page with what has no drawing, values of forms joined to their labels."""
    own = list(lines)
    for said in held.said:
        box = Box(*frame.edges(*said.rectangle))
        own += _set(said, box) if not _is_said(own, said, box) else []
    for rectangle in held.fields:
        _join(own, Box(*frame.edges(*rectangle)))
    return tuple(own)


def each_annotation(page: Any) -> Iterator[Any]:
    """The annotations of a page of pdfium, each open until the next one is asked for."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if annotation:
            yield annotation
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _is_drawn(annotation: Any) -> bool:
    mode = pdfium_c.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    return bool(pdfium_c.FPDFAnnot_GetAP(annotation, mode, None, 0) > 2)


def _rectangle(annotation: Any) -> tuple[float, float, float, float]:
    held = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(annotation, held)
    return held.left, min(held.bottom, held.top), held.right, max(held.bottom, held.top)


def _size(annotation: Any) -> float:
    found = _SIZE.search(string_of(annotation, "DA"))
    return float(found[1]) or USUAL_SIZE if found else USUAL_SIZE


def _is_said(lines: Sequence[Line], said: Said, box: Box) -> bool:
    """Whether the page itself has the words of a value in its place.

    Of one with an appearance any words are its own: forms show numbers and days as their makers want them. Of
    one without, other words may lie there: what is printed below a note, the dots of a gap.
    """
    inside = [word for line in lines if box.overlaps(line.box) for word in line.words if box.holds(word.box)]
    there = {fold_words(word.text) for word in inside if written(word.text)}
    words = [fold_words(word) for word in said.text.split() if written(word)]
    if said.drawn or not words:
        return bool(there)
    return sum(word in there for word in words) >= SAID * len(words)


def _set(said: Said, box: Box) -> list[Line]:
    """A value as lines of words in its rectangle, as a viewer would set them."""
    size = min(said.size, max(box.height, 1.0))
    fits = max(int(box.width / (ADVANCE * size)), 1)
    rows = [row for text in re.split(r"[\r\n]+", said.text) for row in _wrapped(text.split(), fits)]
    step = min(box.height / max(len(rows), 1), 1.2 * size)
    first = box.y0 + (box.height / 2 if len(rows) == 1 else step / 2)
    return [_line(row, box.x0, first + step * index, size) for index, row in enumerate(rows)]


def _wrapped(words: Sequence[str], fits: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for word in words:
        if rows and len(" ".join([*rows[-1], word])) <= fits:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _line(texts: Sequence[str], left: float, middle: float, size: float) -> Line:
    words = []
    for text in texts:
        wide = ADVANCE * size * len(text)
        words.append(Word.read(text, Box(left, middle - INK * size, left + wide, middle + INK * size)))
        left += wide + ADVANCE * size / 2
    return Line.of(words)


def _join(lines: list[Line], field: Box) -> None:
    """Join what stands in a field to its label: the words before it, or after a box to tick."""
    inside = [line for line in lines if all(word.box and field.holds(word.box) for word in line.words)]
    if len(inside) != 1 or inside[0].box is None:
        return
    value = inside[0]
    beside = [line for line in lines if line is not value and line.box and field.is_beside(line.box)]
    ticked = value.text in (ON, OFF)
    gaps = {id(line): _gap(line, field, after=ticked) for line in beside}
    near = [line for line in beside if 0 <= gaps[id(line)] <= (NEXT_TO if ticked else _reach(line))]
    if not near:
        return
    label = min(near, key=lambda line: gaps[id(line)])
    first = value.words[0]
    if label.box and first.box and not ticked:
        # The field's room before the value belongs to it: layout would take a wide gap for one of columns.
        first = replace(first, box=replace(first.box, x0=min(label.box.x1 + BLANK, first.box.x0)))
    words = sorted((*label.words, first, *value.words[1:]), key=lambda word: word.left)
    lines[lines.index(label)] = Line.of(words)
    lines.remove(value)


def _gap(line: Line, field: Box, after: bool) -> float:
    """Points from a line to the field, or from the field to a line after it; negative for the other side.

    0 where the field is a gap between words of the line.
    """
    if line.box is None:
        return -1.0
    if line.box.x0 < field.x0 and field.x1 < line.box.x1:
        return 0.0
    return line.box.x0 - field.x1 + 1.0 if after else field.x0 - line.box.x1 + 1.0


def _reach(line: Line) -> float:
    return LABEL_GAP if line.text.endswith(":") else NEXT_TO
