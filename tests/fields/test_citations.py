from __future__ import annotations

import pytest

from extract.fields import extract
from extract.fields.citations.find import find_mentions
from schemas.loader import load
from support.forms import layout

Row = tuple[str | None, str | None, str | None, str | None]

ONE = [
    # printed, then type, code, date, issuer
    (
        "Nghị định số 12/2019/NĐ-CP ngày 08/6/2019 của Chính phủ về thử nghiệm",
        ("Nghị định", "12/2019/NĐ-CP", "2019-06-08", "Chính phủ"),
    ),
    (
        "Quyết định số 2103/QĐ- UBND ngày 22 tháng 12 năm 2021 của UBND tỉnh ban hành",
        ("Quyết định", "2103/QĐ-UBND", "2021-12-22", "UBND tỉnh"),
    ),
    (
        "Nghị quyết số 08-NQ/TU ngày 20/5/2022 của Tỉnh ủy",
        ("Nghị quyết", "08-NQ/TU", "2022-05-20", "Tỉnh ủy"),
    ),
    ("Nghị quyết 58/NQ-CP và các văn bản", ("Nghị quyết", "58/NQ-CP", None, None)),
    ("tại Tờ trình số:922 /TTr-SYT ngày 15/5/2025", ("Tờ trình", "922/TTr-SYT", "2025-05-15", None)),
    (
        "công văn số 511/VPCP-KTTH ngày 16/9/2002 của Văn phòng Chính phủ về việc",
        ("Công văn", "511/VPCP-KTTH", "2002-09-16", "Văn phòng Chính phủ"),
    ),
    ("Nghị định số 178/CP ngày 28/10/1994 của Chính phủ", ("Nghị định", "178/CP", "1994-10-28", "Chính phủ")),
    ("Thông tư số 90TC/TCT ngày 10/11/1993", ("Thông tư", "90TC/TCT", "1993-11-10", None)),
    ("Nghi dinh so 12/2019/ND-CP ngay 08/6/2019", ("Nghị định", "12/2019/NĐ-CP", "2019-06-08", None)),
    ("Văn bản số 197/SKHCN-VP ngày 11/02/2025", ("Văn bản", "197/SKHCN-VP", "2025-02-11", None)),
    ("Nghị quyết 57/NQ — CP ngày 1/2/2025", ("Nghị quyết", "57/NQ-CP", "2025-02-01", None)),
    ("Quyết định số 5/QĐ-TTg - UBND tỉnh", ("Quyết định", "5/QĐ-TTg", None, None)),
    (
        "theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 15/TTr-STC ngày 07/01/2021",
        ("Tờ trình", "15/TTr-STC", "2021-01-07", "Giám đốc Sở Tài chính"),
    ),
    ("Luật Đất đai số 31/2024/QH15 ngày 18/01/2024", ("Luật", "31/2024/QH15", "2024-01-18", None)),
    ("Luật Đất đai số 31/2024QH 15 ngày 18/01/2024", ("Luật", "31/2024/QH15", "2024-01-18", None)),
]


def rows(text: str) -> list[Row]:
    return [(m.type, m.code, m.date, m.issuer) for m in find_mentions(text)]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_one_mention(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


def test_list_shares_date_issuer_and_type() -> None:
    text = "các Quyết định số: 11/QĐ-BXD, 12/QĐ-BXD ngày 31/12/2024 của Bộ trưởng Bộ Xây dựng về việc công bố"
    issuer = "Bộ trưởng Bộ Xây dựng"
    assert rows(text) == [
        ("Quyết định", "11/QĐ-BXD", "2024-12-31", issuer),
        ("Quyết định", "12/QĐ-BXD", "2024-12-31", issuer),
    ]


def test_issuer_named_at_the_head_of_a_list() -> None:
    text = (
        "các Nghị định của Chính phủ: Số 11/2010/NĐ-CP ngày 08/6/2010 về A; số 12/2013/NĐ-CP ngày 14/5/2013"
    )
    assert [(code, issuer) for _, code, _, issuer in rows(text)] == [
        ("11/2010/NĐ-CP", "Chính phủ"),
        ("12/2013/NĐ-CP", "Chính phủ"),
    ]


def test_issuer_is_not_shared_between_types() -> None:
    text = "Nghị quyết 33-NQ/TW; Hướng dẫn số 19/X01-P6 ngày 23/11/2023 của Cục Tổ chức cán bộ"
    assert [issuer for _, _, _, issuer in rows(text)] == [None, "Cục Tổ chức cán bộ"]


def test_issuer_is_not_shared_between_agencies() -> None:
    text = "theo Nghị quyết 39/2005/QH11 và Nghị quyết 02/2006/NQ-CP của Chính phủ"
    assert [issuer for _, _, _, issuer in rows(text)] == [None, "Chính phủ"]


def test_issuer_is_shared_where_the_notations_do_not_say_otherwise() -> None:
    text = "Hướng dẫn số 119/X02-P3 và Hướng dẫn số 129/HD-TCKT của Cục Hậu cần"
    assert [issuer for _, _, _, issuer in rows(text)] == ["Cục Hậu cần", "Cục Hậu cần"]


@pytest.mark.parametrize(
    "text",
    [
        "theo TCVN 5574/2018 và ISO/IEC 17025",
        "QCVN 01:2019/BYT về chất lượng nước",
        "Mẫu số 03/ĐK-TN kèm theo",
        "từ năm 2021/2022 đến nay",
        "xe máy 30H-123.45",
        "ngày 18/6/2013",
        "Luật này quy định",
        "tiêu chuẩn số 12/TC-KT",
    ],
)
def test_no_citation(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("Căn cứ Luật Lưu trữ ngày 21/6/2024;", "Luật Lưu trữ", "2024-06-21"),
        ("theo Luật Ngân sách nhà nước và các văn bản", "Luật Ngân sách nhà nước", None),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Thanh tra ngày 22/11/2019",
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Thanh tra",
            "2019-11-22",
        ),
    ],
)
def test_laws_by_name(text: str, title: str, date: str | None) -> None:
    (mention,) = find_mentions(text)
    assert (mention.title, mention.date, mention.code) == (title, date, None)


BODY = """
Căn cứ Kế hoạch số 138/KH-UBND ngày 19/6/2025 của UBND tỉnh;

Theo Tờ trình số 794/TTr-
SGDĐT ngày 14/02/2025, thực hiện Kế hoạch số 138/KH-UBND.
"""


def test_short_forms_count_to_the_first_mention_and_codes_join_over_lines() -> None:
    extraction = extract(layout(("body", BODY)), load("administrative"))
    found = [(c.code, c.date, c.count) for c in extraction.fields.citations]
    assert found == [("138/KH-UBND", "2025-06-19", 2), ("794/TTr-SGDĐT", "2025-02-14", 1)]
    (evidence,) = extraction.evidence["citations[1]"]
    assert "794/TTr- SGDĐT" in evidence.raw
    assert evidence.bbox is not None


def test_two_dates_for_one_code_are_for_review() -> None:
    body = "Kế hoạch số 11/KH-UBND ngày 18/01/2021.\n\nTheo Kế hoạch số 11/KH-UBND ngày 18/01/2020."
    extraction = extract(layout(("body", body)), load("administrative"))
    assert any("two dates" in item.reason for item in extraction.review)


def test_a_year_that_differs_from_the_date_is_for_review() -> None:
    body = "Căn cứ Nghị quyết số 25/2021/NQ-HĐND ngày 15/10/2012 của HĐND tỉnh;"
    extraction = extract(layout(("body", body)), load("administrative"))
    assert any("another year" in item.reason for item in extraction.review)


def test_a_law_cited_in_full_is_known_by_its_name_elsewhere() -> None:
    text = (
        "Căn cứ Luật Hòa giải cơ sở ngày 20/6/2013;\n\nquy định chi tiết một số điều của Luật Hoà giải cơ sở."
    )
    extraction = extract(layout(("body", text)), load("administrative"))
    assert [(c.title, c.count) for c in extraction.fields.citations] == [("Luật Hòa giải cơ sở", 2)]
