"""Letterheads, lists and căn cứ as offices set them: names broken anywhere, braces, items run together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.core.model import Line
from extract.fields import extract
from extract.fields.head.organ import agencies
from extract.form.item_text import cut_back
from extract.form.motto import is_motto
from schemas.loader import load
from support.forms import layout, placed


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("SỞ Y TẾ HÒA AN|TRUNG TÂM Y TẾ|HUYỆN BÌNH KHÊ", ["SỞ Y TẾ HÒA AN", "TRUNG TÂM Y TẾ HUYỆN BÌNH KHÊ"]),
        ("BAN CHỈ ĐẠO|PHÒNG CHỐNG TỘI PHẠM", ["BAN CHỈ ĐẠO PHÒNG CHỐNG TỘI PHẠM"]),
        ("TRƯỜNG ĐẠI HỌC|KHOA HỌC THỬ NGHIỆM", ["TRƯỜNG ĐẠI HỌC KHOA HỌC THỬ NGHIỆM"]),
        ("BỘ TÀI NGUYÊN VÀ MÔI|TRƯỜNG|CỤC ĐO ĐẠC", ["BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "CỤC ĐO ĐẠC"]),
        ("NGÂN HÀNG CHÍNH SÁCH XÃ|HỘI|CHI NHÁNH HÒA AN", ["NGÂN HÀNG CHÍNH SÁCH XÃ HỘI", "CHI NHÁNH HÒA AN"]),
        ("BỆNH VIỆN THỬ NGHIỆM|TRUNG ƯƠNG", ["BỆNH VIỆN THỬ NGHIỆM TRUNG ƯƠNG"]),
        ("ỦY BAN NHÂN DÂN|SỞ THỬ NGHIỆM", ["ỦY BAN NHÂN DÂN", "SỞ THỬ NGHIỆM"]),  # the place was not read
    ],
)
def test_lines_of_a_letterhead(lines: str, names: list[str]) -> None:
    found = agencies([placed(line) for line in lines.split("|")])
    assert [" ".join(line.text for line in group) for group in found] == names


@pytest.mark.parametrize(
    ("regular", "bold", "count"),
    [
        ("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH KHÊ", 1),  # a place alone is no agency under it
        ("ỦY BAN NHÂN DÂN", "SỞ THỬ NGHIỆM", 2),
        ("UBND TỈNH HÒA AN", "HUYỆN ĐOÀN BÌNH KHÊ", 2),
    ],
)
def test_bold_print_parts_two_agencies(regular: str, bold: str, count: int) -> None:
    line = placed(bold)
    strong = replace(line, line=Line.of(replace(word, bold=True) for word in line.line.words))
    assert len(agencies([placed(regular), strong])) == count


@pytest.mark.parametrize(
    ("text", "items", "archive"),
    [
        (
            "- Như trên;\n- Lưu trữ lịch sử tỉnh;\n- Lưu: VT, TH.",
            ["Như trên", "Lưu trữ lịch sử tỉnh"],
            "VT, TH",
        ),
        ("- Các phòng } Website Sở;\n- Lưu: VT.", ["Các phòng", "Website Sở"], "VT"),
        ("- Như trên; -Cổng TTĐT;\n- Lưu: VT.", ["Như trên", "Cổng TTĐT"], "VT"),
        ("- Như trên;\nˆ_~ Lưu: VT, NN (2b).", ["Như trên"], "VT, NN (2b)"),
    ],
)
def test_recipients_and_archive_line(text: str, items: list[str], archive: str) -> None:
    parts = (("body", "Nội dung của văn bản./."), ("recipients", f"Nơi nhận:\n{text}"))
    fields = extract(layout(*parts), load("administrative")).fields
    assert (fields.recipients, fields.archive_line) == (items, archive)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("VT, KTN.Iqv42", "VT, KTN.lqv42"),  # initials are small letters
        ("VT, Im", "VT, Im"),  # a syllable, and a name
        ("VT, ntp (02B)", "VT, ntp (02b)"),
        ("VT, KSTT Ánh)", "VT, KSTT (Ánh)"),
        ("V1, CNTT.nh)", "VT, CNTT"),
    ],
)
def test_archive_line_as_it_is_read(read: str, meant: str) -> None:
    assert cut_back(read) == meant


def test_bases_that_run_together() -> None:
    text = (
        "Căn cứ Luật Thử nghiệm ngày 19/6/2030; Căn cứ Nghị định số 3/2031/NĐ-CP;\n"
        "Theo đề nghị của Vụ trưởng Vụ Thử nghiệm, Bộ trưởng Bộ Thử nghiệm ban hành Thông tư."
    )
    fields = extract(layout(("title", "THÔNG TƯ"), ("body", text)), load("administrative")).fields
    assert fields.legal_bases == [
        "Căn cứ Luật Thử nghiệm ngày 19/6/2030;",
        "Căn cứ Nghị định số 3/2031/NĐ-CP;",
        "Theo đề nghị của Vụ trưởng Vụ Thử nghiệm,",
    ]


@pytest.mark.parametrize(
    ("text", "motto"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", True),
        ("ĐÀNG CỌNG SÀN VIẸT NAM", True),
        ("LAO ĐỘNG VIỆT NAM", False),
        ("ĐIỆN LỰC VIỆT NAM", False),
    ],
)
def test_an_agency_is_near_to_the_partys_name(text: str, motto: bool) -> None:
    assert is_motto(placed(text).line.words) is motto
