"""One page of a PDF as a Page: its own text with boxes and fonts, its ruled tables, what lies beside them.

    pdfium page ─▶ letters ─▶ glyphs ─▶ lines + rules (drawing) ─▶ tables (extract.tables.ruled) ─▶ Page

What signatures and stamps add as annotations (the number and the date of most signed documents are such
additions) is merged into the page in memory and read with it; the file itself is only read. Text that nobody
sees, in layers that are switched off or outside the visible page, is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.core.errors import BrokenFile
from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Table, Verdict
from extract.core.pose import Pose
from extract.readers.pdf.annotations import MOST_NOTED, Annotations, read_annotations, with_values
from extract.readers.pdf.drawing import SCAN_SHARE, Drawing, read_drawing, text_objects
from extract.readers.pdf.frame import Frame, upright
from extract.readers.pdf.glyphs import glyphs_of
from extract.readers.pdf.hidden_layers import hidden_texts, unseen_texts
from extract.readers.pdf.letters import Letters, letters_of
from extract.readers.pdf.outline_check import contradicts
from extract.readers.pdf.text import lines_of
from extract.tables.borderless import open_grids
from extract.tables.row_splits import split_rows
from extract.tables.ruled import grids_of, tables_of
from schemas.catalogue import Message
from schemas.kinds import Kind

OUTLINES = 100  # paths on a page without text: letters drawn as outlines ("print to PDF")
FEW_OUTLINES = 4  # shapes with curves: a name of two syllables; a rounded frame or an emblem's ring has fewer
FEW_WORDS = 12  # of a page number and a running foot
LARGEST_SIDE = 14_400.0  # points: the largest page of ISO 32000-1, annex C; beyond it the file is damaged
# On one page. A sheet of A4 set solid in 6 point has 15,000; 60,000 words of two letters cost layout minutes.
MOST_CHARACTERS = 100_000


def frame_of(page: Any) -> Frame:
    """How the page's coordinates become points of the upright page."""
    left, bottom, right, top = page.get_bbox()  # crop box within media box, inherited or not
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)


def added_lines(document: Any, number: int) -> tuple[Line, ...]:
    """What annotations (signatures, stamps, filled-in fields) print on the page, as exact text."""
    page = document[number - 1]
    if not pdfium_c.FPDFPage_GetAnnotCount(page):
        return ()
    held, own, frame = read_annotations(document, page), pdfium_c.FPDFPage_CountObjects(page), frame_of(page)
    page = _merged(document, number)
    # What was annotations is now the page's last objects.
    drawn = lines_of(glyphs_of(letters_of(page.get_textpage()), frame, text_objects(page, first=own)))
    return with_values(drawn, held, frame)


def read_page(document: Any, number: int, layers: bool) -> Page:
    """The page, an empty one with a warning where it is damaged; `layers`: the file may have some off."""
    try:
        return _whole_page(document, number, layers)
    except pdfium.PdfiumError:
        warning = Message.of("page-unreadable", page=number)
    except BrokenFile as error:
        warning = Message.of("page-impossible", page=number, cause=error.cause, **dict(error.message.params))
    return Page(number, (), Origin.TEXT_LAYER, verdict=Verdict(Kind.EMPTY), warnings=(warning,))


def _merged(document: Any, number: int) -> Any:
    """The page with the drawings of its annotations as objects of its own."""
    pdfium_c.FPDFPage_Flatten(document[number - 1], pdfium_c.FLAT_NORMALDISPLAY)
    return document[number - 1]


def _whole_page(document: Any, number: int, layers: bool) -> Page:
    """The page read. Raises PdfiumError, or BrokenFile for a page that no program could have meant."""
    page, held = document[number - 1], Annotations()
    if pdfium_c.FPDFPage_GetAnnotCount(page):
        held = read_annotations(document, page)
        page = _merged(document, number)
    stored = frame_of(page)
    width, height = stored.size
    if not 1.0 <= min(width, height) <= max(width, height) <= LARGEST_SIDE:
        raise BrokenFile("page-size", width=round(width), height=round(height))
    text_page = page.get_textpage()
    characters = pdfium_c.FPDFText_CountChars(text_page)
    if characters > MOST_CHARACTERS:
        raise BrokenFile("page-characters", characters=characters)
    letters = letters_of(text_page)
    frame = upright(letters, stored)
    drawing = read_drawing(page, frame)
    unseen = unseen_texts(page, drawing)
    hidden = hidden_texts(page) - unseen if layers else set()
    glyphs = glyphs_of(letters, frame, without=hidden | unseen)
    lines, outside = _on_sheet(lines_of(glyphs), frame)
    lines = with_values(lines, held, frame)
    tables, lines = _tables(drawing, lines) if lines else ((), lines)
    return Page(
        number,
        lines,
        Origin.TEXT_LAYER,
        *frame.size,
        verdict=_first_verdict(lines, drawing),
        tables=tables,
        has_image=_is_picture(lines, drawing),
        warnings=tuple(
            _told(number, held, outside, *(_words(letters, frame, texts) for texts in (hidden, unseen)))
        ),
        layered=len(drawing.shown) * 2 < drawing.texts,
        typed=_typed(letters, frame, drawing),
        contradicted=contradicts(glyphs),
        unread=_unread(lines, drawing, frame.size),
        pose=Pose(*frame.size, turns=turns) if (turns := (frame.turns - stored.turns) % 4) else None,
    )


def _words(letters: Letters, frame: Frame, hidden: set[int]) -> int:
    """How many words are in text objects that nobody sees: blanks paint nothing and are none."""
    return sum(len(line.words) for line in lines_of(glyphs_of(letters, frame, hidden))) if hidden else 0


def _told(number: int, held: Annotations, outside: int, hidden: int, unseen: int) -> Iterator[Message]:
    """What is on the page but not in its text."""
    if hidden:
        yield Message.of("layer-off", page=number, count=hidden)
    if unseen:
        yield Message.of("words-without-ink", page=number, count=unseen)
    if outside:
        yield Message.of("outside-page", page=number, count=outside)
    if held.notes:
        text = " | ".join(" ".join(note.split()) for note in held.notes)[:MOST_NOTED]
        yield Message.of("notes-on-page", page=number, count=len(held.notes), text=text)
    if held.files:
        yield Message.of("files-on-page", page=number, count=held.files)


def _on_sheet(lines: Sequence[Line], frame: Frame) -> tuple[tuple[Line, ...], int]:
    """The lines without words outside the visible page, and how many words those are."""
    width, height = frame.size
    sheet = Box(0.0, 0.0, width, height)
    if all(line.box is None or _within(line.box, sheet) for line in lines):
        return tuple(lines), 0
    kept = [[word for word in line.words if sheet.holds(word.box)] for line in lines]
    outside = sum(len(line.words) for line in lines) - sum(map(len, kept))
    return tuple(Line.of(words, line.cell) for words, line in zip(kept, lines, strict=True) if words), outside


def _within(box: Box, sheet: Box) -> bool:
    return box.x0 >= sheet.x0 and box.y0 >= sheet.y0 and box.x1 <= sheet.x1 and box.y1 <= sheet.y1


def _tables(drawing: Drawing, lines: tuple[Line, ...]) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """The page's tables, ruled in full or in part, and its lines cut at their cells."""
    grids = split_rows(grids_of(drawing.rules), lines)
    return tables_of([*grids, *open_grids(drawing.rules, lines, grids)], lines)


def _is_picture(lines: tuple[Line, ...], drawing: Drawing) -> bool:
    """Whether OCR would find print on the page: a scan, or letters drawn as outlines."""
    return drawing.image_share >= SCAN_SHARE or (not lines and drawing.paths >= OUTLINES)


def _typed(letters: Letters, frame: Frame, drawing: Drawing) -> tuple[Line, ...]:
    """The lines that were typed on a scan: notes and stamps of programs, numbers filled into a form."""
    if drawing.image_share < SCAN_SHARE or not drawing.shown:
        return ()
    return _on_sheet(lines_of(glyphs_of(letters, frame, drawing.shown)), frame)[0]


def _unread(lines: tuple[Line, ...], drawing: Drawing, size: tuple[float, float]) -> tuple[Box, ...]:
    """Where something is drawn beside the page's text that may be print."""
    held = list(drawing.pictures)
    if len(drawing.outlines) >= FEW_OUTLINES:
        held += filter(None, [Box.around(drawing.outlines)])
    elif drawing.paths >= OUTLINES and sum(len(line.words) for line in lines) <= FEW_WORDS:
        held.append(Box(0.0, 0.0, *size))  # letters without curves, as plotters draw them
    return tuple(held)


def _first_verdict(lines: tuple[Line, ...], drawing: Drawing) -> Verdict:
    """What is certain without looking at the words; `repair.verdict` looks at them."""
    if lines:
        return Verdict(Kind.GOOD)
    if drawing.image_share > 0 or drawing.paths:
        return Verdict(Kind.IMAGE, (Message.of("no-own-text"),), (("image-share", drawing.image_share),))
    return Verdict(Kind.EMPTY, (Message.of("nothing-drawn"),))
