"""What was read from a document: pages, lines, words, where they stand and how sure the reader was.

    reader ─▶ Document ─▶ Page ─▶ Line ─▶ Word ─▶ Run

Every later stage takes these values and gives new ones; nothing is changed in place and nothing
here does I/O. All boxes are in PDF points (1/72 inch) from the top left corner of the upright page.
A flow document (office files, plain text) has no positions: its boxes and page sizes are None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from extract.core.geometry import Box
from extract.core.pose import Pose
from schemas.catalogue import Message
from schemas.kinds import Kind
from schemas.methods import Method


class Origin(StrEnum):
    """Where a page's words came from."""

    TEXT_LAYER = "text-layer"  # the PDF's own text
    OCR = "ocr"
    OFFICE = "office"  # .docx, .doc, .rtf
    PLAIN = "plain"  # .txt, .md


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page's text is worth, and the evidence for it."""

    kind: Kind
    reasons: tuple[Message, ...] = ()  # shown by `inspect`
    numbers: tuple[tuple[str, float], ...] = ()  # code of its name, and figure


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
    method: Method = Method.READ  # how `text` came about
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
        return Word(raw, raw, box, confidence, Method.READ, runs, bold, italic)

    def repaired(self, text: str, confidence: float, method: Method) -> Word:
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
    text: str = field(init=False, repr=False, compare=False)  # of its words; rules ask it some forty times

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join([word.text for word in self.words if word.text]))

    @property
    def raw(self) -> str:
        return " ".join([word.raw for word in self.words])

    def placed(self, where: Callable[[Box], Box]) -> Line:
        """The line with each of its words where `where` leads its box."""
        held = (replace(word, box=where(word.box)) if word.box else word for word in self.words)
        return Line.of(held, self.cell)

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
class Figure:
    """A picture within the text of a flow document, not yet read."""

    data: bytes = field(repr=False)  # a picture file
    after: int  # how many lines of its page stand before it
    cell: tuple[int, int, int] | None = None  # as `Line.cell`


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in the order the reader gives them (layout decides the reading order).

    The lines of a table's cells are in `lines` too, so that `lines` alone is the whole text.
    """

    number: int  # from 1
    lines: tuple[Line, ...]
    origin: Origin
    width: float | None = None  # points
    height: float | None = None
    verdict: Verdict = Verdict(Kind.GOOD)
    tables: tuple[Table, ...] = ()
    has_image: bool = False  # an image large enough to be a scan of the page lies on it
    notes: tuple[Footnote, ...] = ()
    figures: tuple[Figure, ...] = ()  # of a flow document, in the order of their places
    warnings: tuple[Message, ...] = ()
    separator: bool = False  # a sheet between documents, which belongs to none
    pose: Pose | None = None  # of a page turned or levelled for reading: its boxes are of that page
    layered: bool = False  # most of its text cannot be seen: what a program read in the scan over it
    typed: tuple[Line, ...] = ()  # of its own text what is seen on a scan: exact where OCR passes over it
    differences: tuple[
        tuple[str, str], ...
    ] = ()  # words of its text, and what its picture seems to say there
    contradicted: bool = False  # its fonts give reason to doubt that they draw the letters of its text
    unread: tuple[Box, ...] = ()  # where pictures or outlines lie that may hold print beside the page's text
    pasted: Page | None = (
        None  # what those say, read by OCR, its boxes on this page; repair joins it to `lines`
    )

    @property
    def stored_size(self) -> tuple[float | None, float | None]:
        """Width and height of the page as the file has it."""
        return self.pose.stored_size if self.pose else (self.width, self.height)

    def to_stored(self, box: Box) -> Box:
        """Where a box of the page as it was read lies on the page as the file has it."""
        return self.pose.to_stored(box) if self.pose else box

    def told(self, *warnings: Message) -> Page:
        """The page with more warnings."""
        return replace(self, warnings=(*self.warnings, *warnings))

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
    warnings: tuple[Message, ...] = field(default=())
    signed: tuple[str, ...] = ()  # days of its digital signatures, YYYY-MM-DD, in the file's order
