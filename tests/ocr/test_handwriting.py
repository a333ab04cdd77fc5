"""Digits that were filled into a printed head: read from made pictures, found on made pages, left alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.imaging.view import View
from extract.ocr.handwriting import digit_network
from extract.ocr.handwriting.fill_slots import fill_in
from schemas.methods import Method
from support import paper

DPI = 175.0
POINT = DPI / 72
SIZE = 13.0  # points


def line_of(*parts: tuple[str, str, float], lean: float = 0.0, thick: int = 0) -> NDArray[np.uint8]:
    """A line in the digit reader's scale from (face, text, size against the print), normalised."""
    sheet = Image.new("L", (260, digit_network.HEIGHT), 255)
    draw, x = ImageDraw.Draw(sheet), 4.0
    for face, text, size in parts:
        font = paper.font(face, round(digit_network.EM * size))
        draw.text((x, digit_network.BASELINE), text, 20, font, anchor="ls")
        x += font.getlength(text) + 5
    grey = np.asarray(sheet)
    if thick:
        grey = cv2.erode(grey, np.ones((thick, thick), np.uint8))
    matrix = np.array([[1, -lean, lean * digit_network.BASELINE], [0, 1, 0]], np.float32)
    grey = cv2.warpAffine(grey, matrix, sheet.size, borderValue=255)
    return digit_network.normalised(cv2.GaussianBlur(grey, (0, 0), 0.6))


def best(line: NDArray[np.uint8]) -> str:
    seen = digit_network.readings(digit_network.scores(line))
    return max(seen, key=lambda text: seen[text])


@pytest.mark.parametrize("number", ["04", "11", "17", "25", "36", "89", "209", "154", "1629", "2750"])
@pytest.mark.parametrize(
    ("face", "size", "lean", "thick"),
    [("Tinos", 1.0, 0.0, 0), ("Tinos-Bold", 1.15, 0.15, 0), ("Tinos-Italic", 1.1, 0.0, 2)],
)
def test_digits_between_printed_words(number: str, face: str, size: float, lean: float, thick: int) -> None:
    line = line_of(("Tinos", "Số:", 1.0), (face, number, size), ("Tinos", "/QĐ", 1.0), lean=lean, thick=thick)
    assert best(line) == f"L{number}L"


def test_places_follow_the_digits() -> None:
    line = line_of(("Tinos", "Số:", 1.0), ("Tinos", "358", 1.0), ("Tinos", "/QĐ-UBND", 1.0))
    frames = digit_network.scores(line)
    places = digit_network.places(frames, "L358L")
    middles = [(left + right) / 2 for left, right in places]
    start = 4 + paper.font("Tinos", digit_network.EM).getlength("Số:") + 5
    assert middles == sorted(middles)
    assert middles[1:4] == pytest.approx([start + 5.5, start + 16.5, start + 27.5], abs=5)


@pytest.mark.parametrize("words", ["Kính gửi các", "ngày tháng năm", "Số /QĐ-UBND", "HĐND tỉnh"])
@pytest.mark.parametrize("face", ["Tinos", "Tinos-Italic"])
def test_print_without_digits_has_none(words: str, face: str) -> None:
    line = line_of(*((face, word, 1.0) for word in words.split()))
    seen = digit_network.readings(digit_network.scores(line))
    assert sum(probability for text, probability in seen.items() if text.strip("L")) < 0.3


@pytest.mark.parametrize("seed", range(3))
def test_noise_has_no_digits(seed: int) -> None:
    paper_grey = np.random.default_rng(seed).normal(235, 6, (digit_network.HEIGHT, 160)).clip(0, 255)
    seen = digit_network.readings(digit_network.scores(digit_network.normalised(paper_grey.astype(np.uint8))))
    assert sum(probability for text, probability in seen.items() if text.strip("L")) < 0.3


class Head:
    """A page's head as printed and filled in, and as an engine for print has read it."""

    def __init__(self) -> None:
        self.sheet = Image.new("L", (round(595 * POINT), round(400 * POINT)), 252)
        self.lines: list[Line] = []

    def line(self, x: float, y: float, face: str, *words: tuple[str, str | None, float]) -> None:
        """Words printed from `x` on, standing on `y` (points): what is printed, what was read, how surely."""
        found = []
        for printed, read, confidence in words:
            font = paper.font(face, round(SIZE * POINT))
            ImageDraw.Draw(self.sheet).text((x * POINT, y * POINT), printed, 30, font, anchor="ls")
            box = ImageDraw.Draw(self.sheet).textbbox((x * POINT, y * POINT), printed, font, anchor="ls")
            if read is not None:
                found.append(Word.read(read, Box(*(side / POINT for side in box)), confidence))
            x += (font.getlength(printed + " ")) / POINT
        self.lines.append(Line.of(found))

    def filled(self) -> list[str]:
        return [line.text for line in self.edited()]

    def edited(self) -> tuple[Line, ...]:
        return fill_in(self.lines, View(np.asarray(self.sheet), POINT), 842.0)


def head(number: str | None, day: str | None, confidence: float) -> Head:
    """Số: 209 /QĐ-UBND, ngày 18 tháng 02 năm 2025, with what was read for 209 and 18."""
    made = Head()
    made.line(
        60, 100, "Tinos", ("Số:", "Số:", 0.95), ("209", number, confidence), ("/QĐ-UBND", "/QĐ-UBND", 0.8)
    )
    words = [("Bạc", "Bạc", 0.9), ("Liêu,", "Liêu,", 0.9), ("ngày", "ngày", 0.9), ("18", day, confidence)]
    made.line(
        300, 101, "Tinos-Italic",
        *words, ("tháng", "tháng", 0.9), ("02", "02", 0.96), ("năm", "năm", 0.9), ("2025", "2025", 0.96),
    )  # fmt: skip
    return made


@pytest.mark.parametrize(("number", "day"), [("¿02", "I§"), (None, None), ("#9", "]]"), ("94", "44")])
def test_gaps_are_found_and_read(number: str | None, day: str | None) -> None:
    made = head(number, day, 0.3)
    assert made.filled() == ["Số: 209 /QĐ-UBND", "Bạc Liêu, ngày 18 tháng 02 năm 2025"]
    words = [word for line in made.edited() for word in line.words if word.method is Method.FILLED_IN]
    assert [word.raw for word in words] == [number or "", day or ""]
    assert all(0.5 < word.confidence <= 1.0 for word in words)
    (first, second) = [word.box for word in words]
    assert first is not None
    assert second is not None
    assert first.x0 == pytest.approx(60 + 23, abs=4)
    assert second.centre[1] == pytest.approx(97, abs=3)


def test_glued_words_are_cut_at_the_gap() -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Số:154/CTPH-LĐLĐ", "Số:£54+/CTPH-LĐLĐ", 0.1))
    made.line(300, 100, "Tinos-Italic", ("ngày17tháng", "ngày4†tháng", 0.5), ("01", "01", 0.9),
              ("năm", "năm", 0.9), ("2025", "2025", 0.9))  # fmt: skip
    assert made.filled() == ["Số: 154 /CTPH-LĐLĐ", "ngày 17 tháng 01 năm 2025"]
    assert [word.raw for word in made.edited()[1].words[:3]] == ["ngày", "4†", "tháng"]


def test_what_nobody_can_read_is_cut_off_the_notation() -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Số:        /KH-SYT", "Số2Q#/KH-SYT", 0.3))
    draw = ImageDraw.Draw(made.sheet)
    for shift in range(0, 24, 3):
        draw.line([((84 + shift) * POINT, 88 * POINT), ((106 - shift) * POINT, 103 * POINT)], 40, 3)
    assert made.filled() == ["Số 2Q# /KH-SYT"]
    assert made.edited()[0].words[1].confidence <= 0.3


def test_an_agency_beside_the_motto_is_no_number() -> None:
    made = Head()
    made.line(60, 80, "Tinos", ("SỞ", "SỞ", 0.9), ("Y", "Y", 0.9), ("TẾ", "TẾ", 0.9))
    made.line(200, 80, "Tinos", *((word, word, 0.9) for word in ["Độc", "lập", "-", "Tự", "do"]))
    made.line(60, 100, "Tinos", ("Số:", "Số:", 0.9), ("209", "¿02", 0.3), ("/KH-SYT", "/KH-SYT", 0.8))
    assert made.filled() == ["SỞ Y TẾ", "Độc lập - Tự do", "Số: 209 /KH-SYT"]


@pytest.mark.parametrize(
    ("label", "number"), [("ố:", "209"), ("Sá", "209"), ("Sé", "209"), ("SỞ", None), ("Bộ", None)]
)
def test_a_label_with_a_stroke_through_it(label: str, number: str | None) -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Số:", label, 0.5), ("209", "Y TẾ" if number is None else "¿02", 0.3),
              ("/QĐ-UBND", "/QĐ-UBND", 0.8))  # fmt: skip
    words = [word.text for word in made.edited()[0].words]
    assert words[:2] == (["Số:", number] if number else [label, "Y TẾ"])


def test_written_digits_that_an_engine_is_sure_of_are_looked_at() -> None:
    made = Head()
    font = paper.font("Tinos-Bold", round(1.6 * SIZE * POINT))
    made.line(60, 100, "Tinos", ("Số:", "Số:", 0.95), ("     ", None, 0.0), ("/QĐ-UBND", "/QĐ-UBND", 0.9))
    ImageDraw.Draw(made.sheet).text((84 * POINT, 101 * POINT), "17", 30, font, anchor="ls")
    tall = Word.read("4", Box(84, 86, 104, 101), 0.97)
    words = made.lines[0].words
    made.lines[0] = Line.of([words[0], tall, *words[1:]])
    assert made.filled() == ["Số: 17 /QĐ-UBND"]


@pytest.mark.parametrize("read", [("20", None), ("202Š", None), ("20", "1ó"), ("2O", "!")])
def test_a_filled_in_year(read: tuple[str, str | None]) -> None:
    made = Head()
    printed = [("tháng", "tháng", 0.9), ("12", "12", 0.95), ("năm", "năm", 0.9)]
    if read[1] is None and len(read[0]) > 2:
        year = [("2014", read[0], 0.4)]
    else:
        year = [("20", read[0], 0.9), ("14", read[1], 0.2)]
    made.line(300, 100, "Tinos-Italic", ("ngày", "ngày", 0.9), ("07", "07", 0.95), *printed, *year)
    assert made.filled() == ["ngày 07 tháng 12 năm 2014"]


def test_what_an_annex_was_issued_with() -> None:
    made = Head()
    words = [(word, word, 0.9) for word in ("(Kèm", "theo", "Quyết", "định", "số")]
    made.line(90, 90, "Tinos-Italic", *words, ("440", "4O", 0.4), ("/QĐ-UBND", "/QĐ-UBND", 0.9),
              ("ngày", "ngày", 0.9), ("20", "?O", 0.3), ("tháng", "tháng", 0.9), ("02", "02", 0.9),
              ("năm", "năm", 0.9), ("2025)", "2025)", 0.9))  # fmt: skip
    assert made.filled() == ["(Kèm theo Quyết định số 440 /QĐ-UBND ngày 20 tháng 02 năm 2025)"]


def test_print_read_surely_stays() -> None:
    made = head("209", "18", 0.95)
    assert made.edited() == tuple(made.lines)


def test_print_glued_to_its_notation_stays() -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Số:", "Số:", 0.9), ("87/TB-UBND", "87/TB-UBND", 0.95))
    assert made.edited() == tuple(made.lines)


def test_an_empty_gap_stays_empty() -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Số:", "Số:", 0.9), ("      ", None, 0.0), ("/QĐ-UBND", "/QĐ-UBND", 0.9))
    made.line(300, 100, "Tinos-Italic", ("ngày", "ngày", 0.9), (".....", ".....", 0.4),
              ("tháng", "tháng", 0.9), ("02", "02", 0.9), ("năm", "năm", 0.9),
              ("2025", "2025", 0.9))  # fmt: skip
    assert made.edited() == tuple(made.lines)


@pytest.mark.parametrize(("read", "doubtful"), [("2O9", False), ("2091", True), ("9", False)])
def test_readers_that_count_differently_are_in_doubt(read: str, doubtful: bool) -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Số:", "Số:", 0.95), ("209", read, 0.4), ("/QĐ-UBND", "/QĐ-UBND", 0.8))
    (word,) = (word for word in made.edited()[0].words if word.method is Method.FILLED_IN)
    assert word.text == "209"
    assert (word.confidence < 0.6) == doubtful


def test_a_scribble_in_the_gap_is_no_number() -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Số:", "Số:", 0.9), ("        ", "#?", 0.1), ("/QĐ-UBND", "/QĐ-UBND", 0.9))
    draw = ImageDraw.Draw(made.sheet)
    for shift in range(0, 24, 4):
        draw.line([((84 + shift) * POINT, 90 * POINT), ((104 - shift) * POINT, 102 * POINT)], 40, 3)
    assert made.edited() == tuple(made.lines)


def test_text_of_the_body_is_no_form() -> None:
    made = Head()
    made.line(60, 100, "Tinos", ("Căn", "Căn", 0.9), ("cứ", "cứ", 0.9), ("số", "số", 0.4), ("15", "1S", 0.2))
    assert made.edited() == tuple(made.lines)


PIECES = ["Số:", "số", "/QĐ-UBND", "ngày", "tháng", "năm", "2025", "20", "4†", "12", ".....", "|", "Kèm theo"]


@settings(max_examples=60)
@given(
    words=some.lists(some.sampled_from(PIECES) | some.text("aSố6:/-1 ", min_size=1), min_size=1, max_size=9),
    seed=some.integers(0, 2**32 - 1),
)
def test_whatever_stands_there_only_gaps_change(words: list[str], seed: int) -> None:
    """On noise nothing fails, and no letter outside a gap is lost."""
    chance = np.random.default_rng(seed)
    grey = chance.integers(0, 256, (300, 400)).astype(np.uint8)
    boxes = [
        Box(x, y, x + 25, y + chance.uniform(1, 20)) for x, y in chance.uniform(-20, 120, (len(words), 2))
    ]
    found = [Word.read(text.strip() or "?", box, 0.5) for text, box in zip(words, boxes, strict=True)]
    lines = [Line.of(found[index : index + 4]) for index in range(0, len(found), 4)]
    edited = fill_in(lines, View(grey, 1.0), 842.0)
    before, after = ("".join(word.raw for line in part for word in line.words) for part in (lines, edited))
    assert sorted(before.replace(" ", "")) == sorted(after.replace(" ", ""))
