from __future__ import annotations

import pytest

from extract.fields import extract
from extract.fields.body.lists import spelled, split
from extract.form.agencies import issuer_at
from extract.form.capitals import ordinary
from extract.form.person_names import is_name, without_prefix
from extract.form.positions import is_approval, is_position
from schemas.loader import load
from support.forms import layout, placed


@pytest.mark.parametrize(
    ("capitals", "expected"),
    [
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
        ("ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP", "Ủy ban nhân dân tỉnh Đồng Tháp"),
        ("UỶ BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ", "Uỷ ban nhân dân thành phố Cần Thơ"),  # tone as printed
        ("UBND TỈNH ĐỒNG THÁP", "UBND tỉnh Đồng Tháp"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Bộ Lao động - Thương binh và Xã hội"),
        ("BAN QUẢN LÝ KHU KINH TẾ VÂN ĐỒN", "Ban Quản lý Khu kinh tế Vân Đồn"),
        ("NGÂN HÀNG NHÀ NƯỚC VIỆT NAM", "Ngân hàng Nhà nước Việt Nam"),
        ("BỘ Y TẾ", "Bộ Y tế"),
        ("Sở Y tế", "Sở Y tế"),  # not in capitals: as printed
        ("HUYỆN ỦY GIAO THỦY", "Huyện ủy Giao Thủy"),
        ("BAN THƯỜNG VỤ TỈNH ỦY", "Ban Thường vụ Tỉnh ủy"),
        ("SỞ CÔNG THƯƠNG", "Sở Công Thương"),
        ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN TRUNG", "Tổng công ty Điện lực miền Trung"),
    ],
)
def test_ordinary_capitals(capitals: str, expected: str) -> None:
    assert ordinary(capitals) == expected


def test_the_documents_own_writing_is_taken() -> None:
    text = "Giao Chi cục Kiểm lâm Vùng Bốn báo cáo. Chi cục Kiểm lâm Vùng Bốn chịu trách nhiệm."
    assert ordinary("CHI CỤC KIỂM LÂM VÙNG BỐN", text) == "Chi cục Kiểm lâm Vùng Bốn"


@pytest.mark.parametrize(
    ("phrase", "issuer"),
    [
        ("Chính phủ về kiểm soát thủ tục hành chính;", "Chính phủ"),
        ("Bộ trưởng Bộ Giao thông vận tải về việc công bố", "Bộ trưởng Bộ Giao thông vận tải"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
        (
            "Sở Văn hóa, Thể thao và Du lịch tỉnh Đồng Tháp ban hành",
            "Sở Văn hóa, Thể thao và Du lịch tỉnh Đồng Tháp",
        ),
        ("Thủ tướng Chính phủ phê duyệt Chương trình", "Thủ tướng Chính phủ"),
        ("Bộ Khoa học và Công nghệ và Nghị định số", "Bộ Khoa học và Công nghệ"),
        ("Bộ trưởng Bộ Công an quy định", "Bộ trưởng Bộ Công an"),
        ("UBND thành phố Cao Lãnh, đề nghị", "UBND thành phố Cao Lãnh"),
    ],
)
def test_where_an_agency_ends(phrase: str, issuer: str) -> None:
    found = issuer_at(phrase, 0)
    assert found is not None
    assert found[0] == issuer


@pytest.mark.parametrize("phrase", ["các cơ quan có thẩm quyền", "pháp luật", ""])
def test_no_agency(phrase: str) -> None:
    assert issuer_at(phrase, 0) is None


HEADERS = [
    # left box                                                     parent                   organ
    ("ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP", None, "Ủy ban nhân dân tỉnh Đồng Tháp"),
    ("UBND TỈNH ĐỒNG THÁP\nSỞ Y TẾ", "UBND tỉnh Đồng Tháp", "Sở Y tế"),
    (
        "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP\nSỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH",
        "Ủy ban nhân dân tỉnh Đồng Tháp",
        "Sở Văn hóa, Thể thao và Du lịch",
    ),
    ("BỘ TÀI CHÍNH", None, "Bộ Tài chính"),
    (
        "LIÊN ĐOÀN LAO ĐỘNG -\nSỞ NỘI VỤ\nTỈNH ĐỒNG THÁP",
        None,
        "Liên đoàn Lao động - Sở Nội vụ tỉnh Đồng Tháp",
    ),
]


@pytest.mark.parametrize(("box", "parent", "organ"), HEADERS)
def test_header_organs(box: str, parent: str | None, organ: str) -> None:
    fields = extract(layout(("issuer", f"{box}\nSố: 12/QĐ-ABC")), load("administrative")).fields
    assert (fields.organ_parent, fields.organ) == (parent, organ)


SIGNATURES = [
    # printed                                                authority             title            name
    ("GIÁM ĐỐC\nTrần Thị Mẫu", None, "GIÁM ĐỐC", "Trần Thị Mẫu"),
    ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Văn Thử", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Thử"),
    (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Thử",
        "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Văn Thử",
    ),
    (
        "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nĐỗ An",
        "TL. CHỦ TỊCH; KT. CHÁNH VĂN PHÒNG",
        "PHÓ CHÁNH VĂN PHÒNG",
        "Đỗ An",
    ),
    (
        "KT/ BỘ TRƯỞNG BỘ THỬ NGHIỆM\nTHỨ TRƯỞNG\nVõ Văn Mẫu",
        "KT/ BỘ TRƯỞNG BỘ THỬ NGHIỆM",
        "THỨ TRƯỞNG",
        "Võ Văn Mẫu",
    ),
    ("Q. CỤC TRƯỞNG\nPhạm Thị Thử", None, "Q. CỤC TRƯỞNG", "Phạm Thị Thử"),
    ("TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn Mẫu", "TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Nguyễn Văn Mẫu"),
    ("HIỆU TRƯỞNG\nPGS.TS. Hồ Văn Thử", None, "HIỆU TRƯỞNG", "PGS.TS. Hồ Văn Thử"),
    ("KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\nKý bởi: Ai đó\nLê Văn Thử", "KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Thử"),
]


@pytest.mark.parametrize(("printed", "authority", "title", "name"), SIGNATURES)
def test_signer(printed: str, authority: str | None, title: str, name: str) -> None:
    signer = extract(layout(("signature", printed)), load("administrative")).fields.signer
    assert (signer.authority, signer.title, signer.name) == (authority, title, name)


def test_a_seals_ink_beside_a_position_is_left_out() -> None:
    read = layout(("signature", "KT. CHỦ TỊCH\nZz= PHÓ CHỦ TỊCH\nLê Văn Thử"), confidence=0.8)
    assert extract(read, load("administrative")).fields.signer.title == "PHÓ CHỦ TỊCH"


def test_a_misread_position_is_spelled_right_and_a_clean_one_left_alone() -> None:
    schema = load("administrative")
    read = layout(("signature", "KT. BỘ TRƯỞNG\nTHỨ TRƯỚNG\nLê Văn Thử"), confidence=0.8)
    assert extract(read, schema).fields.signer.title == "THỨ TRƯỞNG"
    clean = layout(("signature", "KT. BỘ TRƯỞNG\nTHỨ TRƯỚNG\nLê Văn Thử"))
    assert extract(clean, schema).fields.signer.title == "THỨ TRƯỚNG"


@pytest.mark.parametrize("text", ["Trần Thị Mẫu", "Y Thử Niê", "TS. Lê Mẫu", "LÊ VĂN THỬ"])
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["GIÁM ĐỐC", "Ị Bị", "tr 4 Ấ", "PHÓ CHỦ TỊCH", "một hai ba", "Xin"])
def test_no_names(text: str) -> None:
    assert not is_name(text)


def test_prefixes_and_positions() -> None:
    assert without_prefix("GS.TS. Lê Mẫu") == "Lê Mẫu"
    assert without_prefix("Đại tá Lê Mẫu") == "Lê Mẫu"
    assert is_position("PHÓ CHÁNH VĂN PHÒNG")
    assert not is_position("ỦY BAN NHÂN DÂN")


RECIPIENTS = """
Nơi nhận:
- Như Điều 3;
- VPUB: CVP, PCVP,
các phòng nghiên cứu;
- Báo Mẫu; Đài PT-TH Mẫu;
- Lưu: VT, NC(Thu12).
"""


def test_recipients_and_archive_line() -> None:
    fields = extract(layout(("recipients", RECIPIENTS)), load("administrative")).fields
    assert fields.recipients == [
        "Như Điều 3",
        "VPUB: CVP, PCVP, các phòng nghiên cứu",
        "Báo Mẫu; Đài PT-TH Mẫu",
    ]
    assert fields.archive_line == "VT, NC(Thu12)"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Kính gửi: Hội đồng nhân dân tỉnh", ["Hội đồng nhân dân tỉnh"]),
        ("Kính gửi:\n- Sở Nội vụ;\n- Sở Tài chính.", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Kinh gui: Cục Thuế tỉnh", ["Cục Thuế tỉnh"]),
        (
            "Kính gửi: - Sở Nội vụ;\n- Ủy ban nhân dân\nhuyện Thử Nghiệm.",
            ["Sở Nội vụ", "Ủy ban nhân dân huyện Thử Nghiệm"],
        ),
    ],
)
def test_addressees(printed: str, expected: list[str]) -> None:
    fields = extract(layout(("addressees", printed)), load("administrative")).fields
    assert fields.addressees == expected


def test_items_without_dashes_are_divided_at_semicolons() -> None:
    lines = [(placed("Sở Nội vụ;"), 0), (placed("Sở Tài chính."), 0)]
    assert [item.text for item in split(lines)] == ["Sở Nội vụ", "Sở Tài chính"]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Công TTĐT tỉnh", "Cổng TTĐT tỉnh"),
        ("Bộ trưởng (để b/e)", "Bộ trưởng (để b/c)"),
        ("Sở Công Thương", "Sở Công Thương"),
        ("Cổng TTĐT tỉnh", "Cổng TTĐT tỉnh"),
    ],
)
def test_fixed_words_of_recipients(seen: str, meant: str) -> None:
    assert spelled(seen) == meant


def test_a_line_that_was_left_early_ends_an_item() -> None:
    """ "Sở Nội vụ" would have had room for "Cục"; "Văn phòng Ủy ban nhân dân" had none for "tỉnh"."""
    texts = ["Sở Nội vụ", "Cục Thử nghiệm - Văn phòng Ủy ban", "Nhân dân tỉnh Bình An"]
    lines = [(placed(text, top=100.0 + 12 * k), 0) for k, text in enumerate(texts)]
    assert [item.text for item in split(lines)] == ["Sở Nội vụ", " ".join(texts[1:])]


@pytest.mark.parametrize("ink", ["- ¬q ` 4F;", "1", "- )ÍLL"])
def test_strokes_of_a_stamp_are_no_recipient(ink: str) -> None:
    box = layout(("recipients", f"Nơi nhận:\n- Như trên;\n{ink}\n- Lưu: VT."), confidence=0.2)
    assert extract(box, load("administrative")).fields.recipients == ["Như trên"]


def test_a_damaged_family_name_is_mended_with_low_confidence() -> None:
    read = layout(("signature", "GIÁM ĐỐC\nNør:yên Văn Thử"), confidence=0.8)
    extraction = extract(read, load("administrative"))
    assert extraction.fields.signer.name == "Nguyễn Văn Thử"
    assert extraction.evidence["signer.name"][0].raw == "Nør:yên Văn Thử"
    assert extraction.evidence["signer.name"][0].confidence < 0.5


def test_a_deputys_title_under_the_heads_is_no_damaged_name() -> None:
    """Phó is a family name too."""
    read = layout(("signature", "GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Mẫu"), confidence=0.9)
    signer = extract(read, load("administrative")).fields.signer
    assert (signer.authority, signer.title, signer.name) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị Mẫu")


@pytest.mark.parametrize(
    ("text", "approves"),
    [
        ("PHÊ DUYỆT", True),
        ("DUYỆT", True),
        ("XÁC NHẬN CỦA ĐƠN VỊ", True),
        ("QUYẾT ĐỊNH", False),
        ("Duyệt", False),
    ],
)
def test_heads_of_approvals(text: str, approves: bool) -> None:
    assert is_approval(text) is approves
