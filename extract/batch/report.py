"""summary.json: what an output folder holds, by its ledger, and how the last run went.

    options, ledger, figures of the run ─ report ─▶ summary.json

Counts are of all runs into the folder; only `run` tells of one.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from extract.batch.ledger import DONE, FAILED, PENDING, Ledger
from extract.core.options import Options
from extract.version import VERSION
from schemas.record import SCHEMA_VERSION


def report(options: Options, ledger: Ledger, run: dict[str, Any]) -> dict[str, Any]:
    """What summary.json says: what the folder holds, and how this run went (`run`)."""
    entries = list(ledger.entries())
    states = Counter(entry.state for entry in entries)
    return {
        "tool": "sohoa",
        "version": VERSION,
        "schema_version": SCHEMA_VERSION,
        "schema": options.schema,
        "documents": len(entries),
        "done": states[DONE],
        "failed": states[FAILED],
        "pending": states[PENDING],
        "pages": sum(entry.pages for entry in entries),
        "errors": dict(Counter(entry.code for entry in entries if entry.code).most_common()),
        "run": run,
    }
