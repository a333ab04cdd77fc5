"""Where the file of a record lies, to show its pages: the very file it was made from, or none.

    record ─ ledger's path · folders of documents ─▶ candidates ─ SHA-256 ─▶ Sheet (file, page in it)

A file that was changed since is not shown: a person would check values against another page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.batch.ledger_view import look
from extract.core.errors import OutputError
from extract.core.source import beside
from extract.intake import formats
from extract.intake.identity import of_several
from extract.packages.data_files import sha256_of

Json = Mapping[str, Any]
_PART = "~part"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that can be drawn: `number` within its file, from 1."""

    path: Path
    number: int
    media_type: str


class Sources:
    """Of one output folder. `documents`: folders in which files are looked for too."""

    def __init__(self, folder: Path, documents: Sequence[Path] = ()) -> None:
        self._folder, self._documents = folder, documents

    def sheet(self, record: Json, number: int) -> Sheet | None:
        """Page `number` of the record; None where its file is not there any more, or has no pages."""
        source = record["source"]
        if not formats.is_drawn(source["media_type"] or ""):
            return None
        for files in self._candidates(source):
            if _is(files, source["sha256"]):
                several = len(files) > 1
                path = files[number - 1] if several else files[0]
                return Sheet(path, 1 if several else number, source["media_type"])
        searchable = self._folder / beside(source["record"], "pdf")
        if searchable.is_file() and source["part"] is None:
            return Sheet(searchable, number, formats.PDF.media_type)
        return None

    def _candidates(self, source: Json) -> Iterator[list[Path]]:
        """The files that it may have been made from, in their order."""
        names = source["files"] or [source["path"]]
        first = self._in_ledger(source["record"])
        if first and first.endswith(names[0]):
            root = first[: len(first) - len(names[0])]
            yield [Path(f"{root}{name}") for name in names]
        for folder in self._documents:
            if all(_is_inside(name) for name in names):
                yield [folder / name for name in names]

    def _in_ledger(self, record: str) -> str | None:
        """Where the run found the file of a record, or the first of its pictures."""
        with suppress(OutputError), look(self._folder) as view:
            for output in (record, f"{record.rpartition(_PART)[0]}.json"):
                found = view.ask("select path from documents where output = ?", output)
                if found:
                    return str(found[0][0])
        return None


def _is_inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _is(files: Sequence[Path], sha256: str | None) -> bool:
    """Whether these are the files that the record was made from."""
    try:
        hashes = [_hash(file, (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
    except OSError:
        return False
    return sha256 == (hashes[0] if len(hashes) == 1 else of_several(hashes))


@lru_cache(maxsize=4096)
def _hash(file: Path, _size: int, _changed: int) -> str:
    """Of a file as it is now: read once as long as neither its size nor its time changes."""
    return sha256_of(file)
