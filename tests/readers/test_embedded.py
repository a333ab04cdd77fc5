"""Workbooks and documents within documents stand in their place, or are told."""

from __future__ import annotations

import io
from pathlib import Path

import olefile
import pytest

from extract.readers.office.compound import compound_file
from extract.readers.office.embedded import Objects
from support.reading import LIMITS, read, texts
from support.word_files import word_file

pytest.importorskip("python_calamine")
openpyxl = pytest.importorskip("openpyxl")

OBJECT = (
    '<w:p><w:r><w:t>Trước</w:t></w:r><w:r><w:object xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shape><v:imagedata r:id="p1"/></v:shape><o:OLEObject Type="Embed" r:id="o1"/></w:object></w:r></w:p>'
)
METAFILE = b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(100)


def book() -> bytes:
    made, held = openpyxl.Workbook(), io.BytesIO()
    for row in (["STT", "Nội dung", "Kinh phí"], [1, "Đắp đất", 12.5]):
        made.active.append(row)
    made.save(held)
    return held.getvalue()


CELLS = ["STT", "Nội dung", "Kinh phí", "1", "Đắp đất", "12,5"]
INNER = word_file("<w:p><w:r><w:t>Bên trong</w:t></w:r></w:p>")
PACKED = b"\0\0\0\0\2\0a.xlsx\0C:\\a.xlsx\0" + book()


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (book(), CELLS),
        (compound_file("Package", book()), CELLS),
        (compound_file("\1Ole10Native", PACKED), CELLS),
        (INNER, ["Bên trong"]),
    ],
    ids=["package", "storage", "packed", "document"],
)
def test_an_object_is_read_in_its_place(tmp_path: Path, data: bytes, shown: list[str]) -> None:
    file = word_file(OBJECT, parts={"o1": ("package", data), "p1": ("image", METAFILE)})
    document = read(tmp_path / "a.docx", file)
    assert texts(document) == ["Trước", *shown]
    assert not document.warnings  # its picture is not missed


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", olefile.MAGIC, compound_file("Equation Native", b"1"), b"%PDF-1.4"]
)
def test_other_objects_are_told(tmp_path: Path, data: bytes) -> None:
    document = read(tmp_path / "a.docx", word_file(OBJECT, parts={"o1": ("oleObject", data)}))
    assert texts(document) == ["Trước"]
    assert [notice.code for notice in document.warnings] == ["objects-not-read"]


@pytest.mark.parametrize(
    ("data", "shown", "told"),
    [
        (compound_file("Package", book()), ["Trước", *CELLS, "Sau"], []),
        (b"OLE", ["TrướcHình", "Sau"], ["objects-not-read"]),
    ],
)
def test_objects_of_rtf(tmp_path: Path, data: bytes, shown: list[str], told: list[str]) -> None:
    held = (
        r"{\object\objemb{\*\objclass Excel.Sheet.12}{\*\objdata 0105" + data.hex() + r"}{\result H\u236?nh}}"
    )
    file = r"{\rtf1 Tr\u432?\u7899?c" + held + r"\par Sau\par}"
    document = read(tmp_path / "a.rtf", file.encode())
    assert texts(document) == shown
    assert [(notice.code, dict(notice.params)["near"]) for notice in document.warnings] == [
        (code, "Trước") for code in told
    ]


def test_the_number_of_objects_is_bounded() -> None:
    objects = Objects(LIMITS)
    assert objects.read(book())
    for _ in range(1_000):
        objects.read(b"")
    assert objects.read(book()) == []


@pytest.mark.parametrize("size", [0, 4096, 70_000, 8_000_000])
def test_a_compound_file_holds_its_stream(size: int) -> None:
    data = bytes(range(256)) * (size // 256)
    with olefile.OleFileIO(io.BytesIO(compound_file("Workbook", data))) as container:
        assert container.openstream("Workbook").read().startswith(data)
