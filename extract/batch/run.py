"""A batch: paths in, a folder of records out; run again to go on where it ended.

    paths ─▶ intake ─▶ plan (what the ledger does not have) ─▶ workers ─▶ record, ledger row, line of
                                                                          records.jsonl ─▶ summary.json

A document is converted again when its content, the program's version, the contract or the schema
changed, when its record is gone, or, with `retry_failed`, when it failed.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.batch import writer
from extract.batch.entries import ended, stamp_of, waiting
from extract.batch.events import Watcher
from extract.batch.ledger import DONE, ENDED, Entry, Ledger
from extract.batch.plan import Plan, plan
from extract.batch.records_file import Lines
from extract.batch.report import report
from extract.batch.workers import Convert, Result, Runner, convert_all, convert_document, copied, refuse
from extract.core.errors import ExitCode, OutOfMemory, OutputError
from extract.core.options import Also, Options
from extract.core.source import Source
from extract.intake.find import find
from extract.intake.output_names import shown

if TYPE_CHECKING:  # an extra
    from extract.batch.mirror import Mirror


@dataclass(slots=True)
class Summary:
    """How a batch went. `errors` counts the failed documents found, of this and of earlier runs."""

    found: int = 0
    converted: int = 0
    failed: int = 0  # in this run
    kept: int = 0  # done by an earlier run
    pages: int = 0  # converted in this run
    seconds: float = 0.0
    errors: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)  # what intake passed over, in plain words
    interrupted: bool = False

    def pass_over(self, what: str) -> None:
        """Intake left something out."""
        self.left_out.append(shown(what))

    def figures(self) -> dict[str, Any]:
        """What summary.json says of this run."""
        return {
            "found": self.found,
            "converted": self.converted,
            "failed": self.failed,
            "kept": self.kept,
            "pages": self.pages,
            "seconds": round(self.seconds, 1),
            "interrupted": self.interrupted,
            "left_out": self.left_out,
        }

    @property
    def exit_code(self) -> ExitCode:
        """A document that failed before counts as long as it is not converted."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if not self.found:
            return ExitCode.NOTHING
        return ExitCode.SOME_FAILED if self.errors else ExitCode.OK


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
    ready: Callable[[Path], bool] = lambda _: True  # which files of the folders are taken

    def run(self, watcher: Watcher) -> Summary:
        """Convert what is not done yet.

        Raises OutputError when the output folder cannot be written (finished records are kept).
        An interruption (`stopping`, KeyboardInterrupt) is no error: the summary then says so.
        """
        started, summary = time.monotonic(), Summary()
        self.keep_apart()
        with tempfile.TemporaryDirectory(
            prefix=".sohoa-", dir=self.workdir, ignore_cleanup_errors=True
        ) as folder:
            workdir = Path(folder)
            try:
                sources = list(self._find(workdir, summary.pass_over))
            except KeyboardInterrupt:
                summary.interrupted, sources = True, []
            summary.found = len(sources)
            if sources:
                writer.prepare(self.out)
                with Ledger(self.out) as ledger:
                    _clear_after_a_kill(ledger, workdir)
                    ledger.note("begun", 0)  # as long as it looks what there is to do
                    _Run(self, ledger, summary, watcher, workdir).through(sources)
                    summary.seconds = time.monotonic() - started
                    writer.write_summary(self.out, report(self.options, ledger, summary.figures()))
                    if self.mirror:
                        for name in (writer.RECORDS, writer.SUMMARY):
                            self.mirror.put(self.out / name, name)
        return summary

    def _find(self, workdir: Path, note: Callable[[str], None]) -> Iterator[Source]:
        limits = self.options.limits
        return find(self.paths, limits, workdir, exclude=self.out, ready=self.ready, note=note)

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


def _written(kept: Iterable[Entry], also: Sequence[Also]) -> Iterator[str]:
    """The names of the files that earlier runs wrote for these documents."""
    for entry in kept:
        yield entry.output
        if entry.state == DONE:
            yield from (f"{entry.output.removesuffix('json')}{suffix}" for suffix in also)


def _clear_after_a_kill(ledger: Ledger, workdir: Path) -> None:
    """Remove the temporary folder of a run that could not do it itself; note our own."""
    if left := ledger.noted("workdir"):
        shutil.rmtree(left, ignore_errors=True)
    ledger.note("workdir", str(workdir))
    ledger.leave()


class _Run:
    """One run over an open ledger."""

    def __init__(
        self, batch: Batch, ledger: Ledger, summary: Summary, watcher: Watcher, workdir: Path
    ) -> None:
        self._batch, self._ledger, self._summary = batch, ledger, summary
        self._watcher, self._workdir = watcher, workdir
        self._stamp = stamp_of(batch.options)

    def through(self, sources: Sequence[Source]) -> None:
        """Every document that is not done yet."""
        try:
            self._through(sources)
        except KeyboardInterrupt:
            self._summary.interrupted = True
        finally:
            self._ledger.leave()
            self._watcher.end()

    def _through(self, sources: Sequence[Source]) -> None:
        batch, summary = self._batch, self._summary
        also, retry = batch.options.also, batch.retry_failed
        made = plan(sources, batch.out, self._ledger, self._stamp, also=also, retry_failed=retry)
        self._ledger.settle(made.settled)
        summary.kept = len(made.kept)
        summary.errors.update(entry.code for entry in made.kept if entry.code)
        unfinished = [*made.todo, *(twin for twins in made.twins.values() for twin in twins)]
        self._ledger.expect(waiting(source, self._stamp) for source in unfinished)
        order, finished = self._order(sources, made)
        self._ledger.note("begun", int(time.time()))
        self._ledger.note("expected", made.expected)
        self._watcher.begin(made.expected)
        if batch.mirror:
            batch.mirror.complete(batch.out, _written(made.kept, also))
        with Lines(batch.out, self._ledger, order, finished) as lines:
            for result in self._results(made):
                self._keep(result, lines)
                for twin in made.twins.pop(result.source.output, []):
                    self._keep(result.of_twin(twin), lines)
        summary.interrupted = batch.stopping() and summary.converted + summary.failed < made.expected

    def _order(self, sources: Sequence[Source], made: Plan) -> tuple[list[str], set[str]]:
        """The records in the order of records.jsonl, those of other runs first, and those that are there."""
        own = [source.output for source in sources]
        known = set(own)
        others = [e.output for e in self._ledger.entries() if e.output not in known and e.state in ENDED]
        return [*others, *own], {*others, *(entry.output for entry in made.kept)}

    def _results(self, made: Plan) -> Iterator[Result]:
        """The results as they come; a document that took too much memory is tried again, alone."""
        for leader in [entry.output for entry in made.kept if entry.output in made.twins]:
            yield from self._of_kept(leader, made.twins.pop(leader))
        for source in made.todo:
            if source.error:
                yield refuse(source, source.error, self._batch.options)
        greedy = []
        for result in self._converted([s for s in made.todo if not s.error], self._batch.jobs):
            if result.code == OutOfMemory.code and self._batch.jobs > 1:
                greedy.append(result.source)
            else:
                yield result
        yield from self._converted(greedy, 1)

    def _of_kept(self, leader: str, twins: Sequence[Source]) -> Iterator[Result]:
        """Documents with the content of one that an earlier run converted."""
        stem, out = leader.removesuffix("json"), self._batch.out
        beside = {also: (out / f"{stem}{also}").read_bytes() for also in self._batch.options.also}
        record = (out / leader).read_bytes()
        yield from (copied(record, beside, twin) for twin in twins)

    def _converted(self, sources: Sequence[Source], jobs: int) -> Iterator[Result]:
        if not sources:
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
            yield from results

    def _start(self, source: Source) -> None:
        self._ledger.start(source.output)
        self._watcher.started(source)

    def _write(self, name: str, content: bytes) -> None:
        writer.write(self._batch.out / name, [content])
        if self._batch.mirror:
            self._batch.mirror.put(self._batch.out / name, name)

    def _keep(self, result: Result, lines: Lines) -> None:
        output, summary = result.source.output, self._summary
        for also, content in result.beside.items():
            self._write(result.source.beside(also), content)
        self._write(output, result.record)  # last: where it is, all is
        self._ledger.put(ended(result, self._stamp))
        lines.done(output)
        summary.pages += result.pages
        if result.code:
            summary.failed += 1
            summary.errors[result.code] += 1
        else:
            summary.converted += 1
        self._watcher.done(result)
