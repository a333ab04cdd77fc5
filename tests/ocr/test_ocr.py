"""With the real Tesseract: small clean sheets, so that what is read can be compared word for word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from extract.core.errors import EngineFailed, MissingProgram, OcrTimeout
from extract.core.limits import Limits
from extract.core.model import Line, Origin, Page, Word
from extract.imaging.colour import Grey, colour_max
from extract.imaging.skew import quarter_turns
from extract.intake.formats import PDF
from extract.ocr.context import PageContext
from extract.ocr.engine import Engine
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.ocr.pages import each_page
from extract.ocr.tesseract_api import TesseractLibrary
from extract.ocr.tesseract_cli import TesseractEngine
from extract.readers import render
from extract.readers.image import read_image
from extract.readers.pdf.document import annotation_lines, read_pdf
from schemas.kinds import Kind
from support import paper

ENGINE = best_engine()
TESSERACTS = [TesseractEngine, *([TesseractLibrary] if find_spec("tesserocr") else [])]
ENGINES = [*TESSERACTS]  # and others that are installed
every = pytest.mark.parametrize("engine", ENGINES)
of_tesseract = pytest.mark.parametrize("engine", TESSERACTS)
DPI = 200
SHEET = paper.picture(dpi=DPI, header=True)
TRUE_WORDS = {word for line in paper.BODY for word in line.split()}


def saved(path: Path, *frames: Image.Image) -> list[Page]:
    frames[0].save(path, dpi=(DPI, DPI), save_all=True, append_images=frames[1:])
    return list(read_image(path, Limits()).pages)


def context(
    path: Path, engine: Engine = ENGINE, media_type: str = "image/tiff"
) -> Callable[[Page], PageContext]:
    return lambda page: PageContext(path, media_type, page, engine, line_recogniser(), 60.0)


def read(path: Path, picture: Image.Image) -> Page:
    (page,) = saved(path, picture)
    return ocr_page(page, context(path)(page))


def recall(page: Page) -> float:
    return len(TRUE_WORDS & {word.raw for word in page.words}) / len(TRUE_WORDS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "scan.tif"


def test_header_columns_stay_apart_and_words_have_boxes(path: Path) -> None:
    page = read(path, SHEET)
    texts = [line.text for line in page.lines]
    assert recall(page) > 0.95
    assert {"VĂN PHÒNG", "Độc lập - Tự do - Hạnh phúc"} <= set(texts)
    assert page.origin is Origin.OCR
    (first,) = [word for word in page.words if word.raw == "Căn"]
    assert first.box is not None
    assert first.box.x0 == pytest.approx(60, abs=3)
    assert first.box.y1 == pytest.approx(100, abs=3)
    assert 0.5 < first.confidence <= 1.0


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_pages_on_their_side_or_head_are_turned(path: Path, turns: int) -> None:
    page = read(path, SHEET.rotate(90 * turns, expand=True))
    assert recall(page) > 0.95
    assert page.pose is not None and page.pose.turns == turns
    assert (page.width, page.height) == pytest.approx((595, 420), abs=1)


def test_a_skewed_page_is_levelled_and_its_boxes_lead_back(path: Path) -> None:
    page = read(path, SHEET.rotate(-3, fillcolor="white", resample=Image.Resampling.BICUBIC))
    assert recall(page) > 0.9
    assert page.pose is not None and page.pose.skew == pytest.approx(3, abs=0.2)
    (last,) = [word for word in page.words if word.raw == "hành."]
    assert last.box is not None
    level, stored = last.box.centre[1], page.to_stored(last.box).centre[1]
    assert stored > level + 5  # on the stored page the right end hangs lower


def test_a_photographed_sheet_is_read_flat_and_its_boxes_lead_back(path: Path) -> None:
    width, height = SHEET.size
    page_corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shares = np.array([[0.10, 0.06], [0.92, 0.11], [0.97, 0.93], [0.05, 0.90]], np.float32)
    matrix = cv2.getPerspectiveTransform(page_corners, shares * page_corners.max(axis=0))
    photo = cv2.warpPerspective(paper.array(SHEET), matrix, SHEET.size, borderValue=(130, 90, 50))
    page = read(path, Image.fromarray(photo))
    assert recall(page) > 0.9
    (clean,), (seen,) = (
        [word.box for word in held.words if word.raw == "Căn" and word.box]
        for held in (read(path, SHEET), page)
    )
    x, y, share = matrix @ (*(np.array(clean.centre) * DPI / 72), 1.0)
    assert page.to_stored(seen).centre == pytest.approx((x / share * 72 / DPI, y / share * 72 / DPI), abs=3)


def test_words_of_a_ruled_table_are_in_its_cells(path: Path) -> None:
    sheet = paper.picture(["Biểu tổng hợp kinh phí"], dpi=DPI)
    draw, scale, face = ImageDraw.Draw(sheet), DPI / 72, paper.font("Tinos", round(13 * DPI / 72))
    rows = [("Nội dung", "Kinh phí"), ("Đào tạo cán bộ", "120 triệu đồng"), ("Mua thiết bị", "80 triệu đồng")]
    for row in range(4):
        draw.line([(60 * scale, (80 + 30 * row) * scale), (460 * scale, (80 + 30 * row) * scale)], "black", 3)
    for x in (60, 260, 460):
        draw.line([(x * scale, 80 * scale), (x * scale, 170 * scale)], "black", 3)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            at = ((70 + 200 * column) * scale, (100 + 30 * index) * scale)
            draw.text(at, text, "black", face, anchor="ls")
    page = read(path, sheet)
    (table,) = page.tables
    assert table.size == (3, 2)
    assert [cell.text for cell in table.cells] == [text for row in rows for text in row]
    assert page.lines[0].text == "Biểu tổng hợp kinh phí"


def test_an_empty_page_is_empty(path: Path) -> None:
    page = read(path, Image.new("RGB", (1000, 1400), "white"))
    assert (page.lines, page.verdict.kind) == ((), Kind.EMPTY)


class Slow:
    """An engine that never finishes the second page it is given in time."""

    name = "slow"

    def __init__(self) -> None:
        self.calls = 0

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        self.calls += 1
        return ENGINE.read(image, dpi, 0.01 if self.calls == 2 else timeout, column=column)

    def turns_needed(self, image: Grey, timeout: float) -> int:
        return 0


def test_a_page_over_time_costs_only_itself(path: Path) -> None:
    small = paper.picture(["Trang này đọc được."], dpi=DPI)
    pages = saved(path, small, small, small)
    seen: list[tuple[int, int]] = []
    result = each_page(
        pages, ocr_page, context(path, Slow()), on_page=lambda done, all: seen.append((done, all))
    )
    assert [page.number for page in result] == [1, 2, 3]
    assert [bool(page.lines) for page in result] == [True, False, True]
    assert "longer than" in str(result[1].warnings[0])
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_pages_side_by_side_come_in_order(path: Path) -> None:
    sheets = [paper.picture([f"Trang thứ {number}"], dpi=DPI) for number in ("nhất", "hai", "ba")]
    result = each_page(saved(path, *sheets), ocr_page, context(path), jobs=2)
    assert [page.text for page in result] == ["Trang thứ nhất", "Trang thứ hai", "Trang thứ ba"]


@every
def test_every_engine_reads_a_sheet(engine: type[Engine]) -> None:
    lines = engine().read(colour_max(paper.array(SHEET)), DPI, 60)
    words = [word.text for line in lines for word in line.words]
    assert len(TRUE_WORDS & set(words)) > 0.95 * len(TRUE_WORDS)
    assert all(word.box and 0 < word.box.x0 < word.box.x1 < 595 for line in lines for word in line.words)
    turned = quarter_turns(colour_max(paper.array(SHEET)), 2)
    assert engine().turns_needed(turned, 60) == 2


@of_tesseract
def test_a_missing_language_says_so(engine: Callable[[str], Engine]) -> None:
    with pytest.raises(MissingProgram, match="xyz"):
        engine("xyz").read(colour_max(paper.array(SHEET)), DPI, 30)


@of_tesseract
def test_a_missing_program_says_so(engine: type[Engine], monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("PATH", str(path.parent))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    with pytest.raises(MissingProgram) as caught:
        engine().name  # noqa: B018
    assert caught.value.code == "missing-tesseract"
    assert "apt install" in str(caught.value)


@every
def test_a_timeout_is_an_engine_failure(engine: type[Engine]) -> None:
    with pytest.raises(OcrTimeout) as caught:
        engine().read(colour_max(paper.array(SHEET)), DPI, 0.01)
    assert isinstance(caught.value, EngineFailed)


def test_a_page_of_a_lost_file_is_a_warning(path: Path) -> None:
    (page,) = saved(path, SHEET)
    path.write_bytes(b"gone")
    (result,) = each_page([replace(page, lines=())], ocr_page, context(path))
    assert result.lines == ()
    assert result.warnings


def test_a_garbled_page_that_cannot_be_read_again_keeps_its_text(path: Path) -> None:
    (page,) = saved(path, SHEET)
    path.write_bytes(b"gone")
    garbled = replace(page, lines=(Line.of([Word.read("CQNG")]),), origin=Origin.TEXT_LAYER)
    (result,) = each_page([garbled], ocr_page, context(path))
    assert (result.text, result.origin) == ("CQNG", Origin.TEXT_LAYER)
    assert result.warnings


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("rotate", [0, 90])
def test_annotations_of_a_turned_page_lead_back(path: Path, turns: int, rotate: int) -> None:
    """A scan that lies on its side or head, with a number that a program filled in as the page lies."""
    scan = SHEET.rotate(90 * turns, expand=True)
    width, height = (side * 72 / DPI for side in scan.size)
    file = path.with_suffix(".pdf")
    canvas = paper.canvas(file, pagesize=(width, height))
    canvas.drawInlineImage(scan, 0, 0, width, height)
    canvas.acroForm.textfield(
        value="922", x=20, y=height - 34, width=40, height=20, fontSize=13, borderWidth=0
    )
    canvas.save()
    document = pdfium.PdfDocument(file.read_bytes())
    document[0].set_rotation(rotate)
    document.save(file)
    (page,) = read_pdf(file, Limits()).pages
    seen = ocr_page(page, context(file, media_type=PDF.media_type)(page))
    assert recall(seen) > 0.95
    assert seen.pose is not None and seen.pose.turns == (turns - rotate // 90) % 4
    (stored,) = (line.box for line in annotation_lines(file, 1))
    (number,) = (word.box for word in seen.words if word.raw == "922")
    assert stored is not None and number is not None
    assert seen.to_stored(number).centre == pytest.approx(stored.centre, abs=0.01)
    drawn = render(file, PDF.media_type, 1, 144.0, annotations=True).min(axis=2) < 128
    x, y = (round(2 * at) for at in seen.to_stored(number).centre)
    assert drawn[y - 12 : y + 12, x - 16 : x + 16].any(), "there is ink where the evidence points"
