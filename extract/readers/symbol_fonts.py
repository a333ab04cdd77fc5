"""Fonts that draw pictures instead of letters: what their characters show, as Unicode.

    character, font ─▶ the sign that is printed; None where the table has none

Office files write such a character either as its byte ("þ" in Wingdings) or in the private use area (U+F0FE).
The tables have the signs that carry meaning: ticked and empty boxes, arrows, numbers in circles, relations
and Greek letters. What is missing is an ornament. Source: Unicode's own mapping of Symbol (SYMBOL.TXT) and
of Wingdings (L2/11-052R).
"""

from __future__ import annotations

_PRIVATE = 0xF000
_BOXES = {0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☑", 0xFB: "✗", 0xFC: "✓"}
_ARROWS = {0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xEF: "⇦", 0xF0: "⇨"}
_CIRCLES = {0x80: "⓪", 0x8B: "⓿"} | {first + n: chr(circle + n) for n in range(10)
                                     for first, circle in ((0x81, 0x2460), (0x8C, 0x2776))}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"}
_GREEK = dict(zip(b"ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
_RELATIONS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
              0xA5: "∞", 0xB0: "°", 0xD6: "√", 0xE5: "∑", 0xF2: "∫", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
              0xAF: "↓", 0xDE: "⇒", 0xDB: "⇔", 0xCE: "∈", 0xC6: "∅", 0x22: "∀", 0x24: "∃"}  # fmt: skip
_SYMBOL = _GREEK | {byte + 0x20: letter.lower() for byte, letter in _GREEK.items()} | _RELATIONS
_FONTS: tuple[tuple[str, dict[int, str]], ...] = (
    ("wingdings 2", _WINGDINGS_2),
    ("wingdings 3", {}),
    ("wingdings", _BOXES | _ARROWS | _CIRCLES),
    ("symbol", _SYMBOL),
    ("webdings", {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"}),
)


def draws_pictures(font: str) -> bool:
    """Whether a font of this name draws pictures or signs instead of letters."""
    return font.lower().startswith(tuple(name for name, _ in _FONTS))


def sign(character: str, font: str) -> str | None:
    """What the font draws for the character; None for an ornament, and where the font draws letters."""
    table = next((signs for name, signs in _FONTS if font.lower().startswith(name)), {})
    code = ord(character)
    if _PRIVATE <= code <= _PRIVATE + 0xFF:
        return table.get(code - _PRIVATE)
    try:
        byte = character.encode("cp1252")[0]
    except UnicodeEncodeError:
        byte = code
    # Letters under Symbol are often text whose font was set by mistake; its other signs are not.
    return None if table is _SYMBOL and byte < 0x80 else table.get(byte)
