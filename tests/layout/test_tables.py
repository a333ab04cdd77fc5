"""Tables as the record gives them: heads, merged cells, page breaks, captions, running numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.core.geometry import Box
from extract.core.model import Cell, Line, Origin, Page, Table, Word
from extract.layout.model import WholeTable
from extract.layout.tables.head import are_column_numbers, begins_anew, repeats
from extract.layout.tables.number_column import numbered
from support.layout_pages import LENGTH, WIDTH, flowing, laid_out, printed

HEAD = ["TT", "Tên việc", "Đơn vị", "Kinh phí"]
ROW = ["1", "Sửa cống xóm Thượng", "Tổ Một", "12"]

Merged = dict[tuple[int, int], tuple[int, int]]  # row and column -> rows and columns taken


def ruled(
    rows: list[list[str]], number: int = 1, above: tuple[str, ...] = (), merged: Merged | None = None
) -> Page:
    """A page with a ruled table; an empty text that a merged cell covers has no cell of its own."""
    edges = [70.0, 110.0, 290.0, 400.0, 520.0]
    lines = [printed(90.0, 100.0 + 20 * i, text) for i, text in enumerate(above)]
    cells = []
    covered = {
        (r + i, c + j)
        for (r, c), (high, wide) in (merged or {}).items()
        for i in range(high)
        for j in range(wide)
        if i or j
    }
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if (r, c) in covered:
                continue
            high, wide = (merged or {}).get((r, c), (1, 1))
            top = 200.0 + 40 * r
            cells.append(Cell(r, c, (), Box(edges[c], top, edges[c + wide], top + 40 * high), high, wide))
            lines += [printed(edges[c] + 3, top + 12, text)] if text else []
    table = Table(tuple(cells), Box(edges[0], 200.0, edges[-1], 200.0 + 40 * len(rows)))
    return Page(number, tuple(lines), Origin.TEXT_LAYER, WIDTH, LENGTH, tables=(table,))


def only(*pages: Page) -> WholeTable:
    (table,) = laid_out(*pages).tables
    return table


def test_a_merged_cell_stands_in_its_first_place() -> None:
    second = ["2", "Vá đường liên thôn", "", "7"]
    table = only(ruled([HEAD, ROW, second], merged={(1, 2): (2, 1)}))
    assert table.rows == (tuple(ROW), tuple(second))


def test_a_head_of_three_rows_and_a_row_before_the_numbers_of_columns() -> None:
    head = [["TT", "Tên việc", "Kinh phí", ""], ["", "", "Tỉnh", "Xã"], ["1", "2", "3", "4"]]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}
    table = only(ruled([*head, ["1", "Sửa cống", "5", "6"]], merged=spans))
    assert table.columns == ("TT", "Tên việc", "Kinh phí / Tỉnh", "Kinh phí / Xã")
    assert table.rows == (("1", "Sửa cống", "5", "6"),)


def test_an_empty_row_above_the_head_is_left_out() -> None:
    assert only(ruled([["", "", "", ""], HEAD, ROW])).columns == tuple(HEAD)


@pytest.mark.parametrize(
    ("first_row", "rows"),
    [
        (["", "và lát vỉa hè", "", ""], [["1", "Sửa cống xóm Thượng và lát vỉa hè", "Tổ Một", "12"]]),
        (["2", "Vá đường", "Tổ Hai", "8"], [ROW, ["2", "Vá đường", "Tổ Hai", "8"]]),
        (["", "Vá đường", "Tổ Hai", "8"], [ROW, ["", "Vá đường", "Tổ Hai", "8"]]),
    ],
    ids=["a rest", "a row", "a row whose number is lost"],
)
@pytest.mark.parametrize("head", [[HEAD], []], ids=["head again", "no head"])
def test_over_a_page_break(head: list[list[str]], first_row: list[str], rows: list[list[str]]) -> None:
    last = ["9", "Tổng kết", "Tổ Ba", "1"]
    table = only(ruled([HEAD, ROW]), ruled([*head, first_row, last], number=2))
    assert table.columns == tuple(HEAD)
    assert [list(row) for row in table.rows] == [*rows, last]


def test_a_name_of_rows_at_the_head_of_a_page_is_no_rest() -> None:
    spread = ["B. Việc của thôn", "", "", ""]
    table = only(ruled([HEAD, ROW]), ruled([spread, ROW], number=2, merged={(0, 0): (1, 4)}))
    assert [row[0] for row in table.rows] == ["1", "B. Việc của thôn", "1"]


def test_another_table_on_the_next_page() -> None:
    other = ["TT", "Họ tên", "Chức vụ", "Điện thoại"]
    found = laid_out(ruled([HEAD, ROW]), ruled([other, ROW], number=2)).tables
    assert [table.columns for table in found] == [tuple(HEAD), tuple(other)]


@pytest.mark.parametrize(
    ("columns", "row", "anew"),
    [
        (["3 - Thủ tục", "Cấp mới"], ["4 - Thủ tục", "Cấp lại"], True),
        (["3 - Thủ tục", "Cấp mới"], ["3 - Thủ tục", "Cấp mới"], False),
        (["TT", "Nội dung"], ["TT", "Nôi dung"], False),
        (["TT", "Nội dung"], ["STT", "Họ và tên"], True),
        (["TT", "Nội dung"], ["4", "Họp dân"], False),
        (["TT", "Nội dung"], ["", "họp dân"], False),
    ],
)
def test_heads_of_other_tables(columns: list[str], row: list[str], anew: bool) -> None:
    assert begins_anew(columns, row) is anew


def test_a_repeated_head_is_told_by_its_cells() -> None:
    columns = ["STT", "Tên", "Phí / Tỉnh", "Phí / Xã", "Ghi chú"]
    assert repeats(columns, ["STT", "Tên", "Phí", "", "Gh chú"])
    assert repeats(columns, ["", "", "Tỉnh", "Xã", ""])
    assert not repeats(columns, ["1", "Tên đường", "5", "6", ""])


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        (["1", "2", "3"], True),
        (["(1)", "(2)", "(3)", "(4)"], True),
        (["", "2", "3", "4", "", ""], True),
        (["1", "Họp", "3"], False),
        (["1", "", "x", ""], False),
        (["1", "2"], False),
    ],
)
def test_numbers_of_columns(row: list[str], numbers: bool) -> None:
    assert are_column_numbers(row) is numbers


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (("BIỂU PHÂN CÔNG",), "BIỂU PHÂN CÔNG"),
        (("Bảng 2. Kết quả thu gom rác", "của các thôn"), "Bảng 2. Kết quả thu gom rác của các thôn"),
        (("Bảng 2. Kết quả", "Đơn vị tính: tấn"), "Bảng 2. Kết quả"),
        (("DANH MỤC VIỆC", "(Kèm theo Kế hoạch này)", "I. VIỆC CỦA XÃ (3 VIỆC)"), "I. VIỆC CỦA XÃ (3 VIỆC)"),
        (("DANH MỤC VIỆC", "(Kèm theo Kế hoạch", "của xã)"), "DANH MỤC VIỆC"),
        (("DANH SÁCH HỘ DÂN", "Các hộ được hỗ trợ nhà ở gồm:"), "DANH SÁCH HỘ DÂN"),
        (("MỤC TIÊU CHUNG", "Các việc như sau:"), None),
        (("Các việc như sau:",), None),
    ],
)
def test_captions(above: tuple[str, ...], title: str | None) -> None:
    assert only(ruled([HEAD, ROW], above=above)).title == title


def test_a_caption_is_not_taken_from_the_page_before() -> None:
    before = Page(1, (printed(90.0, 700.0, "TRƯỞNG THÔN"),), Origin.TEXT_LAYER, WIDTH, LENGTH)
    assert only(before, ruled([HEAD, ROW], number=2)).title is None


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    def cell(table: int, row: int, column: int, text: str) -> tuple[Cell, Line]:
        line = flowing(text, (table, row, column))
        return Cell(row, column, (line,)), line

    outer = [cell(0, r, c, f"ô {r}{c}") for r in range(2) for c in range(2)]
    inner = [cell(1, r, c, f"trong {r}{c}") for r in range(2) for c in range(2)]
    lines = [*(line for _, line in outer[:3]), *(line for _, line in inner), outer[3][1]]
    held = tuple(Table(tuple(c for c, _ in part)) for part in (outer, inner))
    page = Page(1, (flowing("Nội dung như sau."), *lines), Origin.OFFICE, tables=held)
    found = laid_out(page).tables
    assert [(t.columns, t.rows) for t in found] == [
        (("ô 00", "ô 01"), (("ô 10", "ô 11"),)),
        (("trong 00", "trong 01"), (("trong 10", "trong 11"),)),
    ]


def test_two_columns_set_with_tabs_are_no_table() -> None:
    lines = [
        flowing(text, (0, r, c)) for r, c, text in ((0, 0, "Mức"), (0, 1, "="), (1, 0, "a"), (1, 1, "b"))
    ]
    cells = tuple(Cell(line.cell[1], line.cell[2], (line,)) for line in lines if line.cell)
    page = Page(1, (flowing("Công thức:"), *lines), Origin.PLAIN, tables=(Table(cells, drawn=False),))
    assert laid_out(page).tables == ()


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        (["1,", "ở", "3", "4"], ["1", "2", "3", "4"]),
        (["01", "02", "gì", "04"], ["01", "02", "03", "04"]),
        (["1.", "2.", "3.", "Ô"], ["1.", "2.", "3.", "4."]),
        (["TU", "2", "3"], ["1", "2", "3"]),
        (["4", "", "6"], ["4", "5", "6"]),
        (["A", "1", "2", "B", "1"], ["A", "1", "2", "B", "1"]),
        (["2", "4", "7"], ["2", "4", "7"]),
        (["1", "Tổng", "2"], ["1", "Tổng", "2"]),
        (["x", "y"], ["x", "y"]),
    ],
)
def test_misread_running_numbers(cells: list[str], meant: list[str]) -> None:
    assert numbered(cells, [True] * len(cells)) == meant


@given(st.lists(st.sampled_from(["", "1", "2", "ở", "7.", "A", "Tổng"])))
def test_what_was_read_without_doubt_stays(cells: list[str]) -> None:
    assert numbered(cells, [False] * len(cells)) == cells


def test_numbers_of_a_file_stay_and_those_of_a_recogniser_are_mended() -> None:
    rows = [["TT", "Tên việc", "Đơn vị", "Kinh phí"], *([n, "Họp", "Tổ", "1"] for n in ("1", "7", "3"))]
    read = ruled(rows)
    assert [row[0] for row in only(read).rows] == ["1", "7", "3"]
    unsure = tuple(Line.of(Word.read(w.raw, w.box, 0.6) for w in line.words) for line in read.lines)
    doubted = Page(1, unsure, Origin.OCR, WIDTH, LENGTH, tables=read.tables)
    assert [row[0] for row in only(doubted).rows] == ["1", "2", "3"]
