"""Many documents at once, each in a process that can be stopped.

    sources ─▶ bounded queue ─▶ worker process: convert ─▶ Result (the record as bytes, and its figures)
                                        └─ pages read so far ─▶ a counter in shared memory

A worker that dies, hangs or runs out of memory costs its own document only: the result is then a
record with the error, made here. Only a few documents wait in the queue, so that the share of
processors each may use for its pages can follow the number of documents left.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from pebble import ProcessExpired, ProcessPool

from extract.batch.lost_tasks import LostTasks
from extract.batch.memory import memory_limit
from extract.batch.processes import PRELOAD, context
from extract.batch.waiting import Sources, Waiting
from extract.batch.worker_setup import begin, count_page
from extract.core.errors import Crashed, DocumentError, Internal, OutOfMemory, Timeout
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.intake.identity import content, of_several
from extract.serialise.failure import failed
from extract.serialise.model import Beside, Outputs
from schemas.catalogue import speaking
from schemas.record import Error, Record

Convert = Callable[[Source, Options, PageDone], Sequence[Outputs]]

TASKS_A_WORKER = 100  # then it is replaced: native libraries leak a little
IN_QUEUE = 1  # documents waiting beside those in work
LOOK_EVERY = 0.5  # seconds between two looks at the counter of pages


class Runner(Protocol):
    """Who converts: the processors of this machine (`convert_all`) or a cluster (cluster.py)."""

    def __call__(
        self,
        sources: Sources,
        options: Options,
        convert: Convert,
        *,
        jobs: int,
        timeout: float,
        workdir: Path,
        memory: int | None = None,
        on_start: Callable[[Source], None] = lambda _: None,
        on_pages: Callable[[int], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Generator[Result]:
        """The results as they are finished; see `convert_all`."""


@dataclass(frozen=True, slots=True)
class Written:
    """One document of a file, as it is to be written."""

    name: str  # path of the record below the output folder
    record: bytes  # JSON in UTF-8
    beside: Beside  # what stands beside the record


@dataclass(frozen=True, slots=True)
class Result:
    """A finished file: what is to be written, and what the ledger and the progress bar need."""

    source: Source
    documents: tuple[Written, ...]  # at least one
    sha256: str | None
    bytes: int | None
    pages: int
    seconds: float
    error: Error | None  # None when converted
    worker: int | None = None  # the process that converted it; None where none lived to tell

    @property
    def code(self) -> str | None:
        """Of the error; None when converted."""
        return self.error.code if self.error else None

    @property
    def names(self) -> tuple[str, ...]:
        """Of the records, in the order of the documents."""
        return tuple(document.name for document in self.documents)

    def discard(self) -> None:
        """Take away the files that a worker made for it."""
        for document in self.documents:
            for made in document.beside.values():
                if isinstance(made, Path):
                    made.unlink(missing_ok=True)

    def carried(self) -> Result:
        """The same with the content of those files, for a machine that does not see them."""
        held = [
            replace(
                one,
                beside={
                    also: made.read_bytes() if isinstance(made, Path) else made
                    for also, made in one.beside.items()
                },
            )
            for one in self.documents
        ]
        return replace(self, documents=tuple(held))

    def of_twin(self, source: Source) -> Result:
        """The result of a document with the same content."""
        return copied(self.documents, source)

    @staticmethod
    def of(source: Source, outputs: Sequence[Outputs]) -> Result:
        """Half surrogates in a record, which no UTF-8 can hold, become question marks."""
        records = [one.record for one in outputs]
        return Result(
            source,
            tuple(_written(one) for one in outputs),
            _content(source, records) if source.pictures else records[0].source.sha256,
            source.size if source.pictures else records[0].source.bytes,
            sum(record.source.pages or 0 for record in records),
            max(record.processing.seconds for record in records),
            next((record.processing.error for record in records if record.processing.error), None),
        )


def copied(documents: Sequence[Written], source: Source) -> Result:
    """The documents of a file, as those of another one with the same content."""
    outputs, at = [], 0
    for document in documents:
        found = Record.model_validate_json(document.record).source
        again = found.part is not None and found.part.index > 1  # of the same file as the one before
        count = len(found.files) or 1
        at -= again
        outputs.append(_renamed(document, source.some(at, count) if source.pictures else source))
        at += count
    return Result.of(source, outputs)


def _renamed(document: Written, source: Source) -> Outputs:
    found = Record.model_validate_json(document.record)
    told = found.source
    told.path, told.record, told.files = source.original, source.record(told.part), source.files
    return Outputs(found, document.beside)


def _written(one: Outputs) -> Written:
    record = (one.record.to_json() + "\n").encode(errors="replace")
    return Written(one.record.source.record, record, one.beside)


def _content(source: Source, records: Sequence[Record]) -> str:
    """Of pictures; where they are not here, of what their records say, so that it is no other file's."""
    try:
        return content(source)
    except OSError:
        return of_several(record.source.sha256 or "" for record in records)


def convert_document(source: Source, options: Options, on_page: PageDone) -> Sequence[Outputs]:
    """`to_outputs`, loaded in the worker: the process that directs them needs none of it."""
    from extract.serialise.outputs import to_outputs  # noqa: PLC0415

    if source.url is None:
        return to_outputs(source, options, on_page)
    from extract.intake import urls  # noqa: PLC0415 - an extra

    try:
        with urls.fetched(source, source.url, options.limits) as here:
            if here.error:
                return (Outputs(failed(here, here.error, options)),)
            return to_outputs(here, options, on_page)
    except DocumentError as error:
        return (Outputs(failed(source, error, options)),)


def refuse(source: Source, error: DocumentError, options: Options, seconds: float = 0.0) -> Result:
    """The result of a document that no worker could finish, or that intake refused."""
    return Result.of(source, (Outputs(failed(source, error, options, seconds)),))


def convert_all(
    sources: Sources,
    options: Options,
    convert: Convert,
    *,
    jobs: int,
    timeout: float,
    workdir: Path,
    memory: int | None = None,
    on_start: Callable[[Source], None] = lambda _: None,
    on_pages: Callable[[int], None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
) -> Generator[Result]:
    """The results as they are finished. Closing the iterator stops the workers.

    `jobs`: documents (or pages of the last few documents) worked on at once; `timeout`: seconds a document;
    `workdir`: a folder for what workers leave behind when they are stopped; `memory`: bytes that a worker may
    hold, from the machine's when None; `on_start` is told of each document that a worker is given, `on_pages`
    now and then how many pages OCR has read. When `stopping` says so, no further document is begun.
    """
    workers = max(1, min(jobs, len(sources)))
    temporary = tempfile.TemporaryDirectory(dir=workdir, ignore_cleanup_errors=True)
    pool, read = open_pool(workers, memory or memory_limit(workers, jobs), temporary.name)
    running: dict[Future[Result], Source] = {}
    waiting, lost = Waiting(sources), LostTasks(pool)
    try:
        while running or (waiting and not stopping()):
            while waiting and len(running) < workers + IN_QUEUE and not stopping():
                share = _share(options, jobs, len(waiting) + len(running))
                source = waiting.pop()
                on_start(source)
                running[pool.schedule(work, (convert, source, share), timeout=timeout)] = source
            ended = _ended(running, lost)
            on_pages(read.value)
            for future in ended:
                yield outcome(future, running.pop(future), options, timeout)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
        temporary.cleanup()


def _ended(running: Iterable[Future[Result]], lost: LostTasks) -> list[Future[Result]]:
    """The documents that came to an end, in their order; waits for one, but not for long."""
    done, _ = wait(running, LOOK_EVERY, FIRST_COMPLETED)
    lost.look()
    return [future for future in running if future in done]


def _share(options: Options, jobs: int, left: int) -> Options:
    """The options for one of the documents left: it may use its share of the processors for its pages."""
    return replace(options, page_jobs=max(1, jobs // min(jobs, left)))


def open_pool(
    workers: int, memory: int | None, temporary: str, preload: Sequence[str] = (PRELOAD,)
) -> tuple[ProcessPool, Any]:
    """Processes that `work`, and their counter of pages read (its `value`). They begin with the first task.

    `memory`: bytes of data for each; `temporary`: the folder for their temporary files; `preload`: what is
    loaded once for all of them (`processes.context`).
    """
    started = context(preload)
    read = started.RawValue("Q", 0)
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=TASKS_A_WORKER,
        initializer=begin,
        initargs=(memory, read, temporary),
        context=started,
    )
    return pool, read


def outcome(future: Future[Result], source: Source, options: Options, timeout: float) -> Result:
    """What came of a document: its result, or a record that says how its process ended."""
    try:
        return future.result()
    except TimeoutError:
        error = Timeout("timeout-after", seconds=timeout)
        return refuse(source, error, options, timeout)
    except ProcessExpired as died:
        # SIGKILL comes from the system when memory runs out; nobody else sends it to a worker.
        killed = sys.platform != "win32" and died.exitcode in (-signal.SIGKILL, 128 + signal.SIGKILL)
        return refuse(source, OutOfMemory() if killed else Crashed(), options)


def work(convert: Convert, source: Source, options: Options) -> Result:
    """In the worker: convert, in the language of the run, and guard what `convert` itself does not."""
    try:
        with speaking(options.language):
            result = Result.of(source, convert(source, options, count_page))
    except MemoryError:
        result = refuse(source, OutOfMemory(), options)
    except Exception as error:
        result = refuse(source, Internal.of(error), options)
    return replace(result, worker=os.getpid())


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
