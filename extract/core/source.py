"""One file to convert, as intake found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from extract.core.errors import DocumentError

if TYPE_CHECKING:
    from schemas.record import Part


@dataclass(frozen=True, slots=True)
class Source:
    """One file to convert.

    `root` is the folder of records under the output folder ("" for a file given by itself), `name` the path
    below it, with "/", made safe; `parts` are the names as they are on disk, or in the archive. `error` is
    set when no reader should be tried. As long as `token` is the same the content is: it need not be read to
    know that.
    """

    path: Path  # where the bytes are
    name: str
    root: str
    media_type: str
    error: DocumentError | None = None
    token: str | None = None
    parts: tuple[str, ...] = ()
    url: str | None = None  # where the bytes are instead of at `path`: they are fetched to be read
    size: int = 0  # in bytes; 0 where it is not known, as at a URL

    @property
    def place(self) -> str:
        """Where the document is, as the ledger has it."""
        return self.url or str(self.path)

    @property
    def original(self) -> str:
        """The path below the root as it is on disk; a byte that is no UTF-8 is \\xff, a backslash twice."""
        whole = "/".join(self.parts) or self.name
        return whole.replace("\\", r"\\").encode(errors="surrogateescape").decode(errors="backslashreplace")

    @property
    def output(self) -> str:
        """The record's path below the output folder."""
        return record_of_file(self.root, self.name)

    def record(self, part: Part | None = None) -> str:
        """The path below the output folder of the record of one of its documents."""
        return self.output if part is None else _part(self.output, part.index)


def record_of_file(root: str, name: str) -> str:
    """The path below the output folder of the record of a file as a whole."""
    return f"{root}/{name}.json" if root else f"{name}.json"


def beside(record: str, suffix: str) -> str:
    """The path of what stands beside a record."""
    return f"{record.removesuffix('json')}{suffix}"


def records(output: str, parts: int) -> tuple[str, ...]:
    """The records of a file by the one that it has as a whole; `parts`: documents in it."""
    return (output,) if parts == 1 else tuple(_part(output, index) for index in range(1, parts + 1))


def further_records(output: str, parts: int) -> Iterator[str]:
    """Without end: the records that the file would have if it held more documents."""
    return (_part(output, index) for index in count(1 if parts == 1 else parts + 1))


def _part(output: str, index: int) -> str:
    return f"{output.removesuffix('.json')}~part{index}.json"
