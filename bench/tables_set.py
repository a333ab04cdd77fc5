"""A table set on pages, line by line and rule by rule.

    Made (title, columns, rows), widths, chance ─ Setter.set ─▶ its sheets, between two paragraphs

Where a kind merges or groups cells, the rows say afterwards what a reader should find.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from golden.paper import LEFT, TOP, Rule, Sheet, Stroke, width_of, wrap

SIZE, STEP, PAD = 12.0, 14.5, 4.0
SHORT, LONG = 330.0, 760.0  # where a table that runs over pages is cut, and the foot of a page
PHRASES = (
    "Sửa chữa kênh mương nội đồng",
    "Trồng cây xanh dọc tuyến đường liên xã",
    "Kiểm tra công tác thu gom rác thải tại các thôn, tổ dân phố",
    "Tập huấn kỹ năng sử dụng máy tính cho cán bộ xã",
    "Mua sắm bàn ghế, tủ sách cho nhà văn hóa",
    "Tuyên truyền phòng cháy, chữa cháy",
    "Nạo vét hồ chứa nước phục vụ sản xuất vụ đông xuân và nuôi trồng thủy sản",
    "Tổ chức hội thi tìm hiểu pháp luật về hôn nhân và gia đình",
)
STYLES = {
    "pages-flat": "flat",
    "pages-bare": "bare",
    "pages-rest": "bare",
    "sums": "head",
    "sums-flat": "flat",
    "unnumbered-flat": "flat",
}


@dataclass
class Made:
    """A table and the pages that show it."""

    kind: str
    title: str
    columns: list[str]
    rows: list[list[str]]
    sheets: list[Sheet] = field(default_factory=list)
    turned: bool = False  # to be turned a quarter: a wide page bound into upright ones


class Setter:
    """Sets one table between two paragraphs."""

    def __init__(self, table: Made, widths: Sequence[float], chance: random.Random, wide: bool) -> None:
        self.table, self.chance = table, chance
        self.right = LEFT + sum(widths)
        self.edges = [LEFT + sum(widths[:i]) for i in range(len(widths) + 1)]
        self.foot = 500.0 if wide else LONG
        self.sheet = Sheet()
        self.top = 0.0
        self.y = TOP
        self.style = STYLES.get(table.kind, table.kind)
        if self.style not in ("open", "flat", "head", "bare", "columns"):
            self.style = "ruled"

    def set(self) -> None:
        table = self.table
        self._page()
        self._prose(2)
        for line in wrap(table.title, "bold", 13, self.right - LEFT):
            self._put(line, (LEFT + self.right) / 2 - width_of(line, "bold", 13) / 2, "bold", 13)
            self.y += 20
        self.y -= 8
        self._begin()
        self._head()
        merged = self._merged()
        for number, row in enumerate(table.rows):
            if table.kind == "groups" and number in (0, 2):
                self._group("AB"[number // 2])
            self._row(row, merged.get(number, 0))
        self._end()
        self.y += 22
        self._prose(2)
        if table.kind == "merged-rows":
            for at, count in merged.items():
                for row in table.rows[at + 1 : at + count]:
                    row[2] = ""
        if table.kind == "groups":
            table.rows.insert(2, ["B", "Nhóm việc B", *[""] * (len(table.columns) - 2)])
            table.rows.insert(0, ["A", "Nhóm việc A", *[""] * (len(table.columns) - 2)])

    def _merged(self) -> dict[int, int]:
        """First row and count of the rows that share the cell of the third column."""
        return {0: 2} if self.table.kind == "merged-rows" else {}

    def _page(self) -> None:
        self.sheet = Sheet()
        self.table.sheets.append(self.sheet)
        self.y = TOP

    def _prose(self, count: int) -> None:
        for _ in range(count):
            text = " ".join(self.chance.choice(PHRASES).lower() for _ in range(5))
            for line in wrap(text[0].upper() + text[1:] + ".", "regular", 13, self.right - LEFT, 28):
                self._put(line, LEFT, "regular", 13)
                self.y += 18
        self.y += 8

    def _put(self, text: str, x: float, face: str = "regular", size: float = SIZE) -> None:
        self.sheet.strokes.append(Stroke(x, self.y, text, face, size))
        self.sheet.lines.append(text)

    def _begin(self) -> None:
        self.top = self.y
        if self.style != "bare":
            self._flat()

    def _end(self) -> None:
        if self.style in ("head", "columns"):
            self._flat()
        if self.style in ("ruled", "open", "columns"):
            edges = self.edges[1:-1] if self.style == "open" else self.edges
            for x in edges:
                top = self.top
                self.sheet.rules.append(Rule(x, top, x, self.y))

    def _flat(self, start: int = 0, end: int | None = None) -> None:
        self.sheet.rules.append(
            Rule(self.edges[start], self.y, self.edges[-1 if end is None else end], self.y)
        )

    def _head(self) -> None:
        names = self.table.columns
        if self.table.kind == "merged-head":
            return self._merged_head()
        self._cells(names, "bold", centred=True)
        if self.style != "bare":
            self._flat()
        return None

    def _merged_head(self) -> None:
        """Two rows: the last two columns under one name, the others over both rows."""
        names, top = self.table.columns, self.y
        over = names[3].partition(" / ")[0]
        middle = (self.edges[3] + self.edges[5]) / 2
        self.y = top + 15
        self._put(over, middle - width_of(over, "bold", SIZE) / 2, "bold")
        self.y = top + 20
        self._flat(3, 5)
        for index in (3, 4):
            text = names[index].partition(" / ")[2]
            self.y = top + 35
            centre = (self.edges[index] + self.edges[index + 1]) / 2
            self._put(text, centre - width_of(text, "bold", SIZE) / 2, "bold")
        for index in (0, 1, 2):
            centre = (self.edges[index] + self.edges[index + 1]) / 2
            self.y = top + 25
            self._put(names[index], centre - width_of(names[index], "bold", SIZE) / 2, "bold")
        self.y = top + 40
        self._flat()
        # The rule between the two columns begins under their common name.
        self.sheet.rules.append(Rule(self.edges[4], top + 20, self.edges[4], self.y))
        self._close_above(top, 4)
        self.top = self.y

    def _close_above(self, top: float, without: int) -> None:
        for index, x in enumerate(self.edges):
            if index != without:
                self.sheet.rules.append(Rule(x, top, x, self.y))

    def _group(self, letter: str) -> None:
        self._cells([letter, f"Nhóm việc {letter}", *[""] * (len(self.table.columns) - 2)], "bold")
        self._flat()

    def _row(self, row: Sequence[str], merged: int) -> None:
        if self.table.kind.startswith("pages") and len(self.table.sheets) == 1 and self.y > SHORT:
            if self.table.kind == "pages-split":
                return self._split(row)
            self._next_page()
        kept = list(row)
        if merged:
            kept[2] = ""
            self.y += STEP  # room for the merged cell's own text, between the two rows
            self._put(row[2], self.edges[2] + PAD)
            self.y -= STEP
        if self.table.kind == "merged-rows" and row is self.table.rows[1]:
            kept[2] = ""
        self._cells(kept, "regular")
        if merged:
            self._flat(0, 2)
            self._flat(3)
        elif self.style in ("ruled", "open", "flat"):
            self._flat()
        return None

    def _next_page(self) -> None:
        self._end()
        self._page()
        self.y += 12
        self._begin()
        if self.table.kind not in ("pages", "pages-rest"):
            self._head()

    def _split(self, row: Sequence[str]) -> None:
        """A row whose second cell goes on on the next page."""
        words = f"{row[1]} {self.chance.choice(PHRASES).lower()}".split()
        self.table.rows[int(row[0]) - 1][1] = " ".join(words)
        half = len(words) // 2
        self._cells([row[0], " ".join(words[:half]), *row[2:]], "regular")
        self._flat()
        self._end()
        self._page()
        self.y += 12
        self._begin()
        self._cells(["", " ".join(words[half:]), *[""] * (len(row) - 2)], "regular")
        self._flat()

    def _cells(self, texts: Sequence[str], face: str, *, centred: bool = False) -> None:
        wrapped = [
            wrap(text, face, SIZE, right - left - 2 * PAD)
            for text, left, right in zip(texts, self.edges, self.edges[1:], strict=False)
        ]
        height = STEP * max(map(len, wrapped)) + (6 if self.style != "bare" else 3)
        top = self.y
        for lines, left, right in zip(wrapped, self.edges, self.edges[1:], strict=False):
            spare = height - 6 - STEP * len(lines)
            middle = centred or self.table.kind == "middle"
            for number, line in enumerate(lines):
                self.y = top + STEP * (number + 0.9) + (spare / 2 if middle else 0)
                narrow = centred or right - left < 60
                x = (left + right - width_of(line, face, SIZE)) / 2 if narrow else left + PAD
                self._put(line, x, face)
        self.y = top + height
