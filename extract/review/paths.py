"""Paths of values in a record, as `evidence` and `review` have them.

    "tables[0].rows[2][3]" ─ steps ─▶ ("tables", 0, "rows", 2, 3) ─ value_at, put_at, take_out ─▶ the record

They begin below `fields`, those of the text with `content`. Of a list no place is skipped: what is put behind
its end becomes its last item.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from typing import Any

from extract.review.shapes import Steps, empty_at, is_cell

Json = dict[str, Any]
CONTENT = "content"
_NAME = r"[^\W\d][\w-]*(?:\[\d{1,6}\])*"
_PATH = re.compile(rf"{_NAME}(?:\.{_NAME})*")
_STEP = re.compile(r"([^\W\d][\w-]*)|\[(\d+)\]")


@lru_cache(1024)
def steps(field: str) -> Steps:
    """ValueError for what is no path."""
    if not _PATH.fullmatch(field):
        raise ValueError(field)
    return tuple(name or int(index) for name, index in _STEP.findall(field))


def path_of(way: Steps) -> str:
    """Back from steps."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).removeprefix(".")


def value_at(record: Json, field: str) -> Any:
    """The value there; None where nothing is. "" is what the document is known by (`identity_of`)."""
    if not field:
        return identity_of(record)
    found: Any = _root(record, steps(field))
    for step in steps(field):
        try:
            found = found[step]
        except (LookupError, TypeError):
            return None
    return found


def version_of(record: Json, field: str) -> str:
    """Hash of the value there: the same in every conversion that reads the same."""
    held = json.dumps(value_at(record, field), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(held.encode(errors="replace")).hexdigest()[:16]


# What a person looks at who says that a document is done: single values, which are few and are all shown.
KNOWN_BY = (
    "doc_type", "number", "notation", "code", "organ_parent", "organ", "place", "date", "title", "urgency",
    "secrecy", "archive_line", "signer", "appendix", "incoming",
)  # fmt: skip


def identity_of(record: Json) -> Json:
    """The values by which the document is known."""
    return {name: record["fields"][name] for name in KNOWN_BY}


def put_at(record: Json, field: str, value: Any) -> None:
    """In place. LookupError or TypeError where there is no such place."""
    *way, last = steps(field)
    held: Any = _root(record, steps(field))
    for depth, step in enumerate(way):
        if held[step] is None:  # an object that the document does not have
            held[step] = empty_at(tuple(way[: depth + 1]))
        held = held[step]
    if isinstance(held, list) and isinstance(last, int):
        held[last : last + 1] = [value]
    elif isinstance(held, dict) and (last in held or way == ["extra"]):
        held[last] = value
    else:
        raise TypeError(field)


def take_out(record: Json, field: str) -> None:
    """An item of a list, in place."""
    *_, last = steps(field)
    held = value_at(record, path_of(steps(field)[:-1]))
    if isinstance(held, list) and isinstance(last, int) and last < len(held):
        del held[last]


def is_item(field: str) -> bool:
    """Whether it is an item of a list, without which those behind it move up."""
    return bool(field) and isinstance(steps(field)[-1], int) and not is_cell(steps(field))


def is_within(field: str, other: str) -> bool:
    """Whether it is the other one, or a part of it."""
    return field == other or (field.startswith(other) and field[len(other)] in ".[")


def _root(record: Json, way: Steps) -> Any:
    return record if way[0] == CONTENT else record["fields"]
