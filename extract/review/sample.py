"""Documents and lines drawn by chance, the same ones wherever and whenever it is done with this seed.

    record ─▶ its stratum ... ─ draw ─▶ records, one after the other
    pages of a record ─ draw_lines ─▶ Line ...

Each item has a rank that only its name and the seed decide (a hash), and the lowest are drawn. So no order
of the files matters, a larger sample holds the smaller one whole, and documents that come later hardly
change what is drawn. Nobody can choose but by trying seeds: let it be told by who takes the work over.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush, nsmallest
from pathlib import PurePosixPath
from typing import Any


class Per(StrEnum):
    """Within what each has its share of the sample."""

    ALL = "all"
    FOLDER = "folder"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: `page` of the file, from 1; `place` on the page, from 0."""

    page: int
    place: int
    text: str


def stratum(key: str, record: Mapping[str, Any], per: Per) -> str:
    """That of a record; `key`: its path below the output folder."""
    match per:
        case Per.FOLDER:
            return PurePosixPath(key).parent.as_posix()
        case Per.TYPE:
            return record["fields"]["doc_type"]["name"] or ""
    return ""


def draw(strata: Mapping[str, str], size: int, seed: str) -> list[str]:
    """So many records, in the order in which they are drawn; `strata`: the stratum of each.

    Each stratum has seats by Sainte-Laguë's method: in proportion, and no stratum ever loses one when the
    sample grows, as it might with the largest remainders.
    """
    held = defaultdict[str, list[str]](list)
    for record, name in strata.items():
        held[name].append(record)
    waiting = {name: iter(_ranked(records, seed)) for name, records in held.items()}
    return [next(waiting[name]) for name in _seats({name: len(some) for name, some in held.items()}, size)]


def draw_lines(pages: Sequence[Mapping[str, Any]], count: int, seed: str, record: str) -> list[Line]:
    """So many lines of a record in reading order, of all its pages together; `pages`: `content.pages`."""
    found = {f"{record}\0{line.page}\0{line.place}": line for line in _lines(pages)}
    drawn = [found[name] for name in nsmallest(count, found, key=lambda name: _rank(name, seed))]
    return sorted(drawn, key=lambda line: (line.page, line.place))


def _lines(pages: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """Those that hold a letter or a figure."""
    for page in pages:
        for place, text in enumerate(page["text"].splitlines()):
            if any(map(str.isalnum, text)):
                yield Line(page["number"], place, text.strip())


def _seats(sizes: Mapping[str, int], wanted: int) -> Iterator[str]:
    """The stratum of each seat."""
    queue: list[tuple[float, str, int]] = []
    for name, size in sizes.items():
        heappush(queue, (-size, name, 1))
    for _ in range(min(wanted, sum(sizes.values()))):
        _, name, taken = heappop(queue)
        yield name
        if taken < sizes[name]:
            heappush(queue, (-sizes[name] / (2 * taken + 1), name, taken + 1))


def _ranked(names: Sequence[str], seed: str) -> list[str]:
    return sorted(names, key=lambda name: _rank(name, seed))


def _rank(name: str, seed: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{name}".encode("utf-8", "surrogatepass")).digest()
