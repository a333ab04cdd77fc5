"""Corrections lie over the records wherever these are read: tables, registers, packages, the index."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extract.batch.run import Batch
from extract.core.options import Options
from extract.export.forms import Form
from extract.export.records import read
from extract.export.run import export
from extract.index.build import ensure, rebuild
from extract.index.model import Filter
from extract.index.read import Index
from extract.packages.wanted import Kind
from extract.review.entries import Action, Draft
from extract.review.log import Log
from extract.review.settled import settle
from support import SAMPLES
from support.archive_packages import packed, wanted
from support.batches import Seen, told
from support.review import doubt, made, put

Json = dict[str, Any]


def correct(folder: Path, key: str, field: str, new: Any, action: Action = Action.CORRECT) -> None:
    with Log(folder) as log:
        draft = Draft.of(json.loads((folder / key).read_bytes()), field, action, new, who="An")
        log.append(draft, seen=log.revision(draft.document))


def key_of(out: Path, name: str) -> str:
    return next(key for key, _ in read(out) if name in key)


def test_records_nobody_spoke_of_are_handed_out_as_they_are(out: Path) -> None:
    before = dict(read(out))
    key = key_of(out, "06-")
    correct(out, key, "title", "Về việc đã hiệu đính")
    after = dict(read(out))
    assert {name for name in after if after[name] != before[name]} == {key}
    assert after[key]["fields"]["title"] == "Về việc đã hiệu đính"
    assert list(after[key])[-2:] == ["human", "processing"]
    assert "human" not in after[key_of(out, "01-")]


def test_tables_and_registers_have_them(out: Path) -> None:
    key = key_of(out, "06-")
    correct(out, key, "title", "Về việc đã hiệu đính")
    export(out, Form.SQLITE)
    with closing(sqlite3.connect(out / "export.sqlite")) as tables:
        assert tables.execute("select title from documents where document = ?", [key]).fetchall() == [
            ("Về việc đã hiệu đính",)
        ]
        told = tables.execute("select document, field, value, machine, who, action from human").fetchall()
    assert [(row[0], row[1], row[2], row[4], row[5]) for row in told] == [
        (key, "title", "Về việc đã hiệu đính", "An", "correct")
    ]
    export(out, Form.CSV)
    registers = [path.read_text(encoding="utf-8-sig") for path in (out / "export-csv").glob("*.csv")]
    assert any("Về việc đã hiệu đính" in text for text in registers)


def test_packages_have_them(out: Path, tmp_path: Path) -> None:
    key = key_of(out, "06-")
    correct(out, key, "title", "Về việc đã hiệu đính")
    packed(out, wanted(Kind.SIP, draft=True, records=True), tmp_path / "packages")
    texts = []
    for archive in (tmp_path / "packages").glob("*.zip"):
        with zipfile.ZipFile(archive) as held:
            texts += [(name, held.read(name).decode(errors="replace")) for name in held.namelist()]
    assert any("Về việc đã hiệu đính" in text for name, text in texts if "EAD_" in name)
    records = [json.loads(text) for name, text in texts if "documentation/" in name]
    assert [len(record["human"]) for record in records if "human" in record] == [1]
    assert len(records) > 1


def test_the_index_shows_what_people_said(tmp_path: Path) -> None:
    key = put(tmp_path, made(review=[doubt("number"), doubt("title")]))
    other = put(tmp_path, made("b/2.pdf.json", sha256="6" * 64, review=[doubt("place")]))
    rebuild(tmp_path)
    correct(tmp_path, key, "number", "923")
    assert settle(tmp_path) == 1
    assert settle(tmp_path) == 0
    with Index(tmp_path) as index:
        row = index.row(key)
        assert row and (row.code, row.state, row.doubts, row.gravity) == ("923/TTr-STN", "todo", 1, 6.0)
        assert len(index.search("923/TTr-STN", None, 9)) == 1
    correct(tmp_path, key, "", None, Action.FINISH)
    assert settle(tmp_path, made()["id"]) == 1
    with Index(tmp_path) as index:
        assert index.progress().done == 1
        assert [row.record for row in index.work(Filter(), None, 9)] == [key, other]  # it keeps its place
        assert index.next_todo(key) == other
    rebuild(tmp_path)  # of the machine's records
    assert settle(tmp_path) == 1
    correct(tmp_path, key, "", None, Action.REOPEN)
    settle(tmp_path)
    with Index(tmp_path) as index:
        row = index.row(key)
        assert row and (row.state, row.doubts) == ("todo", 1)


def test_corrections_outlive_a_new_conversion_and_a_new_name(tmp_path: Path) -> None:
    documents, out = tmp_path / "in", tmp_path / "out"
    documents.mkdir()
    (documents / "a.txt").write_text("say a", encoding="utf-8")
    Batch([documents], out, Options(), convert=identified).run(Seen())
    correct(out, "in/a.txt.json", "title", "Về việc đã hiệu đính")
    (documents / "a.txt").rename(documents / "b.txt")
    shutil.rmtree(out / "in")
    Batch([documents], out, Options(), convert=identified).run(Seen())
    assert dict(read(out))["in/b.txt.json"]["fields"]["title"] == "Về việc đã hiệu đính"
    ensure(out)
    settle(out)
    with Index(out) as index:
        row = index.row("in/b.txt.json")
        assert row and row.title == "Về việc đã hiệu đính"


def identified(*arguments: Any) -> Any:
    """As `told`, with the id that a record has."""
    outputs = told(*arguments)
    for one in outputs:
        one.record.id = f"{one.record.source.sha256[:32]}-1"
    return outputs


def test_a_searchable_pdf_says_what_people_said(tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    pytest.importorskip("ocrmypdf")
    from extract.packages.searchable_copy import described
    from support.searchable import copies

    ((converted, made_copy),) = copies(SAMPLES / "06-official-letter.pdf", tmp_path)
    assert made_copy.path
    before = made_copy.path.read_bytes()
    title = {"title": "Về việc đã hiệu đính"}
    fields = converted.extraction.fields.model_dump(by_alias=True) | title
    copy = described(made_copy.path, fields)
    assert copy == described(made_copy.path, fields)
    assert made_copy.path.read_bytes() == before
    with pikepdf.open(io.BytesIO(copy)) as pdf, pdf.open_metadata() as told:
        assert told["dc:title"] == title["title"]


def test_who_settles_at_once_leaves_nothing_behind(tmp_path: Path) -> None:
    """Enter pressed quickly: each answer has its thread, and the last to write need not be the last said."""
    fields = ("number", "title", "place", "organ", "notation", "archive_line")
    key = put(tmp_path, made(review=[doubt(field) for field in fields]))
    rebuild(tmp_path)

    def said(field: str) -> None:
        correct(tmp_path, key, field, "923" if field == "number" else "x")
        settle(tmp_path, made()["id"])

    with ThreadPoolExecutor(len(fields)) as several:
        list(several.map(said, fields))
    with Index(tmp_path) as index:
        row = index.row(key)
        assert row and row.doubts == 0
        assert [revision for _, _, revision in index.revisions()] == [len(fields)]
