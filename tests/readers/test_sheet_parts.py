"""What lies beside the values of a workbook: read, or told."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.reading import read, texts

pytest.importorskip("python_calamine")
openpyxl = pytest.importorskip("openpyxl")

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="d1" Type="{KIND}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
)
BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>'
    "<a:p><a:r><a:t>Hộp </a:t></a:r><a:r><a:t>chữ</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    "</xdr:wsDr>"
)


def book(change: Callable[[Any], object] = lambda _: None, **parts: str) -> bytes:
    made, held = openpyxl.Workbook(), io.BytesIO()
    made.active.title = "Thu"
    for row in (["STT", "Tên", "Số"], [1, "Đê", 2]):
        made.active.append(row)
    change(made.active)
    made.save(held)
    with zipfile.ZipFile(held, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def headers(sheet: Any) -> None:
    sheet.oddHeader.center.text = "TỐI MẬT"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "Mẫu số 05-XD", "Trang &P"


def test_marks_of_headers_and_boxes(tmp_path: Path) -> None:
    drawn = {"xl/worksheets/_rels/sheet1.xml.rels": RELATIONS, "xl/drawings/drawing1.xml": BOX}
    document = read(tmp_path / "a.xlsx", book(headers, **drawn))
    above = ["TỐI MẬT", "Mẫu số 05-XD", "Thu"]
    assert texts(document) == [*above, "STT", "Tên", "Số", "1", "Đê", "2", "Hộp chữ"]
    assert not document.warnings


NUMBERS = [
    ("0.0%", 0.125, "12,5%"),
    ("0%", -0.5, "-50%"),
    ("000000000000", 1085012345, "001085012345"),
    ("0000 000 000", 912345678, "0912 345 678"),
    ('"Số "00"/QĐ-UBND"', 7, "Số 07/QĐ-UBND"),
    ('#,##0\\ "ha"', 1250.5, "1250,5 ha"),
    ("#,##0,,", 1250000000, "1250"),
    ("[Red]0%;[Blue]-0%", 1, "100%"),
    ("[h]:mm", datetime.timedelta(hours=30, minutes=15), "30:15"),
    ("[h]:mm:ss", datetime.timedelta(seconds=65), "00:01:05"),
    # What says no more than the digits, and what is no number
    ("#,##0.00", 1250.5, "1250,5"),
    ("_(* #,##0_);_(* \\(#,##0\\)", -3, "-3"),
    ("#,##0\\ [$₫-42A]", 5, "5"),
    ('"ngày" dd', datetime.date(2031, 5, 2), "02/05/2031"),
    ("0.00E+00", 5, "5"),
    ("000", "x", "x"),
    ("0%", True, "x"),
]


def test_numbers_as_their_format_shows_them(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row, (code, value, _) in enumerate(NUMBERS, 3):
            sheet.cell(row, 27).value = value  # column AA
            sheet.cell(row, 27).number_format = code

    document = read(tmp_path / "a.xlsx", book(fill))
    assert texts(document)[7:] == [shown for _, _, shown in NUMBERS]


def hide(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["C"].hidden = True


def count(sheet: Any) -> None:
    sheet["C2"] = "=1+1"


def comment(sheet: Any) -> None:
    sheet["B2"].comment = openpyxl.comments.Comment("Xem lại", "An")


@pytest.mark.parametrize(
    ("change", "code", "number"),
    [(hide, "rows-hidden", 2), (count, "formulas-without-values", 1), (comment, "comments-left-out", 1)],
)
def test_what_is_told(tmp_path: Path, change: Callable[[Any], object], code: str, number: int) -> None:
    (notice,) = read(tmp_path / "a.xlsx", book(change)).warnings
    assert (notice.code, dict(notice.params)) == (code, {"count": number, "near": "Thu"})


@pytest.mark.parametrize("damaged", ["<a", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_values_are_read_whatever_lies_beside(tmp_path: Path, damaged: str) -> None:
    drawn = {"xl/worksheets/_rels/sheet1.xml.rels": RELATIONS, "xl/drawings/drawing1.xml": damaged}
    assert "Đê" in texts(read(tmp_path / "a.xlsx", book(**drawn)))
