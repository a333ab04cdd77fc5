"""Pictures of one folder whose names run on: most likely the pages of documents, one picture a page.

    names ─ arranged ─▶ the same, runs in one piece, 2 before 10
          ─ follows ──▶ whether one goes on where another ended: 001.jpg ─▶ 002.jpg

Names alone prove nothing: which pages are whose is told by what they say (layout.gathered).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.intake import formats
from extract.intake.formats import Shape

# What stands before the last number, the number, and what closes it: "scan (3).jpg", but not "0003a.jpg": of
# fronts and backs, or versions, each kind would run on by itself.
RUNNING = re.compile(r"(?P<head>.*?)(?P<number>\d{1,9})[^\w/]*(?P<suffix>\.[A-Za-z]+)", re.DOTALL | re.ASCII)
# Sheets are taken out and scanned again; a clock's time or a document's number makes wider gaps.
GAP = 5
# Pictures read together at most. A feeder takes 50 to 100 sheets. More would be lost with one picture that
# kills its worker, and read again when one is added; at two seconds each they stay far below --timeout.
MOST = 200

SUFFIXES = tuple(suffix for row in formats.FORMATS if row.shape is Shape.PICTURE for suffix in row.suffixes)


@dataclass(frozen=True, slots=True)
class Running:
    """A picture's name with its number; `series` is what all of a run have in common."""

    series: tuple[str, str, str]
    number: int


def running(name: str) -> Running | None:
    """What a name (with folders before it, "/" between) says; None when it is no picture's with a number."""
    if not name.lower().endswith(SUFFIXES):  # asked of a million files, most of which are no pictures
        return None
    found = RUNNING.fullmatch(name)
    if not found:
        return None
    row = formats.promised(found["suffix"].lower())
    closing = name[found.end("number") : found.start("suffix")]
    return Running((found["head"], closing, row.media_type), int(found["number"]))


def follows(name: str, before: str) -> bool:
    """Whether a picture may be the page after another one, by its name."""
    one, other = running(before), running(name)
    return (
        one is not None
        and other is not None
        and one.series == other.series
        and 0 < other.number - one.number <= GAP
    )


def jumps(name: str, before: str) -> bool:
    """Whether a number between the two names is missing."""
    one, other = running(before), running(name)
    return one is not None and other is not None and other.number - one.number > 1


def arranged(names: Sequence[str]) -> list[str]:
    """Sorted names with the pictures of each series in one piece, by their numbers, where its first stood."""
    series: dict[tuple[str, str, str], list[str]] = {}
    for name in names:
        if found := running(name):
            series.setdefault(found.series, []).append(name)
    return list(_pieces(names, series)) if series else list(names)


def _pieces(names: Sequence[str], series: dict[tuple[str, str, str], list[str]]) -> Iterator[str]:
    for name in names:
        found = running(name)
        if found is None:
            yield name
        else:
            yield from sorted(series.pop(found.series, []), key=_number)


def _number(name: str) -> int:
    found = running(name)
    return found.number if found else 0


def runs(names: Sequence[str]) -> list[list[str]]:
    """The runs of two pictures and more among the names of one folder."""
    found: list[list[str]] = []
    ordered = arranged(sorted(names))
    for before, name in pairwise(ordered):
        if not follows(name, before):
            continue
        if found and found[-1][-1] == before:
            found[-1].append(name)
        else:
            found.append([before, name])
    return found
