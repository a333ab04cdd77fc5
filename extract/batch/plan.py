"""What a run has to do: documents that the ledger does not have, each content once.

    sources + ledger ─▶ Plan(kept, todo, twins)

A document of an earlier run is read, for its SHA-256, unless its token says that it is the same. Two
documents are one content by SHA-256 and kind; only files of equal size are read for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.batch.ledger import DONE, ENDED, FAILED, Entry, Rows
from extract.core.errors import TooLarge, Unreadable
from extract.core.options import Also
from extract.core.source import Source
from extract.intake.identity import fingerprint

Key = tuple[str, str]  # SHA-256, media type


@dataclass(slots=True)
class Plan:
    """One run's work, in the order of the sources."""

    kept: list[Entry] = field(default_factory=list)  # done, or failed, by an earlier run
    todo: list[Source] = field(default_factory=list)  # to be converted
    # Documents with the content of another one: by the record that theirs is written from.
    twins: dict[str, list[Source]] = field(default_factory=dict)
    # New tokens of records whose documents were read and found unchanged.
    settled: list[tuple[str | None, str]] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """Records to be written."""
        return len(self.todo) + sum(map(len, self.twins.values()))


def plan(
    sources: Sequence[Source],
    out: Path,
    ledger: Rows,
    stamp: str,
    *,
    also: Sequence[Also] = (),
    retry_failed: bool,
) -> Plan:
    """`also`: what is to stand beside each record. Raises OutputError when the ledger cannot be read."""
    made, first = Plan(), dict[Key, str]()
    fresh: list[Source] = []
    for source in sources:
        entry = ledger.get(source.output)
        if (
            entry
            and all((out / name).is_file() for name in _files(source, entry, also))
            and is_current(source, entry, stamp, retry_failed=retry_failed)
        ):
            made.kept.append(entry)
            if source.token != entry.token:
                made.settled.append((source.token, source.output))
            if entry.state == DONE and entry.sha256 and entry.media_type:
                first.setdefault((entry.sha256, entry.media_type), source.output)
        else:
            fresh.append(source)
    shared = _shared_sizes(sources) if fresh else set()
    for source in fresh:
        key = _key(source) if not source.error and _size(source) in shared else None
        if key and key in first:
            made.twins.setdefault(first[key], []).append(source)
        else:
            made.todo.append(source)
            if key:
                first[key] = source.output
    return made


def _files(source: Source, entry: Entry, also: Sequence[Also]) -> list[str]:
    """What a run writes of a document; of one that failed the record alone."""
    return [source.output, *(map(source.beside, also) if entry.state == DONE else ())]


def is_current(source: Source, entry: Entry, stamp: str, *, retry_failed: bool) -> bool:
    """Whether the record that the ledger speaks of is that of this document, made as it would be now."""
    if entry.state not in ENDED or entry.stamp != stamp or (retry_failed and entry.state == FAILED):
        return False
    if source.error and source.error.code != entry.code:
        return False
    if source.token is not None and source.token == entry.token:
        return True
    return _content(source) == entry.sha256


def _content(source: Source) -> str | None:
    """The SHA-256 that the ledger has for such a document; null where it was too large or unreadable."""
    if isinstance(source.error, TooLarge | Unreadable):
        return None
    try:
        return fingerprint(source.path)[0]
    except OSError:
        return None


def _shared_sizes(sources: Sequence[Source]) -> set[int]:
    """Sizes that more than one file has."""
    counts = Counter(map(_size, sources))
    return {size for size, count in counts.items() if count > 1 and size > 0}


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _key(source: Source) -> Key | None:
    content = _content(source)
    return (content, source.media_type) if content else None
