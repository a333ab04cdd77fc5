"""A worker that dies before its pool knows what it was given costs its own document only."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from pebble import ProcessExpired, ProcessPool

from extract.batch.lost_tasks import LostTasks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def wait_here(told: str) -> None:
    Path(told).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)


def test_a_task_without_its_worker_is_ended(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    with ProcessPool(max_workers=1) as pool:
        future, lost = pool.schedule(wait_here, (str(told),)), LostTasks(pool, grace=0.2)
        while not (told.exists() and future.running()):
            time.sleep(0.05)
        lost.look()
        assert not future.done()
        # As when its death is seen before what it said: the pool has forgotten it, and the task is running.
        worker = pool._pool_manager.worker_manager.workers.pop(int(told.read_text(encoding="utf-8")))
        os.kill(worker.pid, signal.SIGKILL)
        while not future.done():
            lost.look()
            time.sleep(0.05)
        with pytest.raises(ProcessExpired):
            future.result()
        assert pool.schedule(os.getpid).result() != worker.pid
