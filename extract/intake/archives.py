"""Unpack a .zip into a folder, safely.

    a.zip ─▶ check (encryption, number, sizes, ratio, names) ─▶ members copied under numbered names

No member decides where its bytes go: files on disk are numbered, the member's own name is kept
beside. Declared sizes are checked first and enforced while copying, since a zip can lie.
"""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extract.core.errors import (
    BrokenFile,
    DiskFull,
    DocumentError,
    EmptyFile,
    EncryptedArchive,
    TooLarge,
    UnsafeArchive,
)
from extract.core.limits import MIB, Limits
from extract.intake.member_names import names
from schemas.catalogue.system import why

CHUNK = MIB
ENCRYPTED = 0x1  # general purpose bit 0, APPNOTE.TXT 4.4.4
# OSError: a place in the archive before its beginning; IndexError: a member without a name.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, IndexError)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Member:
    """One unpacked file: its name inside the archive and where its bytes are, or why there are none."""

    parts: tuple[str, ...]
    path: Path
    error: DocumentError | None = None


def check(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise when the archive asks for a password, is too large, or looks like an attack ."""
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise EncryptedArchive
    if len(members) > limits.max_members:
        raise TooLarge("archive-too-many-files", count=len(members), limit=limits.max_members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked:
        raise TooLarge("archive-too-large", bytes=unpacked, limit=limits.max_unpacked)
    for member in members:
        if is_bomb(member, limits):
            (name,) = names([member])
            raise UnsafeArchive("member-ratio", member=name, ratio=limits.max_ratio)


def is_bomb(member: zipfile.ZipInfo, limits: Limits) -> bool:
    """Whether a member says that it unpacks to far more than any text does."""
    return member.file_size > max(MIB, limits.max_ratio * member.compress_size)


def unpack(
    path: Path, folder: Path, limits: Limits, arrange: Callable[[Sequence[str]], Sequence[str]] = list
) -> Iterator[Member]:
    """The archive's files in the order of their names, as `arrange` has it; a damaged one stops no other."""
    try:
        with zipfile.ZipFile(path) as archive:
            check(archive, limits)
            members = archive.infolist()
            named = zip(names(members), members, strict=True)
            wanted = [(name, info) for name, info in named if not info.is_dir()]
            if not wanted:
                raise EmptyFile("archive-empty")
            place = {name: at for at, name in enumerate(arrange(sorted(name for name, _ in wanted)))}
            for number, (name, info) in enumerate(sorted(wanted, key=lambda one: place[one[0]])):
                yield _extract(archive, info, name, folder / f"{number:06}{_suffix(name)}", limits)
    except DAMAGE as error:
        raise _failure("archive-damaged", error) from error


def _failure(cause: str, error: Exception) -> DocumentError:
    """The archive's fault, or the disk's that it is unpacked to."""
    full = isinstance(error, OSError) and error.errno in FULL
    return DiskFull() if full else BrokenFile(cause, error=why(error))


def _extract(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, target: Path, limits: Limits
) -> Member:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0].startswith("/") or ".." in parts or parts[0][1:2] == ":":
        return Member(parts or ("_",), target, UnsafeArchive("member-outside"))
    try:
        _copy(archive, info, target, limits.max_bytes)
    except DocumentError as error:
        return Member(parts, target, error)
    except DAMAGE as error:
        return Member(parts, target, _failure("member-damaged", error))
    return Member(parts, target)


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> None:
    left = min(info.file_size, most)
    if info.file_size > most:
        raise TooLarge("file-too-large", bytes=info.file_size, limit=most)
    with archive.open(info) as packed, target.open("wb") as out:
        while chunk := packed.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise UnsafeArchive("member-larger")
            out.write(chunk)


def _suffix(name: str) -> str:
    """The suffix, kept because it tells Markdown from plain text; only when it is harmless."""
    suffix = PurePosixPath(name).suffix
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 10 else ""
