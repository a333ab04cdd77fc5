"""What repair leaves alone on a page that a Vietnamese recogniser read, and what it must mend there."""

from __future__ import annotations

import pytest

from diacritics.lattice import Token
from diacritics.restore import restore_lattice

SURE, UNSURE = 0.93, 0.4


def repaired(lines: str, confidence: float) -> str:
    tokens = [
        Token(word, confidence, ends_line=at + 1 == len(line.split()))
        for line in lines.splitlines()
        for at, word in enumerate(line.split())
    ]
    return " ".join(token.text for token in restore_lattice(tokens, "vietnamese-ocr"))


@pytest.mark.parametrize(
    "line",
    [
        "Thuyết minh thiết kế TB kèm theo hồ sơ",  # two capitals are an abbreviation
        "Theo § 12 của hợp đồng",
        "Số: 154 /CTPH-LĐLĐ-SVH,TT,DL",
        "Số 14 -KH/HU Minh Hà, ngày 5 tháng 3 năm 2004",
        "theo Quyết định số 1322/QĐ-TTg ngày 05/7/2024",
    ],
)
@pytest.mark.parametrize("confidence", [SURE, UNSURE])
def test_left_alone(line: str, confidence: float) -> None:
    assert repaired(line, confidence) == line


def test_a_heading_over_a_full_line_is_mended() -> None:
    title = "Về việc điều chỉnh thời gian thực hiện chương trình khoa học và công nghệ"
    assert repaired(f"QUYÉT ĐỊNH\n{title}", SURE) == f"QUYẾT ĐỊNH {title}"
