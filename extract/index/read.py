"""The index read by others: while a batch writes it or after.

index.sqlite ─ Index ─▶ work list, counts by facet, hits, progress
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from extract.index.model import Cursor, Filter, Hit, Progress, Row


class Index:
    """The index of an output folder, opened read-only; one for each thread.

    Raises OutputError where there is none that can be read: `extract.index.build.ensure` makes it.
    """

    def __init__(self, folder: Path) -> None:
        raise NotImplementedError

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        raise NotImplementedError

    def work(self, filter: Filter, after: Cursor | None, limit: int) -> list[Row]:
        """The rows wanted, gravest first, behind a cursor (`rows[-1].cursor`)."""
        raise NotImplementedError

    def facets(self, filter: Filter) -> dict[str, list[tuple[str, int]]]:
        """Values and numbers of documents, most frequent first, by the names of Filter's fields.

        A facet counts what the other ones leave, so that one may be exchanged for another.
        """
        raise NotImplementedError

    def search(self, query: str, after: Cursor | None, limit: int) -> list[Hit]:
        """Documents that have all the words, with or without marks.

        "words in quotes" stand together, word* is how one begins.
        Those whose fields have them come first. No words, no hits; never raises for what was typed.
        """
        raise NotImplementedError

    def row(self, record: str) -> Row | None:
        """Of one record."""
        raise NotImplementedError

    def next_todo(self, record: str) -> str | None:
        """The next document to do in the order of the work list, behind this one; from the top at its end."""
        raise NotImplementedError

    def progress(self) -> Progress:
        """How far the folder is."""
        raise NotImplementedError
