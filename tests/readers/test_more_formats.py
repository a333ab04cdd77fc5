"""Formats that archives hold beside Word and PDF: web pages, mails, OpenDocument, workbooks, Word in XML."""

from __future__ import annotations

import base64
import datetime
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from extract.core.errors import BrokenFile, DocumentError, EmptyFile
from extract.core.model import Document
from extract.intake import formats
from extract.intake.admission import judge
from extract.intake.filetype import identify
from extract.intake.formats import Format
from extract.intake.mail import of_mime
from support.more_formats import LINES, documents
from support.reading import LIMITS, read, texts


def rows(document: Document, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    cells = document.pages[0].tables[number].cells
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in cells]


# What a file is


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.doc", b"<p>M&#7897;t</p><p>Hai</p>", formats.HTML),
        ("a.txt", b"<table><tr><td>1</td></tr></table>", formats.HTML),
        ("a.txt", "<Tên cơ quan> báo cáo".encode(), formats.TEXT),
        ("a.txt", b"<b> chung quanh", formats.TEXT),  # a tag alone is none
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b", formats.MESSAGE),
        ("a.bin", b"From: a@b.vn\nTo: c@d.vn\nDate: x\nSubject: y\n\nz", formats.MESSAGE),
        ("a.txt", "Kính gửi: Sở\nVề việc: bến cá\nNgày: 5\nSố: 3\n".encode(), formats.TEXT),
        ("a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
         formats.WORD_XML),
        ("a.txt", b"BM 01: thu", formats.TEXT),  # the first letters of a form, and of a bitmap
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(20), formats.HEIF),
        ("a.webp", b"RIFF\1\1\1\1WEBPVP8 ", formats.WEBP),
        ("a.xz", b"\xfd7zXZ\0\0", formats.XZ),
    ],
)  # fmt: skip
def test_what_a_file_is(tmp_path: Path, name: str, data: bytes, found: Format) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert identify(path) is found


# Web pages


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>S&#7889;:\n   12/Q&#272;</p>", ["Số: 12/QĐ"]),
        ("<h1>QUYẾT ĐỊNH</h1>Về việc<br>bến cá", ["QUYẾT ĐỊNH", "Về việc", "bến cá"]),
        ("<ol start=3><li>một<li>hai</ol><ul><li>ba</ul>", ["3. một", "4. hai", "- ba"]),
        ("<p style='display:none'>ẩn</p><script>x()</script><p>hiện</p>", ["hiện"]),
        ("<p style='text-transform:uppercase'>tờ trình</p>", ["TỜ TRÌNH"]),
        ("<pre>a  b\nc</pre>", ["a b", "c"]),
        ("Đạt <input type=checkbox checked> Không <input type=checkbox>", ["Đạt ☒ Không ☐"]),
        ("<select><option>Một<option selected>Hai</select>", ["Hai"]),
        ("<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>", ["Một", "Hai"]),
    ],
)
def test_web_pages(tmp_path: Path, body: str, shown: list[str]) -> None:
    document = read(tmp_path / "a.html", f"<html><body>{body}</body></html>".encode())
    assert texts(document) == shown
    if "<table" in body:  # a frame of one cell is no table
        assert not document.pages[0].tables


def test_tables_of_web_pages_keep_their_spans(tmp_path: Path) -> None:
    table = "<table><tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4</table>"
    document = read(tmp_path / "a.html", f"<html>{table}</html>".encode())
    assert rows(document) == [(0, 0, 2, 1, "1"), (0, 1, 1, 2, "2"), (1, 1, 1, 1, "3"), (1, 2, 1, 1, "4")]


@pytest.mark.parametrize(
    ("data", "font", "raw"),
    [
        ("<html><font face='VNI-Times'>Ñoäc</font></html>".encode("latin-1"), "VNI-Times", "Ñoäc"),
        ("<html><p style=\"font-family:'.VnTime',serif\">§éc</p></html>".encode("latin-1"), ".VnTime", "§éc"),
        ("<html><meta charset='windows-1252'><p>Độc</p></html>".encode(), "", "Độc"),  # UTF-8 proves itself
        (
            "<html><meta charset='windows-1258'><p>Ð\u00f4\u00f2c</p></html>".encode("latin-1"),
            "",
            "Đô\u0323c",
        ),
    ],
)
def test_fonts_and_encodings_of_web_pages(tmp_path: Path, data: bytes, font: str, raw: str) -> None:
    (word,) = read(tmp_path / "a.html", data).pages[0].words
    assert (word.runs[0].font, word.raw) == (font, raw)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<table><caption>Bảng 1</caption><tr><td>a</td><td>b</td></tr></table>", ["Bảng 1", "a", "b"]),
        ("<table><form><tr><td>a</td><td>b</td></tr></form></table>", ["a", "b"]),
        ("<table>Chữ rời<tr><td>a</td><td>b</td></tr></table>", ["Chữ rời", "a", "b"]),
        ("<table><td>a</td><td>b</td></table>", ["a", "b"]),
        ("<p>a</p><p hidden>b</p><p class=x>c</p><style>.x{display:none}</style>", ["a"]),
        ("<style>p{display:none}</style><p style='display:block'>a</p>", ["a"]),
        ("<p>a <del>b</del><ins>c</ins></p>", ["a c"]),
        ("<ol type=a start=3><li>x<li>y</ol><ol type=I><li value=4>z</ol>", ["c. x", "d. y", "IV. z"]),
        ("<p>a</p><iframe srcdoc='&lt;p&gt;b&lt;/p&gt;'></iframe>", ["a", "b"]),
        ("<textarea>a</textarea>b", ["a", "b"]),
    ],
)  # fmt: skip
def test_what_pages_hold_beside_paragraphs(tmp_path: Path, markup: str, shown: list[str]) -> None:
    assert texts(read(tmp_path / "a.html", f"<html>{markup}</html>".encode())) == shown


def test_fonts_of_classes(tmp_path: Path) -> None:
    style = "<style><!-- p.A, li.A {font-size:12pt; font-family:'.VnTimeH'} b {font-family:Arial} --></style>"
    page = read(tmp_path / "a.html", f"<html>{style}<p class=A>a <b>b</b></p></html>".encode()).pages[0]
    assert [word.runs[0].font for word in page.words] == [".VnTimeH", "Arial"]


def test_a_page_of_nothing_and_one_without_end(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path / "a.html", b"<html><script>1</script></html>")
    with pytest.raises(DocumentError):
        read(tmp_path / "a.html", b"<html>" + b"<div><b>" * 400 + b"x")


# Mails


def mail(**head: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in head.items():
        message[name] = value
    message.set_content("Kính gửi Sở")
    return message


def test_a_mail_its_head_and_what_is_attached() -> None:
    message = mail(From="a@b.vn", To="c@d.vn", Subject="Gửi báo cáo")
    message.add_alternative("<p>Kính gửi <b>Sở</b><img src='cid:x1'></p>", subtype="html")
    message.get_payload()[1].add_related(b"png", "image", "png", cid="<x1>")  # type: ignore[union-attr]
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Báo cáo.pdf")
    message.add_attachment(mail(To="x@y.vn", Subject="Thư trong"))
    found = of_mime(bytes(message))
    assert [body.is_html for body in found.bodies] == [True] and found.part("cid:x1") == b"png"
    assert found.head == (("From", "a@b.vn"), ("To", "c@d.vn"), ("Subject", "Gửi báo cáo"))
    assert [name for name, _ in found.attached] == ["Báo cáo.pdf", "message.eml"]
    assert b"Subject: Th" in found.attached[1][1] or b"Subject: =?" in found.attached[1][1]


def test_all_texts_of_a_mail(tmp_path: Path) -> None:
    message = mail(To="x@y.vn")
    message.add_attachment("Phần hai", disposition="inline")
    message.add_attachment("<p>Phần ba</p>", subtype="html", disposition="inline")
    assert texts(read(tmp_path / "a.eml", bytes(message)))[:3] == ["Kính gửi Sở", "Phần hai", "Phần ba"]
    assert not of_mime(bytes(message)).attached


def test_an_alternative_that_says_nothing(tmp_path: Path) -> None:
    message = mail(To="x@y.vn")
    message.add_alternative("<html><p>&nbsp;</p></html>", subtype="html")
    assert texts(read(tmp_path / "a.eml", bytes(message)))[0] == "Kính gửi Sở"


def test_the_head_of_a_mail_stands_below_its_text(tmp_path: Path) -> None:
    document = read(tmp_path / "a.eml", bytes(mail(From="a@b.vn", To="c@d.vn", Subject="Báo cáo")))
    assert texts(document) == ["Kính gửi Sở", "From: a@b.vn", "To: c@d.vn", "Subject: Báo cáo"]


def test_a_web_archive_has_no_head(tmp_path: Path) -> None:
    data = (
        "MIME-Version: 1.0\nFrom: <Saved by Word>\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Location: file:///a.htm\nContent-Type: text/html; charset=utf-8\n\n<p>Điều 1.</p>\n--b--\n"
    )
    assert texts(read(tmp_path / "a.doc", data.encode())) == ["Điều 1."]


# OpenDocument

ODF = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
                        ("style", "style"), ("fo", "xsl-fo-compatible"), ("form", "form"))
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


CONTROLS = (
    "<form:form><form:text form:id='1' form:current-value='Bình'/>"
    "<form:checkbox form:id='2' form:label='Đồng ý' form:current-state='checked'/></form:form>"
)


def odt(body: str, styles: str = "", parts: dict[str, str] | None = None) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:body><office:text>{body}</office:text></office:body>"
        styled = f"<office:automatic-styles>{styles}</office:automatic-styles>"
        archive.writestr(
            "content.xml", f"<office:document-content{ODF}>{styled}{content}</office:document-content>"
        )
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<text:h>QUYẾT ĐỊNH</text:h><text:p>Về\n việc<text:line-break/>bến<text:s text:c='2'/>cá</text:p>",
         ["QUYẾT ĐỊNH", "Về việc", "bến cá"]),
        ("<text:p>a<office:annotation><text:p>x</text:p></office:annotation>b</text:p>", ["ab"]),
        ("<text:tracked-changes><text:p>x</text:p></text:tracked-changes><text:p>a</text:p>", ["a"]),
        ("<text:list text:style-name='L'><text:list-item><text:p>a</text:p></text:list-item>"
         "<text:list-item><text:p>b</text:p></text:list-item></text:list>", ["Điều 3. a", "Điều 4. b"]),
        ("<text:p>a<draw:frame><draw:text-box><text:p>trong</text:p></draw:text-box></draw:frame></text:p>",
         ["a", "trong"]),
        ("<text:p>tỉnh<text:note><text:note-body><text:p>chú</text:p></text:note-body></text:note></text:p>",
         ["tỉnh[1]"]),
        ("<text:p>a<draw:g><draw:rect><text:p>b</text:p></draw:rect><draw:g><draw:custom-shape><text:p>c</text:p>"
         "</draw:custom-shape></draw:g></draw:g></text:p>", ["a", "b", "c"]),
        ("<text:section text:display='none'><text:p>x</text:p></text:section><text:p>a</text:p>", ["a"]),
        (f"<office:forms>{CONTROLS}</office:forms><text:p>Tên: <draw:control draw:control='1'/></text:p>"
         "<text:p><draw:control draw:control='2'/></text:p>", ["Tên: Bình", "☒ Đồng ý"]),
    ],
)  # fmt: skip
def test_opendocument(tmp_path: Path, body: str, shown: list[str]) -> None:
    numbers = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"'
        ' style:num-prefix="Điều " style:num-suffix="." text:start-value="3"/></text:list-style>'
    )
    document = read(tmp_path / "a.odt", odt(body, numbers))
    assert texts(document) == shown
    assert [note.lines[0].text for note in document.pages[0].notes] == ["chú"] * ("note" in body)


OBJECT = "<text:p>a<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame></text:p>"
CELL = "<table:table><table:table-row><table:table-cell>{}</table:table-cell></table:table-row></table:table>"


@pytest.mark.parametrize(
    ("inner", "shown", "told"),
    [
        (CELL.format("<text:p>b</text:p>"), ["a", "b"], []),
        (CELL.format(""), ["a"], ["objects-not-read"]),
        (OBJECT, ["a", "a"], ["objects-not-read"]),  # within itself
        ("<", ["a"], ["objects-not-read"]),
    ],
)
def test_objects_of_opendocument(tmp_path: Path, inner: str, shown: list[str], told: list[str]) -> None:
    part = f"<office:document-content{ODF}><office:body>{inner}</office:body></office:document-content>"
    document = read(tmp_path / "a.odt", odt(OBJECT, parts={"Object 1/content.xml": part}))
    assert texts(document) == shown
    assert sorted({notice.code for notice in document.warnings}) == told


def test_tables_and_looks_of_opendocument(tmp_path: Path) -> None:
    style = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    table = (
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p '
        'text:style-name="B">a</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>b</text:p></table:table-cell><table:table-cell>"
        "<text:p>c</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = read(tmp_path / "a.odt", odt(table, style))
    assert rows(document) == [(0, 0, 1, 2, "a"), (1, 0, 1, 1, "b"), (1, 1, 1, 1, "c")]
    assert [word.bold for word in document.pages[0].words] == [True, False, False]


def test_a_damaged_opendocument(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile):
        read(tmp_path / "a.odt", odt("<text:p>"))


# Word in one XML file

OLD = "http://schemas.microsoft.com/office/word/2003/wordml"


def test_word_2003(tmp_path: Path) -> None:
    aux, aml = (
        "http://schemas.microsoft.com/office/word/2003/auxHint",
        "http://schemas.microsoft.com/aml/2001/core",
    )
    body = (
        '<w:p><w:pPr><w:listPr><wx:t wx:val="Điều 1."/></w:listPr></w:pPr><w:r><w:rPr>'
        '<w:rFonts w:ascii=".VnTime" w:h-ansi=".VnTime"/></w:rPr><w:t>®iÒu</w:t></w:r></w:p>'
        '<aml:annotation w:type="Word.Deletion"><w:p><w:r><w:t>cũ</w:t></w:r></w:p></aml:annotation>'
        '<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p></w:hdr></w:sectPr>'
    )
    data = (
        f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{OLD}" '
        f'xmlns:wx="{aux}" xmlns:aml="{aml}"><w:body>{body}</w:body></w:wordDocument>'
    )
    document = read(tmp_path / "a.doc", data.encode())
    assert texts(document) == ["TỐI MẬT", "Điều 1. ®iÒu"]
    assert document.pages[0].words[-1].runs[0].font == ".VnTime"


def test_flat_opc(tmp_path: Path) -> None:
    package, main = "http://schemas.microsoft.com/office/2006/xmlPackage", "word/document.xml"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}"><pkg:part pkg:name="/{main}" '
        'pkg:contentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml">'
        f'<pkg:xmlData><w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Điều 1.</w:t></w:r></w:p></w:body>'
        "</w:document></pkg:xmlData></pkg:part></pkg:package>"
    )
    assert texts(read(tmp_path / "a.doc", data.encode())) == ["Điều 1."]


# Workbooks


def test_sheets(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet["A1"], sheet["C1"] = "UBND TỈNH MINH HÀ", "Mẫu số 1"
    sheet.append(["STT", "Họ tên", "Ngày", "Số ha"])
    sheet.append([1, "Nguyễn Văn Mẫu", datetime.date(2031, 5, 2), 1.25])
    sheet.append([2, "Trần Thị Thử", None, 1234567])
    sheet.append(["Cộng", None, None, 3])
    sheet.merge_cells("A5:C5")
    sheet["D7"] = "Thủ trưởng"
    book.create_sheet("Biểu 2").append(["001", True, "x", "y"])
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    assert [cell.text for cell in document.pages[0].tables[0].cells] == ["UBND TỈNH MINH HÀ", "Mẫu số 1"]
    assert rows(document, 1)[4:] == [
        (1, 0, 1, 1, "1"), (1, 1, 1, 1, "Nguyễn Văn Mẫu"), (1, 2, 1, 1, "02/05/2031"), (1, 3, 1, 1, "1,25"),
        (2, 0, 1, 1, "2"), (2, 1, 1, 1, "Trần Thị Thử"), (2, 3, 1, 1, "1234567"),
    ]  # fmt: skip
    assert texts(document)[-7:] == ["3", "Thủ trưởng", "Biểu 2", "001", "x", "x", "y"]
    (notice,) = document.warnings
    assert (notice.code, dict(notice.params)["names"]) == ("sheets-hidden", "Ẩn")


def test_without_its_package_a_format_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.intake.admission.is_there", lambda package: False)
    path = tmp_path / "a.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(40))
    found, problem = judge(path, LIMITS)
    assert found is formats.SEVEN_ZIP
    assert "libarchive-c, which is not installed. Install sohoa with its extra" in str(problem)


def test_base64_of_a_picture_that_is_none(tmp_path: Path) -> None:
    bad = base64.b64encode(b"no picture").decode()[:-1]
    document = read(tmp_path / "a.html", f'<html><p>a<img src="data:image/png;base64,{bad}"></html>'.encode())
    assert texts(document) == ["a"]


@pytest.mark.parametrize(("kind", "name"), [("xlsx", "a.xls"), ("ods", "a.xlsx"), ("ods", "b")])
def test_sheets_are_told_by_their_content(tmp_path: Path, kind: str, name: str) -> None:
    pytest.importorskip("python_calamine")
    shown = texts(read(tmp_path / name, documents()[f"a.{kind}"]))
    assert {"QUYẾT ĐỊNH", "Biểu"} <= set(shown)


def test_a_mail_of_outlook(tmp_path: Path) -> None:
    shown = texts(read(tmp_path / "a.msg", documents()["a.msg"]))
    assert shown == [*LINES, f"Subject: {LINES[0]}"]
