"""With the real Tesseract: pages that are not black print on white paper, seen from the front."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from extract.core.limits import Limits
from extract.core.model import Page
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.readers.image import read_image
from schemas.kinds import Kind
from support import paper

DPI = 200
SHEET = paper.picture(dpi=DPI, header=True)
TRUE_WORDS = {word for line in paper.BODY for word in line.split()}


def read(folder: Path, picture: Image.Image) -> Page:
    path = folder / "scan.png"
    picture.save(path, dpi=(DPI, DPI))
    (page,) = read_image(path, Limits()).pages
    return ocr_page(page, PageContext(path, "image/png", page, best_engine(), line_recogniser(), 60.0))


def recall(page: Page) -> float:
    return len(TRUE_WORDS & {word.raw for word in page.words}) / len(TRUE_WORDS)


@pytest.mark.parametrize("ink", ["#0000ff", "#ff0000", "#2040c0"])
def test_print_in_one_colour_is_read(tmp_path: Path, ink: str) -> None:
    assert recall(read(tmp_path, ImageOps.colorize(SHEET.convert("L"), ink, "white"))) > 0.9


@pytest.mark.parametrize("ground", ["black", "#1a3369"])
def test_negatives_and_blueprints_are_read(tmp_path: Path, ground: str) -> None:
    assert recall(read(tmp_path, ImageOps.colorize(SHEET.convert("L"), "white", ground))) > 0.9


@pytest.mark.parametrize("degrees", [-15, 30])
def test_a_sheet_laid_askew_is_read(tmp_path: Path, degrees: int) -> None:
    assert (
        recall(read(tmp_path, SHEET.rotate(degrees, Image.Resampling.BICUBIC, True, fillcolor="white"))) > 0.9
    )


def test_a_mirrored_sheet_is_read_and_told(tmp_path: Path) -> None:
    page = read(tmp_path, ImageOps.mirror(SHEET))
    assert recall(page) > 0.95
    assert [warning.code for warning in page.warnings] == ["page-mirrored"]
    (first,) = [word for word in page.words if word.raw == "Căn"]
    assert first.box is not None and page.width is not None
    assert page.to_stored(first.box).x1 == pytest.approx(page.width - 60, abs=3)


def test_a_blank_back_is_empty(tmp_path: Path) -> None:
    pale = ImageChops.screen(ImageOps.mirror(SHEET), Image.new("RGB", SHEET.size, (230,) * 3))
    page = read(tmp_path, pale)
    assert (page.verdict.kind, page.lines) == (Kind.EMPTY, ())
    assert [warning.code for warning in page.warnings] == ["page-shines-through"]


@pytest.mark.parametrize("ink", [(150, 150, 150), (90, 90, 170)])
def test_pale_print_between_black_is_read(tmp_path: Path, ink: tuple[int, int, int]) -> None:
    half = SHEET.height // 2
    pale = ImageChops.screen(SHEET, Image.new("RGB", SHEET.size, ink))
    pale.paste(SHEET.crop((0, 0, SHEET.width, half)))
    assert recall(read(tmp_path, pale)) > 0.95


def test_a_line_in_red_or_blue_among_black_ones_is_read(tmp_path: Path) -> None:
    coloured = SHEET.copy()
    for ink, rows in (((0, 0, 255), (400, 440)), ((220, 20, 20), (510, 550))):
        part = (0, rows[0], SHEET.width, rows[1])
        coloured.paste(ImageOps.colorize(SHEET.crop(part).convert("L"), ink, "white"), part)
    page = read(tmp_path, coloured)
    assert recall(page) > 0.95
    assert page.warnings == ()
