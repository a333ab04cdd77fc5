"""The log of a run: one event a line, as JSON, appended and flushed, so that it can be followed.

    Batch ─▶ Log ─▶ {"time": "2026-11-22T18:00:01.204Z", "event": "document-ended", "path": ..., ...}

Events: run-begun, document-begun, document-ended, run-ended. Times are UTC.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.batch.events import Silent
from extract.batch.ledger_tables import DONE, FAILED
from extract.batch.workers import Result
from extract.core.errors import OutputError
from extract.core.source import Source
from extract.intake.output_names import shown
from extract.version import VERSION
from schemas.catalogue.system import why


class Log(Silent):
    """A Watcher that writes. Every method may raise OutputError."""

    def __init__(self, path: Path, out: Path, documents: Iterable[Path] = ()) -> None:
        """`out`: the folder of the run, named in the log; `documents`: where the log must not lie."""
        self._path, self._out = path, out
        among = not _is_below(path, out) and any(_is_below(path, folder) for folder in documents)
        if among:  # the next run would take it for a document
            raise OutputError("log-among-documents", path=path, out=out)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8", errors="replace")
        except OSError as error:
            raise self._reason(error) from error

    def begin(self, documents: int) -> None:
        """The run begins."""
        self._began, self._expected = time.monotonic(), documents
        self._attempts, self._states, self._pages = Counter[str](), Counter[str](), 0
        self._write("run-begun", version=VERSION, out=str(self._out), documents=documents)

    def started(self, source: Source) -> None:
        """A document begins, or begins again."""
        self._attempts[source.output] += 1
        self._write(
            "document-begun",
            path=shown(source.place),
            output=source.output,
            media_type=source.media_type,
            attempt=self._attempts[source.output],
        )

    def done(self, result: Result) -> None:
        """A document ends."""
        state, error = FAILED if result.error else DONE, result.error
        self._states[state] += 1
        self._pages += result.pages
        self._write(
            "document-ended",
            path=shown(result.source.place),
            output=result.source.output,
            state=state,
            code=error.code if error else None,
            stage=error.stage if error else None,
            message=error.message if error else None,
            seconds=round(result.seconds, 3),
            pages=result.pages,
            # 0: no worker had it, since its content was converted already or intake refused it
            attempts=self._attempts.pop(result.source.output, 0),
            worker=result.worker,
        )

    def end(self) -> None:
        """The run ends; `left` documents were not reached."""
        if not hasattr(self, "_began"):
            return
        self._write(
            "run-ended",
            out=str(self._out),
            done=self._states[DONE],
            failed=self._states[FAILED],
            left=self._expected - self._states.total(),
            pages=self._pages,
            seconds=round(time.monotonic() - self._began, 3),
        )

    def _write(self, event: str, **told: Any) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        try:
            self._file.write(json.dumps({"time": now, "event": event, **told}, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            raise self._reason(error) from error

    def _reason(self, error: OSError) -> OutputError:
        return OutputError("log-not-written", path=self._path, error=why(error))


def _is_below(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
