"""A progress bar for a batch: documents and pages done, failures so far, time left.

Batch ── begin, pages, done, end ─▶ Bar (on a terminal) · Silent (piped, or --quiet)
"""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.batch.workers import Result


class Silent:
    """Nobody is told."""

    def begin(self, documents: int) -> None:
        """Nothing."""

    def pages(self, read: int) -> None:
        """Nothing."""

    def done(self, result: Result) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class Bar:
    """One line on a terminal that is overwritten; failures are printed above it as they happen."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("converting"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("documents · {task.fields[read]:,} pages by OCR · {task.fields[failed]} failed ·"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._failed = 0

    def begin(self, documents: int) -> None:
        """Show the bar, unless there is nothing to do."""
        if documents:
            self._task = self._progress.add_task("", total=documents, read=0, failed=0)
            self._progress.start()

    def pages(self, read: int) -> None:
        """Pages move on while a long document is worked on."""
        self._progress.update(self._task, read=read)

    def done(self, result: Result) -> None:
        """One step; the error's code when there is one."""
        if result.code:
            self._failed += 1
            self._console.print(f"{result.code}: {result.source.output}", markup=False, highlight=False)
        self._progress.update(self._task, advance=1, failed=self._failed)

    def end(self) -> None:
        """Take the bar away."""
        self._progress.stop()
