"""Capitals that are only as high as small letters become small letters; real capitals stay."""

from __future__ import annotations

import pytest

from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Verdict, Word
from extract.core.type_size import expected_height
from extract.repair.letter_case import mended
from schemas.kinds import Kind

EM = 13.0


def line(*words: tuple[str, str]) -> Line:
    """Words as read, each as high as another text would be."""
    placed = []
    for index, (read, printed) in enumerate(words):
        box = Box(40.0 * index, 100 - expected_height(printed) * EM, 40.0 * index + 30, 100)
        placed.append(Word.read(read, box))
    return Line.of(placed)


PLAIN = [(word, word) for word in ("hồ", "trình", "được")]


@pytest.mark.parametrize(
    ("read", "printed", "meant"),
    [
        ("Sau", "sau", "sau"),
        ("SỞ", "sở", "sở"),
        ("X", "x", "x"),
        ("Sau", "Sau", "Sau"),
        ("X", "X", "X"),
        ("Ô", "ô", "Ô"),  # its box is too unsure
        ("Km", "km", "Km"),  # K and k differ in shape
    ],
)
def test_height_tells_the_case(read: str, printed: str, meant: str) -> None:
    lines = (line(*PLAIN, (read, printed)), line((read, printed)))
    page = Page(1, lines, Origin.OCR, 595, 842, verdict=Verdict(Kind.IMAGE))
    done = mended(page)
    assert [held.words[-1].text for held in done.lines] == [meant, meant]
    assert done.lines[0].words[-1].raw == read


def test_a_title_stays() -> None:
    title = line(("SỐ", "số"), ("VÀ", "và"), ("SAU", "sau"))
    page = Page(1, (line(*PLAIN), title), Origin.OCR, 595, 842, verdict=Verdict(Kind.IMAGE))
    assert mended(page).lines[1].text == "SỐ VÀ SAU"


def test_a_word_among_capitals_stays_although_its_box_is_low() -> None:
    title = line(("Zz=", "Zz="), ("PHÓ", "PHÓ"), ("CHỦ", "chủ"), ("TỊCH", "TỊCH"))
    page = Page(1, (line(*PLAIN), title), Origin.OCR, 595, 842, verdict=Verdict(Kind.IMAGE))
    assert mended(page).lines[1].text == "Zz= PHÓ CHỦ TỊCH"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("yêu cầu đối VỚI kiểm tra", "yêu cầu đối với kiểm tra"),
        ("Thông tư SỐ 07/2031/TT-BKH ngày", "Thông tư số 07/2031/TT-BKH ngày"),
        ("của Bộ Y tẾ.", "của Bộ Y tế."),
        ("xã Quảng BỊ, xã khác", "xã Quảng Bị, xã khác"),  # a name
        ("2. VỊ trí và ranh giới", "2. Vị trí và ranh giới"),  # begins a sentence
        ("thành phố trực thuộc TƯ;", "thành phố trực thuộc TƯ;"),  # no tone: an abbreviation
        ("theo lệnh GIÁM ĐỐC sở", "theo lệnh GIÁM ĐỐC sở"),
        ("QUYẾT ĐỊNH", "QUYẾT ĐỊNH"),
        ("mã HĐND tỉnh", "mã HĐND tỉnh"),
    ],
)
def test_neighbours_tell_the_case(read: str, meant: str) -> None:
    words = Line(tuple(Word.read(word) for word in read.split()))
    page = Page(1, (words,), Origin.OCR, 595, 842, verdict=Verdict(Kind.IMAGE))
    assert mended(page).lines[0].text == meant
