"""What stands in the output folder for each document, and its copy at the mirror.

Written ─ put ─▶ what stands beside the record, then the record ─ held ─▶ Written, of an earlier run
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.batch import writer
from extract.batch.entries import is_told
from extract.batch.indexing import Indexing
from extract.batch.workers import Written
from extract.core.options import Also
from extract.core.source import beside
from extract.intake.formats import possible

if TYPE_CHECKING:  # an extra
    from extract.batch.mirror import Mirror


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """`also`: what a run writes beside each record; `index`: who is told of each."""

    out: Path
    also: Sequence[Also]
    index: Indexing
    mirror: Mirror | None = None

    def put(self, document: Written) -> None:
        """Write a document. Raises OutputError."""
        for also in self.also:
            if also not in document.beside:  # it cannot have it any more
                self.drop(beside(document.name, also.suffix))
        for also, content in document.beside.items():
            self._write(beside(document.name, also.suffix), content)
        self._write(document.name, document.record)  # last: where it is, all is
        self.index.put(document.record, document.name)

    def held(self, record: str, media_type: str | None) -> Written:
        """A document of an earlier run. Raises OSError or ValueError when not all of it is there."""
        found: dict[Also, bytes | Path] = {}
        for also in possible(self.also, media_type):
            path = self.out / beside(record, also.suffix)
            if also is not Also.PDF:
                found[also] = path.read_bytes()
            elif path.exists() or not is_told(self.out / record):
                found[also] = path.resolve(strict=True)
        return Written(record, (self.out / record).read_bytes(), found)

    def has(self, name: str) -> bool:
        return (self.out / name).exists()

    def remove(self, record: str) -> None:
        """Take away a record, if it is there, and all that may stand beside it."""
        if self.has(record):
            for name in (record, *(beside(record, also.suffix) for also in Also)):
                self.drop(name)
            self.index.drop(record)

    def drop(self, name: str) -> None:
        (self.out / name).unlink(missing_ok=True)
        if self.mirror:
            self.mirror.drop(name)

    def _write(self, name: str, content: bytes | Path) -> None:
        if isinstance(content, Path):
            writer.take(self.out / name, content)
        else:
            writer.write(self.out / name, [content])
        if self.mirror:
            self.mirror.put(self.out / name, name)
