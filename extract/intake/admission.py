"""Which files are given to a reader, and why the others are not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from extract.core.errors import (
    BrokenFile,
    DocumentError,
    EmptyFile,
    EncryptedOffice,
    TooLarge,
    Unsupported,
)
from extract.core.limits import Limits
from extract.intake import formats
from extract.intake.extras import is_there
from extract.intake.filetype import identify
from extract.intake.formats import Format, Shape

DEEPEST = 3  # archives within one another that are opened; mails with packed attachments have two


def judge(
    path: Path,
    limits: Limits,
    *,
    depth: int = 0,
    state: os.stat_result | None = None,
    known: Format | None = None,
) -> tuple[Format, DocumentError | None]:
    """What a file is, and why it is given to no reader. `depth`: how many archives it lies in.

    `state`: of the file, `known`: what it is, where these are known already. Raises OSError.
    """
    state = state or path.stat()
    if not stat.S_ISREG(state.st_mode):
        return formats.UNKNOWN, Unsupported("special-file")
    found, size = known or identify(path), state.st_size
    if found.extra and not is_there(found.extra):
        return found, Unsupported(
            "format-needs-package", "install-formats", kind=found.name, package=found.extra
        )
    if found.shape is Shape.ARCHIVE:
        return found, Unsupported("nested-archive", "unpack-outer") if depth >= DEEPEST else None
    if size > limits.max_bytes:
        return found, TooLarge("file-too-large", bytes=size, limit=limits.max_bytes)
    return found, _problem(found, path)


def _problem(found: Format, path: Path) -> DocumentError | None:
    """Why a file of this kind is not given to a reader; None when it is."""
    suffix = path.suffix.lower()
    named = formats.promised(suffix)
    # What is left of a picture may even look like text, while text under .doc was meant to be text.
    if found in (formats.TEXT, formats.MARKDOWN) and named.shape is Shape.PICTURE:
        return _damaged(suffix)
    if found.is_read:
        return None
    if found is formats.EMPTY:
        return EmptyFile()
    if found is formats.ENCRYPTED_OFFICE:
        return EncryptedOffice()
    lost = found is formats.UNKNOWN and named.shape is not None and not named.text
    if lost or (found is formats.OOXML and named is formats.DOCX):
        return _damaged(suffix)
    step = found.advice or named.advice
    return Unsupported("format-not-read", step, kind=found.name, media_type=found.media_type)


def _damaged(suffix: str) -> BrokenFile:
    return BrokenFile("suffix-not-content", suffix=suffix)
