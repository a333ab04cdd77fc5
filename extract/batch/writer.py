"""Write records so that a reader never sees half of one.

    bytes ─▶ .NAME.tmp ─▶ flushed to disk ─▶ renamed to NAME

Used for single records and for summary.json; records.jsonl has its own way (records_file.py).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from extract.core.errors import OutputError
from schemas.catalogue.system import why

AT_ONCE = 1 << 20  # bytes
RECORDS, SUMMARY = "records.jsonl", "summary.json"


def prepare(folder: Path) -> None:
    """Make the output folder and try to write to it. Raises OutputError."""
    probe = folder / ".sohoa.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError("out-not-written", folder=folder, error=why(error)) from error


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Replace `path` by the chunks, all or nothing. Raises OutputError."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise not_written(path, error) from error


def take(path: Path, made: Path) -> None:
    """Replace `path` by a file that a worker made, which may lie on another disk. Raises OutputError."""
    try:
        with made.open("rb") as file:
            write(path, iter(partial(file.read, AT_ONCE), b""))
    except OSError as error:
        raise not_written(path, error) from error


def not_written(path: Path, error: OSError) -> OutputError:
    """Why a file cannot be written, and what to do."""
    return OutputError("record-not-written", path=path, error=why(error))


def write_summary(folder: Path, summary: dict[str, Any]) -> None:
    """summary.json."""
    write(folder / SUMMARY, [json.dumps(summary, ensure_ascii=False, indent=2).encode(), b"\n"])
