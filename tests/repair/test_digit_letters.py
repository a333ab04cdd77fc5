"""Letters read for digits: mended where the number, the date or the column shows it, else left."""

from __future__ import annotations

import pytest

from extract.core.geometry import Box
from extract.core.model import Cell, Line, Origin, Page, Table, Verdict, Word
from extract.repair.digit_letters import mended
from schemas.kinds import Kind


def page(line: str, table: Table | None = None) -> Page:
    words = tuple(Word.read(text) for text in line.split())
    return Page(
        number=1,
        width=595,
        height=842,
        lines=(Line(words),),
        tables=(table,) if table else (),
        origin=Origin.OCR,
        verdict=Verdict(Kind.IMAGE, ()),
    )


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("rộng I5,5m và 2l,5m", "rộng 15,5m và 21,5m"),  # letters that touch digits
        ("Điều 3l và khoản I0", "Điều 31 và khoản 10"),
        ("từ 24/1l/2020 đến l2/II/2021.", "từ 24/11/2020 đến 12/11/2021."),  # the form of a date
        ("ngày 2O tháng II năm 2019", "ngày 20 tháng 11 năm 2019"),
        ("ngày 3] tháng 1] năm 2019 [3]", "ngày 31 tháng 11 năm 2019 [3]"),
        ("tại KmI8 quốc lộ", "tại Km18 quốc lộ"),
        ("Nghị định I07/2021/NĐ-CP", "Nghị định 107/2021/NĐ-CP"),
        ("báo cáo quý II/2025", "báo cáo quý II/2025"),  # Roman numbers
        ("Phụ lục II năm 2025", "Phụ lục II năm 2025"),
        ("I1. Mục tiêu", "I1. Mục tiêu"),  # may be II
        ("lô H2-I và K1l-A", "lô H2-I và K1l-A"),  # codes
        ("2.. Đối tượng", "2. Đối tượng"),
        ("và 2.. Đối tượng", "và 2.. Đối tượng"),
        ("Iltis và lO", "Iltis và lO"),
    ],
)
def test_numbers(read: str, meant: str) -> None:
    done = mended(page(read))
    assert done.lines[0].text == meant
    assert done.lines[0].raw == read


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        (["I", "2", "3"], ["1", "2", "3"]),
        (["9", "l0", "II", "12"], ["9", "10", "11", "12"]),
        (["I", "II", "III"], ["I", "II", "III"]),
        (["I", "1", "2"], ["I", "1", "2"]),  # a part and its items
    ],
)
def test_columns_that_count(column: list[str], meant: list[str]) -> None:
    cells = tuple(
        Cell(row, 0, (Line((Word.read(text),)),), Box(0, row, 9, row + 1)) for row, text in enumerate(column)
    )
    done = mended(page("", Table(cells, Box(0, 0, 9, 9))))
    assert [line.text for cell in done.tables[0].cells for line in cell.lines] == meant
