"""A run that is watched: `sohoa status`, `--log`, the bar. As a user types it."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from extract.batch.events import Together
from extract.batch.ledger import Ledger
from extract.batch.run import Batch
from extract.core.errors import OutputError, advice
from extract.core.options import Options
from extract.monitor import duration
from extract.monitor.log import Log
from extract.terminal.progress import Bar
from support import ROOT, TESTS
from support.batches import Seen, run, told
from support.program import CLI, LETTER, sohoa

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def events(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_status_of_a_finished_run(reports: Path, tmp_path: Path) -> None:
    (reports / "d.txt").write_text("raise", encoding="utf-8")
    run(reports)
    shown = sohoa("status", "out", cwd=tmp_path, COLUMNS="100")
    assert shown.returncode == 0 and "No run goes on" in shown.stdout
    told = " ".join(shown.stdout.split())
    assert "internal" in told and "Please report it" in told
    found = json.loads(sohoa("status", "out", "--json", cwd=tmp_path).stdout)
    counts = {
        key: found[key] for key in ("running", "found", "done", "failed", "in_work", "pending", "pages")
    }
    assert counts == {
        "running": False, "found": 4, "done": 3, "failed": 1, "in_work": 0, "pending": 0, "pages": 6,
    }  # fmt: skip
    assert found["errors"] == [{"code": "internal", "documents": 1, "advice": advice("internal")}]
    assert (found["run"]["documents"], found["run"]["ended"], found["run"]["seconds_left"]) == (4, 4, None)


def test_status_while_a_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pid_file = tmp_path / "pid"
    (tmp_path / "in" / "a.txt").write_text("tờ trình", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(f"hang {pid_file}", encoding="utf-8")
    for k in range(5):
        (tmp_path / "in" / f"c{k}.txt").write_text(f"tờ trình {k}", encoding="utf-8")
    script = tmp_path / "run.py"
    script.write_text(
        "from pathlib import Path\n"
        "from extract.batch.run import Batch\nfrom extract.core.options import Options\n"
        "from support.batches import Seen, told\nif __name__ == '__main__':\n"
        "    Batch([Path('in')], Path('out'), Options(), convert=told).run(Seen())\n",
        encoding="utf-8",
    )
    folders = os.pathsep.join(map(str, (TESTS, ROOT)))
    running = subprocess.Popen(
        [sys.executable, str(script)], cwd=tmp_path, env={**os.environ, "PYTHONPATH": folders}
    )
    while not (pid_file.is_file() and pid_file.read_text(encoding="utf-8")):
        assert running.poll() is None
        time.sleep(0.05)
    found = json.loads(sohoa("status", "out", "--json", cwd=tmp_path).stdout)
    shown = sohoa("status", "out", cwd=tmp_path, COLUMNS="200").stdout
    running.kill()
    running.wait()
    assert found["running"] and (found["found"], found["done"]) == (7, 1)
    assert found["in_work"] + found["pending"] == 6
    first = found["documents_in_work"][0]
    assert (
        (first["path"], first["output"]) == ("in/b.txt", "in/b.txt.json")
        and first["attempt"] == 1
        and 0 <= first["seconds"] < 600
    )
    assert found["run"]["documents"] == 7 and found["run"]["seconds_left"] > 0
    assert "A run goes on" in shown and "pages/s" in shown and "in/b.txt" in shown
    after = json.loads(sohoa("status", "out", "--json", cwd=tmp_path).stdout)
    assert (after["running"], after["in_work"], after["pending"]) == (False, 0, 6)


def test_status_leaves_the_folder_as_it_is(reports: Path, tmp_path: Path) -> None:
    run(reports)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert sohoa("status", "out", cwd=tmp_path).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


@pytest.fixture
def locked(reports: Path) -> Iterator[Path]:
    """An output folder that may be read, not written."""
    run(reports)
    top = Path(tempfile.mkdtemp(prefix="sohoa-test-"))
    shutil.copytree(reports.parent / "out", top / "out")
    for path in (top, *top.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield top / "out"
    for path in (top, *(path for path in top.rglob("*") if path.is_dir())):
        path.chmod(0o755)
    shutil.rmtree(top)


# Root may write everywhere: it becomes somebody else, once everything is loaded.
AS_SOMEBODY = """
import json, os, sys
from pathlib import Path
from extract.monitor.status import status
if os.geteuid() == 0:
    os.setuid(65534)
print(json.dumps(status(Path(sys.argv[1])).as_json()))
"""


@pytest.mark.parametrize("held", [False, True])
def test_status_of_a_folder_that_cannot_be_written(locked: Path, held: bool) -> None:
    if held and os.geteuid() != 0:
        pytest.skip("only root can write where others cannot")
    command = [sys.executable, "-c", AS_SOMEBODY, str(locked)]
    with Ledger(locked) if held else nullcontext():  # a run of somebody else goes on, or none
        shown = subprocess.run(command, capture_output=True, check=False, cwd=CLI.parent, encoding="utf-8")
    assert shown.stderr == ""
    found = json.loads(shown.stdout)
    assert (found["done"], found["running"]) == (3, held)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "has no ledger.sqlite"), (b"no database" * 100, "is damaged"), (b"", "another version")],
)
def test_status_without_a_ledger_that_can_be_read(tmp_path: Path, content: bytes | None, said: str) -> None:
    (tmp_path / "out").mkdir()
    if content is not None:
        (tmp_path / "out" / "ledger.sqlite").write_bytes(content)
    done = sohoa("status", "out", cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_a_run_writes_its_log(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "in" / "2.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "in" / "3.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    before = datetime.now(UTC)
    done = sohoa("convert", "in", "--out", "out", "--log", "out/log.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    told = events(tmp_path / "out" / "log.jsonl")
    assert [event["event"] for event in (told[0], told[-1])] == ["run-begun", "run-ended"]
    assert told[0]["documents"] == 3
    assert [told[-1][key] for key in ("done", "failed", "left")] == [2, 1, 0]
    ended = {event["output"]: event for event in told if event["event"] == "document-ended"}
    assert {output: (event["state"], event["code"]) for output, event in ended.items()} == {
        "in/1.txt.json": ("done", None),
        "in/2.txt.json": ("done", None),
        "in/3.pdf.json": ("failed", "broken-file"),
    }
    assert [ended[f"in/{name}.json"]["attempts"] for name in ("1.txt", "2.txt", "3.pdf")] == [1, 0, 1]
    assert "damaged" in ended["in/3.pdf.json"]["message"] and ended["in/1.txt.json"]["worker"] > 0
    begun = [event["output"] for event in told if event["event"] == "document-begun"]
    assert sorted(begun) == ["in/1.txt.json", "in/3.pdf.json"]  # the twin is not converted
    times = [datetime.fromisoformat(event["time"]) for event in told]
    assert times == sorted(times) and times[0].utcoffset() is not None
    assert (times[0] - before).total_seconds() > -1

    sohoa("convert", "in", "--out", "out", "--log", "out/log.jsonl", cwd=tmp_path)
    again = events(tmp_path / "out" / "log.jsonl")
    assert again[: len(told)] == told and len(again) == len(told) + 2  # begun, ended: nothing to do


@pytest.mark.parametrize(
    ("log", "said"), [("in", "cannot be written"), ("in/log.jsonl", "lies among the documents")]
)
def test_a_log_that_cannot_be_written_is_told_at_the_start(tmp_path: Path, log: str, said: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(LETTER, encoding="utf-8")
    done = sohoa("convert", "in/1.txt" if log == "in" else "in", "--out", "out", "--log", log, cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_log_that_breaks_off_stops_the_run_in_plain_words(reports: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    batch = Batch([reports], tmp_path / "out", Options(), convert=told)
    with pytest.raises(OutputError, match="log /dev/full cannot be written"):
        batch.run(Log(Path("/dev/full"), tmp_path / "out"))


def test_watchers_are_told_together(reports: Path, tmp_path: Path) -> None:
    screen, seen = Console(file=io.StringIO(), force_terminal=True, width=140), Seen()
    log = Log(tmp_path / "log", tmp_path / "out")
    Batch([reports], tmp_path / "out", Options(), convert=told).run(Together(Bar(screen), seen, log))
    assert "3/3" in screen.file.getvalue()  # type: ignore[attr-defined]
    assert len(seen.results) == 3 and seen.ended and seen.total == 3
    assert [event["event"] for event in events(tmp_path / "log")].count("document-ended") == 3


def test_a_document_tried_twice_is_begun_twice(reports: Path, tmp_path: Path) -> None:
    (reports / "once.txt").write_text(f"killed-once {tmp_path / 'trace'}", encoding="utf-8")
    Batch([reports], tmp_path / "out", Options(), jobs=2, convert=told).run(
        Log(tmp_path / "log", tmp_path / "out")
    )
    once = [event for event in events(tmp_path / "log") if event.get("output") == "reports/once.txt.json"]
    assert [event.get("attempt") for event in once[:2]] == [1, 2] and once[2]["attempts"] == 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (89.4, "89 s"), (90, "2 min"), (3600, "60 min"), (7500, "2 h 05 min"), (273_600, "3 d 4 h")],
)
def test_durations_in_words(seconds: float, words: str) -> None:
    assert duration.in_words(seconds) == words


def test_time_left() -> None:
    assert duration.left(0, 10, 5.0) is None
    assert duration.left(2, 10, 5.0) == pytest.approx(20.0)
