"""On a Dask worker: one document in a process that can be stopped.

    Task, source ─▶ thread of the Dask worker ─▶ a process of its pool: work ─▶ Result, address, pages read

The processes are of the same kind as on one machine (workers.py) and live as long as the Dask worker does.
The limit on memory is the share of one thread in what the worker was started with (`--memory-limit`).
"""

from __future__ import annotations

import multiprocessing
import tempfile
import threading
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from distributed import get_worker
from pebble import ProcessFuture, ProcessPool

from extract.batch.memory import memory_limit
from extract.batch.workers import Convert, Result, open_pool, outcome, work
from extract.core.options import Options
from extract.core.source import Source
from extract.version import VERSION
from schemas.catalogue import Message

_opening = threading.Lock()
_at_work: defaultdict[str, set[ProcessFuture[Result]]] = defaultdict(set)  # by run


@dataclass(frozen=True, slots=True)
class Task:
    """What all documents of one run have in common."""

    run: str
    version: str
    convert: Convert
    options: Options
    timeout: float
    alone: bool


def problem_here(version: str, paths: list[Path]) -> Message | None:
    """Why this worker cannot work for a batch of this version over these paths; None when it can."""
    if version != VERSION:
        return Message.of("worker-other-version", theirs=VERSION, ours=version)
    unseen = [path for path in paths if not path.exists()]
    return Message.of("worker-sees-not", path=unseen[0]) if unseen else None


def convert_here(task: Task, source: Source) -> tuple[Result, str, int]:
    """The result, the worker's address, and how many pages the worker has read by OCR."""
    if problem := problem_here(task.version, []):
        raise RuntimeError(problem.say(task.options.language))
    worker = get_worker()
    threads = 1 if task.alone else worker.state.nthreads
    memory = memory_limit(threads, 1, worker.memory_manager.memory_limit)
    with _opening:
        pool, read = _pool(threads, memory, worker.local_directory)
    with tempfile.TemporaryDirectory(dir=worker.local_directory, ignore_cleanup_errors=True) as folder:
        future = pool.schedule(_work, (folder, task.convert, source, task.options), timeout=task.timeout)
        _at_work[task.run].add(future)
        try:
            result = outcome(future, source, task.options, task.timeout)
        finally:
            _at_work[task.run].discard(future)
    return result, worker.address, read.value


def _work(folder: str, convert: Convert, source: Source, options: Options) -> Result:
    """In a process of the worker; what it leaves behind when it is stopped goes with the folder."""
    tempfile.tempdir = folder
    return work(convert, source, options).carried()


@cache
def _pool(workers: int, memory: int | None, temporary: str) -> tuple[ProcessPool, Any]:
    """The processes of this Dask worker; they end with it."""
    # Dask marks its worker processes as daemons, and daemons may not start processes.
    multiprocessing.current_process().daemon = False
    return open_pool(workers, memory, temporary)


def stop_run(run: str) -> None:
    """End the documents of a run that was abandoned."""
    for future in list(_at_work.pop(run, ())):
        future.cancel()  # type: ignore[no-untyped-call]
