"""What may be a misreading of a known value, and what says something else."""

from __future__ import annotations

import pytest

from extract.form.misreading import is_misreading


@pytest.mark.parametrize(
    ("seen", "meant", "may_be"),
    [
        ("Lãnh đao VP UBND tỉnh", "Lãnh đạo VP UBND tỉnh", True),  # marks
        ("BGĐSYT", "BGĐ SYT", False),  # the same letters: nothing is misread
        ("VPUB: CVP, PCvE", "VPUB: CVP, PCVP", True),  # letters that make no word
        ("UBND tỉnh Hòa An Ở", "UBND tỉnh Hòa An", True),  # a speck
        ("Sở Tài chính", "Bộ Tài chính", False),
        ("Như Điều 3", "Như Điều 4", False),
        ("VPUB: PCVP, KGVX", "VPUB: PCVP, KTTH", False),
        ("UBND thành phố Hải An", "UBND thành phố Tân Thơ", False),
        ("Thường trực Tỉnh ủy", "Thường trực Tỉnh ủy (b/cáo)", False),
        ("VT, KTN (Vũ 55)", "VT, KTN (Vũ 56)", False),
        ("", "Sở Tài chính", False),
        ("...", "Sở Tài chính", False),
    ],
)
def test_misreadings(seen: str, meant: str, may_be: bool) -> None:
    assert is_misreading(seen, meant) is may_be


def test_a_name_may_be_cut_by_a_seal() -> None:
    assert is_misreading("Hoàng Thử", "Lê Hoàng Thử", cut=True)
    assert not is_misreading("Hoàng Thử", "Lê Hoàng Thử")
    assert not is_misreading("Trần Hoàng Thử", "Lê Hoàng Thử", cut=True)
