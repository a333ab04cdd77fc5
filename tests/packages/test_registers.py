"""Sheets that the archivist fills in: they print, they round-trip, what is wrong is told by its cell."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import OutputError
from extract.packages.checking.run import check
from extract.packages.registers import layouts
from extract.packages.registers.cells import Wrong, value
from extract.packages.registers.grid import grids, letters
from extract.packages.registers.layouts import Name, layout
from extract.packages.registers.run import register
from extract.packages.run import Packed, package
from extract.packages.wanted import Kind
from support.archive_packages import wanted
from support.program import sohoa

openpyxl = pytest.importorskip("openpyxl")

HEAD = "agencyName: Ủy ban nhân dân xã Bình An\narchive: '001.03'\nregistration: 01/BA.01.2026\n"
FILE = {"title": "Hồ sơ về việc thử nghiệm", "numberOfPaper": "14", "box": "07", "inventory": "01"}
PAGES = ("07-submission.docx", "08-tcvn3.rtf", "09-vni.doc", "10-stripped.txt")
BROKEN = {"subject": "Văn bản hỏng", "issuedDate": "5/3/2020", "organName": "Sở Y tế", "numberOfPage": "1"}


@pytest.fixture
def out(out: Path) -> Path:
    """With what the archive says of itself."""
    (out / "archive.yaml").write_text(HEAD + "fonds: P_BA\n", encoding="utf-8")
    return out


class Workbook:
    """A sheet as a person works in it: cells by document and name of their column."""

    def __init__(self, path: Path, name: Name) -> None:
        self.path, self.layout = path, layout(name)
        self.book = openpyxl.load_workbook(path)

    def cell(self, of: str, column: str, document: str = "", part: str = "") -> Any:
        for held in self.layout.sheets:
            grid = self.book[held.name]
            places = [
                number
                for number, one in enumerate(held.columns, 1)
                if (one.of, one.name) == (of, column) and one.part in ("", part or "day")
            ]
            if places and (held.rows == of or len(self.layout.sheets) == 1):
                return grid.cell(self._row(grid, document), places[0])
        raise KeyError(column)

    def put(self, of: str, column: str, text: Any, document: str = "") -> str:
        """Where it was put: A1 with the sheet's name."""
        parts = text.split("/") if isinstance(text, str) and column == "issuedDate" else [text]
        names = layouts.PARTS if len(parts) == 3 and self.layout.words else ("",)
        cell = self.cell(of, column, document)
        for part, one in zip(names, parts if len(names) == 3 else [text], strict=True):
            self.cell(of, column, document, part).value = one
        return f"{cell.parent.title}!{cell.coordinate}"

    def save(self) -> None:
        self.book.save(self.path)

    @staticmethod
    def _row(grid: Any, document: str) -> int:
        if not document:
            return 2
        return next(row[0].row for row in grid.iter_rows() if str(row[-1].value).endswith(document))


def fill_in(path: Path, name: Name) -> Workbook:
    """All that a package of the samples needs."""
    book = Workbook(path, name)
    for column, text in FILE.items():
        book.put("file", column, text)
    code = "fileCode" if name is Name.SIP else "number"
    book.put("file", code, "H49.64.33.2024.160")
    book.put("file", "maintenance", "Vĩnh viễn" if book.layout.words else "01")
    book.put("file", "mode", "01: Công khai")
    for document in PAGES:
        book.put("document", "numberOfPage", 1, document)
    for column, text in BROKEN.items():
        book.put("document", column, text, "12-broken.pdf")
    book.put("document", "typeName", "Công văn", "12-broken.pdf")
    book.put("document", "language", 1, "12-broken.pdf")
    book.save()
    return book


def codes_of(done: Packed) -> list[str]:
    lacks = [lack for one in done.made for lack in one.described.lacks]
    return [message.code for message in (*done.faults, *lacks)]


def told(done: Packed) -> str:
    lacks = [lack for one in done.made for lack in one.described.lacks]
    return "\n".join(str(message) for message in (*done.faults, *lacks))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", Name)
def test_a_sheet_that_is_filled_in_makes_packages(out: Path, tmp_path: Path, name: Name, kind: Kind) -> None:
    path = register(out, name, None, None).target
    assert path == out / layout(name).file
    assert "value-of-file" in codes_of(package(out, wanted(kind), out=tmp_path / "zips"))
    fill_in(path, name)
    done = package(out, wanted(kind), out=tmp_path / "zips")
    assert done.is_whole and done.made[0].target, told(done)
    (report,) = check(done.made[0].target)
    assert report.is_good, [str(finding.message) for finding in report.findings]
    own = done.made[0].described
    assert own.values["title"] == FILE["title"] and own.code.endswith("H49.64.33.2024.160")
    broken = next(one.values for one in own.documents if one.document.error)
    assert (broken["issuedDate"], broken["typeName"], broken["language"]) == ("05/03/2020", "22", "01")


@pytest.mark.parametrize("name", Name)
def test_what_was_filled_in_survives(out: Path, name: Name) -> None:
    path = register(out, name, None, None).target
    book = fill_in(path, name)
    book.put("document", "subject", "Trích yếu đã sửa", "01-clean-scan.pdf")
    book.put("document", "codeNotation", None, "02-skewed-seal.jpg")
    book.save()
    again = register(out, name, None, None)
    assert again.lacks == 0
    read = Workbook(path, name)
    for column, text in FILE.items():
        assert read.cell("file", column).value == text
    assert read.cell("document", "subject", "01-clean-scan.pdf").value == "Trích yếu đã sửa"
    assert read.cell("document", "codeNotation", "02-skewed-seal.jpg").value is None
    corrected = [dict(note.params)["known"] for note in again.notes if note.code == "sheet-corrects"]
    assert "TB-UBND" in corrected and len(corrected) == 2
    first = path.read_bytes()
    assert [note.code for note in register(out, name, None, None).notes] == [n.code for n in again.notes]
    assert cells_of(path) == cells_of_bytes(first, path)


def cells_of(path: Path) -> list[Any]:
    return [tuple(row) for sheet in openpyxl.load_workbook(path) for row in sheet.values]


def cells_of_bytes(content: bytes, path: Path) -> list[Any]:
    copy = path.with_name("copy.xlsx")
    copy.write_bytes(content)
    return cells_of(copy)


def change(out: Path, name: str, **fields: Any) -> None:
    """A new conversion read a sample otherwise."""
    path = out / "records.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    next(line for line in lines if line["source"]["path"] == name)["fields"].update(fields)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def test_a_new_conversion_goes_into_cells_that_nobody_changed(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    book = Workbook(path, Name.COLUMNS_46)
    book.put("document", "organName", "Sở Y tế tỉnh Bình An", "01-clean-scan.pdf")
    book.save()
    change(out, "01-clean-scan.pdf", organ="Sở Ytế", title="Tiêu đề đọc lại", date="1999-01-02")
    done = register(out, Name.COLUMNS_46, None, None)
    read = Workbook(path, Name.COLUMNS_46)
    assert read.cell("document", "organName", "01-clean-scan.pdf").value == "Sở Y tế tỉnh Bình An"
    assert read.cell("document", "subject", "01-clean-scan.pdf").value == "Tiêu đề đọc lại"
    assert read.cell("file", "startDate", part="year").value == "1999"  # follows from the documents
    (note,) = [note for note in done.notes if note.code == "sheet-corrects"]
    assert dict(note.params)["known"] == "Sở Ytế" and "AF2" in str(note)


def test_one_layout_takes_over_from_the_other(out: Path) -> None:
    fill_in(register(out, Name.COLUMNS_46, None, None).target, Name.COLUMNS_46)
    path = register(out, Name.SIP, None, None).target
    book = Workbook(path, Name.SIP)
    assert (book.cell("file", "maintenance").value, book.cell("file", "box").value) == ("01", "07")
    assert book.cell("document", "typeName", "12-broken.pdf").value == "22"
    with pytest.raises(OutputError) as caught:
        package(out, wanted(Kind.SIP))
    assert caught.value.message.code == "sheets-two"
    assert package(out, wanted(Kind.SIP), register=path).is_whole


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (("file", "maintenance", "Vĩnh cửu", ""), "cell-no-code"),
        (("file", "number", "160/x", ""), "cell-no-file-code"),
        (("file", "title", "=A1", ""), "cell-formula"),
        (("file", "numberOfPaper", "mười bốn", ""), "value-of-file"),
        (("file", "keyword", "x" * 101, ""), "value-of-file"),
        (("document", "typeName", "Nghị Quyêt", "01-clean-scan.pdf"), "cell-no-code"),
        (("document", "issuedDate", "31/02/2020", "01-clean-scan.pdf"), "value-of-document"),
        (("document", "codeNumber", "123456789012", "01-clean-scan.pdf"), "value-of-document"),
        (("document", "subject", None, "01-clean-scan.pdf"), "value-of-document"),
        (("document", "path", "samples/khong-co.pdf", "01-clean-scan.pdf"), "row-without-record"),
        (("document", "path", "samples/02-skewed-seal.jpg", "01-clean-scan.pdf"), "row-twice"),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(
    out: Path, tmp_path: Path, cell: tuple[str, str, Any, str], code: str
) -> None:
    _, column, *_ = cell
    path = register(out, Name.COLUMNS_46, None, None).target
    book = fill_in(path, Name.COLUMNS_46)
    place = book.put(*cell)
    book.save()
    done = package(out, wanted(Kind.SIP), out=tmp_path / "zips")
    assert code in codes_of(done) and not (tmp_path / "zips").exists()
    at = place if column != "path" else "Hồ sơ - văn bản!A"
    assert at in told(done) and str(path) in told(done)


def test_a_type_that_the_list_does_not_have_is_no_mistake() -> None:
    assert value("document", "typeName", "Nghị định") == ("typeName", "32")
    with pytest.raises(Wrong):
        value("document", "typeName", "Nghị địn")


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("issuedDate", "5.3.2021", "05/03/2021"),
        ("issuedDate", "2021-03-05", "05/03/2021"),
        ("issuedDate", "3/2021", "03/2021"),
        ("issuedDate", "mùa xuân", "mùa xuân"),
        ("maintenance", "1", "01"),
        ("language", "Tiếng Việt; tiếng anh", "01;02"),
        ("process", "Không", "0"),
    ],
)
def test_what_a_cell_means(column: str, text: str, expected: str) -> None:
    assert value("document", column, text) == (column, expected)


def test_two_rows_of_a_file_that_differ(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    book = fill_in(path, Name.COLUMNS_46)
    other = book.put("file", "title", "Một tiêu đề khác", "03-report-footnotes.pdf")
    book.save()
    done = package(out, wanted(Kind.SIP))
    assert "cells-differ" in codes_of(done) and other in told(done) and "!F2" in told(done)
    with pytest.raises(OutputError) as caught:  # it is not written over
        register(out, Name.COLUMNS_46, None, None)
    assert caught.value.message.code == "sheet-left"
    assert Workbook(path, Name.COLUMNS_46).cell("file", "title").value == FILE["title"]


def test_a_new_value_in_one_row_goes_before_that_of_before(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    fill_in(path, Name.COLUMNS_46)
    register(out, Name.COLUMNS_46, None, None)  # now in all rows
    book = Workbook(path, Name.COLUMNS_46)
    book.put("file", "title", "Tiêu đề sửa lần hai", "03-report-footnotes.pdf")
    book.put("file", "mode", "01", "03-report-footnotes.pdf")  # the same in other words
    book.save()
    done = package(out, wanted(Kind.SIP), out=out / "zips")
    assert done.is_whole and done.made[0].described.values["title"] == "Tiêu đề sửa lần hai"


def test_rows_without_a_record_stay(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    book = Workbook(path, Name.COLUMNS_46)
    book.put("document", "path", "samples/khong-con.pdf", "12-broken.pdf")
    book.save()
    done = register(out, Name.COLUMNS_46, None, None)
    assert {"row-kept", "documents-without-row"} <= {note.code for note in done.notes}
    last = cells_of(path)[14]
    assert last[-1] == "samples/khong-con.pdf" and len(openpyxl.load_workbook(path).worksheets[0]["A"]) == 15


def test_rows_may_be_sorted_and_a_document_left_out(out: Path, tmp_path: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    book = fill_in(path, Name.COLUMNS_46)
    book.put("document", "autograph", "Bút phê ở lề", "04-decision-table.pdf")
    grid = book.book.worksheets[0]
    rows = [[cell.value for cell in row] for row in grid.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, text in enumerate(row, 1):
            grid.cell(number, column).value = text
    book.save()
    assert package(out, wanted(Kind.SIP), out=tmp_path / "zips").is_whole
    with (out / "archive.yaml").open("a", encoding="utf-8") as file:
        file.write("files: {samples: {documents: {12-broken.pdf: {packed: no}}}}\n")
    done = register(out, Name.COLUMNS_46, None, None)
    assert [str(note) for note in done.notes if note.code == "row-kept" and "12-broken.pdf" in str(note)]
    assert cells_of(path)[1][-1] == "samples/01-clean-scan.pdf"
    kept = Workbook(path, Name.COLUMNS_46)
    assert kept.cell("document", "subject", "12-broken.pdf").value == BROKEN["subject"]
    assert kept.cell("document", "autograph", "04-decision-table.pdf").value == "Bút phê ở lề"


def test_columns_and_sheets_of_ones_own_are_not_lost(out: Path, tmp_path: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    for change in (
        lambda book: book.worksheets[0].cell(1, 47, "Người nhập"),
        lambda book: book.create_sheet("Tự ghi").append(["x"]),
    ):
        book = fill_in(path, Name.COLUMNS_46)
        change(book.book)
        book.save()
        with pytest.raises(OutputError) as caught:
            register(out, Name.COLUMNS_46, None, None)
        assert caught.value.message.code == "sheet-with-more"
        done = register(out, Name.COLUMNS_46, None, tmp_path / "new.xlsx")
        assert done.lacks == 0
        done.target.replace(path)


def test_a_type_of_ones_own_word_stays(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    book = fill_in(path, Name.COLUMNS_46)
    book.put("document", "typeName", "Nghị định", "12-broken.pdf")
    book.save()
    register(out, Name.COLUMNS_46, None, None)
    read = Workbook(path, Name.COLUMNS_46)
    assert read.cell("document", "typeName", "12-broken.pdf").value == "Nghị định"


def test_two_columns_are_one_description(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    book = fill_in(path, Name.COLUMNS_46)
    book.put("file", "annotation", "Có bản đồ kèm theo")
    book.put("file", "description", "Người lập: Nguyễn Văn A")
    book.save()
    (one,) = package(out, wanted(Kind.SIP), out=out / "zips").made
    assert one.described.values["description"] == "Có bản đồ kèm theo; Người lập: Nguyễn Văn A"
    register(out, Name.COLUMNS_46, None, None)
    read = Workbook(path, Name.COLUMNS_46)
    assert read.cell("file", "annotation").value == "Có bản đồ kèm theo"
    assert read.cell("file", "description").value == "Người lập: Nguyễn Văn A"


def test_what_follows_from_the_documents_is_not_taken(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    book = fill_in(path, Name.COLUMNS_46)
    book.put("file", "totalDoc", "99")
    book.put("document", "docOrdinal", "7", "01-clean-scan.pdf")
    book.save()
    (one,) = package(out, wanted(Kind.SIP), out=out / "zips").made
    notes = {dict(note.params)["at"] for note in one.described.notes if note.code == "sheet-not-taken"}
    assert notes == {"Hồ sơ - văn bản!P2", "Hồ sơ - văn bản!Y2"} and one.described.values["totalDoc"] == "13"


def test_a_sheet_of_others(out: Path, tmp_path: Path) -> None:
    """Other paths, numbers in place of texts, columns moved and added, no list of what was written."""
    path = register(out, Name.COLUMNS_46, None, None).target
    fill_in(path, Name.COLUMNS_46)
    foreign, sheet = openpyxl.Workbook(), None
    sheet = foreign.active
    rows = [list(row) for row in openpyxl.load_workbook(path).worksheets[0].values]
    for number, row in enumerate(rows):
        row[-1] = "\\P_BA\\hopso01\\" + row[-1].replace("/", "\\") if number else "ĐƯỜNG DẪN FILE (nếu có)"
        row[28] = int(row[28]) if number and row[28] else row[28]
        row[0] = "=ROW()-1" if number else row[0]  # nobody reads it
        sheet.append(["Cột riêng" if not number else "x", *row])
    other = tmp_path / "other.xlsx"
    foreign.save(other)
    path.unlink()
    done = package(out, wanted(Kind.SIP), out=tmp_path / "zips", register=other)
    assert done.is_whole, told(done)
    assert [note.code for note in done.notes] == ["column-unknown"]
    first = done.made[0].described.documents[0].values
    assert (first["issuedDate"], first["codeNumber"]) == ("09/03/2022", "214")


def test_it_prints_and_leads_to_the_records(out: Path) -> None:
    (out / "samples" / "01-clean-scan.pdf.pdf").write_bytes(b"%PDF-1.7 searchable")
    change(out, "01-clean-scan.pdf", title="=HYPERLINK(1)", number="05", organ="Sở\x0b Y tế")
    book = Workbook(register(out, Name.COLUMNS_46, None, None).target, Name.COLUMNS_46)
    sheet = book.book.worksheets[0]
    assert [one.heading for one in book.layout.sheets[0].columns] == [cell.value for cell in sheet[1]]
    assert len(sheet[1]) == 46 and letters(45) == "AT"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")
    assert sheet.auto_filter.ref == "A1:AT14" and sheet.page_setup.fitToHeight == 0
    assert sheet.oddHeader.center.text == "Ủy ban nhân dân xã Bình An"
    assert (
        book.cell("document", "path", "01-clean-scan.pdf").hyperlink.target == "samples/01-clean-scan.pdf.pdf"
    )
    assert sheet["A2"].hyperlink.target == "samples/01-clean-scan.pdf.json"
    title = book.cell("document", "subject", "01-clean-scan.pdf")
    assert (title.value, title.data_type, title.alignment.wrap_text) == ("=HYPERLINK(1)", "s", True)
    number = book.cell("document", "codeNumber", "01-clean-scan.pdf")
    assert (number.value, number.data_type, number.number_format) == ("05", "s", "@")
    assert book.book["_sohoa"].sheet_state == "hidden"


def test_what_is_delivered_along(out: Path, tmp_path: Path) -> None:
    fill_in(register(out, Name.SIP, None, None).target, Name.SIP)
    (one,) = package(out, wanted(Kind.SIP), out=tmp_path / "zips").made
    assert one.target
    book = openpyxl.load_workbook(tmp_path / "zips" / "muc-luc-nop.xlsx")
    assert book.sheetnames == ["Mục lục hồ sơ nộp", "Khai báo gói tin"]
    _, row = book.worksheets[0].values
    assert (
        row[:2] == (1, "H49.64.33.2024.160") and row[3].date() == date(2002, 6, 24) and row[6] == "Công khai"
    )
    _, declared = book.worksheets[1].values
    assert declared[:6] == ("01/BA.01.2026", one.objid, "P_BA", 1, 1, 1) and declared[6] == one.target.name
    package(out, wanted(Kind.AIP), out=tmp_path / "aip")
    assert not (tmp_path / "aip" / "muc-luc-nop.xlsx").exists()


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """A workbook with other parts."""
    with zipfile.ZipFile(path) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in parts.items():
            held.writestr(name, change(name, content))


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: content.replace(old, new) if name.endswith("sheet1.xml") else content


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (in_sheet(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet"), "sheet-with-dtd"),
        (lambda name, held: held.decode().encode("utf-16") if "sheet1" in name else held, "sheet-with-dtd"),
        (in_sheet(b"</sheetData>", b" " * (100 << 20) + b"</sheetData>"), "sheet-refused"),
        (in_sheet(b"</sheetData>", b"<row r='900000'><c r='A900000'"), "sheet-no-workbook"),
        (in_sheet(b"</sheetData>", b"<row r='100001'><c r='B100001'><v>1</v></c></row></sheetData>"),
         "sheet-too-many-rows"),
        (in_sheet(b"</sheetData>", b"<row r='300000'><c r='B300000'><v>1</v></c></row></sheetData>"),
         "sheet-too-many-rows"),
        (in_sheet(b"</sheetData>", b""), "sheet-no-workbook"),
    ],
)  # fmt: skip
def test_hostile_workbooks_are_refused(out: Path, change: Callable[[str, bytes], bytes], code: str) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    rewritten(path, change)
    before = path.read_bytes()
    for act in (lambda: package(out, wanted(Kind.SIP)), lambda: register(out, Name.COLUMNS_46, None, None)):
        with pytest.raises(OutputError) as caught:
            act()
        assert caught.value.message.code == code
    assert path.read_bytes() == before


def test_what_is_no_register(out: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tên", "Ghi chú", "Ngôn ngữ"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(OutputError) as caught:
        package(out, wanted(Kind.SIP), register=tmp_path / "x.xlsx")
    assert caught.value.message.code == "sheet-no-layout"


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(OutputError):
        grids(path)


def test_a_dimension_that_lies_costs_nothing(out: Path) -> None:
    path = register(out, Name.COLUMNS_46, None, None).target
    rewritten(path, in_sheet(b"<sheetData>", b"<dimension ref='A1:XFD1048576'/><sheetData>"))
    assert len(grids(path)[0].rows) == 14


def test_on_the_command_line(out: Path, tmp_path: Path) -> None:
    done = sohoa("package", "register", "out", "--layout", "sip", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "") and "1 hồ sơ, 13 documents" in done.stdout
    fill_in(out / "register-sip.xlsx", Name.SIP)
    sources = Path(__file__).parents[2] / "samples"
    done = sohoa("package", "out", "--kind", "sip", "--documents", sources, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    again = sohoa("package", "check", "out/packages", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (0, ""), again.stdout


def test_letters_of_columns() -> None:
    assert [letters(number) for number in (0, 25, 26, 45, 701, 702)] == ["A", "Z", "AA", "AT", "ZZ", "AAA"]


def test_without_openpyxl_it_says_what_to_install(out: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    missing = "raise ModuleNotFoundError('no', name='openpyxl')"
    (tmp_path / "none" / "openpyxl.py").write_text(missing, encoding="utf-8")
    told = "openpyxl: pip install 'sohoa[export]'"
    done = sohoa("package", "register", "out", cwd=tmp_path, PYTHONPATH=str(tmp_path / "none"))
    assert done.returncode == 4 and told in done.stderr, done.stderr
    fill_in(register(out, Name.SIP, None, None).target, Name.SIP)
    done = sohoa("package", "out", "--kind", "sip", cwd=tmp_path, PYTHONPATH=str(tmp_path / "none"))
    assert done.returncode == 4 and told in done.stderr, done.stderr
