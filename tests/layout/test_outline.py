"""The outline's markers: misread by OCR, lost, in parts of other numbers; footnote markers in titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.core.model import Line, Origin, Word
from extract.layout.footnotes import without_markers
from extract.layout.markers import ROMAN
from support.layout_pages import flow_page, flowing, laid_out, page

Entries = list[tuple[str, int, str]]


def entries(*lines: str) -> Entries:
    return [(h.marker, h.level, h.title) for h in laid_out(flow_page(lines, Origin.OFFICE)).outline]


MISREAD: list[tuple[str, list[str], Entries]] = [
    (
        "l. is 1., and a list hangs on its section",
        ["I. Mục đích", "l. Nâng cao nhận thức", "2. Bảo vệ đê"],
        [("I.", 1, "Mục đích"), ("1.", 2, "Nâng cao nhận thức"), ("2.", 2, "Bảo vệ đê")],
    ),
    (
        "H. and HI. are II. and III.",
        ["I. Mục đích", "H. Nội dung", "1. Tu bổ đê", "HI. Kinh phí"],
        [("I.", 1, "Mục đích"), ("II.", 1, "Nội dung"), ("1.", 2, "Tu bổ đê"), ("III.", 1, "Kinh phí")],
    ),
    (
        "11. is II. where eleven cannot come",
        ["I. Mục đích", "1. Tu bổ đê", "11. NỘI DUNG", "1. Tưới tiêu"],
        [("I.", 1, "Mục đích"), ("1.", 2, "Tu bổ đê"), ("II.", 1, "NỘI DUNG"), ("1.", 2, "Tưới tiêu")],
    ),
    (
        "signs lost or misread, specks before",
        ["_ I. Mục đích", "__ 1. Đê sông", "2 Đê biển", "3, Kè đá", "| II. Kinh phí"],
        [
            ("I.", 1, "Mục đích"),
            ("1.", 2, "Đê sông"),
            ("2.", 2, "Đê biển"),
            ("3.", 2, "Kè đá"),
            ("II.", 1, "Kinh phí"),
        ],
    ),
    (
        "parts inside a section",
        ["I. Thi viết", "Phần 1: Nghị luận", "Phần 2: Tự chọn", "1. Đề thi"],
        [("I.", 1, "Thi viết"), ("1.", 2, "Đề thi")],
    ),
    (
        "parts of a document",
        ["Phần I. Đánh giá", "I. Kết quả", "Phần II. Nhiệm vụ"],
        [("Phần I.", 1, "Đánh giá"), ("I.", 2, "Kết quả"), ("Phần II.", 1, "Nhiệm vụ")],
    ),
    (
        "numbers of a text are no markers",
        ["1. Đê sông", "5 Hồ chứa được tu bổ.", "25, Hà An", "2. Đê biển"],
        [("1.", 1, "Đê sông"), ("2.", 1, "Đê biển")],
    ),
    (
        "II. twice is II. and III.",
        ["I. Mục đích", "II. Nội dung", "1. Tu bổ đê", "II. Kinh phí"],
        [("I.", 1, "Mục đích"), ("II.", 1, "Nội dung"), ("1.", 2, "Tu bổ đê"), ("III.", 1, "Kinh phí")],
    ),
    (
        "a letter that OCR has no sign for",
        ["1. Tu bổ đê", "a) Đê sông", "b) Đê biển", "¢) Kè đá"],
        [("1.", 1, "Tu bổ đê"), ("a)", 2, "Đê sông"), ("b)", 2, "Đê biển"), ("c)", 2, "Kè đá")],
    ),
    (
        "the numeral is gone, its full stop is left",
        [". Kết quả tu bổ", "1. Đê sông", "II. Tồn tại"],
        [("I.", 1, "Kết quả tu bổ"), ("1.", 2, "Đê sông"), ("II.", 1, "Tồn tại")],
    ),
    (
        "the whole marker is gone from a line of capitals",
        ["I. MỤC ĐÍCH", "Bảo vệ đê.", "NỘI DUNG", "1. Tu bổ", "III. KINH PHÍ"],
        [("I.", 1, "MỤC ĐÍCH"), ("II.", 1, "NỘI DUNG"), ("1.", 2, "Tu bổ"), ("III.", 1, "KINH PHÍ")],
    ),
    (
        "1. twice is I. and 1.",
        ["1. Kết quả tu bổ", "1. Đê sông", "2. Đê biển", "II. Tồn tại"],
        [("I.", 1, "Kết quả tu bổ"), ("1.", 2, "Đê sông"), ("2.", 2, "Đê biển"), ("II.", 1, "Tồn tại")],
    ),
    (
        "nothing to mend: an extract that begins at II.",
        ["1. Đê sông", "2. Đê biển", "II. Tồn tại"],
        [("1.", 1, "Đê sông"), ("2.", 1, "Đê biển"), ("II.", 1, "Tồn tại")],
    ),
    (
        "numbers of four parts are deeper than those of three",
        ["1.2. Đê biển", "1.2.1. Kè", "1.2.1.1. Đá hộc", "1.3. Cống"],
        [("1.2.", 1, "Đê biển"), ("1.2.1.", 2, "Kè"), ("1.2.1.1.", 3, "Đá hộc"), ("1.3.", 1, "Cống")],
    ),
    (
        "rows of a table without rules",
        ["I. Kết quả", "1. Đê sông (km) 12,5 14", "2. Đê biển (km) 3 4,5"],
        [("I.", 1, "Kết quả")],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in MISREAD], ids=[c[0] for c in MISREAD])
def test_markers(lines: list[str], expected: Entries) -> None:
    assert entries(*lines) == expected


def test_a_part_begins_wherever_the_line_above_ended() -> None:
    full = "5. Thông tin cần thiết để người dân và các hộ dự tuyển vào đội quản lý đê"
    lines = [(85.0, 60.0, "Sở báo cáo như sau, để các đơn vị biết và thực hiện theo đúng quy định.")]
    one = page([*lines, (110.0, 80.0, full), (110.0, 98.0, "5.1. Điều kiện phụ của các hộ")])
    assert [h.marker for h in laid_out(one).outline] == ["5.", "5.1."]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("cập nhật dữ liệu dân cư1 của tỉnh", "cập nhật dữ liệu dân cư của tỉnh"),
        ("nhiệm vụ KH&CN2", "nhiệm vụ KH&CN"),
        ("nhà máy[1], trạm bơm", "nhà máy, trạm bơm"),
        ("rộng 500 m2, giảm CO2 và bụi", "rộng 500 m2, giảm CO2 và bụi"),
        ("vùng9 khác", "vùng9 khác"),
    ],
)
def test_raised_markers_leave_the_title(text: str, bare: str) -> None:
    assert without_markers(text, {"1", "2"}) == bare


def test_a_numeral_read_as_a_number_before_capitals() -> None:
    for confidence, marker in ((0.9, "I."), (1.0, "1.")):
        words = [Word.read(part, confidence=confidence) for part in ["1.", "TU", "BỔ", "ĐÊ"]]
        lines = [flowing("Sở báo cáo."), Line.of(words), *map(flowing, ["1. Đê sông", "2. Đê biển"])]
        found = laid_out(flow_page(lines, Origin.OFFICE)).outline
        assert [h.marker for h in found] == [marker, "1.", "2."]


MARKS = st.sampled_from(
    ["I. ", "II. ", "H. ", "1. ", "l. ", "2. ", "1.1. ", "a) ", "¢) ", "(1) ", "- ", ". ", ""]
)
NAMES = st.sampled_from(["Đê sông", "KÈ ĐÁ", "Sở Thủy lợi: Chủ trì.", "Tu bổ cống 3,5 4", "Đã làm xong."])


@given(st.lists(st.tuples(MARKS, NAMES), max_size=12))
def test_every_title_stands_in_the_text_and_levels_step_down_by_one(lines: list[tuple[str, str]]) -> None:
    written = [mark + name for mark, name in lines]
    found = entries(*written)
    assert all(any(title in line for line in written) for _, _, title in found)
    level = 0
    for _, here, _ in found:
        assert 1 <= here <= level + 1
        level = here


def test_numerals() -> None:
    assert [ROMAN[n] for n in ("I", "IV", "IX", "XIV", "XX")] == [1, 4, 9, 14, 20]
