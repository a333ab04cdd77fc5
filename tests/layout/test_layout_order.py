"""Reading order of a page and of a document: closing, appendix, page numbers, footnotes, tables."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.core.geometry import Box
from extract.core.model import Cell, Line, Origin, Page, Table
from extract.layout.model import Region
from support.layout_pages import (
    LENGTH,
    WIDTH,
    Printed,
    centred,
    laid_out,
    page,
    placed_words,
    printed,
    read_words,
    texts,
)

FULL = "Các đơn vị tổ chức thực hiện nghiêm túc nội dung này theo đúng quy định;"
LAST = "báo cáo kết quả về Sở trước ngày cuối cùng của tháng./."
TEXT: list[Printed] = [(110.0, 400.0, FULL), (85.0, 418.0, LAST)]
RECIPIENTS = ["Nơi nhận:", "- Như trên;", "- Lãnh đạo Sở;", "- Lưu: VT, KH."]
SIGNATURE = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Bình"]
JOINED: list[Printed] = [
    (90.0, 450.0, f"{RECIPIENTS[0]} | | | | {SIGNATURE[0]}"),
    (90.0, 464.0, f"{RECIPIENTS[1]} | | | | {SIGNATURE[1]}"),
    (90.0, 478.0, RECIPIENTS[2]),
    (90.0, 492.0, RECIPIENTS[3]),
    (390.0, 540.0, SIGNATURE[2]),
]


def test_recipients_then_signature() -> None:
    layout = laid_out(page([*TEXT, *JOINED]))
    assert texts(layout, Region.BODY) == [FULL, LAST]
    assert texts(layout, Region.RECIPIENTS) == RECIPIENTS
    assert texts(layout, Region.SIGNATURE) == SIGNATURE
    assert layout.page_texts[0].splitlines() == [FULL, LAST, *RECIPIENTS, *SIGNATURE]


@settings(max_examples=30)
@given(st.permutations([*TEXT, *JOINED]))
def test_closing_does_not_depend_on_the_order_of_lines(lines: list[Printed]) -> None:
    assert laid_out(page(lines)).blocks == laid_out(page([*TEXT, *JOINED])).blocks


def test_head_of_the_signature_above_recipients() -> None:
    lines = [*TEXT, (340.0, 440.0, "TM. ỦY BAN NHÂN DÂN"), (380.0, 455.0, "CHỦ TỊCH")]
    lines += [(90.0, 470.0, RECIPIENTS[0]), (90.0, 484.0, RECIPIENTS[1]), (90.0, 498.0, RECIPIENTS[3])]
    lines += [(390.0, 540.0, SIGNATURE[2])]
    layout = laid_out(page(lines))
    assert texts(layout, Region.SIGNATURE) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", SIGNATURE[2]]
    assert texts(layout, Region.RECIPIENTS) == [RECIPIENTS[0], RECIPIENTS[1], RECIPIENTS[3]]


def test_two_signers_side_by_side_above_recipients() -> None:
    lines = [
        *TEXT,
        (100.0, 440.0, "GIÁM ĐỐC | | | CHỦ TỊCH"),
        (100.0, 500.0, "Lê Văn Bình | | | Trần Thị Hoa"),
    ]
    lines += [(90.0, 540.0, RECIPIENTS[0]), (90.0, 554.0, RECIPIENTS[1]), (90.0, 568.0, RECIPIENTS[3])]
    layout = laid_out(page(lines))
    assert texts(layout, Region.SIGNATURE) == ["GIÁM ĐỐC", "Lê Văn Bình", "CHỦ TỊCH", "Trần Thị Hoa"]
    assert texts(layout, Region.BODY) == [FULL, LAST]


def test_recipients_whose_head_ocr_lost() -> None:
    lines = [*TEXT, (90.0, 450.0, "hi nhn | | | | GIÁM ĐỐC"), *JOINED[2:]]
    layout = laid_out(page(lines))
    assert texts(layout, Region.RECIPIENTS) == ["hi nhn", *RECIPIENTS[2:]]
    assert texts(layout, Region.SIGNATURE) == ["GIÁM ĐỐC", SIGNATURE[2]]


def test_signature_without_recipients() -> None:
    layout = laid_out(page([*TEXT, (360.0, 450.0, "TRƯỞNG PHÒNG"), (365.0, 520.0, "Lê Văn Bình")]))
    assert texts(layout, Region.SIGNATURE) == ["TRƯỞNG PHÒNG", "Lê Văn Bình"]


def test_recipients_over_a_page_break() -> None:
    first = page([*TEXT, *JOINED[:3], (390.0, 540.0, SIGNATURE[2])])
    second = page([(90.0, 60.0, "- Trung tâm tin học;"), (90.0, 75.0, RECIPIENTS[3])], number=2)
    layout = laid_out(first, second)
    assert texts(layout, Region.RECIPIENTS) == [*RECIPIENTS[:3], "- Trung tâm tin học;", RECIPIENTS[3]]
    assert texts(layout, Region.APPENDIX) == []


def test_pages_after_the_signature_are_appendix() -> None:
    second = page([centred(60.0, "PHỤ LỤC"), centred(80.0, "DANH MỤC CÔNG TRÌNH"), *TEXT], number=2)
    layout = laid_out(page([*TEXT, *JOINED]), second)
    assert texts(layout, Region.APPENDIX) == ["PHỤ LỤC", "DANH MỤC CÔNG TRÌNH", FULL, LAST]


def test_a_document_that_is_only_an_appendix() -> None:
    lines = [centred(60.0, "Phụ lục III"), centred(80.0, "(Kèm theo Công văn số 12/STL-KH)"), *TEXT]
    layout = laid_out(page(lines))
    assert [block.region for block in layout.blocks] == [Region.APPENDIX]


def test_page_numbers_are_taken_out() -> None:
    first = page([*TEXT, (290.0, 800.0, "1")])
    second = page([(290.0, 40.0, "2"), *TEXT], number=2)
    third = page([(285.0, 40.0, "- 3 -"), (110.0, 100.0, "12 công trình mới được xây dựng.")], number=3)
    layout = laid_out(first, second, third)
    assert texts(layout, Region.PAGE_NUMBER) == ["1", "2", "- 3 -"]
    assert layout.page_texts[2] == "12 công trình mới được xây dựng."


def test_running_heads_are_taken_out() -> None:
    pages = [
        page([(85.0, 40.0, f"CÔNG BÁO/Số 205/Ngày 12-02-2024 {number}"), *TEXT], number=number)
        for number in range(1, 5)
    ]
    layout = laid_out(*pages)
    assert len(texts(layout, Region.PAGE_NUMBER)) == 4
    assert all("CÔNG BÁO" not in text for text in layout.page_texts)


def test_incoming_stamp_lies_over_the_page() -> None:
    stamp = ["CÔNG VĂN ĐẾN", "ĐẾN", "Số: 1234", "Ngày: 12/3/2024", "Chuyển: KH"]
    lines = [(90.0, 120.0 + 12 * i, text) for i, text in enumerate(stamp)]
    layout = laid_out(page([*lines, *TEXT]))
    assert texts(layout, Region.OVERLAY) == stamp
    assert layout.page_texts[0].splitlines() == [FULL, LAST]


@pytest.mark.parametrize(
    ("height", "over"),
    [(40.0, ["BẢN", "NHÁP"]), (14.0, [])],  # a watermark, words a little larger
)
def test_large_print_across_the_lines_is_a_watermark(height: float, over: list[str]) -> None:
    marks = [
        printed(x, TEXT[0][1] - height / 3, word, height=height) for x, word in ((150, "BẢN"), (280, "NHÁP"))
    ]
    more: list[Printed] = [(85.0, 440.0 + 18 * row, FULL) for row in range(4)]
    title = printed(150.0, 60.0, "QUY CHẾ", height=40.0)  # large print with nothing behind it
    layout = laid_out(page([*TEXT, *more, *marks, title]))
    assert texts(layout, Region.OVERLAY) == over
    assert FULL in layout.page_texts[0].splitlines() or not over


def test_an_agency_in_the_text_is_no_digital_signature() -> None:
    lines = [
        (110.0, 300.0, "Cơ quan: Sở Thủy lợi tỉnh Minh Hà"),
        (85.0, 320.0, "Cơ quan thống kê, tình trạng;"),
    ]
    layout = laid_out(page([*lines, *TEXT]))
    assert texts(layout, Region.OVERLAY) == []


def test_a_bullet_cut_off_by_a_hanging_indent_stays_with_its_text() -> None:
    lines = [*TEXT[:1], (100.0, 420.0, "-"), (130.0, 420.0, "Tu bổ công trình;"), (300.0, 300.0, "~")]
    layout = laid_out(page(lines))
    assert layout.page_texts[0].splitlines() == [FULL, "- Tu bổ công trình;"]
    assert texts(layout, Region.OVERLAY) == ["~"]


def test_footnotes_at_the_foot_of_the_page() -> None:
    body: list[Line] = [printed(85.0, 100.0 + 18 * i, FULL) for i in range(12)]
    notes = [
        printed(85.0, 740.0, "1 Công văn số 12/STL-KH ngày 01/3/2024 về rà soát", height=8.0),
        printed(85.0, 750.0, "các công trình trên địa bàn.", height=8.0),
        printed(85.0, 760.0, "2 Theo số liệu của Chi cục Thống kê.", height=8.0),
    ]
    layout = laid_out(page([*body, *notes, (290.0, 800.0, "3")]))
    assert [(note.marker, note.text) for note in layout.footnotes] == [
        ("1", "Công văn số 12/STL-KH ngày 01/3/2024 về rà soát các công trình trên địa bàn."),
        ("2", "Theo số liệu của Chi cục Thống kê."),
    ]
    assert all("Thống kê" not in paragraph.text for paragraph in layout.paragraphs)


def ruled(rows: list[list[str]], number: int = 1) -> Page:
    """A ruled table whose text the reader gives as lines that run over the columns."""
    edges = [80.0, 140.0, 340.0, 540.0]
    cells: list[Cell] = []
    lines: list[Line] = [] if number > 1 else [printed(*centred(150.0, "DANH MỤC CÔNG TRÌNH"))]
    top = 200.0
    for r, row in enumerate(rows):
        wrapped = [wrap(text, 26) for text in row]
        bottom = top + 14 * max(len(part) for part in wrapped) + 10
        cells += [Cell(r, c, (), Box(edges[c], top, edges[c + 1], bottom)) for c in range(len(row))]
        for i in range(max(len(part) for part in wrapped)):
            parts = [
                printed(edges[c] + 4, top + 5 + 14 * i, p[i]) for c, p in enumerate(wrapped) if i < len(p)
            ]
            lines.append(Line.of(word for part in parts for word in part.words))
        top = bottom
    table = Table(tuple(cells), Box(80.0, 200.0, 540.0, top))
    return Page(number, tuple(lines), Origin.TEXT_LAYER, WIDTH, LENGTH, tables=(table,))


def test_a_table_is_read_cell_by_cell_and_joined_over_pages() -> None:
    head = ["TT", "Tên công trình", "Đơn vị"]
    first = ruled([head, ["1", "Đê Tả Minh", "Hạt Một"], ["2", "Cống Hữu Hà và", "Hạt Hai"]])
    second = ruled([head, ["", "kè Bắc", ""], ["3", "Trạm bơm", "Hạt Ba"]], number=2)
    layout = laid_out(first, second)
    assert layout.page_texts[0].splitlines()[:4] == ["DANH MỤC CÔNG TRÌNH", "TT", "Tên công trình", "Đơn vị"]
    assert len(layout.tables) == 1
    table = layout.tables[0]
    assert table.title == "DANH MỤC CÔNG TRÌNH"
    assert table.columns == tuple(head)
    assert table.rows == (
        ("1", "Đê Tả Minh", "Hạt Một"),
        ("2", "Cống Hữu Hà và kè Bắc", "Hạt Hai"),
        ("3", "Trạm bơm", "Hạt Ba"),
    )
    assert placed_words(layout) == read_words([first, second])


def test_a_rest_of_a_table_without_its_head_goes_on_after_pages_without_rules() -> None:
    long = "Tu bổ, nâng cấp công trình " * 7
    first = ruled([["TT", "Tên công trình", "Đơn vị"], ["1", "Đê Tả Minh", "Hạt Một"]])
    between = page([(110.0, 100.0, "và các hạng mục kèm theo")], number=2)
    third = ruled([["2", long, "Hạt Hai"], ["3", "Trạm bơm", "Hạt Ba"]], number=3)
    table = laid_out(first, between, third).tables[0]
    assert [row[0] for row in table.rows] == ["1", "2", "3"]
