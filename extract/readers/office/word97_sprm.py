"""Property changes ("sprms") of Word 97-2003 and the styles they start from.

    grpprl (bytes) ─▶ sprms ─▶ (code, operand) ...      STSH ─▶ Stylesheet ─▶ Props of a style

Source: [MS-DOC] 2.2.5, 2.6 and 2.9.260 (STD). Only what the reader needs is known by name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

# sprm codes, named as in [MS-DOC] 2.6.1 (characters), 2.6.2 (paragraphs), 2.6.3 (tables)
C_RM_DELETED, C_VANISH = 0x0800, 0x083C
C_BOLD, C_ITALIC, C_CAPS = 0x0835, 0x0836, 0x083B
C_RAISED = 0x2A48  # sprmCIss: 1 superscript, 2 subscript
C_FONT_ASCII, C_FONT_OTHER = 0x4A4F, 0x4A51
C_STYLE, C_PLAIN, C_SYMBOL = 0x4A30, 0x2A33, 0x6A09
C_PICTURE = 0x6A03
P_IN_TABLE, P_ROW_END, P_HUGE = 0x2416, 0x2417, (0x6645, 0x6646)
P_LIST_LEVEL, P_LIST = 0x260A, 0x460B
T_DEFINITION = 0xD608
P_TABS = 0xC615
_OPERAND_SIZE = (1, 1, 2, 4, 2, 2, 0, 3)  # by the three highest bits; 0: the operand says it itself
# Prm0 ([MS-DOC] 2.9.215) of fast-saved files: a short code for a one-byte sprm.
PRM0 = {
    0x18: P_IN_TABLE,
    0x19: P_ROW_END,
    0x41: C_RM_DELETED,
    0x55: C_BOLD,
    0x56: C_ITALIC,
    0x5B: C_CAPS,
    0x5C: C_VANISH,
    0x68: C_RAISED,
}
_LONGEST_CHAIN = 12
_NO_STYLE = 0x0FFF


@dataclass(frozen=True, slots=True)
class Props:
    """Character properties that the reader carries."""

    font_ascii: int = 0  # index in the font table
    font_other: int = 0  # of letters above U+007F
    bold: bool = False
    italic: bool = False
    caps: bool = False
    raised: bool = False
    hidden: bool = False
    symbol: tuple[int, int] | None = None  # font, character


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property change: its code and operand without a length prefix. Ends at one that is cut off."""
    at = 0
    while at + 2 <= len(grpprl):
        code = int.from_bytes(grpprl[at : at + 2], "little")
        at += 2
        size = _OPERAND_SIZE[code >> 13]
        if size == 0:
            prefix = 2 if code == T_DEFINITION else 1
            size = int.from_bytes(grpprl[at : at + prefix], "little")
            at += prefix
            if code == T_DEFINITION:
                size -= 1  # [MS-DOC] 2.9.324: the count is one more than the bytes that follow
            elif code == P_TABS and size == 255:
                size = _tabs_size(grpprl[at:])
        operand = grpprl[at : at + size]
        if size < 0 or len(operand) < size:
            return
        yield code, operand
        at += size


def _tabs_size(rest: bytes) -> int:
    """The size of a sprmPChgTabs that is longer than 254 bytes ([MS-DOC] 2.9.187)."""
    deleted = rest[0] if rest else 0
    added = rest[1 + 4 * deleted] if len(rest) > 1 + 4 * deleted else 0
    return 2 + 4 * deleted + 3 * added


@dataclass(frozen=True, slots=True)
class _Style:
    base: int
    paragraph: bytes
    character: bytes


class Stylesheet:
    """The styles of one document (STSH)."""

    def __init__(self, stsh: bytes) -> None:
        self._styles: dict[int, _Style] = {}
        self._known: dict[int, Props] = {}
        self._defaults = Props()
        with suppress(struct.error):  # of a damaged sheet: fonts come from the runs alone
            self._load(stsh)

    def paragraph_props(self, style: int) -> Props:
        """Character properties that a paragraph of this style starts from."""
        if style not in self._known:
            props = self._defaults
            for link in reversed(self._chain(style)):
                props = applied(link.character, props, props, self)
            self._known[style] = props
        return self._known[style]

    def paragraph_sprms(self, style: int) -> bytes:
        """The paragraph properties of the style and its bases, bases first."""
        return b"".join(link.paragraph for link in reversed(self._chain(style)))

    def character_sprms(self, style: int) -> bytes:
        """The changes that a character style makes, bases first."""
        return b"".join(link.character for link in reversed(self._chain(style)))

    def _chain(self, style: int) -> list[_Style]:
        found: list[_Style] = []
        while style in self._styles and len(found) < _LONGEST_CHAIN:
            found.append(self._styles[style])
            style = found[-1].base
        return found

    def _load(self, stsh: bytes) -> None:
        (header_size,) = struct.unpack_from("<H", stsh, 0)
        count, base_size = struct.unpack_from("<HH", stsh, 2)
        ascii_font, _, other_font = struct.unpack_from("<HHH", stsh, 14)
        self._defaults = Props(ascii_font, other_font)
        at = 2 + header_size
        for number in range(count):
            (size,) = struct.unpack_from("<H", stsh, at)
            if size:
                self._styles[number] = _style(stsh[at + 2 : at + 2 + size], base_size)
            at += 2 + size + size % 2


def _style(std: bytes, base_size: int) -> _Style:
    _, kind_base, count_next = struct.unpack_from("<HHH", std, 0)
    kind, base, count = kind_base & 0xF, kind_base >> 4, count_next & 0xF
    (name_length,) = struct.unpack_from("<H", std, base_size)
    at = base_size + 2 + 2 * name_length + 2
    changes: list[bytes] = []
    for _ in range(count):
        at += at % 2
        if at + 2 > len(std):
            break
        (size,) = struct.unpack_from("<H", std, at)
        changes.append(std[at + 2 : at + 2 + size])
        at += 2 + size
    changes += [b"", b""]
    if kind == 1:  # a paragraph style: its first change begins with its own number
        return _Style(base, changes[0][2:], changes[1])
    return _Style(base, b"", changes[0] if kind == 2 else b"")


def applied(grpprl: bytes, props: Props, style: Props, sheet: Stylesheet) -> Props:
    """The properties after a list of changes; `style` is what toggles and resets refer to."""
    for code, operand in sprms(grpprl):
        value = int.from_bytes(operand, "little")
        if code == C_STYLE:
            style = applied(sheet.character_sprms(value), style, style, sheet) if value < _NO_STYLE else style
            props = style
        elif code == C_PLAIN:
            props = style
        elif code == C_FONT_ASCII:
            props = replace(props, font_ascii=value)
        elif code == C_FONT_OTHER:
            props = replace(props, font_other=value)
        elif code == C_BOLD:
            props = replace(props, bold=_toggled(value, style.bold))
        elif code == C_ITALIC:
            props = replace(props, italic=_toggled(value, style.italic))
        elif code == C_CAPS:
            props = replace(props, caps=_toggled(value, style.caps))
        elif code == C_RAISED:
            props = replace(props, raised=value == 1)
        elif code in (C_VANISH, C_RM_DELETED):
            props = replace(props, hidden=props.hidden or _toggled(value, style.hidden))
        elif code == C_SYMBOL and len(operand) == 4:
            props = replace(props, symbol=(value & 0xFFFF, value >> 16))
    return props


def _toggled(value: int, style: bool) -> bool:
    """A toggle operand ([MS-DOC] 2.9.327): 0x80 is as the style says, 0x81 the opposite."""
    return style ^ bool(value & 1) if value & 0x80 else bool(value & 1)
