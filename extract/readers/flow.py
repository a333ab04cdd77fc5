"""Flow documents (office files, plain text): a tree of paragraphs and tables becomes one page of lines.

    office reader ─▶ Paragraph(spans) | Grid(cells) | Picture ─▶ lay_columns ─▶ page()
                                                              ─▶ Page(lines, tables, notes, figures)

Conventions that every flow reader shares:

- One Line for each printed line that the file itself breaks: a paragraph, or its parts between line
  breaks. Paragraphs of a cell carry `Line.cell`, whose first number is the index in `Page.tables`;
  a table inside a cell has an index of its own.
- Columns that a typist laid out with tabs or rows of spaces become a table too (see `plain.tab_columns`).
- A footnote reference stands in the text as its marker in brackets, `tỉnh[1]`, as part of the word
  before it: superscript digits would be taken for TCVN3 letters. Raised digits after a digit are parted from
  it by "^", 10^3: the two together are another number.
- Empty paragraphs are left out of office files; plain text keeps them as lines without words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.core.errors import TooManyPages
from extract.core.limits import CHARACTERS_A_PAGE, LONGEST_WORD, Limits
from extract.core.model import Cell, Figure, Footnote, Line, Origin, Page, Run, Table, Word
from extract.readers.symbol_fonts import draws_pictures, sign
from schemas.catalogue import Message

# Not str.split(): it would also split at U+0085 and the C0 separators, which are letters in VISCII and VPS.
_SPACE = r"[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_PIECES = re.compile(f"{_SPACE}+|[^{_SPACE[1:-1]}]{{1,{LONGEST_WORD}}}")
# UTF-8 that was read as Windows-1252: there the no-break space is half of a letter (à, Ạ, Ơ, Ỡ), not a blank.
_MISREAD = re.compile("á[»º]|Ã[\u00a1-\u00bf]|Æ[°¡]|Ä[\u0090\u0091‘]")
_HALF = "(?<=[ÃÆ])\u00a0|(?<=á[»º])\u00a0"
_MISREAD_PIECES = re.compile(f"(?:(?!{_HALF}){_SPACE})+|(?:[^{_SPACE[1:-1]}]|{_HALF}){{1,{LONGEST_WORD}}}")
_BREAK = re.compile("\n")
_SPACES = frozenset(" \t\u00a0\u202f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
# Invisible: C0 controls but tab and line feed, zero-width marks and joiners, byte order mark.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2060\ufeff]")
_PRIVATE = re.compile("[\uf020-\uf0ff]")
BULLET = "•"
POWER = "^"


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False  # shown in capitals whatever the letters are
    raised: bool = False  # superscript


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look; a tab or a line feed in it is the file's own."""

    text: str
    look: Look = Look()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans in order; no spans, or only spaces, is an empty paragraph."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table of a flow document; rows and columns count from 0."""

    row: int
    column: int
    blocks: tuple[Block, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a flow document."""

    cells: tuple[GridCell, ...]
    drawn: bool = True  # False for columns set with tabs or spaces


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file that follows the paragraph which holds its anchor; it may hold print."""

    data: bytes = field(repr=False)


Block = Paragraph | Grid | Picture


def shown(text: str, look: Look) -> Span:
    """The span as it is seen on paper: private-use glyphs, capitals and invisible signs resolved."""
    text = _INVISIBLE.sub("", text)
    if draws_pictures(look.font):
        text = "".join(sign(letter, look.font) or letter for letter in text)
        text = _PRIVATE.sub(BULLET, text)
    text = _PRIVATE.sub(lambda found: chr(ord(found[0]) - 0xF000), text)
    # A `.Vn...` font draws other letters than the file's bytes name: upper() would turn one into another.
    if look.caps and not look.font.lower().startswith(".vn"):
        text = text.upper()
    return Span(text, look)


def printed_lines(paragraph: Paragraph) -> Iterator[tuple[Span, ...]]:
    """The paragraph's parts between its line breaks."""
    return parted(paragraph.spans, _BREAK)


def parted(spans: Iterable[Span], sign: re.Pattern[str]) -> Iterator[tuple[Span, ...]]:
    """The spans cut wherever the sign stands, which is left out."""
    held: list[Span] = []
    for span in spans:
        first, *rest = sign.split(span.text)
        held.append(replace(span, text=first))
        for text in rest:
            yield tuple(held)
            held = [replace(span, text=text)]
    yield tuple(held)


def words(spans: Iterable[Span]) -> tuple[Word, ...]:
    """Words between white space (longer ones are cut); a word keeps a run for each font in it."""
    found: list[Word] = []
    held: list[Span] = []
    letters = 0
    spans = tuple(spans)
    pieces = _MISREAD_PIECES if any(_MISREAD.search(span.text) for span in spans) else _PIECES
    for span in spans:
        for piece in pieces.findall(span.text):
            if held and (piece[0] in _SPACES or letters + len(piece) > LONGEST_WORD):
                found.append(_word(held))
                held, letters = [], 0
            if piece[0] not in _SPACES:
                if held and _is_power(held[-1], span.look, piece):
                    held.append(Span(POWER, span.look))
                held.append(replace(span, text=piece))
                letters += len(piece)
    if held:
        found.append(_word(held))
    return tuple(found)


def _is_power(before: Span, look: Look, text: str) -> bool:
    """Whether raised digits follow a number: 10 to the power of 3, or the mark of a note after a year."""
    return look.raised and not before.look.raised and before.text[-1].isdigit() and text[0].isdigit()


def _word(spans: Sequence[Span]) -> Word:
    raw = "".join(span.text for span in spans)
    half = len(raw) / 2
    return Word(
        raw,
        unicodedata.normalize("NFC", raw),
        runs=Run.joined((span.text, span.look.font) for span in spans),
        bold=sum(len(span.text) for span in spans if span.look.bold) > half,
        italic=sum(len(span.text) for span in spans if span.look.italic) > half,
    )


@dataclass(slots=True)
class _Laid:
    """Lines and tables of a page as they grow."""

    keep_empty: bool = False  # one empty line of several in a row
    lines: list[Line] = field(default_factory=list)
    tables: list[Table | None] = field(default_factory=list)  # None: its cells are still being laid
    figures: list[Figure] = field(default_factory=list)

    def blocks(self, blocks: Iterable[Block], cell: tuple[int, int, int] | None) -> None:
        for block in blocks:
            if isinstance(block, Grid):
                self._grid(block)
                continue
            if isinstance(block, Picture):
                self.figures.append(Figure(block.data, len(self.lines), cell))
                continue
            for spans in printed_lines(block):
                found = words(spans)
                if found or (self.keep_empty and not cell and self.lines and self.lines[-1].words):
                    line = Line.of(found, cell)
                    self.lines.append(replace(line, indent=_indent(spans)) if self.keep_empty else line)

    def _grid(self, grid: Grid) -> None:
        index = len(self.tables)
        self.tables.append(None)
        cells: list[Cell] = []
        for given in grid.cells:
            start = len(self.lines)
            self.blocks(given.blocks, (index, given.row, given.column))
            held = tuple(self.lines[start:])
            cells.append(
                Cell(given.row, given.column, held, row_span=given.row_span, column_span=given.column_span)
            )
        self.tables[index] = Table(tuple(cells), drawn=grid.drawn)


def _indent(spans: Sequence[Span]) -> int:
    """Blanks before the first word."""
    text = "".join(span.text for span in spans)
    return len(text) - len(text.lstrip(" ")) if text.strip() else 0


def footnote(marker: str, blocks: Iterable[Block]) -> Footnote:
    """A note; a marker that was typed into its text as well is taken out of it."""
    lines = lines_of(blocks)
    first = lines[0].words if lines else ()
    if len(first) > 1 and first[0].raw.rstrip(".)") == marker:
        lines = (Line.of(first[1:]), *lines[1:])
    return Footnote(marker, lines)


def check_length(characters: int, limits: Limits) -> None:
    """Raise TooManyPages for a text of more characters than the pages allowed hold."""
    pages = characters // CHARACTERS_A_PAGE
    if pages > limits.max_pages:
        raise TooManyPages("text-too-long", characters=characters, pages=pages, limit=limits.max_pages)


def lines_of(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The lines alone, without places in tables."""
    laid = _Laid()
    laid.blocks(blocks, None)
    return tuple(laid.lines)


def page(
    blocks: Iterable[Block],
    origin: Origin,
    notes: tuple[Footnote, ...] = (),
    number: int = 1,
    warnings: tuple[Message, ...] = (),
) -> Page:
    """One page of a flow document; its size and boxes are unknown."""
    laid = _Laid(keep_empty=origin is Origin.PLAIN)
    laid.blocks(blocks, None)
    tables = tuple(table for table in laid.tables if table is not None)
    held = tuple(note for note in notes if note.lines)
    lines, figures = tuple(laid.lines), tuple(laid.figures)
    return Page(number, lines, origin, tables=tables, notes=held, figures=figures, warnings=warnings)
