"""Headers and footers of office files: letterheads, marks and codes of forms are text, all else is not."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from diacritics.encodings import encode
from extract.core.limits import Limits
from extract.core.model import Document
from extract.layout import analyse
from extract.layout.model import Region
from extract.readers.flow import Block, Grid, GridCell, Look, Paragraph, Span
from extract.readers.office.doc import read_doc
from extract.readers.office.docx import read_docx
from extract.readers.office.page_headers import heading
from extract.readers.office.rtf import read_rtf
from extract.readers.office.unread import Unread
from extract.readers.office.word97 import HEADER_BOX_TEXTS, HEADER_SHAPES, Word97
from extract.readers.office.word97_places import box_places
from extract.readers.office.word97_shapes import Shapes
from golden.word97 import Para, Run, write

BODY = "Kính gửi: Sở Thủy lợi"
LETTERHEAD = "ỦY BAN NHÂN DÂN TỈNH MINH HÀ"


def read(reader: Callable[[Path, Limits], Document], data: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "document"
    path.write_bytes(data)
    return [line.text for line in reader(path, Limits()).pages[0].lines]


def paragraph(text: str, font: str = "") -> Paragraph:
    return Paragraph((Span(text, Look(font)),))


def said(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("headers", "others", "expected"),
    [
        ([["MẬT"]], [], ["MẬT"]),
        ([["- 2 -"]], [["Trang 1/4"], ["Địa chỉ: số 1 đường Đê"]], []),
        ([[LETTERHEAD]], [["TỐI MẬT"]], ["TỐI MẬT", LETTERHEAD]),
        ([["TỐI MẬT\tHỎA TỐC\t2"]], [["TỐI MẬT"]], ["TỐI MẬT", "HỎA TỐC"]),
        ([["TỐI MẬT      Trang 2"]], [], ["TỐI MẬT"]),
        ([[f"MẬT\t{LETTERHEAD}\tTrang 2"]], [], ["MẬT", LETTERHEAD]),
        ([["Mẫu 02-BC"]], [["Mẫu 02-BC\t\t3"]], ["Mẫu 02-BC"]),
        ([["Báo cáo năm 2024"]], [["Mẫu số 5 của năm"]], ["Báo cáo năm 2024"]),
    ],
)
def test_what_headers_add(headers: list[list[str]], others: list[list[str]], expected: list[str]) -> None:
    first, rest = ([[paragraph(text) for text in held] for held in part] for part in (headers, others))
    found = heading(first, rest, Unread())
    assert said(found) == expected


def test_what_is_left_out_of_headers_is_told() -> None:
    unread = Unread()
    heading(
        [[paragraph(LETTERHEAD)], [paragraph("Trang 2")]],
        [
            [paragraph("Địa chỉ: số 1 đường Đê")],
            [paragraph("Địa chỉ: số 1 đường Đê")],
            [paragraph(LETTERHEAD)],
        ],
        unread,
    )
    (notice,) = unread.notices()
    assert (notice.code, dict(notice.params)) == (
        "headings-left-out",
        {"count": 1, "near": "Địa chỉ: số 1 đường Đê"},
    )


@pytest.mark.parametrize(
    ("text", "font"),
    [(encode("tuyệt mật", "tcvn3"), ".VnTimeH"), (encode("TUYỆT MẬT", "vni"), "VNI-Times")],
)
def test_a_mark_in_a_legacy_font_is_kept_as_it_is(text: str, font: str) -> None:
    assert said(heading([], [[paragraph("- 1 -")], [paragraph(text, font)]], Unread())) == [text]


def test_a_mark_in_a_cell_leaves_it() -> None:
    cells = (GridCell(0, 0, (paragraph(LETTERHEAD), paragraph("KHẨN"))), GridCell(0, 1, (paragraph("2"),)))
    mark, grid = heading([[Grid(cells)]], [], Unread())
    assert said([mark]) == ["KHẨN"]
    assert isinstance(grid, Grid)
    assert [said(cell.blocks) for cell in grid.cells] == [[LETTERHEAD, ""], ["2"]]


def saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("place", "first", "facing", "is_read"),
    [
        ("header", False, False, True),
        ("footer", True, False, True),
        ("first_page_header", True, False, True),
        ("first_page_footer", False, False, False),  # no page has it
        ("even_page_header", False, True, True),
        ("even_page_footer", False, False, False),
    ],
)
def test_docx(tmp_path: Path, place: str, first: bool, facing: bool, is_read: bool) -> None:
    document = docx.Document()
    section = document.sections[0]
    getattr(section, place).paragraphs[0].text = "TỐI MẬT"
    section.different_first_page_header_footer = first
    document.settings.odd_and_even_pages_header_footer = facing
    document.add_paragraph(BODY)
    assert read(read_docx, saved(document), tmp_path) == ["TỐI MẬT"] * is_read + [BODY]


def test_docx_mark_of_a_later_section(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    later = document.add_section().header
    later.is_linked_to_previous = False
    later.paragraphs[0].text = "MẬT\tPhụ lục kèm theo công văn"
    assert read(read_docx, saved(document), tmp_path) == ["MẬT", BODY]


def test_docx_text_box_in_a_header(tmp_path: Path) -> None:
    document = docx.Document()
    content = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:pict {nsdecls('w')}>{content}</w:pict>"
    document.sections[0].header.paragraphs[0].add_run()._r.append(parse_xml(box))
    document.add_paragraph(BODY)
    assert read(read_docx, saved(document), tmp_path) == ["HỎA TỐC", BODY]


@pytest.mark.parametrize("word", ["header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl"])
def test_rtf(tmp_path: Path, word: str) -> None:
    group = rf"{{\{word} \pard T\u7888?I M\u7852?T\tab Trang 2\par}}"
    data = rf"{{\rtf1\ansi {group}\pard Kính\par}}".encode("cp1252")
    assert read(read_rtf, data, tmp_path) == ["TỐI MẬT", "Kính"]


BOX = rb"{\shp{\*\shpinst\shpleft10{\sp{\sn lTxid}{\sv 1}}{\shptxt \pard\plain M\u7852?T\par}}}"
ROW = rb"\trowd\cellx4000\cellx9000\pard\intbl %s\cell M\cell\row\pard Sau\par"
CELL, OTHER = (0, 0, 0), (0, 0, 1)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb"\pard trong %s dong\par" % BOX, [(None, "trong dong"), (None, "MẬT")]),
        (rb"{\header \pard %s 1}\pard Sau\par" % BOX, [(None, "MẬT"), (None, "Sau")]),
        (
            ROW % rb"S%s\par 5" % BOX,
            [(CELL, "S"), (CELL, "MẬT"), (CELL, "5"), (OTHER, "M"), (None, "Sau")],
        ),
        (ROW % rb"S%s" % BOX, [(CELL, "S"), (CELL, "MẬT"), (OTHER, "M"), (None, "Sau")]),
        (rb"\pard cuoi " + BOX[:-4], [(None, "cuoi"), (None, "MẬT")]),  # cut off
    ],
)
def test_rtf_text_box_follows_its_paragraph(tmp_path: Path, body: bytes, expected: list[Any]) -> None:
    path = tmp_path / "document"
    path.write_bytes(rb"{\rtf1\ansi " + body + b"}")
    assert [(line.cell, line.text) for line in read_rtf(path, Limits()).pages[0].lines] == expected


@pytest.mark.parametrize("story", range(6))
def test_doc(tmp_path: Path, story: int) -> None:
    headers: list[list[Para]] = [[] for _ in range(6)]
    headers[story] = [Para((Run("TỐI MẬT\tTrang 2"),)), Para((Run("2"),))]
    data = write([Para((Run(BODY),))], wide=True, headers=headers)
    assert read(read_doc, data, tmp_path) == ["TỐI MẬT", BODY]


def test_doc_letterhead_of_the_first_page_comes_first(tmp_path: Path) -> None:
    headers = [[], [Para((Run("Báo cáo của cả năm"),))], [], [], [Para((Run(LETTERHEAD),))]]
    data = write([Para((Run(BODY),))], wide=True, headers=headers)
    assert read(read_doc, data, tmp_path) == [LETTERHEAD, BODY]


def test_doc_text_boxes_of_headers_have_a_part_of_their_own() -> None:
    shape = struct.pack("<I", 1025)
    parts = {
        HEADER_SHAPES: struct.pack("<2I", 3, 9) + shape + bytes(22),
        HEADER_BOX_TEXTS: struct.pack("<2I", 0, 5) + bytes(14) + shape + bytes(4),
    }
    ranges = {"text": (0, 100), "headers": (100, 110), "boxes": (110, 110), "header_boxes": (110, 116)}
    file = SimpleNamespace(part=lambda place: parts.get(place, b""), parts=ranges, shapes=Shapes(b"", b""))
    assert box_places(cast(Word97, file)) == {103: ((110, 115),)}


def test_marks_and_the_code_before_a_header_leave_it_whole(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("TỐI MẬT\tHỎA TỐC", "Mẫu 02-BC"):
        document.sections[0].header.add_paragraph(line)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "UBND TỈNH MINH HÀ\nSố: 5/KH-UBND"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMinh Hà, ngày 05 tháng 3 năm 2024"
    document.add_paragraph("KẾ HOẠCH")
    path = tmp_path / "document"
    path.write_bytes(saved(document))
    layout = analyse(read_docx(path, Limits()))
    lines = {region: [line.text for block in layout.of(region) for line in block.lines] for region in Region}
    assert lines[Region.OVERLAY] == ["TỐI MẬT", "HỎA TỐC"]
    assert lines[Region.ISSUER] == ["UBND TỈNH MINH HÀ", "Số: 5/KH-UBND"]
    assert lines[Region.TITLE] == ["KẾ HOẠCH"]
    assert layout.page_texts[0].splitlines()[:3] == ["TỐI MẬT", "HỎA TỐC", "Mẫu 02-BC"]
