"""Tables of known content, set on pages in every way that typists rule them.

    kind, seed ─▶ made ─▶ Made(title, columns, rows, sheets: pages before any file format)

Kinds are a way of ruling ("ruled"; "open": no outer sides; "flat": only between rows; "head": only around the
head and at the foot; "columns": that and upright; "bare": none), what is merged, and how the table runs
over pages. All words are invented or commonplace; the same kind and seed always give the same table.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from tables_set import PHRASES, Made, Setter

from golden.paper import HEIGHT, LEFT, RIGHT, WIDTH

UNITS = (
    "Phòng Kinh tế",
    "Hội Nông dân",
    "Đoàn Thanh niên",
    "Văn phòng UBND",
    "Trạm Y tế xã",
    "Ban Quản lý chợ",
)
DAYS = ("Quý I", "Quý II", "Tháng 9", "Cả năm", "Hằng năm", "Tháng 12")
TITLES = ("Bảng 1. Kinh phí thực hiện", "DANH MỤC CÔNG VIỆC TRONG NĂM", "Biểu 02. Tiến độ thực hiện")
KINDS = (
    "ruled", "open", "flat", "head", "bare", "middle",
    "merged-head", "merged-rows", "groups",
    "pages", "pages-head", "pages-split", "pages-flat", "pages-bare",
    "landscape", "sideways", "columns", "sums", "sums-flat", "unnumbered", "unnumbered-flat", "pages-rest",
)  # fmt: skip


def made(kind: str, seed: int) -> Made:
    """The table of this kind and seed on its pages."""
    chance = random.Random(f"{kind} {seed}")
    wide = kind in ("landscape", "sideways")
    columns, widths = _columns(chance, kind, (HEIGHT if wide else WIDTH) - LEFT - (WIDTH - RIGHT))
    count = chance.randint(9, 12) if kind.startswith("pages") else chance.randint(3, 6)
    rows = [_row(chance, number, columns) for number in range(1, count + 1)]
    if kind.startswith("sums"):
        rows.append(["Tổng cộng", *["" for _ in columns[2:]], "45.678"])
    if kind.startswith("unnumbered"):
        columns, widths = columns[1:], [widths[0] + widths[1], *widths[2:]]
        rows = [row[1:] for row in rows]
    table = Made(kind, chance.choice(TITLES), columns, rows, turned=kind == "sideways")
    Setter(table, widths, chance, wide).set()
    return table


def _columns(chance: random.Random, kind: str, width: float) -> tuple[list[str], list[float]]:
    names = ["TT" if chance.random() < 0.5 else "STT", "Nội dung công việc", "Đơn vị chủ trì"]
    shares = [0.08, 0.4, 0.22]
    if kind == "merged-head":
        names += ["Kinh phí (triệu đồng) / Tỉnh", "Kinh phí (triệu đồng) / Xã"]
        shares = [0.08, 0.36, 0.22, 0.17, 0.17]
    elif chance.random() < 0.5:
        names += ["Thời gian"]
        shares = [0.08, 0.45, 0.27, 0.2]
    else:
        names += ["Thời gian", "Kinh phí"]
        shares = [0.08, 0.4, 0.22, 0.15, 0.15]
    return names, [share * width for share in shares]


def _row(chance: random.Random, number: int, columns: Sequence[str]) -> list[str]:
    row = [str(number), chance.choice(PHRASES), chance.choice(UNITS)]
    for name in columns[3:]:
        row.append(
            chance.choice(DAYS)
            if name == "Thời gian"
            else f"{chance.randint(1, 9)}.{chance.randint(100, 999)}"
        )
    return row
