"""review.sqlite opened: made when something is first said, on disk when it is said.

    folder ─ Store ─▶ ask, at_once (one writer at a time, all or nothing)

Any number of processes may have it open. What is written is on the disk before anybody is told so (WAL with
synchronous = full): whoever is killed loses what was not answered yet, and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extract.core.errors import OutputError
from extract.index.opened import plainly
from extract.review.tables import CREATE, FILE, LAYOUT

AGAIN = 0.02  # seconds
# The last: it has the tables already.
MADE_BY_ANOTHER = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_ERROR)
WRITE_WAIT = 5.0  # seconds for another person's entry, which takes some milliseconds


class Store:
    """What people said in an output folder; one for each thread. Every method may raise OutputError."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / FILE
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of the answer; none where nobody said anything yet."""
        with self._plainly():
            connection = self._connection or self._opened(new=False)
            return connection.execute(question, values).fetchall() if connection else []

    @contextmanager
    def at_once(self) -> Iterator[sqlite3.Connection]:
        """Nobody else writes meanwhile; what the block says is kept as a whole or not at all."""
        with self._plainly():
            connection = self._opened(new=True)
            assert connection
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:  # a full disk has ended it already
                    connection.execute("rollback")
                raise

    def _plainly(self) -> Any:
        return plainly(self._path, "review-not-written", "review-damaged")

    def _opened(self, *, new: bool) -> sqlite3.Connection | None:
        if self._connection is None and (new or self._path.is_file()):
            self._connection = _connected(self._path)
        return self._connection


def _connected(path: Path) -> sqlite3.Connection:
    """Again where another one is making it at this moment: changing to WAL waits for nobody by itself."""
    until = time.monotonic() + WRITE_WAIT
    while True:
        try:
            return _tried(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in MADE_BY_ANOTHER or time.monotonic() > until:
                raise
            time.sleep(AGAIN)


def _tried(path: Path) -> sqlite3.Connection:
    # Where nobody can write, SQLite cannot make the files that it shares with writers: it need not.
    may_write = os.access(path.parent, os.W_OK)
    mode = "rwc" if may_write else "ro&immutable=1"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=WRITE_WAIT, isolation_level=None)
    try:
        layout = connection.execute("pragma user_version").fetchone()[0]
        if may_write:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            if layout == 0:
                connection.executescript(f"begin immediate; {CREATE} pragma user_version = {LAYOUT}; commit")
        if layout > LAYOUT:
            raise OutputError("review-other-version", path=path)
    except BaseException:
        connection.close()
        raise
    return connection


def now() -> str:
    """UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
