"""`sohoa export`: all that the records say is in the tables, nothing becomes a formula, files are whole."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from extract.core.errors import OutputError
from extract.export import tables
from extract.export.forms import Form
from extract.export.records import read
from extract.export.register import DOCUMENT_COLUMNS, FILE_COLUMNS
from extract.export.run import export
from extract.export.sheets import harmless
from extract.export.tables import DOCUMENTS, Column
from support.program import sohoa

Json = dict[str, Any]


def records(out: Path) -> dict[str, Json]:
    return dict(read(out))


def asked(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def test_keys_lead_to_the_records_files(out: Path) -> None:
    found = records(out)
    assert len(found) == 13
    for key, record in found.items():
        assert json.loads((out / key).read_bytes()) == record


def lists_of(evidence: dict[str, Any]) -> tuple[str, str]:
    clues, reading = (json.dumps(evidence[key]) for key in ("clues", "reading"))
    return clues, reading


def test_sqlite_holds_what_the_records_say(out: Path, tmp_path: Path) -> None:
    done = sohoa("export", "out", "--to", "sqlite", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "") and "13 records are in" in done.stdout
    path, truth = out / "export.sqlite", records(out)
    for key, code, pages, error in asked(
        path, "select document, code, source_pages, processing_error_code from documents"
    ):
        record = truth[key]
        assert (code, pages) == (record["fields"]["code"], record["source"]["pages"])
        assert error == (record["processing"]["error"] and record["processing"]["error"]["code"])
    lists: dict[str, list[tuple[Any, ...]]] = {
        "citations": [
            (key, n, *list(citation.values())[:6])
            for key, record in truth.items()
            for n, citation in enumerate(record["fields"]["citations"])
        ],
        "recipients": [
            (key, n, value)
            for key, record in truth.items()
            for n, value in enumerate(record["fields"]["recipients"])
        ],
        "tables_rows": [
            (key, t, r, c, cell)
            for key, record in truth.items()
            for t, table in enumerate(record["fields"]["tables"])
            for r, row in enumerate(table["rows"])
            for c, cell in enumerate(row)
        ],
        "evidence": [
            (key, n, item["field"], item["page"], *item["bbox"], *list(item.values())[3:-2], *lists_of(item))
            for key, record in truth.items()
            for n, item in enumerate(record["evidence"])
        ],
    }
    for name, rows in lists.items():
        assert rows
        table = next(table for table in DOCUMENTS.all() if table.name == name)
        assert all(len(row) == len(table.keys) + len(table.columns) for row in rows if name != "citations")
        columns = ", ".join(f'"{c.name}"' for c in (*table.keys, *table.columns))
        width = len(rows[0])
        assert sorted(row[:width] for row in asked(path, f"select {columns} from {name}")) == sorted(rows)
    assert not asked(path, "pragma foreign_key_check") and asked(path, "pragma integrity_check") == [("ok",)]


def test_parquet_holds_the_same_tables(out: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    sohoa("export", "out", "--to", "sqlite", "--out", "all.db", cwd=tmp_path)
    done = sohoa("export", "out", "--to", "parquet", "--out", "tables", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.stem for path in (tmp_path / "tables").iterdir()} == {t.name for t in DOCUMENTS.all()}
    for table in DOCUMENTS.all():
        names = [column.name for column in (*table.keys, *table.columns)]
        found = pq.read_table(tmp_path / "tables" / f"{table.name}.parquet").to_pylist()
        columns = ", ".join(f'"{name}"' for name in names)
        rows = [tuple(row[name] for name in names) for row in found]
        assert sorted(map(repr, rows)) == sorted(
            map(repr, asked(tmp_path / "all.db", f"select {columns} from {table.name}"))
        )


def rows_of_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_is_the_two_registers(out: Path, tmp_path: Path) -> None:
    done = sohoa("export", "out", "--to", "csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    documents = rows_of_csv(out / "export-csv" / "van-ban.csv")
    assert tuple(documents[0]) == DOCUMENT_COLUMNS and len(documents) == 13
    decision = next(row for row in documents if row["Tệp"] == "04-decision-table.pdf")
    assert {name: decision[name] for name in (
        "Mã hồ sơ", "Tên loại văn bản", "Số của văn bản", "Ký hiệu của văn bản", "Ngày, tháng, năm văn bản",
        "Tên cơ quan, tổ chức ban hành văn bản", "Ngôn ngữ", "Số trang của văn bản", "Cần xem lại",
    )} == {
        "Mã hồ sơ": "samples", "Tên loại văn bản": "Quyết định", "Số của văn bản": "1093",
        "Ký hiệu của văn bản": "QĐ-UBND", "Ngày, tháng, năm văn bản": "18/05/2020",
        "Tên cơ quan, tổ chức ban hành văn bản": "Ủy ban nhân dân huyện Thọ Xuân",
        "Ngôn ngữ": "Tiếng Việt", "Số trang của văn bản": "2", "Cần xem lại": "ngày ban hành",
    }  # fmt: skip
    broken = next(row for row in documents if row["Tệp"] == "12-broken.pdf")
    assert broken["Ghi chú"] == "Tệp PDF bị hỏng hoặc không đầy đủ." and broken["Ngôn ngữ"] == ""
    (file,) = rows_of_csv(out / "export-csv" / "ho-so.csv")
    assert tuple(file) == FILE_COLUMNS
    assert (file["Mã hồ sơ"], file["Tổng số văn bản trong hồ sơ"]) == ("samples", "13")
    assert file["Ghi chú"] == "1 văn bản chưa đọc được" and file["Thời hạn bảo quản"] == ""


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+84 12", "'+84 12"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), (" =1", "' =1"),
        ("\t=1", "'\t=1"), ("Về việc", "Về việc"), ("a=b", "a=b"), ("", ""), (None, None), (-2, -2),
    ],
)  # fmt: skip
def test_nothing_becomes_a_formula(cell: str | int | None, written: str | int | None) -> None:
    assert harmless(cell) == written


@given(st.text(max_size=20), st.sampled_from(["", " ", "=", "+", "-", "@", "\t", " \t@"]))
def test_no_cell_begins_like_a_formula_and_none_is_lost(text: str, before: str) -> None:
    cell = before + text
    written = harmless(cell)
    assert isinstance(written, str) and written.removeprefix("'" if written != cell else "") == cell
    assert written.lstrip(" ")[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def change(out: Path, **fields: Any) -> None:
    """Other values in the first record of records.jsonl, and its new length in the ledger."""
    path = out / "records.jsonl"
    first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    record = json.loads(first)
    record["fields"].update(fields)
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n" + "".join(rest), encoding="utf-8")


def test_xlsx_is_the_two_registers(out: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    change(out, title="=HYPERLINK(1)", number="05", notation="Q\x0bĐ", recipients=["- Như trên; " * 4000])
    done = sohoa("export", "out", "--to", "xlsx", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "cells of more than 32,767 characters were cut (1)" in " ".join(done.stdout.split())
    book = openpyxl.load_workbook(out / "export.xlsx")
    assert book.sheetnames == ["Hồ sơ", "Văn bản"]
    heads, first, *_ = book["Văn bản"].iter_rows()
    assert tuple(cell.value for cell in heads) == DOCUMENT_COLUMNS
    row = dict(zip(DOCUMENT_COLUMNS, first, strict=True))
    assert (row["Trích yếu nội dung"].value, row["Trích yếu nội dung"].data_type) == ("=HYPERLINK(1)", "s")
    assert (row["Số của văn bản"].value, row["Ký hiệu của văn bản"].value) == ("05", "QĐ")
    assert row["Nơi nhận"].value.endswith("[…]") and len(row["Nơi nhận"].value) == 32_767
    assert book["Hồ sơ"].cell(2, 1).value == "samples"


def test_a_full_sheet_goes_on_in_another_one(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from extract.export import xlsx

    monkeypatch.setattr(xlsx, "MOST_ROWS", 6)
    done = export(out, Form.XLSX)
    book = openpyxl.load_workbook(out / "export.xlsx")
    assert book.sheetnames == ["Hồ sơ", "Văn bản", "Văn bản (2)", "Văn bản (3)"]
    assert [book[name].max_row for name in book.sheetnames] == [2, 6, 6, 4]
    assert done.notes == ["Văn bản: goes on over 3 sheets of 6 rows."]


@pytest.mark.parametrize("form", Form)
def test_an_export_that_fails_leaves_the_one_before(out: Path, tmp_path: Path, form: Form) -> None:
    if form in (Form.PARQUET, Form.XLSX):
        pytest.importorskip("pyarrow" if form is Form.PARQUET else "openpyxl")
    target = tmp_path / "target"
    export(out, form, target)
    before = {path: path.read_bytes() for path in (target, *target.glob("*")) if path.is_file()}
    lines = (out / "records.jsonl").read_bytes().splitlines(keepends=True)
    (out / "records.jsonl").write_bytes(b"".join([*lines[:7], b'{"schema_version": "1', *lines[8:]]))
    done = sohoa("export", "out", "--to", form, "--out", target, cwd=tmp_path)
    assert done.returncode == 2 and "is damaged" in done.stderr and "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in (target, *target.glob("*")) if path.is_file()} == before
    assert not [path for path in tmp_path.rglob("*.tmp") if "golden" not in str(path)]


def test_files_of_others_in_the_folder_stay(out: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    export(out, Form.CSV, tmp_path / "mine")
    export(out, Form.CSV, tmp_path / "mine")
    names = sorted(path.name for path in (tmp_path / "mine").iterdir())
    assert names == [
        "ho-so.csv",
        "notes.txt",
        "van-ban.csv",
    ]


def test_what_a_run_has_not_committed_is_left_for_later(out: Path) -> None:
    whole = records(out)
    with (out / "records.jsonl").open("ab") as file:
        file.write(b'{"schema_version": "1.0", "sour')
    assert records(out) == whole


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["out", "--to", "word"], 2, "word"),
        (["empty", "--to", "csv"], 2, "has no ledger.sqlite"),
        (["out", "--to", "sqlite", "--out", "empty"], 2, "cannot be written"),
        (["out", "--to", "csv", "--out", "file"], 2, "cannot be written"),
    ],
)
def test_exit_codes_and_words(out: Path, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    done = sohoa("export", *arguments, cwd=tmp_path)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (code, True, False)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("target", [None, "new/deep/export"])
@pytest.mark.parametrize("ledger", [None, "no database"])
def test_a_folder_that_is_no_output_folder_stays_as_it_is(
    tmp_path: Path, form: Form, target: str | None, ledger: str | None
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").touch()
    if ledger:
        (folder / "ledger.sqlite").write_text(ledger, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError, match=r"ledger\.sqlite"):
        export(folder, form, tmp_path / target if target else None)
    assert sorted(tmp_path.rglob("*")) == before


def test_records_that_are_damaged_leave_no_folder_behind(out: Path, tmp_path: Path) -> None:
    (out / "records.jsonl").write_bytes(b"{")
    with pytest.raises(OutputError, match="is damaged"):
        export(out, Form.CSV, tmp_path / "new" / "csv")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("form", "package"), [("parquet", "pyarrow"), ("xlsx", "openpyxl")])
def test_without_the_package_it_says_what_to_install(
    out: Path, tmp_path: Path, form: str, package: str
) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / f"{package}.py").write_text(
        f"raise ModuleNotFoundError('no', name='{package}')", encoding="utf-8"
    )
    done = sohoa("export", "out", "--to", form, cwd=tmp_path, PYTHONPATH=str(tmp_path / "none"))
    assert done.returncode == 4 and f"the package {package}: pip install 'sohoa[export]'" in done.stderr


class Stamp(BaseModel):
    organ: str | None = None
    pages: int | float = 0


class Point(BaseModel):
    code: str
    places: list[str] = []
    position: int = 0


class Grown(BaseModel):
    """A contract of tomorrow."""

    title: str | None = None
    extra: dict[str, Any] = {}
    stamp: Stamp | None = None
    points: list[Point] = []
    anything: list[Any] = []


def test_keys_added_to_the_contract_have_their_columns() -> None:
    table = tables._table("documents", (Column("document", "text"),), Grown)
    item = Grown(
        extra={"a": "chữ", "b": {"amount": 5}, "c": None},
        points=[Point(code="x", places=["điểm a", "điểm b"], position=7)],
        anything=[1, "2"],
    ).model_dump()
    found: dict[str, list[Any]] = {}
    for of, row in tables.rows(table, item, ("k",)):
        names = [column.name for column in (*of.keys, *of.columns)]
        found.setdefault(of.name, []).append(dict(zip(names, row, strict=True)))
    assert found == {
        "documents": [
            {"document": "k", "title": None, "stamp_organ": None, "stamp_pages": None, "anything": '[1, "2"]'}
        ],
        "extra": [
            {"document": "k", "key": "a", "value": "chữ"},
            {"document": "k", "key": "b", "value": '{"amount": 5}'},
            {"document": "k", "key": "c", "value": None},
        ],
        "points": [{"document": "k", "position": 0, "code": "x", "points_position": 7}],
        "points_places": [
            {"document": "k", "points_position": 0, "position": 0, "value": "điểm a"},
            {"document": "k", "points_position": 0, "position": 1, "value": "điểm b"},
        ],
    }


def test_names_of_tables_and_columns_are_unique() -> None:
    names = [table.name for table in DOCUMENTS.all()]
    assert len(names) == len(set(names))
    for table in DOCUMENTS.all():
        columns = [column.name.lower() for column in (*table.keys, *table.columns)]
        assert len(columns) == len(set(columns))


def test_a_damaged_ledger_is_told(out: Path) -> None:
    (out / "ledger.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match="is damaged"):
        records(out)
