"""A record as people left it: their values in place of the machine's, what is settled no doubt any more.

    record, entries ─ overlay ─▶ record with `human` ;  records ─ overlaid ─▶ records

A correction belongs to what the machine had read. Where it reads otherwise now, the person's value stays, and
`review` asks again (`machine-reads-otherwise`). A record nobody touched comes back as it is, the same object.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.review.alike import follow
from extract.review.doubts import open_doubts, questions
from extract.review.entries import Action, Entry
from extract.review.log import Log, counting
from extract.review.paths import Json, is_within, put_at, steps, value_at
from extract.review.places import closed, placed
from extract.review.shapes import nothing_at

VALUES = (Action.CONFIRM, Action.CORRECT, Action.ABSENT)  # what is said of a value


def overlay(record: Json, entries: Sequence[Entry], *, keep_places: bool = False) -> Json:
    """A new record where there are entries; `entries`: all of the document, in the order of time.

    With `keep_places` items of lists that are not printed stay as null, so that paths are those of the
    machine's record, by which corrections are told; else they are taken out, and `evidence` and `review`
    follow.
    """
    said = [placed(record, entry) for entry in latest(counting(entries))]
    if not said:
        return record
    result = {**record, **{name: copy.deepcopy(record[name]) for name in ("fields", "content")}}
    for entry in said:
        lay(result, entry)
    human = [*(_told(record, entry) for entry in said), *follow(result, record, said)]
    result["review"] = [*open_doubts(record, said), *questions(record, result, said)]
    result.pop("processing")
    result |= {"human": human, "processing": record["processing"]}
    return result if keep_places else closed(result, said)


def overlaid(folder: Path, records: Iterable[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
    """The records of a folder, each by its key, as people left them. Raises OutputError."""
    with Log(folder) as log:
        touched = log.revisions()
        for key, record in records:
            yield key, overlay(record, log.of(record["id"])) if record["id"] in touched else record


def corrected(folder: Path, key: str) -> Json | None:
    """A record of the folder of which somebody said something, else None. Raises OSError, OutputError."""
    record: Json = json.loads((folder / key).read_bytes())
    with Log(folder) as log:
        left = overlay(record, log.of(record["id"] or ""))
    return None if left is record else left


def latest(entries: Sequence[Entry]) -> list[Entry]:
    """Of each field what was said last, what is confirmed first.

    What replaces a whole replaces what was said of its parts; who confirms it leaves them.
    """
    held = dict[str, Entry]()
    for entry in entries:
        held.pop(entry.field, None)
        if entry.action in (Action.CORRECT, Action.ABSENT):
            held = {field: one for field, one in held.items() if not is_within(field, entry.field)}
        held[entry.field] = entry
    return sorted(held.values(), key=lambda entry: entry.action is not Action.CONFIRM)


def lay(result: Json, entry: Entry) -> None:
    """The person's value in the record, in place; where the record has no such place any more, nothing."""
    if entry.action not in VALUES:
        return
    try:
        put_at(result, entry.field, value_of(entry))
    except (LookupError, TypeError):
        return


def value_of(entry: Entry) -> Any:
    """What is to stand there."""
    return nothing_at(steps(entry.field)) if entry.action is Action.ABSENT else entry.new


def _told(record: Json, entry: Entry) -> Json:
    """What `human` says of it."""
    return {
        "field": entry.field,
        "value": entry.new if entry.action in VALUES else None,
        "machine": value_at(record, entry.field) if entry.action in VALUES else None,
        "who": entry.who,
        "at": entry.at,
        "action": entry.action.value,
    }
