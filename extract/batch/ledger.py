"""The memory of an output folder: which documents were converted, from what, with what result.

    Entry ─▶ ledger.sqlite ─▶ "is this one done already?"

One row a document. The file is held exclusively while a batch runs, so that two runs cannot write
into one folder. A document counts as done when its content (SHA-256), and what made the record (the
stamp: versions of tool, contract and schema) are those of the row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType

from extract.batch.writer import OutputError

FILE = "ledger.sqlite"
LAYOUT = 1  # of the table below; a later one must migrate or refuse
LOCK_WAIT = 1.0  # seconds
CREATE = """
create table if not exists documents (
    output  text primary key,  -- path of the record below the output folder
    sha256  text,              -- of the document; null when it could not be read at all
    bytes   integer,
    state   text not null check (state in ('done', 'failed')),
    code    text,              -- of the error, when failed
    pages   integer not null,
    seconds real not null,
    stamp   text not null,     -- tool, contract and schema that made the record
    at      text not null default current_timestamp
) without rowid
"""
COLUMNS = "output, sha256, bytes, state, code, pages, seconds, stamp"
VALUES = "values (?, ?, ?, ?, ?, ?, ?, ?)"
DONE, FAILED = "done", "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, in the order of COLUMNS."""

    output: str
    sha256: str | None
    bytes: int | None
    state: str
    code: str | None
    pages: int
    seconds: float
    stamp: str


class Ledger:
    """The ledger of one output folder, open and locked. Every method may raise OutputError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        with self._plainly():
            self._connection = sqlite3.connect(self._path, timeout=LOCK_WAIT, isolation_level=None)
            self._connection.execute("pragma locking_mode = exclusive")
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = normal")
            self._connection.execute("begin exclusive")
            self._connection.execute(CREATE)
            self._connection.execute(f"pragma user_version = {LAYOUT}")
            self._connection.execute("commit")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def get(self, output: str) -> Entry | None:
        """The row of one record, None when there is none."""
        with self._plainly():
            row = self._connection.execute(
                f"select {COLUMNS} from documents where output = ?", (output,)
            ).fetchone()
        return Entry(*row) if row else None

    def put(self, entry: Entry) -> None:
        """Add or replace one row."""
        with self._plainly():
            self._connection.execute(f"insert or replace into documents ({COLUMNS}) {VALUES}", astuple(entry))

    def entries(self) -> Iterator[Entry]:
        """All rows by the path of their record."""
        with self._plainly():
            rows = self._connection.execute(f"select {COLUMNS} from documents order by output")
            yield from (Entry(*row) for row in rows)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise OutputError(
                    f"Another run is writing to {self._path.parent}. Wait for it to end."
                ) from error
            raise OutputError(f"{self._path} cannot be written: {error}.") from error
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"{self._path} is damaged ({error}). Delete it; the documents are then converted again."
            ) from error
