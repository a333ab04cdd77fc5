"""Print of a scan that its text layer does not have: told, and only then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageDraw

from extract.intake.formats import PDF
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine
from extract.repair.unread_beside import unread_told
from extract.repair.verdict import judge
from repair.test_picture_check import BODY, Layer, lines, pdf, sheet

PRINTED = lines(BODY[:24])


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        (PRINTED, []),
        (PRINTED[:20] + PRINTED[22:], ["print-not-read"]),  # the layer passed over two lines
    ],
)
def test_what_a_layer_passes_over_is_told(tmp_path: Path, hidden: Layer, told: list[str]) -> None:
    scan = sheet(PRINTED)
    draw = ImageDraw.Draw(scan)
    draw.ellipse((700, 1250, 950, 1500), outline="red", width=6)  # a seal and a signature are no print
    draw.line([(600 + 12 * k, 1400 + 40 * (-1) ** k) for k in range(20)], "navy", 4)
    page = pdf(tmp_path / "scan.pdf", scan, hidden)
    page = replace(page, verdict=judge(page))
    seen = unread_told(page, PageContext(tmp_path / "scan.pdf", PDF.media_type, page, best_engine()))
    assert [notice.code for notice in seen.warnings] == told
