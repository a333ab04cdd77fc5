"""Paragraphs and outline: broken codes, wrapped text, nesting, headings and points."""

from __future__ import annotations

import pytest

from extract.core.model import Line, Origin
from extract.layout.line_joins import join
from extract.layout.model import Region
from support.layout_pages import flow_page, flowing, laid_out, page


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Quyết định số 1744/QĐ-", "BGTVT ngày 31/12"], "Quyết định số 1744/QĐ-BGTVT ngày 31/12"),
        (["Quyết định số 2103/QĐ-", "UBND"], "Quyết định số 2103/QĐ-UBND"),
        (["Chương trình hành động số 32-", "CTr/TU ngày"], "Chương trình hành động số 32-CTr/TU ngày"),
        (["Quyết định số 15/QĐ", "-STL ngày"], "Quyết định số 15/QĐ-STL ngày"),
        (["Nghị định số 61/2018/", "NĐ-CP"], "Nghị định số 61/2018/NĐ-CP"),
        (["ngày 16/12/", "2021"], "ngày 16/12/2021"),
        (["giai đoạn 2021 -", "2025"], "giai đoạn 2021 - 2025"),
        (["giai đoạn 2021-", "2025"], "giai đoạn 2021-2025"),
        (["các sở, ban,", "ngành"], "các sở, ban, ngành"),
        (["khoa học -", "công nghệ"], "khoa học - công nghệ"),
        (["a  b", "", "c"], "a b c"),
    ],
)
def test_join(lines: list[str], whole: str) -> None:
    assert join(lines) == whole


WRAPPED = """
I. MỤC ĐÍCH
1. Yêu cầu
- Xác định nội dung, nhiệm vụ chính và giải pháp thực hiện để chủ động
phối hợp với các đơn vị theo Quyết định số 79/QĐ-
STL ngày 24/7/2024.
II. NỘI DUNG
1. Rà soát, tham mưu hoàn thiện các cơ chế, chính sách thúc đẩy công tác
thủy lợi trên địa bàn
a) Rà soát chính sách: (1) Chương trình tu bổ đê điều hằng năm của tỉnh;
(2) Chương trình nước sạch; đề xuất sửa đổi, bổ sung hoặc thay thế để
thực hiện có hiệu quả.
- Thời gian hoàn thành: Quý III.
b) Tham mưu điều chỉnh các mục tiêu, chỉ tiêu cho phù hợp với tình hình
thực tế của tỉnh.
2. Công tác khác
2.1. Đào tạo
a) Phối hợp tổ chức lớp tập huấn cho cán bộ các Hạt.
3. Sở Tài chính: Là cơ quan chủ trì bố trí kinh phí hằng năm.
""".strip().splitlines()


def spaced(lines: list[str]) -> list[str | Line]:
    """Every printed line followed by an empty one, as some converters write them."""
    return [part for line in lines for part in (line, "")]


@pytest.mark.parametrize("lines", [WRAPPED, spaced(WRAPPED)], ids=["dense", "blank lines between"])
def test_wrapped_text(lines: list[str | Line]) -> None:
    layout = laid_out(flow_page(lines))
    joined = [paragraph.text for paragraph in layout.paragraphs]
    assert joined[2].endswith("theo Quyết định số 79/QĐ-STL ngày 24/7/2024.")
    assert joined[4].startswith("1. Rà soát") and joined[4].endswith("trên địa bàn")
    assert "(2) Chương trình nước sạch" in joined[5]
    assert len(joined) == 12


def test_outline_levels_and_kinds() -> None:
    entries = [(h.marker, h.level, h.kind.value) for h in laid_out(flow_page(list(WRAPPED))).outline]
    assert entries == [
        ("I.", 1, "heading"),
        ("1.", 2, "heading"),
        ("II.", 1, "heading"),
        ("1.", 2, "heading"),
        ("a)", 3, "point"),
        ("b)", 3, "point"),
        ("2.", 2, "heading"),
        ("2.1.", 3, "heading"),
        ("a)", 4, "point"),
        ("3.", 2, "heading"),
    ]


def titles(*lines: str | Line) -> list[tuple[str, str, str]]:
    layout = laid_out(flow_page(lines, Origin.OFFICE))
    return [(h.marker, h.title, h.kind.value) for h in layout.outline]


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("Điều 1. Phạm vi điều chỉnh", ("Điều 1.", "Phạm vi điều chỉnh", "heading")),
        ("Điều 2. Phê duyệt: dự án A.", ("Điều 2.", "Phê duyệt: dự án A.", "point")),
        ("1. Giao Sở Xây dựng: chủ trì.", ("1.", "Giao Sở Xây dựng: chủ trì.", "point")),
        ("1. Thời gian: Từ ngày 01 tháng 3.", ("1.", "Thời gian: Từ ngày 01 tháng 3.", "point")),
        ("II NỘI DUNG THỰC HIỆN", ("II", "NỘI DUNG THỰC HIỆN", "heading")),
        ("1. Sở Xây dựng: Chủ trì thực hiện.", ("1.", "Sở Xây dựng", "heading")),
        ("3. Hỗ trợ các đơn vị, như sau:", ("3.", "Hỗ trợ các đơn vị, như sau", "heading")),
        ("II/ Nội dung", ("II/", "Nội dung", "heading")),
        ("Chương I. QUY ĐỊNH CHUNG", ("Chương I.", "QUY ĐỊNH CHUNG", "heading")),
        ("(1) Triển khai kế hoạch.", ("(1)", "Triển khai kế hoạch.", "point")),
    ],
)
def test_heading_or_point(line: str, entry: tuple[str, str, str]) -> None:
    assert titles("Sở báo cáo như sau.", line)[0] == entry


def test_bold_words_are_the_title() -> None:
    words = [*flowing("1. Sở Tài chính.", bold=True).words, *flowing("Bố trí kinh phí; báo cáo.").words]
    assert titles(Line.of(words)) == [("1.", "Sở Tài chính", "heading")]


def test_chapter_takes_its_title_from_the_next_line() -> None:
    entries = titles("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi")
    assert entries == [("Chương I", "QUY ĐỊNH CHUNG", "heading"), ("Điều 1.", "Phạm vi", "heading")]


def test_no_headings_in_brackets_bullets_and_out_of_sequence() -> None:
    assert titles("(Hồ sơ gửi kèm gồm:", "1/ Dự thảo.", "2/ Biên bản).", "- Mục đích", "+ Yêu cầu") == []
    assert [entry[0] for entry in titles("1. Mục đích", "30. tháng này", "2. Yêu cầu")] == ["1.", "2."]


def test_footnotes_between_printed_pages_of_a_wrapped_text() -> None:
    lines = [
        *WRAPPED[:5],
        "Cơ sở dữ liệu của ngành thủy lợi1 được cập nhật thường xuyên và chia sẻ",
        "1 Công văn số 85/STL-KH ngày 10/7/2024 về việc cập nhật dữ liệu công trình",
        "và hồ sơ quản lý.",
        "với các đơn vị liên quan theo quy định.",
        *WRAPPED[5:],
    ]
    layout = laid_out(flow_page(lines))
    assert [(n.marker, n.text) for n in layout.footnotes] == [
        ("1", "Công văn số 85/STL-KH ngày 10/7/2024 về việc cập nhật dữ liệu công trình và hồ sơ quản lý.")
    ]
    assert any("chia sẻ với các đơn vị liên quan" in paragraph.text for paragraph in layout.paragraphs)


def test_paragraph_over_a_page_break() -> None:
    full = "Các đơn vị tổ chức thực hiện nghiêm túc nội dung này theo đúng quy định"
    first = page([(110.0, 60.0, full), (85.0, 78.0, full), (290.0, 800.0, "1")])
    second = page(
        [(290.0, 40.0, "2"), (85.0, 80.0, "hiện hành."), (110.0, 98.0, full), (85.0, 116.0, full)], 2
    )
    joined = [(p.page, p.text) for p in laid_out(first, second).paragraphs if p.region is Region.BODY]
    assert joined == [(1, f"{full} {full} hiện hành."), (2, f"{full} {full}")]


def test_paragraphs_by_indent_and_room() -> None:
    lines = [
        (110.0, 60.0, "Các đơn vị tổ chức thực hiện nghiêm túc nội dung này theo đúng quy định;"),
        (85.0, 78.0, "báo cáo kết quả về Sở;"),
        (110.0, 96.0, "Phòng Kế hoạch theo dõi, đôn đốc, tổng hợp kết quả của các đơn vị trong"),
        (85.0, 114.0, "ngành, bảo đảm đúng tiến độ và chất lượng theo yêu cầu của cấp trên giao."),
        (110.0, 132.0, "Yêu cầu các đơn vị thực hiện."),
    ]
    assert len(laid_out(page(lines)).paragraphs) == 3
