"""Which file of a document goes into `data/`, byte for byte.

    Document + output folder + folders of the sources ─▶ find ─▶ a path, or why there is none

The searchable PDF beside the record, if there is one; of a digitally signed file always the file itself,
since any other copy has lost the signature. The file must be the one that the record was made from (SHA-256).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.core.errors import SpokenError
from extract.core.source import beside
from extract.packages.dossiers import Document

# Of a signature dictionary (ISO 32000-1, 12.8.1); it never lies in a packed stream, since what it says are
# places in the file.
SIGNED = b"/ByteRange"
CHUNK = 1 << 20


class NoFile(SpokenError):  # noqa: N818 - as in extract/core/errors.py
    """A document without a file that could be packed; it says why and what to do."""


def find(document: Document, out: Path, sources: Sequence[Path]) -> Path:
    """Raises NoFile."""
    searchable = out / beside(document.key, "pdf")
    held = next(own(document, sources), None) if document.is_whole_file else None
    if held and (not searchable.is_file() or is_signed(held)):
        return held
    if searchable.is_file():
        return searchable
    raise NoFile("source-not-found" if document.is_whole_file else "no-file-of-its-own", path=document.path)


def own(document: Document, sources: Sequence[Path]) -> Iterator[Path]:
    """The file it was made from, below the folders that were given."""
    parts = Path(document.path).parts
    if Path(document.path).is_absolute() or ".." in parts:
        return
    as_record = Path(document.key).parent / Path(document.path).name
    for folder in sources:
        for path in (folder / document.path, folder / as_record):
            if path.is_file() and _hash(path) == document.sha256:
                yield path


def _hash(path: Path) -> str:
    """ "" for a file that this user cannot read: it is none that could be packed."""
    try:
        return sha256_of(path)
    except OSError:
        return ""


def is_signed(path: Path) -> bool:
    """Whether it is a PDF with a digital signature."""
    with path.open("rb") as file:
        before = file.read(CHUNK)
        if b"%PDF-" not in before[:1024]:
            return False
        while chunk := file.read(CHUNK):
            if SIGNED in before:
                return True
            before = before[-len(SIGNED) :] + chunk
    return SIGNED in before


def sha256_of(path: Path) -> str:
    """Of a whole file, in small letters."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
