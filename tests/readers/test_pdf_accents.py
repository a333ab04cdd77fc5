"""Accents that a PDF draws as characters of their own."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from extract.core.limits import Limits
from extract.readers.pdf.document import read_pdf
from support import paper

SIZE = 13
WIDTHS = {"`": 4.3, "´": 4.3, "ˆ": 4.3, "˜": 4.3}


def draw(path: Path, text: str, at: float) -> None:
    """Each mark as a sign of its own over its letter, `at` of the letter's advance."""
    canvas = paper.canvas(path, pagesize=(595, 842))
    canvas.setFont("Tinos", SIZE)
    x, step = 85.0, 0.0
    for letter in text:
        if unicodedata.combining(letter) or letter in WIDTHS:
            width = WIDTHS.get(letter, 0.0)
            canvas.drawString(x - step + at * step - width / 2, 700, letter)
            continue
        step = canvas.stringWidth(letter, "Tinos", SIZE)
        canvas.drawString(x, 700, letter)
        x += step
    canvas.save()


@pytest.mark.parametrize("at", [0.0, 0.4, 1.0])
def test_marks_join_their_letters_wherever_they_are_placed(tmp_path: Path, at: float) -> None:
    text = unicodedata.normalize("NFD", "Lộc Tân, Hà Nội")
    draw(tmp_path / "a.pdf", text, at)
    assert [line.raw for line in read_pdf(tmp_path / "a.pdf", Limits()).pages[0].lines] == [text]


def test_signs_over_letters_are_their_marks(tmp_path: Path) -> None:
    draw(tmp_path / "a.pdf", "pha´p lâ´n Hoˆm na`o xa˜", 0.5)
    (line,) = read_pdf(tmp_path / "a.pdf", Limits()).pages[0].lines
    assert unicodedata.normalize("NFC", line.raw) == "pháp lấn Hôm nào xã"


def test_signs_that_stand_by_themselves_stay(tmp_path: Path) -> None:
    canvas = paper.canvas(tmp_path / "a.pdf", pagesize=(595, 842))
    canvas.setFont("Tinos", SIZE)
    canvas.drawString(85, 700, "dài ~100 m, x^2, a~b")
    canvas.save()
    (line,) = read_pdf(tmp_path / "a.pdf", Limits()).pages[0].lines
    assert line.raw == "dài ~100 m, x^2, a~b"
