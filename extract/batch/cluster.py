"""Many machines: the documents of a batch handed to a Dask cluster, the ledger staying here.

    sources ─▶ a few in flight (cluster_flight) ─▶ scheduler ─▶ Dask worker (cluster_worker) ─▶ Result ─▶ back

A Dask worker cannot end a task that hangs. So its threads only wait: each document is worked on in a
process of the same kind as on one machine (workers.py), with its timeout, its limit on memory and its
replacement after a hundred documents.

Documents of a worker that is lost are given to another one by the scheduler; a document whose workers
were lost four times (`distributed.scheduler.allowed-failures`) is recorded as crashed. Workers may come
and go while a batch runs. The extra `sohoa[cluster]` is needed here and there.
"""

from __future__ import annotations

import logging
import socket
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extract.core.errors import SetupError

try:
    from distributed import Client
except ModuleNotFoundError as error:
    raise SetupError("cluster-not-installed") from error

# Both need the extra: whoever lacks it is told so by now.
from extract.batch.cluster_flight import Flight
from extract.batch.cluster_worker import Task, problem_here
from extract.batch.waiting import Sources, Waiting
from extract.batch.workers import Convert, Result
from extract.batch.writer import prepare
from extract.core.options import Options
from extract.core.quiet import DEBUG
from extract.core.source import Source
from extract.version import VERSION
from schemas.catalogue import Message

CONNECT = 10.0  # seconds for the scheduler's machine to answer
RECONNECT = 60.0  # seconds after which a scheduler that was lost is lost for good
FIRST_WORKER = 60.0  # seconds for the first worker to come
ALL = 1 << 30  # `jobs`: as many documents at once as the cluster has threads


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running Dask cluster, by the address of its scheduler."""

    address: str

    def check(self, paths: Iterable[Path | str], out: Path, options: Options) -> None:
        """Raise SetupError unless a worker is there, all have this version and see what the batch needs.

        Raises OutputError when the output folder, where archives are unpacked to, cannot be made.
        """
        schema = Path(options.schema)
        local = [path for path in paths if isinstance(path, Path)]
        wanted = [path.absolute() for path in (*local, out, *([schema] if schema.is_file() else []))]
        with self._client() as client:
            try:
                client.wait_for_workers(1, timeout=FIRST_WORKER)
            except TimeoutError as error:
                raise SetupError("no-workers", address=self.address) from error
            prepare(out)
            for worker, problem in _asked(client, wanted).items():
                if problem:
                    told = dict(problem.params)
                    raise SetupError("worker-unusable", worker=worker, problem=problem.code, **told)

    def convert_all(
        self,
        sources: Sources,
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
            task = Task(uuid.uuid4().hex, VERSION, convert, _anywhere(options), timeout, jobs == 1)
            flight = Flight(client, task, self.address)
            waiting = Waiting(sources)
            try:
                while flight.documents or (waiting and not stopping()):
                    room = min(jobs, flight.room()) - len(flight.documents)
                    while waiting and room > 0 and not stopping():
                        source = waiting.pop()
                        on_start(source)
                        flight.send(source)
                        room -= 1
                    on_pages(flight.pages)
                    for source, result in flight.arrived():
                        if result:
                            yield result
                        else:
                            waiting.put_back(source)
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
            raise SetupError("no-scheduler", address=self.address) from error
        with client:
            yield client


def _anywhere(options: Options) -> Options:
    """The same options in another working folder."""
    schema = Path(options.schema)
    return replace(options, schema=str(schema.absolute())) if schema.is_file() else options


def _asked(client: Client, paths: list[Path]) -> dict[str, Message | None]:
    """What each worker says about itself: None when it can work."""
    answers: dict[str, Any] = client.run(problem_here, VERSION, paths, on_error="return")
    return {
        worker: _failed(answer) if isinstance(answer, Exception) else answer
        for worker, answer in answers.items()
    }


def _failed(error: Exception) -> Message:
    """A worker that cannot even say what it lacks."""
    return Message.of("worker-cannot-say", error=error, type=type(error).__name__)
