"""Whether a file is still the one that was converted: its hash, and what changes with its content."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from extract.core.source import Source

# Seconds after which a file's times tell a further change: the coarsest clock in use (FAT) ticks every two.
SETTLED = 3.0


class Earlier(NamedTuple):
    """What an earlier run found that a file is which has not changed since."""

    media_type: str
    encloses: bool  # files in it, or attached to it, have records of their own


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 in hexadecimal, and the size in bytes. Raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def of_several(lines: Iterable[str]) -> str:
    """One SHA-256 of several, as `sha256sum FILES | cut -c-64 | sha256sum` tells it."""
    whole = "".join(f"{line}\n" for line in lines)
    return hashlib.sha256(whole.encode(errors="surrogateescape")).hexdigest()


def content(source: Source) -> str:
    """What tells whether it is the same: its SHA-256; of pictures also their names. Raises OSError."""
    if not source.pictures:
        return fingerprint(source.path)[0]
    return of_several(f"{fingerprint(one.path)[0]}  {one.parts[-1]}" for one in source.pictures)


def token(path: Path, state: os.stat_result | None = None) -> str | None:
    """What changes whenever the content of a file does; None when that cannot be relied on.

    `state`: of the file, where it is known already; one from before the file is read is on the safe side.

    That is its size, inode and times; the time of the last change of the inode cannot be set back by
    programs. A file changed a moment ago may change again in the same tick of its file system's clock.
    """
    try:
        found = state or path.stat()
    except OSError:
        return None
    if time.time() - max(found.st_mtime, found.st_ctime) < SETTLED:
        return None
    return f"{found.st_size}-{found.st_ino}-{found.st_mtime_ns}-{found.st_ctime_ns}"
