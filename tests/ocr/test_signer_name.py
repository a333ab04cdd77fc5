"""The signer's name is found where the first recogniser left none: stamped, slanted or hollow letters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Verdict, Word
from extract.imaging.colour import Picture
from extract.imaging.view import View
from extract.ocr.engines import line_recogniser
from extract.ocr.second_pass.signer_name import with_signed_name
from extract.repair.page import repair_page
from schemas.kinds import Kind
from support import paper

POINT = 2.4  # pixels
READER = line_recogniser()
needs_reader = pytest.mark.skipif(READER is None, reason="the extra second-reader is not installed")
NAME = "Nguyễn Văn Bình"


def line(text: str, x: float, y: float, confidence: float = 0.95) -> Line:
    """A line of 13 points that stands on `y`, as the first recogniser gave it."""
    words = []
    for word in text.split():
        words.append(Word.read(word, Box(x, y - 9, x + 8 * len(word), y), confidence))
        x += 8 * len(word) + 4
    return Line.of(words)


def sheet(name: str = "", *, slant: float = 0.0, hollow: bool = False) -> View:
    """A page with a scribble of a signature and the name under it, as a stamp leaves it."""
    picture = Image.new("L", (round(595 * POINT), round(400 * POINT)), 245)
    draw = ImageDraw.Draw(picture)
    draw.line([(900, 420), (980, 380), (1010, 450), (1060, 390), (1190, 400)], 90, 4)
    stamp = Image.new("L", (600, 120), 255)
    ImageDraw.Draw(stamp).text((300, 60), name, 60, paper.font("Tinos-Bold", 36), anchor="mm")
    if hollow:
        inside = stamp.filter(ImageFilter.MaxFilter(3))
        stamp = ImageChops.add(stamp, ImageChops.invert(inside))
    turned = stamp.rotate(slant, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    held = np.asarray(picture).copy()
    high, wide = turned.height, turned.width
    top, left = 540 - high // 2, 1010 - wide // 2
    part = held[top : top + high, left : left + wide]
    np.minimum(part, np.asarray(turned)[:, : part.shape[1]], out=part)
    return View(held, POINT)


def coloured(view: View) -> Callable[[Box], Picture]:
    """Parts of the grey page as of one in colour."""
    return lambda box: np.stack([view.crop(box)] * 3, axis=-1)


def read(lines: list[Line], view: View) -> list[str]:
    found = with_signed_name(lines, view, READER, coloured(view))
    page = repair_page(Page(1, found, Origin.OCR, 595.0, 400.0, Verdict(Kind.IMAGE)))
    return [line.text for line in page.lines]


TITLE = line("PHÓ CHỦ TỊCH", 370, 130)


@needs_reader
@pytest.mark.parametrize(("slant", "hollow"), [(0.0, False), (9.0, False), (-6.0, False), (0.0, True)])
def test_a_stamped_name_is_read(slant: float, hollow: bool) -> None:
    assert read([TITLE], sheet(NAME, slant=slant, hollow=hollow)) == ["PHÓ CHỦ TỊCH", NAME]


@needs_reader
def test_a_position_with_the_ink_of_a_seal_beside_it_is_one() -> None:
    assert read([line("Zz= PHÓ CHỦ TỊCH", 350, 130)], sheet(NAME))[-1] == NAME


@needs_reader
def test_junk_that_was_read_there_goes() -> None:
    junk = line("Nguyên Vần Bì", 385, 230, 0.2)
    assert read([TITLE, junk], sheet(NAME)) == ["PHÓ CHỦ TỊCH", NAME]


@needs_reader
@pytest.mark.parametrize("printed", ["", "Hồ sơ kèm theo", "ĐÃ THU PHÍ"])
def test_no_name_is_made_of_other_ink(printed: str) -> None:
    assert read([TITLE], sheet(printed)) == ["PHÓ CHỦ TỊCH"]


@needs_reader
@pytest.mark.parametrize(
    "lines",
    [
        [line("Kính gửi: Sở Tài chính", 370, 130)],  # no position: nobody signs here
        [TITLE, line("Trần Thị Mai", 385, 230)],  # the name is there
    ],
)
def test_other_pages_come_back_as_they_are(lines: list[Line]) -> None:
    view = sheet(NAME)
    assert with_signed_name(lines, view, READER, coloured(view)) == tuple(lines)


def test_without_the_second_recogniser_the_lines_stay() -> None:
    view = sheet(NAME)
    assert with_signed_name([TITLE], view, None, coloured(view)) == (TITLE,)
