"""The memory of an output folder: which documents there are, from what, how far, with what result.

    Entry ─▶ ledger.sqlite ─▶ "is this one done already?", `sohoa status`

One row a document (ledger_tables.py): pending ─▶ running ─▶ done or failed. The file may be read while a
batch runs (WAL); a second batch is kept out by a lock of its own, which the system takes away with the
process that holds it. A document counts as done when its content (SHA-256), and what made the record (the
stamp: versions of tool, contract and schema) are those of the row. What every run asks takes the same time
with a million rows as with ten.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.batch.ledger_tables import (
    CREATE,
    ENDED,
    FILE,
    LAYOUT,
    LOCK,
    TABLES,
    Entry,
)
from extract.core.errors import OutputError
from extract.core.source import records
from schemas.catalogue.system import why

LOCK_WAIT = 1.0  # seconds


class AnotherRun(OutputError):  # noqa: N818 - as in extract/core/errors.py
    """A run has the folder; it may be tried again later."""


_COLUMNS = ", ".join(Entry._fields)
_RESULT = [name for name in Entry._fields if name not in ("output", "attempts", "listed")]
_PUT = (
    f"insert into documents ({_COLUMNS}) values ({', '.join('?' * len(Entry._fields))})"
    f" on conflict (output) do update set {', '.join(f'{name} = excluded.{name}' for name in _RESULT)},"
    " at = current_timestamp"
)
AT_ONCE = 1000  # rows
_NOTE = "insert or replace into notes values (?, ?)"


class Rows:
    """What a ledger can be asked. Every method may raise OutputError."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self.connection = path, connection

    def following(self, output: str, count: int) -> list[Entry]:
        """So many rows in the order of their records, from this one on."""
        question = f"select {_COLUMNS} from documents where output >= ? order by output limit ?"
        return [Entry._make(row) for row in self.ask(question, output, count)]

    def pending(self) -> Iterator[list[tuple[str, str]]]:
        """Record and path of documents that wait, some at a time: what was given may be forgotten."""
        some_after = "state = 'pending' and output > ? order by output limit ?"
        question = f"select output, path from documents where {some_after}"
        some = self.ask(question, "", AT_ONCE)
        while some:
            yield [(output, path) for output, path in some]
            some = self.ask(question, some[-1][0], AT_ONCE)

    def holders(self, outputs: Sequence[str]) -> list[tuple[str, str]]:
        """Which others have one of these records of one folder among theirs: by record, and all of theirs."""
        folder, wanted = outputs[0].rpartition("/")[0], set(outputs)
        rows = self.ask(
            "select output, records from documents where records != '' and output > ? and output < ?",
            f"{folder}/",
            f"{folder}0",  # what comes behind "/"
        )
        held = [(row, named) for row, named in rows if row not in wanted]
        return [(row, named) for row, named in held if wanted & set(records(row, named))]

    def listed(self) -> Iterator[str]:
        """The records that records.jsonl has, in its order."""
        with plainly(self._path):
            for row in self.connection.execute(
                "select output, records from documents where listed order by listed, output"
            ):
                yield from records(*row)

    def states(self) -> dict[str, tuple[int, int]]:
        """Documents and pages by state."""
        return {state: (count, pages) for state, count, pages in self.ask(
            "select state, sum(documents), sum(pages) from counts group by state having sum(documents) > 0"
        )}  # fmt: skip

    def ended(self) -> tuple[int, int]:
        """Documents and pages of what is done or failed."""
        some = [figures for state, figures in self.states().items() if state in ENDED]
        return sum(documents for documents, _ in some), sum(pages for _, pages in some)

    def codes(self) -> dict[str, int]:
        """Failed documents by error code, the most frequent first."""
        return dict(self.ask(
            "select code, sum(documents) as times from counts where code != '' and documents > 0"
            " group by code order by times desc, code"
        ))  # fmt: skip

    def speeds(self) -> dict[str, tuple[int, int, float]]:
        """Documents, pages and seconds of what was converted, by media type."""
        return {kind: (count, pages, seconds) for kind, count, pages, seconds in self.ask(
            "select media_type, sum(documents), sum(pages), sum(seconds) from counts"
            " where state = 'done' and documents > 0 group by media_type"
        )}  # fmt: skip

    def noted(self, name: str) -> Any:
        """What was remembered under a name; None when nothing was."""
        found = self.ask("select value from notes where name = ?", name)
        return found[0][0] if found else None

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What the block does is done as a whole or not at all, and quicker than piece by piece."""
        with plainly(self._path):
            self.connection.execute("begin")
            try:
                yield
            except BaseException:
                if self.connection.in_transaction:  # a full disk has ended it already
                    self.connection.execute("rollback")
                raise
            self.connection.execute("commit")

    def change(self, statement: str, *values: Any) -> int:
        """How many rows it changed."""
        with plainly(self._path):
            return self.connection.execute(statement, values).rowcount

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of the answer."""
        with plainly(self._path):
            return self.connection.execute(question, values).fetchall()


class Ledger(Rows):
    """The ledger of one output folder, open and locked. Every method may raise OutputError."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        with plainly(path):
            self._lock = sqlite3.connect(folder / LOCK, timeout=LOCK_WAIT, isolation_level=None)
            self._lock.execute("begin exclusive")
            super().__init__(path, sqlite3.connect(path, timeout=LOCK_WAIT, isolation_level=None))
            self.connection.execute("pragma journal_mode = wal")
            self.connection.execute("pragma synchronous = normal")
            if self.connection.execute("pragma user_version").fetchone()[0] != LAYOUT:
                self.connection.executescript(";".join(f"drop table if exists {name}" for name in TABLES))
            self.connection.executescript(CREATE)
            self.connection.execute(f"pragma user_version = {LAYOUT}")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self._lock.close()

    def begin(self, expected: int) -> None:
        """A run begins to convert so many documents."""
        documents, pages = self.ended()
        with self.at_once():
            self.note("begun", int(time.time()))
            self.note("expected", expected)
            self.note("ended before", documents)
            self.note("pages before", pages)

    def expect(self, entries: Iterable[Entry]) -> None:
        """Add or replace rows of documents that wait."""
        with self.at_once():
            self.connection.executemany(_PUT, entries)

    def start(self, output: str) -> None:
        """A worker begins with this one."""
        self.change(
            "update documents set state = 'running', attempts = attempts + 1, at = current_timestamp"
            " where output = ?",
            output,
        )

    def put(self, entry: Entry) -> None:
        """Add or replace the row of a finished document; its attempts and its line stay."""
        self.change(_PUT, *entry)

    def settle(self, tokens: Iterable[tuple[str | None, str]]) -> None:
        """New tokens of records whose documents were read and found unchanged."""
        with self.at_once():
            self.connection.executemany("update documents set token = ? where output = ?", tokens)

    def forget(self, outputs: Iterable[str]) -> None:
        """Rows of documents or records that are no more; what the run itself ended stays counted."""
        with self.at_once():
            documents, pages = self.ended()
            self.connection.executemany(
                "delete from documents where output = ?", ((output,) for output in outputs)
            )
            left_documents, left_pages = self.ended()
            lower = "update notes set value = value - ? where name = ?"
            self.change(lower, documents - left_documents, "ended before")
            self.change(lower, pages - left_pages, "pages before")

    def leave(self) -> None:
        """What was begun and not finished waits again."""
        self.change("update documents set state = 'pending' where state = 'running'")

    def list_all(self, outputs: Sequence[str], first: int, size: int) -> None:
        """records.jsonl has these too now, from line `first` on, and so many bytes in all."""
        with self.at_once():
            self.connection.executemany(
                "update documents set listed = ? where output = ?", enumerate(outputs, first)
            )
            self.note("lines", first + len(outputs) - 1)
            self.note("bytes", size)

    def unlist(self) -> None:
        """records.jsonl is begun anew."""
        with self.at_once():
            self.connection.execute("update documents set listed = 0 where listed")
            self.note("lines", 0)
            self.note("bytes", 0)

    def note(self, name: str, value: str | int) -> None:
        """Remember something of the folder."""
        self.change(_NOTE, name, value)


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
