"""The index brought up to what people said: it shows their values, and what is done.

    review.sqlite, index.sqlite ─ settle ─▶ index.sqlite

A conversion writes the machine's records to the index; each row says which revision of the corrections it
has.
"""

from __future__ import annotations

from pathlib import Path

from extract.index.build import read
from extract.index.read import Index
from extract.index.write import Writer
from extract.review.log import Log
from extract.review.overlay import overlay


def settle(folder: Path, document: str | None = None) -> int:
    """Rows of one document, or of all, that are behind; how many were written. Raises OutputError.

    Two who settle at once may write in the wrong order: whoever wrote looks again, until nothing is behind.
    """
    written = 0
    while some := _written(folder, document):
        written += some
    return written


def _written(folder: Path, document: str | None) -> int:
    count = 0
    with Log(folder) as log, Index(folder) as index, Writer(folder) as writer:
        said = {document: log.revision(document)} if document else log.revisions()
        behind = [
            (path, identity)
            for path, identity, revision in index.revisions(document)
            if revision != said.get(identity, 0)
        ]
        for path, identity in behind:
            if record := read(folder, path):
                left = overlay(record, log.of(identity))
                writer.put(left, path, revision=said.get(identity, 0), machine=record)
                count += 1
    return count
