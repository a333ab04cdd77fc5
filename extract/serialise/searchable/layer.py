"""Lines of words ─▶ a PDF of sheets with unseen text, by OCRmyPDF's renderer and font.

    (width, height, lines on the sheet) ─ tree ─▶ OcrElement ─ sheets ─▶ pikepdf.Pdf, a page for each tree

A word is as wide as its box; a line is set on one baseline. Points are pixels at 72 dpi.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from ocrmypdf.font import BuiltinFontProvider, MultiFontManager
from ocrmypdf.fpdf_renderer import Fpdf2MultiPageRenderer
from ocrmypdf.models.ocr_element import BoundingBox, OcrClass, OcrElement

from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Word
from extract.serialise.searchable.words import text_of

# Of the height of a line, between two words: poppler takes what is nearer than 0.15 of the letters' size,
# which is 0.79 of the height, for one word, whatever blank is written there.
APART = 0.14
BLANK = 0.2  # of the height of a line: how wide a blank is
ON_HEAD = 2  # quarter turns of a page
ABOVE = 2.0  # of the height of a word: far enough for another line
LEAST_SIDE = 1.0  # points: a flat box has no letter height, and the renderer leaves its line out


def tree(size: tuple[float, float], lines: Iterable[OcrElement], number: int = 0) -> OcrElement:
    """A page of lines in reading order; `size` as their boxes, in points or pixels."""
    held = list(lines)
    return OcrElement(
        OcrClass.PAGE, BoundingBox(0.0, 0.0, *size), children=held, dpi=POINTS, page_number=number
    )


def line_element(line: Line, angle: float | None = None) -> OcrElement:
    """A line of words that have boxes; `angle`: degrees against the clock that it was turned by."""
    boxes = [word.box for word in line.words if word.box]
    around = Box.around(boxes)
    words = [
        OcrElement(OcrClass.WORD, _bounds(box), text=text_of(word), confidence=word.confidence)
        for word, box in zip(line.words, boxes if angle else _apart(boxes), strict=True)
    ]
    bounds = _bounds(around) if around else None
    return OcrElement(OcrClass.LINE, bounds, children=words, language="vie", textangle=angle)


def upright(line: Line) -> tuple[Line, ...]:
    """The line, or each of its words by itself where it stands higher than it is wide.

    The renderer takes such a line for one whose turn was not seen, and leaves it out.
    """
    if line.box is None or line.box.height <= line.box.width:
        return (line,)
    return tuple(Line.of([word]) for word in line.words)


def breaks(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, each followed by blanks where it begins (pdfium passes over a single one).

    pdfium sorts words by their places as long as each is about as high on the page as the one before it: on a
    page that lies askew the end of a line is as high as the beginning of the next one.
    """
    for line in lines:
        yield line
        if line.box:
            start = replace(line.box, x1=line.box.x0 + BLANK * line.box.height)
            yield Line.of([Word.read("  ", start)])


def words_apart(lines: Iterable[Line], *, on_head: bool) -> Iterator[Line]:
    """Each word by itself, of a turned page; of one that lies on its head with blanks above each.

    There pdfium sorts words of one height from left to right, which is their order backwards.
    """
    for word in (word for line in lines for word in line.words):
        yield Line.of([word])
        if on_head and word.box:
            above = word.box.moved(0.0, -ABOVE * word.box.height)
            yield Line.of([Word.read("  ", replace(above, x1=above.x0 + BLANK * above.height))])


def _apart(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes of words from left to right, each ending before the next one begins."""
    around = Box.around(boxes)
    gap = APART * around.height if around else 0.0
    for box, following in zip_longest(boxes, boxes[1:]):
        end = following.x0 - gap if following and following.x0 > box.x0 else box.x1
        yield replace(box, x1=max(min(box.x1, end), box.x0 + LEAST_SIDE))


def _bounds(box: Box) -> BoundingBox:
    return BoundingBox(box.x0, box.y0, max(box.x1, box.x0 + LEAST_SIDE), max(box.y1, box.y0 + LEAST_SIDE))


def sheets(trees: Sequence[OcrElement]) -> pikepdf.Pdf:
    """The pages of unseen text, one for each tree."""
    fonts = MultiFontManager(font_provider=BuiltinFontProvider())  # the same file on every machine
    with TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder, "layer.pdf")
        Fpdf2MultiPageRenderer([(at, tree, POINTS) for at, tree in enumerate(trees)], fonts).render(path)
        return pikepdf.open(BytesIO(path.read_bytes()))
