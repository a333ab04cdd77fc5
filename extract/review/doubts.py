"""What is still to be looked at in a record that people have spoken of.

review of the machine, entries ─▶ doubts that nobody settled, questions about what it reads otherwise now
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from extract.review.entries import Action, Entry
from extract.review.paths import Json, is_within, value_at, version_of
from schemas.catalogue import Message
from schemas.told import Review

OF_DOCUMENT = (Action.FINISH, Action.REOPEN)
# What is doubted of where a document begins and ends: who says it of a page says nothing of its text
BOUNDARIES = frozenset(("several-documents", "picture-behind-end", "picture-missing", "pictures-cut"))
LONGEST_SHOWN = 200  # letters of a value in a sentence


def open_doubts(record: Json, said: Sequence[Entry]) -> list[Json]:
    """The machine's doubts that nobody settled."""
    if any(entry.action is Action.FINISH and version_of(record, "") == entry.version for entry in said):
        return []
    return [doubt for doubt in record["review"] if not any(_settles(entry, doubt) for entry in said)]


def _settles(entry: Entry, doubt: Json) -> bool:
    """Of a value who said something of it, of what it is part of, or of a part of it that has a name."""
    field = doubt["field"]
    if entry.action in OF_DOCUMENT:
        return False
    if entry.action in (Action.SPLIT, Action.JOIN):
        return entry.field == field and doubt["code"] in BOUNDARIES
    part = entry.field.removeprefix(f"{field}.")
    return is_within(field, entry.field) or (part != entry.field and not {".", "["} & set(part))


def questions(record: Json, result: Json, said: Sequence[Entry]) -> list[Json]:
    """What the machine reads otherwise than when a person looked at it, and than the person said."""
    found = []
    for entry in said:
        if entry.action is Action.REOPEN or version_of(record, entry.field) == entry.version:
            continue
        if entry.action is Action.FINISH:
            found.append(Review.of("", Message.of("changed-since-finished", who=entry.who)))
        elif (machine := value_at(record, entry.field)) != value_at(result, entry.field):
            found.append(Review.of(entry.field, Message.of("machine-reads-otherwise", seen=_shown(machine))))
    return [question.model_dump(mode="json") for question in found]


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
