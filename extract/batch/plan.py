"""What a run has to do: documents that the ledger does not have, each content once.

    sources, one at a time, + ledger ─▶ Plan: counts, and a Worklist of what is to be made

A document of an earlier run is read, for its SHA-256, unless its token says that it is the same. Two
documents are one content by SHA-256 and kind; only files of equal size are read for it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from extract.batch.entries import is_told, written
from extract.batch.ledger import Rows
from extract.batch.ledger_tables import ENDED, FAILED, Entry
from extract.batch.past import Past
from extract.batch.worklist import Worklist
from extract.core.errors import TooLarge, Unreadable
from extract.core.options import Also
from extract.core.source import Source
from extract.intake.formats import possible
from extract.intake.identity import content


@dataclass(slots=True)
class Plan:
    """One run's work."""

    work: Worklist
    kept: int = 0  # done, or failed, by an earlier run
    errors: Counter[str] = field(default_factory=Counter)  # of those that failed, by code
    again: bool = False  # a record that records.jsonl has is made anew

    @property
    def expected(self) -> int:
        """Records to be written."""
        return len(self.work.all())


def plan(
    sources: Iterable[Source],
    out: Path,
    past: Past,
    ledger: Rows,
    *,
    also: Sequence[Also] = (),
    retry_failed: bool,
) -> Plan:
    """`also`: what is to stand beside each record. Raises OutputError when the ledger cannot be read."""
    made, top = Plan(Worklist(ledger)), str(out)
    with ledger.at_once():
        for source in sources:
            entry = past.entry(source.output)
            made.work.see(source)
            if (
                entry
                and _is_there(top, entry, also)
                and is_current(source, entry, past.stamp, retry_failed=retry_failed)
            ):
                _keep(made, source, entry)
            else:
                made.again = made.again or bool(entry and entry.listed)
                made.work.wait(source)
                _absorb(made, source, past)
        made.work.find_twins(partial(_shared, also))
    return made


def _absorb(made: Plan, source: Source, past: Past) -> None:
    """What earlier runs made of the pictures of a source, by themselves or in other company, goes."""
    if not source.pictures or past.ledger is None:
        return
    own = [(row.output, row.records) for name in source.outputs[1:] if (row := past.entry(name))]
    for output, named in (*own, *past.ledger.holders(source.outputs)):
        made.work.absorb(output, named)
        made.again = True


def _is_there(top: str, entry: Entry, also: Sequence[Also]) -> bool:
    """Whether what was written of a document is; asked so often that a Path for each would show."""
    names = written(entry.output, entry.state, entry.records, entry.media_type, also)
    return all(os.access(f"{top}/{name}", os.F_OK) or _has_none(top, name) for name in names)


def _has_none(top: str, name: str) -> bool:
    """Whether it is a PDF that the record beside it says cannot be."""
    record = Path(top, name).with_suffix(".json")
    try:
        return name.endswith(f".{Also.PDF}") and is_told(record)
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _keep(made: Plan, source: Source, entry: Entry) -> None:
    made.kept += 1
    if entry.code:
        made.errors[entry.code] += 1
    if source.token != entry.token:
        made.work.settle(source)


def is_current(source: Source, entry: Entry, stamp: str, *, retry_failed: bool) -> bool:
    """Whether the record that the ledger speaks of is that of this document, made as it would be now."""
    if entry.state not in ENDED or entry.stamp != stamp or (retry_failed and entry.state == FAILED):
        return False
    if source.error and source.error.code != entry.code:
        return False
    if source.token is not None and source.token == entry.token:
        return True
    return _content(source) == entry.sha256


def _shared(also: Sequence[Also], source: Source) -> str | None:
    """As `_content`; null where what stands beside the record names its file, so that it is no other's."""
    return None if any(one.placed for one in possible(also, source.media_type)) else _content(source)


def _content(source: Source) -> str | None:
    """The SHA-256 that the ledger has for such a document; null where it was too large or unreadable."""
    if isinstance(source.error, TooLarge | Unreadable):
        return None
    try:
        return content(source)
    except OSError:
        return None
