"""What contradicts itself or the form goes to review, and what does not stays out of it."""

from __future__ import annotations

import pytest

from extract.fields import Extraction, extract
from extract.fields.doubts import doubts
from schemas.fields import Fields
from schemas.loader import load
from support.forms import layout


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"number": "20131", "organ": "Sở Thử nghiệm"}, {"number", "code"}),
        ({"number": "20131", "organ": "Cục Thuế tỉnh Hòa An"}, set()),
        ({"number": "2013", "organ": "Sở Thử nghiệm"}, set()),
        ({"title": "Kết quả năm 2031 Phần I tình hình chung"}, {"title"}),
        ({"title": "Tài liệu hướng dẫn Mục lục 1. Mở đầu"}, {"title"}),
        ({"title": "Về việc thành lập Tổ công tác của"}, {"title"}),
        ({"title": "SỞ THỬ NGHIỆM"}, {"title"}),
        ({"title": "Về việc thành lập Tổ công tác"}, set()),
        ({"organ": "Phòng"}, {"organ"}),
        ({"organ": "Trường Trung học phổ"}, {"organ"}),
        ({"organ": "Sở Thử nghiệm báo cáo kết quả"}, {"organ"}),
        ({"organ": "Sở Thử nghiệm Số20/STN-VP"}, {"organ"}),
        ({"organ": "Sở Thử nghiệm (dự án ABC"}, {"organ"}),
        ({"organ": "Sở Kế hoạch và Đầu tư"}, set()),
        ({"organ": "Phòng Tài chính - Kế hoạch"}, set()),
        ({"organ": "Ban Quản lý dự án đầu tư xây dựng"}, set()),
        ({"organ": "Trường ĐẠIHxC Thử nghiệm"}, {"organ"}),
        ({"organ": "UBND tỉnh Hòa An", "notation": "STN-VP"}, {"organ"}),
        ({"organ": "UBND tỉnh Hòa An", "notation": "QĐ-UBND"}, set()),
        ({"organ": "UBND tỉnh Hòa An", "notation": "QĐ-CT"}, set()),
        ({"organ": "Ủy ban Kiểm tra Tỉnh ủy", "notation": "QĐ/UBKTTU"}, set()),
        ({"organ": "Văn phòng UBND tỉnh Hòa An", "notation": "TB-VPUBND"}, set()),
        ({"organ": "Sở Thử nghiệm", "notation": "QĐ-UBND"}, {"organ"}),
        ({"organ": "Khoa Hệ thống Thông tin"}, set()),
        ({"organ": "Hội đồng nhân dân tỉnh Cao Bằng"}, set()),
        ({"organ": "Bệnh viện Đa KHOATỈNH"}, {"organ"}),
        ({"organ": "Sở GDĐT Hòa An"}, set()),
        ({"place": "Tp. Hồ Chí Minh"}, set()),
        ({"place": "Hòa An"}, set()),
        ({"place": "Đắk Lắk"}, set()),
        ({"place": "Hxq Anw"}, {"place"}),
        ({"place": "thành phố Hòa An"}, set()),
        ({"place": "Hòa An thị trấn"}, set()),
        ({"place": "Hòa vên"}, {"place"}),
        ({"place": "Hà nội"}, set()),  # as it was printed before 2000
        ({"doc_type": {"code": "KH", "name": "Kế hoạch"}, "notation": "STN"}, {"notation", "code"}),
        ({"doc_type": {"code": "KH", "name": "Kế hoạch"}, "notation": "KH-STN"}, set()),
        ({"doc_type": {"code": "TTr", "name": "Tờ trình"}, "notation": "TTrSTN"}, set()),
        ({"doc_type": {"code": "CV", "name": "Công văn"}, "notation": "STN-VP"}, set()),
        ({"archive_line": "VT, KTTH (3)"}, set()),
        ({"archive_line": "VT, CNTT.nh)"}, {"archive_line"}),
        ({"archive_line": "-VT,: tphong"}, {"archive_line"}),
    ],
)
def test_each_check_by_its_reason(values: dict[str, object], told: set[str]) -> None:
    assert {field for field, _ in doubts(Fields.model_validate(values))} == told


def signed(text: str, confidence: float = 0.95) -> Extraction:
    parts = (("body", "Nội dung của văn bản./."), ("signature", text))
    return extract(layout(*parts, confidence=confidence), load("administrative"))


@pytest.mark.parametrize(
    ("text", "signer", "told"),
    [
        ("KT. CHỦ TỊCH\nCHỦ TỊCH\nTrần Thị Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), {"signer.title"}),
        ("KT, GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), set()),
        ("GIÁM ĐỐC\nThị Mẫu", (None, "GIÁM ĐỐC"), {"signer.name"}),
        ("GIÁM ĐỐC\nTrần Mẫu", (None, "GIÁM ĐỐC"), {"signer.name"}),  # of two words: one may be lost
        ("GIÁM ĐỐC\nTrần Thị M", (None, "GIÁM ĐỐC"), {"signer.name"}),
        ("Hó GIÁM ĐỐC\nTrần Thị Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), {"signer.authority"}),
    ],
)
def test_a_signature_that_a_seal_lies_on(text: str, signer: tuple[str | None, str], told: set[str]) -> None:
    found = signed(text)
    assert (found.fields.signer.authority, found.fields.signer.title) == signer
    assert {item.field for item in found.review if item.field.startswith("signer")} == told


def test_a_clean_text_is_not_doubted() -> None:
    found = signed("GIÁM ĐỐC\nTrần Mẫu", confidence=1.0)
    assert not [item for item in found.review if item.field.startswith("signer")]


def test_what_is_doubted_is_less_sure() -> None:
    sure, unsure = (
        signed(f"KT. CHỦ TỊCH\n{title}\nTrần Thị Mẫu").evidence["signer.title"][0].confidence
        for title in ("PHÓ CHỦ TỊCH", "CHỦ TỊCH")
    )
    assert unsure < 0.6 < sure


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        # KT. apart from its title, which stands there twice
        ("CHỦ TỊCH\n.a KT.\nTrần Thị Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mẫu")),
        ("GIÁM ĐỐC\nTrần à Thị ã Mẫu", (None, "GIÁM ĐỐC", "Trần Thị Mẫu")),  # strokes between the words
    ],
)
def test_what_a_signature_left(text: str, signer: tuple[str | None, ...]) -> None:
    found = signed(text).fields.signer
    assert (found.authority, found.title, found.name) == signer


def test_a_title_beside_a_stamp_is_read_without_it() -> None:
    parts = (
        ("title", "CHỈ THỊ\nTR3M C9NG | Về việc thử máy"),
        ("body", "Nội dung của văn bản./."),
    )
    assert extract(layout(*parts, confidence=0.9), load("administrative")).fields.title == "Về việc thử máy"


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("- VPUB: CVP.các PCVP;", "VPUB: CVP, các PCVP"),  # a comma that was read as a stop
        ("- ủy ban MTTQ tỉnh;", "Ủy ban MTTQ tỉnh"),
        ("- Đăng thunghiem.edu.vn;", "Đăng thunghiem.edu.vn"),
    ],
)
def test_items_as_they_are_written(item: str, meant: str) -> None:
    parts = (("body", "Nội dung của văn bản./."), ("recipients", f"Nơi nhận:\n{item}\n- Lưu: VT."))
    assert extract(layout(*parts, confidence=0.9), load("administrative")).fields.recipients == [meant]
