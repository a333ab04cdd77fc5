"""Documents without positions: header, title and closing from words and table cells alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.core.model import Cell, Footnote, Line, Origin, Page, Table
from extract.layout.model import Region
from support.layout_pages import flow_page, flowing, laid_out, placed_words, read_words, texts

Place = tuple[int, int, int] | None
ISSUER = ["UBND TỈNH MINH HÀ", "SỞ THỦY LỢI", "Số: 45/KH-STL"]
MOTTO = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Minh Hà, ngày 05 tháng 3 năm 2024",
]
TITLE = ["KẾ HOẠCH", "Tu bổ công trình đê điều", "năm 2024 trên địa bàn tỉnh"]
BODY = ["Thực hiện chỉ đạo của UBND tỉnh, Sở ban hành Kế hoạch như sau.", "Các đơn vị thực hiện./."]
RECIPIENTS = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KH."]
SIGNATURE = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Bình"]


def in_cells(table: int, left: list[str], right: list[str]) -> list[Line]:
    lines = [flowing(text, (table, 0, 0)) for text in left]
    return lines + [flowing(text, (table, 0, 1)) for text in right]


HEADERS: dict[str, list[str | Line]] = {
    "one below the other": [*ISSUER, *MOTTO],
    "mixed": [ISSUER[0], MOTTO[0], ISSUER[1], MOTTO[1], ISSUER[2], MOTTO[2]],
    "number and date on one line": [*ISSUER[:2], *MOTTO[:2], f"{ISSUER[2]} {MOTTO[2]}"],
    "columns on one line": [f"{a} {b}" for a, b in zip(ISSUER, MOTTO, strict=True)],
    "cells": [*in_cells(0, ISSUER, MOTTO)],
    "rows of cells": [
        line
        for row, pair in enumerate(zip(ISSUER, MOTTO, strict=True))
        for line in (flowing(pair[0], (0, row, 0)), flowing(pair[1], (0, row, 1)))
    ],
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_header(header: list[str | Line]) -> None:
    layout = laid_out(flow_page([*header, *TITLE, *BODY]))
    assert texts(layout, Region.ISSUER) == ISSUER
    assert texts(layout, Region.MOTTO) == MOTTO
    assert texts(layout, Region.TITLE) == TITLE
    assert texts(layout, Region.BODY) == BODY


def test_capitals_below_a_header_table_are_no_issuer() -> None:
    table = [flowing(text, (1, 0, column)) for column, text in enumerate(["STT", "Họ và tên", "Năm sinh"])]
    layout = laid_out(flow_page([*in_cells(0, ISSUER, MOTTO), "DANH SÁCH CÁN BỘ", *table]))
    assert texts(layout, Region.ISSUER) == ISSUER
    assert "STT" in texts(layout, Region.BODY)


def test_figures_in_a_header_table_stay_in_the_text() -> None:
    pairs = [
        ("Diện tích", "12,5"),
        ("-----", "-0-"),
        ("Đại diện", "Lê Văn Bình"),
        ("Số giấy", "Số: 15/GP-SKHCN"),
    ]
    rows = [flowing(text, (0, row, side)) for row, pair in enumerate(pairs) for side, text in enumerate(pair)]
    layout = laid_out(flow_page([*rows, *BODY]))
    assert "12,5" in texts(layout, Region.MOTTO)
    assert texts(layout, Region.OVERLAY) == ["-0-", "-----"]


def test_number_left_open_beside_place_and_date() -> None:
    layout = laid_out(flow_page([*ISSUER[:2], "Số: /KH-STL Minh Hà, ngày tháng 7 năm 2024", *TITLE]))
    assert texts(layout, Region.ISSUER)[-1] == "Số: /KH-STL"
    assert texts(layout, Region.MOTTO) == ["Minh Hà, ngày tháng 7 năm 2024"]


def test_without_motto_and_issuer() -> None:
    layout = laid_out(flow_page(["Số: 11 /KH-UBND", MOTTO[2], *TITLE, *BODY]))
    assert texts(layout, Region.ISSUER, Region.MOTTO) == ["Số: 11 /KH-UBND", MOTTO[2]]
    assert texts(layout, Region.TITLE) == TITLE


def test_title_that_names_its_issuer_and_rules() -> None:
    title = ["NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "Về công tác đê điều"]
    layout = laid_out(flow_page([*ISSUER, *MOTTO, "-------", *title, "CHÍNH PHỦ", "Căn cứ Luật Đê điều;"]))
    assert texts(layout, Region.TITLE) == title
    assert texts(layout, Region.OVERLAY) == ["-------"]
    assert texts(layout, Region.BODY) == ["CHÍNH PHỦ", "Căn cứ Luật Đê điều;"]


def test_subject_and_addressees() -> None:
    subject = ["V/v tu bổ công trình", "đê điều năm 2024"]
    sent = ["Kính gửi:", "- Công ty Khai thác;", "- Hạt Quản lý đê."]
    header = in_cells(0, [*ISSUER, *subject], MOTTO)
    layout = laid_out(flow_page([*header, *sent, *BODY]))
    assert texts(layout, Region.ISSUER) == [*ISSUER, *subject]
    assert texts(layout, Region.ADDRESSEES) == sent
    assert texts(layout, Region.BODY) == BODY


@pytest.mark.parametrize("cell", [None, (1, 0, 0)], ids=["text box", "frame"])
@pytest.mark.parametrize("at", [0, 3, 6, 7, 9])
def test_a_mark_in_a_text_box_or_frame(at: int, cell: Place) -> None:
    lines: list[str | Line] = [*in_cells(0, ISSUER, MOTTO), *TITLE, *BODY]
    layout = laid_out(flow_page([*lines[:at], flowing("HỎA TỐC", cell), *lines[at:]], Origin.OFFICE))
    assert texts(layout, Region.OVERLAY) == ["HỎA TỐC"]
    assert texts(layout, Region.ISSUER) == ISSUER
    assert texts(layout, Region.TITLE) == TITLE
    assert texts(layout, Region.BODY) == BODY
    assert layout.page_texts[0].startswith("HỎA TỐC\n")


def test_a_mark_in_a_table_is_one_of_its_cells() -> None:
    row = [flowing("Công văn số 5", (0, 0, 0)), flowing("MẬT", (0, 0, 1))]
    layout = laid_out(flow_page(["Danh sách văn bản:", *row], Origin.OFFICE))
    assert texts(layout, Region.OVERLAY) == []


CLOSINGS: dict[str, list[str | Line]] = {
    "recipients first": [*RECIPIENTS, *SIGNATURE],
    "signature first": [*SIGNATURE, *RECIPIENTS],
    "cells": [*in_cells(3, RECIPIENTS, SIGNATURE)],
    "name below the cells": [*in_cells(3, RECIPIENTS, SIGNATURE[:2]), SIGNATURE[2]],
}


@pytest.mark.parametrize("closing", CLOSINGS.values(), ids=CLOSINGS.keys())
def test_closing_and_appendix(closing: list[str | Line]) -> None:
    layout = laid_out(flow_page([*TITLE, *BODY, *closing, "PHỤ LỤC", "Danh mục công trình"]))
    assert texts(layout, Region.RECIPIENTS) == RECIPIENTS
    assert texts(layout, Region.SIGNATURE) == SIGNATURE
    assert texts(layout, Region.APPENDIX) == ["PHỤ LỤC", "Danh mục công trình"]
    assert texts(layout, Region.BODY) == BODY


def test_table_with_spanning_head_and_column_numbers() -> None:
    grid = [
        (0, 0, "TT", 2, 1),
        (0, 1, "Kinh phí", 1, 2),
        (1, 1, "Tỉnh", 1, 1),
        (1, 2, "Huyện", 1, 1),
        *((2, c, str(c + 1), 1, 1) for c in range(3)),
        (3, 0, "1", 1, 1),
        (3, 1, "5 tỷ", 1, 1),
        (3, 2, "2 tỷ", 1, 1),
    ]
    lines = [flowing(text, (0, r, c)) for r, c, text, _, _ in grid]
    cells = tuple(
        Cell(r, c, (line,), None, rs, cs) for (r, c, _, rs, cs), line in zip(grid, lines, strict=True)
    )
    caption = flowing("Bảng 1: Kinh phí thực hiện")
    one = Page(1, (flowing("Nội dung như sau."), caption, *lines), Origin.OFFICE, tables=(Table(cells),))
    table = laid_out(one).tables[0]
    assert table.title == "Bảng 1: Kinh phí thực hiện"
    assert table.columns == ("TT", "Kinh phí / Tỉnh", "Kinh phí / Huyện")
    assert table.rows == (("1", "5 tỷ", "2 tỷ"),)


def test_footnotes_of_office_files_and_of_plain_text() -> None:
    marked = Page(
        1, (flowing("Nội dung."),), Origin.OFFICE, notes=(Footnote("1", (flowing("Theo báo cáo."),)),)
    )
    assert [(n.marker, n.text) for n in laid_out(marked).footnotes] == [("1", "Theo báo cáo.")]
    plain = flow_page(["Dữ liệu về dân cư1 được cập nhật.", "1 Công văn số 85/STL ngày 10/7/2024"])
    layout = laid_out(plain)
    assert [(n.marker, n.text) for n in layout.footnotes] == [("1", "Công văn số 85/STL ngày 10/7/2024")]
    assert texts(layout, Region.BODY) == ["Dữ liệu về dân cư1 được cập nhật."]


def test_a_numbered_last_line_is_no_footnote() -> None:
    layout = laid_out(flow_page(["Các công trình gồm:", "12 công trình mới."]))
    assert layout.footnotes == ()


PHRASES = [
    *ISSUER,
    *MOTTO,
    *TITLE,
    *BODY,
    *RECIPIENTS,
    *SIGNATURE,
    "PHỤ LỤC",
    "1 Theo báo cáo1",
    "2",
    "---",
    "",
]
CELLS = st.none() | st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 2))


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.tuples(st.sampled_from(PHRASES), CELLS), max_size=18), min_size=1, max_size=3),
    st.sampled_from([Origin.PLAIN, Origin.OFFICE]),
)
def test_no_word_is_lost_or_doubled(parts: list[list[tuple[str, Place]]], origin: Origin) -> None:
    pages = [
        flow_page([flowing(text, cell) for text, cell in part], origin, number)
        for number, part in enumerate(parts, start=1)
    ]
    assert placed_words(laid_out(*pages)) == read_words(pages)
