"""A file in a package: where it stands, its bytes or the file they are in, its size and SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from extract.core.errors import OutputError
from extract.intake import formats
from extract.packages.data_files import CHUNK

# Of files that intake knows by another name, or not; .xsd and .xml are as the sample has them.
MEDIA_TYPES = {".xml": "application/xml", ".json": "application/json", ".csv": "text/csv"}


@dataclass(frozen=True, slots=True)
class Item:
    """`path`: in the package, with "/"."""

    path: str
    content: bytes | Path
    size: int
    sha256: str  # hexadecimal in capitals, as in the sample

    @staticmethod
    def of(path: str, content: bytes | Path) -> Item:
        """Raises OSError."""
        digest, size = hashlib.sha256(), 0
        for chunk in _chunks(content):
            digest.update(chunk)
            size += len(chunk)
        return Item(path, content, size, digest.hexdigest().upper())

    @property
    def media_type(self) -> str:
        """By the suffix."""
        suffix = PurePosixPath(self.path).suffix.lower()
        return MEDIA_TYPES.get(suffix) or formats.promised(suffix).media_type

    def copy_to(self, target: BinaryIO) -> None:
        """Raises OSError, and OutputError when the file is not the one any more that was looked at."""
        digest = hashlib.sha256()
        for chunk in _chunks(self.content):
            digest.update(chunk)
            target.write(chunk)
        if digest.hexdigest().upper() != self.sha256:
            raise OutputError("document-changed", path=self.content)


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
