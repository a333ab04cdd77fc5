"""The index made of the records on disk, where it is missing, damaged or behind them.

    records ─ rebuild ─▶ index.sqlite ;  records that it lacks, or has otherwise ─ ensure ─▶ index.sqlite

What is on disk decides, not the ledger: a record is a file whose `source.record` says its own place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from extract.core.errors import OutputError
from extract.index.opened import DAMAGED, plainly, remove, to_write
from extract.index.tables import FILE, WHOLE, WRITTEN
from extract.index.write import Writer, token_of

Told = Callable[[int], None]


def rebuild(folder: Path, told: Told = lambda _: None) -> int:
    """Anew from all records; how many. `told`: how many are in so far. Raises OutputError."""
    remove(folder)
    return _complete(folder, told)


def ensure(folder: Path, told: Told = lambda _: None) -> int:
    """What it lacks is added; how many that were. Quick where nothing is. Raises OutputError."""
    try:
        if (folder / FILE).is_file():
            with Writer(folder) as writer:
                if writer.holds(WHOLE):
                    return 0
        return _complete(folder, told)
    except OutputError as error:
        if error.message.code != DAMAGED:
            raise
        return rebuild(folder, told)


def _complete(folder: Path, told: Told) -> int:
    known, count = _known(folder), 0
    with Writer(folder) as writer:
        for path in paths(folder):
            if known.pop(path, None) == token_of(folder / path):
                continue
            if record := read(folder, path):
                writer.put(record, path)
                count += 1
                told(count)
            else:
                writer.drop(path)
        for path in known:
            writer.drop(path)
        writer.commit()
        writer.note(WHOLE, holds=not writer.holds(WRITTEN))  # what a batch has in hand is not in it yet
    return count


def _known(folder: Path) -> dict[str, str | None]:
    """Records in the index and the tokens of their files."""
    with plainly(folder / FILE), closing(to_write(folder)) as connection:
        return dict(connection.execute("select record, token from documents"))


def paths(folder: Path) -> Iterator[str]:
    """What may be records, below the folder: by their names; what is being written begins with a dot."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(filter(str.isprintable, folders))  # as all names that a batch gives
        place = Path(root).relative_to(folder)
        for name in sorted(files):
            if name.endswith(".json") and not name.startswith(".") and name.isprintable():
                yield (place / name).as_posix()


def read(folder: Path, path: str) -> dict[str, Any] | None:
    """The record there; None for what is none, or gone."""
    try:
        found = json.loads((folder / path).read_bytes())
        return found if found["source"]["record"] == path else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
