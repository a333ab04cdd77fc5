"""Lists that go along with a delivery of SIP: mục lục of what is delivered, and what is declared at upload.

    what was packed ─▶ write ─▶ muc-luc-nop.xlsx (Mục lục hồ sơ nộp or Mục lục tài liệu nộp, Khai báo gói tin)

Columns as Quyết định 3999/QĐ-BTC (28/11/2025), Điều 22, has them, which restates the circular.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from extract.export.files import replaced
from extract.packages.describe import Described
from extract.packages.elements import codes, day_of
from extract.packages.registers.book import Cell, Printed, styles
from extract.packages.settings import Settings

FILE_NAME = "muc-luc-nop.xlsx"
_FILES = ("Mục lục hồ sơ nộp", {
    "Số thứ tự": 7, "Mã hồ sơ": 28, "Tiêu đề": 60, "Thời gian bắt đầu": 13, "Thời gian kết thúc": 13,
    "Số trang": 9, "Mức độ tiếp cận": 16, "Ghi chú": 40,
})  # fmt: skip
_LOOSE = ("Mục lục tài liệu nộp", {
    "Số thứ tự": 7, "Mã gói": 28, "Tiêu đề gói": 60, "Nguồn gốc": 14, "Tổng số tài liệu": 10, "Ghi chú": 40,
})  # fmt: skip
_DECLARED = ("Khai báo gói tin", {
    "Mã đăng ký yêu cầu nộp": 22, "OBJID": 44, "Mã phông": 14, "Số lượng hồ sơ": 9, "Từ số": 7, "Đến số": 7,
    "Tệp": 46, "SHA-256": 66,
})  # fmt: skip
_SOURCES = {"0": "Văn bản đi", "1": "Văn bản đến"}


@dataclass(frozen=True, slots=True)
class Delivered:
    """One package."""

    described: Described
    objid: str
    file: str  # name of the ZIP
    sha256: str


def write(packages: Sequence[Delivered], settings: Settings, loose: bool, target: Path) -> None:
    """Raises OutputError."""
    with replaced([target]) as (path,):
        book = Workbook(write_only=True)
        styles(book)
        name, columns = _LOOSE if loose else _FILES
        contents = [
            (_loose if loose else _file)(number, one.described) for number, one in enumerate(packages, 1)
        ]
        _sheet(book, name, columns, contents, settings)
        declared = [_declared(number, one, settings) for number, one in enumerate(packages, 1)]
        _sheet(book, *_DECLARED, declared, settings)
        book.save(path)


def _sheet(
    book: Workbook, name: str, columns: dict[str, int], rows: Sequence[Sequence[Cell]], settings: Settings
) -> None:
    head = " - ".join(filter(None, (settings.own.get("agencyName"), settings.own.get("fondsName"), name)))
    printed = Printed(book, name, list(columns.items()), head)
    for row in rows:
        printed.add(row)
    printed.close()


def _file(number: int, one: Described) -> list[Cell]:
    values = one.values
    return [
        Cell(number),
        Cell(one.code),
        Cell(values["title"]),
        Cell(_day(values["startDate"])),
        Cell(_day(values["endDate"])),
        Cell(int(values["numberOfPage"])),
        Cell(codes("mode")[values["mode"]]),
        Cell(values["description"]),
    ]


def _loose(number: int, one: Described) -> list[Cell]:
    values = one.values
    source = _SOURCES.get(values["source"], values["source"])
    return [
        Cell(number),
        Cell(one.code),
        Cell(values["title"]),
        Cell(source),
        Cell(int(values["totalDoc"])),
        Cell(values["description"]),
    ]


def _declared(number: int, one: Delivered, settings: Settings) -> list[Cell]:
    return [
        Cell(settings.own.get("registration", "")),
        Cell(one.objid),
        Cell(settings.own.get("fonds", "")),
        Cell(1),
        Cell(number),
        Cell(number),
        Cell(one.file, link=one.file),
        Cell(one.sha256),
    ]


def _day(text: str) -> date | str:
    """A real date where the day is known."""
    year, month, day = day_of(text) or (0, 0, 0)
    return date(year, month, day) if day else text
