"""One file to convert, or several pictures that are read together, as intake found them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from extract.core.errors import DocumentError

if TYPE_CHECKING:
    from schemas.record import Part


@dataclass(frozen=True, slots=True)
class Picture:
    """One of several pictures whose names run on; its parts and name are as a Source has them."""

    path: Path
    name: str
    parts: tuple[str, ...]
    size: int = 0
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file to convert, or the pictures of a run, called as the first of them.

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
    pictures: tuple[Picture, ...] = ()  # two and more that are read together, the first one too
    attached: tuple[str, ...] = ()  # names of what is attached to it and is a Source of its own

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where all its bytes are."""
        return tuple(picture.path for picture in self.pictures) or (self.path,)

    @property
    def files(self) -> list[str]:
        """Of several pictures each one as `original` has it."""
        return [_as_on_disk(picture.parts) for picture in self.pictures]

    @property
    def outputs(self) -> tuple[str, ...]:
        """`output` of each of its files, if each were read by itself."""
        return tuple(record_of_file(self.root, one.name) for one in self.pictures) or (self.output,)

    def some(self, first: int, count: int) -> Source:
        """So many of its pictures from one on (from 0); one by itself is a file like any other."""
        held = self.pictures[first : first + count]
        return replace(
            self,
            path=held[0].path,
            name=held[0].name,
            parts=held[0].parts,
            url=held[0].url,
            size=sum(picture.size for picture in held),
            pictures=held if count > 1 else (),
        )

    @property
    def place(self) -> str:
        """Where the document is, as the ledger has it."""
        return self.url or str(self.path)

    @property
    def original(self) -> str:
        """The path below the root as it is on disk; a byte that is no UTF-8 is \\xff, a backslash twice."""
        return _as_on_disk(self.parts or (self.name,))

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


def records(output: str, named: str = "") -> tuple[str, ...]:
    """The records of a file: those that the ledger names (`as_named`), or the one that it has as a whole."""
    return tuple(named.split("\n")) if named else (output,)


def as_named(output: str, names: tuple[str, ...]) -> str:
    """The records of a file in one text; "" for the one that it has as a whole."""
    return "" if names == (output,) else "\n".join(names)


def possible_records(output: str) -> Iterator[str]:
    """Without end: the record that a file has as a whole, and those of the documents that it may hold."""
    yield output
    yield from (_part(output, index) for index in count(1))


def _as_on_disk(parts: tuple[str, ...]) -> str:
    whole = "/".join(parts).replace("\\", r"\\")
    return whole.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _part(output: str, index: int) -> str:
    return f"{output.removesuffix('.json')}~part{index}.json"
