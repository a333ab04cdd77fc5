"""One file to convert, as intake found it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.core.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Source:
    """One file to convert.

    `root` is the folder of records under the output folder ("" for a file given by itself), `name`
    the path below it, with "/", made safe. `error` is set when no reader should be tried. As long as
    `token` is the same the content is: it need not be read to know that.
    """

    path: Path  # where the bytes are
    name: str
    root: str
    media_type: str
    error: DocumentError | None = None
    token: str | None = None
    url: str | None = None  # where the bytes are instead of at `path`: they are fetched to be read
    size: int = 0  # in bytes; 0 where it is not known, as at a URL

    @property
    def place(self) -> str:
        """Where the document is, as the ledger has it."""
        return self.url or str(self.path)

    @property
    def output(self) -> str:
        """The record's path below the output folder."""
        return self.beside("json")

    def beside(self, suffix: str) -> str:
        """The path below the output folder of what stands beside the record."""
        return beside(self.root, self.name, suffix)


def beside(root: str, name: str, suffix: str) -> str:
    """The path below the output folder of what is written of a document."""
    return f"{root}/{name}.{suffix}" if root else f"{name}.{suffix}"
