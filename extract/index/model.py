"""What the index tells of records: a row for each, a hit for a page that has the words sought.

    Filter, Cursor ─ read ─▶ Row, Progress ;  words ─ search ─▶ Hit

Lists are read on from the last row seen (keyset), never from a number of rows, so that the thousandth page
costs what the first one does and nothing is shown twice when rows come in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

MARK_BEGIN, MARK_END = "\x02", "\x03"  # round the words hit in a snippet; no text of a record has them


class State(StrEnum):
    """How far a person and the program are with a document."""

    TODO = "todo"  # it has open doubts
    DONE = "done"  # a person finished it
    CLEAR = "clear"  # nothing to doubt
    FAILED = "failed"  # it could not be converted


class Cursor(NamedTuple):
    """Where a list was left; `text` may stand in a URL."""

    rank: float
    place: str

    @property
    def text(self) -> str:
        """For a URL or a form."""
        return f"{self.rank!r}:{self.place}"

    @staticmethod
    def read(text: str) -> Cursor | None:
        """Back from `text`; None for what is none, so that a list then begins at its beginning."""
        rank, found, place = text.partition(":")
        try:
            return Cursor(float(rank), place) if found else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Row:
    """A record as the work list shows it; values of people stand in place of the machine's."""

    record: str  # path of the record below the output folder: its key
    id: str | None  # of the document (content and part); None where the file was not read
    sha256: str | None
    doc_type: str | None  # abbreviation: QĐ, TTr, CV
    code: str | None
    organ: str | None
    date: str | None  # YYYY-MM-DD, YYYY-MM or YYYY
    title: str | None
    signer: str | None
    state: str  # a State
    pages: int
    doubts: int  # open ones
    gravity: float  # of all doubts, also settled ones, so that a row keeps its place in the list
    folder: str  # of the record, "." at the top

    @property
    def cursor(self) -> Cursor:
        """To read on behind this row of the work list."""
        return Cursor(self.gravity, self.record)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are wanted; what is None does not matter. "" is what has no value (no type, no year)."""

    state: str | None = None
    doc_type: str | None = None
    year: str | None = None  # YYYY
    organ: str | None = None
    reason: str | None = None  # code of an open doubt
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that has the words, and where: one hit for each document."""

    row: Row
    page: int  # of the file, from 1; 0 where the hit is in the fields
    snippet: str  # escaped by nobody; MARK_BEGIN and MARK_END stand round the words hit
    more: int  # further pages of it with the words
    cursor: Cursor


@dataclass(frozen=True, slots=True)
class Progress:
    """Documents of the folder by state, their pages, and open doubts."""

    todo: int = 0
    done: int = 0
    clear: int = 0
    failed: int = 0
    pages: int = 0
    doubts: int = 0

    @property
    def total(self) -> int:
        """All documents."""
        return self.todo + self.done + self.clear + self.failed
