"""What happened in an archive, in the order of time: for programs that follow it.

log of corrections + changes of jobs, behind a Mark ─ events ─▶ Event, Event, ... each with the Mark behind it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.desk.archive import key_of
from extract.desk.received import Received
from extract.review.entries import Entry
from extract.review.log import Log

AT_ONCE = 200  # events of each kind

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has followed: numbers of the last entry of the log and of the last change."""

    entry: int = 0
    change: int = 0

    @property
    def text(self) -> str:
        """For the id of an event."""
        return f"{self.entry}-{self.change}"

    @staticmethod
    def read(text: str) -> Mark | None:
        """Back from `text`; None for what is none."""
        first, dash, second = text.partition("-")
        figures = dash and all(
            part.isascii() and part.isdigit() and len(part) < 16 for part in (first, second)
        )
        return Mark(int(first), int(second)) if figures else None


@dataclass(frozen=True, slots=True)
class Event:
    """`kind`: "correction", or "job"; `mark`: to go on behind it."""

    kind: str
    mark: Mark
    told: Json


def now(folder: Path, received: Received) -> Mark:
    """Behind all that happened."""
    with Log(folder) as log:
        return Mark(log.last(), received.last_change())


def events(folder: Path, received: Received, mark: Mark) -> Iterator[Event]:
    """Some of what happened behind a mark. Raises OutputError."""
    with Log(folder) as log:
        entries = log.after(mark.entry, AT_ONCE)
    found = [(entry.at, "correction", entry.id, _of_entry(entry)) for entry in entries]
    for change in received.changes(mark.change, AT_ONCE):
        told: Json = {"job": change.job, "state": change.state, "at": change.at}
        found.append((change.at, "job", change.id, told))
    for _, kind, number, told in sorted(found, key=lambda one: one[:3]):
        mark = Mark(number, mark.change) if kind == "correction" else Mark(mark.entry, number)
        yield Event(kind, mark, told)


def _of_entry(entry: Entry) -> Json:
    return {
        "entry": entry.id, "at": entry.at, "who": entry.who, "document": entry.document,
        "key": key_of(entry.record), "field": entry.field, "action": str(entry.action),
        "old": entry.old, "new": entry.new,
    }  # fmt: skip
