"""What people key of a sample, and how right the machine is by it.

Drawn ─ two people ─▶ Keyed, Keyed ─ truth ─▶ values by place ─ judged ─▶ Judged(field, wrong, checked)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.review.paths import Json, value_at

Place = tuple[str, str]  # document, field


@dataclass(frozen=True, slots=True)
class Sample:
    """So many documents drawn by a seed; `per`: within what each has its share (all, folder, type)."""

    id: int
    at: str
    who: str
    seed: str
    size: int
    per: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document of a sample, in the order in which it was drawn (from 0)."""

    place: int
    record: str
    document: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a person reads on the page."""

    document: str
    field: str
    who: str
    value: Any


@dataclass(frozen=True, slots=True)
class Judged:
    """How often the machine was wrong about a field."""

    field: str
    wrong: int
    checked: int


class ThirdPerson(Exception):  # noqa: N818 - no fault, but there are two already
    """Two others have keyed this document."""


def judged(truth: Mapping[Place, Any], records: Mapping[str, Json]) -> list[Judged]:
    """By field, over the machine's records of a sample (by document); what has no record does not count."""
    found = dict[str, list[bool]]()
    for (document, field), value in truth.items():
        if record := records.get(document):
            found.setdefault(field, []).append(not alike(value_at(record, field), value))
    return [Judged(field, sum(wrong), len(wrong)) for field, wrong in sorted(found.items())]


def alike(one: Any, other: Any) -> bool:
    """Whether two values say the same: blanks between words do not count, and nothing is ""."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value or None if isinstance(value, list | dict) else value
