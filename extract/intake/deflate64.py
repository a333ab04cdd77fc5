"""Members of a .zip packed by Deflate64, as the Explorer of Windows packs files above 2 GiB.

ZipFile, ZipInfo ─▶ chunks of the content, its checksum proved at the end
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile, ZipInfo

METHOD = 9  # APPNOTE.TXT 4.4.5
PACKAGE = "inflate64"  # Python's zipfile knows the other methods
_CHUNK = 1 << 16
_LOCAL_HEADER = 30  # bytes before the name, APPNOTE.TXT 4.3.7


def chunks(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """The content. Raises ImportError without the package, BadZipFile for damage."""
    from inflate64 import Inflater  # noqa: PLC0415 - an extra

    if archive.fp is None:
        raise BadZipFile("closed")
    archive.fp.seek(info.header_offset)
    header = archive.fp.read(_LOCAL_HEADER)
    name, extra = struct.unpack_from("<HH", header, 26)
    archive.fp.seek(info.header_offset + _LOCAL_HEADER + name + extra)
    inflater, left, checksum = Inflater(), info.compress_size, 0
    while left > 0 and (packed := archive.fp.read(min(_CHUNK, left))):
        left -= len(packed)
        data = inflater.inflate(packed)
        checksum = zlib.crc32(data, checksum)
        yield data
    if checksum != info.CRC:
        raise BadZipFile(f"Bad CRC-32 for file {info.filename!r}")
