"""The log of what people said: review.sqlite, append only.

Draft, revision seen ─ append ─▶ Entry, or Conflict
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from extract.review.entries import Draft, Entry

FILE = "review.sqlite"


class Log:
    """The log of an output folder; one for each thread, several processes at once.

    It is made when the first entry is written. Every method may raise OutputError.
    """

    def __init__(self, folder: Path) -> None:
        raise NotImplementedError

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        raise NotImplementedError

    def append(self, draft: Draft, *, seen: int) -> Entry:
        """Keep it; on disk when this returns. `seen`: the revision that the person looked at.

        Raises Conflict when somebody else changed the document since, or anybody the same field. A draft
        whose key is kept already gives the entry that it has.
        """
        raise NotImplementedError

    def undo(self, entry: int, who: str) -> Entry:
        """Entry number `entry` counts no more; undoing an undo brings it back. Done twice it is kept once.

        KeyError for an entry that is not there.
        """
        raise NotImplementedError

    def of(self, document: str) -> list[Entry]:
        """All of a document (`id` of its record), in the order of time."""
        raise NotImplementedError

    def revision(self, document: str) -> int:
        """Number of its last entry; 0 when it has none."""
        raise NotImplementedError

    def all(self) -> Iterator[Entry]:
        """Of the whole folder, in the order of time."""
        raise NotImplementedError
