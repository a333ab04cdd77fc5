"""Text held against its picture: invisible layers over scans, fonts that draw other letters. Real engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from extract.core.limits import Limits
from extract.core.model import Page
from extract.intake.formats import PDF
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.readers.pdf.document import read_pdf
from extract.repair.line_check import held_against_picture, needs_lines
from extract.repair.verdict import judge, needs_ocr
from support import paper

WIDTH, HEIGHT = 595, 842
TEXT = [
    "Số: 318/QĐ-SKHCN",
    "Bình An, ngày 17 tháng 4 năm 2023",
    *paper.BODY,
    "PHÓ GIÁM ĐỐC",
    "Nguyễn Thị Hảo",
]


def scan() -> Image.Image:
    """TEXT as a scan of an A4 page at 200 dpi."""
    scale = 200 / 72
    image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(image)
    for at, text in enumerate(TEXT):
        top = (80 + 22 * at) * scale
        draw.text((60 * scale, top), text, "black", paper.font("Tinos", round(13 * scale)), anchor="ls")
    return image


def page_of(path: Path, layer: list[str], mode: int = 3, picture: bool = True) -> Page:
    """The judged page of a PDF with a scan and a layer of text over it."""
    canvas = paper.canvas(path, pagesize=(WIDTH, HEIGHT))
    if picture:
        canvas.drawImage(ImageReader(scan()), 0, 0, WIDTH, HEIGHT)
    for at, text in enumerate(layer):
        drawn = canvas.beginText(60, HEIGHT - 80 - 22 * at)
        drawn.setFont("Tinos", 13)
        drawn.setTextRenderMode(mode)
        drawn.textLine(text)
        canvas.drawText(drawn)
    canvas.save()
    (page,) = read_pdf(path, Limits()).pages
    return replace(page, verdict=judge(page))


def settled(path: Path, page: Page) -> Page:
    context = PageContext(path, PDF.media_type, page, best_engine(), line_recogniser())
    return held_against_picture(page, context)


@pytest.mark.parametrize(
    ("printed", "layer", "again"),
    [
        ("", "", False),
        ("318", "381", True),  # the number of the document
        ("17 tháng", "27 tháng", True),
        ("1.284", "1.234", True),  # a number of the body
        ("Hảo", "Hào", False),  # one name alone: marks are what recognisers err in
    ],
)
def test_a_layer_that_says_other_numbers_than_the_scan_loses(
    tmp_path: Path, printed: str, layer: str, again: bool
) -> None:
    text = [line.replace(printed, layer) for line in TEXT] if printed else TEXT
    page = settled(tmp_path / "sheet.pdf", page_of(tmp_path / "sheet.pdf", text))
    assert needs_ocr(page) is again
    assert page.differences == ((("Hào", "Hảo"),) if layer == "Hào" else ())


def test_a_layer_of_another_document_loses(tmp_path: Path) -> None:
    other = ["Căn cứ Quyết định số 12/2020/QĐ-TTg ngày 3 tháng 5 năm 2020;"] * len(TEXT)
    assert needs_ocr(settled(tmp_path / "sheet.pdf", page_of(tmp_path / "sheet.pdf", other)))


def test_text_that_can_be_seen_is_not_drawn(tmp_path: Path) -> None:
    assert not needs_lines(page_of(tmp_path / "sheet.pdf", TEXT, mode=0, picture=False))
    assert not needs_lines(page_of(tmp_path / "sheet.pdf", TEXT, mode=0))
    assert needs_lines(page_of(tmp_path / "sheet.pdf", TEXT))
