from __future__ import annotations

import pytest

from extract.form import cues
from extract.form.agencies import as_spelled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nơi nhận:", True),
        ("Mơi nhận:", True),
        ("hai nhận:", True),  # initials over the first word
        ("Nơi sinh", False),
        ("Nơi cấp:", False),
        ("Nơi ở:", False),
        ("+ Cá nhân: 3 trường hợp", False),
        ("Hôn nhân: đã kết hôn", False),
    ],
)
def test_recipients(text: str, said: bool) -> None:
    assert cues.is_recipients(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Số: 12/QĐ-STN", True),
        ("Luật số: 52/2030/QH18", True),
        ("Số20/STN-VP", True),  # the blank was lost
        ("Sở Thử nghiệm - Văn phòng", False),
    ],
)
def test_number(text: str, said: bool) -> None:
    assert cues.is_number(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PHẦN I", True),
        ("Phần thứ nhất", True),
        ("Chương II", True),
        ("MỤC LỤC", True),
        ("Điều 1. Phạm vi", True),
        ("Phần mềm quản lý", False),
        ("Mục tiêu đến năm 2030", False),
    ],
)
def test_what_no_title_goes_on_with(text: str, said: bool) -> None:
    assert cues.starts_text(text) is said


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("UY BAN NHÂN DÂN TỈNH KONTUM", "ỦY BAN NHÂN DÂN TỈNH KONTUM"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỌI", "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI"),
        ("SỞ Y TẾ TỈNH KHÁNH HOÀ", "SỞ Y TẾ TỈNH KHÁNH HOÀ"),  # the tone's place is the writer's
        ("TRUNG TÂM ĐĂNG KÝ", "TRUNG TÂM ĐĂNG KÝ"),
    ],
)
def test_an_agency_as_it_is_spelled(read: str, meant: str) -> None:
    assert as_spelled(read) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Minh Hà, ngày 3 tháng 4 năm 2031", True),
        ("Minh Hà, ngày 3 tháng 4 năm 2031.", True),  # a stop ends no sentence there
        ("có hiệu lực từ ngày 3 tháng 4 năm 2031.", False),
        ("Minh Hà, ngày 3/4/2031", True),
        ("TP. Minh Hà, ngày 03 - 04 - 2031", True),
        ("ngày 3.4.2031", True),
        ("Báo cáo số 5, ngày 3/4/2031", False),
        ("có hiệu lực từ ngày 3/4/2031", False),
        ("Minh Hà, ngày 3/4/2031 đến nay", False),
    ],
)
def test_place_and_date(text: str, said: bool) -> None:
    assert cues.is_place_date(text) is said
