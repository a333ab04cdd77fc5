"""The documents at the desk: found by the index, read from their records, with what people said of them.

    key in an address ─ index ─▶ Opened (machine's record, entries, the record as people left it)
    Draft ─ log ─▶ Entry ─▶ the document's row in the index

A key is only ever looked up; the path that is opened is the one that the index has.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.desk.values import Values
from extract.index.model import Row
from extract.index.read import Index
from extract.review.entries import Action, Draft, Entry
from extract.review.log import Log
from extract.review.overlay import overlay
from extract.review.settled import settle

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it is now."""

    row: Row
    machine: Json  # the record as it lies on disk
    entries: Sequence[Entry]
    record: Json  # with people's values, its paths those of the machine's

    @property
    def key(self) -> str:
        """For addresses."""
        return key_of(self.row.record)

    @property
    def revision(self) -> int:
        """Number of its last entry."""
        return self.entries[-1].id if self.entries else 0

    @property
    def values(self) -> Values:
        """What it says, as a person checks it."""
        return Values(self.record, self.machine, self.entries)

    @property
    def finished(self) -> bool:
        """Whether a person signed it off."""
        last = [entry.action for entry in self.entries if entry.action in (Action.FINISH, Action.REOPEN)]
        return bool(last) and last[-1] is Action.FINISH


class Archive:
    """Of one output folder. Every method may raise OutputError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def index(self) -> Index:
        """To be closed by whoever asks."""
        return Index(self.folder)

    def opened(self, key: str) -> Opened | None:
        """None for a key that is none, or whose record is not there any more."""
        with self.index() as index:
            row = index.row(record_of(key))
        return self._read(row) if row else None

    def say(self, draft: Draft, seen: int) -> Entry:
        """Keep what a person said. Raises Conflict."""
        with Log(self.folder) as log:
            entry = log.append(draft, seen=seen)
        settle(self.folder, draft.document)
        return entry

    def undo(self, opened: Opened, entry: int, who: str) -> Entry:
        """Take back one of a document's entries. KeyError for another one."""
        if entry not in {one.id for one in opened.entries}:
            raise KeyError(entry)
        with Log(self.folder) as log:
            undone = log.undo(entry, who)
        settle(self.folder, opened.machine["id"])
        return undone

    def _read(self, row: Row) -> Opened | None:
        try:
            machine = json.loads((self.folder / row.record).read_bytes())
        except (OSError, ValueError):
            return None
        with Log(self.folder) as log:
            entries = log.of(machine["id"]) if machine["id"] else []
        return Opened(row, machine, entries, overlay(machine, entries, keep_places=True))


def key_of(record: str) -> str:
    """The path of a record as one word for an address."""
    return base64.urlsafe_b64encode(record.encode()).decode().rstrip("=")


def record_of(key: str) -> str:
    """Back from a key; "" for what is none."""
    try:
        return base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""
