"""Every form in which a document is cited, whole and damaged by OCR; all sentences are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fields.citations.find import find_mentions
from extract.fields.citations.pinpoints import pinpoints_before
from extract.fields.citations.short_forms import find_short
from extract.form import codes
from extract.form.agencies import issuer_at
from extract.form.code_repair import confusable, repair_number, repair_segment

FORMS = [
    # printed, then type, code, date
    ("Quyết định số 412/QĐ-TTg ngày 31/8/2019", ("Quyết định", "412/QĐ-TTg", "2019-08-31")),
    ("Nghị định số 45/2018/NĐ-CP ngày 5/3/2018", ("Nghị định", "45/2018/NĐ-CP", "2018-03-05")),
    ("Nghị quyết số 09-NQ/TU", ("Nghị quyết", "09-NQ/TU", None)),
    ("Kế hoạch số 52/KH-UBND ngày 9/8/2021", ("Kế hoạch", "52/KH-UBND", "2021-08-09")),
    ("Luật số 46/2017/QH14 ngày 20/11/2017", ("Luật", "46/2017/QH14", "2017-11-20")),
    ("Quyết định số 1206-TC/QĐ/CĐKT ngày 1/11/1994", ("Quyết định", "1206-TC/QĐ/CĐKT", "1994-11-01")),
    ("theo số 1206-TC/QĐ/CĐKT", ("Quyết định", "1206-TC/QĐ/CĐKT", None)),
    ("Thông báo số 117/TB-VPCP", ("Thông báo", "117/TB-VPCP", None)),
    ("Thông báo kết luận số 117/TB-VPCP", ("Thông báo", "117/TB-VPCP", None)),
    ("Quyết định số 03/2004/QĐ-BTC", ("Quyết định", "03/2004/QĐ-BTC", None)),
    ("số 14-CT/TW ngày 5/3/2018", ("Chỉ thị", "14-CT/TW", "2018-03-05")),
    (
        "Thông tư liên tịch số 58/2006/TTLT-BNV-BTC ngày 6/5/2006",
        ("Thông tư liên tịch", "58/2006/TTLT-BNV-BTC", "2006-05-06"),
    ),
    ("Nghị quyết số 37/2022/UBTVQH15", ("Nghị quyết", "37/2022/UBTVQH15", None)),
    ("Quyết định số 188/HĐBT ngày 1/2/1985", ("Quyết định", "188/HĐBT", "1985-02-01")),
    ("Công điện số 08/CĐ-TTg", ("Công điện", "08/CĐ-TTg", None)),
    ("Quy định 67-QĐ/TW ngày 6/2/2017", ("Quy định", "67-QĐ/TW", "2017-02-06")),
    ("Công văn số 1523-CV/VPTW", ("Công văn", "1523-CV/VPTW", None)),
    ("Công văn đôn đốc lần 2 số 77/STNMT-BHĐ", ("Công văn", "77/STNMT-BHĐ", None)),
    ("theo hướng dẫn của Thông tư 16/2017/TT-BTC", ("Thông tư", "16/2017/TT-BTC", None)),
    ("Công văn số 1202/CT-TTr", ("Công văn", "1202/CT-TTr", None)),  # CT is Cục Thuế
    ("Văn bản số 1069/BCT-ĐB", ("Văn bản", "1069/BCT-ĐB", None)),  # no type stands after an agency
    ("QUYẾT ĐỊNH SỐ 412/QĐ-TTG", ("Quyết định", "412/QĐ-TTg", None)),
    ("Công văn số 1239/BNV - CCVC ngày 1/2/2020", ("Công văn", "1239/BNV-CCVC", "2020-02-01")),
]

DAMAGED = [
    # as OCR leaves it, then the code, and what is told of the repair
    ("Quyết định số 71/QB-UBND", "71/QĐ-UBND", "was read as"),
    ("Quyết định số 71/QÐ-TTg", "71/QĐ-TTg", "was read as"),
    ("Quyết định số 71/QD-TTg", "71/QĐ-TTg", "was read as"),
    ("Quyết định số 71/QĐ-TTq", "71/QĐ-TTg", "was read as"),
    ("Nghị định số 45/2018/NO-CP", "45/2018/NĐ-CP", "was read as"),
    ("Nghị quyết số 71/NO-CP", "71/NQ-CP", "was read as"),
    ("Nghị quyết 71/NQ — CP", "71/NQ-CP", "long dash"),
    ("Nghị quyết số 16/2023/NQ-HPND", "16/2023/NQ-HĐND", "was read as"),
    ("Quyết định số l412/QĐ-TTg", "1412/QĐ-TTg", "number is hard to read"),
    ("Nghị quyết số O9-NQ/TU", "09-NQ/TU", "number is hard to read"),
    ("Nghị định số 45/2O18/NĐ-CP", "45/2018/NĐ-CP", "year is hard to read"),
    ("Nghị định số 45/218/NĐ-CP", "45/218/NĐ-CP", "is no year"),
    ("Quyết định số 71QĐ-UBND", "71/QĐ-UBND", "slash is missing"),
    ("Nghị quyết số 16/2023/NQ-HDND", "16/2023/NQ-HĐND", "was read as"),
    ("Thông tư số 16/2023/TT-BNYV", "16/2023/TT-BNV", "was read as"),
    ("Thông tư liên tịch số 16/2003/TTUT-BNV-BTC", "16/2003/TTLT-BNV-BTC", "was read as"),
    ("Thông tư số 162003/TT-BTC", "16/2003/TT-BTC", "slash is missing"),
    ("Luật số 46/2017/QHI4", "46/2017/QH14", "was read as"),
    ("Luật số 46:2017:QH14", "46/2017/QH14", None),
    ("Luật số 46/2017-QH14", "46/2017/QH14", None),
    ("Luật số 46/20 17/QH14", "46/2017/QH14", None),
    ("Thông tư số 16/⁄2023⁄TT-BNV", "16/2023/TT-BNV", None),
    ("Thông tư số 16/2023 TT-BNV", "16/2023/TT-BNV", None),
    ("Quyết định số.71/QĐ-UBND", "71/QĐ-UBND", None),
    ("Quyết định số 71/QĐ- UBND", "71/QĐ-UBND", None),
    ("Quyết định số 71 /QĐ -UBND", "71/QĐ-UBND", None),
    ("Quyết định số 71/QĐ UBND ngày 5/6/2020", "71/QĐ-UBND", None),
    ("Luật số 46/2017QH 14", "46/2017/QH14", None),
    ("Nghị định 45/2018NĐ-CP", "45/2018/NĐ-CP", None),
    ("theo Nghị định số 45/2018/NĐ-CP.II. Nội dung", "45/2018/NĐ-CP", None),
]

LAWS = [
    # printed, then title, code, date
    ("Luật Đất đai năm 2013", ("Luật Đất đai", None, "2013")),
    ("theo Luật Đất đai 2013 và", ("Luật Đất đai", None, "2013")),
    ("Bộ luật Dân sự ngày 14/6/2005", ("Bộ luật Dân sự", None, "2005-06-14")),
    ("Hiến pháp năm 2013", ("Hiến pháp", None, "2013")),
    ("Luật thuế thu nhập cá nhân và", ("Luật thuế thu nhập cá nhân", None, None)),
    (
        "Pháp lệnh Ngoại hối số 28/2005/PL-UBTVQH11 ngày 13/12/2005",
        ("Pháp lệnh Ngoại hối", "28/2005/PL-UBTVQH11", "2005-12-13"),
    ),
    (
        "Luật Thư viện đã được Quốc hội thông qua ngày 21/11/2019",
        ("Luật Thư viện", None, "2019-11-21"),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Xây dựng và Luật Nhà ở quy định",
        ("Luật sửa đổi, bổ sung một số điều của Luật Xây dựng và Luật Nhà ở", None, None),
    ),
    ("Luật Bao vệ môi trương ngay 17/11/2020", ("Luật Bảo vệ môi trường", None, "2020-11-17")),  # marks lost
]

PLACES = [
    ("điểm a khoản 2 Điều 5 ", ["điểm a khoản 2 Điều 5"]),
    ("khoản 1, khoản 3 Điều 5 và Điều 7 của ", ["khoản 1 Điều 5", "khoản 3 Điều 5", "Điều 7"]),
    ("điểm a, b khoản 1 Điều 6 ", ["điểm a khoản 1 Điều 6", "điểm b khoản 1 Điều 6"]),
    ("điểm a, điểm c khoản 1 Điều 6 ", ["điểm a khoản 1 Điều 6", "điểm c khoản 1 Điều 6"]),
    ("Phụ lục II ban hành kèm theo ", ["Phụ lục II"]),
    ("từ Điều 3 đến Điều 5 ", ["Điều 3 đến Điều 5"]),
    ("Mục 2 Chương III ", ["Mục 2 Chương III"]),
    ("khoản 1 Điều 4 và điểm b khoản 2 Điều 9 ", ["khoản 1 Điều 4", "điểm b khoản 2 Điều 9"]),
    ("Điều 5 quy định rằng ", []),
    ("thực hiện ", []),
]

NAMES = [
    # what follows "của", and the issuer in it
    ("Bộ trưởng Bộ Y tế thuộc phạm vi quản lý", "Bộ trưởng Bộ Y tế"),
    ("Hội đồng nhân dân tỉnh Ban hành mức thu", "Hội đồng nhân dân tỉnh"),
    ("Chính phủ và Điều 8 Thông tư", "Chính phủ"),
    ("Thủ tướng Chính phủ các Bộ phải", "Thủ tướng Chính phủ"),
    ("Bộ Kế hoạch và Đầu tư về đấu thầu", "Bộ Kế hoạch và Đầu tư"),
    (
        "Giám đốc Sở Nông nghiệp và Phát triển nông thôn tại",
        "Giám đốc Sở Nông nghiệp và Phát triển nông thôn",
    ),
    ("Bộ Tổng tham mưu về huấn luyện", "Bộ Tổng tham mưu"),
    ("Ban Quản lý các khu công nghiệp hướng dẫn", "Ban Quản lý các khu công nghiệp"),
]

NO_CITATION = [
    "TCVN ISO 9001:2015 và TCVN 7303-1:2009",
    "QCVN 02:2019/BXD, QCVN06:2022/BXD",
    "ISO/IEC 17025:2017, IEC 60870-5-104:2006/AMD1",
    "tiêu chuẩn số 15/TC-KT",
    "từ quý III-IV/2025 và năm học 2021/2022",
    "Luật này, Nghị định này và Thông tư này",
    "bản đồ tỷ lệ 1/500, thửa đất số 12-A",
    "Phương thức 1 - Đối tượng dự tuyển",
    "Hiến pháp và pháp luật",
    "các mục 88–100/TT-BTC",
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_form(text: str, expected: tuple[str, str, str | None]) -> None:
    (mention,) = find_mentions(text)
    assert (mention.type, mention.code, mention.date) == expected
    assert not mention.doubts


@pytest.mark.parametrize(("text", "code", "told"), DAMAGED)
def test_damaged_code(text: str, code: str, told: str | None) -> None:
    (mention,) = find_mentions(text)
    assert mention.code == code
    assert [told in str(doubt) for doubt in mention.doubts] == ([True] if told else []), mention.doubts


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_law(text: str, expected: tuple[str, str | None, str | None]) -> None:
    (mention,) = find_mentions(text)
    assert (mention.title, mention.code, mention.date) == expected


@pytest.mark.parametrize(("before", "places"), PLACES)
def test_pinpoints(before: str, places: list[str]) -> None:
    text = f"Căn cứ {before}Nghị định số 45/2018/NĐ-CP"
    assert list(pinpoints_before(text, text.index("Nghị định"))) == places


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_where_an_issuer_ends(text: str, name: str) -> None:
    found = issuer_at(text, 0)
    assert found is not None
    assert found[0] == name


def test_who_issues_stands_before_the_document() -> None:
    (mention,) = find_mentions("Ban Thường vụ Tỉnh ủy đã ban hành Nghị quyết số 09-NQ/TU về")
    assert mention.issuer == "Ban Thường vụ Tỉnh ủy"


def test_a_misread_agency_is_put_right() -> None:
    (mention,) = find_mentions("Kế hoạch số 52-KH/TU của Bạn Thường vụ Tỉnh ủy;")
    assert mention.issuer == "Ban Thường vụ Tỉnh ủy"


def test_words_and_notation_of_different_types_are_told() -> None:
    (mention,) = find_mentions("Nghị quyết số 45/2018/NĐ-CP")
    assert mention.code == "45/2018/NĐ-CP"
    assert any("the words say Nghị quyết" in str(doubt) for doubt in mention.doubts)


@pytest.mark.parametrize("text", NO_CITATION)
def test_standards_and_other_numbers_are_no_citations(text: str) -> None:
    assert find_mentions(text) == []


@pytest.mark.parametrize(("seen", "said", "meant"), [
    ("NO", None, "NO"),  # NĐ or NQ: nobody can tell
    ("NO", "Nghị quyết", "NQ"),
    ("DCT", None, "DCT"),  # an agency that is not known is no misread BCT
    ("SGDPT", None, "SGDĐT"),
    ("TTq", None, "TTg"),
    ("KHCN", None, "KHCN"),
])  # fmt: skip
def test_segment(seen: str, said: str | None, meant: str) -> None:
    assert repair_segment(seen, said) == meant


WORDS = [
    "thực",
    "hiện",
    "nhiệm",
    "vụ",
    "của",
    "tỉnh",
    "trong",
    "năm",
    "2024",
    "về",
    "đất",
    "đai,",
    "môi",
    "trường:",
    "12",
    "xã;",
    "3",
    "huyện",
    "(50%)",
    "-",
    "Sở",
    "Y",
    "tế",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_text_without_codes_and_laws_cites_nothing(words: list[str]) -> None:
    assert find_mentions(" ".join(words)) == []


@given(
    st.integers(1, 9999),
    st.sampled_from(["QĐ-UBND", "KH-UBND", "NQ-HĐND", "TTr-SKHCN", "QĐ-TTg", "TB-VPCP"]),
    st.sampled_from(["", " ", "\n"]),
)
def test_a_code_is_found_as_it_is_printed_over_any_break(number: int, notation: str, gap: str) -> None:
    head, tail = notation.split("-")
    (mention,) = find_mentions(f"theo văn bản số {number}/{head}-{gap}{tail} của tỉnh")
    assert mention.code == f"{number}/{notation}"
    assert not mention.doubts


PIECES = st.sampled_from(
    [
        "Quyết định",
        "số",
        "12/QĐ-UBND",
        "71/QB —",
        "ngày",
        "5/6/2020",
        "của",
        "Bộ",
        "Sở Y tế",
        ", ",
        "và",
        "Luật",
        "Đất đai",
        "Hiến pháp",
        "năm 2013",
        ";",
        "(",
        ")",
        "điểm a",
        "khoản 2",
        "Điều 5",
        "đến",
        "này",
        "nêu trên",
        "sau đây gọi là",
        "Nghị định 30",
        "các",
        "ban hành",
        "đề nghị của",
        "tại",
        "“",
        "”",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=25))
def test_pieces_in_any_order_are_read_without_failing(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for mention in find_mentions(text):
        assert 0 <= mention.opens <= mention.start < mention.end <= len(text)
        pinpoints_before(text, mention.opens)
    for short in find_short(text):
        assert 0 <= short.start < short.end <= len(text)


LETTERS = st.text(st.sampled_from("QĐDBPO0NKHTCBVX1lg-/ 2015."), max_size=14)


def _letters(code: str) -> str:
    return re.sub(r"[-/]", "", code)


@given(LETTERS)
def test_a_code_stands_on_the_page_up_to_the_repair_that_is_told(seen: str) -> None:
    text = f"Quyết định số {seen} ngày 5/6/2020"
    for mention in find_mentions(text):
        code = mention.code or ""
        printed = codes.squeeze(text[mention.start : mention.end])
        assert (
            printed.startswith(code)
            or mention.doubts
            or re.sub(r"[-/]", "", code) in re.sub(r"[-/]", "", printed)
        )


@given(st.text(st.sampled_from("0123456789OoQlI|"), min_size=1, max_size=6))
def test_a_number_keeps_its_length_and_its_digits(seen: str) -> None:
    digits = repair_number(seen)
    assert digits.isdigit()
    assert all(a == b for a, b in zip(seen, digits, strict=True) if a.isdigit())


@given(st.text(st.sampled_from("QĐNKHTTr"), min_size=2, max_size=4))
def test_nothing_is_confused_with_itself_or_with_one_letter_right_by_chance(part: str) -> None:
    assert confusable(part, part, {})
    assert not confusable(part, "".join(chr(ord(c) + 1) for c in part), {})
