"""A million documents: what a run knows of them lies on disk, and what is done already costs little."""

from __future__ import annotations

import os
import pathlib
import sqlite3
import sys
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from extract.batch import plan, records_file
from extract.batch.entries import waiting
from extract.batch.ledger import Ledger
from extract.batch.ledger_tables import DONE
from extract.batch.past import AHEAD, Past
from extract.batch.run import Batch
from extract.batch.waiting import Waiting
from extract.core.limits import Limits
from extract.core.options import Options
from extract.core.source import Source
from extract.intake import admission, identity
from extract.intake.disk_set import DiskSet
from extract.intake.find import find
from support.batches import Seen, lines, run, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, links")
FEW, MANY = 2_000, 20_000
FLAT = 300_000  # bytes that ten times as many documents may take besides; a Source for each would take 14 MB


def made(count: int) -> Iterator[Source]:
    for number in range(count):
        name = f"{number // 100:04}/{number % 100:02}.txt"
        yield Source(Path("/in") / name, name, "in", "text/plain", token=f"{number}", size=number // 7)


def held(sources: Iterable[Source], memory: list[int]) -> Iterator[Source]:
    """The sources; with the last one it is noted how much memory was taken since the first."""
    tracemalloc.start()
    yield from sources
    names = tracemalloc.Filter(False, pathlib.__file__)  # the interpreter's table of names grows by leaps
    taken = tracemalloc.take_snapshot().filter_traces([names]).statistics("filename")
    tracemalloc.stop()
    memory.append(sum(file.size for file in taken))


def test_a_rerun_takes_no_memory_for_each_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_is_there", lambda *_: True)
    memory = list[int]()
    for count in (FEW, MANY):
        folder = tmp_path / str(count)
        folder.mkdir()
        with Ledger(folder) as ledger:
            ledger.expect(waiting(source, "now")._replace(state=DONE, listed=1) for source in made(count))
            sources, past = held(made(count), memory), Past("now", ledger)
            found = plan.plan(sources, folder, past, ledger, retry_failed=False)
            assert (found.kept, found.expected, found.again) == (count, 0, False)
    assert memory[1] < memory[0] + FLAT


def test_a_first_run_takes_none_either(tmp_path: Path) -> None:
    planned, converted = list[int](), list[int]()
    for count in (FEW, MANY):
        folder = tmp_path / str(count)
        folder.mkdir()
        with Ledger(folder) as ledger:
            sources, past = held(made(count), planned), Past("now", ledger)
            found = plan.plan(sources, folder, past, ledger, retry_failed=False)
            ledger.expect(waiting(source, "now") for source in held(found.work.all(), converted))
            assert ledger.states() == {"pending": (count, 0)}
            left = Waiting(found.work.to_convert())
            assert sum(bool(left.pop()) for _ in range(count)) == count and not left
    assert planned[1] < planned[0] + FLAT and converted[1] < converted[0] + FLAT


def test_finding_takes_none(tmp_path: Path) -> None:
    memory = list[int]()
    (tmp_path / "file").write_text("tờ trình", encoding="utf-8")
    for count in (FEW, MANY):
        top = tmp_path / str(count)
        for number in range(count):
            path = top / f"{number // 100:04}" / f"{number % 100:02}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.hardlink_to(tmp_path / "file")
        assert sum(1 for _ in held(find([top], Limits(), tmp_path), memory)) == count
    assert memory[1] < memory[0] + FLAT


def test_what_is_known_of_a_file_is_not_read_again(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "SETTLED", 0.0)
    for name in ("d.txt", "e.txt"):
        (reports / name).write_text(f"tờ trình {name}", encoding="utf-8")
    run(reports)
    read = list[str]()

    def identify(path: Path) -> object:
        read.append(path.name)
        return identified(path)

    identified = admission.identify
    monkeypatch.setattr(admission, "identify", identify)
    (reports / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))  # another kind now
    again = run(reports)
    assert (again.kept, again.converted + again.failed) == (4, 1)
    assert read == ["a.txt", "b.txt"]  # the first one before the ledger is opened


def test_counts_are_those_of_the_rows(reports: Path, tmp_path: Path) -> None:
    (reports / "d.txt").write_text("raise", encoding="utf-8")
    (reports / "table.csv").write_text("a,b", encoding="utf-8")
    run(reports)
    (reports / "b.txt").write_text("raise again", encoding="utf-8")
    run(reports, retry=True)
    with sqlite3.connect(tmp_path / "out" / "ledger.sqlite") as table:
        table.execute("delete from documents where output = 'reports/c.txt.json'")  # by somebody else
        counted = table.execute(
            "select state, media_type, code, documents, pages from counts where documents order by 1, 2, 3"
        ).fetchall()
        rows = table.execute(
            "select state, media_type, coalesce(code, ''), count(*), sum(pages) from documents"
            " group by 1, 2, 3 order by 1, 2, 3"
        ).fetchall()
    assert counted == rows and len(rows) == 3


def test_a_ledger_of_an_earlier_layout_is_made_anew(reports: Path, tmp_path: Path) -> None:
    run(reports)
    whole = (tmp_path / "out" / "records.jsonl").read_bytes()
    with sqlite3.connect(tmp_path / "out" / "ledger.sqlite") as table:
        table.executescript(
            "drop table counts; drop table documents;"
            "create table documents (output text primary key); pragma user_version = 3"
        )
    assert run(reports).converted == 3
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == whole


def test_lines_that_were_not_written_come_first_and_by_many(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of another folder that a kill left without their lines, more of them than are flushed at once."""
    monkeypatch.setattr(records_file, "AT_ONCE", 2)
    run(reports)
    with Ledger(tmp_path / "out") as ledger:
        ledger.unlist()
    other = tmp_path / "more"
    other.mkdir()
    (other / "z.txt").write_text("khác", encoding="utf-8")
    Batch([other], tmp_path / "out", Options(), convert=told).run(Seen())
    assert list(lines(reports)) == ["a.txt", "b.txt", "c.txt", "z.txt"]
    with Ledger(tmp_path / "out") as ledger:
        names = ("reports/a", "reports/b", "reports/c", "more/z")
        assert list(ledger.listed()) == [f"{name}.txt.json" for name in names]


def test_rows_are_read_ahead_in_any_order(tmp_path: Path) -> None:
    sources = list(made(3 * AHEAD))
    with Ledger(tmp_path) as ledger:
        ledger.expect(waiting(source, "now") for source in sources[::2])
        past = Past("now", ledger)
        for source in (*sources, *reversed(sources), *sources[::7]):
            entry = past.entry(source.output)
            assert (entry.token if entry else None) == (source.token if source in sources[::2] else None)
        assert past.known(sources[0].output, "0") == ("text/plain", False)
        assert past.known(sources[0].output, "1") is None
        assert Past("later", ledger).known(sources[0].output, "0") is None
        assert past.entry("zzz") is None and past.entry("") is None


def test_a_document_put_back_is_the_next_one() -> None:
    first, second, third = made(3)
    waiting = Waiting([first, second, third])
    assert waiting.pop() == first
    waiting.put_back(first)
    assert len(waiting) == 3 and [waiting.pop() for _ in range(3)] == [first, second, third]
    assert not waiting


def test_a_set_on_disk_holds_names_of_any_bytes() -> None:
    held = DiskSet()
    names = ["a", "A", "báo cáo", os.fsdecode(b"\xff\xfe"), "\ud800", ""]
    assert [held.add(name) for name in (*names, *names)] == [True] * 6 + [False] * 6
