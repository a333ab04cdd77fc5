"""Pictures within office files: which of them can be read, told by their first bytes and size.

    bytes ─▶ is_pixels (a later stage reads it as a picture file) · is_drawing (lines of WMF or EMF)

What is too small for a line of print (bullets, rules, emblems) is neither.
"""

from __future__ import annotations

import io
import struct

from PIL import Image

from extract.intake.filetype import signed
from extract.intake.formats import Shape

# Pixels of the shorter and the longer side. A line of print that a recogniser reads is 15 pixels high, and
# three words of it take 100; national emblems and logos of letterheads are squares of 60 to 120.
LEAST_SIDES = (20, 150)
_EMF, _WMF, _PLACEABLE_WMF = (
    b" EMF",
    b"\x01\x00\x09\x00",
    b"\xd7\xcd\xc6\x9a",
)  # [MS-EMF] 2.3.4.2, [MS-WMF] 2.3.2
_FILE_HEADER, _BITMAP_HEADER = 14, 40  # bytes of BITMAPFILEHEADER and BITMAPINFOHEADER
_PACKED = b"\x1f\x8b"  # .emz, .wmz


def is_pixels(data: bytes) -> bool:
    """Whether it is a picture of pixels that may hold print."""
    row = signed(data[: 1 << 16])
    if row is None or row.shape is not Shape.PICTURE:
        return False
    try:
        with Image.open(io.BytesIO(data)) as image:
            sides = sorted(image.size)
    except Exception:  # damaged, or its decoder is not installed: the reader of pictures says which
        return True
    return sides[0] >= LEAST_SIDES[0] and sides[1] >= LEAST_SIDES[1]


def is_drawing(data: bytes) -> bool:
    """Whether it is a metafile: lines and letters that only the system that made it draws."""
    return data[40:44] == _EMF or data.startswith((_WMF, _PLACEABLE_WMF, _PACKED))


def as_bitmap_file(data: bytes) -> bytes:
    """A device-independent bitmap with the header that makes it a file; other data as they are."""
    if not data.startswith(struct.pack("<I", _BITMAP_HEADER)) or len(data) < _BITMAP_HEADER:
        return data
    (bits,), (used,) = struct.unpack_from("<H", data, 14), struct.unpack_from("<I", data, 32)
    colours = used or (1 << bits if bits <= 8 else 0)  # of up to 8 bits: they stand before the pixels
    start = _FILE_HEADER + _BITMAP_HEADER + 4 * min(colours, 256)
    return b"BM" + struct.pack("<IHHI", _FILE_HEADER + len(data), 0, 0, start) + data
