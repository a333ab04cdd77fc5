"""The index written as records are: many in one transaction.

record, path ─ put ─▶ waiting ─ commit ─▶ index.sqlite
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class Writer:
    """Who writes the index of an output folder. Nothing is opened before there is something to write."""

    def __init__(self, folder: Path) -> None:
        raise NotImplementedError

    def put(
        self,
        record: Mapping[str, object],
        path: str,
        *,
        revision: int = 0,
        machine: Mapping[str, object] | None = None,
    ) -> None:
        """Add a record or replace it. `path`: of its file below the folder.

        Of a record with corrections also their revision (`extract.review.log`), and the record as it is on
        disk.
        """
        raise NotImplementedError

    def drop(self, path: str) -> None:
        """The record is no more."""
        raise NotImplementedError

    def commit(self) -> None:
        """What was put or dropped is in the index now. Raises OutputError."""
        raise NotImplementedError
