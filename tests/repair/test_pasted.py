"""Print that stands in pictures or outlines on a page with text of its own. Real PDFs, real engine."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.core.limits import Limits
from extract.core.model import Page
from extract.intake.formats import PDF
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine
from extract.readers.pdf.document import read_pdf
from extract.repair.page import repair_page
from extract.repair.pasted import needs_look, pasted
from extract.repair.verdict import judge
from support import paper

WIDTH, HEIGHT = 595, 842
HEAD = ["UBND TỈNH HÒA AN", "Số: 318 /QĐ-UBND", "Hòa An, ngày 3 tháng 4 năm 2023"]
SIGNED = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KHTC.", "PHÓ GIÁM ĐỐC", "Lê Thị Thu Hà"]


def sheet(path: Path) -> Canvas:
    """A page whose upper half is text."""
    canvas = paper.canvas(path, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Tinos", 13)
    for at, text in enumerate(paper.BODY):
        canvas.drawString(60, HEIGHT - 60 - 20 * at, text)
    return canvas


def picture(texts: list[str], ink: str = "black") -> Image.Image:
    """Lines of print as a picture, 200 x 120 points at 200 dpi."""
    image = Image.new("RGB", (556, 333), "white")
    draw = ImageDraw.Draw(image)
    for at, text in enumerate(texts):
        draw.text((20, 20 + 56 * at), text, ink, paper.font("Tinos", 36))
    return image


def looked_at(path: Path) -> Page:
    (page,) = read_pdf(path, Limits()).pages
    judged = replace(page, verdict=judge(page))
    return pasted(judged, PageContext(path, PDF.media_type, judged, best_engine()))


@pytest.mark.parametrize("ink", ["black", "navy"])
def test_a_pasted_signature_block_is_read_in_its_place(tmp_path: Path, ink: str) -> None:
    canvas = sheet(path := tmp_path / "sheet.pdf")
    canvas.drawImage(ImageReader(picture(SIGNED, ink)), 300, 200, 200, 120)
    canvas.save()
    page = looked_at(path)
    assert page.pasted is not None
    assert [line.text for line in page.pasted.lines] == SIGNED
    assert all(line.box and line.box.x0 >= 300 and 522 <= line.box.y0 < 642 for line in page.pasted.lines)
    joined = repair_page(page)
    assert joined.lines == (*page.lines, *joined.lines[-len(SIGNED) :])
    assert joined.text.endswith("Lê Thị Thu Hà")


def test_the_number_in_a_pasted_head_is_kept(tmp_path: Path) -> None:
    canvas = sheet(path := tmp_path / "sheet.pdf")
    canvas.drawImage(ImageReader(picture(HEAD)), 300, 200, 200, 120)
    canvas.save()
    page = looked_at(path)
    assert page.pasted is not None
    assert [line.text.replace(" /", "/") for line in page.pasted.lines] == [
        text.replace(" /", "/") for text in HEAD
    ]


def test_print_that_the_page_says_itself_is_not_read_twice(tmp_path: Path) -> None:
    canvas = sheet(path := tmp_path / "sheet.pdf")
    canvas.drawImage(ImageReader(picture(SIGNED)), 300, 200, 200, 120)
    canvas.setFont("Tinos", 13)
    canvas.drawString(307, 240, "Typed over the picture")
    canvas.save()
    page = looked_at(path)
    assert page.pasted is not None
    assert "Typed" not in page.pasted.text


def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(5).integers(0, 255, (120, 200, 3), dtype=np.uint8)).resize(
        (800, 480), Image.Resampling.BICUBIC
    )


def emblem() -> Image.Image:
    image = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 380, 380), outline="red", width=12)
    draw.regular_polygon((200, 200, 120), 5, fill="gold")
    return image


@pytest.mark.parametrize("made", [noise, emblem])
def test_a_picture_without_print_leaves_nothing(tmp_path: Path, made: object) -> None:
    canvas = sheet(path := tmp_path / "sheet.pdf")
    assert callable(made)
    canvas.drawImage(ImageReader(made()), 300, 200, 200, 120)
    canvas.save()
    assert looked_at(path).pasted is None


def test_a_page_without_pictures_is_not_looked_at(tmp_path: Path) -> None:
    canvas = sheet(path := tmp_path / "sheet.pdf")
    canvas.drawImage(ImageReader(emblem()), 300, 200, 5, 5)  # a bullet
    canvas.rect(50, 50, 100, 100)
    canvas.save()
    (page,) = read_pdf(path, Limits()).pages
    assert not needs_look(page)


def outlines(target: Canvas, left: float, base: float, text: str, size: float = 13.0) -> None:
    """A line of text drawn as paths, as a printer driver does."""
    lone = BytesIO()
    source = paper.canvas(lone)
    source.setFont("Tinos", size)
    source.drawString(0, 100, text)
    source.save()
    page = pdfium.PdfDocument(lone.getvalue())[0]
    font = pdfium_c.FPDFTextObj_GetFont(next(iter(page.get_objects())).raw)
    x = left
    for char in text:
        glyph = pdfium_c.FPDFFont_GetGlyphPath(font, ord(char), 1.0)
        _draw(target, glyph, x, base, size)
        x += source.stringWidth(char, "Tinos", size)


def _draw(target: Canvas, glyph: object, x: float, base: float, size: float) -> None:
    path, curve = target.beginPath(), []
    for index in range(pdfium_c.FPDFGlyphPath_CountGlyphSegments(glyph)):
        segment = pdfium_c.FPDFGlyphPath_GetGlyphPathSegment(glyph, index)
        across, up = pdfium_c.c_float(), pdfium_c.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, across, up)
        point = x + size * across.value, base + size * up.value
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            path.moveTo(*point)
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            path.lineTo(*point)
        else:
            curve.append(point)
        if len(curve) == 3:
            path.curveTo(*curve[0], *curve[1], *curve[2])
            curve.clear()
    target.drawPath(path, stroke=0, fill=1)


def test_letters_drawn_as_outlines_are_read_beside_a_page_number(tmp_path: Path) -> None:
    canvas = paper.canvas(path := tmp_path / "sheet.pdf", pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Tinos", 13)
    canvas.drawString(290, HEIGHT - 40, "2")
    for at, text in enumerate(paper.BODY[:4]):
        outlines(canvas, 60, HEIGHT - 100 - 20 * at, text)
    canvas.save()
    page = looked_at(path)
    assert page.pasted is not None
    assert [line.text for line in page.pasted.lines] == paper.BODY[:4]
    assert repair_page(page).lines[0].text == "2"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_picture_on_its_side_is_read_in_its_order(tmp_path: Path, degrees: int) -> None:
    texts = [text[:44].strip() for text in paper.BODY[:6]]
    tall = Image.new("RGB", (800, 420), "white")
    draw = ImageDraw.Draw(tall)
    for at, text in enumerate(texts):
        draw.text((20, 20 + 64 * at), text, "black", paper.font("Tinos", 36))
    image = tall.rotate(degrees, expand=True)
    wide, high = (image.width * 72 / 200, image.height * 72 / 200)
    canvas = sheet(path := tmp_path / "sheet.pdf")
    canvas.drawImage(ImageReader(image), 250, 200, wide, high)
    canvas.save()
    page = looked_at(path)
    assert page.pasted is not None
    boxes = [line.box for line in page.pasted.lines if line.box]
    assert [line.text for line in page.pasted.lines] == texts
    assert boxes == sorted(boxes, key=lambda box: box.y0)
    inside = (box.x0 >= 250 and box.x1 <= 250 + wide and box.y1 <= HEIGHT - 200 for box in boxes)
    assert all(inside)
    for line in page.pasted.lines:
        assert [word.left for word in line.words] == sorted(word.left for word in line.words)
