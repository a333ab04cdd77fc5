"""A progress bar for a batch: documents, pages, pages a second, time left, failures so far.

Batch ── begin, started, pages, done, end ─▶ Bar (on a terminal; nothing is drawn when piped or --quiet)
"""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from extract.batch.events import Silent
from extract.batch.workers import Result
from extract.monitor import duration

FIGURES = " · ".join((
    "documents", "{task.fields[read]:,} pages", "{task.fields[speed]}", "{task.fields[failed]} failed",
    "{task.fields[left]}",
))  # fmt: skip


class Bar(Silent):
    """One line on a terminal that is overwritten; failures are printed above it as they happen."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("converting"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn(FIGURES),
            console=console,
            transient=True,
        )

    def begin(self, documents: int) -> None:
        """Show the bar, unless there is nothing to do."""
        self._began, self._documents = time.monotonic(), documents
        self._finished, self._failed, self._pages, self._read = 0, 0, 0, 0
        if documents:
            self._task = self._progress.add_task(
                "", total=documents, read=0, failed=0, speed="- pages/s", left=""
            )
            self._progress.start()

    def pages(self, read: int) -> None:
        """Pages move on while a long document is worked on."""
        self._read = read
        self._show()

    def done(self, result: Result) -> None:
        """One step; the error's code when there is one."""
        self._finished += 1
        self._pages += result.pages
        if result.code:
            self._failed += 1
            self._console.print(f"{result.code}: {result.source.output}", markup=False, highlight=False)
        self._show()

    def end(self) -> None:
        """Take the bar away."""
        self._progress.stop()
        for task in self._progress.task_ids:
            self._progress.remove_task(task)

    def _show(self) -> None:
        """Pages: those of finished documents, or those that OCR has read until now when they are more."""
        seconds = time.monotonic() - self._began
        pages = max(self._pages, self._read)
        left = duration.left(self._finished, self._documents, seconds)
        self._progress.update(
            self._task,
            completed=self._finished,
            read=pages,
            failed=self._failed,
            speed=f"{pages / max(seconds, 0.001):.1f} pages/s",
            left="" if left is None else f"{duration.in_words(left)} left",
        )
