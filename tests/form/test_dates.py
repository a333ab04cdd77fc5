from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.form.dates import find, find_all, iso_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Long Xuyên, ngày 15 tháng 5 năm 2025", "2025-05-15"),
        ("ngày 05 tháng 02 năm 2025", "2025-02-05"),
        ("Hà Nội, ngày 19 tháng02 năm 2025", "2025-02-19"),  # filled in without a gap
        ("ngày       tháng 7 năm 2025", "2025-07"),  # day left blank
        ("ngày       tháng      năm 2025", "2025"),
        ("ngày …. tháng …. năm 2024", "2024"),
        ("ngày ... tháng 9 năm 2024", "2024-09"),
        ("18/6/2013", "2013-06-18"),
        ("18-6-2013", "2013-06-18"),
        ("18.6.2013", "2013-06-18"),
        ("ngày 23 /7 /2026", "2026-07-23"),
        ("ngày /02/2025", "2025-02"),
        ("tháng 5 năm 2010", "2010-05"),
        ("tháng 7/2025", "2025-07"),
        ("Ngày 4 tháng 5, năm 2020", "2020-05-04"),
        ("ngay 4 thang 5 nam 2020", "2020-05-04"),  # without marks
    ],
)
def test_find(printed: str, iso: str) -> None:
    found = find(printed)
    assert found is not None
    assert found.iso == iso
    assert not found.doubts


@pytest.mark.parametrize(
    ("printed", "iso", "doubt"),
    [
        ("ngày ]5 tháng 01 năm 2025", "2025-01-15", "day is hard to read"),
        ("ngày 03 tháng I0năm 2025", "2025-10-03", "month is hard to read"),
        ("ngày 20 tháng O2 năm 2025", "2025-02-20", "month is hard to read"),
        ("ngày »ÈÙ tháng 02 năm 2025", "2025-02", "day is not readable"),
        ("ngày 13/72024", "2024-07-13", "slash is missing"),
        ("ngày8ổ tháng 4 năm 2017", "2017-04", "day is hard to read"),  # no day 80
        ("ngày 31 tháng 2 năm 2025", None, "no day of the calendar"),
        ("ngày 3 tháng 13 năm 2025", None, "no day of the calendar"),
    ],
)
def test_doubts(printed: str, iso: str | None, doubt: str) -> None:
    found = find(printed)
    assert found is not None
    assert found.iso == iso
    assert any(doubt in str(told) for told in found.doubts)


@pytest.mark.parametrize("text", ["", "Điều 5 khoản 2", "1/2", "số 12/2025/QĐ-UBND", "ngày mai"])
def test_no_date(text: str) -> None:
    assert find(text) is None


def test_all_in_order_with_their_places() -> None:
    text = "từ ngày 01/02/2024 đến ngày 3 tháng 4 năm 2024"
    found = list(find_all(text))
    assert [f.iso for f in found] == ["2024-02-01", "2024-04-03"]
    assert text[found[0].start : found[0].end] == "01/02/2024"


DAYS = st.dates(datetime.date(1945, 9, 2), datetime.date(2099, 12, 31))


@given(DAYS)
def test_words_and_figures_agree(day: datetime.date) -> None:
    words = find(f"ngày {day.day} tháng {day.month} năm {day.year}")
    figures = find(f"{day.day:02}/{day.month:02}/{day.year}")
    assert words is not None
    assert figures is not None
    assert words.iso == figures.iso == day.isoformat()


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1900, 2099))
def test_only_days_of_the_calendar(day: int, month: int, year: int) -> None:
    iso, wrong = iso_date(str(day), str(month), str(year))
    assert (iso is None) == bool(wrong)
    if iso:
        assert datetime.date.fromisoformat(iso) == datetime.date(year, month, day)


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    list(find_all(text))
