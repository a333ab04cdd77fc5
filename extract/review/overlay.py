"""A record as people left it: their values in place of the machine's, what is settled no doubt any more.

    record, entries ─ overlay ─▶ record with `human` ;  records ─ overlaid ─▶ records

A correction belongs to what the machine had read. Where it reads otherwise now, the person's value stays, and
`review` asks again (`machine-reads-otherwise`). A record nobody touched comes back as it is, the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.review.entries import Entry

Json = dict[str, Any]


def overlay(record: Json, entries: Sequence[Entry]) -> Json:
    """A new record where there are entries; `entries`: all of the document, in the order of time."""
    raise NotImplementedError


def overlaid(folder: Path, records: Iterable[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
    """The records of a folder, each by its key, as people left them. Raises OutputError."""
    raise NotImplementedError
