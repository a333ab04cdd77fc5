"""records.jsonl: all records, one a line, appended while the batch runs.

    finished documents ─▶ in the order of the documents ─▶ appended ─▶ the ledger knows how far

The order does not depend on which worker was faster, and a line that was written stays as it is, so that
another program can follow the file. What a killed run left behind the last length that the ledger knows
is cut off. A run that makes a listed record anew begins the file anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType

from extract.batch.ledger import Ledger
from extract.batch.worklist import Worklist
from extract.batch.writer import RECORDS, not_written
from extract.core.source import records

AT_ONCE = 1000  # lines, at most, between two flushes


class Lines:
    """The open file of one run. Every method may raise OutputError."""

    def __init__(self, folder: Path, ledger: Ledger, work: Worklist, *, again: bool) -> None:
        """`again`: a record that has its line is made anew, so that the file is begun anew."""
        self._folder, self._ledger, self._work = folder, ledger, work
        self._next = 1
        path = folder / RECORDS
        try:
            there = path.stat().st_size if path.is_file() else -1
            if again or there < int(ledger.noted("bytes") or 0):
                ledger.unlist()
            self._size, self._listed = int(ledger.noted("bytes") or 0), int(ledger.noted("lines") or 0)
            self._file = path.open("ab")
            self._file.truncate(self._size)
        except OSError as error:
            raise not_written(path, error) from error
        work.order_lines()

    def __enter__(self) -> Lines:
        self.append()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self) -> None:
        """All that is finished by its row, without a gap before it."""
        fresh: list[str] = []
        while found := self._work.finished(self._next):
            self._next += 1
            if self._write(*found):
                fresh.append(found[0])
            if len(fresh) == AT_ONCE:
                self._list(fresh)
                fresh = []
        if fresh:
            self._list(fresh)

    def _list(self, fresh: list[str]) -> None:
        self._flush()
        self._ledger.list_all(fresh, self._listed + 1, self._size)
        self._listed += len(fresh)

    def _write(self, output: str, named: str) -> bool:
        """The lines of a file's documents, or none."""
        try:
            held = [json.loads((self._folder / name).read_bytes()) for name in records(output, named)]
        except (FileNotFoundError, ValueError):  # deleted or changed by hand; the next run makes it again
            self._ledger.forget([output])
            return False
        lines = b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in held)
        try:
            self._size += self._file.write(lines)
        except OSError as error:
            raise not_written(self._folder / RECORDS, error) from error
        return True

    def _flush(self) -> None:
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise not_written(self._folder / RECORDS, error) from error
