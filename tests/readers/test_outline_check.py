"""Fonts that draw other letters than their text says: maps to Unicode changed, glyphs as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.limits import Limits
from extract.readers.pdf.document import read_pdf
from support import paper

TEXT = ["Số: 318/QĐ-SKHCN ngày 16 tháng 4 năm 2023", *paper.BODY]
BASE = dict(zip("áàảạấầếềệốồộớờợứừự", "aaaaaaeeeooooouuu", strict=False))


def contradicted(path: Path, change: dict[str, str]) -> bool:
    """What the reader says of TEXT whose letters `change` calls others."""
    canvas = paper.canvas(path, pageCompression=0)
    canvas.setFont("Tinos", 13)
    for at, text in enumerate(TEXT):
        canvas.drawString(60, 760 - 22 * at, text)
    canvas.save()
    data = path.read_bytes()
    for real, said in change.items():
        data = data.replace(b"<%04X>" % ord(real), b"<~%03X>" % ord(said))
    path.write_bytes(data.replace(b"<~", b"<0"))
    return read_pdf(path, Limits()).pages[0].contradicted


@pytest.mark.parametrize(
    ("change", "doubted"),
    [
        ({}, False),
        ({"8": "3", "3": "8"}, True),  # digits exchanged: an eight has two holes
        ({"1": "6", "6": "1"}, True),
        (BASE, True),  # marks lost: letters of two heights
        ({"n": " ", "g": " "}, True),  # letters turned to blanks
    ],
)
def test_a_map_that_contradicts_the_outlines_is_noticed(
    tmp_path: Path, change: dict[str, str], doubted: bool
) -> None:
    assert contradicted(tmp_path / "sheet.pdf", change) is doubted
