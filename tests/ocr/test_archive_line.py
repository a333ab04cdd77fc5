"""The archive line: read again where it is in doubt, and where the recogniser of pages passed over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.geometry import POINTS
from extract.core.limits import Limits
from extract.core.model import Line, Word
from extract.core.pose import Pose
from extract.imaging.view import View, plain_grey
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.second_pass.archive_line import with_archive_line
from extract.ocr.second_pass.archive_words import Reading, decided, reading_of, same
from extract.readers.image import read_image
from support import paper

DPI = 175


def reading(text: str, confidence: float = 0.9) -> Reading:
    return reading_of([(word, confidence) for word in text.split()])


def said(*texts: str) -> str:
    return " ".join(word.text for word in decided([reading(text) for text in texts]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- Lưu: VT, KTN.lqv42.", ["VT,", "KTN.lqv42."]),
        ("¬Ltru: VT, nphue", ["VT,", "nphue"]),
        ("Lưu:VT, HC.", ["VT,", "HC."]),
        ("- Lưu: VT, KHTHCThu).", ["VT,", "KHTH(Thu)."]),  # a bracket that was read as C
        ("- Lưu: VT, KHdong17).", ["VT,", "KH(long17)."]),  # "(l" that was read as d
        ("- Lưu: VT, KH (3)50", ["VT,", "KH", "(3)"]),  # strokes behind the copies
        ("- Sở Thủy lợi;", []),
    ],
)
def test_words_behind_the_label(text: str, words: list[str]) -> None:
    assert [word.text for word in reading(text)] == words


@pytest.mark.parametrize(
    ("readings", "text"),
    [
        (
            ["- Lưu: VT, KH(T).", "- Lưu: VT, KHCThu).", "Lưu: VT, KHCThu):", "- Lưu: VT, KH(Tm."],
            "VT, KH(Thu).",
        ),
        (
            ["Lưu VT, phong (02b).", "Lưu VT, ntphong (Q2p)", "VT", "Lưu VT, ntphong (020"],
            "VT, ntphong (02b).",
        ),
        (["- Lưu: VT đồ", "Lưu: VT, KH (3)50", "Lưu: VT, KH (3)"], "VT, KH (3)"),
        (["- Lưu: VT, KH.", "- Lưu: VT, KH.,"], "VT, KH."),
        (["- Lưu: VT, KH."], "VT, KH."),
    ],
)
def test_what_readings_say_together(readings: list[str], text: str) -> None:
    assert said(*readings) == text


def test_what_no_two_readings_say_is_cut_back_and_in_doubt() -> None:
    found = decided(
        [reading(text) for text in ("Lưu: VT.KH.Mu", "Lưu: VT.KH.W", "Lưu: VT.KH.[ly", "Lưu: VT.KH.Íu")]
    )
    assert found[0].text == "VT.KH"
    assert found[0].sure < 0.6


def test_letters_alone_tell_whether_readings_differ() -> None:
    assert same(reading("- Lưu: VT, KTv.Anh."), reading("Lưu VT, KTv Anh"))
    assert not same(reading("- Lưu: VT, KH."), reading("- Lưu: VT, KHT."))


LIST = ["Nơi nhận:", "- Như trên;", "- Sở Thủy lợi;", "- Lưu: VT, KHTC."]


@pytest.mark.parametrize("junk", ["", "“j2wUi.V"])
def test_a_line_that_was_passed_over_is_read(tmp_path: Path, junk: str) -> None:
    path = tmp_path / "scan.png"
    paper.picture(LIST, dpi=DPI).save(path, dpi=(DPI, DPI))
    (page,) = read_image(path, Limits()).pages
    context = PageContext(path, "image/png", page, best_engine(), line_recogniser(), 60.0)
    grey = plain_grey(context.picture(DPI))
    *lines, last = context.read(grey, DPI)
    left = [Line.of([Word.read(junk, last.box, 0.0)])] if junk else []
    pose = Pose(grey.shape[1] * POINTS / DPI, grey.shape[0] * POINTS / DPI)
    found = with_archive_line([*lines, *left], View(grey, DPI / POINTS), pose, context)
    assert [line.text for line in found] == LIST
    assert found[-1].box is not None
    assert last.box is not None
    assert abs(found[-1].box.y1 - last.box.y1) < 2
