"""The lists of a Word 97-2003 file.

    PlfLst + PlfLfo ─▶ lists_of ─▶ Lists, by the 1-based index that sprmPIlfo gives

Source: [MS-DOC] 2.9.131 (LFO), 2.9.147 (LSTF), 2.9.149 (LVL).
"""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import replace

from extract.readers.office.list_numbers import Level, Lists, NumberedList

_LSTF, _LVLF, _LFO = 28, 28, 16  # bytes
_LEVELS = 9
_SIMPLE, _LEGAL = 0x01, 0x04
_HAS_START, _HAS_FORMAT = 0x10, 0x20
# Number format codes ([MS-OSHARED] 2.2.1.3) under their ECMA-376 names.
_FORMS = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
    23: "bullet",
    255: "none",
}


def lists_of(definitions: bytes, size: int, overrides: bytes) -> Lists:
    """The lists; `definitions` runs on past its `size`, for the levels stand after the counted part."""
    lists = Lists()
    with suppress(struct.error, IndexError):  # of a damaged table: what was read before stays
        _fill(lists, _definitions(definitions, size), overrides)
    return lists


def _definitions(table: bytes, size: int) -> dict[int, dict[int, Level]]:
    """List identifier -> its levels."""
    found: dict[int, dict[int, Level]] = {}
    if size < 2:
        return found
    (count,) = struct.unpack_from("<H", table, 0)
    at = size
    for number in range(count):
        start = 2 + _LSTF * number
        (identifier,) = struct.unpack_from("<i", table, start)
        levels: dict[int, Level] = {}
        for depth in range(1 if table[start + 26] & _SIMPLE else _LEVELS):
            levels[depth], at = _level(table, at)
        found[identifier] = levels
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """The level at this place, and where the next one begins."""
    first, form, flags = struct.unpack_from("<iBB", table, at)
    text_at = at + _LVLF + table[at + 24] + table[at + 25]
    (length,) = struct.unpack_from("<H", table, text_at)
    pattern = table[text_at + 2 : text_at + 2 + 2 * length].decode("utf-16-le", "replace")
    # The numbers of levels stand in the pattern as characters 0 to 8.
    text = "".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in pattern)
    return Level(_FORMS.get(form, "decimal"), text, first, bool(flags & _LEGAL)), text_at + 2 + 2 * length


def _fill(lists: Lists, definitions: dict[int, dict[int, Level]], overrides: bytes) -> None:
    if len(overrides) < 4:
        return
    (count,) = struct.unpack_from("<I", overrides, 0)
    at = 4 + _LFO * count
    for number in range(min(count, len(overrides) // _LFO)):
        (identifier,) = struct.unpack_from("<i", overrides, 4 + _LFO * number)
        levels = dict(definitions.get(identifier, {}))
        restarts: set[int] = set()
        lists.known[str(number + 1)] = NumberedList(str(identifier), levels)
        at += 4
        for _ in range(overrides[4 + _LFO * number + 12]):
            at = _override(levels, restarts, overrides, at)
        lists.known[str(number + 1)] = NumberedList(str(identifier), levels, frozenset(restarts))


def _override(levels: dict[int, Level], restarts: set[int], table: bytes, at: int) -> int:
    """What a list changes of a level (LFOLVL); gives where the next change begins."""
    start, flags = struct.unpack_from("<iI", table, at)
    depth = flags & 0xF
    at += 8
    if flags & _HAS_FORMAT:
        levels[depth], at = _level(table, at)
    elif flags & _HAS_START and depth in levels:
        levels[depth] = replace(levels[depth], start=start)
    if flags & _HAS_START:
        restarts.add(depth)
    return at
