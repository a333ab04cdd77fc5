"""The index written as records are: many in one transaction.

    record, path ─ put ─▶ waiting ─ commit ─▶ index.sqlite

A batch and a person's desk may write at once: each holds the file only as long as it hands over what waits.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from extract.index.opened import plainly, to_write
from extract.index.rows import Entry, entry_of
from extract.index.tables import EMPTY, FILE, ROW
from extract.index.words import folded, marked

AT_ONCE = 100  # records that wait at most: FTS5 writes one piece a transaction and joins the pieces later
LONGEST_WAIT = 5.0  # seconds until a record that was put is found
_COLUMNS = (*ROW, "year", "rank", "revision", "token")
_PUT = f"insert into documents ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})"
_NOTE = "insert or replace into notes values (?, ?)"


class Writer:
    """Who writes the index of an output folder. Nothing is opened before there is something to write.

    Every method may raise OutputError.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection: sqlite3.Connection | None = None
        self._waiting: dict[str, tuple[Entry, int] | None] = {}  # None: the record is no more
        self._since = 0.0

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.commit()
        finally:
            self.close()

    def put(
        self,
        record: Mapping[str, Any],
        path: str,
        *,
        revision: int = 0,
        machine: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a record or replace it. `path`: of its file below the folder.

        Of a record with corrections also their revision (`extract.review.log`), and the record as it is on
        disk.
        """
        self._wait(path, (entry_of(record, path, machine), revision))

    def drop(self, path: str) -> None:
        """The record is no more."""
        self._wait(path, None)

    def commit(self) -> None:
        """What was put or dropped is in the index now."""
        if not self._waiting:
            return
        with plainly(self._folder / FILE):
            connection = self._open()
            connection.execute("begin immediate")
            try:
                for path, held in self._waiting.items():
                    _take_out(connection, path)
                    if held:
                        _put_in(connection, *held, token_of(self._folder / path))
            except BaseException:
                if connection.in_transaction:  # a full disk has ended it already
                    connection.execute("rollback")
                raise
            connection.execute("commit")
        self._waiting.clear()

    def note(self, name: str, *, holds: bool) -> None:
        """Remember of the folder whether it is so (WHOLE, WRITTEN)."""
        with plainly(self._folder / FILE):
            self._open().execute(_NOTE, (name, int(holds)))

    def holds(self, name: str) -> bool:
        """What was noted last."""
        with plainly(self._folder / FILE):
            found = self._open().execute("select value from notes where name = ?", (name,)).fetchone()
        return found is not None and bool(found[0])

    def close(self) -> None:
        """Ends the connection; what waits is given up."""
        self._waiting.clear()
        if self._connection:
            self._connection.close()
            self._connection = None

    def _wait(self, path: str, held: tuple[Entry, int] | None) -> None:
        if not self._waiting:
            self._since = monotonic()
        self._waiting[path] = held
        if len(self._waiting) >= AT_ONCE or monotonic() - self._since > LONGEST_WAIT:
            self.commit()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = to_write(self._folder)
        return self._connection


def token_of(path: Path) -> str | None:
    """Of a record's file: another one when it was written again; None where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"


def _put_in(connection: sqlite3.Connection, entry: Entry, revision: int, token: str | None) -> None:
    row = entry.row
    values: list[Any] = [_value(name, getattr(row, name)) for name in ROW]
    values += [(row.date or "")[:4], -row.gravity, revision, token]
    number = connection.execute(_PUT, values).lastrowid
    assert number is not None
    connection.executemany(
        "insert into reasons (document, reason) values (?, ?)", [(number, reason) for reason in entry.reasons]
    )
    connection.execute("insert into heads values (?, ?)", (number, packed(entry.head)))
    _say(connection, "head_words", number, entry.head)
    for page, text in entry.pages:
        place = connection.execute(
            "insert into pages (document, page, text) values (?, ?, ?)", (number, page, packed(text))
        ).lastrowid
        _say(connection, "page_words", place, text)


def _take_out(connection: sqlite3.Connection, path: str) -> None:
    """All that the index has of a record."""
    found = connection.execute("select number from documents where record = ?", (path,)).fetchone()
    if not found:
        return
    _unsay(
        connection, "head_words", connection.execute("select number, text from heads where number = ?", found)
    )
    _unsay(
        connection,
        "page_words",
        connection.execute("select number, text from pages where document = ?", found),
    )
    for table, column in (
        ("heads", "number"),
        ("pages", "document"),
        ("reasons", "document"),
        ("documents", "number"),
    ):
        connection.execute(f"delete from {table} where {column} = ?", found)


def _say(connection: sqlite3.Connection, table: str, number: int | None, text: str) -> None:
    connection.execute(
        f"insert into {table} (rowid, marked, folded) values (?, ?, ?)", (number, marked(text), folded(text))
    )


def _unsay(connection: sqlite3.Connection, table: str, rows: sqlite3.Cursor) -> None:
    held: Sequence[tuple[int, bytes]] = rows.fetchall()
    for number, text in held:
        said = unpacked(text)
        connection.execute(
            f"insert into {table} ({table}, rowid, marked, folded) values ('delete', ?, ?, ?)",
            (number, marked(said), folded(said)),
        )


def _value(name: str, value: Any) -> Any:
    return "" if value is None and name in EMPTY else value


def packed(text: str) -> bytes:
    """As it lies in the index."""
    return zlib.compress(text.encode(errors="replace"), 1)


def unpacked(held: bytes) -> str:
    """Back from `packed`."""
    return zlib.decompress(held).decode()
