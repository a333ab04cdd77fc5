"""Documents that no worker has yet, in their order; one that a worker lost comes first again.

Sources (a million may lie on disk) ─▶ Waiting ─ pop ─▶ a worker ─ put_back ─▶ Waiting
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from extract.core.source import Source


class Sources(Protocol):
    """So many documents, which are read one after the other."""

    def __len__(self) -> int:
        """How many."""

    def __iter__(self) -> Iterator[Source]:
        """One after the other."""


class Waiting:
    """The documents that are left; false when none is."""

    def __init__(self, sources: Sources) -> None:
        self._sources, self._unread = iter(sources), len(sources)
        self._back: list[Source] = []

    def __len__(self) -> int:
        return self._unread + len(self._back)

    def pop(self) -> Source:
        """The next one; there must be one."""
        if self._back:
            return self._back.pop()
        self._unread -= 1
        return next(self._sources)

    def put_back(self, source: Source) -> None:
        """It was not finished and is the next one."""
        self._back.append(source)
