"""What a person says of a value, and how it is kept.

    Draft ─ log ─▶ Entry (with number and time)

An entry is never changed: who takes it back adds another one.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from diacritics.syllable import nfc
from extract.review.paths import Json, is_item, put_at, steps, value_at, version_of
from extract.review.shapes import nothing_at
from schemas.fields import Fields
from schemas.record import Content


class Action(StrEnum):
    """What a person did."""

    CONFIRM = "confirm"  # the machine's value is right
    CORRECT = "correct"  # `new` is right
    ABSENT = "absent"  # nothing is printed here
    FINISH = "finish"  # the document is done; field is ""
    REOPEN = "reopen"  # it is not; field is ""
    SPLIT = "split"  # another document begins on this page: field is content.pages[n]
    JOIN = "join"  # none does
    UNDO = "undo"  # `undoes` does not count


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wants to be kept. Made by `Draft.of`."""

    who: str
    record: str  # path of the record below the output folder
    document: str  # `id` of the record: corrections stay with the content, whatever the file is called
    field: str  # path of the value: recipients[1], signer.name, tables[0].rows[2][3], content.pages[0].text
    action: Action
    old: Any  # what the person saw: the machine's value or an earlier correction
    new: Any
    version: str  # hash of the machine's value
    reason: str = ""
    key: str = ""  # made by the client: a draft that is sent twice is kept once

    @staticmethod
    def of(
        machine: Json,
        field: str,
        action: Action,
        new: Any = None,
        *,
        who: str,
        old: Any = None,
        reason: str = "",
        key: str = "",
    ) -> Draft:
        """On a record as it is on disk. `old`: what was shown, where that was not the machine's value.

        ValueError for a record without id, and for a field that cannot be (`extract.review.paths`).
        """
        if not machine["id"]:
            raise ValueError("id")
        who, reason, key, new, old = _in_nfc([who, reason, key, new, old])
        value = value_at(machine, field)
        if action is Action.CONFIRM:
            new = value if old is None else old
        if action is Action.CORRECT or (action is Action.CONFIRM and new != value):
            _check(machine, field, new)
        elif action is Action.ABSENT and not is_item(field):
            _check(machine, field, nothing_at(steps(field)))
        return Draft(
            who,
            machine["source"]["record"],
            machine["id"],
            field,
            action,
            value if old is None else old,
            new if field else None,
            version_of(machine, field),
            reason,
            key,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log."""

    id: int  # in the order of time, over the whole folder
    at: str  # UTC, 2026-11-27T05:50:12.345Z
    who: str
    record: str
    document: str
    field: str
    action: Action
    old: Any
    new: Any
    reason: str
    version: str
    undoes: int | None = None  # number of the entry that does not count any more


class Conflict(Exception):  # noqa: N818 - no fault, but what another person said
    """Somebody else changed the document meanwhile, or anybody this field; nothing was kept."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(f"{len(entries)} newer entries")
        self.entries = tuple(entries)


def _check(machine: Json, field: str, new: Any) -> None:
    """Whether the contract allows the value there. Raises ValueError."""
    held = {name: copy.deepcopy(machine[name]) for name in ("fields", "content")}
    try:
        put_at(held, field, new)
        Fields.model_validate(held["fields"])
        Content.model_validate(held["content"])
    except (LookupError, TypeError) as error:
        raise ValueError(field) from error


def _in_nfc(value: Any) -> Any:
    """As all text of a record is. Raises ValueError for half surrogates, which no UTF-8 can hold."""
    if isinstance(value, str):
        value.encode()
        return nfc(value)
    if isinstance(value, list):
        return [_in_nfc(item) for item in value]
    return {key: _in_nfc(item) for key, item in value.items()} if isinstance(value, dict) else value
