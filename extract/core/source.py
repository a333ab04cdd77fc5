"""One file to convert, as intake found it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.core.errors import DocumentError
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
        return self.beside("json")

    def record(self, part: Part | None = None) -> str:
        """The path below the output folder of the record of one of its documents."""
        return self.beside("json", part.index if part else None)

    def beside(self, suffix: str, part: int | None = None) -> str:
        """The path below the output folder of what stands beside the record, of the whole file or a part."""
        name = f"{self.name}~part{part}.{suffix}" if part else f"{self.name}.{suffix}"
        return f"{self.root}/{name}" if self.root else name
