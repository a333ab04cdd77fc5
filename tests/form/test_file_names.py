"""Numbers that the names of files say, and those that are something else."""

from __future__ import annotations

import pytest

from extract.form.file_names import numbers_in


@pytest.mark.parametrize(
    ("name", "notation", "numbers"),
    [
        ("731 UB.signed_20250510_124908.pdf", "UBND-KTTH", ("731",)),  # cut short; time of a program
        ("QD_1360_TTg.pdf", "QĐ-TTg", ("1360",)),
        ("thu muc/2004 kh syt.pdf", "KH-SYT", ("2004",)),  # begins the name: no year
        ("KH-STC-2019.pdf", "KH-STC", ()),  # a year
        ("CT_11_2025.pdf", "CT-UBND", ("11",)),
        ("209_QDCT.signed.pdf", "QĐ-UBND", ("209",)),  # more letters behind
        ("22-TTr.pdf", "TTr-UBND", ("22",)),
        ("09 TB va 12 TB.pdf", "TB-SNV", ("09", "12")),
        ("scan_0012.pdf", "QĐ-UBND", ()),  # beside no part of the notation
        ("so 17.pdf", "BC-SYT", ()),
        ("bc__5512ab.pdf", "BC-SYT", ()),
    ],
)
def test_numbers_in(name: str, notation: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(name, notation) == numbers
