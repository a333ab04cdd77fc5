"""What was read from a document: pages, lines, words, where they stand and how sure the reader was.

    reader ─▶ Document ─▶ Page ─▶ Line ─▶ Word ─▶ Run

Every later stage takes these values and gives new ones; nothing is changed in place and nothing
here does I/O. All boxes are in PDF points (1/72 inch) from the top left corner of the upright page.
A flow document (office files, plain text) has no positions: its boxes and page sizes are None.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from extract.core.geometry import Box

STAMP = "stamp"  # the method of a word that was read from a stamp over the page, not from its text


class Source(StrEnum):
    """Where a page's words came from."""

    TEXT_LAYER = "text-layer"  # the PDF's own text
    OCR = "ocr"
    OFFICE = "office"  # .docx, .doc, .rtf
    PLAIN = "plain"  # .txt, .md


class Kind(StrEnum):
    """What a page's own text is worth."""

    GOOD = "good"
    LEGACY = "legacy"  # TCVN3, VNI, ...: to be decoded
    GARBLED = "garbled"  # read by an OCR that did not know Vietnamese
    STRIPPED = "stripped"  # Vietnamese typed or stored without its marks
    IMAGE = "image"  # no text of its own worth keeping, but ink: to be read by OCR
    EMPTY = "empty"  # neither text nor ink


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page's text is worth, and the evidence for it."""

    kind: Kind
    reasons: tuple[str, ...] = ()  # plain words, shown by `inspect`
    numbers: tuple[tuple[str, float], ...] = ()  # name and figure, such as ("legal syllables", 0.97)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one word in one font; legacy encodings are told by font and bytes together."""

    text: str
    font: str = ""  # as the file names it, without a subset prefix ("ABCDEF+")

    @staticmethod
    def joined(parts: Iterable[tuple[str, str]]) -> tuple[Run, ...]:
        """Pieces of text with their fonts, neighbours in one font made one run."""
        by_font = groupby(parts, key=itemgetter(1))
        return tuple(Run("".join(text for text, _ in held), font) for font, held in by_font)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read (`raw`, never changed afterwards) and as repaired (`text`).

    After repair `text` may hold a space ("2026cua" is "2026 của"), and so may `raw` (a word that was
    read in pieces: "ng ành" is "ngành").
    """

    raw: str
    text: str
    box: Box | None = None
    confidence: float = 1.0  # 0..1: the engine's for OCR, the decoder's posterior after repair
    method: str = "read"  # how `text` came about: read, decoded, restored, stamp
    runs: tuple[Run, ...] = ()  # empty when the reader knows no fonts (OCR, plain text)
    bold: bool = False
    italic: bool = False
    readings: tuple[tuple[str, float], ...] = ()  # what else recognisers read here, and its probability

    @property
    def left(self) -> float:
        """Where it begins, points from the left of the page; 0.0 without a place."""
        return self.box.x0 if self.box else 0.0

    @staticmethod
    def read(
        raw: str,
        box: Box | None = None,
        confidence: float = 1.0,
        runs: tuple[Run, ...] = (),
        *,
        bold: bool = False,
        italic: bool = False,
    ) -> Word:
        """A word just read: its text is what was seen."""
        return Word(raw, raw, box, confidence, "read", runs, bold, italic)

    def repaired(self, text: str, confidence: float, method: str) -> Word:
        """The same word with another text; what was read stays beside it."""
        return replace(self, text=text, confidence=confidence, method=method)


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of print, left to right; in a flow document one paragraph or one cell's paragraph.

    `cell` places a line of a flow document inside a table: (table, row, column) counted from 0 on
    the page. Office headers and signature blocks are two-column tables, so layout needs it.
    `indent` counts the blanks before it in a plain text: one alone is what converters leave of a
    form feed.
    """

    words: tuple[Word, ...]
    box: Box | None = None
    cell: tuple[int, int, int] | None = None
    indent: int = 0

    @property
    def text(self) -> str:
        return " ".join([word.text for word in self.words if word.text])

    @property
    def raw(self) -> str:
        return " ".join(word.raw for word in self.words)

    @staticmethod
    def of(words: Iterable[Word], cell: tuple[int, int, int] | None = None) -> Line:
        """A line around its words."""
        held = tuple(words)
        return Line(held, Box.around(word.box for word in held), cell)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled or flow table; `row`, `column` count from 0, spans are at least 1."""

    row: int
    column: int
    lines: tuple[Line, ...]
    box: Box | None = None
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands on one page; tables over several pages are joined by layout."""

    cells: tuple[Cell, ...]
    box: Box | None = None
    drawn: bool = True  # False for columns that a typist set with tabs or spaces

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        if not self.cells:
            return 0, 0
        return (
            max(c.row + c.row_span for c in self.cells),
            max(c.column + c.column_span for c in self.cells),
        )


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote that the file itself marks as one (office files)."""

    marker: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in the order the reader gives them (layout decides the reading order).

    The lines of a table's cells are in `lines` too, so that `lines` alone is the whole text.
    """

    number: int  # from 1
    lines: tuple[Line, ...]
    source: Source
    width: float | None = None  # points
    height: float | None = None
    verdict: Verdict = Verdict(Kind.GOOD)
    tables: tuple[Table, ...] = ()
    has_image: bool = False  # an image large enough to be a scan of the page lies on it
    notes: tuple[Footnote, ...] = ()
    warnings: tuple[str, ...] = ()
    # A page that was turned for reading: its boxes, width and height are those of the turned page.
    turns: int = 0  # quarter turns clockwise from the page as stored
    skew: float = 0.0  # degrees that lines fell to the right, about the centre of the turned page
    # Curled paper: points by which the level page lies below what was read, at places spread evenly over it.
    bend: tuple[tuple[float, ...], ...] = ()
    # A sheet photographed on a desk: the homography, in points, three rows of three, that leads from the page
    # seen flat, before it was turned, to the photo. The flat page has the photo's size.
    photo: tuple[tuple[float, ...], ...] = ()

    @property
    def stored_size(self) -> tuple[float | None, float | None]:
        """Width and height of the page as the file has it."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)

    def as_stored(self, box: Box) -> Box:
        """Where a box of the turned and deskewed page lies on the page as the file has it.

        The box keeps its size; its centre is moved, so that it stays a tight frame around a word or a line.
        On a photo its size is that of the place: what is far from the camera is smaller.
        """
        if self.width is None or self.height is None:
            return box
        if self.turns or self.skew or self.bend:
            box = self._turned_back(box, self.width, self.height)
        return self._on_photo(box) if self.photo else box

    def _turned_back(self, box: Box, width: float, height: float) -> Box:
        box = box.moved(0.0, self._drop(*box.centre))
        angle = math.radians(self.skew)
        (x, y), (middle, half) = box.centre, (width / 2, height / 2)
        x, y = x - middle, y - half
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        wide, high = box.width / 2, box.height / 2
        for _ in range(self.turns):  # one quarter back, counter-clockwise: right goes up
            x, y, wide, high, middle, half = y, -x, high, wide, half, middle
        x, y = x + middle, y + half
        return Box(x - wide, y - high, x + wide, y + high)

    def _on_photo(self, box: Box) -> Box:
        x, y = box.centre
        (left, _), (right, _) = self._seen(box.x0, y), self._seen(box.x1, y)
        (_, top), (_, bottom) = self._seen(x, box.y0), self._seen(x, box.y1)
        (x, y), wide, high = self._seen(x, y), abs(right - left) / 2, abs(bottom - top) / 2
        return Box(x - wide, y - high, x + wide, y + high)

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the flat page lies on the photo."""
        across, down, share = (a * x + b * y + c for a, b, c in self.photo)
        return across / share, down / share

    def _drop(self, x: float, y: float) -> float:
        """How far below a place of the page as read it lies on the level page."""
        if not self.bend or not self.width or not self.height:
            return 0.0
        last = len(self.bend) - 1
        row, column = (min(max(at * last, 0.0), last - 1e-9) for at in (y / self.height, x / self.width))
        top, left = int(row), int(column)
        down, right = row - top, column - left
        upper, lower = (
            line[left] * (1 - right) + line[left + 1] * right for line in self.bend[top : top + 2]
        )
        return upper * (1 - down) + lower * down

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read. `pages` of a flow document is one page (or one for each form feed)."""

    pages: tuple[Page, ...]
    media_type: str
    paged: bool  # False for flow documents, whose page count means nothing
    warnings: tuple[str, ...] = field(default=())
    signed: tuple[str, ...] = ()  # days of its digital signatures, YYYY-MM-DD, in the file's order
