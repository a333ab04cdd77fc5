"""Files attached to PDFs, taken out in a process that can be stopped, since pdfium meets hostile files there.

    PDF, folder ─▶ worker process: attached_files ─▶ Members, or the error

There is no process before the first PDF that has something attached, and one for all of them.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from extract.batch.memory import memory_limit
from extract.batch.workers import open_pool
from extract.core.limits import Limits
from extract.intake.archives import Member

SECONDS = 60.0  # for one PDF; 400 MB are taken out in three


class PdfFiles:
    """Who opens PDFs for intake. `workdir`: for what a stopped process leaves behind; `memory`: its bytes."""

    def __init__(self, workdir: Path, memory: int | None = None) -> None:
        self._workdir, self._memory = workdir, memory
        self._pool: Any = None

    def __enter__(self) -> PdfFiles:
        """Ready; no process runs yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def __call__(self, path: Path, folder: Path, limits: Limits) -> list[Member]:
        """What is attached, as files in the folder.

        Raises what `attached_files` raises, TimeoutError, and ProcessExpired when the process dies of it.
        """
        if self._pool is None:
            self._pool, _ = open_pool(1, self._memory or memory_limit(1, 1), str(self._workdir))
        found: list[Member] = self._pool.schedule(_take_out, (path, folder, limits), timeout=SECONDS).result()
        return found


def _take_out(path: Path, folder: Path, limits: Limits) -> list[Member]:
    """In the worker: the process that directs it never loads pdfium."""
    from extract.readers.pdf.attached_files import attached_files  # noqa: PLC0415

    return attached_files(path, folder, limits)
