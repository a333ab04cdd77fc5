"""Unpack an archive into a folder, safely.

    a.zip ─▶ check (encryption, number, sizes, ratio, names) ─▶ members copied under numbered names
    others (`packed`) ─▶ members copied under numbered names, counted as they come

No member decides where its bytes go: files on disk are numbered, the member's own name is kept
beside. The sizes that a zip declares are checked first and enforced while copying, since it can lie.
"""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterable, Iterator
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
    Unsupported,
)
from extract.core.limits import MIB, Limits
from extract.intake import deflate64, packed
from extract.intake.extras import is_there
from extract.intake.formats import ZIP, Format
from extract.intake.member_names import names
from extract.intake.walk import Arrange
from schemas.catalogue.system import why

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
    path: Path, found: Format, folder: Path, limits: Limits, arrange: Arrange = list
) -> Iterator[Member]:
    """The archive's files in the order of their names, as `arrange` has it.

    In a zip a damaged one does not stop the others.
    """
    if found is ZIP:
        return _unzip(path, folder, limits, arrange)
    return _unpack(path, found, folder, limits, arrange)


def _unpack(path: Path, found: Format, folder: Path, limits: Limits, arrange: Arrange) -> Iterator[Member]:
    """The members of an archive that is a stream: it is read to its end, or to where it is damaged."""
    left = min(limits.max_unpacked, max(MIB, limits.max_ratio * path.stat().st_size))
    members: list[Member] = []
    try:
        for number, (name, content) in enumerate(packed.entries(path, found)):
            if number >= limits.max_members:
                raise TooLarge("archive-too-many-files", count=number + 1, limit=limits.max_members)
            parts = _parts(name)
            target = folder / f"{number:06}{harmless_suffix(name)}"
            size = _copy_chunks(content, target, left)
            left -= size
            members.append(Member(parts or ("_",), target, _why_not(parts, size, limits)))
    except DocumentError:
        raise
    except (*packed.DAMAGE, OSError) as error:
        if not members:
            raise _failure("archive-damaged", error) from error
        members.append(Member(("~",), folder / "_", _failure("archive-damaged", error)))
    if not members:
        raise EmptyFile("archive-empty")
    place = _places(("/".join(member.parts) for member in members), arrange)
    yield from sorted(members, key=lambda member: place["/".join(member.parts)])


def _why_not(parts: tuple[str, ...], size: int, limits: Limits) -> DocumentError | None:
    """Why a member that has been unpacked is not read."""
    if _is_outside(parts):
        return UnsafeArchive("member-outside")
    if size > limits.max_bytes:
        return TooLarge("file-too-large", bytes=size, limit=limits.max_bytes)
    return None


def _copy_chunks(content: Iterable[bytes], target: Path, most: int) -> int:
    """Write a member; gives its size. Raises UnsafeArchive when it is larger than may still be unpacked."""
    size = 0
    with target.open("wb") as out:
        for chunk in content:
            size += len(chunk)
            if size > most:
                raise UnsafeArchive("member-larger")
            out.write(chunk)
    return size


def _places(names: Iterable[str], arrange: Arrange) -> dict[str, int]:
    return {name: at for at, name in enumerate(arrange(sorted(names)))}


def _unzip(path: Path, folder: Path, limits: Limits, arrange: Arrange) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(path) as archive:
            check(archive, limits)
            members = archive.infolist()
            named = zip(names(members), members, strict=True)
            wanted = [(name, info) for name, info in named if not info.is_dir()]
            if not wanted:
                raise EmptyFile("archive-empty")
            place = _places((name for name, _ in wanted), arrange)
            for number, (name, info) in enumerate(sorted(wanted, key=lambda one: place[one[0]])):
                yield _extract(archive, info, name, folder / f"{number:06}{harmless_suffix(name)}", limits)
    except DAMAGE as error:
        raise _failure("archive-damaged", error) from error


def _failure(cause: str, error: Exception) -> DocumentError:
    """The archive's fault, or the disk's that it is unpacked to."""
    full = isinstance(error, OSError) and error.errno in FULL
    return DiskFull() if full else BrokenFile(cause, error=why(error))


def _extract(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, target: Path, limits: Limits
) -> Member:
    parts = _parts(name)
    if _is_outside(parts):
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
    if info.compress_type == deflate64.METHOD:
        if not is_there(deflate64.PACKAGE):
            raise Unsupported("member-needs-package", "install-formats", package=deflate64.PACKAGE)
        _copy_chunks(deflate64.chunks(archive, info), target, left)
        return
    with archive.open(info) as member:
        _copy_chunks(packed.chunks(member), target, left)


def _parts(name: str) -> tuple[str, ...]:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return parts[1:] if parts[:1] == (".",) else parts


def _is_outside(parts: tuple[str, ...]) -> bool:
    """Whether a name leads out of the folder that the archive would be unpacked to."""
    return not parts or parts[0].startswith("/") or ".." in parts or parts[0][1:2] == ":"


def harmless_suffix(name: str) -> str:
    """The suffix of a name, kept because it tells Markdown from plain text; "" when it is not harmless."""
    suffix = PurePosixPath(name).suffix
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 10 else ""
