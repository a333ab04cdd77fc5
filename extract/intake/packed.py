"""Archives that are no .zip: .tar and what is packed by gzip, bzip2, xz or Zstandard, .7z and .rar.

    path, Format ─▶ entries: name and content of each file, in the order in which they lie in the archive

Such archives are streams: sizes are known only when they have been unpacked, so whoever copies has to count.
7z, RAR and Zstandard are read by libarchive, an extra.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from extract.core.errors import EncryptedArchive
from extract.core.limits import MIB
from extract.intake import formats
from extract.intake.formats import Format

Entry = tuple[str, Iterator[bytes]]  # the name, not to be trusted; the content, to be read before the next

CHUNK = MIB
_OPENERS: dict[Format, Callable[[Path], Any]] = {
    formats.GZIP: gzip.GzipFile,
    formats.BZIP2: bz2.BZ2File,
    formats.XZ: lzma.LZMAFile,
}
_TAR_MAGIC = slice(257, 262)
_BARE = "raw"  # libarchive's name of a packed file without an archive
_ENCRYPTED = ("passphrase", "encrypted")
DAMAGE = (tarfile.TarError, lzma.LZMAError, gzip.BadGzipFile, zlib.error, EOFError, ValueError)


def entries(path: Path, found: Format) -> Iterator[Entry]:
    """The files of an archive. Raises DAMAGE, OSError, EncryptedArchive, or what libarchive raises."""
    if found in (formats.SEVEN_ZIP, formats.RAR):
        yield from _by_libarchive(path)
    elif found is formats.ZSTD:
        is_tar = any(_begins_tar(content) for _, content in _by_libarchive(path, _BARE))
        yield from _by_libarchive(path) if is_tar else _alone(path)
    elif found is formats.TAR or _is_packed_tar(path, found):
        yield from _tar(path)
    else:
        with _OPENERS[found](path) as file:
            yield path.stem or "file", chunks(file)


def _begins_tar(content: Iterator[bytes]) -> bool:
    return next(content, b"")[_TAR_MAGIC] == b"ustar"


def _alone(path: Path) -> Iterator[Entry]:
    """The one file that is packed without an archive around it."""
    return ((path.stem or "file", content) for _, content in _by_libarchive(path, _BARE))


def _is_packed_tar(path: Path, found: Format) -> bool:
    with _OPENERS[found](path) as file:
        return bytes(file.read(512)[_TAR_MAGIC]) == b"ustar"


def _tar(path: Path) -> Iterator[Entry]:
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            if member.isfile() and (file := archive.extractfile(member)) is not None:
                yield member.name, chunks(file)


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The content of an open file, a mebibyte at a time."""
    while chunk := file.read(CHUNK):
        yield chunk


def _by_libarchive(path: Path, form: str = "all") -> Iterator[Entry]:
    import libarchive  # noqa: PLC0415 - an extra

    try:
        with libarchive.file_reader(str(path), format_name=form) as archive:
            for entry in archive:
                if entry.isfile:
                    yield entry.pathname or "", _blocks(entry)
    except libarchive.ArchiveError as error:
        raise _failure(error) from error


def _blocks(entry: Any) -> Iterator[bytes]:
    import libarchive  # noqa: PLC0415 - an extra

    try:
        yield from entry.get_blocks(CHUNK)
    except libarchive.ArchiveError as error:
        raise _failure(error) from error


def _failure(error: Exception) -> Exception:
    """What libarchive says, as the error that it means."""
    text = str(error)
    return EncryptedArchive() if any(word in text.lower() for word in _ENCRYPTED) else ValueError(text)
