"""Separator sheets: a code and hardly a word; documents bear codes too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.core.geometry import POINTS
from extract.core.model import Line, Origin, Page, Word
from extract.ocr.separators import is_separator, may_separate

zxingcpp = pytest.importorskip("zxingcpp")
SIZE = (595.0, 842.0)


def page(words: int) -> Page:
    return Page(1, (Line(tuple(Word("chữ", "chữ") for _ in range(words))),), Origin.OCR, *SIZE)


def printed(symbology: str, payload: str, points: float) -> NDArray[np.uint8]:
    """A page at 150 dpi with a code so large."""
    scale = 150 / POINTS
    paper = np.full((round(SIZE[1] * scale), round(SIZE[0] * scale), 3), 255, np.uint8)
    code = zxingcpp.create_barcode(payload, getattr(zxingcpp.BarcodeFormat, symbology))
    small = np.asarray(code.to_image(scale=1))
    rows, columns = np.nonzero(small < 128)
    small = small[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    times = max(round(points * scale / small.shape[1]), 1)
    tall = small if small.shape[0] > 1 else np.repeat(small, 60, axis=0)
    big = np.repeat(np.repeat(tall, times, axis=0), times, axis=1)
    paper[200 : 200 + big.shape[0], 150 : 150 + big.shape[1]] = big[:, :, None]
    return paper


@pytest.mark.parametrize(
    ("symbology", "payload", "points", "expected"),
    [
        ("QRCode", "PATCHT", 180, True),
        ("QRCode", "PATCHT", 60, True),  # it says so itself
        ("QRCode", "hồ sơ 12", 180, True),
        ("QRCode", "https://vanban.example/2024/45", 60, False),  # for looking a document up
        ("Code128", "HS-000012", 300, True),
        ("Code128", "LT-00012", 85, False),  # an archive's label
    ],
)
def test_what_separates(symbology: str, payload: str, points: float, expected: bool) -> None:
    assert is_separator(page(3), lambda _: printed(symbology, payload, points)) is expected


@pytest.mark.parametrize(("words", "expected"), [(0, True), (10, True), (11, False)])
def test_only_pages_of_few_words_are_looked_at(words: int, expected: bool) -> None:
    assert may_separate(page(words)) is expected


def test_a_blank_page_separates_nothing(tmp_path: Path) -> None:
    white = np.full((1754, 1240, 3), 255, np.uint8)
    assert not is_separator(page(0), lambda _: white)
