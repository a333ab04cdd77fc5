"""Words in doubt are read again: with the second recogniser where it is installed, and without it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from diacritics.syllable import same
from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Verdict, Word
from extract.imaging.view import View
from extract.ocr.engine import Heard, LineRecogniser
from extract.ocr.engines import line_recogniser
from extract.ocr.second_pass.reread import look_again
from extract.ocr.second_pass.selection import are_pieces, in_doubt
from extract.repair.page import repair_page
from schemas.kinds import Kind
from schemas.methods import Method
from support import paper

POINT = 2.4  # pixels
SIZE = 13  # points
READER = line_recogniser()
needs_reader = pytest.mark.skipif(READER is None, reason="the extra second-reader is not installed")
Printed = tuple[str, str | None, float]


class Sheet:
    """A page as printed, and as the first recogniser has read it."""

    def __init__(self, *lines: list[Printed]) -> None:
        self.sheet = Image.new("L", (round(595 * POINT), round((60 + 24 * len(lines)) * POINT)), 252)
        self.lines: list[Line] = []
        for number, words in enumerate(lines):
            self.line(60, 60 + 24 * number, words)

    def line(self, x: float, y: float, words: list[Printed]) -> None:
        """Words printed from `x` on, standing on `y` (points): what is printed, what was read, how surely."""
        font, draw, read = paper.font("Tinos", round(SIZE * POINT)), ImageDraw.Draw(self.sheet), []
        for printed, seen, confidence in words:
            draw.text((x * POINT, y * POINT), printed, 30, font, anchor="ls")
            box = draw.textbbox((x * POINT, y * POINT), printed, font, anchor="ls")
            if seen is not None:
                read.append(Word.read(seen, Box(*(side / POINT for side in box)), confidence))
            x += font.getlength(printed + " ") / POINT
        if read:
            self.lines.append(Line.of(read))

    def page(self, reader: LineRecogniser | None) -> Page:
        view = View(np.asarray(self.sheet), POINT)
        lines = look_again(self.lines, view, reader)
        return Page(1, lines, Origin.OCR, 595.0, 842.0, Verdict(Kind.IMAGE))


def sure(text: str) -> list[Printed]:
    return [(word, word, 0.96) for word in text.split()]


@needs_reader
@pytest.mark.parametrize(
    ("printed", "read", "confidence"),
    [
        ("số", "sô", 0.96),  # sure and wrong: only the language doubts it
        ("kiểm", "kiêm", 0.5),
        ("109/2021/NĐ-CP", "l09/2O21/NĐ-CP", 0.4),
        ("1.284", "1.2B4", 0.6),
    ],
)
def test_a_misread_word_is_put_right(printed: str, read: str, confidence: float) -> None:
    words = [*sure("đã cập nhật vào kho dữ liệu theo"), (printed, read, confidence), *sure("của tỉnh")]
    if printed == "số":
        words = [*sure("Ủy ban nhân dân tỉnh ban hành quyết định"), (printed, read, confidence), *sure("15")]
    if printed == "kiểm":
        words = [*sure("Sở đã thanh tra và"), (printed, read, confidence), *sure("tra các đơn vị")]
    page = repair_page(Sheet(words).page(READER))
    text = page.lines[0].text.split()
    at = [word[1] for word in words].index(read)
    assert text[at] == printed and text[:at] == [word[0] for word in words[:at]]
    assert page.lines[0].words[at].raw == read


@needs_reader
def test_what_both_read_is_surer() -> None:
    page = Sheet([*sure("Kế hoạch số"), ("2576", "2576", 0.6), *sure("của tỉnh")]).page(READER)
    word = page.lines[0].words[3]
    assert (word.text, word.method) == ("2576", "read") and word.confidence > 0.9


@needs_reader
def test_a_name_that_was_passed_over_is_found() -> None:
    sheet = Sheet(sure("Nơi nhận: Như trên"), [("Phạm", None, 0.0), ("Thị", None, 0.0), ("Bình", None, 0.0)])
    page = sheet.page(READER)
    assert [line.text for line in page.lines] == ["Nơi nhận: Như trên", "Phạm Thị Bình"]
    assert all(
        word.raw == "" and word.method is Method.READ_AGAIN and word.box for word in page.lines[1].words
    )


@needs_reader
def test_rings_and_scribbles_are_no_lost_print() -> None:
    sheet = Sheet(sure("Nơi nhận: Như trên"), [], [], [], [])
    draw = ImageDraw.Draw(sheet.sheet)
    for radius in (60, 66, 90):
        draw.ellipse([(500 - radius, 200 - radius), (500 + radius, 200 + radius)], outline=60, width=2)
    for shift in range(0, 120, 9):
        draw.line([(300 + shift, 230), (330 + shift, 200 + shift % 30), (320 + shift, 240)], 40, 3)
    assert sheet.page(READER).lines == tuple(sheet.lines)


@needs_reader
@pytest.mark.parametrize("width", [1, 7, 40, 3000])
def test_any_piece_can_be_read(width: int) -> None:
    assert READER is not None
    rough = np.random.default_rng(width).integers(0, 255, (31, width), dtype=np.uint8)
    for heard in READER.read(rough):
        assert heard.text and 0 <= heard.place <= 1 and 0 <= heard.confidence <= 1


class Says:
    """A second recogniser that always hears the same."""

    def __init__(self, *heard: Heard) -> None:
        self.heard = heard

    def read(self, piece: object) -> tuple[Heard, ...]:
        return self.heard


@pytest.mark.parametrize(
    ("seen", "confidence", "other", "sureness", "expected"),
    [
        ("20137", 0.69, "2015;", 1.0, "2015;"),  # the sign was read as a digit
        ("57/2024/TT-BYT,", 0.6, "37/2024/TT-BYT", 0.99, "37/2024/TT-BYT,"),  # the first knows signs better
        ("57/2024/TT-BYT", 0.6, "37/2024/TT-BYT", 0.6, "57/2024/TT-BYT"),  # not sure enough
        ("8", 0.75, "3", 0.99, "8"),  # a lone digit
        ("1", 0.5, "I", 0.99, "1"),
        ("III,", 0.8, "HI,", 0.95, "III,"),  # Roman figures are not known to it
        ("370/QĐ-BCA", 0.5, "370/QD-BCA", 0.9, "370/QĐ-BCA"),
        ("Sung", 0.8, "sung", 0.99, "sung"),
        ("bổ", 0.4, "-.", 0.9, "bổ"),
    ],
)
def test_the_two_readings_are_weighed(
    seen: str, confidence: float, other: str, sureness: float, expected: str
) -> None:
    sheet = Sheet([*sure("Nghị định số"), (seen, seen, confidence)])
    page = sheet.page(Says(Heard(other, 0.5, sureness)))  # type: ignore[arg-type]
    assert page.lines[0].words[-1].text == expected
    assert page.lines[0].words[-1].raw == seen


def test_without_it_words_stay_and_pieces_of_a_number_are_joined() -> None:
    sheet = Sheet(sure("Nghị định số 107/2021/NĐ-CP của Chính phủ"))
    line = sheet.lines[0]
    whole = line.words[3]
    assert whole.box is not None
    cut = whole.box.x0 + 6
    first = Word.read("1", Box(whole.box.x0, whole.box.y0, cut - 1, whole.box.y1), 0.5)
    rest = Word.read("07/2021/NĐ-CP", Box(cut, whole.box.y0, whole.box.x1, whole.box.y1), 0.9)
    sheet.lines[0] = Line.of([*line.words[:3], first, rest, *line.words[4:]])
    page = sheet.page(None)
    assert page.lines[0].text == "Nghị định số 107/2021/NĐ-CP của Chính phủ"
    assert page.lines[0].words[3].raw == "1 07/2021/NĐ-CP"
    assert repair_page(page).lines[0].text == page.lines[0].text


@pytest.mark.parametrize(
    ("before", "after", "gap", "joined"),
    [
        ("01/2018/TT-", "VPCP", 1.0, True),
        ("09/2018/TT-", "-BGDĐT", 0.0, True),
        ("24/1", "1/2020", 1.5, True),
        ("l", "2/2025/TT-BYT", 1.5, True),
        ("24/1", "1/2020", 4.0, False),  # a space
        ("số", "01/2018", 1.0, False),
        ("2021", "-", 0.5, False),
        ("ngày", "24", 1.0, False),
        ("kinh", "tế-", 1.0, False),
    ],
)
def test_pieces_of_one_number(before: str, after: str, gap: float, joined: bool) -> None:
    first = Word.read(before, Box(100, 50, 150, 60), 0.8)
    second = Word.read(after, Box(150 + gap, 50, 180, 60), 0.8)
    assert are_pieces(first, second, 13.0) is joined


def test_doubt() -> None:
    words = [*sure("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;")]
    words[4] = ("chức", "chứe", 0.7)
    words[10] = ("16", "1ó", 0.6)
    # What the language is sure of ("chức", "số") needs no second look, what it does not know does.
    body = sure("Điều này quy định việc bổ sung một sô điều của Nghị định")
    assert in_doubt([*Sheet(words, body, [("VHỆT", "VHỆT", 0.5)]).lines]) == {(0, 10), (2, 0)}
    assert in_doubt([]) == set()


@needs_reader
def test_a_clean_page_stays_as_it_is() -> None:
    sheet = Sheet(*(sure(line) for line in paper.BODY))
    page = repair_page(sheet.page(READER))
    assert all(same(new.text, old.text) for new, old in zip(page.lines, sheet.lines, strict=True))


@pytest.mark.parametrize(
    ("text", "confidence", "doubted"),
    [
        ("- Lưu: VT, KTN.", 0.96, 0),  # its line is read again with the archive line
        ("Lưu ý: VT và các đơn vị", 0.82, 0),
        ("Cộng hòa XÃ ÑGHĨA Việt Nam", 0.97, 1),
    ],
)
def test_odd_letters_are_read_twice_however_sure(text: str, confidence: float, doubted: int) -> None:
    words = [
        Word.read(word, Box(60 + 40 * k, 50, 90 + 40 * k, 60), confidence)
        for k, word in enumerate(text.split())
    ]
    found = {k for _, k in in_doubt([Line.of(words)])}
    assert len(found & {2, 3}) == doubted


@pytest.mark.parametrize("reader", [None, READER])
@pytest.mark.parametrize(
    ("printed", "read"), [("III,", "II,"), ("II", "II"), ("III", "ÏII"), ("II", "III"), ("11", "II")]
)
def test_roman_numbers_are_counted(reader: LineRecogniser | None, printed: str, read: str) -> None:
    words = [*sure("các xã của Vùng"), (printed, read, 0.9), *sure("gồm có")]
    wanted = printed.replace("1", "I")  # what is no Roman number stays as it was read
    assert Sheet(words).page(reader).lines[0].words[4].text == wanted
