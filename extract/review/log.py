"""The log of what people said: append only.

Draft, revision seen ─ append ─▶ Entry, or Conflict
Entry, ... ─ counting ─▶ those that nobody took back
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from extract.review.entries import Action, Conflict, Draft, Entry
from extract.review.store import Store, now
from extract.review.tables import ENTRY

AT_ONCE = 1000  # entries
_COLUMNS = ", ".join(ENTRY)
_NEW = ENTRY[1:]
_PUT = f"insert into entries ({', '.join(_NEW)}, key) values ({', '.join('?' * len(_NEW))}, ?)"


class Log(Store):
    """The log of an output folder; one for each thread, several processes at once.

    It is made when the first entry is written. Every method may raise OutputError.
    """

    def append(self, draft: Draft, *, seen: int) -> Entry:
        """Keep it; on disk when this returns. `seen`: the revision that the person looked at.

        Raises Conflict when somebody else changed the document since, or anybody the same field. A draft
        whose key is kept already gives the entry that it has.
        """
        with self.at_once() as connection:
            if draft.key and (kept := _entries(connection, "key = ?", draft.key)):
                return kept[0]
            newer = _entries(connection, "document = ? and id > ? order by id", draft.document, seen)
            if any(entry.who != draft.who or entry.field == draft.field for entry in newer):
                raise Conflict(newer)
            return _put(connection, draft)

    def undo(self, entry: int, who: str) -> Entry:
        """Entry number `entry` counts no more; undoing an undo brings it back. Done twice it is kept once.

        KeyError for an entry that is not there.
        """
        with self.at_once() as connection:
            found = _entries(connection, "id = ?", entry)
            if not found:
                raise KeyError(entry)
            taken_back = found[0]
            entries = _entries(connection, "document = ? order by id", taken_back.document)
            held = {one.id: one for one in counting(entries, with_undo=True)}
            if entry not in held:
                return next(one for one in held.values() if one.undoes == entry)
            draft = Draft(
                who,
                taken_back.record,
                taken_back.document,
                taken_back.field,
                Action.UNDO,
                taken_back.new,
                None,
                taken_back.version,
            )
            return _put(connection, draft, undoes=entry)

    def of(self, document: str) -> list[Entry]:
        """All of a document (`id` of its record), in the order of time."""
        question = f"select {_COLUMNS} from entries where document = ? order by id"
        return [_entry(row) for row in self.ask(question, document)]

    def revision(self, document: str) -> int:
        """Number of its last entry; 0 when it has none."""
        found = self.ask("select max(id) from entries where document = ?", document)
        return found[0][0] or 0 if found else 0

    def revisions(self) -> dict[str, int]:
        """Of all documents of which somebody said something."""
        return dict(self.ask("select document, max(id) from entries group by document"))

    def all(self) -> Iterator[Entry]:
        """Of the whole folder, in the order of time."""
        last = 0
        while some := self.after(last, AT_ONCE):
            yield from some
            last = some[-1].id

    def after(self, entry: int, limit: int) -> list[Entry]:
        """Those behind a number, of the whole folder, in the order of time."""
        question = f"select {_COLUMNS} from entries where id > ? order by id limit ?"
        return [_entry(row) for row in self.ask(question, entry, limit)]

    def last(self) -> int:
        """Number of the newest of the whole folder; 0 when there is none."""
        found = self.ask("select max(id) from entries")
        return found[0][0] or 0 if found else 0


def undone(undos: Sequence[tuple[int, int]]) -> set[int]:
    """Numbers of the entries that do not count, of all that undo another: their own number, and its."""
    found = set[int]()
    for number, other in sorted(undos, reverse=True):  # what undid an undo comes behind it
        if number not in found:
            found.add(other)
    return found


def counting(entries: Sequence[Entry], *, with_undo: bool = False) -> list[Entry]:
    """Those of a document that nobody took back, in the order of time."""
    gone = undone([(entry.id, entry.undoes) for entry in entries if entry.undoes is not None])
    return [entry for entry in entries if entry.id not in gone and (with_undo or entry.undoes is None)]


def _put(connection: sqlite3.Connection, draft: Draft, undoes: int | None = None) -> Entry:
    at = now()
    values = (at, draft.who, draft.record, draft.document, draft.field, draft.action, _json(draft.old),
        _json(draft.new), draft.reason, draft.version, undoes)  # fmt: skip
    number = connection.execute(_PUT, (*values, draft.key or None)).lastrowid
    return _entry((number, *values))


def _entries(connection: sqlite3.Connection, where: str, *values: Any) -> list[Entry]:
    rows = connection.execute(f"select {_COLUMNS} from entries where {where}", values)
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    named: dict[str, Any] = dict(zip(ENTRY, row, strict=True))
    old, new = json.loads(named["old"]), json.loads(named["new"])
    return Entry(**{**named, "action": Action(named["action"]), "old": old, "new": new})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
