"""A file in a package: where it stands, its bytes or the file they are in, its size and SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from extract.core.errors import OutputError
from extract.packages.data_files import CHUNK

# .xsd and .xml as the sample has them. One table, so that no system's own decides what a package says.
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    ".xsd": "application/octet-stream",
    ".xml": "application/xml",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".html": "text/html",
    ".rtf": "application/rtf",
    ".doc": "application/msword",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


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
        return MEDIA_TYPES.get(suffix, "application/octet-stream")

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
