"""The records of an output folder, one after the other, each with the key it has for good.

    ledger (order, length) + records.jsonl ─ corrections over them ─▶ read ─▶ (key, record), one at a time

The key is the path of the record's file below the output folder, as in the ledger. May be read while a run
goes on: what the ledger does not know yet is left for the next time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.batch.ledger_view import look
from extract.batch.writer import RECORDS
from extract.core.errors import OutputError
from extract.review.overlay import overlaid
from schemas.catalogue.system import why

Json = dict[str, Any]


def read(folder: Path) -> Iterator[tuple[str, Json]]:
    """Raises OutputError at once when the folder is none of `sohoa convert`, later when a line is damaged."""
    with look(folder):
        return overlaid(folder, _lines(folder))


def _lines(folder: Path) -> Iterator[tuple[str, Json]]:
    path = folder / RECORDS
    try:
        with look(folder) as view, path.open("rb") as lines:
            for key in view.listed():
                record = json.loads(lines.readline())
                if record["source"]["record"] != key:
                    raise ValueError(key)
                yield key, record
    except OSError as error:
        raise OutputError("records-not-read", path=path, error=why(error)) from error
    except ValueError as error:
        raise OutputError("records-damaged", path=path) from error
