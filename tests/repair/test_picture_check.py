"""Text layers over images: good text that is not the page's, and such that is. Real PDFs, real engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from diacritics.syllable import skeleton
from extract.core.limits import Limits
from extract.core.model import Page, Verdict
from extract.intake.formats import PDF
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine
from extract.readers.pdf.document import read_pdf
from extract.repair.picture_check import settled
from extract.repair.verdict import judge
from schemas.kinds import Kind
from support import paper

ENGINE = best_engine()
WIDTH, HEIGHT = 595, 842
SIZE = 13
BODY = [*paper.BODY, *paper.BODY, *paper.BODY]
ENGLISH = """The Department shall review every application within thirty working days of receipt
and inform the applicant in writing of the outcome. Where further documents are required,
the period is suspended until they have been supplied by the applicant or a representative.""".splitlines()
NOTE = """Bản sao này do văn thư của cơ quan in ra từ hệ thống quản lý văn bản và điều hành,
người nhận kiểm tra chữ ký số trước khi dùng, mọi thắc mắc xin gửi về bộ phận một cửa,
thời gian tiếp nhận từ bảy giờ sáng đến mười một giờ ba mươi các ngày làm việc trong tuần""".splitlines()

Layer = Sequence[tuple[float, str]]  # baseline from the top in points, text


def lines(texts: Sequence[str], top: float = 60.0) -> list[tuple[float, str]]:
    return [(top + 20 * at, text) for at, text in enumerate(texts)]


def sheet(printed: Layer, dpi: int = 150) -> Image.Image:
    """A scan of an A4 page with these lines."""
    scale = dpi / 72
    image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(image)
    face = paper.font("Tinos", round(SIZE * scale))
    for top, text in printed:
        draw.text((60 * scale, top * scale), text, "black", face, anchor="ls")
    return image


def pdf(path: Path, scan: Image.Image | None, hidden: Layer, shown: Layer = ()) -> Page:
    """The page of a PDF with a scan, hidden text over it and shown text."""
    canvas = paper.canvas(path, pagesize=(WIDTH, HEIGHT))
    if scan:
        canvas.drawImage(ImageReader(scan), 0, 0, WIDTH, HEIGHT)
    for layer, mode in ((hidden, 3), (shown, 0)):
        for top, text in layer:
            drawn = canvas.beginText(60, HEIGHT - top)
            drawn.setFont("Tinos", SIZE)
            drawn.setTextRenderMode(mode)
            drawn.textLine(text)
            canvas.drawText(drawn)
    canvas.save()
    (page,) = read_pdf(path, Limits()).pages
    return page


def verdict(path: Path, page: Page) -> Verdict:
    judged = replace(page, verdict=judge(page))
    return settled(judged, PageContext(path, PDF.media_type, judged, ENGINE)).verdict


def misread(texts: Sequence[str], share: float, change: Callable[[str], str]) -> list[str]:
    chance = random.Random(3)
    return [
        " ".join(change(word) if chance.random() < share else word for word in text.split()) for text in texts
    ]


def broken(word: str) -> str:
    return word[:1] + "rn" + word[2:] + "ij"


def watermark() -> Image.Image:
    image = Image.new("RGB", (1240, 1754), "white")
    face = paper.font("Tinos-Bold", 150)
    for row in range(6):
        ImageDraw.Draw(image).text((100, 200 + 250 * row), "BẢN SAO", (215, 215, 225), face)
    return image


FULL = lines(BODY)
NUMBERS = [(60.0 + 20 * at, f"{at + 1} 1.{at}84 {at}.270 {3 * at},5 {at}2/2025") for at in range(30)]

CASES = {
    "a good layer": (sheet(FULL), FULL, (), Kind.GOOD),
    "a good layer, one word in twenty wrong": (
        sheet(FULL),
        lines(misread(BODY, 0.05, broken)),
        (),
        Kind.GOOD,
    ),
    "a layer with a third of the words wrong": (
        sheet(FULL),
        lines(misread(BODY, 0.33, broken)),
        (),
        Kind.GARBLED,
    ),
    "a layer without marks": (sheet(FULL), lines([skeleton(text) for text in BODY]), (), Kind.GARBLED),
    "a layer of another language": (sheet(FULL), lines(ENGLISH * 10), (), Kind.GARBLED),
    "an English page with its own layer": (sheet(lines(ENGLISH * 8)), lines(ENGLISH * 8), (), Kind.GOOD),
    "only the numbers of a table": (
        sheet([(top, f"{text} {number}") for (top, text), (_, number) in zip(FULL, NUMBERS, strict=True)]),
        [(top, " " * 130 + text) for top, text in NUMBERS],
        (),
        Kind.IMAGE,
    ),
    "half the page typed, half a picture": (
        sheet(lines(BODY[:15], 440.0)),
        (),
        lines(BODY[:15]),
        Kind.IMAGE,
    ),
    "a scan with a typed note": (sheet(FULL), (), lines(NOTE * 2, 680.0), Kind.IMAGE),
    "a good layer moved by half the page": (sheet(FULL), lines(BODY, 400.0), (), Kind.IMAGE),
    "good text on a watermark": (watermark(), (), FULL, Kind.GOOD),
    "three lines of good text on a watermark": (watermark(), (), lines(NOTE), Kind.GOOD),
    "three lines of English OCR, and no other print": (
        sheet(lines(NOTE)),
        lines([skeleton(text).replace("o", "6").replace("u", "ij") for text in NOTE]),
        (),
        Kind.GARBLED,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_verdict_with_the_picture(name: str, tmp_path: Path) -> None:
    scan, hidden, shown, kind = CASES[name]
    path = tmp_path / "page.pdf"
    found = verdict(path, pdf(path, scan, hidden, shown))
    assert found.kind is kind, found


def test_a_born_digital_page_is_not_drawn(tmp_path: Path) -> None:
    page = pdf(tmp_path / "page.pdf", None, (), FULL)
    assert settled(page, PageContext(tmp_path / "missing.pdf", PDF.media_type, page, ENGINE)) is page
