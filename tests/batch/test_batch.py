"""Batches: resume, dead and slow workers, what is written and what is not written twice."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from extract.batch import workers
from extract.batch.ledger import Ledger
from extract.batch.memory import memory_limit
from extract.batch.run import Batch
from extract.batch.workers import Result
from extract.core.errors import ExitCode, OutputError
from extract.core.options import Options
from extract.core.source import Source
from extract.terminal import console
from extract.terminal.progress import Bar
from schemas.record import Record
from support import ROOT, TESTS
from support.batches import KILLED_RUN, Seen, is_gone, lines, run, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def test_a_record_for_each_document_and_nothing_twice(reports: Path) -> None:
    seen = Seen()
    first = run(reports, watcher=seen)
    assert (first.converted, first.failed, first.kept, first.pages) == (3, 0, 0, 6)
    assert (
        seen.total == len(seen.results) == 3 and seen.ended and seen.read and first.exit_code is ExitCode.OK
    )
    record = reports.parent / "out" / "reports" / "a.txt.json"
    written = record.stat().st_mtime_ns
    assert json.loads(record.read_bytes())["content"]["text"] == "tờ trình"

    again = run(reports)
    assert (again.converted, again.failed, again.kept) == (0, 0, 3)
    assert again.exit_code is ExitCode.OK and record.stat().st_mtime_ns == written
    assert lines(reports) == {"a.txt": None, "b.txt": None, "c.txt": None}
    assert not list((reports.parent / "out").rglob("*.tmp"))


def test_only_what_changed_is_converted_again(reports: Path) -> None:
    run(reports)
    (reports / "a.txt").write_text("tờ trình khác", encoding="utf-8")
    (reports / "d.txt").write_text("mới", encoding="utf-8")
    (reports.parent / "out" / "reports" / "b.txt.json").unlink()
    seen = Seen()
    run(reports, watcher=seen)
    assert sorted(result.source.name for result in seen.results) == ["a.txt", "b.txt", "d.txt"]
    assert len(lines(reports)) == 4


def test_a_changed_schema_converts_again_also_when_what_it_extends_changed(reports: Path) -> None:
    base, mine, out = (reports.parent / name for name in ("base.yaml", "mine.yaml", "out"))
    base.write_text("name: base\ntitle: Base\n", encoding="utf-8")
    mine.write_text("name: mine\ntitle: Mine\nextends: base.yaml\n", encoding="utf-8")

    def converted() -> int:
        return Batch([reports], out, Options(schema=str(mine)), convert=told).run(Seen()).converted

    assert converted() > 0
    assert converted() == 0
    base.write_text("name: base\ntitle: Another\n", encoding="utf-8")
    assert converted() > 0


def test_bad_documents_do_not_stop_the_batch(reports: Path, tmp_path: Path) -> None:
    for order in ("die", "killed", "raise", "memory", "surrogate"):
        (reports / f"{order}.txt").write_text(order, encoding="utf-8")
    (reports / "empty.txt").touch()
    (reports / "table.csv").write_text("a,b", encoding="utf-8")
    result = run(reports)
    assert result.exit_code is ExitCode.SOME_FAILED
    assert lines(reports) == {
        "a.txt": None,
        "b.txt": None,
        "c.txt": None,
        "die.txt": "crashed",
        "empty.txt": "empty-file",
        "killed.txt": "out-of-memory",
        "memory.txt": "out-of-memory",
        "raise.txt": "internal",
        "surrogate.txt": None,
        "table.csv": "unsupported",
    }
    for record in (tmp_path / "out" / "reports").glob("*.json"):
        assert Record.model_validate_json(record.read_bytes()).source.sha256
    summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert (summary["documents"], summary["done"], summary["failed"]) == (10, 4, 6)
    assert summary["errors"]["out-of-memory"] == 2


def test_failed_documents_wait_for_retry_failed(reports: Path) -> None:
    (reports / "d.txt").write_text("raise", encoding="utf-8")
    assert run(reports).exit_code is ExitCode.SOME_FAILED
    again = run(reports)
    assert (again.kept, again.converted, again.exit_code) == (4, 0, ExitCode.SOME_FAILED)
    retried = run(reports, retry=True)
    assert (retried.kept, retried.failed) == (3, 1)


def test_a_slow_document_is_stopped_with_its_children(reports: Path, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    (reports / "slow.txt").write_text(f"hang {pid_file}", encoding="utf-8")
    run(reports, timeout=3)
    assert lines(reports)["slow.txt"] == "timeout"
    assert lines(reports)["a.txt"] is None
    assert is_gone(int(pid_file.read_text(encoding="utf-8")))
    assert not Path((tmp_path / "pid.folder").read_text(encoding="utf-8")).exists()


def test_an_interrupted_batch_keeps_what_is_finished(reports: Path) -> None:
    class Interrupt(Seen):
        def done(self, result: Result) -> None:
            super().done(result)
            raise KeyboardInterrupt

    first = run(reports, watcher=Interrupt(), jobs=1)
    assert first.interrupted and first.exit_code is ExitCode.INTERRUPTED and first.converted == 1
    assert len(lines(reports)) == 1
    second = run(reports)
    assert (second.kept, second.converted) == (1, 2) and len(lines(reports)) == 3


def test_an_output_folder_that_cannot_be_written(reports: Path) -> None:
    (reports.parent / "out").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        run(reports)


def test_a_disk_that_is_full_stops_the_batch_in_plain_words(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        run(reports)
    monkeypatch.undo()
    assert run(reports).exit_code is ExitCode.OK


def test_records_do_not_land_among_the_documents(reports: Path, tmp_path: Path) -> None:
    for out in (reports, tmp_path):
        with pytest.raises(OutputError, match="Choose another --out"):
            Batch([reports], out, Options(), convert=told).run(Seen())
    inside = Batch([reports], reports / "out", Options(), convert=told)  # not walked into
    assert (inside.run(Seen()).found, inside.run(Seen()).kept) == (3, 3)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is set on Linux")
def test_a_document_that_asks_for_too_much_memory_fails_alone(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "memory_limit", lambda *_: 1 << 30)
    (reports / "greedy.txt").write_text("allocate", encoding="utf-8")
    run(reports)
    assert lines(reports) == {"a.txt": None, "b.txt": None, "c.txt": None, "greedy.txt": "out-of-memory"}


@pytest.mark.parametrize("jobs", [1, 8])
def test_one_document_never_gets_the_whole_machine(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(os, "sysconf", lambda _: 1 << 20)  # a machine of a tebibyte
    limit = memory_limit(1, jobs)
    assert limit is not None
    assert limit <= (4 << 30) + (jobs << 29)


def test_workers_of_a_killed_run_do_not_work_on(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pid_file = tmp_path / "pid"
    (tmp_path / "in" / "a.txt").write_text(f"hang {pid_file}", encoding="utf-8")
    script = tmp_path / "killed_run.py"
    script.write_text(KILLED_RUN, encoding="utf-8")
    folders = os.pathsep.join(map(str, (TESTS, ROOT)))
    run = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "in"), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": folders},
    )
    while not (pid_file.is_file() and pid_file.read_text(encoding="utf-8")):
        assert run.poll() is None
        time.sleep(0.1)
    run.kill()
    run.wait()
    assert is_gone(int(pid_file.read_text(encoding="utf-8")))


def test_two_runs_do_not_write_into_one_folder(reports: Path) -> None:
    run(reports)
    with Ledger(reports.parent / "out"), pytest.raises(OutputError, match="Another run"):
        run(reports)


def test_a_damaged_ledger_is_told(reports: Path) -> None:
    run(reports)
    (reports.parent / "out" / "ledger.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match="Delete it"):
        run(reports)


def test_the_ledger_can_be_read_by_others(reports: Path) -> None:
    run(reports)
    with sqlite3.connect(reports.parent / "out" / "ledger.sqlite") as ledger:
        rows = ledger.execute("select output, state, pages from documents order by output").fetchall()
    assert rows == [(f"reports/{name}.txt.json", "done", 2) for name in "abc"]


def test_the_bar_moves_and_failures_stand_above_it(reports: Path) -> None:
    (reports / "[bold]d.txt").write_text("raise", encoding="utf-8")
    screen = Console(file=io.StringIO(), force_terminal=True, width=120)
    result = Batch([reports], reports.parent / "out", Options(), convert=told).run(Bar(screen))
    console.summary(screen, result, reports.parent / "out")
    shown = screen.file.getvalue()
    assert "reports/[bold]d.txt.json: The program failed" in shown
    assert "4/4" in shown and "1 failed" in shown
    assert "pages/s" in shown and "Please report it" in shown and "Records are in" in shown


def test_no_document_at_all(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    assert run(tmp_path / "reports").exit_code is ExitCode.NOTHING
    assert not (tmp_path / "out").exists()


def test_processors_are_shared_by_the_documents_left(reports: Path) -> None:
    sources = [
        Source(path, path.name, "", "text/plain")
        for path in sorted(reports.iterdir())
        if path.write_text("surrogate")
    ]
    results = list(workers.convert_all(sources, Options(), told, jobs=8, timeout=60, workdir=reports.parent))
    shares = sorted(json.loads(result.documents[0].record)["content"]["text"] for result in results)
    assert shares == ["page jobs 2 ?"] * 3
