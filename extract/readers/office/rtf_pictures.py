r"""Pictures of an RTF file: bytes written as hexadecimal digits, or as they are after \bin.

\pict group ─▶ Pictures.add(hexadecimal or raw) ─▶ taken: Picture, or told to `Unread`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.readers.flow import Picture
from extract.readers.office.unread import Unread
from extract.readers.pixels import as_bitmap_file, is_drawing, is_pixels

_OTHER = re.compile(rb"[^0-9A-Fa-f]")


class Pictures:
    """The picture that is open."""

    def __init__(self) -> None:
        self._digits, self._raw = bytearray(), b""

    def add_digits(self, data: bytes) -> None:
        """More of its hexadecimal digits."""
        self._digits += data

    def add_raw(self, data: bytes) -> None:
        """All of it, as it is."""
        self._raw = data

    def taken(self, unread: Unread, near: str) -> Iterator[Picture]:
        """The picture, which ends here; `near` is the text that it stands in."""
        digits = _OTHER.sub(b"", bytes(self._digits))
        data = self._raw or bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        self._digits, self._raw = bytearray(), b""
        data = as_bitmap_file(data)
        if is_pixels(data):
            yield Picture(data)
        elif is_drawing(data):
            unread.add("drawings-not-read", near)
