"""Whether confidence means what it says: of the values given with so much of it, how many are right.

    record + reference ─▶ (confidence, right) of every value with evidence ─▶ a row for each band
    the same by source ─▶ crossed ─▶ values that are sure by a fit to the other sources, and the wrong of them

A value's confidence is that of the best place it was read at. A citation counts by its code, or its title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bench.fields_values import accepted, is_given, normal, outcome, value_at
from schemas.record import Record

SURE = 0.95
BANDS = (0.95, 0.9, 0.8, 0.6, 0.0)
Said = tuple[float, bool]


def said(record: Record, gold: dict[str, Any], simple: Iterable[str], lists: Iterable[str]) -> Iterator[Said]:
    """Every value that the record gives and the reference speaks of."""
    fields = record.fields.model_dump(mode="json")
    for path in simple:
        given, expected = value_at(fields, path), value_at(gold, path)
        if given and is_given(gold, path):
            found = outcome(path, given, expected, accepted(gold.get("accept", {}), path))
            yield from _at(record, (path, path.split(".", maxsplit=1)[0]), found in ("exact", "right"))
    for path in lists:
        if is_given(gold, path):
            yield from _items(record, path, *([normal(v) for v in held[path]] for held in (fields, gold)))
    if "citations" in gold and "citations_scope" not in gold:  # else the reference has those of some pages
        yield from _items(
            record, "citations", *([_name(c) for c in held["citations"]] for held in (fields, gold))
        )


def _name(citation: dict[str, Any]) -> str:
    return normal(citation["code"] or citation["title"] or "", any_case=True)


def _items(record: Record, path: str, given: list[str], expected: list[str]) -> Iterator[Said]:
    left = Counter(expected)
    for index, value in enumerate(given):
        left[value] -= 1
        yield from _at(record, (f"{path}[{index}]",), left[value] >= 0)


def _at(record: Record, paths: tuple[str, ...], right: bool) -> Iterator[Said]:
    found = ([place for place in record.evidence if place.field == path] for path in paths)
    if places := next(filter(None, found), None):
        yield max(place.confidence for place in places), right


def show(values: Iterable[Said]) -> None:
    """The table: band, values, right, share."""
    counts: dict[float, Counter[bool]] = {band: Counter() for band in BANDS}
    for confidence, right in values:
        counts[next(band for band in BANDS if confidence >= band)][right] += 1
    print("\nconfidence      values     right   share")
    for band, count in counts.items():
        if count.total():
            print(f"from {band:4.2f} {count.total():12}{count[True]:10}{count[True] / count.total():8.3f}")


def crossed(by_source: Mapping[str, Sequence[Said]]) -> tuple[int, int]:
    """How many values a fit to the other sources calls sure, and how many of them are wrong."""
    sure = wrong = 0
    for source, values in by_source.items():
        steps = fitted([one for other, held in by_source.items() if other != source for one in held])
        found = [right for confidence, right in values if _worth(steps, confidence) >= SURE]
        sure, wrong = sure + len(found), wrong + found.count(False)
    return sure, wrong


def fitted(values: Sequence[Said]) -> list[tuple[float, float]]:
    """Isotonic steps (highest confidence, share of right values): neighbours out of order are pooled."""
    steps: list[tuple[float, int, int]] = []  # highest confidence, right, all
    for confidence, right in sorted(values):
        steps.append((confidence, int(right), 1))
        while len(steps) > 1 and steps[-2][1] * steps[-1][2] >= steps[-1][1] * steps[-2][2]:
            high, good, count = steps.pop()
            steps[-1] = (high, steps[-1][1] + good, steps[-1][2] + count)
    return [(high, (good + 0.5) / (count + 1)) for high, good, count in steps]


def _worth(steps: Sequence[tuple[float, float]], confidence: float) -> float:
    return next((share for high, share in steps if confidence <= high), steps[-1][1] if steps else 0.0)
