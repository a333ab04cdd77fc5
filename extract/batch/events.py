"""Who is told how a batch goes: a progress bar, a log, several of them, or nobody.

Batch ── begin, started, pages, done, end ─▶ Watcher
"""

from __future__ import annotations

from typing import Protocol

from extract.batch.workers import Result
from extract.core.source import Source


class Watcher(Protocol):
    """Called from the process that directs the workers, between two documents: be quick."""

    def begin(self, documents: int) -> None:
        """So many documents are to be converted now."""

    def started(self, source: Source) -> None:
        """A worker is given this one; again when it is tried again."""

    def pages(self, read: int) -> None:
        """So many pages were read by OCR until now; told now and then."""

    def done(self, result: Result) -> None:
        """One of them is finished, its record written."""

    def end(self) -> None:
        """The last one is finished, or the batch was interrupted."""


class Silent:
    """Does nothing; a watcher that wants to hear of some events only begins with this."""

    def begin(self, documents: int) -> None:
        """Nothing."""

    def started(self, source: Source) -> None:
        """Nothing."""

    def pages(self, read: int) -> None:
        """Nothing."""

    def done(self, result: Result) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class Together:
    """Several watchers, told one after the other."""

    def __init__(self, *watchers: Watcher) -> None:
        self._watchers = watchers

    def begin(self, documents: int) -> None:
        """All are told."""
        for watcher in self._watchers:
            watcher.begin(documents)

    def started(self, source: Source) -> None:
        """All are told."""
        for watcher in self._watchers:
            watcher.started(source)

    def pages(self, read: int) -> None:
        """All are told."""
        for watcher in self._watchers:
            watcher.pages(read)

    def done(self, result: Result) -> None:
        """All are told."""
        for watcher in self._watchers:
            watcher.done(result)

    def end(self) -> None:
        """All are told."""
        for watcher in self._watchers:
            watcher.end()
