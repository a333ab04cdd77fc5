"""Documents whose worker died before its pool knew what it had been given.

    pool ─ LostTasks.look, now and then ─▶ the futures of such documents end with ProcessExpired

A worker says which task it takes and begins; the pool reads that in one thread and looks for dead workers in
another. Of a worker that dies at once (a damaged file) the death may be seen first: pebble 5.2 then keeps the
task as running until its timeout, half an hour. Seen once in some hundred runs of the tests.
"""

from __future__ import annotations

import time
from typing import Any

from pebble import ProcessExpired, ProcessPool
from pebble.common.types import Result, ResultStatus

GRACE = 5.0  # seconds: the result of a worker that came to its end may still be on its way


class LostTasks:
    """Watches over the tasks of one pool."""

    def __init__(self, pool: ProcessPool, grace: float = GRACE) -> None:
        """`grace`: seconds from when a task is first seen without its worker until it is given up."""
        self._manager: Any = pool._pool_manager
        self._grace = grace
        self._missed: dict[int, float] = {}  # since when, by task

    def look(self) -> None:
        """End the tasks that have been without their worker for too long."""
        tasks, workers = self._manager.task_manager, self._manager.worker_manager.workers
        now = time.monotonic()
        held = list(tasks.tasks.values())
        alone = [task.id for task in held if task.worker_id and task.worker_id not in workers]
        self._missed = {number: self._missed.get(number, now) for number in alone}
        for number, since in self._missed.items():
            if now - since >= self._grace:
                problem = ProcessExpired("lost with its worker")  # type: ignore[no-untyped-call]
                tasks.task_done(number, Result(ResultStatus.ERROR, problem))
