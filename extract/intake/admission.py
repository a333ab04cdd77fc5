"""Which files are given to a reader, and why the others are not."""

from __future__ import annotations

from pathlib import Path

from extract.core.errors import (
    BrokenFile,
    DocumentError,
    EmptyFile,
    EncryptedOffice,
    NestedArchive,
    TooLarge,
    Unsupported,
)
from extract.core.limits import Limits
from extract.intake import filetype
from extract.intake.filetype import identify

# A file with one of these suffixes and unknown binary content is a damaged one of that kind; what is left of
# a picture may even look like text, while text under .doc was meant to be text.
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
EXPECTED_SUFFIXES = PICTURE_SUFFIXES | {".pdf", ".doc", ".docx", ".zip"}


def judge(path: Path, limits: Limits, *, nested: bool = False) -> tuple[str, DocumentError | None]:
    """What a file is, and why it is given to no reader. `nested`: archives are not opened.

    Raises OSError.
    """
    if path.exists() and not path.is_file():
        return filetype.UNKNOWN, Unsupported("This is a device or a pipe, not a file.")
    kind, size = identify(path), path.stat().st_size
    if kind == filetype.ZIP:
        return kind, NestedArchive() if nested else None
    if size > limits.max_bytes:
        return kind, TooLarge(f"The file has {size:,} bytes; the limit is {limits.max_bytes:,}.")
    return kind, _problem(kind, path.suffix.lower())


def _problem(kind: str, suffix: str) -> DocumentError | None:
    """Why a file of this kind is not given to a reader; None when it is."""
    damaged = BrokenFile(f"The name ends in {suffix}, but the content is not of that kind.")
    if kind in (filetype.TEXT, filetype.MARKDOWN) and suffix in PICTURE_SUFFIXES:
        return damaged
    if kind in filetype.SUPPORTED:
        return None
    if kind == filetype.EMPTY:
        return EmptyFile()
    if kind == filetype.ENCRYPTED_OFFICE:
        return EncryptedOffice()
    if (kind == filetype.UNKNOWN and suffix in EXPECTED_SUFFIXES) or (kind, suffix) == (
        filetype.OOXML,
        ".docx",
    ):
        return damaged
    return Unsupported(f"The file is of a kind that cannot be read ({kind}).")
