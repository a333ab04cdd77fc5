from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extract.form.codes import Code, parse, parse_header, repair_segment

HEADERS = [
    # printed after "Số:"            number    notation          code
    ("922 /TTr-SKHCN", "922", "TTr-SKHCN", "922/TTr-SKHCN"),
    ("33/2022/NQ-HĐND", "33", "NQ-HĐND", "33/2022/NQ-HĐND"),
    ("2093 /QĐ-BYT", "2093", "QĐ-BYT", "2093/QĐ-BYT"),  # the number is no year
    ("299/UBND-TTHC", "299", "UBND-TTHC", "299/UBND-TTHC"),  # công văn
    ("14514-CV/VPTW", "14514", "CV/VPTW", "14514-CV/VPTW"),  # party
    ("08-NQ/TU", "08", "NQ/TU", "08-NQ/TU"),
    ("1141-TC/QĐ/CĐKT", "1141", "TC/QĐ/CĐKT", "1141-TC/QĐ/CĐKT"),  # before 1998
    ("144 /2002/QĐ/BTC", "144", "QĐ/BTC", "144/2002/QĐ/BTC"),
    ("154 /CTPH-LĐLĐ-SVH,TT,DL", "154", "CTPH-LĐLĐ-SVH,TT,DL", "154/CTPH-LĐLĐ-SVH,TT,DL"),
    ("11410 /BXD-KHCNMT&VLXD", "11410", "BXD-KHCNMT&VLXD", "11410/BXD-KHCNMT&VLXD"),
    ("12/KH-SYT An Giang, ngày 3", "12", "KH-SYT", "12/KH-SYT"),  # header columns on one line
]


@pytest.mark.parametrize(("printed", "number", "notation", "code"), HEADERS)
def test_header(printed: str, number: str, notation: str, code: str) -> None:
    found = parse_header(printed)
    assert found is not None
    assert (found.number, found.notation, str(found)) == (number, notation, code)
    assert not found.doubts


@pytest.mark.parametrize(
    "blank", ["       /KH-SKHCN", "/KH-SKHCN", "....../KH-SKHCN", "…… /KH-SKHCN", "___/KH-SKHCN"]
)
def test_blank_number(blank: str) -> None:
    found = parse_header(blank)
    assert found is not None
    assert (found.number, found.notation) == (None, "KH-SKHCN")


@pytest.mark.parametrize(
    ("printed", "code", "doubt"),
    [
        ("2 † /2026/TT-BCT", "2/2026/TT-BCT", "hard to read"),
        ("l5/QĐ-UBND", "15/QĐ-UBND", "hard to read"),
        ("6 4/QĐ-UBND", "64/QĐ-UBND", "gaps"),
        ("17/NQ—CP", "17/NQ-CP", "long dash"),
        ("12/QB-UBND", "12/QĐ-UBND", "was read as"),
        ("12/QĐÐ-HDND", "12/QĐ-HĐND", "was read as"),
    ],
)
def test_damaged_header(printed: str, code: str, doubt: str) -> None:
    found = parse_header(printed)
    assert found is not None
    assert str(found) == code
    assert any(doubt in str(told) for told in found.doubts)


def test_unreadable_number_is_none() -> None:
    found = parse_header("A$ /QĐ-UBND")
    assert found is not None
    assert found.number is None
    assert "not readable" in str(found.doubts[0])


@pytest.mark.parametrize("text", ["", "Hà Nội", "ngày 3 tháng 5", "SỞ Y TẾ"])
def test_no_code(text: str) -> None:
    assert parse_header(text) is None


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("QB", "QĐ"),
        ("QÐ", "QĐ"),  # eth for Đ
        ("UBNĐ", "UBND"),
        ("HDND", "HĐND"),
        ("ND", "NĐ"),
        ("DA", "DA"),  # Dự án, not Đề án
        ("ĐA", "ĐA"),
        ("XYZ", "XYZ"),  # unknown: left alone
        ("SKHCN", "SKHCN"),
    ],
)
def test_repair_segment(seen: str, meant: str) -> None:
    assert repair_segment(seen) == meant


NUMBERS = st.integers(1, 99999).map(lambda n: f"{n:02}")
TYPES = st.sampled_from(["QĐ", "NQ", "TTr", "KH", "CT", "TT", "BC", "NĐ"])
ISSUERS = st.sampled_from(["UBND", "HĐND", "BYT", "SKHCN", "CP", "TTg", "BGDĐT"])
YEARS = st.one_of(st.none(), st.integers(1945, 2099).map(str))


@given(NUMBERS, YEARS, TYPES, ISSUERS)
def test_parse_is_the_inverse_of_format(number: str, year: str | None, kind: str, issuer: str) -> None:
    assume(not re.fullmatch(r"\d{1,3}(?:199[6-9]|20\d\d)", number))  # a year that lost its slash
    code = Code(number, "/", year, f"{kind}-{issuer}")
    assert parse(str(code)) == code


@given(NUMBERS, TYPES)
def test_party_codes_come_back(number: str, kind: str) -> None:
    printed = f"{number}-{kind}/TU"
    assert str(parse(printed)) == printed


@given(NUMBERS, TYPES, ISSUERS, st.text(" ", max_size=3))
def test_blanks_do_not_matter(number: str, kind: str, issuer: str, gap: str) -> None:
    assert str(parse_header(f"{gap}{number}{gap}/{kind}-{issuer}")) == f"{number}/{kind}-{issuer}"


@given(st.text(max_size=40))
def test_never_raises(text: str) -> None:
    parse(text)
    parse_header(text)


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        ("1203/STN. NVY", "1203/STN-NVY"),  # a hyphen that was read as a stop
        ("12/STN.TT", "12/STN.TT"),
        ("63/20317NĐ-CP", "63/2031/NĐ-CP"),  # a slash that was read as a digit
        ("34STN-VP", "34/STN-VP"),  # a slash that was lost
    ],
)
def test_signs_of_a_header_that_were_misread(seen: str, code: str) -> None:
    found = parse_header(seen)
    assert found is not None
    assert str(found) == code
    assert bool(found.doubts) is (seen != code)
