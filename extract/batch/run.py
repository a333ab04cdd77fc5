"""A batch: paths in, a folder of records out; run again to go on where it ended.

    paths ─▶ intake ─▶ plan (what the ledger does not have) ─▶ workers ─▶ record, ledger row
                                                                   └─▶ records.jsonl, summary.json

A document is converted again when its content, the program's version, the contract or the schema
changed, when its record is gone, or, with `retry_failed`, when it failed.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from extract.batch import writer
from extract.batch.ledger import DONE, FAILED, Entry, Ledger
from extract.batch.workers import Convert, Result, convert_all, convert_document, refuse
from extract.batch.writer import OutputError
from extract.errors import ExitCode, TooLarge, Unreadable
from extract.intake import Source, find, fingerprint
from extract.options import Options
from extract.version import VERSION
from schemas.record import SCHEMA_VERSION


class Watcher(Protocol):
    """Who is told how the batch goes: a progress bar, or nobody."""

    def begin(self, documents: int) -> None:
        """So many documents are to be converted now."""

    def pages(self, read: int) -> None:
        """So many pages were read by OCR until now; told now and then."""

    def done(self, result: Result) -> None:
        """One of them is finished, its record written."""

    def end(self) -> None:
        """The last one is finished, or the batch was interrupted."""


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

    paths: Sequence[Path]
    out: Path
    options: Options
    jobs: int = 1
    timeout: float = 1800.0  # seconds for one document
    retry_failed: bool = False
    convert: Convert = convert_document

    def run(self, watcher: Watcher) -> Summary:
        """Convert what is not done yet.

        Raises OutputError when the output folder cannot be written (finished records are kept).
        An interruption (KeyboardInterrupt) is no error: the summary then says so.
        """
        started, summary = time.monotonic(), Summary()
        self._keep_apart()
        with tempfile.TemporaryDirectory(prefix="sohoa-") as workdir:
            sources = list(
                find(
                    self.paths,
                    self.options.limits,
                    Path(workdir),
                    exclude=self.out,
                    note=summary.left_out.append,
                )
            )
            summary.found = len(sources)
            if sources:
                writer.prepare(self.out)
                with Ledger(self.out) as ledger:
                    self._convert(sources, ledger, summary, watcher)
                    summary.seconds = time.monotonic() - started
                    self._finish(ledger, summary)
        return summary

    def _keep_apart(self) -> None:
        """Records must not land among the documents: the next run would take them for documents."""
        out = self.out.resolve()
        for path in self.paths:
            if path.is_dir() and path.resolve().is_relative_to(out):
                raise OutputError(f"{path} lies in the output folder {self.out}. Choose another --out.")

    def _convert(self, sources: list[Source], ledger: Ledger, summary: Summary, watcher: Watcher) -> None:
        stamp = self._stamp()
        try:
            todo = [source for source in sources if not self._is_done(source, ledger, stamp, summary)]
            watcher.begin(len(todo))
            for source in todo:
                if source.error:
                    self._keep(refuse(source, source.error, self.options), ledger, stamp, summary, watcher)
            readable = [source for source in todo if not source.error]
            if readable:
                results = convert_all(
                    readable,
                    self.options,
                    self.convert,
                    jobs=self.jobs,
                    timeout=self.timeout,
                    on_pages=watcher.pages,
                )
                with closing(results):  # stops the workers at once, also when a record cannot be written
                    for result in results:
                        self._keep(result, ledger, stamp, summary, watcher)
        except KeyboardInterrupt:
            summary.interrupted = True
        finally:
            watcher.end()

    def _is_done(self, source: Source, ledger: Ledger, stamp: str, summary: Summary) -> bool:
        entry = ledger.get(source.output)
        if entry is None or entry.stamp != stamp or (self.retry_failed and entry.state == FAILED):
            return False
        if source.error and source.error.code != entry.code:
            return False
        if _content(source) != entry.sha256 or not (self.out / source.output).is_file():
            return False
        summary.kept += 1
        if entry.code:
            summary.errors[entry.code] += 1
        return True

    def _keep(self, result: Result, ledger: Ledger, stamp: str, summary: Summary, watcher: Watcher) -> None:
        output = result.source.output
        writer.write(self.out / output, [result.record])
        state = FAILED if result.code else DONE
        ledger.put(
            Entry(
                output, result.sha256, result.bytes, state, result.code, result.pages, result.seconds, stamp
            )
        )
        summary.pages += result.pages
        if result.code:
            summary.failed += 1
            summary.errors[result.code] += 1
        else:
            summary.converted += 1
        watcher.done(result)

    def _finish(self, ledger: Ledger, summary: Summary) -> None:
        changed = summary.converted or summary.failed
        if changed or not (self.out / writer.RECORDS).is_file():
            writer.write_lines(self.out, (entry.output for entry in ledger.entries()))
        writer.write_summary(self.out, self._report(ledger, summary))

    def _report(self, ledger: Ledger, summary: Summary) -> dict[str, Any]:
        """summary.json: what the folder holds, and how this run went."""
        entries = list(ledger.entries())
        return {
            "tool": "sohoa",
            "version": VERSION,
            "schema_version": SCHEMA_VERSION,
            "schema": self.options.schema,
            "documents": len(entries),
            "done": sum(entry.state == DONE for entry in entries),
            "failed": sum(entry.state == FAILED for entry in entries),
            "pages": sum(entry.pages for entry in entries),
            "errors": dict(Counter(entry.code for entry in entries if entry.code).most_common()),
            "run": {
                "found": summary.found,
                "converted": summary.converted,
                "failed": summary.failed,
                "kept": summary.kept,
                "pages": summary.pages,
                "seconds": round(summary.seconds, 1),
                "interrupted": summary.interrupted,
                "left_out": summary.left_out,
            },
        }

    def _stamp(self) -> str:
        """What makes a record beside the document: limits and time allowed do not, they only refuse."""
        schema = Path(self.options.schema)
        own = (
            hashlib.sha256(schema.read_bytes()).hexdigest()[:12] if schema.is_file() else self.options.schema
        )
        return f"sohoa {VERSION}, record {SCHEMA_VERSION}, schema {own}"


def _content(source: Source) -> str | None:
    """The SHA-256 that the ledger has for such a document; null where it was too large or unreadable."""
    if isinstance(source.error, TooLarge | Unreadable):
        return None
    try:
        return fingerprint(source.path)[0]
    except OSError:
        return None
