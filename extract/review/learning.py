"""What the documents of an archive teach: values that people confirmed, and that were sure many times over.

    records, corrections laid over them ─▶ Knowledge

Values that differ only in marks or a letter from one that a person confirmed are misreadings of it, however
often they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

from diacritics.syllable import normalise_tone
from schemas.knowledge import Knowledge, Known

SURE = 0.95  # confidence from which a reading counts; of 793 such values of 84 documents one was wrong
MANY = 3  # documents that must say what nobody confirmed
MISREAD = 0.8  # share of letters from which a reading is one of a confirmed value
FIELDS = ("organ", "organ_parent", "place", "archive_line", "signer.name")
CONFIRMED = ("confirm", "correct")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saying:
    """One document that says a value."""

    field: str
    value: str
    organ: str | None
    parent: str | None
    title: str | None
    date: str | None
    by_person: bool


def learned(records: Iterable[Json]) -> Knowledge:
    """What these records teach, the same in whatever order they come."""
    count = 0
    said: dict[tuple[str, str, str, str], list[Saying]] = defaultdict(list)
    for record in records:
        count += 1
        for one in set(sayings(record)):
            said[one.field, one.organ or "", one.value, one.title or ""].append(one)
    known = [found for key in sorted(said) if (found := _known(said[key]))]
    return Knowledge(documents=count, values=list(_without_misreadings(known)))


def sayings(record: Json) -> Iterator[Saying]:
    """What one record says surely."""
    fields = record["fields"]
    doubted = {item["field"] for item in record["review"]}
    by_person = {one["field"] for one in record.get("human") or () if one["action"] in CONFIRMED}
    surest: dict[str, float] = defaultdict(float)
    for one in record["evidence"]:
        surest[one["field"]] = max(surest[one["field"]], one["confidence"])

    def is_sure(path: str) -> bool:
        return path in by_person or (surest[path] >= SURE and path not in doubted)

    organ = fields["organ"] if is_sure("organ") else None
    parent = fields["organ_parent"] if is_sure("organ_parent") else None
    for path, value in _values(fields):
        field = path.split("[")[0]
        if value and is_sure(path) and (organ or field == "organ"):
            title = fields["signer"]["title"] if field == "signer.name" else None
            owner = (None, None) if field == "organ" else (organ, parent)
            yield Saying(field, value, *owner, title, fields["date"], path in by_person)


def _values(fields: Json) -> Iterator[tuple[str, str | None]]:
    for path in FIELDS:
        head, _, part = path.partition(".")
        yield path, fields[head][part] if part else fields[head]
    for index, item in enumerate(fields["recipients"]):
        yield f"recipients[{index}]", item


def _known(said: list[Saying]) -> Known | None:
    """A value that is well enough known, or None."""
    confirmed = sum(one.by_person for one in said)
    if not confirmed and len(said) < MANY:
        return None
    days = sorted(one.date for one in said if one.date)
    first, last = (days[0], days[-1]) if days else (None, None)
    one = said[0]
    parents = {other.parent for other in said}
    parent = parents.pop() if len(parents) == 1 else None
    return Known(
        field=one.field, value=one.value, organ=one.organ, parent=parent, title=one.title,
        seen=len(said) - confirmed, confirmed=confirmed, first=first, last=last,
    )  # fmt: skip


def _without_misreadings(known: list[Known]) -> Iterator[Known]:
    confirmed = [one for one in known if one.confirmed]
    for one in known:
        if one.confirmed or not any(_is_misreading(one, other) for other in confirmed):
            yield one


def _is_misreading(one: Known, other: Known) -> bool:
    if (one.field, one.organ) != (other.field, other.organ):
        return False
    forms = (" ".join(normalise_tone(value).lower().split()) for value in (one.value, other.value))
    return MISREAD <= Levenshtein.normalized_similarity(*forms) < 1
