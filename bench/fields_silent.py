"""Values that are wrong and that nothing says so of: the first figures of the scoreboard of fields.

    record + reference ─▶ each wrong value, in review or not ─▶ silent ones, and sure ones, by field

A value is silent when it is wrong, or invented, and `review` names neither its field nor the field that it
is a part of. Missing values are not counted here: an empty field misleads nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.fields_values import accepted, is_given, outcome, value_at
from schemas.record import Record

SURE = (0.9, 0.95)  # of values with at least so much confidence the wrong ones are counted


@dataclass(frozen=True, slots=True)
class Judged:
    """One value that a record gives."""

    path: str
    right: bool
    told: bool  # in review
    confidence: float


def judged(record: Record, gold: dict[str, Any], paths: Iterable[str]) -> Iterator[Judged]:
    """Every single value that the record gives and the reference speaks of."""
    fields = record.fields.model_dump(mode="json")
    told = {item.field for item in record.review}
    for path in paths:
        given, expected = value_at(fields, path), value_at(gold, path)
        if given and is_given(gold, path):
            whole = path.split(".", maxsplit=1)[0]
            found = outcome(path, given, expected, accepted(gold.get("accept", {}), path))
            places = [e.confidence for e in record.evidence if e.field in (path, whole)]
            right = found in ("exact", "right")
            yield Judged(path, right, bool({path, whole} & told), max(places, default=0.0))


def show(values: Iterable[Judged], documents: int) -> None:
    """Silent values and wrong ones among the sure, of all values and by field."""
    held = list(values)
    silent = Counter(value.path for value in held if not value.right and not value.told)
    share = silent.total() / max(1, documents)
    print(f"\nsilent: {silent.total()} of {len(held)} values, {share:.2f} a document")
    for least in SURE:
        sure = [value for value in held if value.confidence >= least]
        wrong = Counter(value.path for value in sure if not value.right)
        print(f"wrong of those from {least}: {wrong.total()} of {len(sure)}  {_by_field(wrong)}")
    told = sum(value.right and value.told for value in held)
    print(f"right but in review: {told}\nsilent by field: {_by_field(silent)}")


def _by_field(counts: Counter[str]) -> str:
    return ", ".join(f"{path} {count}" for path, count in counts.most_common())
