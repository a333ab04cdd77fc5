"""A progress bar for a batch: documents, pages, pages a second, time left, failures so far.

Batch ── begin, started, pages, done, end ─▶ Bar (on a terminal; nothing is drawn when piped or --quiet)
"""

from __future__ import annotations

import time
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column

from extract.batch.events import Silent
from extract.batch.workers import Result
from extract.monitor import duration
from schemas.catalogue import number, say

FIGURES = " · ".join(f"{{task.fields[{name}]}}" for name in ("documents", "pages", "speed", "failed", "left"))


class Bar(Silent):
    """One line on a terminal that is overwritten; failures are printed above it as they happen."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            BarColumn(bar_width=20),  # gives way to the figures where the terminal is narrow
            MofNCompleteColumn(table_column=Column(no_wrap=True)),
            TextColumn(FIGURES),
            console=console,
            transient=True,
        )

    def begin(self, documents: int) -> None:
        """Show the bar, unless there is nothing to do."""
        self._began, self._documents = time.monotonic(), documents
        self._finished, self._failed, self._pages, self._read = 0, 0, 0, 0
        if documents:
            self._task = self._progress.add_task("", total=documents, **_figures(0, "-", 0, None))
            self._progress.start()

    def pages(self, read: int) -> None:
        """Pages move on while a long document is worked on."""
        self._read = read
        self._show()

    def done(self, result: Result) -> None:
        """One step; what went wrong when something did."""
        self._finished += 1
        self._pages += result.pages
        if result.error:
            self._failed += 1
            told = f"{result.source.output}: {result.error.message}"
            self._console.print(told, markup=False, highlight=False)
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
            **_figures(pages, number(round(pages / max(seconds, 0.001), 1)), self._failed, left),
        )


def _figures(pages: int, speed: str, failed: int, left: float | None) -> dict[str, Any]:
    """What stands behind the bar, in the language of the run."""
    return {
        "documents": say("progress-documents"),
        "pages": say("progress-pages", pages=pages),
        "speed": say("progress-speed", speed=speed),
        "failed": say("progress-failed", failed=failed),
        "left": "" if left is None else say("progress-left", left=duration.in_words(left)),
    }
