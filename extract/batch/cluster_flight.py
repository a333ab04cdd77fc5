"""The documents that a cluster has now, from this machine's side.

    sources ─ send ─▶ scheduler ─▶ convert_here on a Dask worker ─▶ landed ─ arrived ─▶ Results

What a lost scheduler or worker took with it comes back to be sent again.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Any

from distributed import Client, Future, KilledWorker

from extract.batch.cluster_worker import Task, convert_here, stop_run
from extract.batch.workers import LOOK_EVERY, Result, refuse
from extract.core.errors import Crashed, SetupError
from extract.core.source import Source

FETCH = 60.0  # seconds for one result to arrive
IN_QUEUE = 1  # documents waiting at each worker beside those in work


class Flight:
    """The documents that the cluster has now."""

    def __init__(self, client: Client, task: Task, address: str) -> None:
        self._client, self._task, self._address = client, task, address
        self.documents: dict[Any, tuple[Future[Any], Source]] = {}
        self._landed: SimpleQueue[tuple[Any, Any]] = SimpleQueue()  # key, result or exception
        self._read: dict[str, int] = {}  # pages, by worker
        self._room = 1

    @property
    def pages(self) -> int:
        """Read by OCR until now, as far as workers have told."""
        return sum(self._read.values())

    def room(self) -> int:
        """How many documents the cluster can take now: its threads, and a few that wait."""
        if self._client.status == "closed":
            raise SetupError("scheduler-lost", address=self._address)
        with suppress(OSError, RuntimeError):  # the scheduler is away for a moment: as before
            threads = self._client.nthreads()
            self._room = max(1, sum(threads.values()) + IN_QUEUE * len(threads))
        return self._room

    def send(self, source: Source) -> None:
        pictures = tuple(replace(one, path=one.path.absolute()) for one in source.pictures)
        # The worker was started in a folder of its own.
        known = replace(source, path=source.path.absolute(), pictures=pictures)
        future = self._client.submit(convert_here, self._task, known, pure=False)
        self.documents[future.key] = future, source
        future.add_done_callback(self._land)

    def _land(self, future: Future[Any]) -> None:
        """In a thread of Dask's: fetch the result while others are being written."""
        try:
            answer = future.result(timeout=FETCH)
        except TimeoutError:  # its worker was lost with the result; another one makes it again
            future.add_done_callback(self._land)
        except Exception as error:
            self._landed.put((future.key, error))
        else:
            self._landed.put((future.key, answer))

    def arrived(self) -> Iterator[tuple[Source, Result | None]]:
        """Finished documents, after a short wait for one; without a result those to be sent again."""
        with suppress(Empty):
            landed = self._landed.get(timeout=LOOK_EVERY)
            while True:
                yield self._received(*landed)
                landed = self._landed.get_nowait()

    def _received(self, key: Any, answer: Any) -> tuple[Source, Result | None]:
        _, source = self.documents.pop(key)
        if isinstance(answer, KilledWorker):
            died = Crashed("workers-lost")
            return source, refuse(source, died, self._task.options)
        if isinstance(answer, CancelledError):  # the scheduler was away
            return source, None
        if isinstance(answer, Exception):
            raise SetupError("worker-failed", error=answer, type=type(answer).__name__) from answer
        result, worker, self._read[worker] = answer
        return source, replace(result, source=source)

    def abandon(self) -> None:
        """Stop at once what is still in work."""
        if self.documents:
            futures = [future for future, _ in self.documents.values()]
            with suppress(Exception):  # the scheduler may be gone; nothing is left to be done then
                self._client.cancel(futures, force=True)
                self._client.run(stop_run, self._task.run, on_error="ignore")
