"""A batch on a real Dask cluster on loopback: workers that are killed, that join, that hang."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extract.batch.run import Batch
from extract.core.errors import ExitCode, SetupError
from extract.core.options import Options
from support import ROOT, TESTS
from support.batches import Seen, is_gone, lines_of, output, told
from support.program import sohoa

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
from distributed import Client

from extract.batch import cluster
from extract.batch.cluster import ALL, Cluster

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")
FOLDERS = os.pathsep.join(map(str, (TESTS, ROOT)))


@dataclass
class Machines:
    """A scheduler and its workers, each a process of its own as on a machine of its own."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                env={**os.environ, "PYTHONPATH": FOLDERS},
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def scheduler(self) -> None:
        told = self.folder / "scheduler.json"
        self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)
        )
        wait_until(lambda: told.is_file() and told.read_text(encoding="utf-8").endswith("}"))
        self.address = json.loads(told.read_text(encoding="utf-8"))["address"]

    def worker(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        return self.start(
            "worker", self.address, "--name", name, "--nthreads", "1", "--no-dashboard",
            "--local-directory", str(self.folder), "--host", "127.0.0.1", *options,
        )  # fmt: skip

    def workers(self) -> dict[str, int]:
        """Process ids by name."""
        with Client(self.address, set_as_default=False) as client:
            found = client.run(lambda dask_worker: (str(dask_worker.name), os.getpid()))
        return dict(found.values())

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited for a minute")


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    (tmp_path / "dask").mkdir()
    started = Machines(tmp_path / "dask")
    started.scheduler()
    try:
        yield started
    finally:
        started.stop()


def batch(machines: Machines, documents: Path, out: Path, **options: object) -> Batch:
    dask = Cluster(machines.address)
    dask.check([documents], out, Options())
    return Batch(
        [documents],
        out,
        Options(),
        jobs=ALL,
        convert=told,
        runner=dask.convert_all,
        workdir=out,
        **options,
    )  # type: ignore[arg-type]


def test_a_worker_killed_in_the_middle_costs_nothing(machines: Machines, many: Path, tmp_path: Path) -> None:
    Batch([many], tmp_path / "local", Options(), jobs=2, convert=told).run(Seen())
    machines.worker("stays")
    lost = machines.worker("lost", "--no-nanny")
    wait_until(lambda: len(machines.workers()) == 2)

    class Killer(Seen):
        def done(self, result: object) -> None:
            super().done(result)  # type: ignore[arg-type]
            if len(self.results) == 80:
                lost.kill()

    seen = Killer()
    summary = batch(machines, many, tmp_path / "out").run(seen)
    assert lost.wait(10) == -signal.SIGKILL
    assert (summary.converted + summary.failed, summary.interrupted) == (240, False)
    assert len({result.source.output for result in seen.results}) == len(seen.results) == 240
    assert output(tmp_path / "out") == output(tmp_path / "local")
    assert len(lines_of(tmp_path / "out")) == 240
    assert not list((tmp_path / "out").glob(".sohoa-*"))
    assert batch(machines, many, tmp_path / "out").run(Seen()).kept == 240


def test_bad_documents_end_alone_and_workers_may_come_late(machines: Machines, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    orders = {"a": "tờ trình", "die": "die", "hang": f"hang {tmp_path / 'pid'}", "killed": "killed"}
    for name, order in orders.items():
        (tmp_path / "in" / f"{name}.txt").write_text(order, encoding="utf-8")
    machines.worker("only", "--no-nanny")
    summary = batch(machines, tmp_path / "in", tmp_path / "out", timeout=4.0).run(Seen())
    assert dict(summary.errors) == {"crashed": 1, "timeout": 1, "out-of-memory": 1}
    assert summary.converted == 1
    assert is_gone(int((tmp_path / "pid").read_text(encoding="utf-8")))
    assert not Path((tmp_path / "pid.folder").read_text(encoding="utf-8")).exists()

    for k in range(60):
        (tmp_path / "in" / f"{k}.txt").write_text(f"wait 0.2 {k}", encoding="utf-8")
    first = machines.workers()["only"]

    class Joined(Seen):
        def done(self, result: object) -> None:
            super().done(result)  # type: ignore[arg-type]
            if len(self.results) == 1:
                machines.worker("late", "--no-nanny")
                wait_until(lambda: len(machines.workers()) == 2)
                os.kill(first, signal.SIGKILL)  # the late one does the rest

    assert batch(machines, tmp_path / "in", tmp_path / "out").run(Joined()).converted == 60


def test_a_document_whose_workers_are_lost_is_recorded(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    machines: Machines = request.getfixturevalue("machines")
    pid = tmp_path / "pid"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"hang {pid}", encoding="utf-8")
    lost = machines.worker("lost", "--no-nanny")

    def kill() -> None:
        wait_until(lambda: pid.is_file() and bool(pid.read_text(encoding="utf-8")))
        lost.kill()

    running = batch(machines, tmp_path / "in", tmp_path / "out")
    thread = threading.Thread(target=kill)
    thread.start()
    summary = running.run(Seen())
    thread.join()
    assert dict(summary.errors) == {"crashed": 1}
    assert is_gone(int(pid.read_text(encoding="utf-8")))


def test_asked_to_stop_it_finishes_what_it_has(machines: Machines, many: Path, tmp_path: Path) -> None:
    machines.worker("only")
    seen = Seen()
    running = batch(machines, many, tmp_path / "out", stopping=lambda: len(seen.results) > 3)
    summary = running.run(seen)
    assert summary.interrupted and summary.exit_code is ExitCode.INTERRUPTED
    assert 4 <= summary.converted + summary.failed < 12
    assert batch(machines, many, tmp_path / "out").run(Seen()).kept == summary.converted + summary.failed


def test_stopped_at_once_nothing_works_on(machines: Machines, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pid = tmp_path / "pid"
    (tmp_path / "in" / "a.txt").write_text(f"hang {pid}", encoding="utf-8")
    machines.worker("only")

    class Impatient(Seen):
        def pages(self, read: int) -> None:
            if pid.is_file() and pid.read_text(encoding="utf-8"):
                raise KeyboardInterrupt

    summary = batch(machines, tmp_path / "in", tmp_path / "out").run(Impatient())
    assert summary.interrupted and is_gone(int(pid.read_text(encoding="utf-8")))


def test_a_lost_scheduler_is_told(
    machines: Machines, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "RECONNECT", 2.0)
    machines.worker("only")

    class Killer(Seen):
        def done(self, result: object) -> None:
            super().done(result)  # type: ignore[arg-type]
            if len(self.results) == 5:
                machines.processes[0].kill()

    running = batch(machines, many, tmp_path / "out")
    with pytest.raises(SetupError, match="is lost"):
        running.run(Killer())
    assert Batch([many], tmp_path / "out", Options(), jobs=2, convert=told).run(Seen()).kept >= 5


def test_a_worker_that_does_not_see_the_documents_is_told(machines: Machines, tmp_path: Path) -> None:
    machines.worker("only", "--no-nanny")
    with pytest.raises(SetupError, match="does not see"):
        Cluster(machines.address).check([tmp_path / "nowhere"], tmp_path / "out", Options())


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "tcp://host:x", "nonsense"])
def test_without_a_scheduler_it_says_so(tmp_path: Path, address: str) -> None:
    with pytest.raises(SetupError, match="No Dask scheduler answers at"):
        Cluster(address).check([tmp_path], tmp_path / "out", Options())
    assert not (tmp_path / "out").exists()


def test_the_command_line_converts_on_a_cluster(machines: Machines, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("tờ trình", encoding="utf-8")
    lost = sohoa("convert", "a.txt", "--out", "out", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path)
    assert (lost.returncode, lost.stdout) == (2, "")
    assert lost.stderr.startswith("No Dask scheduler answers at tcp://127.0.0.1:9.")
    machines.worker("only")
    done = sohoa("convert", "a.txt", "--out", "out", "--scheduler", machines.address, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "out" / "a.txt.json").read_bytes())["content"]["text"] == "tờ trình"
