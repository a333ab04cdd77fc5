"""Readers of .docx, .doc and .rtf: what stands on paper must come out, with fonts, tables and notes."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import readers
from extract.core.errors import BrokenFile, DocumentError, EmptyFile, EncryptedOffice, TooLarge, TooManyPages
from extract.core.limits import Limits
from extract.core.model import Document, Page
from extract.intake.filetype import identify
from extract.readers import flow
from extract.readers.office.doc import read_doc
from extract.readers.office.docx import read_docx
from extract.readers.office.docx_styles import w
from extract.readers.office.list_numbers import Level, marker_text, written
from extract.readers.office.rtf import read_rtf
from extract.readers.office.table_builder import EdgeCell, EdgeRow, Merge, grid_of
from extract.readers.office.word97_lists import lists_of
from extract.readers.office.word97_pieces import changes_of
from extract.readers.office.word97_sprm import Props, Stylesheet, applied
from golden.word97 import Para, Run, cells, compound, write
from support import SAMPLES

LIMITS = Limits()
Reader = Callable[[Path, Limits], Document]


def page_of(reader: Reader, data: bytes, tmp_path: Path) -> Page:
    path = tmp_path / "document"
    path.write_bytes(data)
    document = reader(path, LIMITS)
    assert len(document.pages) == 1
    assert not document.paged
    return document.pages[0]


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


# .docx


class Docx:
    """A .docx built paragraph by paragraph, from python-docx and raw XML."""

    def __init__(self) -> None:
        self.document = python_docx.Document()
        self.body = self.document.element.body

    def xml(self, content: str) -> None:
        self.body.insert(len(self.body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))

    def data(self) -> bytes:
        held = io.BytesIO()
        self.document.save(held)
        return held.getvalue()


@pytest.fixture
def docx() -> Docx:
    return Docx()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<w:r><w:t>Sở Nội vụ</w:t></w:r>", ["Sở Nội vụ"]),
        ("<w:r><w:t>Số:</w:t><w:tab/><w:t>12</w:t></w:r>", ["Số: 12"]),
        ("<w:r><w:t>QUYẾT ĐỊNH</w:t><w:br/><w:t>Về việc</w:t></w:r>", ["QUYẾT ĐỊNH", "Về việc"]),
        ("<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>", ["QĐ-UBND"]),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>tờ trình</w:t></w:r>", ["TỜ TRÌNH"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", ["hiện"]),
        ("<w:ins w:id='1'><w:r><w:t>mới</w:t></w:r></w:ins>", ["mới"]),
        ("<w:del w:id='2'><w:r><w:t>cũ</w:t></w:r></w:del><w:r><w:t>x</w:t></w:r>", ["x"]),
        ("<w:hyperlink><w:r><w:t>sonoivu.gov.vn</w:t></w:r></w:hyperlink>", ["sonoivu.gov.vn"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>điền vào</w:t></w:r></w:sdtContent></w:sdt>", ["điền vào"]),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>5/2025</w:t></w:r>",
            ["5/2025"],
        ),
        ("<w:r><w:t>e\u0302\u0301</w:t></w:r>", ["ế"]),  # combining marks: raw as stored, text in NFC
    ],
)  # fmt: skip
def test_docx_paragraph(docx: Docx, tmp_path: Path, content: str, expected: list[str]) -> None:
    docx.xml(content)
    assert texts(page_of(read_docx, docx.data(), tmp_path)) == expected


def test_docx_looks_come_from_run_style_and_defaults(docx: Docx, tmp_path: Path) -> None:
    docx.document.styles["Normal"].font.name = "VNI-Times"
    paragraph = docx.document.add_paragraph("Coäng ")
    paragraph.add_run("hoøa").bold = True
    run = paragraph.add_run(" xaõ")
    run.font.name = ".VnTimeH"
    run.italic = True
    first, second, third = page_of(read_docx, docx.data(), tmp_path).words
    assert [word.runs[0].font for word in (first, second, third)] == ["VNI-Times", "VNI-Times", ".VnTimeH"]
    assert [(word.bold, word.italic) for word in (first, second, third)] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_docx_one_word_of_two_fonts_keeps_both(docx: Docx, tmp_path: Path) -> None:
    paragraph = docx.document.add_paragraph()
    for text, font in (("QuyÕt", ".VnTime"), ("-ABC", "Arial")):
        paragraph.add_run(text).font.name = font
    (word,) = page_of(read_docx, docx.data(), tmp_path).words
    assert [(run.text, run.font) for run in word.runs] == [("QuyÕt", ".VnTime"), ("-ABC", "Arial")]


def test_docx_caps_leave_the_bytes_of_tcvn3_fonts_alone(docx: Docx, tmp_path: Path) -> None:
    run = docx.document.add_paragraph().add_run("quyÕt ®Þnh")
    run.font.name = ".VnTime"
    run.font.all_caps = True
    assert texts(page_of(read_docx, docx.data(), tmp_path)) == ["quyÕt ®Þnh"]


def test_docx_tables_stay_in_place_with_spans(docx: Docx, tmp_path: Path) -> None:
    docx.document.add_paragraph("trước")
    table = docx.document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    wide = table.cell(0, 0).merge(table.cell(0, 1))
    wide.text = "rộng"
    tall = table.cell(1, 2).merge(table.cell(2, 2))
    tall.text = "cao"
    inner = table.cell(2, 0).add_table(1, 1)
    inner.cell(0, 0).text = "trong"
    docx.document.add_paragraph("sau")
    page = page_of(read_docx, docx.data(), tmp_path)
    assert texts(page)[0] == "trước"
    assert texts(page)[-1] == "sau"
    outer, nested = page.tables
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in outer.cells}
    assert spans["rộng"] == (0, 0, 1, 2)
    assert spans["cao"] == (1, 2, 2, 1)
    assert outer.size == (3, 3)
    assert nested.cells[0].text == "trong"
    assert {line.cell for line in page.lines if line.text == "trong"} == {(1, 0, 0)}
    held = {id(line) for table in (outer, nested) for cell in table.cells for line in cell.lines}
    assert held == {id(line) for line in page.lines if line.cell}  # the same lines, not copies


NUMBERING = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_docx_list_numbers_are_written_out(docx: Docx, tmp_path: Path) -> None:
    part = docx.document.part.numbering_part
    part._element = parse_xml(NUMBERING.format(ns=nsdecls("w")))
    for number, level in ((1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0)):
        place = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
        docx.xml(f"<w:pPr>{place}</w:pPr><w:r><w:t>x</w:t></w:r>")
    assert texts(page_of(read_docx, docx.data(), tmp_path)) == [
        "Điều 1. x", "a) x", "b) x", "Điều 2. x", "a) x", "Điều 7. x",
    ]  # fmt: skip


def test_docx_letterhead_is_read_and_page_number_is_not(docx: Docx, tmp_path: Path) -> None:
    docx.document.sections[0].header.paragraphs[0].text = "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"
    docx.document.sections[0].footer.paragraphs[0].text = "Trang 1"
    docx.document.add_paragraph("Kính gửi: Sở Tài chính")
    assert texts(page_of(read_docx, docx.data(), tmp_path)) == [
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "Kính gửi: Sở Tài chính",
    ]


def test_docx_text_box_is_read_once(docx: Docx, tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    alternatives = f"<mc:AlternateContent xmlns:mc='{mc}'>{choice}{fallback}</mc:AlternateContent>"
    docx.xml(f"<w:r>{alternatives}<w:t>Số: 1</w:t></w:r>")
    assert texts(page_of(read_docx, docx.data(), tmp_path)) == ["Số: 1", "MẬT"]


def with_part(data: bytes, name: str, content: str, replacements: dict[str, tuple[str, str]]) -> bytes:
    """The package with one part more, and others changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for item in old.namelist():
            text = old.read(item)
            if item in replacements:
                before, after = replacements[item]
                text = text.decode().replace(before, after).encode()
            new.writestr(item, text)
        new.writestr(name, content)
    return held.getvalue()


def test_docx_footnote(docx: Docx, tmp_path: Path) -> None:
    docx.xml("<w:r><w:t>theo tỉnh</w:t><w:footnoteReference w:id='2'/><w:t>;</w:t></w:r>")
    note = (
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>Số liệu tạm tính.</w:t></w:r></w:p></w:footnote>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = with_part(
        docx.data(),
        "word/footnotes.xml",
        f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>",
        {
            "word/_rels/document.xml.rels": (
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>',
            )
        },
    )
    page = page_of(read_docx, data, tmp_path)
    assert texts(page) == ["theo tỉnh[1];"]
    assert [(n.marker, n.lines[0].text) for n in page.notes] == [("1", "Số liệu tạm tính.")]


def repacked(data: bytes, *changes: tuple[bytes, bytes], without: tuple[str, ...] = ()) -> bytes:
    """The package with bytes replaced in every part, and some parts left out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes:
                content = content.replace(before, after)
            if name not in without:
                new.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("changes", "without"),
    [
        # a macro document, a strict one (ISO 29500), parts that are named but missing
        ([(b"wordprocessingml.document.main+xml", b"macroEnabled.main+xml")], ()),
        (
            [
                (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                 b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
                (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                 b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
            ],
            (),
        ),
        ([], ("word/theme/theme1.xml", "word/fontTable.xml", "docProps/core.xml")),
        ([], ("word/styles.xml",)),
    ],
)  # fmt: skip
def test_docx_unusual_packages(
    docx: Docx, tmp_path: Path, changes: list[tuple[bytes, bytes]], without: tuple[str, ...]
) -> None:
    docx.document.add_paragraph("Kính gửi: Sở Y tế")
    data = repacked(docx.data(), *changes, without=without)
    assert texts(page_of(read_docx, data, tmp_path)) == ["Kính gửi: Sở Y tế"]


def test_docx_limits_and_damage(docx: Docx, tmp_path: Path) -> None:
    docx.document.add_paragraph("x")
    path = tmp_path / "a.docx"
    path.write_bytes(docx.data())
    with pytest.raises(TooLarge):
        read_docx(path, Limits(max_unpacked=1000))
    path.write_bytes(docx.data()[:2000])
    with pytest.raises(BrokenFile):
        read_docx(path, LIMITS)
    path.write_bytes(b"")
    with pytest.raises(EmptyFile):
        read_docx(path, LIMITS)


def test_docx_entities_are_not_expanded(docx: Docx, tmp_path: Path) -> None:
    docx.document.add_paragraph("bom")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = with_part(
        docx.data(), "word/none", "", {"word/document.xml": ("<w:document", bomb + "<w:document")}
    )
    data = with_part(data, "word/none2", "", {"word/document.xml": (">bom<", ">&b;<")})
    with contextlib.suppress(BrokenFile):
        assert "aaaa" not in page_of(read_docx, data, tmp_path).text


def test_element_names() -> None:
    assert w("p").endswith("}p")


# list numbers


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (4, "upperRoman", "IV"), (19, "lowerRoman", "xix"), (3, "lowerLetter", "c"),
        (27, "upperLetter", "AA"), (7, "decimal", "7"), (7, "decimalZero", "07"), (5, "none", ""),
        (5, "thaiLetters", "5"), (0, "upperRoman", "0"),
    ],
)  # fmt: skip
def test_written_number(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_marker_of_a_deeper_level_shows_the_levels_above() -> None:
    levels = {
        0: Level("upperRoman", "%1."),
        1: Level("decimal", "%1.%2.", legal=True),
        2: Level("bullet", "\uf0b7"),
    }
    assert marker_text(levels, 1, {0: 2, 1: 3}) == "2.3."
    assert marker_text(levels, 2, {}) == "•"


# rows with edges


def test_grid_columns_are_all_edges_of_all_rows() -> None:
    rows = [
        EdgeRow(0, (EdgeCell(6000, ()), EdgeCell(9000, (), Merge.FIRST))),
        EdgeRow(10, (EdgeCell(3000, ()), EdgeCell(6010, ()), EdgeCell(9000, (), Merge.CONTINUED))),
    ]
    grid = grid_of(rows)
    assert [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        (0, 0, 1, 2), (0, 2, 2, 1), (1, 0, 1, 1), (1, 1, 1, 1),
    ]  # fmt: skip


# .doc


def para(text: str, **look: object) -> Para:
    return Para((Run(text, **look),))  # type: ignore[arg-type]


def test_doc_eight_bit_text_survives_with_its_fonts(tmp_path: Path) -> None:
    text = "th­«ng §¶ng \u0081\u00ad"  # 0xAD is a letter of TCVN3, 0x81 no character of cp1252
    page = page_of(read_doc, write([para(text, font=".VnTime", bold=True)]), tmp_path)
    assert [word.raw for word in page.words] == text.split(" ")
    assert {word.runs[0].font for word in page.words} == {".VnTime"}
    assert all(word.bold for word in page.words)


def test_doc_unicode_text(tmp_path: Path) -> None:
    page = page_of(read_doc, write([para("Ủy ban nhân dân"), para("ẩn", hidden=True)], wide=True), tmp_path)
    assert texts(page) == ["Ủy ban nhân dân"]


def test_doc_more_runs_than_one_disk_page_holds(tmp_path: Path) -> None:
    paras = [Para((Run(f"{n} "), Run("in", font="Arial", italic=n % 2 == 0))) for n in range(300)]
    page = page_of(read_doc, write(paras), tmp_path)
    assert texts(page) == [f"{n} in" for n in range(300)]
    assert [line.words[1].italic for line in page.lines] == [n % 2 == 0 for n in range(300)]


def test_doc_tables(tmp_path: Path) -> None:
    header = cells([para("SỞ Y TẾ"), [para("CỘNG HÒA"), para("Độc lập")]], edges=(0, 4000, 9000))
    body = cells([para("a"), para("b")], [para("c"), para("d")], edges=(0, 2000, 9000))
    page = page_of(read_doc, write([*header, para("giữa"), *body], wide=True), tmp_path)
    assert [(line.cell, line.text) for line in page.lines] == [
        ((0, 0, 0), "SỞ Y TẾ"), ((0, 0, 1), "CỘNG HÒA"), ((0, 0, 1), "Độc lập"), (None, "giữa"),
        ((1, 0, 0), "a"), ((1, 0, 1), "b"), ((1, 1, 0), "c"), ((1, 1, 1), "d"),
    ]  # fmt: skip


def test_doc_fields_and_signs(tmp_path: Path) -> None:
    text = "trước \x13 PAGE \x14kết\x15 QĐ\x1eUB\x1fND\x0bdòng hai"
    page = page_of(read_doc, write([para(text)], wide=True), tmp_path)
    assert texts(page) == ["trước kết QĐ-UBND", "dòng hai"]


def test_doc_footnotes(tmp_path: Path) -> None:
    notes = [[Run("một")], [Run("2 hai")]]  # a number typed by hand as well
    page = page_of(read_doc, write([para("tỉnh\x02; xã\x02.")], wide=True, notes=notes), tmp_path)
    assert texts(page) == ["tỉnh[1]; xã[2]."]
    assert [(note.marker, note.lines[0].text) for note in page.notes] == [("1", "một"), ("2", "hai")]


def test_doc_list_numbers() -> None:
    def level(form: int, pattern: str, start: int = 1) -> bytes:
        fixed = struct.pack("<iBB9sB", start, form, 0, bytes(9), 0) + bytes(8) + bytes(4)
        return fixed + struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")

    counted = struct.pack("<H", 1) + struct.pack("<ii", 77, 0) + bytes(18) + bytes((0, 0))
    forms = [(0, "Điều \0."), (4, "\1)"), *[(255, "")] * 7]
    definitions = counted + b"".join(level(form, pattern) for form, pattern in forms)
    one_list = struct.pack("<i", 77) + bytes(8) + bytes((0, 0, 0, 0))
    restarted = struct.pack("<i", 77) + bytes(8) + bytes((1, 0, 0, 0))
    changes = struct.pack("<I", 0xFFFFFFFF) + struct.pack("<I", 0xFFFFFFFF) + struct.pack("<iI", 5, 0x10)
    lists = lists_of(definitions, len(counted), struct.pack("<I", 2) + one_list + restarted + changes)
    places = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0), ("9", 0)]
    assert [lists.marker(place) for place in places] == [
        "Điều 1.",
        "a)",
        "b)",
        "Điều 2.",
        "a)",
        "Điều 5.",
        "",
    ]


def test_doc_property_changes() -> None:
    sheet = Stylesheet(b"")
    style = Props(font_ascii=3, bold=True)
    font = struct.pack("<HH", 0x4A4F, 7)
    cases = [
        (b"", style),
        (font, replace(style, font_ascii=7)),
        (struct.pack("<HB", 0x0835, 0), replace(style, bold=False)),
        (struct.pack("<HB", 0x0835, 0x81), replace(style, bold=False)),  # the opposite of the style
        (struct.pack("<HB", 0x0836, 0x80), style),  # as the style says
        (font + struct.pack("<HB", 0x2A33, 0), style),  # back to the style
        (struct.pack("<HB", 0xC615, 255) + bytes((1, 0, 0, 0, 0, 0)) + font, replace(style, font_ascii=7)),
        (font + b"\x35", replace(style, font_ascii=7)),  # cut off
        (changes_of(0x55 << 1, []), replace(style, bold=False)),  # of a fast save, in short form
        (changes_of(0x0003, [b"", font]), replace(style, font_ascii=7)),  # of a fast save, by reference
    ]
    for changes, expected in cases:
        assert applied(changes, style, style, sheet) == expected


def test_doc_of_word_6_gives_its_text(tmp_path: Path) -> None:
    text = "Céng hoµ\rSè: 12\r".encode("cp1252")
    main = bytearray(1024) + text
    struct.pack_into("<HH", main, 0, 0xA5DC, 101)
    struct.pack_into("<II", main, 0x18, 1024, 1024 + len(text))
    struct.pack_into("<i", main, 0x34, len(text))
    path = tmp_path / "old.doc"
    path.write_bytes(compound({"WordDocument": bytes(main)}))
    document = read_doc(path, LIMITS)
    assert texts(document.pages[0]) == ["Céng hoµ", "Sè: 12"]
    assert document.warnings


def test_doc_errors(tmp_path: Path) -> None:
    whole = bytearray(write([para("x")]))
    encrypted = whole.copy()
    encrypted[512 + 0x0B] |= 0x01  # fEncrypted in the FIB, which begins the first sector
    cases = [
        (b"", EmptyFile), (b"not OLE", BrokenFile), (bytes(whole[:700]), BrokenFile),
        (bytes(encrypted), EncryptedOffice), (compound({"Other": b"x"}), BrokenFile),
    ]  # fmt: skip
    path = tmp_path / "a.doc"
    for data, error in cases:
        path.write_bytes(data)
        with pytest.raises(error):
            read_doc(path, LIMITS)


# .rtf


FONTS = (
    rb"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}{\f2\fcharset163 Arial;}"
    rb"{\f3\fcharset0{\*\panose 0202}VNI-Times;}}"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb"plain text\par second", ["plain text", "second"]),
        (rb"\f1 th\'ad\'abng\par", ["th­«ng"]),
        (rb"\f3 Co\'e4ng ho\'f8a", ["Coäng hoøa"]),
        (rb"\f2 Ti\'ea\'ecng Vi\'ea\'f2t", ["Tiếng Việt"]),  # cp1258, composed
        (rb"S\u7903? N\u7897?i", ["Sở Nội"]),
        (rb"{\uc2 S\u7903\'3f\'3f}ab", ["Sởab"]),
        (rb"{\b bold {\i both}} none", ["bold both none"]),
        (rb"a\line b\tab c\emdash d\~e", ["a", "b c—d e"]),
        (rb"{\caps t\u7901? tr\u236?nh}", ["TỜ TRÌNH"]),
        (rb"{\v hidden}{\deleted gone}shown", ["shown"]),
        (rb"{\*\unknown skip}{\pict 0102}{\info{\title no}}yes", ["yes"]),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", ["link"]),
        (rb"\{brace\}\\", ["{brace}\\"]),
        (rb"a\bin3 }{}b", ["ab"]),
        (rb"{\pntext 1.\tab}m\u7909?c", ["1. mục"]),
    ],
)
def test_rtf(tmp_path: Path, body: bytes, expected: list[str]) -> None:
    data = rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + body + b"}"
    assert texts(page_of(read_rtf, data, tmp_path)) == expected


def test_rtf_fonts_tables_and_notes(tmp_path: Path) -> None:
    row = rb"\trowd\cellx4000\cellx9000\pard\intbl\f1 a\cell b\par c\cell\row\pard "
    note = rb"sau{\super\chftn}{\footnote\pard {\super\chftn} ghi\par}."
    page = page_of(read_rtf, rb"{\rtf1" + FONTS + row + row + note + b"}", tmp_path)
    assert [(line.cell, line.text) for line in page.lines] == [
        ((0, 0, 0), "a"), ((0, 0, 1), "b"), ((0, 0, 1), "c"),
        ((0, 1, 0), "a"), ((0, 1, 1), "b"), ((0, 1, 1), "c"), (None, "sau[1]."),
    ]  # fmt: skip
    assert page.words[0].runs[0].font == ".VnTime"
    assert [(note.marker, note.lines[0].text) for note in page.notes] == [("1", "ghi")]


def test_rtf_cut_off_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 {\b half")
    document = read_rtf(path, LIMITS)
    assert document.pages[0].text == "half"
    assert document.warnings


# anything


@pytest.mark.parametrize(
    ("reader", "start"),
    [
        (read_rtf, b"{\\rtf1"),
        (read_doc, write([para("x"), *cells([para("a"), para("b")], edges=(0, 1, 2))])),
        (read_docx, Docx().data()),
    ],
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_raise_document_errors_only(
    tmp_path: Path, reader: Reader, start: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(start)
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    damaged += data.draw(st.binary(max_size=200))
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(0, len(damaged))) :]
    path = tmp_path / "damaged"
    path.write_bytes(damaged)
    try:
        reader(path, LIMITS)
    except DocumentError as error:
        assert str(error)


@pytest.mark.parametrize("name", ["07-submission.docx", "08-tcvn3.rtf", "09-vni.doc"])
def test_texts_longer_than_the_pages_allowed_are_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(flow, "CHARACTERS_A_PAGE", 100)
    path = SAMPLES / name
    media_type = identify(path).media_type
    assert readers.read(path, media_type, LIMITS).pages
    with pytest.raises(TooManyPages, match="the limit is 5 pages"):
        readers.read(path, media_type, Limits(max_pages=5))
