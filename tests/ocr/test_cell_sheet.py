"""Cells of a ruled table: put under each other, read, and led back to where they stand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.core.geometry import Box
from extract.core.limits import Limits
from extract.core.model import Line, Word
from extract.ocr.cell_sheet import on_page, sheets, without_tables
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine
from extract.ocr.page import ocr_page
from extract.readers.image import read_image
from support import paper

DPI = 72.0  # a pixel is a point
FONT = paper.font("Tinos", 36)
GRID = [Box(x, y, x + w, y + 40) for y in (100, 140, 180) for x, w in ((50, 30), (80, 200), (280, 200))]


def page_with(*inked: Box) -> np.ndarray:
    grey = np.full((400, 600), 240, np.uint8)
    for box in inked:
        grey[int(box.y0) + 15 : int(box.y0) + 25, int(box.x0) + 6 : int(box.x0) + 16] = 0
    return grey


def test_only_cells_with_ink_are_on_the_sheet() -> None:
    (sheet,) = sheets(page_with(GRID[0], GRID[4], GRID[8]), [GRID], DPI)
    assert len(sheet.pieces) == 3
    assert list(sheets(page_with(), [GRID], DPI)) == []
    assert list(sheets(page_with(GRID[0]), [], DPI)) == []


@pytest.mark.parametrize("cell", [0, 4, 8])
def test_words_come_back_to_their_cells(cell: int) -> None:
    (sheet,) = sheets(page_with(GRID[0], GRID[4], GRID[8]), [GRID], DPI)
    rows, columns = np.nonzero(sheet.grey < 100)
    piece = sheet.pieces[cell // 4]
    inside = (rows >= piece.top) & (rows < piece.bottom)
    left, top = columns[inside].min(), rows[inside].min()
    (line,) = on_page([Line.of([Word.read("x", Box(left, top, left + 10, top + 10))])], sheet, DPI)
    box = GRID[cell]
    assert line.box == Box(box.x0 + 6, box.y0 + 15, box.x0 + 16, box.y0 + 25)


def test_a_line_over_two_cells_is_cut() -> None:
    (sheet,) = sheets(page_with(GRID[0], GRID[1]), [GRID], DPI)
    words = [Word.read("x", Box(12, piece.top, 22, piece.bottom)) for piece in sheet.pieces]
    assert len(on_page([Line.of(words)], sheet, DPI)) == 2


def test_a_long_table_takes_several_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.ocr.cell_sheet.HIGHEST", 40)
    assert [len(sheet.pieces) for sheet in sheets(page_with(*GRID), [GRID], DPI)] == [2, 2, 2, 2, 1]


def test_the_page_is_left_without_its_tables() -> None:
    grey = page_with(GRID[4])
    grey[20:30, 20:30] = 0
    left = without_tables(grey, [GRID], DPI)
    assert (left[100:220, 50:480] == 240).all()
    assert (left[20:30, 20:30] == 0).all()
    assert without_tables(grey, [], DPI) is grey


def test_a_column_of_single_digits_is_read(tmp_path: Path) -> None:
    lines = ["Khảo sát địa hình", "Thiết kế nền đường", "Thi công cầu", "Nghiệm thu công trình"]
    picture = Image.new("RGB", (1300, 900), "white")
    draw = ImageDraw.Draw(picture)
    for row, text in enumerate(lines):
        top = 200 + 60 * row
        for left, right in ((150, 230), (230, 900)):
            draw.rectangle((left, top, right, top + 60), outline="black", width=2)
        draw.text((180, top + 12), str(row + 1), font=FONT, fill="black")
        draw.text((245, top + 12), text, font=FONT, fill="black")
    path = tmp_path / "table.png"
    picture.save(path, dpi=(200, 200))
    (page,) = read_image(path, Limits()).pages
    read = ocr_page(page, PageContext(path, "image/png", page, best_engine()))
    (table,) = read.tables
    rows = [" ".join(line.text for line in cell.lines) for cell in table.cells if cell.column == 1]
    assert rows == lines
    assert sum(bool(cell.lines) for cell in table.cells if cell.column == 0) == 4
