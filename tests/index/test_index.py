"""The index: its rows, lists and counts; written, made anew, damaged, two writers."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import OutputError
from extract.index.build import ensure, rebuild
from extract.index.model import Cursor, Filter, Row
from extract.index.read import Index
from extract.index.tables import FILE, WHOLE, WRITTEN
from extract.index.write import Writer
from support.review import doubt, made, put

Json = dict[str, Any]


def error() -> Json:
    return {"code": "failed", "cause": "failed", "params": {}, "message": "", "advice": "", "stage": "read"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five records: two with doubts, one of them grave; one of no type; one failed."""
    records = [
        made("a/1.pdf.json", sha256="1" * 64, review=[doubt("recipients[0]")]),
        made("a/2.pdf.json", sha256="2" * 64, review=[doubt("number", "number-by-hand"), doubt("title")]),
        made("b/3.pdf.json", sha256="3" * 64, date="2020-01", organ="Sở Nội vụ"),
        made("b/c/4.pdf.json", sha256="4" * 64, doc_type={"code": None, "name": None}, date=None),
        made("b/5.pdf.json", sha256="5" * 64, organ="Sở Nội vụ"),
    ]
    records[4]["processing"]["error"] = error()
    for record in records:
        put(tmp_path, record)
    rebuild(tmp_path)
    return tmp_path


def records_of(rows: list[Row]) -> list[str]:
    return [row.record for row in rows]


def test_a_row_says_what_the_record_does(folder: Path) -> None:
    with Index(folder) as index:
        row = index.row("a/2.pdf.json")
    assert row == Row(
        record="a/2.pdf.json",
        id=f"{'2' * 32}-1",
        sha256="2" * 64,
        doc_type="TTr",
        code="922/TTr-STN",
        organ="Sở Thử nghiệm",
        date="2021-12-22",
        title="Về việc thử",
        signer="Lê Văn Thứ",
        state="todo",
        pages=2,
        doubts=2,
        gravity=6.0,
        folder="a",
    )


ALL = ["a/2.pdf.json", "a/1.pdf.json", "b/3.pdf.json", "b/5.pdf.json", "b/c/4.pdf.json"]


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        (Filter(), ALL),
        (Filter(state="todo"), ALL[:2]),
        (Filter(state="failed"), ["b/5.pdf.json"]),
        (Filter(doc_type=""), ["b/c/4.pdf.json"]),
        (Filter(year="2020"), ["b/3.pdf.json"]),
        (Filter(year=""), ["b/c/4.pdf.json"]),
        (Filter(organ="Sở Nội vụ", state="clear"), ["b/3.pdf.json"]),
        (Filter(reason="number-by-hand"), ["a/2.pdf.json"]),
        (Filter(folder="b"), ["b/3.pdf.json", "b/5.pdf.json"]),
        (Filter(folder="' or 1=1 --"), []),
        (Filter(folder="\ud800\x00"), []),
    ],
)
def test_the_work_list(folder: Path, filter: Filter, found: list[str]) -> None:
    with Index(folder) as index:
        assert records_of(index.work(filter, None, 100)) == found


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_read_on_from_where_it_was_left(folder: Path, limit: int) -> None:
    found, after = list[str](), None
    with Index(folder) as index:
        while rows := index.work(Filter(), after, limit):
            found += records_of(rows)
            after = Cursor.read(rows[-1].cursor.text)
    assert found == ALL


@pytest.mark.parametrize("text", ["", "x", "x:y", "1", "nan:", "1e999:a", "-1:\x00'\""])
def test_a_cursor_that_is_none_does_no_harm(folder: Path, text: str) -> None:
    with Index(folder) as index:
        index.work(Filter(), Cursor.read(text), 5)
        index.search("thử", Cursor.read(text), 5)


def test_facets_count_what_the_others_leave(folder: Path) -> None:
    with Index(folder) as index:
        facets = index.facets(Filter(state="todo"))
        assert facets["state"] == [("clear", 2), ("todo", 2), ("failed", 1)]
        assert facets["year"] == [("2021", 2)]
        assert facets["reason"] == [("low-confidence", 2), ("number-by-hand", 1)]
        assert index.facets(Filter(folder="b"))["organ"] == [("Sở Nội vụ", 2)]
        assert dict(index.facets(Filter())["doc_type"]) == {"": 1, "TTr": 4}


def test_the_next_to_do_and_how_far_it_is(folder: Path) -> None:
    with Index(folder) as index:
        assert index.next_todo("a/2.pdf.json") == "a/1.pdf.json"
        assert index.next_todo("a/1.pdf.json") == "a/2.pdf.json"  # from the top again
        assert index.next_todo("no such") == "a/2.pdf.json"
        progress = index.progress()
    assert (progress.todo, progress.clear, progress.failed, progress.total) == (2, 2, 1, 5)
    assert (progress.pages, progress.doubts) == (10, 3)


def test_the_only_one_to_do_has_no_next(tmp_path: Path) -> None:
    put(tmp_path, made(review=[doubt("number")]))
    rebuild(tmp_path)
    with Index(tmp_path) as index:
        assert index.next_todo("a/1.pdf.json") is None


def test_a_record_made_again_or_taken_away(folder: Path) -> None:
    with Writer(folder) as writer:
        writer.put(made("a/1.pdf.json", texts=("Nội dung mới",)), "a/1.pdf.json")
        writer.drop("a/2.pdf.json")
        writer.drop("no such")
    with Index(folder) as index:
        assert "a/2.pdf.json" not in records_of(index.work(Filter(), None, 100))
        assert [hit.row.record for hit in index.search("nội dung mới", None, 9)] == ["a/1.pdf.json"]
        assert not [hit for hit in index.search('"trang một"', None, 9) if hit.row.folder == "a"]
        assert index.progress().total == 4
        assert dict(index.facets(Filter())["folder"]) == {"a": 1, "b": 2, "b/c": 1}
    with closing(sqlite3.connect(folder / FILE)) as connection:
        for words in ("head_words", "page_words"):
            connection.execute(f"insert into {words} ({words}) values ('integrity-check')")


def test_ensure_finds_what_came_went_and_changed(folder: Path) -> None:
    with Writer(folder) as writer:
        writer.note(WHOLE, holds=False)
    put(folder, made("new/6.pdf.json", sha256="6" * 64))
    put(folder, made("a/1.pdf.json", sha256="1" * 64, title="Về việc khác"))
    (folder / "a/2.pdf.json").unlink()
    (folder / "summary.json").write_text("{}", encoding="utf-8")
    (folder / "a/broken.json").write_text("{", encoding="utf-8")
    (folder / "a/copy.json").write_text(json.dumps(made("a/1.pdf.json")), encoding="utf-8")
    if sys.platform == "linux":
        (folder / os.fsdecode(b"\xff.json")).write_text("{}", encoding="utf-8")
    assert ensure(folder) == 2
    assert ensure(folder) == 0
    with Index(folder) as index:
        found = records_of(index.work(Filter(), None, 100))
        assert sorted(found) == [
            "a/1.pdf.json",
            "b/3.pdf.json",
            "b/5.pdf.json",
            "b/c/4.pdf.json",
            "new/6.pdf.json",
        ]
        row = index.row("a/1.pdf.json")
        assert row and row.title == "Về việc khác"


def test_an_index_that_a_batch_is_writing_is_never_called_whole(folder: Path) -> None:
    with Writer(folder) as writer:
        writer.note(WRITTEN, holds=True)
        writer.note(WHOLE, holds=False)
    put(folder, made("new/6.pdf.json", sha256="6" * 64))
    assert ensure(folder) == 1
    put(folder, made("new/7.pdf.json", sha256="7" * 64))  # in the hands of a batch that is killed
    assert ensure(folder) == 1
    with Writer(folder) as writer:
        writer.note(WRITTEN, holds=False)
    assert ensure(folder) == 0
    with Writer(folder) as writer:
        assert writer.holds(WHOLE)


def shorten(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def overwrite(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[4096:] = b"\xff" * (len(held) - 4096)
    path.write_bytes(held)


def exchange(path: Path) -> None:
    path.write_bytes(b"nothing of a database" * 500)


def other_layout(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma user_version = 99")


@pytest.mark.parametrize("spoil", [Path.unlink, shorten, overwrite, exchange, other_layout])
def test_a_spoiled_index_is_made_anew(folder: Path, spoil: Any) -> None:
    spoil(folder / FILE)
    ensure(folder)
    with Index(folder) as index:
        assert records_of(index.work(Filter(), None, 100)) == ALL
        assert len(index.search("922", None, 9)) == 5


def test_two_writers_take_turns(folder: Path) -> None:
    def write(who: int) -> None:
        with Writer(folder) as writer:
            for number in range(40):
                path = f"w{who}/{number}.pdf.json"
                writer.put(made(path, sha256=f"{who}{number:063}"), path)
                if number % 4 == 0:
                    writer.commit()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    with Index(folder) as index:
        assert index.progress().total == 5 + 120


def test_an_index_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        Index(tmp_path)


def test_it_is_read_beside_a_writer(folder: Path) -> None:
    with Index(folder) as index, closing(sqlite3.connect(folder / FILE, isolation_level=None)) as writer:
        writer.execute("begin immediate")
        writer.execute("delete from documents")
        assert index.progress().total == 5
        writer.execute("rollback")
