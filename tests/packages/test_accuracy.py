"""The work sheet of a sample: drawn by seed, filled in by a script, read back, measured, or what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import OutputError
from extract.packages.acceptance.accuracy import Accuracy, accuracy, wrong_characters
from extract.packages.acceptance.draw import Drawn, draw
from extract.packages.acceptance.drawn import FIELDS, Drawing
from extract.packages.acceptance.page import page
from extract.packages.acceptance.run import check
from extract.packages.acceptance.sheet import verdict
from extract.packages.acceptance.where import Where
from extract.review.intervals import Verdict
from extract.review.sample import Per
from schemas.catalogue import Language, speaking
from support import SAMPLES
from support.program import sohoa

openpyxl = pytest.importorskip("openpyxl")

FIRST, SECOND = "Trường thông tin", "Dòng chữ"
NO_VALUE = '{"record": 1, "field": "number", "page": 1, "read": "x"}'
READ, SAYS, RIGHT = "Máy đọc", "Đúng/Sai", "Giá trị đúng"


def drawn(out: Path, size: int = 12, seed: str = "2026", lines: int = 5) -> Drawn:
    with speaking(Language.VI):
        return draw(Where(out, (SAMPLES,)), Drawing(size, seed, Per.ALL, lines), None)


class Workbook:
    """A sheet as a person works in it."""

    def __init__(self, path: Path) -> None:
        self.path, self.book = path, openpyxl.load_workbook(path)

    def column(self, sheet: str, heading: str) -> int:
        heads = [cell.value for cell in self.book[sheet][1]]
        return heads.index(heading) + 1

    def cell(self, sheet: str, row: int, heading: str) -> Any:
        return self.book[sheet].cell(row, self.column(sheet, heading))

    def rows(self, sheet: str) -> range:
        return range(2, self.book[sheet].max_row + 1)

    def say_right(self) -> None:
        """Everything is as it should be."""
        for sheet in (FIRST, SECOND):
            for row in self.rows(sheet):
                self.cell(sheet, row, SAYS).value = "Đúng"

    def row_of(self, field: str) -> int:
        return next(row for row in self.rows(FIRST) if self.cell(FIRST, row, "Trường").value == field)

    def save(self) -> None:
        self.book.save(self.path)


def filled(out: Path, **drawing: Any) -> Workbook:
    book = Workbook(drawn(out, **drawing).target)
    book.say_right()
    return book


def by_name(found: Accuracy) -> dict[str, Any]:
    return {one.name: one for one in found.measured}


def test_the_sheet_has_a_row_a_field_and_a_row_a_line(out: Path) -> None:
    done = drawn(out, size=3)
    assert done.target == out / "sample.xlsx" and done.sample.of == 12  # the broken one cannot be drawn
    book = Workbook(done.target)
    assert len(book.rows(FIRST)) == 3 * len(FIELDS) and len(book.rows(SECOND)) == 15
    fields = [book.cell(FIRST, row, "Trường").value for row in book.rows(FIRST)]
    assert fields[:3] == ["tên loại văn bản", "số của văn bản", "ký hiệu của văn bản"]
    links = {book.cell(FIRST, row, "Tệp").hyperlink.target for row in book.rows(FIRST)}
    assert all((done.target.parent / link).resolve().is_file() for link in links) and len(links) == 3
    assert book.book["_sohoa"].sheet_state == "hidden"
    assert not any(book.cell(FIRST, row, SAYS).value for row in book.rows(FIRST))


def test_the_seed_decides_and_nothing_is_written_over(out: Path, tmp_path: Path) -> None:
    first = drawn(out, size=4).sample
    with pytest.raises(OutputError, match=r"sample\.xlsx is there already"):
        drawn(out, size=4)
    where = Where(out, ())
    again = draw(where, Drawing(4, "2026", Per.ALL, 5), tmp_path / "b.xlsx").sample
    other = draw(where, Drawing(4, "2027", Per.ALL, 5), tmp_path / "c.xlsx").sample
    more = draw(where, Drawing(8, "2026", Per.ALL, 5), tmp_path / "d.xlsx").sample
    assert again == first and other.records != first.records and first.records < more.records


def test_all_right(out: Path) -> None:
    filled(out).save()
    found = accuracy(out / "sample.xlsx", out)
    assert found.drawn == found.of == 12 and not found.notes
    named = by_name(found)
    assert set(named) == {*FIELDS, "characters"}
    # Of fields nothing is left to chance, since all documents were looked at; of their lines only some were.
    assert all(named[field].verdict is Verdict.PASSED for field in FIELDS)
    assert named["characters"].verdict is Verdict.TOO_FEW and named["characters"].found.right == 1.0
    assert not named["characters"].is_enough and not found.is_good


def test_what_is_wrong_is_counted(out: Path) -> None:
    book = filled(out, lines=50)
    row = book.row_of("số của văn bản")
    book.cell(FIRST, row, SAYS).value = "Sai"  # the right value need not be told of a field
    book.cell(FIRST, book.row_of("trích yếu nội dung"), SAYS).value = None
    book.cell(FIRST, book.row_of("trích yếu nội dung"), RIGHT).value = "Trích yếu khác"  # says enough
    line = next(row for row in book.rows(SECOND) if len(book.cell(SECOND, row, READ).value) > 20)
    read = book.cell(SECOND, line, READ).value
    book.cell(SECOND, line, SAYS).value = "s"
    book.cell(SECOND, line, RIGHT).value = f"{read[:-3]}xyz"
    book.save()
    named = by_name(accuracy(book.path, out))
    assert named["number"].found.right == named["title"].found.right == pytest.approx(11 / 12)
    assert named["number"].verdict is Verdict.NOT_PASSED and named["date"].verdict is Verdict.PASSED
    assert 0.99 < named["characters"].found.right < 1.0


def test_rows_that_say_nothing_are_not_shown_to_be_right(out: Path) -> None:
    book = filled(out)
    book.cell(FIRST, book.row_of("ngày ban hành"), SAYS).value = None
    book.book[FIRST].delete_rows(book.row_of("số của văn bản"))
    book.save()
    named = by_name(accuracy(book.path, out))
    assert (named["date"].unchecked, named["date"].verdict) == (1, Verdict.TOO_FEW)
    assert (named["number"].unchecked, named["number"].found.drawn) == (1, 11)
    assert named["title"].unchecked == 0


def test_an_untouched_sheet_shows_nothing(out: Path) -> None:
    drawn(out)
    found = accuracy(out / "sample.xlsx", out)
    assert all(one.found is None and one.verdict is Verdict.TOO_FEW for one in found.measured)


def test_rows_may_be_sorted_columns_moved_and_the_language_be_another(out: Path) -> None:
    book = filled(out, size=5)
    held = [[cell.value for cell in row] for row in book.book[FIRST].iter_rows()]
    for row, texts in enumerate([held[0], *reversed(held[1:])], 1):
        for column, text in enumerate(["của tôi", *reversed(texts)], 1):
            book.book[FIRST].cell(row, column).value = text
    book.cell(FIRST, 2, "Đúng/Sai").value = "WRONG"
    book.cell(FIRST, 1, READ).value = "read as"
    book.save()
    found = accuracy(book.path, out)
    assert sum(round(one.found.drawn * (1 - one.found.right)) for one in found.measured if one.found) == 1


def put(sheet: str, row: int, heading: str, value: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book.cell(sheet, row, heading).value = value

    return change


def both(*changes: Callable[[Workbook], None]) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for one in changes:
            one(book)

    return change


def doubled(book: Workbook) -> None:
    grid = book.book[FIRST]
    grid.append([cell.value for cell in grid[2]])


def without(sheet: str) -> Callable[[Workbook], None]:
    return lambda book: book.book.remove(book.book[sheet])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put(FIRST, 3, SAYS, "có lẽ"), r"Trường thông tin!G3: “có lẽ” không phải Đúng hoặc Sai"),
        (put(FIRST, 3, SAYS, '=IF(1,"Đúng","Sai")'), r"Trường thông tin!G3: "),
        (put(FIRST, 4, READ, "khác"), r"Trường thông tin!E4: không sửa nội dung máy đọc"),
        (put(FIRST, 5, READ, '=HYPERLINK("http://x")'), r"Trường thông tin!E5: "),
        (put(FIRST, 5, "Bản ghi", "../../etc/passwd"), r"Trường thông tin!B5: dòng này không thuộc mẫu"),
        (put(FIRST, 5, "Trường", "chữ ký"), r"Trường thông tin!B5: dòng này không thuộc mẫu"),
        (put(FIRST, 2, RIGHT, "khác hẳn"), r"Trường thông tin!H2: giá trị đúng mâu thuẫn"),
        (put(SECOND, 2, SAYS, "Sai"), r"Dòng chữ!H2: đề nghị ghi dòng chữ đúng"),
        (put(SECOND, 2, "Dòng", 999), r"Dòng chữ!B2: dòng này không thuộc mẫu"),
        (doubled, r"Trường thông tin!B\d+: trùng với dòng 2"),
        (without("_sohoa"), r"không phải bảng do `sohoa check --sample` lập"),
        (without(SECOND), r"không còn trang tính “Dòng chữ”"),
        (put(FIRST, 1, SAYS, "Kết luận"), r"Trường thông tin không có cột “Đúng/Sai”"),
        (put("_sohoa", 1, "x", "{}"), r"không phải bảng do"),
        (put("_sohoa", 2, "x", NO_VALUE), r"không phải bảng do"),
        (
            both(put(FIRST, 3, SAYS, "?"), put(FIRST, 4, SAYS, "?"), put(SECOND, 3, SAYS, "?")),
            r"số dòng cần sửa: 3",
        ),
    ],
)  # fmt: skip
def test_a_wrong_sheet_is_told_by_its_cells(out: Path, change: Callable[[Workbook], None], told: str) -> None:
    book = filled(out, size=3)
    book.column = lambda sheet, heading, find=book.column: 1 if heading == "x" else find(sheet, heading)  # type: ignore[method-assign]
    change(book)
    book.save()
    with speaking(Language.VI), pytest.raises(OutputError, match=told):
        accuracy(book.path, out)


def test_no_workbook(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK no zip")
    with pytest.raises(OutputError, match="damaged or no workbook"):
        accuracy(path, out)


def test_a_batch_that_was_read_anew_is_told(out: Path) -> None:
    book = filled(out)
    held = json.loads(book.book["_sohoa"].cell(2, 1).value)
    held["read"] = "Quy chế"  # what another version read
    book.book["_sohoa"].cell(2, 1).value = json.dumps(held, ensure_ascii=False)
    book.cell(FIRST, 2, READ).value = "Quy chế"
    book.save()
    assert [note.code for note in accuracy(book.path, out).notes] == ["sample-outdated"]


@pytest.mark.parametrize(
    ("read", "right", "wrong"),
    [
        ("Quyết định", "Quyết định", 0),
        ("Quyết định", "Quyết  định ", 0),  # blanks
        ("Quyê\u0301t đi\u0323nh", "Quyết định", 0),  # how letters are put together
        ("Quyet dinh", "Quyết định", 3),
        ("Quyết đinh.", "Quyết định", 2),
        ("., :", "", 4),
    ],
)
def test_wrong_characters(read: str, right: str, wrong: int) -> None:
    assert wrong_characters(read, right) == wrong


@pytest.mark.parametrize(
    ("text", "right"),
    [("Đúng", True), ("ĐÚNG.", True), ("dung", True), ("đ", True), ("right", True), ("1", True),
     ("Sai", False), ("s", False), ("wrong", False), ("0", False), ("x", None), ("sai lầm", None)],
)  # fmt: skip
def test_verdicts(text: str, right: bool | None) -> None:
    assert verdict(text) is right


def test_as_a_user_types_it(out: Path, tmp_path: Path) -> None:
    line = ("--lang", "vi", "check", out, "--documents", SAMPLES)
    done = sohoa(*line, "--sample", "12", "--seed", "5", "--per", "type", cwd=tmp_path)
    assert done.returncode == 0 and "Đã chọn 12 trong 12 tài liệu" in done.stdout, done.stderr
    book = Workbook(out / "sample.xlsx")
    book.say_right()
    book.save()
    done = sohoa(*line, "--reviewed", out / "sample.xlsx", "--html", "r.html", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)["accuracy"]
    assert done.returncode == 1 and told["seed"] == "5" and told["of"] == 12
    assert {one["verdict"] for one in told["measured"]} == {"passed", "too-few"}
    assert told["measured"][0] == {
        "name": "doc_type",
        "label": "tên loại văn bản",
        "right": 1.0,
        "low": 1.0,
        "high": 1.0,
        "documents": 12,
        "unchecked": 0,
        "verdict": "passed",
        "more_documents": 0,
        "more_lines": False,
    }
    assert "II. Độ chính xác" in (tmp_path / "r.html").read_text(encoding="utf-8")
    shown = sohoa(*line, "--reviewed", out / "sample.xlsx", cwd=tmp_path, COLUMNS="200").stdout
    assert "ký tự" in shown and "chưa đủ mẫu; cần thêm dòng chữ ở mỗi tài liệu" in shown


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--sample", "5"], "--seed"),
        (["--seed", "5"], "--sample"),
        (["--out", "a.xlsx"], "--sample"),
        (["--sample", "5", "--seed", "5", "--html", "a.html"], "--html"),
        (["--sample", "0", "--seed", "5"], "--sample"),
        (["--reviewed", "none.xlsx"], "none.xlsx"),
    ],
)
def test_lines_that_make_no_sense(out: Path, tmp_path: Path, options: list[str], told: str) -> None:
    done = sohoa("check", out, *options, cwd=tmp_path)
    assert done.returncode == 2 and told in done.stderr and not done.stdout


def test_the_page_tells_the_accuracy(out: Path) -> None:
    book = filled(out)
    book.cell(FIRST, book.row_of("họ và tên người ký"), SAYS).value = "Sai"
    book.save()
    with speaking(Language.VI):
        text = page(check(Where(out, (SAMPLES,))), accuracy(book.path, out))
    assert "8 trong 10 nội dung đo được xác nhận đạt mức 98" in text
    assert '<th scope="row">họ và tên người ký</th><td>12</td><td>91,67' in text
