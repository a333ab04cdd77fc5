"""summary.json: what an output folder holds, by its ledger, and how the last run went.

    options, ledger, figures of the run ─ report ─▶ summary.json

Counts are of all runs into the folder; only `run` tells of one.
"""

from __future__ import annotations

from typing import Any

from extract.batch.ledger import Ledger
from extract.batch.ledger_tables import DONE, FAILED, PENDING
from extract.core.options import Options
from extract.version import VERSION
from schemas.record import SCHEMA_VERSION


def report(options: Options, ledger: Ledger, run: dict[str, Any]) -> dict[str, Any]:
    """What summary.json says: what the folder holds, and how this run went (`run`)."""
    states = ledger.states()
    count = {state: number for state, (number, _) in states.items()}
    return {
        "tool": "sohoa",
        "version": VERSION,
        "schema_version": SCHEMA_VERSION,
        "schema": options.schema,
        "documents": sum(count.values()),
        "done": count.get(DONE, 0),
        "failed": count.get(FAILED, 0),
        "pending": count.get(PENDING, 0),
        "pages": sum(pages for _, pages in states.values()),
        "errors": ledger.codes(),
        "run": run,
    }
