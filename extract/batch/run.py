"""A batch: paths in, a folder of records out; run again to go on where it ended.

    paths ─▶ intake ─▶ plan (what the ledger does not have) ─▶ workers ─▶ record, ledger row, line of
                                                                          records.jsonl ─▶ summary.json

A document is converted again when its content, the program's version, the contract or the schema
changed, when its record is gone, or, with `retry_failed`, when it failed.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from extract.batch import leftovers, writer
from extract.batch.entries import ended, stamp_of, waiting, written
from extract.batch.events import Watcher
from extract.batch.indexing import Indexing
from extract.batch.ledger import Ledger
from extract.batch.output_folder import OutputFolder
from extract.batch.past import Past
from extract.batch.pdf_files import PdfFiles
from extract.batch.plan import plan
from extract.batch.records_file import Lines
from extract.batch.report import report
from extract.batch.summary import Summary
from extract.batch.waiting import Sources
from extract.batch.workers import (
    Convert,
    Result,
    Runner,
    convert_all,
    convert_document,
    copied,
    refuse,
)
from extract.batch.worklist import Worklist
from extract.core.errors import OutOfMemory, OutputError
from extract.core.options import Options, Pictures
from extract.core.source import Source, possible_records, records
from extract.intake.find import find
from extract.intake.running_names import MOST
from extract.intake.walk import Entries

if TYPE_CHECKING:  # an extra
    from extract.batch.mirror import Mirror


@dataclass(frozen=True, slots=True)
class Batch:
    """What to convert, whereto, and how."""

    paths: Sequence[Path | str]  # a string is a URL
    out: Path
    options: Options
    jobs: int = 1
    timeout: float = 1800.0  # seconds for one document
    memory: int | None = None  # bytes for one worker; a share of the machine's when None
    retry_failed: bool = False
    convert: Convert = convert_document
    runner: Runner = convert_all  # on this machine, or on a cluster
    mirror: Mirror | None = None  # where the records go besides
    workdir: Path | None = None  # where archives are unpacked; the system's place for them when not given
    stopping: Callable[[], bool] = lambda: False  # asked before a document is begun
    entries: Entries = os.scandir  # what is looked at of each folder

    def run(self, watcher: Watcher) -> Summary:
        """Convert what is not done yet.

        Raises OutputError when the output folder cannot be written (finished records are kept).
        An interruption (`stopping`, KeyboardInterrupt) is no error: the summary then says so.
        """
        started, summary, past = time.monotonic(), Summary(), Past(stamp_of(self.options))
        self.keep_apart()
        with tempfile.TemporaryDirectory(
            prefix=".sohoa-", dir=self.workdir, ignore_cleanup_errors=True
        ) as folder:
            workdir = Path(folder)
            sources = self.find(workdir, summary, past)
            try:
                first = next(sources, None)
            except KeyboardInterrupt:
                summary.interrupted, first = True, None
            if first:
                writer.prepare(self.out)
                with Ledger(self.out) as ledger:
                    past.ledger = ledger
                    leftovers.clear(ledger, workdir)
                    ledger.note("begun", 0)  # as long as it looks what there is to do
                    _Run(self, ledger, past, summary, watcher, workdir=workdir).through(
                        chain([first], sources)
                    )
                    summary.seconds = time.monotonic() - started
                    writer.write_summary(self.out, report(self.options, ledger, summary.figures()))
                    if self.mirror:
                        for name in (writer.RECORDS, writer.SUMMARY):
                            self.mirror.put(self.out / name, name)
        return summary

    def find(self, workdir: Path, summary: Summary, past: Past) -> Iterator[Source]:
        """The documents, counted as they are found."""
        with PdfFiles(workdir, self.memory) as open_pdf:
            for source in find(
                self.paths,
                self.options.limits,
                workdir,
                exclude=self.out,
                entries=self.entries,
                known=past.known,
                note=summary.pass_over,
                together=together(self.options),
                open_pdf=open_pdf,
            ):
                summary.found += 1
                yield source

    def keep_apart(self) -> None:
        """Records must not land among the documents: the next run would take them for documents.

        Raises OutputError.
        """
        out = self.out.resolve()
        for path in self.paths:
            if isinstance(path, Path) and path.is_dir() and path.resolve().is_relative_to(out):
                raise OutputError("documents-in-out", path=path, out=self.out)
            if isinstance(path, str) and self.mirror and self.mirror.url.startswith(path):
                raise OutputError("mirror-among-documents", url=self.mirror.url)


def together(options: Options) -> int:
    """How many pictures may be one Source."""
    return 1 if options.pictures is Pictures.SINGLE else min(MOST, options.limits.max_pages)


class _Run:
    """One run over an open ledger."""

    def __init__(
        self, batch: Batch, ledger: Ledger, past: Past, summary: Summary, watcher: Watcher, *, workdir: Path
    ) -> None:
        self._batch, self._ledger, self._past, self._summary = batch, ledger, past, summary
        self._watcher, self._workdir = watcher, workdir
        self._index = Indexing(batch.out, fresh=not any(ledger.ended()), note=summary.notes.append)
        self._folder = OutputFolder(batch.out, batch.options.also, self._index, batch.mirror)

    def through(self, sources: Iterator[Source]) -> None:
        """Every document that is not done yet."""
        try:
            with self._index, suppress(KeyboardInterrupt):  # told by what is left
                self._through(sources)
        finally:
            self._ledger.leave()
            self._watcher.end()
        self._summary.interrupted = self._summary.left > 0

    def _through(self, sources: Iterator[Source]) -> None:
        batch, summary, ledger = self._batch, self._summary, self._ledger
        also, retry = batch.options.also, batch.retry_failed
        made = plan(sources, batch.out, self._past, ledger, also=also, retry_failed=retry)
        work, expected = made.work, made.expected
        ledger.settle(work.settled())
        self._absorb(work.absorbed())
        summary.kept = made.kept
        summary.errors.update(made.errors)
        ledger.expect(waiting(source, self._past.stamp) for source in work.all())
        ledger.begin(expected)
        self._watcher.begin(expected)
        if batch.mirror:
            names = (name for kept in work.kept() for name in written(*kept, also))
            batch.mirror.complete(batch.out, filter(self._folder.has, names))
        with Lines(batch.out, ledger, work, again=made.again) as lines:
            for result in self._results(work):
                self._keep(result, lines)
                for twin in work.twins(result.source.output):
                    self._keep(result.of_twin(twin), lines)

    def _results(self, work: Worklist) -> Iterator[Result]:
        """The results as they come; a document that took too much memory is tried again, alone."""
        for leader, twin in work.twins_of_kept():
            try:
                result = self._of_kept(leader, twin)
            except (OSError, ValueError):  # somebody changed that record or took it away
                work.by_itself(twin)
            else:
                yield result
        for source in work.refused():
            if source.error:
                yield refuse(source, source.error, self._batch.options)
        greedy = []
        for result in self._converted(work.to_convert(), self._batch.jobs):
            if result.code == OutOfMemory.code and self._batch.jobs > 1:
                greedy.append(result.source)
            else:
                yield result
        yield from self._converted(greedy, 1)

    def _of_kept(self, leader: str, twin: Source) -> Result:
        """A document with the content of one that an earlier run converted."""
        entry = self._past.entry(leader)
        folder, media_type = self._folder, entry.media_type if entry else twin.media_type
        names = records(leader, entry.records if entry else "")
        return copied([folder.held(name, media_type) for name in names], twin)

    def _converted(self, sources: Sources, jobs: int) -> Iterator[Result]:
        if not len(sources):
            return
        batch = self._batch
        results = batch.runner(
            sources,
            batch.options,
            batch.convert,
            jobs=jobs,
            timeout=batch.timeout,
            memory=batch.memory,
            workdir=self._workdir,
            on_start=self._start,
            on_pages=self._watcher.pages,
            stopping=batch.stopping,
        )
        with closing(results):  # stops the workers at once, also when a record cannot be written
            for result in results:
                yield result
                result.discard()  # it is written, and so are its twins

    def _start(self, source: Source) -> None:
        self._ledger.start(source.output)
        self._watcher.started(source)

    def _clear(self, source: Source, names: Sequence[str]) -> None:
        """Take away the records that the file, or one of its pictures, had when it held other documents."""
        for output in source.outputs:
            if output not in names:
                self._folder.remove(output)
            parts = islice(possible_records(output), 1, None)
            for record in takewhile(lambda name: name in names or self._folder.has(name), parts):
                if record not in names:
                    self._folder.remove(record)

    def _absorb(self, rows: Sequence[tuple[str, str]]) -> None:
        """Rows and records that pictures had by themselves, or in other company, go."""
        self._ledger.forget(output for output, _ in rows)
        for record in (record for row in rows for record in records(*row)):
            self._folder.remove(record)

    def _keep(self, result: Result, lines: Lines) -> None:
        summary = self._summary
        for document in result.documents:
            self._folder.put(document)
        self._clear(result.source, result.names)
        self._ledger.put(ended(result, self._past.stamp))
        lines.append()
        summary.pages += result.pages
        if result.code:
            summary.failed += 1
            summary.errors[result.code] += 1
        else:
            summary.converted += 1
        self._watcher.done(result)
