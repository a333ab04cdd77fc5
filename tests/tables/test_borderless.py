"""Tables of known content in every kind of ruling, read from PDFs and from a scan; what is no table."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest

from support import ROOT

sys.path.insert(0, str(ROOT / "bench"))

from tables_made import KINDS, made

from extract.core.geometry import Box
from extract.core.model import Line
from extract.tables.borderless import open_grids, outside
from extract.tables.row_splits import split_rows
from extract.tables.ruled import Rule, grids_of
from support.layout_pages import printed
from tables import LIKE, pages_of, score, tables_in


@pytest.mark.parametrize("kind", KINDS)
def test_born_digital(kind: str, tmp_path: Path) -> None:
    table = made(kind, 11)
    (found,) = tables_in(pages_of(table, "pdf", 11, tmp_path))
    assert (found.title, list(found.columns)) == (table.title, table.columns)
    assert [[" ".join(cell.split()) for cell in row] for row in found.rows] == table.rows


def test_scanned_without_upright_rules(tmp_path: Path) -> None:
    table = made("flat", 5)
    tally = score([table], tables_in(pages_of(table, "scan", 5, tmp_path)), LIKE)
    assert tally["columns"] == tally["titles"] == 1
    assert tally["cells right"] >= 0.9 * tally["cells"]


def lines(*texts: str) -> list[Line]:
    """Lines under each other, 18 points apart; a bar is a wide gap."""
    return [printed(80.0, 100.0 + 18 * i, text) for i, text in enumerate(texts)]


def flat(*heights: float, x0: float = 75.0, x1: float = 520.0) -> list[Rule]:
    return [Rule(x0, y, x1, y) for y in heights]


@pytest.mark.parametrize(
    ("texts", "rules"),
    [
        (["Nơi nhận: | CHỦ TỊCH", "- Như trên; | Nguyễn Văn Thử"], []),
        (["1. Mục đích của kế hoạch", "2. Yêu cầu của kế hoạch"], []),
        (
            ["SỞ NÔNG NGHIỆP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12 | Độc lập - Tự do"],
            flat(130.0, x1=200.0),
        ),
        (["Các đơn vị báo cáo kết quả", "về xã trước ngày 15"], flat(95.0, 140.0)),
        (["Các đơn vị báo cáo kết quả", "về xã trước ngày 15", "hằng tháng"], flat(95.0, 116.0, 160.0)),
        (["1 | a | b", "không có số hai ở đây"], []),
    ],
    ids=["closing", "list", "letterhead", "between two rules", "between three rules", "one row"],
)
def test_no_table(texts: list[str], rules: list[Rule]) -> None:
    assert open_grids(rules, lines(*texts), []) == []


def test_prose_ends_a_table_without_a_foot() -> None:
    held = lines(
        "TT | Việc | Nơi",
        "1 | Họp | Xã",
        "2 | Vá | Thôn",
        "Trên đây là kế hoạch của xã trong quý ba năm nay.",
    )
    (grid,) = open_grids([], held, [])
    assert len(grid) == 9
    assert [line.text for line in outside(held, [grid])] == [held[-1].text]


def test_what_lies_in_a_ruled_table_is_left_alone() -> None:
    held = lines("TT | Việc | Nơi", "1 | Họp | Xã", "2 | Vá | Thôn")
    assert open_grids([], held, [[Box(0, 0, 595, 842)]]) == []


def test_outer_sides_that_are_not_drawn() -> None:
    upright = [Rule(x, 100.0, x, 160.0) for x in (150.0, 300.0)]
    (grid,) = grids_of([*flat(100.0, 130.0, 160.0), *upright])
    assert sorted({(box.x0, box.x1) for box in grid}) == [(75.0, 150.0), (150.0, 300.0), (300.0, 520.0)]


def test_flat_rules_of_unlike_length_close_no_side() -> None:
    rules = [
        Rule(75.0, 100.0, 400.0, 100.0),
        Rule(120.0, 130.0, 330.0, 130.0),
        Rule(200.0, 90.0, 200.0, 140.0),
    ]
    assert grids_of(rules) == []


def test_rows_are_cut_only_where_numbers_run_on() -> None:
    held = lines("1 | Họp | Xã", "2 | Vá | Thôn")
    edges = (75.0, 130.0, 230.0, 520.0)
    grid = [Box(x0, 95.0, x1, 140.0) for x0, x1 in pairwise(edges)]
    assert len(split_rows([grid], held)[0]) == 6
    assert split_rows([grid], lines("1 | Họp | Xã", "7 | Vá | Thôn")) == [grid]


def test_rows_are_cut_where_a_number_was_not_read() -> None:
    held = lines("1 | Họp | Xã | Mai", "Họp | Xã | Nay", "3 | Vá | Thôn | Mốt")
    held[1] = printed(150.0, 118.0, "Họp | Xã | Nay")
    edges = (75.0, 130.0, 230.0, 300.0, 520.0)
    grid = [Box(x0, 95.0, x1, 158.0) for x0, x1 in pairwise(edges)]
    assert len(split_rows([grid], held)[0]) == 12
