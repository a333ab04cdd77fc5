"""A Dask cluster on this machine, as long as it is needed.

    folder, number of workers ─▶ scheduler and workers as processes of their own ─▶ address of the scheduler

Its workers have one thread each.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class DaskWorkers:
    """A scheduler and so many workers; its address."""

    def __init__(self, work: Path, count: int) -> None:
        self._count, self._folder = count, Path(tempfile.mkdtemp(dir=work))
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> str:
        from distributed import Client  # noqa: PLC0415 - an extra

        told = self._folder / "address"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        while not (told.is_file() and told.read_text(encoding="utf-8").endswith("}")):
            time.sleep(0.1)
        for _ in range(self._count):
            self._start("worker", "--scheduler-file", str(told), "--nthreads", "1")
        with Client(scheduler_file=str(told), set_as_default=False) as client:
            client.wait_for_workers(self._count)
            return str(client.scheduler.address)

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait()

    def _start(self, *command: str) -> None:
        self._processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "dask", *command, "--no-dashboard"],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
