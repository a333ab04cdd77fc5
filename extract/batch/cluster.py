"""Many machines: the documents of a batch handed to a Dask cluster, the ledger staying here.

    sources ─▶ a few in flight ─▶ scheduler ─▶ Dask worker ─▶ its own killable processes ─▶ Result ─▶ back

A Dask worker cannot end a task that hangs. So its threads only wait: each document is worked on in a
process of the same kind as on one machine (workers.py), with its timeout, its limit on memory and its
replacement after a hundred documents; they live as long as the Dask worker does. The limit on memory is
the share of one thread in what the worker was started with (`--memory-limit`).

Documents of a worker that is lost are given to another one by the scheduler; a document whose workers
were lost four times (`distributed.scheduler.allowed-failures`) is recorded as crashed. Workers may come
and go while a batch runs. The extra `sohoa[cluster]` is needed here and there.
"""

from __future__ import annotations

import logging
import multiprocessing
import socket
import tempfile
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from pebble import ProcessFuture, ProcessPool

from extract.batch.workers import (
    LOOK_EVERY,
    Convert,
    Result,
    memory_limit,
    open_pool,
    outcome,
    refuse,
    work,
)
from extract.batch.writer import prepare
from extract.core.errors import Crashed, SetupError
from extract.core.options import Options
from extract.core.quiet import DEBUG
from extract.core.source import Source
from extract.version import VERSION

try:
    from distributed import Client, Future, KilledWorker, get_worker
except ModuleNotFoundError as error:
    raise SetupError("A cluster needs more packages. Install them: pip install 'sohoa[cluster]'") from error

CONNECT = 10.0  # seconds for the scheduler's machine to answer
RECONNECT = 60.0  # seconds after which a scheduler that was lost is lost for good
FIRST_WORKER = 60.0  # seconds for the first worker to come
FETCH = 60.0  # seconds for one result to arrive
IN_QUEUE = 1  # documents waiting at each worker beside those in work
ALL = 1 << 30  # `jobs`: as many documents at once as the cluster has threads


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running Dask cluster, by the address of its scheduler."""

    address: str

    def check(self, paths: Iterable[Path | str], out: Path, options: Options) -> None:
        """Raise SetupError unless a worker is there, all have this version and see what the batch needs.

        Raises OutputError when the output folder, where archives are unpacked to, cannot be made.
        """
        prepare(out)
        schema = Path(options.schema)
        local = [path for path in paths if isinstance(path, Path)]
        wanted = [path.absolute() for path in (*local, out, *([schema] if schema.is_file() else []))]
        with self._client() as client:
            try:
                client.wait_for_workers(1, timeout=FIRST_WORKER)
            except TimeoutError as error:
                raise SetupError(
                    f"The scheduler at {self.address} has no workers. Start some: dask worker {self.address}"
                ) from error
            for worker, problem in _asked(client, wanted).items():
                if problem:
                    raise SetupError(f"The worker at {worker} cannot be used: {problem}")

    def convert_all(
        self,
        sources: Sequence[Source],
        options: Options,
        convert: Convert,
        *,
        jobs: int,
        timeout: float,
        workdir: Path,  # noqa: ARG002 - each machine has its own
        memory: int | None = None,  # noqa: ARG002 - what the Dask worker was started with
        on_start: Callable[[Source], None] = lambda _: None,
        on_pages: Callable[[int], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Generator[Result]:
        """As `workers.convert_all`; `jobs` bounds the documents in flight. One gets all of a worker's memory.

        Raises SetupError when the scheduler is lost for good or a worker cannot work at all.
        """
        with self._client() as client:
            task = _Task(uuid.uuid4().hex, VERSION, convert, _anywhere(options), timeout, jobs == 1)
            flight = _Flight(client, task, self.address)
            waiting = list(reversed(sources))
            try:
                while flight.documents or (waiting and not stopping()):
                    room = min(jobs, flight.room()) - len(flight.documents)
                    while waiting and room > 0 and not stopping():
                        on_start(waiting[-1])
                        flight.send(waiting.pop())
                        room -= 1
                    on_pages(flight.pages)
                    for source, result in flight.arrived():
                        if result:
                            yield result
                        else:
                            waiting.append(source)
            finally:
                flight.abandon()

    @contextmanager
    def _client(self) -> Iterator[Client]:
        if not DEBUG:
            logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            place = urlsplit(self.address)
            socket.create_connection((place.hostname or "", place.port or 0), CONNECT).close()
            client = Client(self.address, timeout=RECONNECT, set_as_default=False, name="sohoa")
        except (OSError, ValueError) as error:
            raise SetupError(
                f"No Dask scheduler answers at {self.address}. Start one: dask scheduler"
            ) from error
        with client:
            yield client


@dataclass(frozen=True, slots=True)
class _Task:
    """What all documents of one run have in common."""

    run: str
    version: str
    convert: Convert
    options: Options
    timeout: float
    alone: bool


class _Flight:
    """The documents that the cluster has now."""

    def __init__(self, client: Client, task: _Task, address: str) -> None:
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
            raise SetupError(f"The scheduler at {self._address} is lost. Start it, then run again to go on.")
        with suppress(OSError, RuntimeError):  # the scheduler is away for a moment: as before
            threads = self._client.nthreads()
            self._room = max(1, sum(threads.values()) + IN_QUEUE * len(threads))
        return self._room

    def send(self, source: Source) -> None:
        known = replace(source, path=source.path.absolute())  # the worker was started in a folder of its own
        future = self._client.submit(_convert, self._task, known, pure=False)
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
            died = Crashed("Every Dask worker that worked on this document was lost.")
            return source, refuse(source, died, self._task.options)
        if isinstance(answer, CancelledError):  # the scheduler was away
            return source, None
        if isinstance(answer, Exception):
            raise SetupError(
                f"A worker cannot work: {answer} ({type(answer).__name__}). "
                "Install sohoa[cluster] there, of the same version as here."
            ) from answer
        result, worker, self._read[worker] = answer
        return source, replace(result, source=source)

    def abandon(self) -> None:
        """Stop at once what is still in work."""
        if self.documents:
            futures = [future for future, _ in self.documents.values()]
            with suppress(Exception):  # the scheduler may be gone; nothing is left to be done then
                self._client.cancel(futures, force=True)
                self._client.run(_stop, self._task.run, on_error="ignore")


def _anywhere(options: Options) -> Options:
    """The same options in another working folder."""
    schema = Path(options.schema)
    return replace(options, schema=str(schema.absolute())) if schema.is_file() else options


# On a worker.


def _asked(client: Client, paths: list[Path]) -> dict[str, str]:
    """What each worker says about itself: "" when it can work."""
    answers: dict[str, Any] = client.run(_problem, VERSION, paths, on_error="return")
    return {
        worker: f"{answer} ({type(answer).__name__})" if isinstance(answer, Exception) else answer
        for worker, answer in answers.items()
    }


def _problem(version: str, paths: list[Path]) -> str:
    """Why this worker cannot work for a batch of this version over these paths; "" when it can."""
    if version != VERSION:
        return f"it has sohoa {VERSION}, this is {version}."
    unseen = [path for path in paths if not path.exists()]
    return f"it does not see {unseen[0]}. All machines must see the same paths." if unseen else ""


def _convert(task: _Task, source: Source) -> tuple[Result, str, int]:
    """The result, the worker's address, and how many pages the worker has read by OCR."""
    if problem := _problem(task.version, []):
        raise RuntimeError(problem)
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
    return work(convert, source, options)


_opening = threading.Lock()
_at_work: defaultdict[str, set[ProcessFuture[Result]]] = defaultdict(set)  # by run


@cache
def _pool(workers: int, memory: int | None, temporary: str) -> tuple[ProcessPool, Any]:
    """The processes of this Dask worker; they end with it."""
    # Dask marks its worker processes as daemons, and daemons may not start processes.
    multiprocessing.current_process().daemon = False
    return open_pool(workers, memory, temporary)


def _stop(run: str) -> None:
    """End the documents of a run that was abandoned."""
    for future in list(_at_work.pop(run, ())):
        future.cancel()  # type: ignore[no-untyped-call]
