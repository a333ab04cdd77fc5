"""Gaps between columns inside a line, and the line cut at one."""

import pytest

from extract.layout.column_gaps import Gap, cut_at, gaps
from extract.layout.geometry import piece
from support.layout_pages import printed

TWO_COLUMNS = piece(printed(60, 100, "Nơi nhận: | KT. CHỦ TỊCH | PHÓ"), 0.0)


@pytest.mark.parametrize(("x", "away"), [(90, 10), (100, 0), (130, 0), (160, 0), (175, 15)])
def test_how_far_a_gap_is(x: float, away: float) -> None:
    assert Gap(1, 100, 160).away(x) == away


def test_only_wide_gaps() -> None:
    found = gaps(TWO_COLUMNS)
    assert [gap.index for gap in found] == [2, 5]
    assert all(gap.width >= 60 and gap.left < gap.middle < gap.right for gap in found)
    assert [gap.index for gap in gaps(TWO_COLUMNS, least=0.0)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("gutter", "texts"),
    [
        (150, ["Nơi nhận:", "KT. CHỦ TỊCH PHÓ"]),
        (300, ["Nơi nhận: KT. CHỦ TỊCH", "PHÓ"]),
        (20, ["Nơi nhận: KT. CHỦ TỊCH PHÓ"]),
    ],
)
def test_cut_at_the_gap_nearest_the_gutter(gutter: float, texts: list[str]) -> None:
    assert [part.text for part in cut_at(TWO_COLUMNS, gutter, 0.0)] == texts
