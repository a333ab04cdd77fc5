"""Batches that are disturbed: nothing is lost, nothing is doubled, the output is that of a quiet run."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.batch import ledger, plan
from extract.batch.ledger import Ledger
from extract.batch.ledger_tables import DONE, PENDING
from extract.batch.run import Batch
from extract.core.errors import ExitCode
from extract.core.options import Options
from extract.index.build import ensure
from extract.index.read import Index
from extract.intake import identity
from support import ROOT, TESTS
from support.batches import KILLED_RUN, Seen, lines, lines_of, output, run, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")
KILLS = 12


def begin(tmp_path: Path, documents: Path, out: Path) -> subprocess.Popen[bytes]:
    script = tmp_path / "killed_run.py"
    script.write_text(KILLED_RUN, encoding="utf-8")
    folders = os.pathsep.join(map(str, (TESTS, ROOT)))
    return subprocess.Popen(
        [sys.executable, str(script), str(documents), str(out)],
        env={**os.environ, "PYTHONPATH": folders, "TMPDIR": str(tmp_path)},
    )


def test_kills_leave_the_output_of_a_quiet_run(many: Path, tmp_path: Path) -> None:
    Batch([many], tmp_path / "quiet", Options(), jobs=2, convert=told).run(Seen())
    moments, out = random.Random(20), tmp_path / "killed"
    for kill in range(KILLS):
        records = len(list(out.rglob("*.txt.json")))
        running = begin(tmp_path, many, out)
        while kill % 4 and running.poll() is None and len(list(out.rglob("*.txt.json"))) == records:
            time.sleep(0.005)  # three of four kills come while it works, the fourth while it starts
        time.sleep(moments.uniform(0.0, 0.1))
        running.kill()
        running.wait()
    assert not all((out / f"many/{k:03}.txt.json").exists() for k in range(240)), "killed too late to matter"
    Batch([many], out, Options(), jobs=2, convert=told).run(Seen())
    assert output(out) == output(tmp_path / "quiet")
    assert len(lines_of(out)) == 240
    assert not list(tmp_path.glob(".sohoa-*"))
    ensure(out)
    with Index(out) as index:
        assert index.progress().total == 240


def test_lines_stand_in_the_order_of_the_documents(many: Path, tmp_path: Path) -> None:
    Batch([many], tmp_path / "out", Options(), jobs=4, convert=told).run(Seen())
    assert lines_of(tmp_path / "out") == [f"{k:03}.txt" for k in range(240)]


def test_a_torn_line_is_cut_off_and_written_again(reports: Path) -> None:
    run(reports)
    path = reports.parent / "out" / "records.jsonl"
    whole = path.read_bytes()
    (reports / "d.txt").write_text("mới", encoding="utf-8")
    path.write_bytes(whole + b'{"schema_version": "1')
    run(reports)
    assert path.read_bytes().startswith(whole) and len(lines(reports)) == 4


@pytest.mark.parametrize("damage", ["gone", "shorter"])
def test_lines_that_were_lost_are_written_again(reports: Path, damage: str) -> None:
    run(reports)
    path = reports.parent / "out" / "records.jsonl"
    whole = path.read_bytes()
    path.unlink() if damage == "gone" else path.write_bytes(whole[:50])
    run(reports)
    assert path.read_bytes() == whole


def test_unchanged_files_are_not_read_again(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "SETTLED", 0.0)
    run(reports)
    monkeypatch.setattr(plan, "content", None)  # reading one would fail
    assert run(reports).kept == 3
    monkeypatch.undo()
    monkeypatch.setattr(identity, "SETTLED", 0.0)
    changed = reports / "b.txt"
    times = changed.stat()
    changed.write_text("tờ trình B", encoding="utf-8")  # of the same size, and the time set back
    os.utime(changed, ns=(times.st_atime_ns, times.st_mtime_ns))
    (reports / "c.txt").touch()  # read, and found the same
    again = run(reports)
    assert (again.kept, again.converted) == (2, 1)


def test_a_file_changed_a_moment_ago_is_read_again(reports: Path) -> None:
    assert identity.token(reports / "a.txt") is None
    os.utime(reports / "a.txt", (0, 0))
    assert identity.token(reports / "a.txt") is None  # its inode was changed just now


def test_a_record_made_anew_is_listed_once(reports: Path) -> None:
    run(reports)
    (reports / "b.txt").write_text("khác", encoding="utf-8")
    run(reports)
    assert list(lines(reports)) == ["a.txt", "b.txt", "c.txt"]


def test_records_of_other_folders_stay_listed(reports: Path, tmp_path: Path) -> None:
    run(reports)
    other = tmp_path / "more"
    other.mkdir()
    (other / "z.txt").write_text("khác", encoding="utf-8")
    Batch([other], tmp_path / "out", Options(), convert=told).run(Seen())
    assert list(lines(reports)) == ["a.txt", "b.txt", "c.txt", "z.txt"]


def test_the_same_content_is_converted_once_and_written_twice(reports: Path, tmp_path: Path) -> None:
    (reports / "copy.txt").write_bytes((reports / "b.txt").read_bytes())
    seen = Seen()
    first = run(reports, watcher=seen)
    assert seen.read == 3 and first.converted == 4
    records = [json.loads((tmp_path / f"out/reports/{name}.txt.json").read_bytes()) for name in ("b", "copy")]
    assert [record["source"].pop("path") for record in records] == ["b.txt", "copy.txt"]
    assert [record["source"].pop("record") for record in records] == [
        "reports/b.txt.json", "reports/copy.txt.json",
    ]  # fmt: skip
    assert records[0] == records[1]

    (reports / "again.txt").write_bytes((reports / "b.txt").read_bytes())
    later = Seen()
    assert run(reports, watcher=later).converted == 1 and later.read == 0
    assert list(lines(reports)) == ["a.txt", "b.txt", "c.txt", "copy.txt", "again.txt"]


@pytest.mark.parametrize("damaged", [b"{", b"", b"\xff"])
def test_a_copy_of_a_document_whose_record_was_damaged_is_converted(
    reports: Path, tmp_path: Path, damaged: bytes
) -> None:
    run(reports)
    (tmp_path / "out/reports/b.txt.json").write_bytes(damaged)
    (reports / "again.txt").write_bytes((reports / "b.txt").read_bytes())
    assert run(reports).converted == 1
    assert list(lines(reports)) == ["a.txt", "b.txt", "c.txt", "again.txt"]


def test_a_document_killed_once_is_tried_again_alone(reports: Path, tmp_path: Path) -> None:
    (reports / "once.txt").write_text(f"killed-once {tmp_path / 'trace'}", encoding="utf-8")
    assert run(reports).exit_code is ExitCode.OK
    with sqlite3.connect(tmp_path / "out" / "ledger.sqlite") as table:
        rows = dict(table.execute("select path, attempts from documents").fetchall())
    assert rows == {str(reports / f"{name}.txt"): 1 + (name == "once") for name in ("a", "b", "c", "once")}


def test_asked_to_stop_it_finishes_what_is_in_work(many: Path, tmp_path: Path) -> None:
    class Stopper(Seen):
        def stopping(self) -> bool:
            return len(self.results) > 3

    seen = Stopper()
    batch = Batch([many], tmp_path / "out", Options(), jobs=2, convert=told, stopping=seen.stopping)
    summary = batch.run(seen)
    assert summary.interrupted and summary.exit_code is ExitCode.INTERRUPTED
    with sqlite3.connect(tmp_path / "out" / "ledger.sqlite") as table:
        states = [state for (state,) in table.execute("select state from documents")]
    assert set(states) == {DONE, "failed", PENDING}
    assert len(states) - states.count(PENDING) == summary.converted + summary.failed < 12
    assert Batch([many], tmp_path / "out", Options(), jobs=2, convert=told).run(Seen()).kept >= 4


def test_whether_a_batch_runs_can_be_told(tmp_path: Path) -> None:
    assert not ledger.is_running(tmp_path)
    with Ledger(tmp_path):
        assert ledger.is_running(tmp_path)
    assert not ledger.is_running(tmp_path)


def test_a_signal_asks_and_a_second_one_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pid_file = tmp_path / "pid"
    (tmp_path / "in" / "a.txt").write_text(f"hang {pid_file}", encoding="utf-8")
    script = tmp_path / "run.py"
    stop = "from rich.console import Console\nfrom extract.terminal.signals import Stop\n"
    asked = "convert=told, stopping=Stop(Console(stderr=True)).asked"
    script.write_text(stop + KILLED_RUN.replace("convert=told", asked), encoding="utf-8")
    folders = os.pathsep.join(map(str, (TESTS, ROOT)))
    running = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "in"), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": folders},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr
    while not (pid_file.is_file() and pid_file.read_text(encoding="utf-8")):
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    assert "Stopping" in running.stderr.readline()
    assert running.poll() is None  # the document in work goes on
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 0
