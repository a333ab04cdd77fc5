r"""Objects of other programs in an RTF file: read in their place, or told.

    \object, \objdata (hexadecimal or raw) ─▶ RtfObjects ─ taken ─▶ blocks; end: told where there were none

The data begin with a head of OLE 1 ([MS-OLEDS] 2.2.5); the storage or package in them is found by its first
bytes.
"""

from __future__ import annotations

import re

import olefile

from extract.core.limits import Limits
from extract.readers.flow import Block
from extract.readers.office.embedded import Objects
from extract.readers.office.unread import Unread

_OTHER = re.compile(rb"[^0-9A-Fa-f]")
_STARTS = (olefile.MAGIC, b"PK\x03\x04")


class RtfObjects:
    """The object that is open, one at a time."""

    def __init__(self, limits: Limits) -> None:
        self._objects = Objects(limits)
        self._digits, self._raw, self._near = bytearray(), b"", ""
        self.is_read = False  # so that its picture is not wanted

    def begin(self, near: str) -> None:
        """The next one begins; `near` is the text that it stands in."""
        self._near, self.is_read = near, False

    def add_digits(self, data: bytes) -> None:
        """More of the hexadecimal digits of its data."""
        self._digits += data

    def add_raw(self, data: bytes) -> None:
        """All of its data, as they are."""
        self._raw = data

    def taken(self) -> list[Block]:
        """What its data say, which end here."""
        digits = _OTHER.sub(b"", bytes(self._digits))
        data = self._raw or bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        self._digits, self._raw = bytearray(), b""
        starts = [at for sign in _STARTS if (at := data.find(sign)) >= 0]
        blocks = self._objects.read(data[min(starts) :]) if starts else []
        self.is_read = self.is_read or bool(blocks)
        return blocks

    def end(self, unread: Unread) -> None:
        """The object ends; told where nothing of it was read."""
        if not self.is_read:
            unread.add("objects-not-read", self._near)
