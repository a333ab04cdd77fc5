"""The memory of an output folder: which documents there are, from what, how far, with what result.

    Entry ─▶ ledger.sqlite ─▶ "is this one done already?", `sohoa status`

One row a document: pending ─▶ running ─▶ done or failed. The file may be read while a batch runs (WAL); a
second batch is kept out by a lock of its own, which the system takes away with the process that holds it.
A document counts as done when its content (SHA-256), and what made the record (the stamp: versions of
tool, contract and schema) are those of the row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.core.errors import OutputError
from schemas.catalogue.system import why

FILE, LOCK = "ledger.sqlite", ".lock.sqlite"
LAYOUT = 3  # of the tables below; rows of an earlier one were made by an earlier tool and are made again
LOCK_WAIT = 1.0  # seconds
PENDING, RUNNING, DONE, FAILED = "pending", "running", "done", "failed"
ENDED = (DONE, FAILED)
CREATE = """
create table if not exists documents (
    output     text primary key,  -- path of the record below the output folder
    path       text not null,     -- of the document
    sha256     text,              -- of the document; null until it was read, or when it could not be
    bytes      integer,
    token      text,              -- of the file (extract.intake.identity); null where it could change unseen
    media_type text,
    state      text not null check (state in ('pending', 'running', 'done', 'failed')),
    attempts   integer not null default 0,
    stage      text,              -- where it failed
    code       text,              -- of the error, when failed
    message    text,
    pages      integer not null default 0,
    seconds    real not null default 0,
    stamp      text not null,     -- tool, contract and schema that made the record
    listed     integer not null default 0,  -- line of records.jsonl, 0 when it has none
    at         text not null default current_timestamp
) without rowid;
create table if not exists notes (name text primary key, value) without rowid;
"""


class AnotherRun(OutputError):  # noqa: N818 - as in extract/core/errors.py
    """A run has the folder; it may be tried again later."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; the names are those of the columns."""

    output: str
    path: str
    sha256: str | None
    bytes: int | None
    media_type: str | None
    state: str
    stage: str | None
    code: str | None
    message: str | None
    pages: int
    seconds: float
    stamp: str
    token: str | None = None
    attempts: int = 0


_NAMES = [field.name for field in fields(Entry)]
_COLUMNS = ", ".join(_NAMES)
_RESULT = [name for name in _NAMES if name not in ("output", "attempts")]
_PUT = (
    f"insert into documents ({_COLUMNS}) values ({', '.join(f':{name}' for name in _NAMES)})"
    f" on conflict (output) do update set {', '.join(f'{name} = :{name}' for name in _RESULT)},"
    " at = current_timestamp"
)


class Rows:
    """What a ledger can be asked. Every method may raise OutputError."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection

    def get(self, output: str) -> Entry | None:
        """The row of one record, None when there is none."""
        return next(self._rows("where output = ?", (output,)), None)

    def entries(self) -> Iterator[Entry]:
        """All rows by the path of their record."""
        return self._rows("order by output")

    def listed(self) -> list[str]:
        """The records that records.jsonl has, in its order."""
        with self._plainly():
            rows = self._connection.execute("select output from documents where listed order by listed")
            return [row[0] for row in rows]

    def noted(self, name: str) -> Any:
        """What was remembered under a name; None when nothing was."""
        with self._plainly():
            row = self._connection.execute("select value from notes where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _rows(self, where: str, values: tuple[str, ...] = ()) -> Iterator[Entry]:
        with self._plainly():
            for row in self._connection.execute(f"select {_COLUMNS} from documents {where}", values):
                yield Entry(*row)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        with plainly(self._path):
            yield


class Ledger(Rows):
    """The ledger of one output folder, open and locked. Every method may raise OutputError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        with self._plainly():
            self._lock = sqlite3.connect(folder / LOCK, timeout=LOCK_WAIT, isolation_level=None)
            self._lock.execute("begin exclusive")
            self._connection = sqlite3.connect(self._path, timeout=LOCK_WAIT, isolation_level=None)
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = normal")
            if self._connection.execute("pragma user_version").fetchone()[0] != LAYOUT:
                self._connection.executescript("drop table if exists documents; drop table if exists notes")
            self._connection.executescript(CREATE)
            self._connection.execute(f"pragma user_version = {LAYOUT}")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._lock.close()

    def expect(self, entries: Iterable[Entry]) -> None:
        """Add or replace rows of documents that wait."""
        with self._plainly(), self._at_once():
            self._connection.executemany(_PUT, map(_values, entries))

    def start(self, output: str) -> None:
        """A worker begins with this one."""
        self._change(
            "update documents set state = ?, attempts = attempts + 1, at = current_timestamp"
            " where output = ?",
            RUNNING,
            output,
        )

    def put(self, entry: Entry) -> None:
        """Add or replace the row of a finished document; its attempts stay."""
        self._change(_PUT, **_values(entry))

    def settle(self, tokens: Iterable[tuple[str | None, str]]) -> None:
        """New tokens of records whose documents were read and found unchanged."""
        with self._plainly(), self._at_once():
            self._connection.executemany("update documents set token = ? where output = ?", tokens)

    def leave(self) -> None:
        """What was begun and not finished waits again."""
        self._change("update documents set state = ? where state = ?", PENDING, RUNNING)

    def list_all(self, outputs: Iterable[str], first: int, size: int) -> None:
        """records.jsonl has these too now, from line `first` on, and so many bytes in all."""
        with self._plainly(), self._at_once():
            self._connection.executemany(
                "update documents set listed = ? where output = ?", enumerate(outputs, first)
            )
            self._connection.execute("insert or replace into notes values ('lines', ?)", (size,))

    def unlist(self) -> None:
        """records.jsonl is begun anew."""
        with self._plainly(), self._at_once():
            self._connection.execute("update documents set listed = 0")
            self._connection.execute("insert or replace into notes values ('lines', 0)")

    def note(self, name: str, value: str | int) -> None:
        """Remember something of the folder."""
        self._change("insert or replace into notes values (?, ?)", name, value)

    def _change(self, statement: str, *values: str | int, **named: Any) -> None:
        with self._plainly():
            self._connection.execute(statement, named or values)

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        self._connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


@contextmanager
def plainly(path: Path, failure: str = "ledger-not-written") -> Iterator[None]:
    """SQLite's errors as OutputError, in plain words."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise AnotherRun("another-run", folder=path.parent) from error
        raise OutputError(failure, path=path, error=why(error)) from error
    except sqlite3.DatabaseError as error:
        raise OutputError("ledger-damaged", path=path, error=why(error)) from error


def _values(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _NAMES}


def is_running(folder: Path) -> bool:
    """Whether a batch holds the lock of this output folder now."""
    lock = folder / LOCK
    if not lock.is_file():
        return False
    with closing(sqlite3.connect(f"{lock.resolve().as_uri()}?mode=ro", uri=True, timeout=0)) as probe:
        try:
            probe.execute("pragma schema_version").fetchone()
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
    return False
