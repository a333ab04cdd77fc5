"""Digits read as letters of their shape, and what only looks so."""

from __future__ import annotations

import pytest

from extract.lookalikes import meant

CASES = [
    ("ngày l5 tháng II năm 2018", "ngày 15 tháng 11 năm 2018"),
    ("ngày 2O tháng O2 năm 2025", "ngày 20 tháng 02 năm 2025"),
    ("Điều l. Phạm vi", "Điều 1. Phạm vi"),
    ("rộng I5,5m; chạy l00m, KmI8, xa lộ", "rộng 15,5m; chạy 100m, Km18, xa lộ"),
    ("số 31⁄2024/QH15, ngày 30/12⁄2024, 24/⁄11", "số 31/2024/QH15, ngày 30/12/2024, 24/11"),
    ("quý II năm 2018, Vùng III, cấp I", "quý II năm 2018, Vùng III, cấp I"),
    ("I. II.1 I.2.1 H2O mục l A4 5m 1.284 ⁄", "I. II.1 I.2.1 H2O mục l A4 5m 1.284 ⁄"),
    ("CO2 O2 ISO 9001:2015 khổ giấy I", "CO2 O2 ISO 9001:2015 khổ giấy I"),
]


@pytest.mark.parametrize(("seen", "text"), CASES)
def test_numbers(seen: str, text: str) -> None:
    assert " ".join(meant(seen.split())) == text
