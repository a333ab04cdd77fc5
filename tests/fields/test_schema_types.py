"""Documents of every type are known by title and notation together, and read by the schema of their type."""

from __future__ import annotations

import pytest

from extract.fields import Extraction, extract
from schemas.layers import names
from schemas.loader import kinds, load
from support.forms import layout

MOTTO = (
    "motto",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Hải, ngày 15 tháng 5 năm 2024",
)
PARTY = ("motto", "ĐẢNG CỘNG SẢN VIỆT NAM\nAn Hải, ngày 15 tháng 5 năm 2024")
TAIL = (("recipients", "Nơi nhận:\n- Như trên;\n- Lưu: VT."), ("signature", "CHỦ TỊCH\nTrần Thị Mẫu"))
TO = ("addressees", "Kính gửi: Ủy ban nhân dân tỉnh An Hải")


def read(number: str, title: str, *more: tuple[str, str], motto: tuple[str, str] = MOTTO) -> Extraction:
    head = ("issuer", f"ỦY BAN NHÂN DÂN XÃ THỬ\nSố: {number}")
    parts = [head, motto, *([("title", title)] if title else []), *more, *TAIL]
    return extract(layout(*parts), load("administrative"))


@pytest.mark.parametrize(
    ("number", "title", "motto", "schema"),
    [
        ("45/TTr-UBND", "TỜ TRÌNH\nVề việc thử", MOTTO, "to-trinh"),
        ("45/BC-UBND", "BÁO CÁO\nKết quả thử", MOTTO, "bao-cao"),
        ("45/KH-UBND", "KẾ HOẠCH\nThử nghiệm năm 2024", MOTTO, "ke-hoach"),
        ("45/QĐ-UBND", "QUYẾT ĐỊNH\nVề việc thử", MOTTO, "quyet-dinh"),
        ("45/2024/QĐ-UBND", "QUYẾT ĐỊNH\nBan hành quy định thử", MOTTO, "quyet-dinh"),
        ("45/NQ-HĐND", "NGHỊ QUYẾT\nVề việc thử", MOTTO, "nghi-quyet"),
        ("45/CT-UBND", "CHỈ THỊ\nVề việc thử", MOTTO, "chi-thi"),
        ("45/TB-UBND", "THÔNG BÁO\nKết luận của Chủ tịch xã tại buổi họp", MOTTO, "thong-bao"),
        ("45/GM-UBND", "GIẤY MỜI\nHọp thử", MOTTO, "giay-moi"),
        ("45/UBND-VP\nV/v thử nghiệm", "", MOTTO, "cong-van"),
        ("45/HD-UBND", "HƯỚNG DẪN\nThực hiện việc thử", MOTTO, "administrative"),  # no form of its own
        ("12-NQ/TU", "NGHỊ QUYẾT\nvề thử nghiệm", PARTY, "dang"),
        ("145-CV/TU\nvề thử nghiệm", "", PARTY, "dang"),
        ("45/QĐ-UBND", "QUYÊT ĐINH\nVề việc thử", MOTTO, "quyet-dinh"),  # marks misread
        ("45/TTr-UBND", "TO TRINH\nVe viec thu", MOTTO, "to-trinh"),  # marks lost
        ("45/KH-UBND", "KÉ HOẠGH\nThử nghiệm", MOTTO, "ke-hoach"),  # a letter misread
        ("45/BC-UBND", "B4O CAO\nKết quả", MOTTO, "bao-cao"),
        ("45/QB-UBND", "QUYẾT ĐỊNH\nVề việc thử", MOTTO, "quyet-dinh"),  # the notation misread
        ("45/TB-UBND", "THÔNG RÁO\nVề việc thử", MOTTO, "thong-bao"),  # Thông báo or Thông cáo: by notation
        ("45/TC-UBND", "THÔNG RÁO\nVề việc thử", MOTTO, "administrative"),
        ("45/KH-UBND", "thử nghiệm", MOTTO, "ke-hoach"),  # the title lost: the notation alone
        ("", "CHỈ THỊ\nVề việc thử", MOTTO, "chi-thi"),  # the number lost: the title alone
        (
            "",
            "QUYXT ĐIMH\nVề việc thử",
            MOTTO,
            "quyet-dinh",
        ),  # two letters misread, no number
        ("", "QUY TRXNH\nThử nghiệm", MOTTO, "administrative"),  # nearer to what is no tên loại
        ("12-NQ/TU", "NGHỊ QUYẾT\nvề thử", ("motto", "ĐANG CONG SAN VIÊT NAM"), "dang"),
        (
            "12-QĐ/TU",
            "QUYẾT ĐỊNH\nvề thử",
            ("motto", "An Hải, ngày 1 tháng 5 năm 2024"),
            "dang",
        ),  # motto lost
        ("144-QĐ/UB", "QUYẾT ĐỊNH\nvề thử", MOTTO, "quyet-dinh"),  # an old form of the state
    ],
)
def test_the_schema_of_the_type(number: str, title: str, motto: tuple[str, str], schema: str) -> None:
    assert read(number, title, motto=motto).schema == schema


def test_every_shipped_schema_is_recognised_by_something() -> None:
    assert {kind.name for kind in kinds("administrative")} == set(names()) - {"administrative"}


@pytest.mark.parametrize(
    ("number", "title", "more", "missing"),
    [
        ("45/TTr-UBND", "TỜ TRÌNH\nVề việc thử", (), {"addressees"}),
        ("45/TTr-UBND", "TỜ TRÌNH\nVề việc thử", (TO,), set()),
        ("45/UBND-VP", "", (), {"addressees", "title"}),
        ("45/UBND-VP\nV/v thử", "", (TO,), set()),
        ("45/QĐ-UBND", "QUYẾT ĐỊNH\nVề việc thử", (), {"legal_bases", "outline"}),
        ("45/KH-UBND", "KẾ HOẠCH\nThử", (), {"outline", "tasks"}),
        ("45/BC-UBND", "BÁO CÁO\nThử", (), {"outline", "statistics"}),
        ("45/CT-UBND", "CHỈ THỊ\nThử", (), {"outline"}),
        ("45/GM-UBND", "GIẤY MỜI\nThử", (), {"extra.invited", "extra.starts", "extra.time", "extra.venue"}),
        ("45/TB-UBND", "THÔNG BÁO\nThử", (), set()),
    ],
)
def test_what_each_type_must_have(
    number: str, title: str, more: tuple[tuple[str, str], ...], missing: set[str]
) -> None:
    review = read(number, title, *more).review
    assert {item.field for item in review if "not found" in item.reason} == missing


def test_orders_and_effect_of_a_decision() -> None:
    body = """
Căn cứ Luật Thử nghiệm ngày 21/6/2020;

QUYẾT ĐỊNH:

Điều 1. Phê duyệt danh mục thử nghiệm gồm:

1. Thử một.

Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế Quyết định số 3/QĐ-UBND.

Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.
"""
    extraction = read("45/QĐ-UBND", "QUYẾT ĐỊNH\nVề việc thử", ("body", body))
    extra = extraction.fields.extra
    assert extra["orders"] == [
        "Điều 1. Phê duyệt danh mục thử nghiệm gồm: 1. Thử một",
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế Quyết định số 3/QĐ-UBND",
        "Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này",
    ]
    assert extra["effect"] == "kể từ ngày ký"
    assert extraction.evidence["extra.effect"][0].text == "kể từ ngày ký"


def test_when_a_resolution_was_adopted() -> None:
    body = (
        "body",
        "Điều 4. Nghị quyết này được Hội đồng nhân dân tỉnh thông qua ngày 20 tháng 5 năm 2024 "
        "và có hiệu lực từ ngày 01 tháng 6 năm 2024.",
    )
    extraction = read("45/NQ-HĐND", "NGHỊ QUYẾT\nVề việc thử", body)
    assert extraction.fields.extra["adopted"] == "2024-05-20"
    assert extraction.fields.extra["effect"] == "từ ngày 01 tháng 6 năm 2024"
    (told,) = [item for item in extraction.review if item.field == "extra.adopted"]
    assert told.reason == "2024-05-20 is after 2024-05-15, the date"


def test_an_invitation() -> None:
    body = """
Ủy ban nhân dân xã Thử tổ chức họp về việc thử nghiệm.

Trân trọng kính mời:

- Đại diện Sở Thử nghiệm;

- Trưởng các thôn;

1. Thời gian: 08 giờ 00, ngày 10/5/2024 (thứ Sáu).

2. Địa điểm: Phòng họp tầng 2, trụ sở Ủy ban nhân dân xã.

3. Chủ trì: Ông Lê Văn Mẫu, Chủ tịch xã.

4. Thành phần tham dự: Văn phòng; Ban Thử nghiệm.
"""
    extraction = read("45/GM-UBND", "GIẤY MỜI\nHọp về việc thử", ("body", body))
    assert extraction.fields.extra == {
        "invited": ["Đại diện Sở Thử nghiệm", "Trưởng các thôn"],
        "chaired_by": "Ông Lê Văn Mẫu, Chủ tịch xã",
        "starts": "2024-05-10",
        "time": "08 giờ 00, ngày 10/5/2024 (thứ Sáu)",
        "venue": "Phòng họp tầng 2, trụ sở Ủy ban nhân dân xã",
        "participants": ["Văn phòng", "Ban Thử nghiệm"],
    }
    (told,) = [item for item in extraction.review if item.field == "extra.starts"]
    assert told.reason == "2024-05-10 is before 2024-05-15, the date"


@pytest.mark.parametrize(
    ("number", "title", "period"),
    [
        ("45/KH-UBND", "KẾ HOẠCH\nThử nghiệm giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025"),
        ("45/KH-UBND", "KẾ HOẠCH\nThử nghiệm quý III năm 2024", "quý III năm 2024"),
        ("45/BC-UBND", "BÁO CÁO\nKết quả 6 tháng đầu năm 2024", "6 tháng đầu năm 2024"),
        ("45/KH-UBND", "KẾ HOẠCH\nThử nghiệm đến năm 2030", "đến năm 2030"),
        ("45/BC-UBND", "BÁO CÁO\nKết quả thực hiện Nghị quyết ngày 21 tháng 4 năm 2023", None),
        ("45/BC-UBND", "BÁO CÁO\nKết quả thực hiện chính sách đến năm 2025", None),
        ("45/BC-UBND", "BÁO CÁO\nKết quả thử", None),
    ],
)
def test_the_period_of_plans_and_reports(number: str, title: str, period: str | None) -> None:
    assert read(number, title).fields.extra["period"] == period


def test_whose_conclusion_a_notice_makes_known() -> None:
    title = "THÔNG BÁO\nKết luận của Chủ tịch Ủy ban nhân dân xã tại buổi họp thử"
    assert read("45/TB-UBND", title).fields.extra["conclusion_of"] == "Chủ tịch Ủy ban nhân dân xã"


def test_a_party_document() -> None:
    head = ("issuer", "TỈNH ỦY AN HẢI\n*\nSố 12-NQ/TU")
    signed = ("signature", "T/M BAN CHẤP HÀNH\nBÍ THƯ\nTrần Văn Mẫu")
    title = ("title", "NGHỊ QUYẾT\nvề thử nghiệm")
    extraction = extract(layout(head, PARTY, title, TAIL[0], signed), load("administrative"))
    fields = extraction.fields
    assert (fields.number, fields.notation, fields.code) == ("12", "NQ/TU", "12-NQ/TU")
    assert (fields.organ, fields.signer.authority) == ("Tỉnh ủy An Hải", "T/M BAN CHẤP HÀNH")
    assert fields.extra == {}
    assert extraction.review == []


def test_a_schema_that_was_asked_for_is_the_one_that_reads() -> None:
    parts = [("issuer", "BAN THỬ\nSố: 1/QĐ-BT"), MOTTO, ("title", "QUYẾT ĐỊNH\nVề việc thử"), *TAIL]
    extraction = extract(layout(*parts), load("to-trinh"))
    assert extraction.schema == "to-trinh"
    assert extraction.fields.doc_type.code == "QĐ"
