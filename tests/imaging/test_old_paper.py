"""Old paper: uneven light, streaks, specks, the back shining through, stamps pressed askew."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.core.geometry import Box
from extract.core.model import Cell, Line, Origin, Page, Table, Verdict, Word
from extract.imaging import colour
from extract.imaging.colour import Grey
from extract.imaging.despeckle import without_specks
from extract.imaging.illumination import even
from extract.imaging.preprocess import suppressed
from extract.imaging.seals import find_seals, seals_as_paper, without_seals
from extract.imaging.show_through import without_back
from extract.ocr.engines import best_engine
from extract.ocr.stamps import framed_apart, read_stamps, says_stamp
from extract.repair.page import repair_page
from schemas.kinds import Kind
from schemas.methods import Method
from support import paper

DPI = 150.0
SHEET = colour.colour_max(paper.array(paper.picture(header=True)))


def darkness(grey: Grey) -> Grey:
    return np.asarray(255 - grey, dtype=np.uint8)


def test_a_clean_page_stays_as_it_is() -> None:
    for step in (even, without_specks):
        assert np.array_equal(step(SHEET, DPI), SHEET)
    assert np.array_equal(without_back(SHEET), SHEET)


def shadowed() -> Grey:
    """Paper from white to dark grey, the print pale everywhere."""
    paper_level = np.linspace(250, 130, SHEET.shape[1])[None, :]
    return np.asarray(paper_level - 0.3 * darkness(SHEET), dtype=np.uint8)


def test_uneven_light_and_faded_print_become_black_on_white() -> None:
    level = even(shadowed(), DPI)
    wrong = (level > 128) != (SHEET > 128)
    assert np.count_nonzero(wrong) < 0.1 * np.count_nonzero(SHEET < 128)
    _, otsu = cv2.threshold(shadowed(), 0, 255, cv2.THRESH_OTSU)
    assert np.count_nonzero((otsu > 128) != (SHEET > 128)) > np.count_nonzero(SHEET < 128)


def test_a_streak_from_top_to_bottom_is_closed_and_a_short_rule_is_kept() -> None:
    streaked = SHEET.copy()
    streaked[:, 500:502] = 60
    streaked[200:700, 900:902] = 60
    cleaned = even(streaked, DPI)
    assert np.mean(cleaned[:, 500:502] < 128) < 0.2
    assert cleaned[200:700, 900:902].max() == 60


def test_specks_between_the_lines_go_and_marks_of_letters_stay() -> None:
    random = np.random.default_rng(5)
    dirty = SHEET.copy()
    bottom = SHEET.shape[0] - 150
    for x, y in zip(random.integers(20, 1200, 400), random.integers(bottom, bottom + 130, 400), strict=True):
        dirty[y : y + 2, x : x + 2] = 0
    cleaned = without_specks(dirty, DPI)
    assert np.count_nonzero(cleaned[bottom:] < 128) < 0.05 * np.count_nonzero(dirty[bottom:] < 128)
    text = np.s_[100 : bottom - 60]
    assert np.array_equal(cleaned[text], SHEET[text])


def test_the_back_of_the_sheet_is_suppressed() -> None:
    back = cv2.GaussianBlur(np.roll(SHEET[:, ::-1], 20, axis=0), (0, 0), 1.2)
    seen = np.minimum(SHEET, 255 - 0.4 * darkness(np.asarray(back, np.uint8))).astype(np.uint8)
    cleaned = without_back(seen)
    pale = (SHEET == 255) & (seen < 225)
    assert np.mean(cleaned[pale] == 255) > 0.6
    assert np.array_equal(cleaned[SHEET < 100], seen[SHEET < 100])


def test_a_page_that_is_pale_as_a_whole_is_not_wiped() -> None:
    pale = np.asarray(255 - 0.45 * darkness(SHEET), dtype=np.uint8)
    assert np.array_equal(without_back(pale), pale)


def stamped(text: str, angle: float) -> Image.Image:
    """A sheet with a red oblong stamp at its left."""
    sheet = paper.picture(dpi=175, header=True)
    stamp = Image.new("RGBA", (270, 90), (255, 255, 255, 0))
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((2, 2, 267, 87), outline=(220, 30, 40), width=4)
    draw.text((135, 45), text, (220, 30, 40), paper.font("Tinos-Bold", 44), anchor="mm")
    turned = stamp.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    sheet.paste(turned, (60, 180), turned)
    return sheet


@pytest.mark.parametrize(("text", "angle"), [("HỎA TỐC", 0), ("HỎA TỐC", 35), ("KHẨN", -15), ("TỐI MẬT", 20)])
def test_a_stamp_is_read_level_or_slanted(text: str, angle: float) -> None:
    picture = paper.array(stamped(text, angle))
    engine = best_engine()
    lines = read_stamps(picture, 175.0, lambda grey: engine.read(grey, 175.0, 30.0))
    assert [line.text for line in lines] == [text]
    assert {word.method for line in lines for word in line.words} == {Method.STAMP}
    box = lines[0].box
    assert box is not None
    middle = (60 + 135) * 72 / 175
    assert abs(box.centre[0] - middle) < 40


def test_a_written_note_and_a_seal_are_no_stamps() -> None:
    sheet = paper.picture(dpi=175, header=True)
    draw = ImageDraw.Draw(sheet)
    draw.line([(60, 200), (120, 240), (140, 190), (260, 230)], (40, 60, 200), 4)
    draw.ellipse((300, 150, 520, 370), outline=(220, 30, 40), width=5)
    engine = best_engine()
    assert read_stamps(paper.array(sheet), 175.0, lambda grey: engine.read(grey, 175.0, 30.0)) == ()


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("HỎA TỐC", True),
        ("HOẢ TỐC", True),
        ("KHẨN", True),
        ("CÔNG VĂN ĐẾN", True),
        ("ĐẾN Số: 145", True),
        ("Khẩn trương thực hiện", False),
        ("đến nơi", False),
    ],
)
def test_what_stamps_say(text: str, stamp: bool) -> None:
    assert says_stamp(text) is stamp


def test_words_of_a_stamp_are_not_repaired() -> None:
    word = Word.read("HOA TOC", Box(0, 0, 50, 10), confidence=0.3).repaired("HOA TOC", 0.3, Method.STAMP)
    page = Page(1, (Line.of([word]),), Origin.OCR, 200, 200, verdict=Verdict(Kind.IMAGE))
    assert repair_page(page).lines[0].text == "HOA TOC"


def test_pale_rules_of_a_table_are_no_back_of_the_sheet() -> None:
    grey = SHEET.copy()
    for y in range(60, grey.shape[0] - 60, 40):
        grey[y : y + 4, 40:-40] = 170
    for x in range(40, grey.shape[1] - 40, 90):
        grey[60:-60, x : x + 4] = 170
    assert without_back(grey) is grey


def sealed(black: bool) -> tuple[Grey, tuple[float, float, float]]:
    """A page with a round seal over the end of a line; its middle and radius in pixels."""
    x, y, radius = 330.0, 640.0, 100.0
    page = Image.new("L", SHEET.shape[::-1], 255)
    draw = ImageDraw.Draw(page)
    for share in (1.0, 0.62):
        r = share * radius
        draw.ellipse((x - r, y - r, x + r, y + r), outline=0, width=4)
    for angle in range(0, 360, 15):
        at = (
            x + 0.81 * radius * math.cos(math.radians(angle)),
            y + 0.81 * radius * math.sin(math.radians(angle)),
        )
        draw.rectangle((at[0] - 6, at[1] - 6, at[0] + 6, at[1] + 6), outline=0, width=3)
    ink = np.asarray(page, np.uint8)
    return np.minimum(SHEET, ink if black else np.maximum(ink, 120)).astype(np.uint8), (x, y, radius)


def test_a_page_without_a_seal_stays_as_it_is() -> None:
    cleaned, mask = without_seals(SHEET, DPI)
    assert mask is None
    assert cleaned is SHEET


def test_a_seal_is_found_where_it_is_pressed() -> None:
    page, (x, y, radius) = sealed(black=True)
    (seal,) = find_seals(page, DPI)
    assert (seal.x, seal.y, seal.wobble[0]) == pytest.approx((x, y, radius), abs=3)


def test_a_grey_seal_goes_and_black_print_under_it_stays() -> None:
    page, _ = sealed(black=False)
    cleaned, mask = without_seals(page, DPI)
    assert mask is not None
    assert np.count_nonzero((cleaned < 128) != (SHEET < 128)) < 0.02 * np.count_nonzero(SHEET < 128)
    ink = (page < 200) & (SHEET > 200)
    assert np.count_nonzero(mask & ink) > 0.9 * np.count_nonzero(ink)
    assert np.array_equal(cleaned[~mask], page[~mask])


def test_a_seal_that_is_paler_than_print_becomes_paper_and_no_letter_gets_a_hole() -> None:
    page, _ = sealed(black=False)
    paper = seals_as_paper(page, DPI)
    assert paper is not None
    assert np.mean(paper[(page < 200) & (SHEET > 200)] > 200) > 0.95
    assert np.count_nonzero((paper < 128) & (SHEET > 200)) == 0
    assert np.mean(paper[SHEET < 40] < 128) > 0.95


@pytest.mark.parametrize("page", [SHEET, sealed(black=True)[0]])
def test_no_seal_or_a_black_one_leaves_nothing_to_make_paper(page: Grey) -> None:
    assert seals_as_paper(page, DPI) is None


def test_the_ring_of_a_black_seal_goes_and_nothing_away_from_it_changes() -> None:
    page, (x, y, radius) = sealed(black=True)
    cleaned, mask = without_seals(page, DPI)
    assert mask is not None
    rows, columns = np.indices(page.shape)
    away = np.hypot(columns - x, rows - y)
    ring = (np.abs(away - radius) < 2) & (SHEET > 200)
    assert np.mean(cleaned[ring] < 128) < 0.1
    assert np.array_equal(cleaned[away > 1.15 * radius], page[away > 1.15 * radius])


def test_the_mask_holds_coloured_ink_and_black_seals_and_the_picture_stays() -> None:
    page, (x, y, radius) = sealed(black=True)
    picture = np.repeat(page[:, :, None], 3, axis=2)
    picture[1000:1010, 700:900] = 220, 30, 40
    before = picture.copy()
    mask = suppressed(picture, DPI)
    assert mask[1000:1010, 700:900].all()
    assert mask[round(y - radius), round(x)]
    assert not mask[:200].any()
    assert np.array_equal(picture, before)


def framed(*texts: str, size: tuple[float, float] = (140.0, 100.0)) -> tuple[Table, tuple[Line, ...]]:
    """A table of one column, a text in each row, and its lines."""
    high = size[1] / len(texts)
    lines = tuple(
        Line.of(Word.read(part, Box(60, 100 + i * high, 90, 110 + i * high)) for part in text.split())
        for i, text in enumerate(texts)
    )
    cells = tuple(Cell(row, 0, (line,), line.box) for row, line in enumerate(lines))
    return Table(cells, Box(50, 95, 50 + size[0], 95 + size[1])), lines


def test_the_frame_of_an_incoming_stamp_is_no_table() -> None:
    table, lines = framed("SỞ THỬ NGHIỆM", "ĐẾN", "Số: 218", "Ngày: 05/6/2014")
    other, _ = framed("STT", "Nội dung")
    outside = Line.of([Word.read("ngoài", Box(300, 300, 330, 310))])
    tables, read = framed_apart((table, other), (*lines, outside))
    assert tables == (other,)
    assert [word.method for line in read for word in line.words] == [Method.STAMP] * 8 + ["read"]


@pytest.mark.parametrize(
    ("texts", "size"),
    [(("Số: 218", "Ngày: 05/6/2014"), (140.0, 100.0)), (("Ngày đến", "ĐẾN", "Số: 1"), (400.0, 100.0))],
)
def test_other_tables_stay(texts: tuple[str, ...], size: tuple[float, float]) -> None:
    table, lines = framed(*texts, size=size)
    assert framed_apart((table,), lines) == ((table,), list(lines))
