"""Rows of the ledger, as a run writes them, and the files that each stands for.

    Source ─ waiting ─▶ Entry (pending)        Result ─ ended ─▶ Entry (done or failed) ─ written ─▶ files

Each carries the stamp of what made, or is to make, its record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.batch.ledger_tables import DONE, FAILED, PENDING, Entry
from extract.batch.workers import Result
from extract.core.options import Also, Options, Split
from extract.core.source import Source, as_named, beside, records
from extract.intake.formats import possible
from extract.intake.output_names import shown
from extract.version import VERSION
from schemas.loader import fingerprint
from schemas.record import SCHEMA_VERSION

# What a record says of a document that has no searchable PDF.
WITHOUT_PDF = frozenset(
    f"searchable-{why}" for why in ("no-pages", "page-missing", "font-missing", "refused", "not-made")
)


def stamp_of(options: Options) -> str:
    """What makes a record beside the document: limits and time allowed do not, they only refuse."""
    also = "".join(f", {suffix}" for suffix in sorted(options.also))
    split = "" if options.split is Split.AUTO else f", split {options.split}"
    drawn = ", drawn" if options.draw_pages else ""
    upright = ", upright" if options.upright else ""
    pdfa = f", PDF/A-{options.pdfa}{drawn}{upright}" if Also.PDF in options.also else ""
    made = f"sohoa {VERSION}, record {SCHEMA_VERSION}, schema {fingerprint(options.schema)}"
    return f"{made}{also}{split}{pdfa}"


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


def is_told(record: Path) -> bool:
    """Whether a record tells why no PDF stands beside it. Raises OSError, and ValueError for no JSON."""
    warnings = json.loads(record.read_bytes())["processing"]["warnings"]
    return any(warning["code"] in WITHOUT_PDF for warning in warnings)
