"""Sets a Letter on A4 pages: which words stand where, before any file format.

    Letter ─▶ compose ─▶ Sheets: strokes of text and rules in points, and the lines in reading order

Measures follow Nghị định 30/2020/NĐ-CP, Phụ lục I: margins 30 mm left, 20 mm elsewhere, body of size
13, two-column header, signature at the lower right. y runs down from the top of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from golden.form import Basis, Block, Centre, Item, Letter, Table, Text, without_marks

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 85.0, 538.0, 57.0, 785.0
SIZE, LEADING, INDENT = 13.0, 18.0, 28.0
SMALL, SMALL_LEADING = 11.0, 14.0
NOTE_SIZE, NOTE_LEADING = 10.0, 12.5
_MARK = re.compile(r"\^(\d+)")
# Times-like families with every Vietnamese letter, by face; the first one installed is taken.
_FAMILIES = (
    ("/usr/share/fonts/truetype/croscore", "Tinos-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    ("/usr/share/fonts/truetype/freefont", "FreeSerif{}.ttf", ("", "Bold", "Italic", "BoldItalic")),
)
FACES = ("regular", "bold", "italic", "bolditalic")


@dataclass(frozen=True)
class Stroke:
    """Text on one baseline; with `width` its words are spread over that width."""

    x: float
    y: float
    text: str
    face: str
    size: float
    width: float | None = None
    red: bool = False


@dataclass(frozen=True)
class Rule:
    """A thin line."""

    x0: float
    y0: float
    x1: float
    y1: float
    red: bool = False


@dataclass
class Sheet:
    """One page."""

    strokes: list[Stroke] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # in reading order, footnotes last
    notes: list[str] = field(default_factory=list)
    bottom: float = BOTTOM

    @property
    def text(self) -> str:
        return "\n".join([*self.lines, *self.notes]) + "\n"


@cache
def font_files() -> dict[str, Path]:
    """The font file of each face. Raises FileNotFoundError when no family is installed."""
    for folder, pattern, names in _FAMILIES:
        files = {face: Path(folder) / pattern.format(name) for face, name in zip(FACES, names, strict=True)}
        if all(path.is_file() for path in files.values()):
            for face, path in files.items():
                pdfmetrics.registerFont(TTFont(face, str(path)))
            return files
    raise FileNotFoundError("No Times-like font with Vietnamese letters: apt-get install fonts-croscore")


def width_of(text: str, face: str, size: float) -> float:
    """The width of a text in points; footnote marks are set at 0.6 of the size."""
    font_files()
    plain = _MARK.sub("", text)
    marks = "".join(_MARK.findall(text))
    return float(pdfmetrics.stringWidth(plain, face, size) + pdfmetrics.stringWidth(marks, face, 0.6 * size))


def wrap(text: str, face: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """Lines no wider than `width`, the first one shorter by `indent`."""
    lines: list[str] = []
    held = ""
    for word in text.split():
        longer = f"{held} {word}" if held else word
        if held and width_of(longer, face, size) > width - (0 if lines else indent):
            lines.append(held)
            held = word
        else:
            held = longer
    return [*lines, held] if held else lines


def compose(letter: Letter) -> list[Sheet]:
    """The pages of a letter."""
    return _Composer(letter).sheets


class _Composer:
    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.sheets: list[Sheet] = []
        self.y = TOP
        self._page()
        self._header()
        self._title()
        for block in letter.body:
            self._block(block)
        self._closing()
        for sheet in self.sheets:
            _set_notes(sheet)

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def _page(self) -> None:
        self.sheets.append(Sheet())
        self.y = TOP
        if len(self.sheets) > 1:
            self._put(str(len(self.sheets)), "regular", SIZE, centre=(LEFT + RIGHT) / 2, y=40.0)
            self.sheet.lines.clear()  # page numbers are no text of the document

    def _put(
        self,
        text: str,
        face: str,
        size: float,
        *,
        centre: float | None = None,
        x: float = LEFT,
        y: float,
        width: float | None = None,
    ) -> None:
        """One line; footnote marks are raised."""
        x = x if centre is None else centre - width_of(text, face, size) / 2
        self.sheet.lines.append(without_marks(text))
        if not _MARK.search(text):
            self.sheet.strokes.append(Stroke(x, y, text, face, size, width))
            return
        for number, part in enumerate(_MARK.split(text)):
            raised = number % 2 == 1
            part_size = 0.6 * size if raised else size
            if part:
                self.sheet.strokes.append(
                    Stroke(x, y - (0.35 * size if raised else 0), part, face, part_size)
                )
            x += width_of(part, face, part_size)

    def _header(self) -> None:
        letter = self.letter
        left, right = 165.0, 405.0
        top = self.y + 12
        y = top
        for text in letter.parent_lines:
            self._put(text, "regular", 12.5, centre=left, y=y)
            y += 16
        for text in letter.organ_lines:
            self._put(text, "bold", 12.5, centre=left, y=y)
            y += 16
        if letter.party:
            self._put("*", "bold", SIZE, centre=left, y=y + 2)
            y += 6
        else:
            self.sheet.rules.append(Rule(left - 35, y - 10, left + 35, y - 10))
        number_y = max(y + 8, top + 52)
        self._put(letter.number_line, "regular", SIZE, centre=left, y=number_y)
        y = number_y
        if letter.is_official_letter:
            for text in letter.title_lines:
                y += 15
                self._put(text, "regular", 12, centre=left, y=y)
        self._motto(top, right, number_y)
        y = max(y, number_y)
        if letter.urgency:
            self._stamp(letter.urgency, left, y + 12)
            y += 30
        self.y = y + 30

    def _motto(self, top: float, centre: float, number_y: float) -> None:
        sizes = (12.5, 13.5)
        for number, text in enumerate(self.letter.motto_lines):
            self._put(text, "bold", sizes[number], centre=centre, y=top + 16 * number)
        lines = self.letter.motto_lines
        half = width_of(lines[-1], "bold", sizes[len(lines) - 1]) / 2
        y = top + 16 * len(lines) - 10
        self.sheet.rules.append(Rule(centre - half, y, centre + half, y))
        self._put(self.letter.date_line, "italic", SIZE, centre=centre, y=number_y)

    def _stamp(self, text: str, centre: float, y: float) -> None:
        """A red box with a word in it (mức độ khẩn); it is no line of the text."""
        half = width_of(text, "bold", SIZE) / 2
        self.sheet.strokes.append(Stroke(centre - half, y + 14, text, "bold", SIZE, red=True))
        x0, x1, low = centre - half - 8, centre + half + 8, y + 20
        corners = ((x0, y, x1, y), (x0, low, x1, low), (x0, y, x0, low), (x1, y, x1, low))
        self.sheet.rules += [Rule(*ends, red=True) for ends in corners]

    def _title(self) -> None:
        letter, centre = self.letter, (LEFT + RIGHT) / 2
        if not letter.is_official_letter:
            self._put(letter.type_name.upper(), "bold", 14, centre=centre, y=self.y)
            for text in letter.title_lines:
                self.y += LEADING
                self._put(text, "bold", SIZE, centre=centre, y=self.y)
            self.sheet.rules.append(Rule(centre - 45, self.y + 8, centre + 45, self.y + 8))
            self.y += 30
        names = letter.addressee_lines
        for number, text in enumerate(names):
            x = 190.0 if len(names) == 1 else 150.0 if number == 0 else 212.0
            self._put(text, "regular", SIZE, x=x, y=self.y)
            self.y += LEADING
        self.y += 8 if names else 0

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Centre):
            self.y += 4
            self._room(LEADING)
            self._put(block.text, "bold", SIZE, centre=(LEFT + RIGHT) / 2, y=self.y)
            self.y += LEADING + 4
        elif isinstance(block, Item):
            self._paragraph(block.printed, "bold" if block.heading else "regular")
        else:
            self._paragraph(block.text, "italic" if isinstance(block, Basis) else "regular")

    def _paragraph(self, text: str, face: str) -> None:
        lines = wrap(text, face, SIZE, RIGHT - LEFT, INDENT)
        for number, line in enumerate(lines):
            notes = [self.letter.notes[int(mark) - 1] for mark in _MARK.findall(line)]
            wrapped = [_note_lines(mark, note) for mark, note in zip(_MARK.findall(line), notes, strict=True)]
            height = sum(NOTE_LEADING * len(held) for held in wrapped)
            self._room(LEADING, height + (16 if height and not self.sheet.notes else 0))
            for held in wrapped:
                self.sheet.notes += held
            x = LEFT + (INDENT if number == 0 else 0)
            width = None if number == len(lines) - 1 else RIGHT - x
            self._put(line, face, SIZE, x=x, y=self.y, width=width)
            self.y += LEADING
        self.y += 4

    def _room(self, height: float, below: float = 0.0) -> None:
        """Begin a page when the next line, or its footnotes, find no room on this one."""
        if self.y + height - LEADING > self.sheet.bottom - below:
            self._page()
            self.y += 12
        self.sheet.bottom -= below

    def _table(self, table: Table) -> None:
        if table.title:
            for line in wrap(table.title, "bold", SIZE, RIGHT - LEFT):
                self._room(LEADING)
                self._put(line, "bold", SIZE, centre=(LEFT + RIGHT) / 2, y=self.y)
                self.y += LEADING
        self.y -= 6
        for number, row in enumerate((table.columns, *table.rows)):
            self._row(row, table.widths, "bold" if number == 0 else "regular")
        self.y += 24

    def _row(self, row: Sequence[str], widths: Sequence[float], face: str) -> None:
        spans = [share * (RIGHT - LEFT) for share in widths]
        cells = [wrap(text, face, 12, span - 8) for text, span in zip(row, spans, strict=True)]
        height = 15 * max(len(lines) for lines in cells) + 8
        if self.y + height > self.sheet.bottom:
            self._page()
        x = LEFT
        for lines, span in zip(cells, spans, strict=True):
            for number, line in enumerate(lines):
                self._put(line, face, 12, x=x + 4, y=self.y + 15 * (number + 1))
            self.sheet.rules.append(Rule(x, self.y, x, self.y + height))
            x += span
        self.sheet.rules += [
            Rule(x, self.y, x, self.y + height),
            Rule(LEFT, self.y, x, self.y),
            Rule(LEFT, self.y + height, x, self.y + height),
        ]
        self.y += height

    def _closing(self) -> None:
        letter, centre = self.letter, 430.0
        if self.y + 150 > self.sheet.bottom:
            self._page()
            self.y += 12
        top = self.y + 10
        y = top
        for number, text in enumerate(letter.recipient_lines):
            self._put(text, "bolditalic" if number == 0 else "regular", 12 if number == 0 else SMALL, y=y)
            y += SMALL_LEADING + (2 if number == 0 else 0)
        y = top
        for text in letter.signing_lines:
            self._put(text, "bold", SIZE, centre=centre, y=y)
            y += 16
        self._put(letter.signer[2], "bold", SIZE, centre=centre, y=y + 64)


def _note_lines(mark: str, text: str) -> list[str]:
    return wrap(f"{mark} {text}", "regular", NOTE_SIZE, RIGHT - LEFT)


def _set_notes(sheet: Sheet) -> None:
    """Footnotes at the foot of the page, under a short rule."""
    if not sheet.notes:
        return
    y = sheet.bottom + 14
    sheet.rules.append(Rule(LEFT, y - 4, LEFT + 140, y - 4))
    for text in sheet.notes:
        y += NOTE_LEADING
        mark, _, rest = text.partition(" ")
        x, line = LEFT, text
        if mark.isdigit():
            sheet.strokes.append(Stroke(x, y - 3, mark, "regular", 0.6 * NOTE_SIZE))
            x += width_of(mark, "regular", 0.6 * NOTE_SIZE) + 3.5
            line = rest
        sheet.strokes.append(Stroke(x, y, line, "regular", NOTE_SIZE))


def paragraphs(letter: Letter) -> Iterator[str]:
    """The text of a letter in reading order, a line for each paragraph (flow documents)."""
    yield from (*letter.parent_lines, *letter.organ_lines, letter.number_line)
    if letter.is_official_letter:
        yield from letter.title_lines
    yield from (*letter.motto_lines, letter.date_line)
    if not letter.is_official_letter:
        yield from (letter.type_name.upper(), *letter.title_lines)
    yield from letter.addressee_lines
    for block in letter.body:
        if isinstance(block, Table):
            yield from (cell for row in (block.columns, *block.rows) for cell in row)
        else:
            yield without_marks(block.printed if isinstance(block, Item) else block.text)
    yield from (*letter.recipient_lines, *letter.signing_lines, letter.signer[2])


__all__ = ["Basis", "Centre", "Sheet", "Text", "compose", "font_files", "paragraphs", "width_of", "wrap"]
