"""Workbooks in one XML file, as Excel 2003 writes them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from extract.core.errors import DocumentError
from extract.intake import formats
from extract.intake.filetype import identify
from support.reading import read, texts

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
HEAD = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}" xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>
<Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles>"""


def cell(value: str, kind: str = "String", **attributes: str) -> str:
    said = "".join(f' ss:{name}="{given}"' for name, given in attributes.items())
    return f'<Cell{said}><Data ss:Type="{kind}">{value}</Data></Cell>'


def row(*cells: str) -> str:
    return f"<Row>{''.join(cells)}</Row>"


def sheet(name: str, *rows: str, visible: str = "SheetVisible") -> str:
    options = f"<x:WorksheetOptions><x:Visible>{visible}</x:Visible></x:WorksheetOptions>"
    return f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table>{options}</Worksheet>'


def file(*sheets: str) -> bytes:
    return f"{HEAD}{''.join(sheets)}</Workbook>".encode()


def test_values_and_places(tmp_path: Path) -> None:
    document = read(
        tmp_path / "a.xls",
        file(
            sheet(
                "Thu",
                row(cell("STT"), cell("Họ <B>tên</B>", MergeAcross="1"), cell("Sinh"), cell("Đạt")),
                row(
                    cell("1", "Number"),
                    cell("0.125", "Number", StyleID="p"),
                    cell("7.50", "Number", Index="3"),
                    cell("1967-08-14T00:00:00.000", "DateTime"),
                    cell("1", "Boolean"),
                ),
            )
        ),
    )
    (table,) = document.pages[0].tables
    assert [(c.row, c.column, c.column_span, " ".join(x.text for x in c.lines)) for c in table.cells] == [
        (0, 0, 1, "STT"), (0, 1, 2, "Họ tên"), (0, 3, 1, "Sinh"), (0, 4, 1, "Đạt"),
        (1, 0, 1, "1"), (1, 1, 1, "12,5%"), (1, 2, 1, "7,5"), (1, 3, 1, "14/08/1967"), (1, 4, 1, "x"),
    ]  # fmt: skip


def test_hidden_sheets_are_told(tmp_path: Path) -> None:
    data = file(sheet("Thu", row(cell("a"))), sheet("Chi", row(cell("b")), visible="SheetHidden"))
    document = read(tmp_path / "a.xml", data)
    assert texts(document) == ["a", "Thu"]
    assert [dict(notice.params) for notice in document.warnings] == [{"count": 1, "names": "Chi"}]


@pytest.mark.parametrize(
    "inner", [row(cell("a", Index="999999999")), row(cell("a", Index="-3", MergeDown="x")), "<Row>", ""]
)
def test_damaged_ones(tmp_path: Path, inner: str) -> None:
    with suppress(DocumentError):  # anything else is a fault of the reader
        read(tmp_path / "a.xls", file(sheet("Thu", inner)))


def test_other_xml_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<?xml version='1.0'?><a>Workbook</a>")
    assert identify(tmp_path / "a.xml") is formats.XML
