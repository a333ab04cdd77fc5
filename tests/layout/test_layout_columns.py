"""Text in columns without rules is read column by column; lists and names with numbers row by row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.core.geometry import Box
from extract.core.model import Cell, Table
from extract.layout.model import Region
from extract.layout.tables.cells import has_columns
from support.layout_pages import Printed, laid_out, page, texts

# Invented; wrapped to about the same length, as a column is.
LEFT = """Nhân dân trong thôn cùng nhau
sửa lại con đường vào xóm núi
để các cháu nhỏ đi học đỡ vất
vả khi trời mưa, xe máy không
còn sa lầy, hàng hóa chở ra chợ
huyện nhanh hơn những năm trước.""".splitlines()
RIGHT = """Ban quản lý chợ sắp xếp lại các
gian hàng, dành lối đi rộng cho
người mua, đặt thêm bình chữa
cháy ở hai đầu dãy nhà và giao
tổ bảo vệ trực suốt đêm ngày
lễ để bà con yên tâm buôn bán.""".splitlines()
ABOVE = "Đoạn này chạy suốt chiều ngang của trang giấy, phía trên hai cột chữ nhỏ;"
BELOW = "đoạn này cũng chạy suốt chiều ngang của trang giấy, phía dưới hai cột chữ."

COLUMNS: list[Printed] = [
    *((85.0, 300.0 + 16 * at, text) for at, text in enumerate(LEFT)),
    *((310.0, 300.0 + 16 * at, text) for at, text in enumerate(RIGHT)),
]
AROUND: list[Printed] = [(85.0, 282.0, ABOVE), (85.0, 300.0 + 16 * len(LEFT), BELOW)]


@settings(max_examples=20)
@given(st.permutations([*AROUND, *COLUMNS]))
def test_two_columns_between_full_lines(lines: list[Printed]) -> None:
    assert laid_out(page(lines)).page_texts[0].splitlines() == [ABOVE, *LEFT, *RIGHT, BELOW]


def test_three_columns() -> None:
    third: list[Printed] = [(530.0, 300.0 + 16 * at, text) for at, text in enumerate(LEFT)]
    assert texts(laid_out(page([*COLUMNS, *third])), Region.BODY) == [*LEFT, *RIGHT, *LEFT]


def test_names_with_numbers_stay_rows() -> None:
    names = ["Xã An Bình", "Xã Hòa Lợi", "Phường Mỹ Phú", "Xã Tân Hội Đông", "Xã Vinh"]
    lines: list[Printed] = []
    for at, name in enumerate(names):
        lines += [(85.0, 300.0 + 16 * at, name), (320.0, 300.0 + 16 * at, f"{at + 2} thôn")]
    wanted = [f"{name} {at + 2} thôn" for at, name in enumerate(names)]
    assert texts(laid_out(page(lines)), Region.BODY) == wanted


def test_a_row_of_many_cells_is_a_table() -> None:
    def row(columns: int) -> Table:
        return Table(tuple(Cell(0, at, (), Box(50.0 * at, 0, 50.0 * at + 50, 20)) for at in range(columns)))

    assert has_columns(row(5))
    assert not has_columns(row(2))  # the frame of a header or of a closing


FOOT = [(85.0, 560.0, "Nơi nhận:"), (85.0, 575.0, "- Như trên;"), (85.0, 590.0, "- Lưu: VT, KH.")]
ONE: list[Printed] = [
    (370.0, 430.0, "KT. GIÁM ĐỐC"),
    (368.0, 446.0, "PHÓ GIÁM ĐỐC"),
    (380.0, 520.0, "Lê Văn Thử"),
]
TWO: list[Printed] = [
    (120.0, 430.0, "KT. GIÁM ĐỐC"),
    (370.0, 430.0, "KT. GIÁM ĐỐC"),
    (118.0, 446.0, "PHÓ GIÁM ĐỐC"),
    (368.0, 446.0, "PHÓ GIÁM ĐỐC"),
    (130.0, 520.0, "Trần Thị Mẫu"),
    (380.0, 520.0, "Lê Văn Thử"),
]


@pytest.mark.parametrize("signed", [ONE, TWO], ids=["one", "two"])
def test_a_signature_above_the_recipients_without_the_sign_of_the_end(signed: list[Printed]) -> None:
    ends: list[Printed] = [(85.0, 380.0, ABOVE), (85.0, 398.0, "gửi báo cáo trước ngày 15.")]
    layout = laid_out(page([*ends, *signed, *FOOT]))
    assert sorted(texts(layout, Region.SIGNATURE)) == sorted(text for _, _, text in signed)
    assert texts(layout, Region.BODY) == [ABOVE, "gửi báo cáo trước ngày 15."]
