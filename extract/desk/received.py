"""Documents that programs send in: kept in an inbox, converted one after the other, told of as they go.

    Upload ─ receive ─▶ inbox/received-000012/document.pdf ─ queue ─▶ records in the output folder
                                  └─▶ received.sqlite: state of each, and every change of it as an event

Nothing that a client says becomes a path: the folder is the number, the name says what the content is.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from extract.core.errors import OutputError
from extract.intake import formats
from extract.intake.filetype import identify
from schemas.catalogue import say
from schemas.catalogue.system import why

FILE = "received.sqlite"
LONGEST_NAME = 200  # signs of the client's name that are kept, to be shown only
WAIT = 5.0  # seconds for another writer
CREATE = """
create table if not exists jobs (
    id integer primary key, at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    who text not null, name text not null, bytes integer not null,
    state text not null, message text not null default ''
);
create table if not exists changes (
    id integer primary key, at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    job integer not null, state text not null
);
create table if not exists notes (name text primary key, value) without rowid;
"""


class Stage(StrEnum):
    """How far it is."""

    RECEIVING = "receiving"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One document, or archive of documents, that was sent in."""

    id: int
    at: str
    who: str
    name: str
    bytes: int
    state: str
    message: str

    @property
    def folder(self) -> str:
        """Its folder in the inbox, and of its records."""
        return f"received-{self.id:06}"


@dataclass(frozen=True, slots=True)
class Change:
    """A job came to a state."""

    id: int
    at: str
    job: int
    state: str


class Received:
    """What was sent to an output folder. Every method opens the file anew and may raise OutputError."""

    def __init__(self, folder: Path, inbox: Path) -> None:
        self._path, self.inbox = folder / FILE, inbox
        with self._open() as connection:
            connection.executescript(CREATE)

    def receive(self, content: IO[bytes], size: int, name: str, who: str) -> Job:
        """Keep it: on disk when this returns."""
        with self._open() as connection:
            put = "insert into jobs (who, name, bytes, state) values (?, ?, ?, ?)"
            number = connection.execute(put, (who, name[:LONGEST_NAME], size, Stage.RECEIVING)).lastrowid
        job = self.job(number or 0)
        assert job
        try:
            _keep(content, self.inbox / job.folder, Path(name).suffix.lower())
        except OSError as error:
            shutil.rmtree(self.inbox / job.folder, ignore_errors=True)
            self.change(job.id, Stage.FAILED, str(why(error)))
            raise OutputError("record-not-written", path=self.inbox, error=why(error)) from error
        self.change(job.id, Stage.QUEUED)
        return job

    def change(self, job: int, state: Stage, message: str = "") -> None:
        """It came to a state."""
        with self._open() as connection:
            connection.execute("update jobs set state = ?, message = ? where id = ?", (state, message, job))
            connection.execute("insert into changes (job, state) values (?, ?)", (job, state))

    def job(self, number: int) -> Job | None:
        """By its number."""
        return next(iter(self._jobs("id = ?", number)), None)

    def waiting(self) -> Job | None:
        """The next one to be converted."""
        return next(iter(self._jobs("state = ? order by id limit 1", Stage.QUEUED)), None)

    def take_up(self) -> None:
        """What a server that was killed had in work waits again; what had not come whole has failed."""
        for job in self._jobs("state = ?", Stage.RUNNING):
            self.change(job.id, Stage.QUEUED)
        for job in self._jobs("state = ?", Stage.RECEIVING):
            self.change(job.id, Stage.FAILED, say("received-in-part"))

    def changes(self, after: int, limit: int) -> list[Change]:
        """Behind a number, in the order of time."""
        with self._open() as connection:
            asked = "select id, at, job, state from changes where id > ? order by id limit ?"
            return [Change(*row) for row in connection.execute(asked, (after, limit))]

    def last_change(self) -> int:
        """Number of the newest; 0 when there is none."""
        with self._open() as connection:
            return connection.execute("select coalesce(max(id), 0) from changes").fetchone()[0] or 0

    def noted(self, name: str) -> Any:
        """What was noted; None when nothing was."""
        with self._open() as connection:
            found = connection.execute("select value from notes where name = ?", (name,)).fetchone()
            return json.loads(found[0]) if found else None

    def note(self, name: str, value: Any) -> None:
        """Keep a value by its name."""
        with self._open() as connection:
            connection.execute("insert or replace into notes values (?, ?)", (name, json.dumps(value)))

    def _jobs(self, where: str, *values: Any) -> list[Job]:
        with self._open() as connection:
            asked = f"select id, at, who, name, bytes, state, message from jobs where {where}"
            return [Job(*row) for row in connection.execute(asked, values)]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=WAIT)) as connection, connection:
                connection.execute("pragma journal_mode = wal")
                connection.execute("pragma synchronous = full")
                yield connection
        except sqlite3.Error as error:
            raise OutputError("record-not-written", path=self._path, error=str(error)) from error


def _keep(content: IO[bytes], folder: Path, suffix: str) -> None:
    """Under a name that says what it is; only texts, which nothing else tells apart, keep their suffix."""
    folder.mkdir(parents=True)
    path = folder / "document"
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
        file.flush()
    found = identify(path)
    kept = suffix if found.text and formats.promised(suffix).text else next(iter(found.suffixes), "")
    path.replace(path.with_suffix(kept))
