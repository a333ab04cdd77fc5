"""A batch writes the index beside its records, and goes on without it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract.batch.run import Batch
from extract.core.options import Options
from extract.index.build import ensure
from extract.index.model import Filter
from extract.index.read import Index
from extract.index.tables import FILE
from support.batches import Seen, told


def convert(documents: Path, out: Path) -> Batch:
    return Batch([documents], out, Options(), convert=told)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"say {name}", encoding="utf-8")
    return folder


def records(out: Path) -> list[str]:
    with Index(out) as index:
        return [row.record for row in index.work(Filter(), None, 100)]


def test_the_index_has_what_the_folder_has(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (documents / "broken.txt").write_text("raise", encoding="utf-8")
    summary = convert(documents, out).run(Seen())
    assert summary.notes == []
    assert records(out) == [f"in/{name}.txt.json" for name in ("a", "b", "broken", "c")]
    with Index(out) as index:
        assert index.progress().failed == 1
        assert len(index.search("txt", None, 9)) == 4
    assert ensure(out) == 0  # it is whole already


def test_a_record_that_is_made_again_begins_anew(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert(documents, out).run(Seen())
    (documents / "a.txt").write_text("say something else", encoding="utf-8")
    (documents / "d.txt").write_text("say d", encoding="utf-8")
    convert(documents, out).run(Seen())
    assert records(out) == [f"in/{name}.txt.json" for name in ("a", "b", "c", "d")]
    with Index(out) as index:
        assert len(index.search("txt", None, 9)) == 4


def test_a_run_with_nothing_to_do_leaves_it_alone(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert(documents, out).run(Seen())
    before = (out / FILE).stat().st_mtime_ns
    convert(documents, out).run(Seen())
    assert (out / FILE).stat().st_mtime_ns == before


def test_an_index_that_was_lost_is_completed_from_the_records(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert(documents, out).run(Seen())
    (out / FILE).unlink()
    (documents / "d.txt").write_text("say d", encoding="utf-8")
    convert(documents, out).run(Seen())
    assert records(out) == ["in/d.txt.json"]
    assert ensure(out) == 3
    assert records(out) == [f"in/{name}.txt.json" for name in ("a", "b", "c", "d")]


@pytest.mark.parametrize("spoil", ["folder", "damaged", "locked"])
def test_without_an_index_the_batch_goes_on_and_says_so(
    documents: Path, tmp_path: Path, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.index.opened.WRITE_WAIT", 0.1)
    out = tmp_path / "out"
    out.mkdir()
    holder = sqlite3.connect(":memory:")
    if spoil == "folder":
        (out / FILE).mkdir()
    elif spoil == "damaged":
        (out / FILE).write_bytes(b"no database at all" * 1000)
    else:
        holder = sqlite3.connect(out / FILE)
        holder.execute("begin exclusive")
    with closing(holder):
        summary = convert(documents, out).run(Seen())
    assert summary.converted == 3 and summary.exit_code == 0
    assert len(summary.notes) == 1 and FILE in summary.notes[0]
    if spoil == "folder":
        (out / FILE).rmdir()
    assert ensure(out) == 3
    assert len(records(out)) == 3
