"""Heads of other forms than that of Nghị định 30/2020/NĐ-CP, from text to fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.find import find
from extract.serialise.outputs import to_outputs
from schemas.record import Record

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "Căn cứ Luật Thử nghiệm ngày 19/6/2015;\nĐiều 1. Phạm vi điều chỉnh\nQuy định về thử nghiệm.\n"


def converted(text: str, folder: Path) -> Record:
    path = folder / "document.txt"
    path.write_text(text, "utf-8")
    (source,) = find([path], Limits(), folder)
    return to_outputs(source, Options())[0].record


@pytest.mark.parametrize(
    ("head", "values"),
    [
        (
            "THÔNG TƯ\nCỦA BỘ THỬ NGHIỆM SỐ 17/2030/TT-BTN NGÀY 8 THÁNG 3 NĂM 2030 HƯỚNG DẪN THỬ MÁY",
            ("17/2030/TT-BTN", "2030-03-08", "Bộ Thử nghiệm", "HƯỚNG DẪN THỬ MÁY"),
        ),
        (
            "THÔNG TƯ\nCỦA BỘ THỬ NGHIỆM SỐ 17/2030/TT/BTN NGÀY 8 THÁNG 3 NĂM 2030 HƯỚNG DẪN THỬ MÁY",
            ("17/2030/TT-BTN", "2030-03-08", "Bộ Thử nghiệm", "HƯỚNG DẪN THỬ MÁY"),
        ),
        (
            "QUYẾT ĐỊNH\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 90/2030/QĐ-TTG\n"
            "NGÀY 25 THÁNG 6 NĂM 2030 VỀ VIỆC THỬ MÁY KÈM THEO"
            "\nQUYẾT ĐỊNH SỐ 11/2029/QĐ-TTG NGÀY 20 THÁNG 12 NĂM 2029\nTHỦ TƯỚNG CHÍNH PHỦ",
            (
                "90/2030/QĐ-TTg",
                "2030-06-25",
                "Thủ tướng Chính phủ",
                "VỀ VIỆC THỬ MÁY KÈM THEO QUYẾT ĐỊNH SỐ 11/2029/QĐ-TTG NGÀY 20 THÁNG 12 NĂM 2029",
            ),
        ),
        (
            f"QUỐC HỘI\nLuật số: 52/2030/QH18\n{MOTTO}Hà Nội, ngày 15 tháng 11 năm 2030\nLUẬT\nTHỬ MÁY",
            ("52/2030/QH18", "2030-11-15", "Quốc hội", "THỬ MÁY"),
        ),
        (
            "SỞ THỬ NGHIỆM TỈNH HÒA AN\nTRUNG TÂM GIỐNG TÂY BẮC\nBÁO CÁO\nKết quả năm 2030\n"
            "I. KẾT QUẢ\nĐã thử 5 máy.",
            (None, None, "Trung tâm Giống Tây Bắc", "Kết quả năm 2030"),
        ),
        (
            f"SỞ THỬ NGHIỆM TỈNH HÒA AN\nTRUNG TÂM GIỐNG\nSố: 31/KH-TTG\n{MOTTO}"
            "Hòa An, ngày 03 tháng 02 năm 2030\nKẾ HOẠCH, NHIỆM VỤ\nTHỬ MÁY NĂM 2030",
            ("31/KH-TTG", "2030-02-03", "Trung tâm Giống", "KẾ HOẠCH, NHIỆM VỤ THỬ MÁY NĂM 2030"),
        ),
        (
            f"SỞ THỬ NGHIỆM\nSố: 8/TM-STN\n{MOTTO}"
            "Hòa An, ngày 03 tháng 02 năm 2030\nTHƯ MỜI\nHội nghị thử máy",
            ("8/TM-STN", "2030-02-03", "Sở Thử nghiệm", "Hội nghị thử máy"),
        ),
    ],
)
def test_code_date_organ_and_title(head: str, values: tuple[str | None, ...], tmp_path: Path) -> None:
    fields = converted(f"{head}\n{BODY}", tmp_path).fields
    assert (fields.code, fields.date, fields.organ, fields.title) == values


def test_an_organ_ends_where_the_document_is_named(tmp_path: Path) -> None:
    head = f"UBND TỈNH HÒA AN\nSỞ THỬ NGHIỆM\nBẢNG TỔNG HỢP KẾT QUẢ\n{MOTTO}Phân loại máy năm 2030"
    fields = converted(f"{head}\n{BODY}", tmp_path).fields
    assert (fields.organ_parent, fields.organ) == ("UBND tỉnh Hòa An", "Sở Thử nghiệm")


def test_an_appendix_with_a_head_of_its_own_keeps_it(tmp_path: Path) -> None:
    head = (
        f"ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\nBẢN QUY ĐỊNH\n{MOTTO}"
        "Phú Lộc, ngày 07 tháng 3 năm 2030\nChính sách thử máy trên địa bàn tỉnh Hòa An\n"
        "(Ban hành kèm theo Quyết định số: 52/2030/QĐ-UB\nngày 07/3/2030 của UBND tỉnh Hòa An)\nChương I\n"
    )
    fields = converted(f"{head}\n{BODY}", tmp_path).fields
    assert (fields.date, fields.organ) == ("2030-03-07", "Ủy ban nhân dân tỉnh Hòa An")
    assert fields.title == "Chính sách thử máy trên địa bàn tỉnh Hòa An"


@pytest.mark.parametrize(("kind", "count"), [("GIẤY MỜI", 0), ("KẾ HOẠCH", 1)])
def test_a_letter_rests_on_no_base_but_can_cu(kind: str, count: int, tmp_path: Path) -> None:
    head = f"SỞ THỬ NGHIỆM\nSố: 8/STN\n{MOTTO}Hòa An, ngày 03 tháng 02 năm 2030\n{kind}\nThử máy\n"
    text = (
        f"{head}\nThực hiện Kế hoạch số 5/KH-STN ngày 02/01/2030 của Sở Thử nghiệm về thử máy;\n\nNội dung:\n"
    )
    assert len(converted(text, tmp_path).fields.legal_bases) == count
