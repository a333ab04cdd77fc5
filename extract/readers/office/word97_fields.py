"""Fields of a Word 97-2003 file as they open and close in its text: codes are not shown, results are.

    signs of fields, text between them ─▶ Fields ─▶ what an ended field shows by itself ("☒", a chosen entry)

Form fields to tick or to choose from have no result; what they hold is in the Data stream. Source:
[MS-DOC] 2.8.25 (fields), 2.9.78 (FFData).
"""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass

from extract.readers.office.field_codes import shown_by

TICKED, EMPTY = "☒", "☐"
_EMBEDDED = "EMBED"
_TEXT, _CHECK, _LIST = 0, 1, 2
_DEFAULT = 25  # iRes: nobody changed it


@dataclass
class _Field:
    in_code: bool = True
    code: str = ""
    value: str = ""
    is_read: bool = False  # an object whose content stands in its place


class Fields:
    """The fields that are open, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def in_code(self) -> bool:
        """Whether what comes is not shown."""
        return any(field.in_code for field in self._open)

    @property
    def embeds(self) -> bool:
        """Whether what comes is the picture of an object of another program."""
        return any(field.code.split()[:1] == [_EMBEDDED] for field in self._open)

    @property
    def is_read(self) -> bool:
        """Whether what comes is the picture of an object that was read."""
        return any(field.is_read for field in self._open)

    def mark_read(self) -> None:
        """The object of the innermost field is read."""
        self._open[-1].is_read = True

    def begin(self) -> None:
        self._open.append(_Field())

    def separate(self) -> None:
        if self._open:
            self._open[-1].in_code = False

    def end(self) -> str:
        """What the field that ends shows, where it has no result."""
        if not self._open:
            return ""
        ended = self._open.pop()
        return ended.value or (shown_by(ended.code) if ended.in_code and not self.in_code else "")

    def add_code(self, text: str) -> None:
        self._open[-1].code += text

    def add_data(self, data: bytes) -> None:
        """What a form field holds."""
        with suppress(struct.error, IndexError):
            self._open[-1].value = _value(data)

    def shown(self) -> None:
        """The field has a result."""
        if self._open:
            self._open[-1].value = ""


def _value(data: bytes) -> str:
    """The value of a form field (FFData)."""
    bits, _, _ = struct.unpack_from("<HHH", data, 4)
    kind, result = bits & 0x3, bits >> 2 & 0x1F
    at = _after_text(data, 10)
    if kind == _TEXT:
        return ""
    (default,) = struct.unpack_from("<H", data, at)
    chosen = default if result == _DEFAULT else result
    if kind == _CHECK:
        return TICKED if chosen else EMPTY
    at += 2
    for _ in range(5):  # format, help, status, macros on entry and exit
        at = _after_text(data, at)
    return _entry(data, at, chosen)


def _after_text(data: bytes, at: int) -> int:
    """Where the text at this place ends (Xstz)."""
    (length,) = struct.unpack_from("<H", data, at)
    return int(at + 2 + 2 * length + 2)


def _entry(data: bytes, at: int, chosen: int) -> str:
    """One entry of a list (SttbDropList)."""
    (count,) = struct.unpack_from("<H", data, at + 2)
    at += 6
    for number in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        if number == chosen:
            return data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
        at += 2 + 2 * length
    return ""
