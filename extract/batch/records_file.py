"""records.jsonl: all records, one a line, appended while the batch runs.

    finished documents ─▶ in the order of the documents ─▶ appended ─▶ the ledger knows how far

The order does not depend on which worker was faster, and a line that was written stays as it is, so that
another program can follow the file. What a killed run left behind the last length that the ledger knows
is cut off. A run that makes a listed record anew begins the file anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from extract.batch.ledger import Ledger
from extract.batch.writer import RECORDS, not_written


class Lines:
    """The open file of one run. Every method may raise OutputError."""

    def __init__(self, folder: Path, ledger: Ledger, order: Sequence[str], finished: set[str]) -> None:
        """`order`: the records of the folder as they are to be listed; `finished`: those that are there."""
        self._folder, self._ledger, self._order, self._finished = folder, ledger, order, finished
        self._listed, self._next = set(ledger.listed()), 0
        self._size = int(ledger.noted("lines") or 0)
        path = folder / RECORDS
        try:
            there = path.stat().st_size if path.is_file() else -1
            if there < self._size or any(
                output not in finished for output in self._listed.intersection(order)
            ):
                ledger.unlist()
                self._listed, self._size = set(), 0
            self._file = path.open("ab")
            self._file.truncate(self._size)
        except OSError as error:
            raise not_written(path, error) from error

    def __enter__(self) -> Lines:
        self._append()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def done(self, output: str) -> None:
        """One more record is there."""
        self._finished.add(output)
        self._append()

    def _append(self) -> None:
        """All that is finished without a gap before it."""
        fresh = []
        while self._next < len(self._order) and self._order[self._next] in self._finished:
            output = self._order[self._next]
            if output not in self._listed and self._write(output):
                fresh.append(output)
            self._next += 1
        if fresh:
            self._flush()
            self._ledger.list_all(fresh, len(self._listed) + 1, self._size)
            self._listed.update(fresh)

    def _write(self, output: str) -> bool:
        try:
            record = json.loads((self._folder / output).read_bytes())
        except (FileNotFoundError, ValueError):
            return False  # deleted or changed by hand; the next run makes it again
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        try:
            self._size += self._file.write(line)
        except OSError as error:
            raise not_written(self._folder / RECORDS, error) from error
        return True

    def _flush(self) -> None:
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise not_written(self._folder / RECORDS, error) from error
