"""Places in lists: those that have moved since a person spoke of them, and those that are taken out.

entry, record as it is now ─ placed ─▶ entry ;  record with items that are not printed ─ closed ─▶ without
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from extract.review.entries import Action, Entry
from extract.review.paths import Json, is_item, is_within, path_of, steps, take_out, value_at, version_of


def placed(record: Json, entry: Entry) -> Entry:
    """The entry where its item of a list is now: the machine may read more before it, or less."""
    if not is_item(entry.field) or version_of(record, entry.field) == entry.version:
        return entry
    *way, _ = steps(entry.field)
    items = value_at(record, path_of(tuple(way)))
    fields = [path_of((*way, place)) for place in range(len(items or ()))]
    found = [field for field in fields if version_of(record, field) == entry.version]
    return dataclasses.replace(entry, field=found[0]) if len(found) == 1 else entry


def closed(result: Json, said: Sequence[Entry]) -> Json:
    """Items of lists that are not printed taken out, the last first, and the places behind them moved up."""
    gone = [entry.field for entry in said if entry.action is Action.ABSENT and is_item(entry.field)]
    for field in sorted(gone, key=steps, reverse=True):
        take_out(result, field)
        for told in ("evidence", "review"):
            result[told] = [
                {**one, "field": _moved(one["field"], field)}
                for one in result[told]
                if told == "review" or not is_within(one["field"], field)
            ]
    return result


def _moved(field: str, gone: str) -> str:
    """The path when an item before it in its list is gone."""
    if not field:
        return field
    *way, place = steps(gone)
    own = steps(field)
    inner = own[len(way) :]
    if own[: len(way)] != tuple(way) or not inner or int(inner[0]) <= int(place):
        return field
    return path_of((*way, int(inner[0]) - 1, *inner[1:]))
