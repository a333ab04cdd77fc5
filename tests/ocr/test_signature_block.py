"""Titles and names that are stamped in colour or lie under a seal are read from their own ink."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.imaging.view import View, plain_grey
from extract.ocr.engine import Heard
from extract.ocr.engines import line_recogniser
from extract.ocr.second_pass.signature_words import may_say, title_in
from extract.ocr.second_pass.signature_zone import block_of
from extract.ocr.second_pass.signer_name import with_signed_name
from support import paper

POINT = 2.4  # pixels
READER = line_recogniser()
RED = (214, 40, 48)
needs_reader = pytest.mark.skipif(READER is None, reason="the extra second-reader is not installed")


def heard(text: str, confidence: float = 0.9) -> tuple[Heard, ...]:
    words = text.split()
    return tuple(Heard(word, (k + 0.5) / len(words), confidence) for k, word in enumerate(words))


@pytest.mark.parametrize(
    ("readings", "title"),
    [
        (["PHỎ GIẨM ĐỐC", "PHÓ GIÁM ĐỒC", "HÓ GIÁM ĐỐC"], "PHÓ GIÁM ĐỐC"),
        (["GIẤM ĐỒC", "CIÁM ĐỐC", "GIÁM ĐỐC /N2"], "GIÁM ĐỐC"),
        (["KT GIÁM Đóc", "K.T GIÁM ĐỐC", "KT. GIÁM ĐÓC"], "KT. GIÁM ĐỐC"),
        (["THỨ TRƯỚNG", "THỬ TRƯỜNG", "THỨ TRƯỞNG"], "THỨ TRƯỞNG"),
        (["Nguyễn Văn Bình", "Nguyễn Văn Bình", "Nguyễn Văn Bình"], None),
        (["giám đốc", "giám đốc", "giám đốc"], None),  # running text
        (["oEAMPSEc", "CIẤM ĐỐC", "oMPSSc"], None),  # one of three
        ([], None),
    ],
)
def test_a_title_is_what_most_readings_are_like(readings: list[str], title: str | None) -> None:
    found = title_in([heard(text) for text in readings])
    assert (found.text if found else None) == title


@pytest.mark.parametrize(
    ("reading", "may"),
    [
        ("CIẤM ĐỒC", True),
        ("Hyễn Văn Bình", True),
        ("LêThị", True),
        ("giám đốc", False),
        ("THƯƠNG", False),
        ('6M"N 7$', False),
        ("", False),
    ],
)
def test_what_has_not_two_words_with_a_capital_is_neither_title_nor_name(reading: str, may: bool) -> None:
    assert may_say(heard(reading)) is may


def line(text: str, x: float, y: float, confidence: float = 0.95) -> Line:
    words = []
    for word in text.split():
        words.append(Word.read(word, Box(x, y - 9, x + 8 * len(word), y), confidence))
        x += 8 * len(word) + 4
    return Line.of(words)


def foot(*stamped: tuple[str, float, tuple[int, int, int]], seal: tuple[int, int, int] | None = None) -> View:
    """The foot of a page in colour: texts about 430 points at their heights, and a seal left of them."""
    picture = Image.new("RGB", (round(595 * POINT), round(420 * POINT)), (247, 246, 244))
    draw = ImageDraw.Draw(picture)
    for text, y, colour in stamped:
        draw.text((430 * POINT, y * POINT), text, colour, paper.font("Tinos-Bold", 32), anchor="ms")
    if seal:
        for radius, wide in ((48, 4), (44, 2)):
            x, y = 345 * POINT, 165 * POINT
            size = radius * POINT
            draw.ellipse((x - size, y - size, x + size, y + size), outline=seal, width=wide)
    return View(np.asarray(picture), POINT)


def read(lines: list[Line], view: View) -> list[str]:
    grey = View(plain_grey(view.picture), POINT)
    return [found.text for found in with_signed_name(lines, grey, READER, view.crop)]


HEAD = line("GIÁM ĐỐC", 395, 120)
BLACK = (20, 20, 20)


@needs_reader
@pytest.mark.parametrize("seal", [None, RED, BLACK])
def test_title_and_name_stamped_in_red_are_read(seal: tuple[int, int, int] | None) -> None:
    view = foot(
        ("GIÁM ĐỐC", 120, BLACK), ("PHÓ GIÁM ĐỐC", 138, RED), ("Nguyễn Văn Bình", 240, RED), seal=seal
    )
    assert read([HEAD], view) == ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Bình"]


@needs_reader
def test_a_block_of_which_no_line_was_read_is_found_beside_the_recipients() -> None:
    view = foot(("GIÁM ĐỐC", 120, BLACK), ("Nguyễn Văn Bình", 210, RED))
    found = read([line("Nơi nhận:", 80, 120), line("- Như trên;", 80, 134)], view)
    assert found[2:] == ["GIÁM ĐỐC", "Nguyễn Văn Bình"]


@pytest.mark.parametrize(
    ("after", "signs"),
    [
        ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2031;", False),  # the issuer, over the preamble
        ("Số: 12/KH-SYT", False),  # an organ in the head
        ("Nguyễn Văn Bình", True),
    ],
)
def test_a_position_that_a_basis_or_the_number_follows_is_not_the_signer_s(after: str, signs: bool) -> None:
    lines = [line("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", 330, 120), line(after, 100, 160)]
    assert (block_of(lines, foot()) is not None) is signs


@needs_reader
def test_a_whole_block_stays() -> None:
    lines = [line("KT. GIÁM ĐỐC", 380, 120), line("PHÓ GIÁM ĐỐC", 380, 138), line("Trần Thị Mai", 390, 240)]
    view = foot(("Nguyễn Văn Bình", 240, RED))
    assert read(lines, view) == [one.text for one in lines]
