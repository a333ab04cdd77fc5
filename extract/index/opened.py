"""The file of the index, opened to be written or to be read.

folder ─ to_write, to_read ─▶ a connection ; what SQLite says ─ plainly ─▶ OutputError
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.core.errors import OutputError
from extract.index.tables import CREATE, FILE, LAYOUT
from schemas.catalogue.system import why

WRITE_WAIT = 5.0  # seconds for another writer, who holds the file for some hundred milliseconds at a time
DAMAGED = "index-damaged"


@contextmanager
def plainly(path: Path, not_written: str = "index-not-written", damaged: str = DAMAGED) -> Iterator[None]:
    """SQLite's errors as OutputError, in plain words."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OutputError(not_written, path=path, error=why(error)) from error
    except sqlite3.DatabaseError as error:
        raise OutputError(damaged, path=path, error=why(error)) from error


def to_write(folder: Path) -> sqlite3.Connection:
    """With its tables, emptied when they are of another layout. Raises sqlite3.Error."""
    connection = sqlite3.connect(folder / FILE, timeout=WRITE_WAIT, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        layout = connection.execute("pragma user_version").fetchone()[0]
        if layout != LAYOUT:
            _empty(connection)
            connection.executescript(f"begin immediate; {CREATE} pragma user_version = {LAYOUT}; commit")
    except BaseException:
        connection.close()
        raise
    return connection


def _empty(connection: sqlite3.Connection) -> None:
    names = connection.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        " order by name not in (select name from sqlite_master where sql like 'create virtual table%')"
    ).fetchall()
    for (name,) in names:
        connection.execute(f'drop table if exists "{name}"')


def to_read(folder: Path) -> sqlite3.Connection:
    """Beside a writer or after it, also in a folder that cannot be written. Raises OutputError."""
    path = folder / FILE
    if not path.is_file():
        raise OutputError("no-index", path=path)
    # Where nobody can write, SQLite cannot make the files that it shares with writers: it need not.
    mode = "rw" if os.access(folder, os.W_OK) else "ro&immutable=1"
    with plainly(path):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=WRITE_WAIT, isolation_level=None
        )
        try:
            if connection.execute("pragma user_version").fetchone()[0] != LAYOUT:
                raise OutputError("no-index", path=path)
            connection.execute("pragma query_only = on")
        except BaseException:
            connection.close()
            raise
    return connection


def remove(folder: Path) -> None:
    """Take the file away with all that belongs to it. Raises OutputError."""
    try:
        for suffix in ("", "-wal", "-shm", "-journal"):
            (folder / f"{FILE}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise OutputError("index-not-written", path=folder / FILE, error=why(error)) from error
