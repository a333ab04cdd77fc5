"""A ledger read by others: while a run goes on or after it, also in a folder that cannot be written.

    output folder ─▶ look ─▶ View: counts, errors, what is in work (one moment's state, no lock taken)

SQLite's write-ahead log lets a reader in beside the run. Without such a log nobody writes, and the file is
read as it lies there, so that SQLite need not make files of its own beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from extract.batch.ledger import Rows, plainly
from extract.batch.ledger_tables import CREATE, FILE, LAYOUT
from extract.core.errors import OutputError

READ_WAIT = 5.0  # seconds for a run that is just opening or closing its ledger


class View(Rows):
    """One moment of a ledger. Every method may raise OutputError."""

    def in_work(self) -> list[tuple[str, str, int, int]]:
        """What is in work, the longest first: path, path of the record, attempt, when begun (Unix time)."""
        return self.ask(
            "select path, output, attempts, cast(strftime('%s', at) as integer) from documents"
            " where state = 'running' order by at, output"
        )


@contextmanager
def look(folder: Path) -> Iterator[View]:
    """Raises OutputError when there is no ledger, or none that can be read."""
    path = folder / FILE
    if not path.is_file():
        raise OutputError("no-ledger", folder=folder, ledger=FILE)
    mode = "mode=ro" if path.with_name(f"{FILE}-wal").exists() else "immutable=1"
    with plainly(path, "ledger-not-read"), closing(
        sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=READ_WAIT)
    ) as connection:  # fmt: skip
        if connection.execute("pragma user_version").fetchone()[0] != LAYOUT:
            raise OutputError("ledger-other-version", path=path)
        yield View(path, connection)


@contextmanager
def look_or_empty(folder: Path) -> Iterator[View]:
    """As `look`; an empty ledger where there is none yet."""
    if (folder / FILE).is_file():
        with look(folder) as view:
            yield view
    else:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.executescript(CREATE)
            yield View(folder / FILE, connection)
