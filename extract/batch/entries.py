"""Rows of the ledger, as a run writes them, and the files that each stands for.

    Source ─ waiting ─▶ Entry (pending)        Result ─ ended ─▶ Entry (done or failed) ─ written ─▶ files

Each carries the stamp of what made, or is to make, its record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.batch.ledger_tables import DONE, FAILED, PENDING, Entry
from extract.batch.workers import Result
from extract.core.options import Also, Options, Split
from extract.core.source import Source, as_named, beside, records
from extract.intake.formats import possible
from extract.intake.output_names import shown
from extract.version import VERSION
from schemas.loader import fingerprint
from schemas.record import SCHEMA_VERSION


def stamp_of(options: Options) -> str:
    """What makes a record beside the document: limits and time allowed do not, they only refuse."""
    also = "".join(f", {suffix}" for suffix in sorted(options.also))
    split = "" if options.split is Split.AUTO else f", split {options.split}"
    return f"sohoa {VERSION}, record {SCHEMA_VERSION}, schema {fingerprint(options.schema)}{also}{split}"


def waiting(source: Source, stamp: str) -> Entry:
    """Of a document that is to be converted."""
    path = shown(source.place)
    return Entry(
        source.output,
        path,
        None,
        None,
        source.media_type,
        PENDING,
        None,
        None,
        None,
        0,
        0.0,
        stamp,
        token=source.token,
    )


def ended(result: Result, stamp: str) -> Entry:
    """Of a document that is converted, or failed."""
    error, source = result.error, result.source
    return Entry(
        source.output,
        shown(source.place),
        result.sha256,
        result.bytes,
        source.media_type,
        FAILED if error else DONE,
        error.stage if error else None,
        error.code if error else None,
        error.message if error else None,
        result.pages,
        result.seconds,
        stamp,
        as_named(source.output, result.names),
        source.token,
    )


def written(
    output: str, state: str, named: str, media_type: str | None, also: Sequence[Also]
) -> Iterator[str]:
    """What a run writes of a file, below the output folder; of one that failed the record alone."""
    for record in records(output, named):
        yield record
        if state == DONE:
            yield from (beside(record, one.suffix) for one in possible(also, media_type))
